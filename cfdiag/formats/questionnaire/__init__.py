"""Questionnaires: from YAML to the model, with every fault of the file at once."""
