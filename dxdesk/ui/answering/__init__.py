"""Answering one sheet, skill by skill: the panel a person and whoever types for them write in."""
