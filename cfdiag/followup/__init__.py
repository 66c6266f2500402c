"""What becomes of a plan that was adopted: states, changes, promises, and whether anything moved; pure."""
