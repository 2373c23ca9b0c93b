"""評価指標: a logic model, the indicators of its outcomes, surveys as counts, 取組 with their evaluation."""
