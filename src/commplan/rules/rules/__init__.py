"""Rules about part 3, building and maintenance."""
