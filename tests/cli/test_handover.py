"""Handing a store over: another passphrase and the note of it, both or neither, and a memo of what stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.store.backups import automatic_backups
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.workplace import handover
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.workplace.handover import Handover
from tests.helpers.commands import MUNICIPALITY, PASSPHRASE, dxdesk
from tests.helpers.town import CHIEF, MISAKI, NAMES, Town
from tests.pdf.reading import text_of

NEW = "こだま こだま 2027"
GIVER, TAKER = "佐藤 花子", "鈴木 一郎"


def secret(folder: Path, text: str = NEW) -> Path:
    file = folder / "後任.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def told(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(todo.title, todo.text, todo.urgent) for todo in home(desk).todo if todo.key == "handover"]


def entries(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.store.read() as uow:
        return [(e.action, e.subject, e.counts) for e in uow.audit.entries() if e.action == "handover"]


def test_one_act_changes_the_passphrase_notes_both_names_and_tells_the_successor(town: Town) -> None:
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    paper = town.folder / "メモ.pdf"
    words = ("handover", town.hr, "--from", GIVER, "--to", TAKER, "--memo", paper, "--json")
    done = dxdesk(*words, "--new-passphrase-file", secret(town.folder)).json
    assert (done["handed_over"], done["former"]) == (True, [])
    assert done["renewed"] > 0
    assert len(automatic_backups(town.hr)) == done["renewed"] + 1, "closing leaves one of so lasting an act"
    memo = {line["what"]: line["text"] for line in done["memo"]}
    assert f"{GIVER}さんから {TAKER}さんへ" in memo["引継ぎ"]
    assert memo["台帳の置き場所"] == str(town.hr)
    assert str(automatic_backups(town.hr)[0].parent) in memo["自動の控え"]
    assert PASSPHRASE not in str(memo)
    assert NEW not in str(memo)
    assert "令和" in memo["これからの期日"] + memo["いまどこか"]
    printed = text_of(paper.read_bytes()).replace("\n", "")
    assert TAKER.replace(" ", "") in printed.replace(" ", "")

    assert dxdesk("status", town.hr, "--json", code=1).error == "wrong-passphrase"
    assert dxdesk("dump", town.hr, "--json", passphrase=NEW).json["state_digest"] == before
    for copy in automatic_backups(town.hr):
        assert dxdesk("verify", copy, "--json", passphrase=NEW).json["sound"]
    desk = bootstrap.open_desk(str(town.hr), NEW)
    try:
        ((action, subject, counts),) = entries(desk)
        assert (action, subject) == ("handover", "")
        assert GIVER in counts
        assert TAKER in counts
        ((title, _, urgent),) = told(desk)
        assert title == f"{GIVER}さんから{TAKER}さんへ引き継いだ台帳です"
        assert not urgent
        assert home(desk).todo[0].key == "handover", "the successor reads it first"
        handover.mark_read(desk)
        assert told(desk) == []
        assert handover.predecessor(desk) == TAKER, "whoever hands it on"
    finally:
        desk.store.close()


def test_a_sections_store_stays_its_owners_and_says_what_to_ask_hr_for(town: Town) -> None:
    chief = NAMES[CHIEF][0]
    section = town.section(CHIEF)
    words = ("handover", section, "--to", NAMES[MISAKI][0], "--to-number", MISAKI)
    done = dxdesk(*words, "--new-passphrase-file", secret(town.folder), "--json").json
    memo = {line["what"]: line["text"] for line in done["memo"]}
    assert f"({MISAKI})を確認者にした新しい所属配布票" in memo["人事課に頼むこと"]
    desk = bootstrap.open_desk(str(section), NEW)
    try:
        assert desk.identity.owner == CHIEF, "no identity changes in silence"
        handover.mark_read(desk)
        ((_, text, urgent),) = told(desk)
        assert urgent, "it stays until the successor works in a store of their own"
        assert f"{chief}さん({CHIEF})の確認の台帳のままです" in text
        assert handover.predecessor(desk) == NAMES[MISAKI][0]
    finally:
        desk.store.close()
    third = secret(town.folder, NEW + " 3")
    words = ("handover", section, "--new-passphrase-file", third, "--json")
    to = ("--to", NAMES[MISAKI][0], "--to-number", MISAKI)
    assert dxdesk(*words, *to, passphrase=NEW, code=1).error == "handover-oneself"
    back = dxdesk(*words, "--to", chief, "--to-number", CHIEF, passphrase=NEW).json
    assert "人事課に頼むこと" not in {line["what"] for line in back["memo"]}, "it is the owner's again"


@pytest.mark.parametrize(
    ("names", "new", "code"),
    [
        (("", TAKER), NEW, "handover-unnamed"),
        ((GIVER, GIVER), NEW, "handover-oneself"),
        ((GIVER, TAKER), PASSPHRASE, "handover-same-passphrase"),
        ((GIVER, TAKER), "みじかい", "passphrase-short"),
        ((GIVER, "あ" * 500), NEW, "text-too-long"),
    ],
)
def test_what_will_not_do_changes_nothing(town: Town, names: tuple[str, str], new: str, code: str) -> None:
    words = ("handover", town.hr, "--from", names[0], "--to", names[1], "--json")
    assert dxdesk(*words, "--new-passphrase-file", secret(town.folder, new), code=1).error == code
    memo = dxdesk("handover", town.hr, "--json").json
    assert memo["handed_over"] is False
    assert "引継ぎ" not in {line["what"] for line in memo["memo"]}


def test_who_stops_has_neither_the_passphrase_nor_the_note(town: Town) -> None:
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)

    def stop(done: int, whole: int) -> None:
        if done == whole == 1:
            raise Cancelled

    try:
        with pytest.raises(Cancelled):
            handover.hand_over(desk, Handover(GIVER, TAKER), PASSPHRASE, NEW, stop)
        assert entries(desk) == told(desk) == []
    finally:
        desk.store.close()
    dxdesk("status", town.hr)


def test_a_personal_store_is_nobodys_to_hand_over(tmp_path: Path) -> None:
    own = tmp_path / "本人.dxdesk"
    dxdesk("new", own, "--role", "personal", "--municipality", *MUNICIPALITY, "--no-passphrase")
    words = ("handover", own, "--from", GIVER, "--to", TAKER, "--new-passphrase-file", secret(tmp_path))
    assert dxdesk(*words, "--json", code=1, passphrase="").error == "wrong-role"
