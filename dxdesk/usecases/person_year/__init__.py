"""One person's year: which revisions count, where they stand, and what earlier years say."""
