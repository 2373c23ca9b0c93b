"""A password of their own for each confirmer's package, and the list of them that is handed out on paper.

With one password for all, whoever has theirs opens everybody's package, and the first to open one becomes
the confirmer. The list holds every password: it lies in another place than the files, and is made with them
or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxdesk import private
from dxdesk.domain import file_passwords
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.file_names import without_names
from dxdesk.domain.system_words import system_words
from dxdesk.ports.printing import CAUTION, TableColumn, TableDocument
from dxdesk.usecases.sending.list_place import is_root
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

_NOTES = (
    "行の線で切り分け、本人に手渡しするか、電話で伝えます。ファイルと一緒に送らないでください。",
    "パスワードは、区切りの「-」も含めて、大文字でそのまま入れます。数字の0と1、英字のIとOは使っていません。",
    "配り終えたら、この一覧とそのファイルを捨ててください。もう一度書き出すと、新しいパスワードになります。",
)


@dataclass(frozen=True)
class _Locked:
    number: str
    name: str
    path: Path
    password: str


class Locks:
    """The passwords of one export's packages."""

    def __init__(self, desk: Desk, out: Path, one: str, listed: Path | None) -> None:
        """Take the one password for all (empty: none), or where the list of each one's is to lie.

        Raises:
            KnownError: ``lock-list-place``, ``lock-list-root``, ``lock-list-there``.
        """
        self._desk, self._one, self.listed = desk, one, listed
        self._drawn: dict[str, str] = {}
        self._locked: list[_Locked] = []
        if listed is not None:
            refuse_place(listed, out)

    def of(self, number: str) -> str:
        """Return the password of a confirmer's package; the same as often as it is asked for."""
        if self.listed is None:
            return self._one
        return self._drawn.setdefault(number, file_passwords.new())

    def wrote(self, number: str, name: str, path: Path) -> None:
        """Note whose package was written where."""
        self._locked.append(_Locked(number, name, path, self.of(number)))

    def write_list(self, outgoing: Outgoing) -> None:
        """Write the list of the packages that stay, with its owner's rights only.

        Raises:
            KnownError: ``folder-missing``, ``file-not-written``.
        """
        if self.listed is None:
            return
        there = set(outgoing.files)
        lines = {one.path: one for one in self._locked if one.path in there}
        data = _drawn(self._desk, [lines[path] for path in sorted(lines)])
        with outgoing.writing(self.listed) as path:
            try:
                private.write_bytes(path, data)
            except OSError as error:
                raise KnownError(
                    "file-not-written",
                    "パスワードの一覧を書き込めません。何も書き出していません。",
                    "場所とアクセス権、空き容量を確かめるか、別の場所を選んでください。",
                    found=system_words(error),
                    place=Place(self.listed.name),
                ) from error


def refuse_place(listed: Path, out: Path) -> None:
    """Refuse a place for the list of passwords, before anything is written.

    Args:
        listed: the PDF that is to be written.
        out: the folder of the locked files.

    Raises:
        KnownError: ``lock-list-place`` (with the files, or below them), ``lock-list-root``,
            ``lock-list-there``.
    """
    if is_root(listed.resolve().parent):
        raise KnownError(
            "lock-list-root",
            "パスワードの一覧を、ディスクのいちばん上には置けません。何も書き出していません。",
            "ほかの人が開かない、この PC の中のフォルダーを選んでください。",
            found=str(listed),
        )
    if listed.resolve().is_relative_to(out.resolve()):
        raise KnownError(
            "lock-list-place",
            "パスワードの一覧を、施錠したファイルと同じフォルダーには置けません。何も書き出していません。",
            "受け取る人の手が届かない、この PC の中の場所を選んでください。",
            found=str(listed),
        )
    if listed.exists():
        raise KnownError(
            "lock-list-there",
            "その名前のファイルがもうあります。前のパスワードの一覧かもしれないので、何も書き出していません。",
            "別の名前にするか、配り終えた一覧なら消してから、もう一度お試しください。",
            found=str(listed),
        )


def _drawn(desk: Desk, lines: list[_Locked]) -> bytes:
    try:
        return desk.services.printer.draw([_document(desk, lines, names=True)], caution=CAUTION)
    except KnownError as error:
        if error.code != "glyph-missing":
            raise
        # Whoever hands it out finds the person by the number.
        return desk.services.printer.draw([_document(desk, lines, names=False)], caution=CAUTION)


def _document(desk: Desk, lines: list[_Locked], *, names: bool) -> TableDocument:
    return TableDocument(
        title="所属配布票のパスワード",
        columns=(
            TableColumn("職員番号", 1.0),
            TableColumn("氏名", 1.6, names=True),
            TableColumn("ファイル", 2.2),
            TableColumn("パスワード", 1.8),
        ),
        rows=tuple(
            (one.number, one.name, one.path.name, one.password)
            if names
            else (one.number, "", without_names(one.path.name), one.password)
            for one in lines
        ),
        municipality=desk.identity.municipality_name,
        notes=_NOTES,
        printed_on=date.fromisoformat(desk.services.clock.today()),
        subjects=tuple(f"{one.number} {one.name}" for one in lines),
    )
