"""様式差込: an office's own layout filled with what is on record of people."""
