"""確保計画, 検討事項 and the dated year: what an office prepares beside the yearly round."""
