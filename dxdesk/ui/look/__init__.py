"""How things look and read: colours, type, icons, the stylesheet, dates and names as people write them."""
