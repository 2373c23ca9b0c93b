"""検討事項 and the dated year: what is still to be decided, what is due when, and who answers for it."""
