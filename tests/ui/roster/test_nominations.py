"""選任 in the window: hidden until it is used; a round begun, its reports received, its people appointed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.imports.nomination_reports import apply_report
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]

PERSONA = "dx-promoter"


def rows(dialog: Any) -> list[tuple[str, str]]:
    return [(line.state, line.section) for line in dialog.table.source.records]


def test_no_trace_until_it_is_used(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    window = show(desk)
    screen: Any = window.go("roster")
    settle(qtbot, window)
    assert screen.nominating is None
    assert not [kind for kind in _offered(window, qtbot) if "選任" in kind]
    capabilities.switch(desk, "nomination", True)
    screen = window.go("roster")
    screen.reload()
    settle(qtbot, window)
    assert screen.nominating.isVisible()


def _offered(window: Any, qtbot: QtBot) -> list[str]:
    from dxdesk.usecases.reports.choice import choices

    return [kind.title for kind in choices(window.desk).kinds]


def test_a_round_from_its_beginning_to_the_terms(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    n.use(desk)
    window = show(desk)
    screen: Any = window.go("roster", {"focus": "nominations"})
    settle(qtbot, window)
    dialog = screen.nomination_dialog
    assert not dialog.send.isEnabled()
    assert not dialog.go.isEnabled()
    dialog.new.click()
    settle(qtbot, window)
    made = dialog.beginning
    assert made.persona.currentText() == "DX推進委員", "whom the policy wants in every section comes first"
    checked = [
        made.sections.item(place).data(Qt.ItemDataRole.UserRole)
        for place in range(made.sections.count())
        if made.sections.item(place).checkState() is Qt.CheckState.Checked
    ]
    assert checked
    made.go.click()
    settle(qtbot, window)
    assert {state for state, _ in rows(dialog)} == {"missing"}
    assert len(rows(dialog)) == len(checked)

    dialog.changing.click()
    settle(qtbot, window)
    change = dialog.beginning
    assert not change.persona.isEnabled()
    assert change.number.value() == 1
    change.number.setValue(2)
    change.document.setText("12検人第9号")
    change.go.click()
    settle(qtbot, window)
    asked = dialog.current().asked
    assert (asked.wanted, asked.document_number, asked.sections) == (2, "12検人第9号", tuple(checked))

    sent = n.requests(desk, tmp_path / "依頼")
    with desk.store.read() as uow:
        person = next(p for p in uow.people.employees() if p.department_code == checked[0])
        other = next(p for p in uow.people.employees() if p.number != person.number)
    n.receive(desk, n.fill(sent[checked[0]], tmp_path / "報告.xlsx", n.line(person.number, person.name)))
    dialog.load()
    settle(qtbot, window)
    assert rows(dialog)[0][0] == "waiting"
    assert "1人" in dialog.go.text()
    dialog.go.click()
    settle(qtbot, window)
    assert "1人を決めました" in dialog.banner.text()
    assert [number for number, _, _ in n.terms_of(desk)] == [person.number]
    place = next(i for i, (state, _) in enumerate(rows(dialog)) if state == "appointed")
    dialog.table.selectRow(place)
    dialog.back_button.click()
    dialog.asking.accept_button.click()
    settle(qtbot, window)
    assert n.terms_of(desk) == set()
    dialog.table.selectRow(0)
    dialog.decline_button.click()
    settle(qtbot, window)
    assert ("declined", rows(dialog)[-1][1]) == rows(dialog)[-1]

    # Another name than the roster has: asked first, and never appointed unasked.
    report = n.fill(sent[checked[0]], tmp_path / "他課.xlsx", n.line(other.number, "別の 人"))
    n.receive(desk, report)
    dialog.load()
    settle(qtbot, window)
    dialog.go.click()
    assert n.terms_of(desk) == set()
    dialog.asking.accept_button.click()
    settle(qtbot, window)
    assert [number for number, _, _ in n.terms_of(desk)] == [other.number]
    dialog.changing.click()
    settle(qtbot, window)
    dialog.beginning.ending.click()
    settle(qtbot, window)
    assert not dialog.current().asked.ended, "a question comes first"
    dialog.beginning.dialog.accept()
    settle(qtbot, window)
    assert dialog.current().asked.ended
    assert "missing" not in {state for state, _ in rows(dialog)}


def test_reports_are_looked_at_and_taken_where_files_are_received(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    n.use(desk)
    asked = n.begin(desk, PERSONA, 2029)
    sent = n.requests(desk, tmp_path / "依頼")
    with desk.store.read() as uow:
        person = uow.people.employees()[0]
    section = asked.sections[0]
    report = n.fill(sent[section], tmp_path / "報告.xlsx", n.line(person.number, "別の 人"))
    window = show(desk)
    screen: Any = window.go("receive", {"files": [report]})
    settle(qtbot, window)
    (seen,) = screen.preview.files
    assert (seen.outcome, [note.code for note in seen.notes]) == ("applied", ["nomination-name-differs"])
    assert screen.apply.isVisible()
    screen.apply.click()
    settle(qtbot, window)
    assert "1件" in screen.banner.text()
    with desk.store.read() as uow:
        (named,) = nominations(uow).find(asked.code).named
    assert named.said.number == person.number


def test_whoever_was_decided_of_stays_the_one_that_is_meant_and_files_are_told_of_in_this_window(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    n.use(desk)
    asked = n.begin(desk, PERSONA, 2029)
    sent = n.requests(desk, tmp_path / "依頼")
    with desk.store.read() as uow:
        people = uow.people.employees()[:2]
    for section, person in zip(asked.sections, people, strict=False):
        report = n.fill(sent[section], tmp_path / f"{section}.xlsx", n.line(person.number, person.name))
        apply_report(desk, report)
    window = show(desk)
    screen: Any = window.go("roster", {"focus": "nominations"})
    settle(qtbot, window)
    dialog = screen.nomination_dialog
    waiting = [line for line in dialog.table.shown() if line.state == "waiting"]
    meant = waiting[-1].one.named.said.number
    dialog.table.pick(lambda line: line.one is not None and line.one.named.said.number == meant)
    dialog.decline_button.click()
    settle(qtbot, window)
    line = dialog.table.current()
    assert (line.state, line.one.named.said.number) == ("declined", meant)
    dialog.send.click()
    settle(qtbot, window)
    dialog.sending.folder.setText(str(tmp_path / "また"))
    dialog.sending.accept_button.click()
    settle(qtbot, window)
    assert "置いた場所" in dialog.banner.text()
    assert not screen.banner.isVisible()


def test_the_list_is_printed_where_documents_are(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    n.use(desk)
    n.begin(desk, PERSONA, 2029)
    window = show(desk)
    screen: Any = window.go("roster", {"focus": "nominations"})
    settle(qtbot, window)
    screen.nomination_dialog.printing.click()
    settle(qtbot, window)
    documents: Any = window.go("documents")
    settle(qtbot, window)
    assert documents.choosing.kind == "appointments"


def test_the_decision_of_a_successor_in_mid_year_is_asked_for(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    n.use(desk)
    asked = n.begin(desk, PERSONA, 2029, notice=True)
    section = asked.sections[0]
    sent = n.requests(desk, tmp_path / "依頼")
    with desk.store.read() as uow:
        first, second = [p for p in uow.people.employees() if p.department_code == section][:2]
    n.receive(desk, n.fill(sent[section], tmp_path / "四月.xlsx", n.line(first.number, first.name)))
    window = show(desk)
    screen: Any = window.go("roster", {"focus": "nominations"})
    settle(qtbot, window)
    dialog = screen.nomination_dialog
    dialog.go.click()
    settle(qtbot, window)
    assert dialog.paper is None, "the round's own decision"
    follower = n.line(second.number, second.name, "交代", first_day="R11.10.1", instead_of=first.number)
    n.receive(desk, n.fill(sent[section], tmp_path / "十月.xlsx", follower))
    dialog.load()
    settle(qtbot, window)
    dialog.go.click()
    settle(qtbot, window)
    assert len(n.terms_of(desk)) == 1, "nobody is appointed before it is answered"
    dialog.paper.document.setText("11検人第77号")
    dialog.paper.accept_button.click()
    settle(qtbot, window)
    assert len(n.terms_of(desk)) == 2
    with desk.store.read() as uow:
        said = {one.said.number: one.said for one in nominations(uow).find(asked.code).named}
    assert said[second.number].document_number == "11検人第77号"
    assert said[first.number].document_number == ""


def test_a_round_of_a_year_that_has_begun_asks_to_look_at_its_days(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    n.use(desk)
    window = show(desk)
    screen: Any = window.go("roster", {"focus": "nominations"})
    settle(qtbot, window)
    screen.nomination_dialog.new.click()
    settle(qtbot, window)
    made = screen.nomination_dialog.beginning
    today = desk.services.clock.today()
    told = {}
    for place in range(made.year.count()):
        made.year.setCurrentIndex(place)
        made.propose()
        settle(qtbot, window)
        told[made.first.day() < today] = (made.banner.isVisible(), made.deadline.day())
    assert told[True][0]
    assert told[True][1] == ""
    assert not told[False][0]
    assert told[False][1] > today
