"""What papers and workbooks say of whom nobody confirmed: that it is so."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pypdf

from dxdesk.ports import setting_names
from dxdesk.usecases.exchange import receive
from dxdesk.usecases.forms.letters import notice_of
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.reports import printing
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w


def text_of(desk: Desk, kind: str, employee: str = "") -> str:
    pdf = printing.make_report(desk, kind, employee=employee)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_papers_of_whom_nobody_confirmed_say_so_and_the_others_are_as_before(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        w.answered(desk, w.DIRECTOR, 2)
        assert "確認者がいないため、申告のままです" in text_of(desk, "skill-sheet", w.DIRECTOR)
        finalise.finalise(desk)
        for kind in ("skill-sheet", "result-notice"):
            assert "確認者がいないため、申告のままです" in text_of(desk, kind, w.DIRECTOR), kind
            assert "申告のまま" not in text_of(desk, kind, w.TAX_A), kind
        notice = text_of(desk, "result-notice", w.DIRECTOR)
        assert "確認した結果" not in notice
        assert "確認LV" not in notice
        assert "申告LV2" in notice
        assert "確認した結果" in text_of(desk, "result-notice", w.TAX_A)


def test_no_certificate_says_that_something_was_confirmed_that_nobody_confirmed(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        w.answered(desk, w.DIRECTOR, 2)
        finalise.finalise(desk)
        with desk.store.write() as uow:  # whatever words the office has chosen for those who are
            uow.settings.set(setting_names.CERTIFICATE_BODY, "次のとおり確認したことを証します")
            uow.settings.set(setting_names.CERTIFICATE_TITLE, "スキル確認証")
            uow.commit()
        own = text_of(desk, "certificate", w.DIRECTOR)
        assert "スキル申告結果証" in own
        assert "次のとおり申告されたことを証します" in own
        assert "確認" not in own
        assert "次のとおり確認したことを証します" in text_of(desk, "certificate", w.TAX_A)


def test_the_notice_as_a_workbook_says_so_and_is_taken_by_its_person(tmp_path: Path) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.open_year(desk)
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.DIRECTOR)).files[0]
        w.answered(desk, w.DIRECTOR, 2)
        finalise.finalise(desk)
        made = dispatch.export(desk, dispatch.Export("results", tmp_path / "out", employee=w.DIRECTOR)).files
        sheet = openpyxl.load_workbook(made[0]).worksheets[0]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any("確認者がいないため、申告のままです" in text for text in cells)
        assert "結果" in cells
        assert "確認" not in cells
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "自分.dxdesk"), w.PASSPHRASE)
        taken = receive.receive(own, receive.ReceiveFiles(tuple(made)))
        assert [(file.outcome, file.errors) for file in taken.files] == [("applied", ())]
        assert "確認者がいないため、申告のままです" in text_of(own, "result-notice")
        assert "確認" not in [step.name for step in home(own).steps]  # nobody confirms: no such step
        own.store.close()


def test_a_notice_of_an_earlier_wording_is_read_as_it_was_written(tmp_path: Path) -> None:
    extra = (
        '{"wording":2,"issued_on":"2026-03-20","words":{"municipality":"","issuer_title":"","issuer_name":"",'
        '"honorific":"","contact":""},"kind":"finalise","decision_number":"","reason":"","levels":{},'
        '"person":{},"as_reported":true}'
    )
    earlier = notice_of(2025, w.DIRECTOR, extra)
    later = notice_of(2025, w.DIRECTOR, extra.replace('"wording":2', '"wording":5'))
    assert earlier is not None
    assert later is not None
    assert (earlier.as_reported, later.as_reported) == (False, True)
