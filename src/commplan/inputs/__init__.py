"""Metrics whose two numbers people read off a platform or a register, one file each."""
