"""What people did: one row of it, the exports it comes from, and the table on disk."""
