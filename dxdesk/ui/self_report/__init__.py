"""自己申告: answering one's own sheet, and typing in a printed one for somebody else."""
