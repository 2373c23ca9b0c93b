"""期首: the goals of the year: written and handed in, agreed on or returned, and how many set any."""
