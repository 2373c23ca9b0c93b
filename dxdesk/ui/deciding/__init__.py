"""Deciding about one person's answers: the page a confirmer and whoever acts for them look at."""
