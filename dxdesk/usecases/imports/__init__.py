"""Foreign tables: understanding their columns; roster, attendance and qualifications taken from them."""
