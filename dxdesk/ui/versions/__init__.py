"""The versions of スキル体系 as several screens show them: the list, and one of them on a card."""
