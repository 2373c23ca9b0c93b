"""The goals of the year."""
