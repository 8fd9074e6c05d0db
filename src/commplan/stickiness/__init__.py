"""What keeps members: the ledger of points with what looks odd in it, and suggestions of what they may like."""
