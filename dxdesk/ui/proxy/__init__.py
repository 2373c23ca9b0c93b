"""代行: typing in a printed form for somebody, and (HR) confirming on behalf of a confirmer."""
