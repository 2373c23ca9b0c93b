"""帳票: what is printed for whom."""
