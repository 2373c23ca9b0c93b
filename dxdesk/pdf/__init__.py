"""Fonts, charts and printed documents."""
