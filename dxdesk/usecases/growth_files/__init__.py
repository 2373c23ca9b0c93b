"""成長記録: each person's file over all years, kept, confirmed and shown."""
