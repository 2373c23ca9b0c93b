"""What stands of a person's entries, and what was found of them: the same in any order, and only as seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import growth_file
from dxdesk.domain.contents import FileEntry, file_entry_value
from dxdesk.domain.growth_file import FileLine, Worth, file_lines, said_in, worked
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.domain.subjects import confirmation_uid

KEY = RecordKey("131091", 0, "001234", Part.GROWTH)
UID, OTHER = "a" * 32, "b" * 32
WORK = FileEntry("experience", "窓口の見直し", "2024-04", "2025-05", role="lead")


def said(
    entry: FileEntry | None, before: Sequence[Revision] = (), trust: Trust = Trust.NONE, uid: str = UID
) -> Revision:
    key = {Trust.NONE: "", Trust.SECTION: "s", Trust.HR: "h"}[trust]
    content = None if entry is None else file_entry_value(entry)
    return revise(KEY, {"items": {uid: content}}, before, key_id=key, trust=trust)


def found(
    entry: FileEntry,
    answer: str = "confirmed",
    *,
    by: str = "3",
    on: str = "2026-02-01",
    before: Sequence[Revision] = (),
    trust: Trust = Trust.SECTION,
) -> Revision:
    item = {"kind": "confirmation", "of": UID, "said": said_in(file_entry_value(entry)), "answer": answer}
    value = {"items": {confirmation_uid(UID, by): item}, "by": by, "made_on": on}
    return revise(KEY, value, before, key_id="h" if trust is Trust.HR else f"s{by}", trust=trust)


def line(*revisions: Revision) -> FileLine:
    lines = [{x.uid: x for x in file_lines(some)}[UID] for some in permutations(revisions)]
    assert all(one == lines[0] for one in lines), "the order of files makes no difference"
    return lines[0]


def test_what_a_person_tells_counts_once_somebody_confirmed_it() -> None:
    told = said(WORK)
    assert (line(told).worth, line(told).counts, line(told).own) == (Worth.UNCONFIRMED, False, True)
    seen = line(told, found(WORK))
    assert (seen.worth, seen.counts) == (Worth.CONFIRMED, True)
    assert seen.finding is not None
    assert (seen.finding.made.by, seen.finding.made.made_on) == ("3", "2026-02-01")


def test_hrs_own_word_is_enough_of_a_qualification_and_not_of_experience() -> None:
    certificate = FileEntry("qualification", "ITパスポート試験", "2024-10-12")
    assert line(said(certificate, trust=Trust.HR)).worth is Worth.RECORDED
    assert line(said(certificate)).worth is Worth.UNCONFIRMED
    assert line(said(WORK, trust=Trust.HR)).worth is Worth.UNCONFIRMED
    assert not line(said(FileEntry("of a later program", "x"), trust=Trust.HR)).counts


def test_corrected_after_the_confirmation_it_waits_anew_and_as_before_it_is_confirmed_again() -> None:
    told, longer = said(WORK), WORK._replace(until="2025-09")
    corrected = said(longer, [told])
    back = said(WORK, [corrected])
    assert line(told, found(WORK), corrected).worth is Worth.CORRECTED
    assert line(told, found(WORK), corrected, found(longer, by="2")).worth is Worth.CONFIRMED
    assert line(told, found(WORK), corrected, back).worth is Worth.CONFIRMED


def test_a_later_supervisor_may_not_be_able_to_confirm_it() -> None:
    told, early = said(WORK), found(WORK, on="2024-06-01")
    late = found(WORK, "cannot", by="2", on="2026-02-01")
    assert line(told, early, late).worth is Worth.CANNOT
    again = found(WORK, by="3", on="2026-02-02", before=[early])
    assert line(told, early, late, again).worth is Worth.CONFIRMED
    assert [one.made.by for one in line(told, early, late, again).findings] == ["3", "2"]


def test_of_one_day_hrs_word_stands_and_the_makers_later_one_takes_the_place_of_the_earlier() -> None:
    told = said(WORK)
    hr = found(WORK, "cannot", by="", trust=Trust.HR)
    assert line(told, found(WORK), hr).worth is Worth.CANNOT
    first = found(WORK)
    assert line(told, first, found(WORK, "cannot", before=[first])).worth is Worth.CANNOT


def test_what_hr_says_of_an_entry_is_not_overruled_by_what_the_person_says_beside_or_after() -> None:
    told, shorter = said(WORK), WORK._replace(until="2024-12")
    hr = said(shorter, [told], Trust.HR)
    longer = said(WORK._replace(until="2025-12"), [told, hr])
    assert line(told, hr, longer).entry == shorter
    assert not file_lines([told, said(None, [told], Trust.HR), said(shorter, [told])])


def test_a_confirmation_mixed_with_an_entry_says_no_entry() -> None:
    mixed = found(WORK)
    both = {**mixed.items, OTHER: file_entry_value(WORK)}
    revision = revise(KEY, {"items": both}, key_id="s3", trust=Trust.SECTION)
    assert revision.vouches
    assert [one.uid for one in file_lines([said(WORK), revision])] == [UID]


def test_what_a_form_tells_stands_until_the_file_says_something_of_it() -> None:
    forms = {UID: WORK}
    (told,) = file_lines([], forms)
    assert (told.from_form, told.own, told.worth) == (True, True, Worth.UNCONFIRMED)
    (seen,) = file_lines([found(WORK)], forms)
    assert seen.counts
    longer = WORK._replace(until="2025-12")
    (corrected,) = file_lines([found(WORK), said(longer)], forms)
    assert (corrected.entry, corrected.worth) == (longer, Worth.CORRECTED)
    assert file_lines([said(None)], forms) == ()


def test_the_history_of_an_entry_is_told_from_the_first_saying_on() -> None:
    told = said(WORK)
    corrected = said(WORK._replace(name="窓口と様式の見直し"), [told])
    gone = said(None, [told, corrected])
    entries = [one.entry and one.entry.name for one in growth_file.histories([gone, told, corrected])[UID]]
    assert entries == ["窓口の見直し", "窓口と様式の見直し", None]


def test_only_confirmed_experience_is_work() -> None:
    other = said(WORK._replace(name="別の仕事", role="member"), uid=OTHER)
    lines = file_lines([said(WORK), found(WORK), other])
    assert [work.role for work in worked(lines)] == ["lead"]


ENTRIES = st.sampled_from([WORK, WORK._replace(until="2025-09"), WORK._replace(role="member"), None])


@st.composite
def stories(draw: st.DrawFn) -> list[Revision]:
    """Sayings and findings of one entry, each knowing some of those before it."""
    made: list[Revision] = []
    for _ in range(draw(st.integers(1, 6))):
        known = [one for one in made if draw(st.booleans())]
        if draw(st.booleans()):
            trust = draw(st.sampled_from([Trust.NONE, Trust.HR]))
            made.append(said(draw(ENTRIES), [one for one in known if not one.vouches], trust))
        else:
            answer, by = draw(st.sampled_from(["confirmed", "cannot"])), draw(st.sampled_from("23"))
            day = draw(st.sampled_from(["2026-02-01", "2026-02-02"]))
            before = [one for one in known if one.vouches]
            seen = draw(ENTRIES.filter(lambda one: one is not None))
            assert seen is not None
            made.append(found(seen, answer, by=by, on=day, before=before))
    return made


@given(stories(), st.data())
def test_any_order_and_repetition_of_sayings_gives_the_same_file(
    made: list[Revision], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(made))
    assert file_lines(mixed) == file_lines(made)
    for one in file_lines(made):
        agreeing = [f for f in one.findings if f.vouched.said == one.said]
        assert one.counts == bool(agreeing and agreeing[0].vouched.answer == "confirmed")


@pytest.mark.parametrize("name", FileEntry._fields)
def test_an_entry_reads_back_as_it_was_written(name: str) -> None:
    odd: Mapping[str, Any] = {"ongoing": True, "completed": True, "months": 3, "rate": 50, "times": 2}
    entry = FileEntry()._replace(**{name: odd.get(name, ("1020", "税務課") if name == "section" else "x")})
    assert FileEntry.read(file_entry_value(entry)) == entry
    assert set(file_entry_value(entry)) == {name}
