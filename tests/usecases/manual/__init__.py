"""The manual as a book."""
