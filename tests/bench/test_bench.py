"""The measurements run, on a few forms only; how fast they are is nobody's business here."""

from __future__ import annotations

import pytest

from tests.bench import __main__ as bench
from tests.bench.measuring import Line, table


def test_the_receive_row_prints_its_two_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--only", "receive", "--count", "3", "--rounds", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["work", "against", "ours", "bare", "ratio", "goal", "met"]
    assert [line.split("  ")[0] for line in printed[2:4]] == ["receive 3 filled forms"] * 2


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("open", 1),
        ("map", 3),
        ("aggregate", 4),
        ("check", 3),
        ("import", 3),
        ("training", 5),
        ("candidates", 2),
        ("growth-files", 2),
        ("targets", 1),
        ("indicators", 4),
        ("report", 1),
    ],
)
def test_the_rows_that_need_a_town_run(capsys: pytest.CaptureFixture[str], row: str, lines: int) -> None:
    assert bench.main(["--only", row, "--count", "12", "--rounds", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2 + lines


def test_goals_are_read_both_ways() -> None:
    slower = Line("a", "b", ours=2.0, bare=1.0, goal=1.5)
    faster = Line("a", "b", ours=1.0, bare=3.0, goal=2.5, faster=True)
    alone = Line("a", "-", ours=0.005, goal=0.01)
    assert (slower.ratio, slower.met) == (2.0, False)
    assert (faster.ratio, faster.met) == (3.0, True)
    assert (alone.ratio, alone.met, Line("a", "-", 1.0).met) == (0.0, True, None)
    assert "<= 10.0 ms" in table([alone])
