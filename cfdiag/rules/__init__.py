"""Conditions, rules and texts of questionnaires: parsed, looked up, said."""
