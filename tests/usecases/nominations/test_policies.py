"""選任 as policies ask for it: 世田谷 over 対象各課, 中野 with a term, GovTech without an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.usecases.nominations import deciding, rounds, standing
from dxdesk.usecases.organisation.appointed import appointed
from tests.helpers import nominating as n
from tests.helpers.nominating_office import SECTIONS, office, report


def test_setagayas_leaders_over_the_sections_that_are_asked(tmp_path: Path) -> None:
    """Not every 課 is asked (対象各課): the list is the office's, and who named nobody is listed."""
    with office(tmp_path, "setagaya", SECTIONS + 10) as desk:
        proposed = rounds.propose(desk, "leader", 2026)
        assert (len(proposed.sections), proposed.wanted) == (SECTIONS + 10, 1)
        asked = proposed.sections[:SECTIONS]
        n.begin(desk, "leader", 2026, sections=asked)
        told = n.receive(desk, report(tmp_path, range(1, SECTIONS - 2)), kind="nominations")[0]
        assert (told.outcome, told.added, told.notes) == ("applied", SECTIONS - 3, ())
        assert deciding.accept(desk, "2026-leader").count == SECTIONS - 3
        (state,) = standing.round_states(desk, 2026)
        assert [one.name for one in state.missing] == ["第148課", "第149課", "第150課"]
        unasked = n.receive(desk, report(tmp_path, range(155, 156)), kind="nominations")[0]
        assert [note.code for note in unasked.notes] == ["nomination-section-unasked"]
        # A request goes to the sections asked alone.
        assert sorted(n.requests(desk, tmp_path / "依頼", "0003")) == ["0003"]
        assert len(n.terms_of(desk)) == SECTIONS - 3


@pytest.mark.parametrize(
    ("preset", "persona", "last_day"),
    [("nakano", "dx-leader", "2028-03-31"), ("govtech-tokyo", "promoter", "")],
)
def test_a_leader_holds_the_persona_for_the_term_and_no_longer(
    tmp_path: Path, preset: str, persona: str, last_day: str
) -> None:
    with office(tmp_path, preset, 3) as desk:
        code = n.begin(desk, persona, 2026, last_day=last_day).code
        n.receive(desk, report(tmp_path, range(1, 4)), kind="nominations")
        assert deciding.accept(desk, code).count == 3
        days = {"2026-03-31": 0, "2026-04-01": 3, "2028-03-31": 3, "2028-04-01": 0 if last_day else 3}
        with desk.store.read() as uow:
            people = uow.people.employees()
            found = {day: len(appointed(uow, people, day)) for day in days}
        assert found == days
