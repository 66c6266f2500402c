"""Jinja templates: the environment of the shipped ones, and those of other people."""
