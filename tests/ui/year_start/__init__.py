"""期首 in the window."""
