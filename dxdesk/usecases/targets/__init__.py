"""目標: what a policy aims at, year by year, and how far it is by what the store counts."""
