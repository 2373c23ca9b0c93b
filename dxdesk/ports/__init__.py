"""What use cases need from the rooms around them, as protocols, and the frozen records that cross."""
