"""目標と指標: what the office aims at and how far it is, year by year."""
