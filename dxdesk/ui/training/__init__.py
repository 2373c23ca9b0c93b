"""研修: the courses of a year with their rates, who has not taken what they must, and skill by skill."""
