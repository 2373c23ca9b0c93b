"""What arrives: batches of every kind told apart, tables among them, and stores opened from files."""
