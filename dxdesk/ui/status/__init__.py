"""提出状況: who stands where, who is late, and the text that asks again."""
