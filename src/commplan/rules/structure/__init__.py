"""Rules about part 2, organisation."""
