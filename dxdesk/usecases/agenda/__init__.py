"""検討事項, the dated year and the 用語集: what is to be decided, what is due when, what words mean."""
