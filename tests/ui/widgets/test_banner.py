"""A message keeps the width to be read, also in a dialog: its button gives way."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.store import problems
from dxdesk.ui.startup import app, messages
from dxdesk.ui.widgets.messages import explain
from dxdesk.ui.widgets.passphrase import PassphraseDialog


@pytest.mark.parametrize(("act", "least"), [(messages.OPEN_READ_ONLY, 0.75), ("", 0.6)])
def test_who_has_the_store_is_readable_in_the_dialog_that_asks_for_the_passphrase(
    qtbot: QtBot, act: str, least: float
) -> None:
    app.prepare()
    dialog = PassphraseDialog("人事課", "人事課.dxdesk", store=True)
    qtbot.addWidget(dialog)
    dialog.show()
    error = problems.in_use(Path("人事課.dxdesk"), "検証 花子", "PC-0123", "令和8年12月1日 9時10分")
    dialog.banner.say(*explain(error), act=act, acting=dialog.close)
    qtbot.waitUntil(lambda: dialog.banner.width() > 300)
    qtbot.wait(50)  # the dialog fits itself to what is said
    title = dialog.banner._title
    assert title.width() >= least * dialog.banner.width()
    assert title.height() >= title.heightForWidth(title.width()) - 1, "nothing of it is cut"


def test_what_a_message_says_already_is_not_said_again_as_found() -> None:
    said = KnownError("use-outside-purpose", "令和7年度の利用目的にありません。", found="令和7年度")
    assert explain(said)[1] == ""
    other = KnownError("date-unreadable", "日付を読み取れません。", found="R8.13.40")
    assert explain(other)[1] == "見つかったもの: R8.13.40"
    short = KnownError("level-outside", "3行目を読み取れません。", found="3")
    assert explain(short)[1] == "見つかったもの: 3", "a digit stands in a sentence by chance"
