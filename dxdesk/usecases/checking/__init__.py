"""点検: what a store can prove of itself, in three grades."""
