"""台帳の違い in the window: told on ホーム and beside the thing, settled by the owner with one press."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.indicator_record import (
    ActivitySaid,
    Grouped,
    IndicatorSaid,
    OutcomeSaid,
    SurveySaid,
    fields_of,
)
from dxdesk.domain.target_record import TargetSaid
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.indicators.keeping import say, write_down
from dxdesk.usecases.indicators.ledger import subject_of
from dxdesk.usecases.person_year import differing
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import Digital, digital, two_stores, uses
from tests.helpers.screens import settle

GROUPED = (Grouped("section", "総務課", "i1", (1, 2, 3, 4, 5)),)

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def told_of_each_other(office: Digital) -> Desk:
    """Return a store of the digital section that learnt what the other one said."""
    first, second = two_stores(office)
    for desk, plan, name in ((first, "100", "全庁に広がる"), (second, "120", "全庁で使う")):
        uses(desk, "aims")
        target = TargetSaid(code="t1", name="DX推進リーダー", aim="maturity", unit="人", plans={2025: plan})
        save_target(desk, target)
        write_down(desk, OutcomeSaid(code="o1", layer="direct", name=name), new=True)
        write_down(
            desk,
            IndicatorSaid(code="i1", name="使った人の割合", outcome="o1", measure="value", unit=plan),
            new=True,
        )
        write_down(desk, ActivitySaid(code="a1", name=name, outcomes=("o1",)), new=True)
        survey(desk, name)
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    office.take(first, office.give().file)
    return first


def survey(desk: Desk, source: str) -> None:
    """Say of the same survey where it is from."""
    one = SurveySaid(survey="yearly", name="全庁調査", fiscal_year=2025, answers=12, grouped=GROUPED)
    said = {**fields_of(one), "source": source}
    with desk.store.write() as uow:
        say(desk, uow, [(subject_of("dx", one), said)])
        uow.commit()


def picture(window: MainWindow, name: str) -> None:
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        window.grab().save(f"{folder}/{window.desk.role.value}-{name}.png")


def labels(screen: Any) -> str:
    texts = (
        label.text().replace("\u2060", "") for label in screen.findChildren(Text) if label.isVisibleTo(screen)
    )
    return "\n".join(texts)


def wait_for(qtbot: QtBot, screen: Any, text: str) -> None:
    """Wait until a text is seen: what is put into a layout is shown a moment later."""
    qtbot.waitUntil(lambda: text in labels(screen), timeout=5_000)


def test_the_owner_is_led_to_it_and_settles_it_with_one_press(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    window = show(told_of_each_other(office))
    home: Any = window.go("home")
    settle(qtbot, window)
    settle(qtbot, window)
    picture(window, "home")
    act = home.findChild(QPushButton, "todo-differing")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert (window.current, screen.tabs.tabText(screen.tabs.currentIndex())) == ("receive", "台帳の違い 7")
    page = screen.differing
    assert page.table.current().thing == "生成AI研修"
    picture(window, "differing")
    qtbot.mouseClick(page.findChild(QPushButton, "take-2"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "「生成AI活用研修」に決めました" in screen.banner.text().replace("\u2060", "")
    assert "生成AI研修" not in [one.thing for one in page.table.shown()]
    while page.table.current() is not None:
        qtbot.mouseClick(page.findChild(QPushButton, "take-1"), Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        settle(qtbot, window)
    assert page.pages.currentIndex() == 1
    assert differing.differences(window.desk) == ()
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-differing") is None


def test_it_stands_beside_the_course_and_the_target(qtbot: QtBot, show: Show, office: Digital) -> None:
    window = show(told_of_each_other(office))
    training: Any = window.go("training")
    settle(qtbot, window)
    settle(qtbot, window)
    courses = training.page("courses")
    courses.pick("ai")
    settle(qtbot, window)
    settle(qtbot, window)
    model = courses.table.model()
    names = [model.index(place, 1).data() for place in range(model.rowCount())]
    assert "生成AI研修(台帳の違いあり)" in [name.replace("\u2060", "") for name in names]
    wait_for(qtbot, training, "2つの台帳で違います(研修名): 生成AI研修 / 生成AI活用研修")
    wait_for(qtbot, training, "第1回 2つの台帳で違います(会場): 本庁 / 分庁舎")
    picture(window, "training")
    aims: Any = window.go("aims")
    settle(qtbot, window)
    settle(qtbot, window)
    told = {
        "targets": "2つの台帳で違います(令和7年度の目標値): 120 / 100",
        "indicators": "2つの台帳で違います(単位): 120 / 100",
        "model": "「全庁に広がる」は、2つの台帳で違います(名前): 全庁に広がる / 全庁で使う",
        "activities": "2つの台帳で違います(名前): 全庁に広がる / 全庁で使う",
    }
    for key, text in told.items():
        aims.enter({"page": key})
        settle(qtbot, window)
        settle(qtbot, window)
        if key in ("indicators", "activities"):
            aims.page(key).table.pick(lambda _: True)
        wait_for(qtbot, aims.page(key), text)
        picture(window, f"aims-{key}")
    aims.enter({"page": "barriers"})
    settle(qtbot, window)
    settle(qtbot, window)
    model = aims.page("barriers").surveys.model()
    name, tip = (
        model.index(0, 1).data(role).replace("\u2060", "")
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    )
    assert name == "全庁調査(台帳の違いあり)"
    assert "2つの台帳で違います(出典): 全庁に広がる / 全庁で使う" in tip
    picture(window, "aims-barriers")


def test_the_other_section_sees_it_and_settles_nothing(qtbot: QtBot, show: Show, office: Digital) -> None:
    told_of_each_other(office)
    window = show(office.hr)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    settle(qtbot, window)
    position = screen.tabs.count() - 1
    assert screen.tabs.isTabVisible(position)
    screen.tabs.setCurrentIndex(position)
    settle(qtbot, window)
    wait_for(qtbot, screen, "決めるのはデジタル推進課です")
    picture(window, "differing")
    acts = [act for act in screen.findChildren(QPushButton) if act.objectName().startswith("take-")]
    assert [act for act in acts if act.isVisible()] == []


def test_where_nothing_differs_there_is_no_page(qtbot: QtBot, show: Show, office: Digital) -> None:
    window = show(office.hr)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    settle(qtbot, window)
    assert not screen.tabs.isTabVisible(screen.tabs.count() - 1)


def test_a_file_of_things_is_not_told_as_one_that_changes_nothing(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    """A 送付票 holds no answer of anybody, and what came in it was called nothing."""
    dx = two_stores(office)[0]
    uses(dx, "aims")
    target = TargetSaid(code="t1", name="DX推進リーダー", aim="maturity", unit="人", plans={2025: "100"})
    save_target(dx, target)
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    save_target(dx, target._replace(plans={2025: "120"}), target)
    sent = office.send(dx)
    window = show(office.hr)
    window.take_files([sent])
    settle(qtbot, window)
    settle(qtbot, window)
    told = " ".join(part.text() for part in window.screens["receive"].findChildren(Text) if part.isVisible())
    assert "変わるところはありません" not in told
    assert "新しい記録が1件入ります" in told
