"""発行済みの帳票: what a paper said when it was issued, its number, its reprints and corrections."""
