"""What a community has already, taken over into parts of a plan: groups of a `sigs.yaml`, calendars, risk registers.

Each module reads one kind of file into a `draft.Draft`: objects of the plan format, with ids made of their names. Whatever a
file says that has no place in a plan, or that could mean two things, is not guessed: it is left, and told with its place.
"""
