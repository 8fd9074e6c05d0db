"""Rules about part 6, risks."""
