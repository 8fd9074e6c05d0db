"""A plan's questions put to the activity: its metrics in a window, its goals, its calendar, the tables kept for the next time."""
