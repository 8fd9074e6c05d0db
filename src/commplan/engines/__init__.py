"""The engines that can be asked: one a file, named as on the command line. Only the first is always installed.

To add one: a file with an `Engine` in it, whose connection has `execute`, and which makes the table `kept` of the
store's files before it calls `store.show`; `tests/test_conformance.py` then holds all its answers against DuckDB's.
"""
