"""確保計画: roles that training cannot fill in time, by what means, until when."""
