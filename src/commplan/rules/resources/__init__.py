"""Rules about part 5, resources and support."""
