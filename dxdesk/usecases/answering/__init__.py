"""自己申告: the answering sheet, drafts, submitting, withdrawing, and typing in for somebody."""
