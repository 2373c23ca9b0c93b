"""方針の策定 in the window: begun, a task done and led from to its screen, put away; ホーム leads there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.domain.drafting_record import Sort
from dxdesk.domain.drafting_tasks import BY_CODE
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.drafting import keeping
from dxdesk.usecases.drafting.overview import board
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.preparing import button_of, pressed, write
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_a_drafting_is_begun_gone_through_and_put_away(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    for code in ("agenda", "aims"):
        capabilities.switch(desk, code, True)
    window = show(desk)
    screen: Any = window.go("agenda", {"page": "drafting"})
    for _ in range(3):
        settle(qtbot, window)
    page = screen.page("drafting")
    pressed(qtbot, window, button_of(page, "begin-drafting"))
    write(page.acts.dialog, sort="revision")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    (drafting,) = board(desk).draftings
    year = drafting.said.fiscal_year
    shown = page.table.shown()
    assert len(shown) == len(drafting.lines) > 10

    page.pick(f"{year}:personas")
    facts = dict(page.table.current().facts)
    assert "人材像" in facts["この台帳にあるもの"]
    page.change(page.table.current())
    write(page.acts.dialog, ends=f"{year - 2}-05", begins=f"{year - 2}-07")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    assert "終わりが、始まりより前の月です" in page.acts.dialog.banner.text()
    write(page.acts.dialog, ends=f"{year - 1}-10", note="課長会の前に")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    pressed(qtbot, window, button_of(page, "drafting-done"))
    (drafting,) = board(desk).draftings
    done = next(one for one in drafting.lines if one.task.code == "personas")
    assert (done.state, done.said.note, drafting.done) == ("済み", "課長会の前に", 1)

    page.pick(f"{year}:gaining")
    assert button_of(page, "drafting-open").isHidden(), "確保計画 is not used here"
    page.pick(f"{year}:targets")
    pressed(qtbot, window, button_of(page, "drafting-open"))
    assert window.current == "aims"
    assert any("方針の策定" in one.title for one in home(desk).todo)
    window.go("agenda", {"page": "drafting"})
    pressed(qtbot, window, button_of(page, "drafting-away"))
    assert not board(desk).draftings
    assert page.pages.currentIndex() == 1, "one begins anew"


def test_what_to_talk_about_and_do_together_is_read_on_a_step(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "agenda", True)
    keeping.begin(desk, (year := 2027), Sort.REVISION)
    window = show(desk)
    screen: Any = window.go("agenda", {"page": "drafting"})
    page = screen.page("drafting")
    captions = {"話し合うこと", "人事課とDX推進課で"}
    for code in ("premise", "personas", "raising"):
        page.pick(f"{year}:{code}")
        for _ in range(3):
            settle(qtbot, window)
        parts = [one for one in page.findChildren(Text) if one.isVisible()]
        task, read = BY_CODE[code], "\n".join(one.text() for one in parts)
        for text in (*task.points, *task.together.how, *task.together.otherwise):
            assert text in read, text
        there = captions & {one.text() for one in parts}
        assert there == (captions if task.points else set()), "the guide gives none for 手順1"
        assert ("連携しないと起こりうること" in read) == bool(task.points)
        for caption in (one for one in parts if one.text() in there):
            beside = next(one for one in parts if one.y() == caption.y() and one is not caption)
            assert beside.text().startswith(("・", task.together.how[0])), "beside the first line"
        assert all(one.height() >= one.heightForWidth(one.width()) for one in parts), "none is cut"
