"""育成: what is missing, where it is missing, and who took part."""
