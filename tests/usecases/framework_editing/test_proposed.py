"""体系の案: what DX推進課 publishes is a proposal to HR, in force nowhere until HR publishes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.framework_editing import drafts, taking
from dxdesk.usecases.framework_editing.proposed import proposals, take_proposal
from dxdesk.usecases.home import overview
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import Digital, digital, plan
from tests.helpers.forging import resealed


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def make(desk: Desk, name: str = "業務改革(改)") -> tuple[str, str]:
    """Publish a version with another name of the first skill; return its code and version."""
    with desk.store.read() as uow:
        cycle = all_cycles(uow)[-1]
    opened = drafts.new_draft(desk, cycle.framework_code, cycle.framework_version)
    items = (replace(opened.framework.items[0], name=name), *opened.framework.items[1:])
    drafts.save_draft(desk, opened.draft_id, replace(opened.framework, items=items))
    made = drafts.publish(desk, opened.draft_id).framework
    return made.code, made.version


def kept(desk: Desk) -> set[tuple[str, str]]:
    return {(one.code, one.version) for one in taking.versions(desk) if one.kept}


def test_it_arrives_as_a_proposal_and_hr_takes_it_over_as_any_draft(office: Digital) -> None:
    dx = office.begin(office.give().file)
    before = kept(office.hr)
    code, version = make(dx)
    report = office.take(office.hr, office.send(dx))
    assert proposals(office.hr) == (), "its key was not compared yet"
    office.register(office.hr, dx)
    assert [note.code for note in report.notes if "framework" in note.code] == ["framework-proposed"]
    (one,) = proposals(office.hr)
    assert (one.code, one.version, one.taken) == (code, version, False)
    assert [change.after for change in one.changes] == ["業務改革(改)"]
    assert kept(office.hr) == before, "it is in force nowhere"
    (todo,) = [todo for todo in overview.home(office.hr).todo if todo.key == "framework-proposed"]
    assert todo.screen == "framework"
    draft = take_proposal(office.hr, one.key[:8])
    assert draft.framework.version == version
    assert kept(office.hr) == before
    assert proposals(office.hr)[0].taken
    assert "framework-proposed" not in [todo.key for todo in overview.home(office.hr).todo]
    drafts.publish(office.hr, draft.draft_id)
    assert kept(office.hr) == {*before, (code, version)}


def test_a_name_that_is_taken_becomes_the_next_one(office: Digital) -> None:
    dx = office.begin(office.give().file)
    code, version = make(dx)
    assert make(office.hr, "人事課の言い方") == (code, version)
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    (one,) = proposals(office.hr)
    draft = take_proposal(office.hr, one.key)
    assert (draft.framework.follows, draft.framework.version != version) == (version, True)


def test_any_order_twice_and_undone(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    make(dx)
    first = office.send(dx)
    make(dx, "業務改革(再改)")
    second = office.send(dx)
    seen = set()
    for order in itertools.permutations((first, second, second)):
        receipts = {office.take(office.hr, file).receipt for file in order} - {0}
        if not seen:
            office.register(office.hr, dx)
        seen.add((dump.dump(office.hr).state_digest, tuple(one.key for one in proposals(office.hr))))
        assert len(proposals(office.hr)) == 2
        for number in receipts:
            ledgers.undo(office.hr, number)
        assert proposals(office.hr) == ()
    assert len(seen) == 1


def test_nothing_of_hrs_own_comes_back_as_a_proposal(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    make(office.hr)
    office.take(dx, office.give().file)
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    assert proposals(office.hr) == ()


def test_a_proposal_that_cannot_be_read_refuses_the_file(office: Digital) -> None:
    dx = office.begin(office.give().file)
    make(dx)
    file = office.send(dx)
    for place, lines in enumerate(('[["a","b","{}"]]', '[["a","b"]]', '"x"')):
        extra = canonical.dumps({"proposed_frameworks": canonical.loads(lines)})
        forged = resealed(
            dx.services,
            file,
            office.folder / f"案{place}.xlsx",
            dx.store.signing_seed,
            lambda envelope, extra=extra: envelope.model_copy(update={"extra": extra}),
        )
        report = office.take(office.hr, forged)
        assert (report.outcome, [one.code for one in report.errors]) == ("refused", ["proposal-unreadable"])
    with pytest.raises(KnownError) as error:
        take_proposal(office.hr, "")
    assert error.value.code == "proposal-unknown"
