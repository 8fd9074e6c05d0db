"""Exports found, recognised, read and brought into an activity store."""
