"""What `cfdiag interview` does beside asking: setting up, holding, what is said after it, who comes next."""
