"""育成: gaps, placement, stages, transfers, weights and what was written down."""
