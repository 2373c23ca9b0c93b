"""実施依頼文 and 送付状: worded by the office, dated by the year, and naming nobody of another section."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.organisation import office_settings, office_texts
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports import printing
from dxdesk.usecases.reports.cover_sheets import cover_sheets
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.reports.non_submitters import non_submitters
from dxdesk.usecases.reports.request_letters import DAY_ROOM, NUMBER_ROOM, request_letter
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

TEXT = office_texts.REQUEST_LETTER


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def worded(town: Town, **parts: str) -> None:
    """Put lines below headings of the letter's text, and keep it so."""
    text = office_texts.office_text(town.hr, TEXT).text
    for heading, line in parts.items():
        text = text.replace(f"■ {heading}\n", f"■ {heading}\n{line}\n")
    office_texts.keep_text(town.hr, TEXT, text)


def test_the_letter_is_dated_by_the_year_and_leaves_room_for_number_and_day(town: Town) -> None:
    settings = office_settings.office_settings(town.hr)
    office_settings.save_office_settings(town.hr, replace(settings, contact="人事課 内線1234"))
    letter = request_letter(town.hr)
    assert letter.head == (NUMBER_ROOM, DAY_ROOM)
    assert letter.to == ("各所属長 様",)
    assert letter.sender == ("人事課長",)
    assert letter.subject == "令和7年度DXスキルの申告と確認の実施について(依頼)"
    items = {item.heading: item for item in letter.items}
    assert list(items) == ["目的", "方法", "対象", "日程", "記録の利用目的", "問い合わせ先"]
    assert dict(items["日程"].entries)["基準日"].startswith("令和")
    assert items["問い合わせ先"].paragraphs == ("人事課 内線1234",)


def test_days_that_nobody_decided_are_told_as_estimated_until_the_year_is_saved(town: Town) -> None:
    now = cycle.current_cycle(town.hr)
    same = cycle.OpenCycle(now.fiscal_year, now.framework_code, now.base_date)
    cycle.open_cycle(town.hr, replace(same, estimated=("due_first", "due_second")))
    days = {item.heading: item for item in request_letter(town.hr).items}["日程"]
    marked = {name for name, day in days.entries if day.endswith("(推定)")}
    assert marked == {"一次確認の期限", "二次確認の期限"}
    assert days.paragraphs == ("(推定)は、決まる前の見込みの日です。決まりしだい知らせます。",)
    (told,) = printing.notices(town.hr, "request-letter")
    assert told.code == "days-estimated"
    assert told.message.startswith("一次確認の期限、二次確認の期限は、")
    (page,) = pages(printing.make_report(town.hr, "request-letter"))
    assert page.count("(推定)") == 3
    cycle.open_cycle(town.hr, same)
    days = {item.heading: item for item in request_letter(town.hr).items}["日程"]
    assert not [day for _, day in days.entries if "推定" in day]
    assert days.paragraphs == ()
    assert printing.notices(town.hr, "request-letter") == ()


def test_days_the_office_worded_itself_are_left_as_they_are(town: Town) -> None:
    now = cycle.current_cycle(town.hr)
    wanted = cycle.OpenCycle(now.fiscal_year, now.framework_code, now.base_date, estimated=("due_self",))
    cycle.open_cycle(town.hr, wanted)
    text = office_texts.office_text(town.hr, TEXT).text
    office_texts.keep_text(town.hr, TEXT, f"{text}\n■ 日程\n2月の末までに終えます。")
    assert printing.notices(town.hr, "request-letter") == ()
    assert "推定" not in "".join(pages(printing.make_report(town.hr, "request-letter")))


def test_what_the_office_worded_is_on_paper(town: Town) -> None:
    worded(town, 文書番号="8総人第12号", 日付="令和8年1月9日", 方法="(0) 説明会を開きます。")
    said = "\n".join(pages(printing.make_report(town.hr, "request-letter")))
    for text in ("8総人第12号", "令和8年1月9日", "(0) 説明会を開きます。", "記", "以上"):
        assert text in said
    assert said.index("8総人第12号") < said.index("各所属長") < said.index("人事課長") < said.index("記")


def test_number_and_day_of_another_year_are_not_printed_again(town: Town) -> None:
    worded(town, 文書番号="8総人第12号")
    with town.hr.store.read() as uow:
        now = cycle.find_cycle(uow)
    cycle.open_cycle(
        town.hr, cycle.OpenCycle(now.fiscal_year + 1, now.framework_code, f"{now.fiscal_year + 2}-01-01")
    )
    with pytest.raises(KnownError) as error:
        request_letter(town.hr, now.fiscal_year + 1)
    assert error.value.code == "request-letter-stale"
    assert request_letter(town.hr, now.fiscal_year).head[0] == "8総人第12号"
    text = office_texts.office_text(town.hr, TEXT).text
    office_texts.keep_text(town.hr, TEXT, text.replace("8総人第12号", "9総人第3号"))
    assert request_letter(town.hr, now.fiscal_year + 1).head[0] == "9総人第3号"


def test_a_section_gets_a_sheet_of_its_own_that_counts_its_people_and_names_nobody(town: Town) -> None:
    sheets = cover_sheets(town.hr, Order())
    with town.hr.store.read() as uow:
        names = [person.name for person in uow.people.employees()]
        table = year_table.load(town.hr, uow)
    asked = Counter(line.member.department_name for line in table.lines if line.asked)
    assert len(asked) > 1
    told = {sheet.bookmark: sheet.items[0].rows[1] for sheet in sheets}
    assert {section: row[2] for section, row in told.items()} == {
        section: f"{count}部" for section, count in asked.items()
    }
    data = pages(printing.make_report(town.hr, "cover-sheet"))
    assert len(data) == len(sheets)
    for sheet, page in zip(sheets, data, strict=True):
        assert sheet.bookmark in page
        assert "受領日" in page
        assert not [name for name in names if name in page]
    papers = [row[1] for row in sheets[0].items[0].rows if row[1]]
    assert papers == ["実施依頼文", "DXスキル申告票"]


def test_after_the_results_a_sheet_goes_along_with_them(town: Town) -> None:
    number = STAFF[0]
    town.receive(town.hr, town.answered(number, "LV2"))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))
    finalise.finalise(town.hr)
    rows = [row for sheet in cover_sheets(town.hr, Order()) for row in sheet.items[0].rows]
    assert ("□", "DXスキル結果通知票", "1部", "") in rows


def test_no_reminder_names_somebody_of_another_section(town: Town) -> None:
    with town.hr.store.read() as uow:
        of = {person.number: person.department_code for person in uow.people.employees()}
    lists = non_submitters(town.hr, Order())
    assert lists
    for one in lists:
        assert len({of[row.number] for row in one.rows}) == 1, one.section
