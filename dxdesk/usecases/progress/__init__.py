"""提出状況: where everybody stands in the year, who is late, what waits."""
