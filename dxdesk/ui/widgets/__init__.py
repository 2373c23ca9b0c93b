"""The parts screens are made of; each knows how it looks and nothing of what it shows."""
