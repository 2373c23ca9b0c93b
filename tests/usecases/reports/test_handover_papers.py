"""引継書: a successor finds what is open, who does what, how numbers go on, and no secret."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.capabilities import PLACES
from dxdesk.domain.head_shares import share_text
from dxdesk.ports.entities import Role
from dxdesk.ports.printing import TextDocument, TextPart
from dxdesk.ui.shell.actions import destinations
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.home.handover_memo import WHERE, memo
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.reports import printing
from dxdesk.usecases.reports.handover_papers import handover_paper
from dxdesk.usecases.reports.handover_steps import FIRST_STEPS
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise, telling
from tests.helpers.digital import digital
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.source import ROOT
from tests.helpers.stories import Town, confirmed

OPEN = "決めること・すること(ホームの要対応)"
KEPT_BACK = "預かっているファイル(集計に入っていません)"
KAMIYA = STAFF[2]
BEFORE_A_STORE = "はじめの画面"


def printed(desk: Desk, kind: str) -> str:
    pages = pypdf.PdfReader(io.BytesIO(printing.make_report(desk, kind))).pages
    return "".join(page.extract_text() for page in pages)


def parts(paper: TextDocument) -> dict[str, TextPart]:
    return {one.heading: one for one in paper.parts}


def test_what_is_open_and_who_confirms_whom_is_on_paper(town: Town) -> None:
    town.receive(town.hr, town.answered(STAFF[0]))
    found = parts(handover_paper(town.hr))
    assert [row[0] for row in found[OPEN].rows] == [one.title for one in home(town.hr).todo]
    assert found[OPEN].rows
    ((_, waiting),) = found[OPEN].entries
    assert f"({CHIEF}): 一次確認 1人" in waiting
    sections = home(town.hr).progress.sections
    told = {row[0]: row[1:] for row in found["所属ごとの進み"].rows}
    assert told == {
        one.name: tuple(
            str(count)
            for count in (one.asked, one.asked - one.handed_in, one.submitted, one.confirmed, one.late)
        )
        for one in sections
    }
    held = found["所属ごとの役割"].rows
    for number, role in ((CHIEF, "一次確認者"), (MANAGER, "二次確認者")):
        assert any(row[1] == role and f"({number})" in row[2] for row in held), role
    assert sum(int(row[3].rstrip("人")) for row in held if row[1] == "一次確認者") > 1


def test_a_role_the_newest_framework_lacks_is_named_as_it_was_last_known(town: Town) -> None:
    """A term goes on over a revision of the framework; its code alone tells a successor nothing."""
    with town.hr.store.write() as uow:
        now = find_cycle(uow)
        frame = framework_of(uow, now)
        persona = frame.personas[0]
        terms = [Appointment(STAFF[0], code, "2025-04-01") for code in (persona.code, "old-role")]
        uow.people.save_appointments(terms)
        uow.commit()
    assert {persona.name, "old-role(いまの体系にない役割)"} <= _held_by(town, STAFF[0])
    with town.hr.store.write() as uow:
        later = replace(frame, version="R9-1", personas=frame.personas[1:])
        uow.exchange.save_framework(versions.row_of(later))
        uow.commit()
    following = cycle.OpenCycle(now.fiscal_year + 1, now.framework_code, f"{now.fiscal_year + 1}-04-01")
    assert cycle.open_cycle(town.hr, following).cycle.framework_version == "R9-1"
    told = f"{persona.name}(令和7年度の「{frame.name}」での名前)"
    assert told in _held_by(town, STAFF[0])
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(printing.make_report(town.hr, "handover-paper"))).pages
    )
    assert "".join(told.split()) in "".join(text.split())


def _held_by(town: Town, number: str) -> set[str]:
    rows = parts(handover_paper(town.hr))["所属ごとの役割"].rows
    return {row[1] for row in rows if f"({number})" in row[2]}


def test_numbers_go_on_behind_the_last_certificate(town: Town) -> None:
    numbers = parts(handover_paper(town.hr))["文書と番号"].rows
    assert [row[0] for row in numbers] == ["配布簿"]
    for number in STAFF[:2]:
        town.receive(town.hr, town.answered(number))
        for principal in (CHIEF, MANAGER):
            confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))
    finalise.finalise(town.hr)
    printing.make_report(town.hr, "certificate")
    numbers = parts(handover_paper(town.hr))["文書と番号"].rows
    assert numbers[0] == ("スキル確認結果証", "令和7年度", "第2号", "第3号")
    assert ("受付簿", "", "2番", "3番") in numbers


def test_stages_stand_side_by_side_with_their_figures(town: Town) -> None:
    """With people in several stages at once no stage is the one that the year is in."""
    for number in STAFF[:2]:
        town.receive(town.hr, town.answered(number))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(STAFF[0], on_behalf_of=principal))
    finalise.finalise(town.hr)
    part = parts(handover_paper(town.hr))["この年度の進み"]
    asked = home(town.hr).progress.asked
    told = {row[0]: row[1:3] for row in part.rows}
    assert told["自己申告"] == (share_text(2, asked), f"{asked - 2}人")
    assert told["上長確認"] == (share_text(1, asked - 1), f"{asked - 2}人"), "one has no confirmer"
    assert told["確定"] == (share_text(1, asked), f"{asked - 1}人")
    assert told["結果の通知"] == ("0.0%(0 / 1人)", "1人")
    assert told["配布"][0].endswith(f" / {asked}人)")
    telling.tell_otherwise(town.hr)
    assert {row[1] for row in parts(handover_paper(town.hr))["この年度の進み"].rows if "通知" in row[0]} == {
        "100.0%(1 / 1人)"
    }
    # The memo says the same, and both name no single stage.
    assert (
        f"自己申告 {share_text(2, asked)}、上長確認 {share_text(1, asked - 1)}"
        in dict(memo(town.hr).lines)[WHERE]
    )
    text = printed(town.hr, "handover-paper")
    assert "いまは" not in text
    assert "いまここ" not in text


def test_days_on_the_paper_have_era_and_year(town: Town) -> None:
    """1/1 beside a column of figures reads as one of one."""
    part = parts(handover_paper(town.hr))["この年度の進み"]
    assert any("令和" in row[3] for row in part.rows)
    assert not re.search(r"(?<![年\d])\d{1,2}/\d{1,2}(?!\d)", printed(town.hr, "handover-paper"))


def test_a_confirmer_is_told_of_their_own_people(town: Town) -> None:
    section = town.chief
    town.receive(section, town.answered(STAFF[0]))
    told = {row[0]: row[1] for row in parts(handover_paper(section))["この年度の進み"].rows}
    asked = home(section).progress.asked
    assert told["自己申告"] == share_text(1, asked)
    assert told["上長確認(自分の分)"] == share_text(0, asked)
    assert told["確認票の送付"] == share_text(0, asked)


def test_a_file_in_quarantine_is_named_with_its_next_step(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "PC1"))
    assert not parts(handover_paper(town.hr))[KEPT_BACK].rows
    town.receive(town.hr, confirmed(town, town.rival, KAMIYA, "PC2"))
    rows = parts(handover_paper(town.hr))[KEPT_BACK].rows
    assert {row[0] for row in rows} == {str(one.receipt) for one in ledgers.quarantined(town.hr)}
    assert rows
    assert "確認コード" in rows[0][4]


def test_places_are_left_to_write_and_no_secret_is_printed(town: Town) -> None:
    paper = handover_paper(town.hr)
    kept = dict(parts(paper)["台帳、控え、鍵、パスフレーズの置き場所"].entries)
    assert kept["パスフレーズを知る人"] == ""
    assert kept["回復コードの紙"] == ""
    assert kept["台帳の置き場所"] == town.hr.store.location
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(printing.make_report(town.hr, "handover-paper"))).pages
    )
    assert "あいことば" not in text
    assert "そのものは書かず" in text.replace("\n", "")


def test_dx_is_told_of_nobody_answering(tmp_path_factory: pytest.TempPathFactory) -> None:
    with digital(tmp_path_factory.mktemp("dx")) as office:
        found = parts(handover_paper(office.begin(office.give().file)))
    assert "はじめの10の手順" in found
    assert not {"所属ごとの進み", "所属ごとの役割", "この年度の進み"} & found.keys()


def test_dx_has_its_paper_in_a_year_that_hr_did_not_give_yet(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its home goes by the day: from April on it is in a year of which it holds nothing."""
    with digital(tmp_path_factory.mktemp("dx")) as office:
        desk = office.begin(office.give().file)
        monkeypatch.setattr(desk.services.clock, "day", "2028-05-01")
        found = parts(handover_paper(desk))
        assert "はじめの10の手順" in found
        assert not {"年度の期日", "決めてあること"} & found.keys()


@pytest.mark.parametrize("role", FIRST_STEPS)
def test_every_step_names_screens_and_buttons_that_are_there(role: Role) -> None:
    titles = {place.title_for(role) for place in destinations(role, PLACES)} | {BEFORE_A_STORE}
    said = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "dxdesk" / "ui").rglob("*.py"))
        + sorted((ROOT / "dxdesk" / "usecases" / "home").rglob("*.py"))
    )
    assert len(FIRST_STEPS[role]) == 10
    for screen, text in FIRST_STEPS[role]:
        assert screen in titles, screen
        for name in re.findall("「(.+?)」", text):
            assert name in titles or re.search(rf'"(\d  )?{re.escape(name)}"', said), name
