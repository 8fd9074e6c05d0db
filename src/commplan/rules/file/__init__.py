"""Faults of the file itself, found by the loader."""
