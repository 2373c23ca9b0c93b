"""控えから戻す: which copy, where to, and opening what was made of it."""
