"""研修台帳: courses and sessions as owned records, and what a year of them comes to."""
