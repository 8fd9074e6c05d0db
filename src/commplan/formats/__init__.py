"""The formats of a check's result, one file each.

How to add a format: make `formats/<name>.py` with one `Format` value. It sees a `Report` and nothing else; it has its own
words for severity; it returns the whole text. Add it to the cases in tests/test_cases.py and run `pytest --accept`.
"""
