"""The screen 年度計画."""
