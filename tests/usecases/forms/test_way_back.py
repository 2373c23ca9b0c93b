"""Forms name who confirms, whom they go back to and the person's own day, and come back all the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain import canonical, rights
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Route
from dxdesk.domain.merge import RecordView
from dxdesk.domain.records import Part
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.exchange import issue
from dxdesk.usecases.forms.way_back import WayBack, extra_with, way_in
from dxdesk.usecases.person_year.standing import PersonYear, person_year, year_context
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing import codec, versions, wording_version
from dxdesk.usecases.sealing.wording_version import MARKED, WITH_FRAMES, WITH_WAY_BACK, wording_in
from dxdesk.usecases.sending.ways import Ways
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, YEAR, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF
FIRST, SECOND = "窓口係 係長 山﨑 直樹さん", "区民課 課長 髙橋 美咲さん"
BACK = "山﨑 直樹さん(窓口係)"


def cells(path: Path) -> list[str]:
    """Return what the first sheet shows, cell after cell."""
    return [str(cell) for row in load_workbook(path).worksheets[0].values for cell in row[1:] if cell]


def extra_of(town: Town, path: Path) -> str:
    payload = town.services.workbooks.open(path).sealed_payload()
    assert payload is not None
    return codec.open_payload(town.services.sealer, payload).envelope.extra


def after(found: list[str], label: str) -> str:
    return found[found.index(label) + 1]


def test_a_form_names_both_confirmers_and_the_way_back(town: Town) -> None:
    found = cells(town.form(YOSHINO))
    assert (after(found, "一次確認者"), after(found, "二次確認者")) == (FIRST, SECOND)
    assert f"記入したら保存し、{BACK}へ返してください。目安は15分です。" in found
    assert not any("依頼元へ" in text for text in found)
    assert wording_in(extra_of(town, town.form(YOSHINO))) == WITH_FRAMES
    assert "太枠の欄だけに記入します。" in "".join(found)


def test_such_a_form_travels_to_its_person_and_its_confirmer(town: Town) -> None:
    assert town.receive(town.person, town.form(YOSHINO)).files[0].outcome == "unchanged"
    assert self_report.open_answers(town.person).goes_to == BACK
    report = town.receive(town.chief, town.answered(YOSHINO))
    assert report.files[0].outcome == "applied"
    assert not [n.code for n in report.files[0].notes if n.code == "look-changed"]


def test_an_older_program_asks_for_a_newer_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = town.answered(YOSHINO)
    monkeypatch.setattr(versions, "WORDING", WITH_FRAMES - 1)
    report = town.receive(town.chief, answered).files[0]
    assert (report.outcome, [e.code for e in report.errors]) == ("refused", ["format-newer"])
    assert "文面10が必要です" in report.errors[0].found


@pytest.mark.parametrize("cell", [FIRST, f"記入したら保存し、{BACK}へ返してください。目安は15分です。"])
def test_a_way_back_that_was_rewritten_is_refused_by_cell(town: Town, cell: str) -> None:
    path = town.answered(YOSHINO)
    book = load_workbook(path)
    (place,) = [c for row in book.worksheets[0].iter_rows() for c in row if c.value == cell]
    place.value = "だれか"
    book.save(path)
    report = town.receive(town.chief, path).files[0]
    assert [(e.code, e.place.cell) for e in report.errors] == [("fixed-cell-changed", place.coordinate)]


def test_a_slip_goes_back_to_the_first_confirmer(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.return_(town.chief, YOSHINO, "根拠を書いてください。")
    (slip,) = town.send(town.chief, "return-slips", "差戻し")
    found = cells(slip)
    # A section knows its people and their confirmers by the names HR's package gave them.
    assert any(text.startswith("直したら保存し、山﨑 直樹さん") for text in found)
    assert town.receive(town.person, slip).files[0].outcome == "applied"
    again = town.fill(slip, "再提出.xlsx", dict.fromkeys(uids(town.hr), "LV1"))
    assert town.receive(town.chief, again).files[0].outcome == "applied"
    assert person_year(town.chief, YOSHINO).round == 2


@pytest.fixture
def ways(town: Town) -> Iterator[Ways]:
    with town.hr.store.read() as uow:
        context = year_context(town.hr, uow)
        yield Ways(uow, context, "2025-11-03", issue.issuer_label(town.hr, uow))


def route(town: Town, first: str, second: str) -> PersonYear:
    person = person_year(town.hr, YOSHINO)
    return dataclasses.replace(person, route=Route(first, second), first_name="", second_name="")


@pytest.mark.parametrize(
    ("first", "second", "confirmers", "back"),
    [
        (CHIEF, "", (("確認者", FIRST),), BACK),
        ("", MANAGER, (("確認者", SECOND),), "髙橋 美咲さん(区民課)"),
        (
            OTHER_CHIEF,
            MANAGER,
            (("一次確認者", "庶務係 係長 渡邉 彩さん"), ("二次確認者", SECOND)),
            "渡邉 彩さん(庶務係)",
        ),
        ("999999", "", (("確認者", "職員番号999999の方"),), "職員番号999999の方"),
    ],
)  # fmt: skip
def test_whoever_confirms_first_gets_the_form(
    town: Town, ways: Ways, first: str, second: str, confirmers: tuple[tuple[str, str], ...], back: str
) -> None:
    found = ways.of(route(town, first, second))
    assert found == WayBack(confirmers, back)


def test_with_nobody_to_confirm_it_goes_to_whoever_asks(town: Town, ways: Ways) -> None:
    found = ways.of(route(town, "", ""))
    assert found is not None
    assert (found.confirmers, found.back.endswith("人事担当")) == ((), True)


def test_who_stands_in_before_the_day_is_named_with_the_days(town: Town, ways: Ways) -> None:
    def term(first: str, last: str, principal: str = CHIEF) -> rights.Term:
        return rights.Term(OTHER_CHIEF, principal, first, last)

    terms = (
        term("2025-11-10", "2025-11-21"),
        term("2025-10-01", "2025-11-02"),  # over
        term("2026-03-01", "2026-03-31"),  # after the day
        term("2025-11-10", "2025-11-21", MANAGER),  # the form does not go there
    )
    deputies = {YEAR: rights.Deputies(terms)}
    acceptance = dataclasses.replace(ways._context.acceptance, deputies=deputies)
    ways._context = dataclasses.replace(ways._context, acceptance=acceptance)
    found = ways.of(person_year(town.hr, YOSHINO))
    assert found is not None
    assert found.instead == (
        "令和7年11月10日から令和7年11月21日までは、"
        "山﨑 直樹さんの代理の渡邉 彩さん(庶務係)へ返してもかまいません。",
    )


def test_a_section_that_has_no_roster_names_the_deputy_as_hr_did(town: Town, ways: Ways) -> None:
    terms = [{"deputy": "990001", "deputy_name": "応援 太郎"}]
    (said,) = person_year(town.hr, YOSHINO).views[Part.ASSIGNMENT].heads
    said = dataclasses.replace(said, value=canonical.dumps({"terms": terms}))
    term = rights.Term("990001", CHIEF, "2025-11-10", "2025-11-21")
    deputies = {YEAR: rights.Deputies((term,))}
    acceptance = dataclasses.replace(ways._context.acceptance, deputies=deputies)
    context = dataclasses.replace(ways._context, acceptance=acceptance)
    found = Ways(ways._uow, context, "2025-11-03", "", [said]).of(person_year(town.hr, YOSHINO))
    assert found is not None
    assert "代理の応援 太郎さんへ" in found.instead[0]


def since(town: Town, day: str) -> PersonYear:
    person = person_year(town.hr, YOSHINO)
    (head,) = person.views[Part.ASSIGNMENT].heads
    said = dataclasses.replace(head, value=canonical.dumps({**head.content, "since": day}))
    view = RecordView((said,), {}, {})
    return dataclasses.replace(person, views={**person.views, Part.ASSIGNMENT: view})


@pytest.mark.parametrize(("day", "due"), [("2026-02-10", "2026-02-24"), ("2025-11-01", ""), ("", "")])
def test_who_is_asked_late_has_a_day_of_their_own(town: Town, ways: Ways, day: str, due: str) -> None:
    found = ways.of(since(town, day))
    assert found is not None
    assert found.due == due


def test_the_own_day_stands_in_the_head(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    of = Ways.of

    def with_day(self: Ways, person: object) -> WayBack | None:
        found = of(self, person)  # type: ignore[arg-type]
        assert found is not None
        return dataclasses.replace(found, due="2026-03-02")

    monkeypatch.setattr(Ways, "of", with_day)
    (form,) = town.send(town.hr, "forms", "途中から", employee=KASAI)
    assert after(cells(form), "提出期限") == "令和8年3月2日(月)"
    filled = town.fill(form, "途中から.xlsx", dict.fromkeys(uids(town.hr), "LV2"))
    assert town.receive(town.hr, filled).files[0].outcome == "applied"


def test_a_year_an_earlier_program_began_keeps_its_wording(town: Town, ways: Ways) -> None:
    cycle = dataclasses.replace(ways._context.cycle, rules=1)
    ways._context = dataclasses.replace(ways._context, cycle=cycle)
    assert ways.of(person_year(town.hr, YOSHINO)) is None
    late = ways.of(since(town, "2026-02-10"))
    assert late is not None
    assert late.due == "2026-02-24"


def test_what_is_sealed_is_what_is_read() -> None:
    way = WayBack((("確認者", "甲さん"),), "甲さん", ("乙さんへ。",), "2026-01-05")
    assert way_in(extra_with(way, ())) == way
    assert way_in(extra_with(WayBack((), "人事"), ())) == WayBack((), "人事")
    assert way_in(MARKED) is None
    assert way_in(wording_version.marked(extra_with(way, ()))) == way


@pytest.mark.parametrize("said", [{"confirmers": [["一つ"]]}, {"due": "あした"}, {"instead": 5}])
def test_a_broken_way_back_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(KnownError) as error:
        way_in(canonical.dumps({"wording": WITH_WAY_BACK, **said}))
    assert error.value.code == "payload-broken"
