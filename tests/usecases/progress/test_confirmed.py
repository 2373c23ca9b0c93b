"""How many are confirmed: the same on every screen and paper, and nobody whom nobody confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dxdesk.domain.lifecycle import State
from dxdesk.usecases.development import gap_sheets, gaps
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.progress import status
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import BEST, CONFIRMED
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w

STEPS: tuple[tuple[str, Callable[[Desk], object], tuple[int, int, int]], ...] = (
    ("opened", w.open_year, (0, 0, 0)),
    ("submitted", lambda desk: [w.answered(desk, n) for n in (w.TAX_A, w.TAX_B, w.LEADER_TAX)], (0, 0, 0)),
    ("first confirmed", lambda desk: w.confirmed(desk, w.TAX_A, w.LEADER_TAX), (0, 1, 0)),
    ("the only confirmer", lambda desk: w.confirmed(desk, w.LEADER_TAX, w.CHIEF_TAX), (1, 1, 0)),
    ("second confirmed", lambda desk: w.confirmed(desk, w.TAX_A, w.CHIEF_TAX), (2, 0, 0)),
    ("another first", lambda desk: w.confirmed(desk, w.TAX_B, w.LEADER_TAX), (2, 1, 0)),
    ("no confirmer", lambda desk: w.answered(desk, w.DIRECTOR, 2), (2, 1, 1)),
    ("answered again", lambda desk: w.answered(desk, w.TAX_A, 2), (1, 1, 1)),
    (
        "returned",
        lambda desk: confirming.return_(desk, w.TAX_B, "根拠を書いてください", on_behalf_of=w.LEADER_TAX),
        (1, 0, 1),
    ),
    ("finalised", finalise.finalise, (1, 0, 1)),
)
"""What happens; how many are then confirmed, confirmed by the first of two, without a confirmer."""


def said(text: str, word: str) -> int:
    """Return the number before a word, as in ``11人のうち 2人 確認済み、1人 一次確認済み``."""
    found = re.search(rf"(\d+)人 {word}", text)
    return int(found[1]) if found else 0


def test_every_screen_counts_the_same_people_as_confirmed(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        for what, happen, (confirmed, first, alone) in STEPS:
            happen(desk)
            progress = home(desk).progress
            assert (progress.confirmed, progress.first, progress.as_reported) == (confirmed, first, alone), (
                what
            )
            whole = gaps.gap_map(desk).total
            assert (whole.confirmed, whole.first) == (confirmed, first), what
            rows = gaps.gap_map(desk).sections
            by_section = {section.name: section.confirmed for section in progress.sections}
            assert {row.name: row.confirmed for row in rows} == by_section, what
            for source in (CONFIRMED, BEST):
                counted = building.people_map(desk, source=source).counted
                assert (said(counted, "確認済み"), said(counted, "一次確認済み")) == (confirmed, first), what
            told = status.status_json(status.status(desk))
            assert told.get("as_reported", 0) == alone, what
            states = status.status(desk).states
            finished = states[State.RECEIVED] + states[State.FINALISED]
            assert (finished - alone, states[State.FIRST_CONFIRMED]) == (confirmed, first), what


def test_a_confirmation_that_fell_away_is_on_no_map(tmp_path: Path) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.play(desk)
        w.answered(desk, w.TAX_A, 3)

        def levels(source: str) -> bytes:
            rows = building.people_map(desk, source=source).rows
            return next(row.levels for row in rows if row.number == w.TAX_A).strip(b"\xff")

        assert levels(CONFIRMED) == b""
        assert set(levels(BEST)) == {3}  # what is known now is what they report


def test_who_has_no_confirmer_is_never_called_confirmed(tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.AFTER) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.DIRECTOR, 2)
        found = home(desk)
        todo = {entry.key: entry for entry in found.todo}["finalise"]
        assert "検証 一郎さんの 1人は、確認者がいないため、だれも確認していません" in todo.text
        assert "0人の確認が済んでいます" in todo.text
        assert "揃いました" not in todo.text
        person = next(one for one in status.status(desk).people if one.number == w.DIRECTOR)
        assert person.as_reported
        assert person.state is State.RECEIVED
        done = finalise.finalise(desk)
        assert done.as_reported == ((w.DIRECTOR, "検証 一郎"),)
        person = next(one for one in status.status(desk).people if one.number == w.DIRECTOR)
        assert (person.as_reported, person.state) == (True, State.FINALISED)


def test_nobody_is_named_where_everybody_has_a_confirmer(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        assert not any(one.as_reported for one in status.status(desk).people)
        assert finalise.finalise(desk).as_reported == ()


def test_the_sheet_of_gaps_says_who_waits_for_the_second_confirmer(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        found = gaps.gap_map(desk)
        assert found.total.first == 1
        assert any("1人は、一次確認済み" in note for note in gap_sheets._first_note(found))
        w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
        assert gap_sheets._first_note(gaps.gap_map(desk)) == ()


def test_in_a_confirmers_store_the_map_counts_as_home_does(tmp_path: Path) -> None:

    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        files = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out")).files
        for owner in (w.LEADER_TAX, w.CHIEF_TAX):
            package = next(path for path in files if f"_{owner}" in path.name)
            section, _ = opening.create_from(
                desk.services, package, str(tmp_path / f"{owner}.dxdesk"), w.PASSPHRASE
            )
            progress, whole = home(section).progress, gaps.gap_map(section).total
            assert whole.confirmed == progress.confirmed, owner
            assert whole.known == 2  # TAX_A by both, TAX_B by the first
            section.store.close()
