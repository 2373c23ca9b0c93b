"""スキルマップ: people × skill and section × skill."""
