"""What everything stands on: faults as values, safe text, cells, files."""
