"""手引: the offline manual as a book on paper, and what 情報政策課 asks of the program. Needs no store."""
