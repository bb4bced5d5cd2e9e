"""Taking in people as registers tell them."""
