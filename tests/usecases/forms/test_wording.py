"""What forms, slips and packages say beside the questions, and that what an earlier program said is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.usecases.forms import sheets
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing import codec, wording_version
from dxdesk.usecases.sealing.wording_version import MARKED, WORDING, wording_in
from tests.helpers.office import CHIEF, MANAGER, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF


def texts(path: Path) -> list[str]:
    """Return what the first sheet shows, cell after cell."""
    return [str(cell) for row in load_workbook(path).worksheets[0].values for cell in row[1:] if cell]


def test_a_form_says_whose_words_its_criteria_are(town: Town) -> None:
    found = texts(town.form(YOSHINO))
    assert any("公表された方針の要約で、公式の文言ではありません" in text for text in found)
    assert any(text.startswith("・") and text.endswith("(推定)") for text in found)


def test_a_form_an_earlier_program_sent_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_version, "MARKED", "{}")
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


def test_a_slip_of_an_earlier_program_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_version, "MARKED", "{}")
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
    cycle = sheets.file_context(town.services.sealer, opened.envelope, opened.revisions).cycle
    both = sheets._package_due(opened.envelope, cycle, {"first", "second"})
    assert both == f"一次 {FIRST}/二次 {SECOND}"


def test_a_package_of_an_earlier_program_opens(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_version, "MARKED", "{}")
    made = town.send(town.hr, "section-packages", "前の版")
    package = next(path for path in made if CHIEF in path.name)
    assert "期限 令和8年2月27日(金)" in "".join(texts(package))
    town.reopened(package, "前の版.dxdesk")


@pytest.mark.parametrize(
    ("extra", "number"), [("", 1), (MARKED, WORDING), ("[]", 1), ("{", 1), ('{"wording":"2"}', 1)]
)
def test_an_envelope_without_a_number_is_of_the_first_wording(extra: str, number: int) -> None:
    assert wording_in(extra) == number
