"""The field's rules, standard library only."""
