"""年度: opening a year, sending out, finalising, telling, closing."""
