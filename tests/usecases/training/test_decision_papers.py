"""受講決定 carries what the office says of its decision, and a line to write on where it is empty."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from dxdesk.domain.enrolments import GRANTED
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENTS
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import deciding, editing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import BASIC, trained

SHEET = "受講決定の根拠と決裁"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        deciding.decide(desk, "basic/第1回", [w.TAX_A, w.TAX_B], GRANTED)
        deciding.decide(desk, "basic/第2回", [w.TAX_C], GRANTED)
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def pages(desk: Desk) -> list[str]:
    return [
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(make_report(desk, "enrolment-decisions"))).pages
    ]


def lines_drawn(desk: Desk) -> list[int]:
    """Return how many rules of the weight of a line to write on each page has, which is set once for all."""
    read = PdfReader(io.BytesIO(make_report(desk, "enrolment-decisions")))
    found = []
    for page in read.pages:
        content = page.get_contents()
        assert content is not None
        _, _, heavy = content.get_data().partition(b"0.6 w")
        found.append(heavy.partition(b" w")[0].count(b" l S"))
    return found


def lines_of(path: Path) -> list[list[str]]:
    sheet = openpyxl.load_workbook(path)[SHEET]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(position for position, row in enumerate(rows) if "決裁番号" in row)
    return [row[1:] for row in rows[head + 1 :]]


def test_paper_and_workbook_say_what_was_copied_and_leave_room_for_the_rest(
    desk: Desk, tmp_path: Path
) -> None:
    empty = lines_drawn(desk)
    said = editing.note_decision(desk, "basic/第1回", 0, "研修実施要綱 第5条", "7人研第12号", "2026-02-20")
    assert said.changed == 1
    first, second = pages(desk)
    for text in ("根拠研修実施要綱第5条", "決裁番号7人研第12号", "決裁日令和8年2月20日", "𠮷田翔太"):
        assert text in first
    assert "7人研第12号" not in second
    assert "決定した日決定の理由備考" in first, "why it was decided hides no remark of who asked"
    assert "根拠決裁番号決裁日" in second
    one, other = lines_drawn(desk)
    assert (one, other) == (empty[0] - 3, empty[1]), "a line to write on for each that is empty"
    assert empty == [3, 3]
    (path,) = dispatch.export(desk, dispatch.Export(ENROLMENTS.word, tmp_path)).files
    assert lines_of(path) == [
        [BASIC, "R8.3.2", "2人", "研修実施要綱 第5条", "7人研第12号", "R8.2.20"],
        ["DX基礎研修 第2回", "R8.3.16", "1人", "", "", ""],
    ]


def test_what_is_not_said_again_stays(desk: Desk) -> None:
    editing.note_decision(desk, "basic/第1回", approval="7人研第12号")
    editing.note_decision(desk, "basic/第1回", approved_on="2026-02-20")
    assert editing.note_decision(desk, "basic/第1回", approved_on="2026-02-20").changed == 0
    with desk.store.read() as uow:
        kept = next(one for one in ledger(uow).sessions if one.turn == "第1回" and one.place == "庁舎801")
    assert (kept.ground, kept.approval, kept.approved_on) == ("", "7人研第12号", "2026-02-20")
    with pytest.raises(KnownError) as refused:
        editing.note_decision(desk, "basic/第1回", approved_on="きのう")
    assert refused.value.code == "date-unreadable"
