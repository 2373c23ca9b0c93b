"""成長記録: one person's entries over all years, and what was found of them."""
