"""The first-time guide: five steps for each role, beside the work and never in its way."""
