"""The time of this PC."""

from __future__ import annotations

from datetime import UTC, date, datetime


class SystemClock:
    """The clock every installation uses."""

    def now(self) -> str:
        """Return the UTC time, e.g. ``2026-02-04T01:31:00Z``."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> str:
        """Return the local date."""
        return date.today().isoformat()


class FixedClock:
    """A clock that stands where it is put: a demonstration year plays on its own dates."""

    def __init__(self, day: str) -> None:
        """Stand at nine in the morning (Japan) of a day given as ISO text."""
        self.day = day

    def now(self) -> str:
        """Return midnight UTC of the day."""
        return f"{self.day}T00:00:00Z"

    def today(self) -> str:
        """Return the day."""
        return self.day
