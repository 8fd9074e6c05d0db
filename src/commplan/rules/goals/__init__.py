"""Rules about part 1, goals and positioning."""
