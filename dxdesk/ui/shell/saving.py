"""How soon what is typed is written down."""

SAVE_AFTER_MS = 400
"""Text is saved this long after the last letter; a chosen level at once."""

TRY_AGAIN_MS = 5_000
"""A write that failed (a share that is away) is tried again after this time, until it works."""
