"""Goals of the year and a growth file through the window's real widgets and real files.

An employee writes a goal and what they led, their 係長 agrees and confirms, and HR finds them in 育成.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import DONE
from dxdesk.ui.growth import messages as growth
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.year_start import overview
from tests.helpers.at_desk import Person, make_store, sitting_down
from tests.helpers.commands import PASSPHRASE, dxdesk
from tests.helpers.screens import write
from tests.helpers.town import CHIEF, MANAGER, MISAKI, Town, fresh

WORK, ROLE = "電子申請のDX案件", "lead"
SEARCHED = f"経験: {WORK}のリード 12か月"


@pytest.fixture
def people(qtbot: QtBot) -> Iterator[Any]:
    with sitting_down(qtbot) as sit_down:
        yield sit_down


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """HR uses goals by 期首票, growth files and 候補者さがし, and the year is for placement too."""
    made = fresh(tmp_path)
    for use in ("year-start", "growth-files", "candidates"):
        dxdesk("uses", made.hr, "--on", use)
    dxdesk("year-start", made.hr, "--mode", "form", "--agreement", "--meeting")
    dxdesk("cycle", "open", made.hr, "--fiscal-year", 2026, "--framework", "shinagawa",
           "--base-date", "2026-04-01", "--purpose", "development", "--purpose", "placement")  # fmt: skip
    for kind in ("section-packages", "forms", "year-start-forms"):
        dxdesk("export", made.hr, kind, "--out", made.folder / f"新しい{kind}")
    return made


def sent(town: Town, kind: str, number: str) -> Path:
    return next((town.folder / f"新しい{kind}").rglob(f"*_{number}[(.]*xlsx"))


def write_goal(person: Person, out: Path) -> Path:
    """Write one goal on the screen of 期首 and hand it in."""
    page = person.go("year_start").own
    first = next(iter(page.cards.values()))
    first.skill.setCurrentIndex(first.skill.findText("業務改革"))
    first.level.setCurrentIndex(first.level.findData("LV2"))
    write(first.text, "申請を電子にする")
    first.text.textEdited.emit(first.text.text())
    first.measure.setCurrentIndex(first.measure.findText("実践"))
    write(first.by, "R9.3.31")
    first.by.textEdited.emit(first.by.text())
    page.folder.setText(str(out))
    person.click(page.submit)
    (file,) = out.glob("期首票_*_回答.xlsx")
    return file


def write_entry(person: Person) -> None:
    """Write into one's growth file what one led."""
    screen = person.go("growth_file")
    person.click(screen.adding)
    dialog = screen.dialog
    dialog.role.setCurrentIndex(dialog.role.findData(ROLE))
    write(dialog.what, WORK)
    write(dialog.began, "R7.4")
    write(dialog.ended, "R8.6")
    person.click(dialog.accept_button)
    assert "未確認 1件" in texts(screen)


def answer(person: Person, form: Path) -> Path:
    """Answer the 申告票 and hand it in: what was written into the growth file goes along."""
    person.take(form)
    panel = person.go("self_report").panel
    for position, _ in enumerate(panel.work.items):
        person.bot.keyClick(panel.pages, str(position % 3))
        person.bot.keyClick(panel.pages, Qt.Key.Key_Return)
    panel.go_to("submit")
    panel.set_folder(form.parent)
    person.click(panel.next)
    return next(form.parent.glob(f"申告票_*_{MISAKI}_回答.xlsx"))


def agree(person: Person) -> None:
    """Agree with the goal, say what was done for it, and when one talked."""
    page = person.go("year_start").people
    page.table.pick(lambda line: line.number == MISAKI)
    card = page.person
    assert "申請を電子にする" in texts(card)
    card.choices["assignment"].setCurrentIndex(card.choices["assignment"].findData(DONE))
    card.met.set_day("2026-05-20")
    person.click(card.agree)


def confirm_entry(person: Person) -> None:
    """Confirm the entry, saying what was seen of it."""
    screen = person.go("growth_file")
    screen.people.pick(lambda one: one.number == MISAKI)
    person.wait()
    (kept,) = screen.table.shown()
    assert kept.line.entry.name == WORK
    person.click(screen.confirming)
    dialog = screen.dialog
    write(dialog.seen, "事務分掌表")
    write(dialog.seen_on, "R8.6.30")
    write(dialog.number, "第12号")
    person.click(dialog.accept_button)
    assert "通算 15か月(うちリード 15か月)" in texts(screen)


def found(hr: Person) -> str:
    """Look on the screen of 育成 for whoever led it for a year, and return what it says."""
    screen = hr.go("growth")
    screen.tabs.setCurrentIndex(growth.TAB_CANDIDATES)
    hr.wait()
    page = screen.looking.page
    page.what.setCurrentIndex(page.what.findText(growth.CANDIDATES_OWN_ONLY))
    page.conditions.setPlainText(SEARCHED)
    hr.click(page.go)
    return texts(page)


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))


def test_what_was_told_agreed_on_and_confirmed_changes_a_figure_of_hr(people: Any, town: Town) -> None:
    own: Person = people()
    make_store(own, sent(town, "year-start-forms", MISAKI), town.folder / "個人.dxdesk", "")
    goal = write_goal(own, town.folder / "提出")
    chief: Person = people()
    make_store(chief, sent(town, "section-packages", CHIEF), town.folder / "係長.dxdesk", PASSPHRASE)
    chief.take(goal)
    agree(chief)
    start = chief.go("year_start")
    agreed = chief.send(start, start.sending, town.folder / "期首確認票")

    hr: Person = people()
    hr.program.open_store(str(town.hr), PASSPHRASE)
    hr.wait()
    hr.take(*agreed)
    (line,) = (one for one in overview.overview(hr.window.desk).lines if one.number == MISAKI)
    assert (line.state, line.met_on, line.supports) == (
        PlanState.AGREED,
        "2026-05-20",
        (("業務アサインの調整", "行った"),),
    )
    assert "すべて満たす人 0人" in found(hr)

    write_entry(own)
    form = answer(own, sent(town, "forms", MISAKI))
    chief.take(form)
    confirm_entry(chief)
    review = chief.go("review")
    chief.bot.keyClick(review.page.grid, Qt.Key.Key_Return)
    chief.wait()
    up = chief.send(review, review.send, town.folder / "確認票")
    # The 課長 has no word of their own here: their store is used by commands.
    manager, package = town.folder / "課長.dxdesk", sent(town, "section-packages", MANAGER)
    dxdesk("import", manager, package, *up, "--create")
    dxdesk("review", manager, "--confirm", MISAKI)
    dxdesk("export", manager, "confirmations", "--out", town.folder / "人事へ")
    hr.take(*(town.folder / "人事へ").glob("*.xlsx"))
    assert "すべて満たす人 1人" in found(hr)
    assert person_year(hr.window.desk, MISAKI).plan_life.state is PlanState.AGREED
