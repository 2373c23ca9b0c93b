"""設定: certificates are worded, looked at and kept; what is wrong is said and stays written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.ui.settings import certificate_messages as said
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.forms.certificate_choices import CertificateChoices
from dxdesk.usecases.organisation.certificate_settings import certificate_settings
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_a_wording_is_looked_at_and_kept(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "papers"})
    settle(qtbot, window)
    screen.papers  # noqa: B018  the page is made when it is looked at
    settle(qtbot, window)
    card = screen.certificates
    assert card.seal_size.value() == 24
    assert not screen.unkept()
    card.body.setPlainText("{氏名}を証します")
    card.seal_size.setValue(30)
    assert said.UNKEPT in screen.unkept()
    card.show_sample()
    settle(qtbot, window)
    assert card.picture.isVisibleTo(card)
    assert not card.picture.pixmap().isNull()
    assert certificate_settings(window.desk) == CertificateChoices()
    card.keep()
    settle(qtbot, window)
    settle(qtbot, window)
    assert certificate_settings(window.desk) == CertificateChoices(body="{氏名}を証します", seal_size=30)
    assert not screen.unkept()
    assert card.body.toPlainText() == "{氏名}を証します"


def test_a_place_nobody_knows_is_refused_and_stays_to_be_mended(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "papers"})
    settle(qtbot, window)
    card = screen.certificates
    card.completion_body.setPlainText("{氏めい}")
    for act in (card.keep, card.show_sample):
        act()
        settle(qtbot, window)
        assert card.banner.isVisibleTo(card)
        card.banner.hide()
    assert card.completion_body.toPlainText() == "{氏めい}"
    assert certificate_settings(window.desk) == CertificateChoices()
