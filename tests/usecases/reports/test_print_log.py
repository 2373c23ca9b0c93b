"""印刷の記録: whatever was printed, saved or exported is found with who, when, how many, where to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.ui.settings.audit import told
from dxdesk.usecases.annual_report.slides import save_slides
from dxdesk.usecases.development.knowledge import Entry, write_register
from dxdesk.usecases.filling_forms.filling import fill
from dxdesk.usecases.home import handover_memo
from dxdesk.usecases.reports import disclosure, office_papers, print_log
from dxdesk.usecases.reports.batch_printing import write_batch
from dxdesk.usecases.reports.batches import Batch, Split
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.reports.pages import pages_in
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sending import dispatch, plain_workbooks
from dxdesk.usecases.training.missing_list import write_missing
from dxdesk.usecases.training.overview import overview
from dxdesk.usecases.workplace import print_notes
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.print_notes import Made, Way
from tests.helpers import world as w
from tests.helpers.training import trained

Office = tuple[Desk, FixedClock]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (desk, clock):
        w.play(desk)
        yield desk, clock


def test_every_way_out_leaves_a_line(office: Office, tmp_path: Path) -> None:
    desk, clock = office
    one = write_batch(desk, "skill-sheet", Order(employee=w.TAX_A), Batch(), tmp_path / "1.pdf")
    many = write_batch(desk, "skill-sheet", Order(), Batch(split=Split.SECTION), tmp_path / "x.pdf")
    clock.day = "2026-04-01"
    print_notes.note(desk, Made("status", Way.PRINTED, "3階の複合機", w.YEAR, pages=2))
    export = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "配布"))
    found = print_log.lines(desk)
    assert [(line.title, line.way) for line in found] == [
        ("所属配布票", "Excelの書き出し"),
        ("提出状況", "印刷"),
        ("DXスキルシート", "PDFの保存"),
        ("DXスキルシート", "PDFの保存"),
    ]
    packages, status, whole, single = found
    assert (single.to, single.people, single.pages, single.year) == (one.files[0].name, 1, 1, w.YEAR)
    assert whole.to == f"{many.files[0].name} ほか{len(many.files) - 1}件"
    assert whole.people == whole.pages > 1
    assert (status.to, status.people, status.pages) == ("3階の複合機", 0, 2)
    assert f"{len(export.files)}件" in packages.to
    assert all(line.actor and line.at for line in found)
    assert [line.title for line in print_log.lines(desk, w.YEAR + 1)] == ["所属配布票", "提出状況"]


def test_the_log_is_a_workbook(office: Office, tmp_path: Path) -> None:
    desk, _ = office
    with pytest.raises(KnownError) as nothing:
        print_log.write_workbook(desk, tmp_path / "記録.xlsx")
    assert nothing.value.code == "nobody-to-print"
    write_batch(desk, "status", Order(), Batch(), tmp_path / "提出状況.pdf")
    path = print_log.write_workbook(desk, tmp_path / "記録.xlsx")
    shown = [str(cell) for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row]
    for said in ("印刷の記録", "提出状況", "提出状況.pdf", "PDFの保存", "令和7年度"):
        assert said in shown, said


def test_what_was_stopped_leaves_none(office: Office, tmp_path: Path) -> None:
    desk, _ = office

    def stop(done: int, total: int) -> None:
        raise KnownError("stopped", "やめた", "")

    with pytest.raises(KnownError):
        write_batch(desk, "skill-sheet", Order(), Batch(), tmp_path / "1.pdf", stop)
    assert print_log.lines(desk) == ()


def lines_of(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.title, one.way, one.to) for one in reversed(print_log.lines(desk))]


def test_what_is_no_kind_of_document_leaves_a_line_too(office: Office, tmp_path: Path) -> None:
    desk, _ = office
    layout, book = tmp_path / "様式.xlsx", Workbook()
    book.active["A1"] = "{{氏名}}"
    book.save(layout)
    filled = fill(desk, layout, tmp_path / "差込", Order(employee=w.TAX_A))
    charts = save_slides(desk, tmp_path, lambda data: (b"png" for _ in range(pages_in(data))))
    text = office_papers.write(desk, "guideline", tmp_path / "要綱.txt")
    disclosed = disclosure.write(desk, w.TAX_A, tmp_path / "開示")
    memo = handover_memo.memo(desk)
    handover_memo.write(desk, memo, tmp_path / "メモ.pdf")
    register = write_register(desk, (Entry("手順"),), tmp_path / "形式知.xlsx")
    with desk.store.read() as uow:
        kept = uow.exchange.frameworks()[0]
    version = plain_workbooks.write_version(desk, tmp_path, kept.code, kept.version)
    exported = print_log.write_workbook(desk, tmp_path / "記録.xlsx")
    assert lines_of(desk) == [
        ("様式への差込み", "Excelの書き出し", filled.files[0].name),
        ("全庁集計報告書の図", "PNGの保存", f"{charts[0].parent.name} {len(charts)}枚"),
        ("文案", "文字の保存", text.name),
        *(
            ("本人開示用一覧", {".pdf": "PDFの保存", ".xlsx": "Excelの書き出し"}[one.suffix], one.name)
            for one in disclosed
        ),
        ("引継ぎメモ", "PDFの保存", "メモ.pdf"),
        ("形式知の一覧", "Excelの書き出し", register.name),
        ("スキル体系(編集用)", "Excelの書き出し", version.name),
        ("印刷の記録", "Excelの書き出し", exported.name),
    ]
    form = print_log.lines(desk)[-1]
    assert (form.people, form.year) == (1, w.YEAR)


def test_a_layout_that_an_earlier_program_filled_is_a_line(office: Office) -> None:
    """It had its own entry in the audit before the log read it, without the names of files."""
    desk, _ = office
    with desk.store.write() as uow:
        uow.audit.append("form-filled", "", {"files": 3, "people": 3})
        uow.commit()
    (line,) = print_log.lines(desk)
    assert (line.title, line.people, line.to) == ("様式への差込み", 3, "3件のファイル")


@pytest.mark.parametrize("word", ["roster", "templates", "framework", "summary"])
def test_every_workbook_that_is_made_to_be_read_is_one_line(
    office: Office, tmp_path: Path, word: str
) -> None:
    """Those whose writers say nothing in the audit, and those that do: none is missing, none is twice."""
    desk, _ = office
    made = dispatch.export(desk, dispatch.Export(word, tmp_path / "出力"))
    (line,) = print_log.lines(desk)
    kind = workbook_kinds.made_as(word)
    assert kind is not None
    assert (line.title, line.way) == (kind.label, "Excelの書き出し")
    if word in ("roster", "templates"):
        assert line.to == f"{made.files[0].name} ほか{len(made.files) - 1}件"


def test_workbooks_of_the_training_ledger_are_lines(tmp_path: Path) -> None:
    with trained(tmp_path) as desk:
        before = len(print_log.lines(desk))
        for word in ("course-map", "participation", "catalogue"):
            dispatch.export(desk, dispatch.Export(word, tmp_path / word))
        missing = overview(desk, w.YEAR).missing
        write_missing(desk, missing, w.YEAR, tmp_path / "未受講者.xlsx")
        found = lines_of(desk)[before:]
        people = print_log.lines(desk)[0].people
    assert [title for title, _, _ in found] == [
        *("DXスキル・研修受講マップ", "参加率表", "研修一覧", "未受講者の一覧")
    ]
    assert people == len({one.person.number for one in missing})
    assert all(to.endswith(".xlsx") or "ほか" in to for _, _, to in found)


def test_the_audit_of_settings_says_what_was_printed(office: Office, tmp_path: Path) -> None:
    desk, _ = office
    office_papers.write(desk, "guideline", tmp_path / "要綱.pdf")
    with desk.store.read() as uow:
        entry = uow.audit.entries(1)[0]
    assert "文案" in told(entry)
