"""Rules about the policy itself: comments that ignore, waivers, the baseline. Lint finds what breaks them."""
