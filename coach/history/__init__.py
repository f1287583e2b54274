"""Every attempt, kept in one SQLite file."""
