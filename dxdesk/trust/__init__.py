"""Keys; seals and opens bytes without knowing what they mean."""
