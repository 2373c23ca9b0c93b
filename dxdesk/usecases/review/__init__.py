"""上長確認: the queue, confirming and returning, stages, and settling conflicts."""
