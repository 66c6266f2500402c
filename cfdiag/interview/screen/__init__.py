"""The interview on a full screen: one application, its pages swapped inside it."""
