"""What commplan reads: one file per tool.

To add one, write `sources/<tool>.py` with a module-level `Source`, and a small real export under
`tests/exports/<tool>/`. `recognises` must look inside a file, not at its name alone: two sources that claim the
same export end in a question to the user. `read` opens one file at a time and keeps none.
"""
