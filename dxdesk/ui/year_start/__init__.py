"""期首: the goals of the year, one's own, or those of one's people."""
