"""Every field of somebody named in a 選任 has a Japanese name in the list for 本人開示."""

from __future__ import annotations

import re

import pytest

from dxdesk.domain.contents import EnrolmentSaid, NomineeSaid, owned_value
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.reports.disclosed_records import Reader

NUMBER = "001204"


@pytest.mark.parametrize("field", sorted({*NomineeSaid._fields} - {"number"}))
def test_each_field_of_a_nominee_is_named_in_words(field: str) -> None:
    key = RecordKey("131091", 0, "nominee:1", Part.OWNED)
    said = owned_value("hr", {"number": NUMBER, field: "x"})
    reader = Reader([], frozenset({NUMBER}), frozenset())
    told = [line.item for _, line in reader.things([revise(key, said, ())])]
    assert len(told) == 2
    assert not [item for item in told if re.search("[A-Za-z]", item)]


@pytest.mark.parametrize("field", sorted({*EnrolmentSaid._fields} - {"number"}))
def test_each_field_of_an_enrolment_is_named_in_words(field: str) -> None:
    key = RecordKey("131091", 0, "enrolment:1", Part.OWNED)
    said = owned_value("hr", {"number": NUMBER, field: "x"})
    reader = Reader([], frozenset({NUMBER}), frozenset())
    told = [line.item for _, line in reader.things([revise(key, said, ())])]
    assert not [item for item in told if re.search("[A-Za-z]", item)]


def test_what_was_settled_is_called_as_its_framework_calls_it() -> None:
    framework = load_preset("govtech-tokyo")
    item = framework.items[0]
    key = RecordKey("131091", 2025, NUMBER, Part.SELF)
    said = {"items": {item.uid: {"level": 1}}, "settled": {"items": [item.uid], "of": []}}
    reader = Reader([framework], frozenset({NUMBER}), frozenset())
    told = [line.text for line in reader.lines(revise(key, said, ())) if line.item.startswith("食い違い")]
    assert told == [framework.title(item)]
