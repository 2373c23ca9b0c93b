"""The parts of the demonstration: a made-up town, what its people say, and the year they play."""
