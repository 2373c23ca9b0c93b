"""方針の策定: the six steps and the months around them, with what the store knows for each."""
