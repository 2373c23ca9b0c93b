"""The made-up years of the demonstration: a town, what its people answer, and what becomes of a year."""
