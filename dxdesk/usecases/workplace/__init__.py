"""Where one works: the opened store with the rooms that serve it, the clock, the files written."""
