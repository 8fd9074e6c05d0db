"""Rules about the four stickiness methods."""
