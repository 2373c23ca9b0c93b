"""選任 of an April and a 交代 in October: asked, reported, judged, appointed, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.inbox.piles import undo_receipt
from dxdesk.usecases.nominations import deciding, rounds, standing
from dxdesk.usecases.nominations.standing import RoundState
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful

YEAR = 2026
FROM, TO = "2026-04-01", "2027-03-31"
PERSONA = "dx-promoter"
TAX, CHILD, DIGITAL = "1020", "2010", "1010"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, FixedClock]]:
    """品川's preset in a year before; 選任 is used."""
    with w.municipality(tmp_path_factory.mktemp("hr"), "2026-03-02") as made:
        w.open_year(made[0])
        n.use(made[0])
        yield made


@pytest.fixture
def desk(office: tuple[Desk, FixedClock]) -> Desk:
    return forgetful(office[0])


def state(desk: Desk) -> RoundState:
    (found,) = standing.round_states(desk, YEAR)
    return found


def codes(found: RoundState) -> dict[str, set[str]]:
    return {one.named.said.number: {problem.code for problem in one.findings} for one in found.candidates}


def subjects(desk: Desk, number: str) -> set[str]:
    return {one.named.subject for one in state(desk).candidates if one.named.said.number == number}


def test_the_framework_proposes_who_is_asked(desk: Desk) -> None:
    asked = rounds.propose(desk, PERSONA, YEAR)
    assert (asked.code, asked.wanted, asked.first_day, asked.last_day) == ("2026-dx-promoter", 1, FROM, TO)
    assert asked.sections == (DIGITAL, TAX, CHILD), "課, and neither 係 nor 部"


def test_from_the_request_to_the_terms(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR)
    assert [one.code for one in state(desk).missing] == [DIGITAL, TAX, CHILD]
    sent = n.requests(desk, tmp_path / "依頼")
    assert sorted(sent) == [DIGITAL, TAX, CHILD]

    filled = n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太"))
    (seen,) = n.receive(desk, filled, dry_run=True)
    assert (seen.outcome, seen.added, seen.notes) == ("applied", 1, ())
    assert len(state(desk).missing) == 3, "a preview changes nothing"
    (done,) = n.receive(desk, filled)
    assert (done.outcome, done.added, done.kind) == ("applied", 1, "nominations")
    (again,) = n.receive(desk, filled)
    assert (again.outcome, again.receipt) == ("unchanged", done.receipt)

    assert [one.code for one in state(desk).missing] == [DIGITAL, CHILD]
    assert n.terms_of(desk) == set()
    assert deciding.accept(desk, "2026-dx-promoter").count == 1
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO)}
    with pytest.raises(KnownError) as refused:
        undo_receipt(desk, done.receipt)
    assert refused.value.code == "undo-blocked"
    deciding.take_back(desk, "2026-dx-promoter", subjects(desk, w.TAX_A))
    assert n.terms_of(desk) == set()
    undo_receipt(desk, done.receipt)
    assert len(state(desk).missing) == 3
    (revived,) = n.receive(desk, filled)
    assert (revived.outcome, revived.added) == ("applied", 1)
