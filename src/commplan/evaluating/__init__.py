"""A plan held against what happened: judged, compared, foreseen, and told as a report."""
