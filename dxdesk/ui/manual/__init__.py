"""The manual, offline: pages with contents and full-text search."""
