"""証書 of people of another 任命権者: none without a decision; others get theirs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from dxdesk.domain.authorities import BOARD, Decision
from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.organisation import authorities, stopping
from dxdesk.usecases.reports.printing import make_report, notices
from dxdesk.usecases.training import figures
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """𠮷田 of 税務課 is finalised and completed a course; so did the leader of 税務課."""
    with w.municipality(tmp_path, "2026-03-25") as (made, _):
        w.play(made)
        finalise.finalise(made)
        with made.store.write() as uow:
            done = [
                EvidenceRecord(n, "course", "BPR研修", "2025-10-01", "修了", True)
                for n in (w.TAX_A, w.LEADER_TAX)
            ]
            uow.people.add_evidence(done)
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        yield made


def section_of(desk: Desk, number: str) -> str:
    with desk.store.read() as uow:
        person = uow.people.employee(number)
    assert person is not None
    return person.department_code


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("kind", ["certificate", "completion"])
def test_nothing_is_issued_beyond_ones_own_without_a_decision(desk: Desk, kind: str) -> None:
    alone = pages(make_report(desk, kind, employee=w.TAX_A))
    assert notices(desk, kind) == ()
    authorities.assign(desk, section_of(desk, w.TAX_A), BOARD)
    with pytest.raises(KnownError) as error:
        make_report(desk, kind, employee=w.TAX_A)
    assert (error.value.code, error.value.problems[0].found) == ("beyond-authority", BOARD)
    (told,) = notices(desk, kind)
    assert BOARD in told.message
    authorities.keep_decision(
        desk, Decision(BOARD, ("issue",), "氏名、修了した研修", "要綱第3条", "7検人第1号", "", "2025-04-01")
    )
    assert pages(make_report(desk, kind, employee=w.TAX_A)) == alone
    assert notices(desk, kind) == ()


def test_others_are_issued_theirs(desk: Desk) -> None:
    place = section_of(desk, w.TAX_A)
    with desk.store.write() as uow:
        other = next(one for one in uow.people.employees() if one.department_code != place)
        done = EvidenceRecord(other.number, "course", "BPR研修", "2025-10-01", "修了", True)
        uow.people.add_evidence([done])
        uow.commit()
    before = pages(make_report(desk, "completion"))
    beyond = pages(make_report(desk, "completion", section=place))
    authorities.assign(desk, place, BOARD)
    assert 0 < pages(make_report(desk, "completion")) == before - beyond
    with pytest.raises(KnownError) as error:
        make_report(desk, "certificate", section=place)
    assert error.value.code == "nobody-to-print"


def test_who_is_beyond_or_stopped_is_in_no_figure_of_training(desk: Desk) -> None:
    def people() -> set[str]:
        with desk.store.read() as uow:
            year = figures._people(desk, uow, (), w.YEAR)
        return {line.person.number for line in year.lines}

    assert w.TAX_A in people()
    stopping.stop(desk, w.TAX_A, "本人の請求")
    assert w.TAX_A not in people()
    authorities.assign(desk, section_of(desk, w.LEADER_TAX), BOARD)
    assert w.LEADER_TAX not in people()
