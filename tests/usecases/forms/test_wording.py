"""What forms, slips and packages say beside the questions, and that what an earlier program said is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.usecases.forms import readable_sheets
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing import codec, wording_version
from dxdesk.usecases.sealing.wording_version import MARKED, USUAL, WITH_OVERALL, wording_in
from dxdesk.usecases.sending.ways import Ways
from tests.helpers.office import CHIEF, MANAGER, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let forms be written as the first program did."""
    monkeypatch.setattr(wording_version, "MARKED", "{}")
    monkeypatch.setattr(Ways, "of", lambda *_: None)


def texts(path: Path) -> list[str]:
    """Return what the first sheet shows, cell after cell."""
    return [str(cell) for row in load_workbook(path).worksheets[0].values for cell in row[1:] if cell]


def test_a_form_says_whose_words_its_criteria_are(town: Town) -> None:
    found = texts(town.form(YOSHINO))
    assert any("公表された方針の要約で、公式の文言ではありません" in text for text in found)
    assert any(text.startswith("・") and text.endswith("(推定)") for text in found)


@pytest.mark.usefixtures("before")
def test_a_form_an_earlier_program_sent_is_taken(town: Town) -> None:
    (form,) = town.send(town.hr, "forms", "前の版", employee=KASAI)
    assert not any("推定" in text or "公式の文言" in text for text in texts(form))
    filled = town.fill(form, "前の版.xlsx", dict.fromkeys(uids(town.hr), "LV2"))
    assert town.receive(town.hr, filled).files[0].outcome == "applied"


def returned(town: Town, folder: str) -> Path:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.return_(town.chief, YOSHINO, "根拠を書いてください。")
    (slip,) = town.send(town.chief, "return-slips", folder)
    return slip


def test_a_slip_is_wanted_soon_and_has_few_empty_lines(town: Town) -> None:
    slip = returned(town, "差戻し")
    found = texts(slip)
    assert "なるべく早く\n(元の期限 令和8年2月13日(金))" in found
    keys = [str(cell.value) for cell in load_workbook(slip).worksheets[0]["A"]]
    assert sum(key.startswith("line:") for key in keys) == 2
    assert town.receive(town.person, slip).files[0].outcome == "applied"


@pytest.mark.usefixtures("before")
def test_a_slip_of_an_earlier_program_is_taken(town: Town) -> None:
    slip = returned(town, "前の版")
    assert "令和8年2月13日(金)" in texts(slip)
    assert town.receive(town.person, slip).files[0].outcome == "applied"
    again = town.fill(slip, "再提出.xlsx", dict.fromkeys(uids(town.hr), "LV1"))
    assert town.receive(town.chief, again).files[0].outcome == "applied"
    assert person_year(town.chief, YOSHINO).round == 2


FIRST, SECOND = "令和8年2月20日(金)", "令和8年2月27日(金)"


@pytest.mark.parametrize(("number", "due"), [(CHIEF, FIRST), (MANAGER, SECOND)])
def test_a_package_names_the_day_of_its_confirmers_own_step(town: Town, number: str, due: str) -> None:
    assert f"期限 {due}" in "".join(texts(town.package(number)))


def test_who_confirms_at_both_stages_is_told_both_days(town: Town) -> None:
    payload = town.services.workbooks.open(town.package(CHIEF)).sealed_payload()
    assert payload is not None
    opened = codec.open_payload(town.services.sealer, payload)
    cycle = readable_sheets.file_context(town.services.sealer, opened.envelope, opened.revisions).cycle
    both = readable_sheets._package_due(opened.envelope, cycle, {"first", "second"})
    assert both == f"一次 {FIRST}/二次 {SECOND}"


def test_a_package_of_an_earlier_program_opens(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_version, "MARKED", "{}")
    made = town.send(town.hr, "section-packages", "前の版")
    package = next(path for path in made if CHIEF in path.name)
    assert "期限 令和8年2月27日(金)" in "".join(texts(package))
    town.reopened(package, "前の版.dxdesk")


@pytest.mark.parametrize(
    ("extra", "number"), [("", 1), (MARKED, USUAL), ("[]", 1), ("{", 1), ('{"wording":"2"}', 1)]
)
def test_an_envelope_without_a_number_is_of_the_first_wording(extra: str, number: int) -> None:
    assert wording_in(extra) == number


FIRST_SAYS, SECOND_SAYS = "今年度は窓口の改善をよく進めました。", "来年度は係の中心として期待します。"


def overview(path: Path) -> list[tuple[str, ...]]:
    """Return header and rows of the list of people in a confirmation."""
    rows = [tuple(str(cell or "") for cell in row) for row in load_workbook(path)["確認票"].values]
    first = next(position for position, row in enumerate(rows) if "職員番号" in row)
    return [rows[first], *(row for row in rows[first + 1 :] if row[0].startswith("row:"))]


def confirmation(town: Town, folder: str, comment: str) -> Path:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, confirming.Decision(YOSHINO, comment=comment))
    (path,) = town.send(town.chief, "confirmations", folder)
    return path


def test_what_a_confirmer_says_of_a_person_as_a_whole_stands_on_the_sheet(town: Town) -> None:
    """The second confirmer reads the first one's word, and HR reads both, without opening the app."""
    first = confirmation(town, "一次", FIRST_SAYS)
    header, row = overview(first)
    assert (header[-1], row[-1]) == ("全体へのコメント", f"一次: {FIRST_SAYS}")
    assert wording_in(opened(town, first).envelope.extra) == WITH_OVERALL
    assert town.receive(town.manager, first).files[0].outcome == "applied"
    confirming.confirm(town.manager, confirming.Decision(YOSHINO, comment=SECOND_SAYS))
    (second,) = town.send(town.manager, "confirmations", "二次")
    assert overview(second)[1][-1] == f"一次: {FIRST_SAYS}\n二次: {SECOND_SAYS}"
    assert town.receive(town.hr, second).files[0].outcome == "applied"
    person = person_year(town.hr, YOSHINO)
    assert (person.first_overall, person.second_overall) == (FIRST_SAYS, SECOND_SAYS)


def test_a_confirmer_s_word_that_was_rewritten_on_the_sheet_is_refused_by_cell(town: Town) -> None:
    path = confirmation(town, "一次", FIRST_SAYS)
    book = load_workbook(path)
    cell = next(c for row in book["確認票"].iter_rows() for c in row if FIRST_SAYS in str(c.value))
    cell.value = "一次: 特になし"
    book.save(path)
    report = town.receive(town.manager, path).files[0]
    assert report.outcome == "refused"
    assert [(e.code, e.place.cell) for e in report.errors] == [("fixed-cell-changed", cell.coordinate)]


def test_a_confirmation_without_such_a_word_is_one_that_earlier_programs_read(town: Town) -> None:
    path = confirmation(town, "一次", "")
    assert wording_in(opened(town, path).envelope.extra) == USUAL
    assert overview(path)[0][-1] == "二次確認"
    assert town.receive(town.manager, path).files[0].outcome == "applied"


def test_a_confirmation_of_an_earlier_program_keeps_its_sheet_whatever_was_said(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readable_sheets, "confirmation_extra", lambda people: "")
    path = confirmation(town, "前の版", FIRST_SAYS)
    assert overview(path)[0][-1] == "二次確認"
    assert town.receive(town.manager, path).files[0].outcome == "applied"
    assert person_year(town.manager, YOSHINO).first_overall == FIRST_SAYS


def opened(town: Town, path: Path) -> codec.Opened:
    payload = town.services.workbooks.open(path).sealed_payload()
    assert payload is not None
    return codec.open_payload(town.services.sealer, payload)
