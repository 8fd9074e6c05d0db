"""The catalogue: one metric a file, named as its id with underscores for hyphens."""
