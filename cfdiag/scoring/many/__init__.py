"""Many interviews: tallies that can be merged, and the figures made from them."""
