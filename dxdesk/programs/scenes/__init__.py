"""What the tour draws: every screen, dialog, empty and error state of every role."""
