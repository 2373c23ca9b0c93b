"""Thousands of random histories of a state machine, each for itself, with a line of progress for each.

Hypothesis changes a history it has played a little and plays it again, several times; here every history is
drawn anew. Keys are random, so a seed repeats what was drawn, not which of two key ids is the lower one.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

FIRST_SEED = 1000
OF_A_SEED = 9
"""How many are drawn of a seed; the first of each is the simplest there is, and the same for all."""
Machine = type[RuleBasedStateMachine]


@dataclass
class Played:
    """What was played: ``keys`` are one a history that differs from all others by what was done in it."""

    steps: int = 0
    seed: int = 0
    keys: set[str] = field(default_factory=set)


def play(machine: Machine, usual: settings, steps: int = 40) -> Played:
    """Play random histories until so many differ as ``DXDESK_HISTORIES`` says (3,000).

    ``DXDESK_HISTORIES_SEED`` is the first seed, ``DXDESK_HISTORIES_LOG`` a file that gets a line a history:
    how many were played, of which seed, how many steps it had and how long it took (CPU seconds).

    Raises:
        AssertionError: what the machine says of the first history that fails, with its steps.
    """
    wanted = int(os.environ.get("DXDESK_HISTORIES", "3000"))
    log = Path(os.environ.get("DXDESK_HISTORIES_LOG", os.devnull))
    played = Played(seed=int(os.environ.get("DXDESK_HISTORIES_SEED", str(FIRST_SEED))))
    told = _told(machine, played, log)
    longer = settings(
        usual,
        max_examples=OF_A_SEED,
        stateful_step_count=steps,
        derandomize=False,
        database=None,
        phases=(Phase.generate, Phase.shrink),
    )
    told().teardown()  # what all histories share is made before anything is counted
    played.keys.clear()
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ConjectureRunner, "generate_mutations_from", lambda *_: None)
        while len(played.keys) < wanted:
            run_state_machine_as_test(seed(played.seed)(told), settings=longer)  # type: ignore[no-untyped-call]
            played.seed += 1
    return played


def _told(machine: Machine, played: Played, log: Path) -> Machine:
    """Return the machine telling what is done in each history, and noting it at its end."""

    class Told(machine):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            self.done: list[str] = []
            self.began = time.process_time()
            super().__init__()

        def teardown(self) -> None:
            super().teardown()
            key = hashlib.sha256(repr(self.done).encode()).hexdigest()[:12]
            played.steps += 0 if key in played.keys else len(self.done)
            played.keys.add(key)
            took = time.process_time() - self.began
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{len(played.keys)} {key} {played.seed} {len(self.done)} {took:.2f}\n")

    Told.__name__ = machine.__name__
    state = Told.setup_state()
    for rule in (*state.rules, *state.initializers):
        object.__setattr__(rule, "function", _noted(rule.function))
    return Told


def _noted(function: Callable[..., Any]) -> Callable[..., Any]:
    def noted(machine: Any, **drawn: Any) -> Any:
        said = sorted((name, repr(value)) for name, value in drawn.items() if name != "data")
        machine.done.append(f"{function.__name__} {said}")
        return function(machine, **drawn)

    noted.__name__ = function.__name__
    return noted
