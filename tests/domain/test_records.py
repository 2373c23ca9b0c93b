"""Revisions: what their identity is made of, and what follows them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical
from dxdesk.domain.records import (
    ANSWER_PARTS,
    FIRST_PARTS,
    REVIEW_PARTS,
    Part,
    RecordKey,
    Revision,
    Seal,
    Trust,
    revise,
    revision_id,
)

KEY = RecordKey("131091", 2025, "000011", Part.SELF)


def test_the_same_saying_has_the_same_id_wherever_it_was_made() -> None:
    first = revise(KEY, {"items": {"a": 1, "b": 2}})
    again = revise(KEY, {"items": {"b": 2, "a": 1}})
    assert first.id == again.id
    assert len(first.id) == 32


def test_a_seal_is_no_part_of_what_was_said() -> None:
    plain = revise(KEY, {"items": {}}, key_id="ab" * 16, trust=Trust.HR)
    seal = Seal("store", 1, 7, "00")
    sealed = replace(plain, seal=seal)
    assert sealed.id == plain.id
    assert sealed == plain
    kept = plain.sealed(seal)
    assert (kept, kept.seal, kept.id, plain.seal) == (plain, seal, plain.id, None)


def test_what_is_said_of_things_at_hand_is_what_is_read_of_its_text() -> None:
    content = {"items": {"a": {"name": "研修", "completed": True}}}
    said = Revision.saying(KEY, frozenset({"ab"}), content, ("cd" * 16, Trust.HR))
    read = Revision(KEY, frozenset({"ab"}), canonical.dumps(content), "cd" * 16, Trust.HR)
    assert (said, said.id, said.content) == (read, read.id, read.content)


@pytest.mark.parametrize(
    "other",
    [
        revise(KEY._replace(employee_number="000012"), {"items": {"a": 1}}),
        revise(KEY._replace(fiscal_year=2026), {"items": {"a": 1}}),
        revise(KEY._replace(municipality_code="131105"), {"items": {"a": 1}}),
        revise(KEY._replace(part=Part.GOALS), {"items": {"a": 1}}),
        revise(KEY, {"items": {"a": 2}}),
        revise(KEY, {"items": {"a": 1}}, also_covers=["ff" * 16]),
        revise(KEY, {"items": {"a": 1}}, key_id="ab" * 16),
        revise(KEY, {"items": {"a": 1}}, key_id="ab" * 16, trust=Trust.SECTION),
    ],
)
def test_everything_that_was_said_makes_another_id(other: Revision) -> None:
    assert other.id != revise(KEY, {"items": {"a": 1}}).id


def test_what_follows_covers_everything_before_it() -> None:
    first, beside = revise(KEY, {"items": {"a": 1}}), revise(KEY, {"items": {"a": 2}})
    second = revise(KEY, {"items": {"a": 3}}, [first])
    settled = revise(KEY, {"items": {"a": 2}}, [second, beside])
    assert second.covers == {first.id}
    assert settled.covers == {first.id, second.id, beside.id}
    assert settled.lineage == settled.covers | {settled.id}


def test_a_value_is_read_as_a_mapping_with_items() -> None:
    assert revise(KEY, {"items": {"a": 1}, "via": "excel"}).content["via"] == "excel"
    assert revise(KEY, {"items": {"a": 1}}).items == {"a": 1}
    assert revise(KEY, {}).items == {}
    assert Revision(KEY, frozenset(), '{"items":[1]}').items == {}
    with pytest.raises(ValueError, match="mapping"):
        _ = Revision(KEY, frozenset(), "[1]").content


def test_a_value_tells_what_it_rests_on_who_typed_it_and_whether_it_settles() -> None:
    said = revise(KEY, {"framework": "f@1", "proxy": "000003", "settled": {}, "later": None})
    assert (said.framework, said.proxy, said.is_settlement) == ("f@1", "000003", True)
    assert said.names("later")
    assert not said.names("deputies")
    silent = revise(KEY, {})
    assert (silent.framework, silent.proxy, silent.is_settlement) == (None, "", False)
    assert silent.names("framework") is False


def test_the_words_and_numbers_that_files_keep_stay() -> None:
    assert [*Part] == [
        "self", "goals", "evidence", "review1", "review2", "life", "assignment", "reference", "cycle",
        "deputies", "plan", "plan_life", "growth", "owned",
    ]  # fmt: skip
    assert [*Trust] == [0, 1, 2]
    assert [*FIRST_PARTS] == [*Part][:9], "what a program of the first format reads"
    assert ANSWER_PARTS == (Part.SELF, Part.GOALS, Part.EVIDENCE)
    assert REVIEW_PARTS == (Part.REVIEW1, Part.REVIEW2)


def test_the_id_of_a_saying_is_that_of_every_program_before() -> None:
    """An id in a file sealed years ago is computed again by whoever reads it."""
    before = [letter * 32 for letter in "fedcba9876543210"]
    known = revise(KEY, {"items": {"a": 1}}, key_id="ab" * 16, trust=Trust.HR, also_covers=before)
    assert known.id == "0a709c3c2426efabfe5ad5823893295c"
    # A check has the record's key by its fields, as a store keeps them.
    by_field = ("131091", 2025, "000011", "self")
    assert revision_id(by_field, sorted(known.covers), known.value, known.key_id, 2) == known.id


@given(
    record=st.tuples(st.text(), st.integers(), st.text(), st.sampled_from(Part)),
    covers=st.frozensets(st.text(), max_size=3),
    value=st.text(),
    key_id=st.text(),
    trust=st.sampled_from(Trust),
)
def test_an_id_is_the_digest_of_canonical_json_whatever_the_texts_hold(
    record: tuple[str, int, str, Part], covers: frozenset[str], value: str, key_id: str, trust: Trust
) -> None:
    code, year, number, part = record
    told = {
        "covers": sorted(covers),
        "key": key_id,
        "record": [code, year, number, part.value],
        "trust": int(trust),
        "value": value,
    }
    revision = Revision(RecordKey(*record), covers, value, key_id, trust)
    assert revision.id == canonical.digest(canonical.dumps(told))


@pytest.mark.parametrize(
    "covers",
    [
        [],
        [""],
        ["a"],
        ["a", "b"],
        ["", ""],
        [" "],
        ["a b"],
        ["a b c"],
        ["a b", "c"],
        ["a", "b c d"],
        ['"', '","'],
    ],
)
def test_an_id_that_no_program_of_ours_gives_is_covered_as_it_is_written(covers: list[str]) -> None:
    """A blank in one does not make two of it, and no blank is lost."""
    told = {
        "covers": covers,
        "key": "",
        "record": ["131091", 2025, "000011", "self"],
        "trust": 0,
        "value": "{}",
    }
    assert revision_id(KEY, covers, "{}", "", 0) == canonical.digest(canonical.dumps(told))


def test_what_nobody_sealed_has_no_key_and_no_trust() -> None:
    for plain in (revise(KEY, {}), Revision(KEY, frozenset(), "{}")):
        assert (plain.key_id, plain.trust, plain.seal) == ("", Trust.NONE, None)


@pytest.mark.parametrize("value", ['{"items":{}}{}', '{{"items":{}}', '{"items":{}', "[1]", "", '"a"'])
def test_a_value_that_is_no_mapping_says_nothing(value: str) -> None:
    with pytest.raises(ValueError, match=r"Extra data|Expecting|mapping"):
        _ = Revision(KEY, frozenset(), value).content


def test_a_value_with_blanks_around_it_is_read_as_it_stands() -> None:
    assert Revision(KEY, frozenset(), ' {"items":{"a":1}}\n').content == {"items": {"a": 1}}


def test_a_revision_as_written_is_the_one_that_was_made() -> None:
    """The quick way of making thousands leaves out no field."""
    seal = Seal("store", 1, 7, "00")
    made = Revision(KEY, frozenset({"ff" * 16}), '{"items":{}}', "ab" * 16, Trust.HR, seal)
    said, maker = (made.covers, made.value), (made.key_id, made.trust, made.seal)
    written = Revision.as_written(made.id, KEY, said, maker)
    assert written.__dict__ == made.__dict__
    assert (written, hash(written), written.content) == (made, hash(made), made.content)
