"""Text → values with their places: YAML and JSON read strictly, and tables of what a file may hold."""
