"""The view model: everything a report shows, worded, sorted and rounded."""
