"""確認: the queue of a confirmer, and confirm, correct, return."""
