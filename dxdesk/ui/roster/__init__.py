"""名簿: who works where, who confirms whom; importing the tables of other systems."""
