"""帳票: choose, look, print or save; and the workbooks that are sent."""
