"""通知: one 文書番号, one day and one issuer, and paper, workbook and the person's own paper say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.authorities import BOARD
from dxdesk.domain.errors import KnownError
from dxdesk.ports.printing import Seal
from dxdesk.usecases.issued.letters import Letter, letters_typed
from dxdesk.usecases.issued.printing import Mark, Printing
from dxdesk.usecases.organisation import authorities, office_settings
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.office import CHIEF, MANAGER, STAFF, uids
from tests.helpers.stories import Town
from tests.pdf.reading import read

YOSHINO = STAFF[0]
NOTICE = "result-notice"
LETTER = Letter("7検人第142号", "2026-03-25")


def pages(desk: Desk, printing: Printing | None = None, **how: str) -> list[str]:
    """Return the pages of notices without the spaces that lines bring."""
    pdf = make_report(desk, NOTICE, printing=printing or Printing(), **how)  # type: ignore[arg-type]
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


def shown(path: Path) -> str:
    """Return everything the first sheet of a workbook shows."""
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return "|".join(str(value) for row in rows for value in row if value is not None)


@pytest.fixture
def told(town: Town) -> Town:
    """𠮷野 is finalised under the number of a 決裁 that is not that of the notices."""
    town.receive(town.hr, town.answered(YOSHINO, "LV2"))
    for confirmer in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=confirmer))
    finalise.finalise(town.hr, "7総決第9号", "2026-03-18")
    return town


@pytest.mark.parametrize("first", ["workbook", "paper"])
def test_paper_workbook_and_the_own_paper_say_the_same(first: str, told: Town) -> None:
    """Whichever of them is made first: the letter is typed once."""
    letters = {"": LETTER}
    if first == "paper":
        pages(told.hr, Printing(letters=letters), employee=YOSHINO)
        (notice,) = told.send(told.hr, "results", "結果")
    else:
        made = dispatch.Export("results", told.folder / "結果", letters=letters)
        (notice,) = dispatch.export(told.hr, made).files
    assert told.receive(told.person, notice).files[0].outcome == "applied"
    office_settings.save_office_settings(
        told.hr, office_settings.OfficeSettings("新区長", "新区 長子", "area", "", "総務課")
    )
    for text in (*pages(told.hr, employee=YOSHINO)[:1], *pages(told.person)[:1], shown(notice)):
        told_ = re.sub(r"\s+", "", text)
        for said in ("7検人第142号", "令和8年3月25日", "人事課長", "(公印省略)"):
            assert said in told_, said
        assert "7総決第9号" not in told_
        assert "新区" not in told_


def test_a_notice_under_a_number_is_laid_out_as_a_letter_from_the_number_to_its_end(told: Town) -> None:
    made = dispatch.Export("results", told.folder / "結果", letters={"": LETTER})
    (notice,) = dispatch.export(told.hr, made).files
    sheet = load_workbook(notice).worksheets[0]
    cells = [
        (str(cell.value), cell.alignment.horizontal)
        for row in sheet.iter_rows(min_row=2, min_col=2)
        for cell in row
        if cell.value is not None
    ]
    texts = [text for text, _ in cells]
    (whom,) = (text for text in texts if text.endswith(" 様"))
    (subject,) = (text for text in texts if text.endswith("DXスキル結果通知票"))
    order = ["7検人第142号", "令和8年3月25日", whom, "人事課長(公印省略)", subject, "記", "スキル", "以上"]
    assert [texts.index(text) for text in order] == sorted(texts.index(text) for text in order)
    assert texts[-1] == "以上"
    sides = {text: side for text, side in cells if text in order and text != "スキル"}
    assert [sides[text] for text in order if text in sides] == [
        "right", "right", "left", "right", "center", "center", "right",
    ]  # fmt: skip


def test_a_corrected_result_is_told_by_a_new_notice_that_names_the_old(told: Town) -> None:
    (old,) = pages(told.hr, Printing(letters={"": LETTER}), employee=YOSHINO)[:1]
    first, *_ = uids(told.hr)
    finalise.correct(told.hr, YOSHINO, {first: 1}, "転記の誤り")
    again = dispatch.Export(
        "results", told.folder / "訂正", letters={"": Letter("7検人第160号", "2026-04-02")}
    )
    (notice,) = dispatch.export(told.hr, again).files
    told.receive(told.person, notice)
    corrected = (
        "令和8年3月25日付け7検人第142号でお知らせした結果を訂正しました。"
        "理由:転記の誤り。変わったところ:業務改革LV2→LV1。"
    )
    for text in (*pages(told.hr, employee=YOSHINO)[:1], *pages(told.person)[:1], shown(notice)):
        said = re.sub(r"\s+", "", text)
        assert corrected in said
        assert "7検人第160号" in said
    assert old not in pages(told.hr, employee=YOSHINO)
    assert "訂正令和8年3月25日付け7検人第142号を訂正" in pages(told.hr, employee=YOSHINO)[0]


def test_a_first_notice_of_a_corrected_result_claims_no_notice_before_it(told: Town) -> None:
    """Paper, workbook and the person's own print say alike that nothing was told before."""
    first, *_ = uids(told.hr)
    finalise.correct(told.hr, YOSHINO, {first: 1}, "転記の誤り")
    (notice,) = told.send(told.hr, "results", "結果")
    assert told.receive(told.person, notice).files[0].outcome == "applied"
    for text in (*pages(told.hr, employee=YOSHINO)[:1], *pages(told.person)[:1], shown(notice)):
        said = re.sub(r"\s+", "", text)
        assert "確定した結果を訂正した後の内容です。理由:転記の誤り" in said
        assert "お知らせした結果を訂正" not in said


def test_without_a_letter_it_is_as_before_and_stays_so(told: Town) -> None:
    (before,) = pages(told.hr, employee=YOSHINO)[:1]
    assert "7総決第9号" in before
    assert "令和8年1月9日" in before
    assert "公印省略" not in before
    told.hr.services.clock.day = "2026-05-01"  # type: ignore[attr-defined]
    try:
        assert pages(told.hr, employee=YOSHINO)[:1] == [before]
        late = pages(told.hr, Printing(letters={"": LETTER}), employee=YOSHINO)[:1]
        assert late == [before], "what is issued is not issued again"
        (copy,) = pages(told.hr, Printing(Mark.COPY), employee=YOSHINO)[:1]
        assert copy.replace("控令和8年5月1日", "") == before
    finally:
        told.hr.services.clock.day = "2026-01-09"  # type: ignore[attr-defined]


@pytest.fixture
def desk(tmp_path: Path) -> object:
    with w.municipality(tmp_path, "2026-03-25") as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(made, "7総決第9号", "2026-03-18")
        yield made


def numbers_of(texts: list[str]) -> list[str]:
    return [found.group() for text in texts if (found := re.search(r"7検人第142号(の\d+)?", text))]


def test_each_notice_may_have_a_branch_number_that_goes_on(desk: Desk) -> None:
    letters = {"": Letter("7検人第142号", "2026-03-25", branches=True)}
    one = pages(desk, Printing(letters=letters), employee=w.TAX_B)
    assert numbers_of(one)[:1] == ["7検人第142号の1"]
    rest = pages(desk, Printing(letters=letters))
    assert set(numbers_of(rest)) == {"7検人第142号の1", "7検人第142号の2"}


def test_each_authority_has_a_letter_of_its_own(desk: Desk) -> None:
    authorities.assign(desk, "1020", BOARD)
    own = authorities.kept(desk).own
    with pytest.raises(KnownError) as refused:
        pages(desk, Printing(letters={own: LETTER}))
    assert refused.value.code == "letter-missing"
    typed = [f"{BOARD}=7検教第8号", "7検人第142号"]
    letters = letters_typed(
        desk, typed, "2026-03-26", [f"{BOARD}=教育総務課長"], branches=False, sealed=False
    )
    text = "".join(pages(desk, Printing(letters=letters)))
    assert "7検教第8号" in text
    assert "教育総務課長(公印省略)" in text
    assert "7検人第142号" not in text
    assert letters[own].issuer_title == "人事課長"


@pytest.mark.parametrize(
    "letter",
    [
        Letter("7検人第142号", "3月25日"),
        Letter("7検人第142号", "2026-03-25", ""),
        Letter("", "2026-03-25", branches=True),
        Letter("7検人第142号" * 200, "2026-03-25"),
    ],
)
def test_a_letter_that_lacks_something_issues_nothing(letter: Letter, desk: Desk) -> None:
    with pytest.raises(KnownError) as refused:
        make_report(desk, NOTICE, printing=Printing(letters={"": letter}))
    assert refused.value.code == "letter-incomplete"
    with desk.store.read() as uow:
        assert uow.papers.of() == []


def test_a_letter_may_be_sealed(desk: Desk) -> None:
    sealed = Letter("7検人第142号", "2026-03-25", "検証区長", "検証 花子", Seal.NONE)
    text = "".join(pages(desk, Printing(letters={"": sealed})))
    assert "公印省略" not in text
    assert "検証区長検証花子" in text
