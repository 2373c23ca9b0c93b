"""選任: rounds of nomination, what sections reported, deciding of it."""
