"""What comes over a page and takes the keyboard: lines to type in, lists to pick from, texts to read."""
