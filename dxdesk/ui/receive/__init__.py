"""受付: drop files, look, apply, undo; settle conflicts; what waits and why; the ledgers."""
