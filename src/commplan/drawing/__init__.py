"""Ink for charts: the canvas with its texts and shapes, the axes, the colours."""
