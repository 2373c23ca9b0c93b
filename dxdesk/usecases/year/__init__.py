"""年度: opening and closing a cycle, freezing its result and correcting it afterwards."""
