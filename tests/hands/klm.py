"""The keystroke-level model: how long a practised person needs for what a journey did.

Card, Moran and Newell (1980). A click is pointing and pressing. Thinking comes before each thing decided: a
target, or a run of keys that belong together. Waiting for the program is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

KEY, POINT, HAND, THINK = 0.28, 1.1, 0.4, 1.35


@dataclass
class Log:
    """What a hand did, in order."""

    keys: int = 0
    clicks: int = 0
    points: int = 0
    moves: int = 0
    thoughts: int = 0
    resting: bool = True
    """Whether nothing is counted: what comes before and after the operation that is measured."""
    _device: str = field(default="")

    def begin(self) -> None:
        """Count from here, with a hand that lies nowhere yet."""
        self.keys = self.clicks = self.points = self.moves = self.thoughts = 0
        self.resting, self._device = False, ""

    def rest(self) -> None:
        """Count nothing from here."""
        self.resting = True

    def point(self, presses: int = 1) -> None:
        """Count pointing at something and pressing the button so many times."""
        if not self.resting:
            self._take("mouse")
            self.points += 1
            self.clicks += presses
            self.thoughts += 1

    def press(self, keys: int, *, decided: bool = True) -> None:
        """Count a run of keys; ``decided`` is not set where it goes on with the run before."""
        if not self.resting:
            self._take("keys")
            self.keys += keys
            self.thoughts += decided

    def _take(self, device: str) -> None:
        self.moves += self._device not in ("", device)
        self._device = device

    @property
    def seconds(self) -> float:
        """Return the time of it."""
        pressed = (self.keys + self.clicks) * KEY
        return pressed + self.points * POINT + self.moves * HAND + self.thoughts * THINK

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.seconds:.1f} s ({self.keys} keys, {self.clicks} clicks, {self.points} pointings, "
            f"{self.moves} hands, {self.thoughts} thoughts)"
        )
