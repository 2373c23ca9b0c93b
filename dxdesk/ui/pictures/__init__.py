"""What other programs ask of the window: set a scene, wait until it is drawn, paint or read it."""
