"""目標と指標: what the office aims at, and where its indicators stand."""
