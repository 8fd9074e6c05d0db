"""The policy of an organisation: which findings count, how much, and what has been answered for.

Values only: what the configuration, the comments in plans and the baseline say. Lint puts them into force.
"""
