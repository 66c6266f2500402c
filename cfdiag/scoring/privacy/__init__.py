"""What may be shown: the floor, suppression, and consent for what people said."""
