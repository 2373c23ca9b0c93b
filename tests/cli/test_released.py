"""A 代理の指名 that HR takes back or ends early: the deputy's store says so with the next file it gets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain import file_names
from dxdesk.usecases.home import overview
from dxdesk.usecases.review import confirming
from tests.helpers.commands import PASSPHRASE, Done, dxdesk
from tests.helpers.town import CHIEF, KEN, MANAGER, YUMIKO, Town, fresh

LAST = (date.today() + timedelta(days=60)).isoformat()
FIRST = (date.today() - timedelta(days=3)).isoformat()
TERM = ("--for", MANAGER, "--from", FIRST, "--to", LAST)
SOON = (date.today() + timedelta(days=1)).isoformat()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


def named(town: Town, deputy: str) -> Path:
    """HR names somebody; their store takes the package that says so."""
    dxdesk("deputies", town.hr, "--name", deputy, *TERM)
    assert package(town, deputy, "指名").code == 0
    return town.store(deputy)


def package(town: Town, deputy: str, folder: str) -> Done:
    out = town.folder / folder
    dxdesk("export", town.hr, "section-packages", "--confirmer", deputy, "--out", out)
    return dxdesk("import", town.store(deputy), town.package(deputy, out), "--create", "--json", code=None)


def told(done: Done) -> list[str]:
    return [
        n["message"] for file in done.json["files"] for n in file["notices"] if n["code"] == "deputy-ended"
    ]


def at_home(store: Path) -> tuple[list[str], int]:
    """Return what home says of it, and for how many people the store's owner stands in."""
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    try:
        texts = [todo.text for todo in overview.home(desk).todo if todo.key == "deputy-ended"]
        standing_in = sum(bool(entry.on_behalf_of) for entry in confirming.review_queue(desk))
    finally:
        desk.store.close()
    return texts, standing_in


def test_a_deputy_who_confirms_nobody_else_hears_that_the_naming_was_taken_back(town: Town) -> None:
    store = named(town, KEN)
    texts, people = at_home(store)
    assert (texts, people > 0) == ([], True)
    dxdesk("deputies", town.hr, "--withdraw", KEN, *TERM)
    assert at_home(store)[1] > 0, "no file has told it yet"
    heard = package(town, KEN, "取消し")
    assert heard.outcomes == ["unchanged"]
    (message,) = told(heard)
    assert message.startswith(f"検証 二郎さん({MANAGER})の代理の指名(")
    assert message.endswith("人事課が取り消しました。")
    (text,), people = at_home(store)
    assert message in text
    assert people == 0
    assert told(package(town, KEN, "もう一度")) == []
    dxdesk("deputies", town.hr, "--name", KEN, *TERM)
    package(town, KEN, "また指名")
    assert at_home(store)[0] == []


def test_a_term_that_ends_earlier_is_told_with_its_day(town: Town) -> None:
    store = named(town, CHIEF)
    dxdesk("deputies", town.hr, "--withdraw", CHIEF, *TERM, "--ends", SOON)
    (message,) = told(package(town, CHIEF, "早めた"))
    assert message.endswith("で終わりにしました。")
    assert at_home(store)[0]


def test_others_hear_nothing_and_nobody_gets_a_file_for_what_they_never_knew(town: Town) -> None:
    named(town, KEN)
    assert package(town, CHIEF, "係長").code == 0
    dxdesk("deputies", town.hr, "--withdraw", KEN, *TERM)
    dxdesk("deputies", town.hr, "--name", YUMIKO, *TERM)
    dxdesk("deputies", town.hr, "--withdraw", YUMIKO, *TERM)
    out = town.folder / "全員"
    dxdesk("export", town.hr, "section-packages", "--out", out)
    names = {file_names.bare(path.stem).rpartition("_")[2] for path in out.glob("*.xlsx")}
    assert KEN in names
    assert YUMIKO not in names
    chief = dxdesk("import", town.store(CHIEF), town.package(CHIEF, out), "--create", "--json", code=None)
    assert told(chief) == []
    assert at_home(town.store(CHIEF))[0] == []
    some = town.folder / "一部"
    dxdesk("export", town.hr, "section-packages", "--section", "130100", "--out", some)
    assert KEN not in {file_names.bare(path.stem).rpartition("_")[2] for path in some.glob("*.xlsx")}
