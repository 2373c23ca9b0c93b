"""The window around the screens: what every screen stands on, how work runs, how files are sent."""
