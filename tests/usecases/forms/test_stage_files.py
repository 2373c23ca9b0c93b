"""育成段階 in the files that travel: forms, confirmations and notices say it, unchanged on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical, merge
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.ports.workbooks import StageLine
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.forms.stage_texts import extra_of, stages_in
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.sealing import shapes
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.stages import NUMBER, Post, answered, post


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Post]:
    with post(tmp_path) as made:
        yield made


def cells(path: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": str(cell.value)
        for sheet in book.worksheets
        if sheet.title != "_dxdesk"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def decide(at: Post, **stages: str | None) -> Path:
    receive(at.leader, ReceiveFiles((answered(at),)))
    confirming.confirm(at.leader, confirming.Decision(NUMBER, comment="面談で確かめた", stages=stages))
    return at.send(at.leader, "confirmations")[0]


def test_a_form_tells_what_is_missing_in_cells_nobody_can_change(at: Post, tmp_path: Path) -> None:
    form = next((at.folder / "forms").rglob(f"*_{NUMBER}.xlsx"))
    book = openpyxl.load_workbook(form)
    sheet = book["DXスキル申告票"]
    said = {str(c.value): c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)}
    need = said["・「BPR研修」を修了する"]
    assert "DX推進員: いまは 未到達 → 次は Step1 基礎知識習得" in said
    assert need.protection.locked
    need.value = "・何もいらない"
    changed = tmp_path / "changed" / form.name
    changed.parent.mkdir()
    book.save(changed)
    refused = receive(at.leader, ReceiveFiles((changed,))).files[0]
    assert refused.outcome == "refused"
    assert need.coordinate in {problem.place.cell for problem in refused.errors}


def test_the_confirmation_lists_what_was_decided_and_not_what_was_proposed(at: Post) -> None:
    found = cells(decide(at, promoter="promoter-2"))
    stages = [text for place, text in found.items() if place.startswith("育成段階!")]
    assert "Step2 実務での実践" in stages
    assert "一般行政職員" not in stages


def test_a_confirmation_without_a_stage_has_no_sheet_for_it(at: Post) -> None:
    assert not any(place.startswith("育成段階!") for place in cells(decide(at)))


def test_the_notice_tells_the_confirmed_stage_and_the_next(at: Post) -> None:
    receive(at.hr, ReceiveFiles((decide(at, promoter="promoter-1"),)))
    confirming.confirm(at.hr, confirming.Decision(NUMBER, on_behalf_of=w.CHIEF_TAX))
    finalise.finalise(at.hr)
    text = "\n".join(cells(at.send(at.hr, "results")[0]).values())
    assert "DX推進員: いまは Step1 基礎知識習得 → 次は Step2 実務での実践" in text
    assert "一般行政職員: いまは 未到達 → 次は Step1 基礎知識習得" in text
    assert "面談で確かめた" in text


def test_two_confirmers_at_one_desk_who_differ_are_settled_by_hr(at: Post, tmp_path: Path) -> None:
    """The leader decides at their own desk while HR stands in for them with another stage."""
    form = answered(at)
    receive(at.leader, ReceiveFiles((form,)))
    receive(at.hr, ReceiveFiles((form,)))
    confirming.confirm(at.leader, confirming.Decision(NUMBER, stages={"promoter": "promoter-2"}))
    confirming.confirm(
        at.hr,
        confirming.Decision(NUMBER, {}, {}, "率いたのは半年", w.LEADER_TAX, {"promoter": "promoter-1"}),
    )
    receive(at.hr, ReceiveFiles(at.send(at.leader, "confirmations")))
    found = {c.item: c for c in conflicts.conflicts(at.hr)}
    conflict = found["stage:promoter"]
    assert conflict.item_name == "育成段階(DX推進員)"
    sides = {choice.text: choice.number for choice in conflict.choices}
    assert set(sides) == {"Step1 基礎知識習得 率いたのは半年", "Step2 実務での実践"}
    conflicts.resolve(at.hr, conflict.id, sides["Step2 実務での実践"], "本人と上長に確かめた")
    standing = {s.persona: s.stands for s in person_year(at.hr, NUMBER).stages}
    assert standing["promoter"] == "promoter-2"


def test_an_answer_that_returns_from_excel_is_taken_with_the_block_in_it(at: Post) -> None:
    levels = {item.uid: 1 for item in self_report.open_answers(at.person).items}
    done = self_report.submit(at.person, at.folder / "excel", Answers(levels))
    assert done.file is not None
    assert receive(at.leader, ReceiveFiles((done.file,))).files[0].outcome == "applied"


# --- the rules ---------------------------------------------------------------------------------------

_CODES = st.sampled_from(["", "promoter-1", "promoter-2", "general-1"])
Side = tuple[dict[str, str], int]
_STAGES = st.dictionaries(st.sampled_from(["stage:promoter", "stage:general"]), _CODES)


def said(items: Mapping[str, str], level: int, heads: tuple[Revision, ...] = ()) -> Revision:
    value = {"items": {"x": {"level": level}, **{key: {"stage": code} for key, code in items.items()}}}
    key = RecordKey("131091", 2025, NUMBER, Part.REVIEW1)
    return revise(key, value, heads, trust=Trust.SECTION)


@given(st.lists(st.tuples(_STAGES, st.integers(0, 3)), min_size=1, max_size=5), st.randoms())
def test_stages_merge_item_by_item_in_whatever_order(sides: list[Side], random: Random) -> None:
    made = [said(items, level) for items, level in sides]
    for revision in made:
        shapes.check(revision)
    found = merge.view(made)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert merge.view(shuffled + made[:2]) == found
    heads = {revision.id: revision for revision in made}
    for key in ("stage:promoter", "stage:general"):
        codes = {canonical.dumps(r.items[key]) for r in heads.values() if key in r.items}
        assert (key in found.items) == (len(codes) == 1)
        assert (key in found.conflicts) == (len(codes) > 1)
    after = said({"stage:promoter": "promoter-2"}, 1, tuple(made))
    assert merge.view([*shuffled, after]).items == after.items


@given(
    st.lists(st.builds(StageLine, st.text(), st.text(), st.text(), st.lists(st.text()).map(tuple), st.text()))
)
def test_what_is_sealed_of_stages_reads_back_as_it_was(lines: list[StageLine]) -> None:
    assert stages_in(extra_of(lines)) == tuple(lines)


def test_a_stage_of_another_shape_is_no_record_of_ours() -> None:
    key = RecordKey("131091", 2025, NUMBER, Part.REVIEW1)
    for value in ("promoter-1", {"level": 1}, {"stage": 2}, {"stage": "x", "comment": 1}):
        with pytest.raises(ValueError, match="not a record"):
            shapes.check(revise(key, {"items": {"stage:promoter": value}}))  # type: ignore[dict-item]
