"""提供: what HR gave and to whom; in the digital section's store, what it was given."""
