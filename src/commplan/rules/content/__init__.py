"""Rules about part 4, information sharing."""
