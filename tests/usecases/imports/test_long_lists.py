"""A long list costs what it says: no statement a line, and nothing made anew that it cannot have changed.

What is left alone has to be what making everything anew would give.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from dxdesk.domain import canonical
from dxdesk.domain.number_links import Held, Link
from dxdesk.domain.records import Part
from dxdesk.domain.text import cleaned
from dxdesk.ports.entities import Assessment, EvidenceRecord, EvidenceSaid, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.evidence_rows import rows_of, told_of
from dxdesk.usecases.organisation import assigning
from dxdesk.usecases.organisation.reference_texts import ReferenceTexts
from dxdesk.usecases.person_year import derived, holders, linked
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.holders import Holder, hand_over
from dxdesk.usecases.workplace.desk import Desk
from tests.bench import batch

FEW, MANY = 7, 21
WORDS = ("修了", "出席", "欠席", "受講中")
ACCEPT = ("course-unknown", "employee-unknown")


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    found = []
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        folder.mkdir()
        found.append(batch.opened(batch.found(folder, count).location))
    yield found[0], found[1]
    for desk in found:
        desk.store.close()


def numbers_of(desk: Desk) -> list[str]:
    with desk.store.read() as uow:
        return [one.number for one in uow.people.employees(include_left=True)]


def attended(folder: Path, name: str, lines: list[tuple[str, str, str, str]]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("職員番号", "研修名", "受講日", "結果"), *lines])
    return path


def statements(desk: Desk, path: Path) -> list[str]:
    """Take a list in; return the statements that were sent."""
    sent: list[str] = []
    with desk.store.read() as uow:
        engine = uow.people._connection.engine  # type: ignore[attr-defined]

    def note(*told: object) -> None:
        sent.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        done = evidence.apply_evidence(desk, path, "attendance", accept=ACCEPT)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert done.outcome == "applied", done.errors
    return sent


def test_a_list_of_three_times_the_people_and_lines_sends_as_many_statements(
    towns: tuple[Desk, Desk], tmp_path: Path
) -> None:
    for turn in range(3):
        sent = []
        for desk in towns:
            numbers = numbers_of(desk)
            lines = [
                (number, f"研修{place}", f"2025/6/{turn + 1}", WORDS[place % 2])
                for number in numbers
                for place in range(3)
            ]
            sent.append(statements(desk, attended(tmp_path, f"{len(numbers)}-{turn}", lines)))
        assert len(sent[0]) == len(sent[1]) < 120, f"list {turn + 1}"


def remade(uow: UnitOfWork, desk: Desk) -> None:
    """Hold what lists and maps read against the same made anew of everybody."""
    numbers = [one.number for one in uow.people.employees(include_left=True)]
    assert set(uow.people.evidence_of(numbers)) == set(rows_of(told_of(uow, numbers)))
    cycle = find_cycle(uow, batch.YEAR)
    references = assigning.heads_by_person(uow, batch.YEAR, Part.REFERENCE)
    known = assigning.history(uow, cycle, framework_of(uow, cycle))
    wanted = {number: canonical.dumps(cleaned(value)) for number, value in known.items() if number in numbers}
    told = {number: head.value for number, (head,) in references.items()}
    assert told == {number: "{}" for number in told} | wanted
    before = uow.results.assessments(batch.YEAR)
    derived.refresh(desk, uow, [(batch.YEAR, number) for number in numbers])
    assert uow.results.assessments(batch.YEAR) == before


@pytest.mark.parametrize("seed", range(3))
def test_what_a_list_leaves_alone_is_what_making_it_anew_would_give(
    towns: tuple[Desk, Desk], tmp_path: Path, seed: int
) -> None:
    desk, chance = towns[0], random.Random(seed)
    numbers = numbers_of(desk)
    with desk.store.write() as uow:
        uow.people.add_evidence(  # what an earlier program kept, and told in the year
            EvidenceRecord(one, "course", "研修0", "2025-04-01", "出席") for one in numbers[::2]
        )
        assigning.refresh_references(desk, uow, numbers)
        uow.commit()
    receipts: list[int] = []
    paths: list[Path] = []
    for turn in range(8):
        lines = [
            (number, f"研修{place}", f"2025/4/{1 + place % 2}", chance.choice(WORDS))
            for number in numbers
            for place in chance.sample(range(4), chance.randrange(4))
        ] or [(numbers[0], "研修0", "2025/4/1", "出席")]
        again = turn in (3, 6)
        path = paths[chance.randrange(len(paths))] if again else attended(tmp_path, str(turn), lines)
        paths.append(path)
        done = evidence.apply_evidence(desk, path, "attendance", accept=ACCEPT)
        assert done.outcome in ("applied", "unchanged"), done.errors
        if done.receipt not in receipts:
            receipts.append(done.receipt)
        if turn in (2, 5):
            evidence.undo_evidence(desk, receipts.pop(chance.randrange(len(receipts))))
        with desk.store.write() as uow:
            remade(uow, desk)
    with desk.store.write() as uow:
        hand_over(uow, numbers[1], Holder("2025-04-02", batch.YEAR, "検証"))
        expected: dict[str, list[EvidenceSaid]] = {}
        for one in holders.evidence(uow):
            said = EvidenceSaid(one.date, one.kind, one.name, one.result, one.completed)
            expected.setdefault(one.employee_number, []).append(said)
        found = holders.entries_by_person(uow)
    assert {number: list(of) for number, of in found.items() if of} == expected


def test_of_two_numbers_of_one_person_the_list_is_compared_with_both(
    towns: tuple[Desk, Desk], tmp_path: Path
) -> None:
    desk = towns[0]
    former, later = numbers_of(desk)[-2:]
    lines = [(former, "研修1", "2025/4/1", "修了"), (former, "研修2", "2025/4/1", "出席")]
    evidence.apply_evidence(desk, attended(tmp_path, "1", lines), "attendance", accept=ACCEPT)
    with desk.store.write() as uow:
        linked.keep(uow, Link(Held(former), Held(later)))
        uow.commit()
    lines = [(later, "研修1", "2025/4/1", "出席"), (later, "研修2", "2025/4/1", "修了")]
    path = attended(tmp_path, "2", [*lines, (later, "研修3", "2025/4/1", "修了")])
    seen = evidence.preview_evidence(desk, path, "attendance", accept=ACCEPT)
    assert [one.name for one in seen.added] == ["研修3"]
    assert [one.name for one in seen.updated] == ["研修2"]


def test_only_whose_standing_may_have_changed_gets_it_anew(towns: tuple[Desk, Desk], tmp_path: Path) -> None:
    desk = towns[0]
    first, second, third = numbers_of(desk)[-3:]

    def rows() -> dict[str, Assessment]:
        with desk.store.read() as uow:
            return {one.employee_number: one for one in uow.results.assessments(batch.YEAR)}

    true = rows()
    with desk.store.write() as uow:
        marked = [replace(true[one], grade="目印") for one in (first, second, third)]
        marked[1] = replace(marked[1], pending=1)
        marked[2] = replace(marked[2], conflicts=1)
        uow.results.save_assessments(marked)
        uow.commit()
    lines = [(one, "研修1", "2025/4/1", "修了") for one in (first, second, third)]
    evidence.apply_evidence(desk, attended(tmp_path, "1", lines), "attendance", accept=ACCEPT)
    now = rows()
    assert now[first].grade == "目印", "courses change no level and no stage"
    assert (now[second], now[third]) == (true[second], true[third]), "something waits or is disputed"


def test_where_a_key_of_hr_was_revoked_all_rows_are_made_of_what_still_counts(
    towns: tuple[Desk, Desk], tmp_path: Path
) -> None:
    desk = towns[0]
    one, other = numbers_of(desk)[-2:]
    told = [(one, "研修1", "2025/4/1", "修了"), (other, "研修1", "2025/4/1", "修了")]
    evidence.apply_evidence(desk, attended(tmp_path, "1", told), "attendance", accept=ACCEPT)
    with desk.store.write() as uow:
        (own,) = (key for key in uow.exchange.keys() if key.role is Role.HR)
        uow.exchange.save_key(replace(own, revoked_after=0))
        uow.commit()
    lines = [(one, "研修2", "2025/4/1", "修了")]
    evidence.apply_evidence(desk, attended(tmp_path, "2", lines), "attendance", accept=ACCEPT)
    with desk.store.read() as uow:
        found = {(row.employee_number, row.name) for row in uow.people.evidence()}
    assert found == {(one, "研修2"), (other, "研修1")}, "what was told of them before counts no more"


TEXT = st.text(alphabet=st.sampled_from('a研"\\\u3000\n\x0b\U00020bb7'), max_size=4)
ROWS = st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=4)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "known": ROWS,
            "last_year": st.dictionaries(TEXT, st.integers(0, 3), max_size=2),
            "last_goals": st.dictionaries(TEXT, TEXT, max_size=2),
            "last_plan": st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=2),
            "stages": st.dictionaries(TEXT, TEXT, max_size=2),
        },
    )
)
def test_a_reference_put_together_is_the_canonical_text(value: dict[str, object]) -> None:
    texts = ReferenceTexts.__new__(ReferenceTexts)
    texts._rows = {}
    for _ in range(2):
        assert texts.text(value) == canonical.dumps(cleaned(value))  # type: ignore[arg-type]
