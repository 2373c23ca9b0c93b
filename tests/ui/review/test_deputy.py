"""A named deputy at the screen 確認, and whom one may type in for at 代行."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.review.queue import under
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import deputies
from dxdesk.usecases.review.confirming import confirm_all
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF, DIRECTOR, MANAGER
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
ONE = "001003"


def deputy_of(office: Office, principal: str) -> Desk:
    """HR names the director for a confirmer and sends the package; the director opens it."""
    hr = office.open_hr()
    today = hr.services.clock.today()
    deputies.name(hr, deputies.Naming(DIRECTOR, principal, today, today))
    out = office.folder / "代理へ"
    out.mkdir()
    (package,) = export(hr, Export("section-packages", out, confirmer=DIRECTOR)).files
    hr.store.close()
    desk = office.section(DIRECTOR)
    receive(desk, ReceiveFiles((package,)))
    return desk


def test_a_named_deputy_confirms_in_the_queue_and_is_told_for_whom(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = deputy_of(office, CHIEF)
    receive(desk, ReceiveFiles((office.answered((ONE,)),)))
    window = show(desk)
    screen: Any = window.go("review")
    settle(qtbot, window)
    assert screen.queue.pick(ONE)
    page = screen.page
    assert "検証 一郎さんの代理に指名されています" in page.notice.text().replace("\u2060", "")
    assert not page.notice_act.isVisible()
    assert page.confirm.isEnabled()
    entries = {entry.employee_number: entry for entry in screen.queue._entries}
    assert under(entries[ONE]).startswith("検証 一郎さんの代理")
    assert under(entries["001004"]) == "検証 一郎さんの代理・提出待ち"
    assert under(entries[MANAGER]) == "提出待ち", "the director's own people stay so"
    qtbot.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    said = person_year(desk, ONE)
    assert said.state.value == "first_confirmed"
    assert said.life.latest[0].content["on_behalf_of"] == CHIEF
    assert not screen.banner.isVisible()


def test_a_deputy_of_the_second_stage_waits_for_the_first_and_then_confirms(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = deputy_of(office, MANAGER)
    forms = office.answered((ONE,))
    receive(desk, ReceiveFiles((forms,)))
    window = show(desk)
    screen: Any = window.go("review")
    settle(qtbot, window)
    screen.queue.sift("all")
    assert screen.queue.pick(ONE)
    assert not screen.page.confirm.isEnabled()
    assert not screen.page.notice_act.isVisible(), "nobody named them for the first stage"
    chief = office.section(CHIEF)
    receive(chief, ReceiveFiles((forms,)))
    confirm_all(chief, [ONE])
    out = office.folder / "係長から"
    out.mkdir()
    export(chief, Export("confirmations", out))
    chief.store.close()
    receive(desk, ReceiveFiles((out,)))
    screen.reload()
    settle(qtbot, window)
    assert screen.queue.pick(ONE)
    assert screen.page.confirm.isEnabled()
    qtbot.mouseClick(screen.page.confirm, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    said = person_year(desk, ONE)
    assert (said.state.value, said.life.latest[0].content["on_behalf_of"]) == ("second_confirmed", MANAGER)


def test_where_one_may_not_type_in_a_sentence_stands_instead_of_the_fields(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(deputy_of(office, CHIEF))
    screen: Any = window.go("proxy")
    settle(qtbot, window)
    screen.people.pick(lambda person: person.number == ONE)
    settle(qtbot, window)
    assert screen.right.currentWidget() is screen.others
    assert not screen.banner.isVisible()
    screen.people.pick(lambda person: person.number == MANAGER)  # whom the director confirms
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.right.currentWidget() is screen.panel
