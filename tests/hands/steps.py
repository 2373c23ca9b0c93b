"""What several journeys do alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.hands.person import Person
from tests.hands.place import SECRET

MAKE_STORE = "このPCに台帳を作って開く"
SUBMIT, SUBMIT_AGAIN, WRITE_AGAIN = "提出する", "出し直す", "もう一度書き出す"
CONFIRM, MORE_TO_SEE, MORE_BELOW = "確認して次へ", "まだ見ていない項目が", "↓あと"
Sit = Callable[[str], Person]
Measured = Callable[[str, Person], None]


def open_form(person: Person, form: Path, *, moving: bool = False) -> None:
    """Drag the form that arrived onto the first window and let it make its store."""
    person.begin()
    person.log.begin()
    assert person.drop([form], moving=moving) == "CopyAction"
    person.click(MAKE_STORE)
    person.until(lambda state: state["screen"] == "self_report", "the form's questions")
    person.rest()


def answer(person: Person, levels: list[int]) -> None:
    """Answer by keys up to the page one hands in from."""
    for level in levels:
        person.press(str(level), "Return")
    person.press("Return")
    person.read()


def forms_of(person: Person) -> dict[Path, bytes]:
    """Return the answered forms written into this person's documents; nothing else lies there."""
    return {path: path.read_bytes() for path in sorted(person.documents.glob("*.xlsx"))}


def open_package(person: Person, package: Path) -> None:
    """A confirmer drags their package onto the first window and gives its store a passphrase."""
    person.begin()
    person.drop([package])
    person.see(MAKE_STORE)
    person.click("パスフレーズ", "EditableText", begins=True)
    person.write(SECRET)
    person.press("Tab")
    person.click("もう一度", "EditableText", begins=True)
    person.write(SECRET)
    person.click(MAKE_STORE)
    person.until(lambda state: state["screen"], "the store's window")
    person.rest()


def open_store(person: Person, store: Path) -> None:
    """Open a store by a double click on its file."""
    person.expected.add("passphrase-needed")
    person.begin(str(store))
    person.until(lambda state: state["dialogs"], "the question for the passphrase")
    person.write(SECRET)
    person.press("Return")
    person.until(lambda state: state["screen"] and not state["dialogs"], "the store's window")
    person.rest()


def take(person: Person, files: list[Path]) -> None:
    """Drop a batch on the window and take it after a look."""
    assert person.drop(files) == "CopyAction"
    person.click(f"{len(files)}件を受け付ける")
    person.see(f"{len(files)}件を受け付けました。", begins=True)


def confirm_shown(person: Person) -> None:
    """Confirm the person shown as whoever reads the foot does: told of more below, one presses again."""
    person.click(CONFIRM)
    if person.find(MORE_TO_SEE, begins=True):
        person.read()
        person.click(CONFIRM)
