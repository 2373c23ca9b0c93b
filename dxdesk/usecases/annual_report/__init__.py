"""全庁集計報告書: the figures of a year, the sentences made from them, and the report of both."""
