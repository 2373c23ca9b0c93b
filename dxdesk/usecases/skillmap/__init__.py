"""スキルマップ: building, searching, comparing and laying it out."""
