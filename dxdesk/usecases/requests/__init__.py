"""申込・推薦: what HR asks a section to fill in, filled in and sent back from the section's own store."""
