"""ご案内: the paper that goes along with packages and forms.

Whoever opens a first file is shown HR's 確認コード and asked to compare it. What they compare it with comes
on another way than the file: on this paper, with what to do, until when, and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dxdesk import private
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.file_names import without_names
from dxdesk.domain.system_words import system_words
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.printing import GuidePage
from dxdesk.usecases.person_year.cycles import Cycle, day_text
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

_CODE = "人事課の確認コード"
_CODE_NOTE = (
    "はじめて dxdesk で開いたときに、同じコードが画面に出ます。この紙と同じことを確かめてください。"
    "違うときは、台帳を作らずに、下の問い合わせ先へ知らせてください。"
)
_BLANKS = ("担当", "電話(内線)")
_NAMED = 4
"""So many of those who confirm after somebody are named; the screen names them all."""


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Whom a package is for: as they are addressed, the people in it, and whether it asks for a password."""

    number: str
    called: str
    people: Sequence[PersonYear]
    locked: bool


class Guides:
    """The papers of one export."""

    def __init__(self, desk: Desk, cycle: Cycle, sender: str) -> None:
        """Take the year; ``sender`` is who hands out the files, as people read it."""
        self._desk, self._cycle, self.sender = desk, cycle, sender
        self._written: set[Path] = set()

    def among(self, files: Sequence[Path]) -> tuple[Path, ...]:
        """Return which of some files are papers."""
        return tuple(path for path in files if path in self._written)

    def for_confirmer(self, outgoing: Outgoing, package: Path, whose: Confirmer) -> None:
        """Write the paper of one confirmer beside their package.

        Raises:
            KnownError: ``folder-missing``, ``file-not-written``, and what no font can draw.
        """
        page = self._confirmers_page(package.name, whose)
        try:
            data = self._desk.services.printer.draw([page])
        except KnownError as error:
            if error.code != "glyph-missing":
                raise
            # Whoever hands it out finds the person by the number.
            nameless = replace(
                self._confirmers_page(without_names(package.name), whose),
                to=f"職員番号 {whose.number} 様",
                steps=self._steps(whose, names=False),
            )
            data = self._desk.services.printer.draw([nameless])
        self._write(outgoing, package.with_name(f"{package.stem}_ご案内.pdf"), data)

    def for_everybody(self, outgoing: Outgoing, folder: Path) -> None:
        """Write the one paper that goes along with all forms.

        Raises:
            KnownError: ``folder-missing``, ``file-not-written``.
        """
        wished = folder / f"申告票_{fiscal_year_short(self._cycle.fiscal_year)}_ご案内.pdf"
        self._write(outgoing, wished, self._desk.services.printer.draw([self._form_page()]))

    def _write(self, outgoing: Outgoing, wished: Path, data: bytes) -> None:
        with outgoing.writing(wished) as path:
            try:
                private.write_bytes(path, data)
            except OSError as error:
                raise KnownError(
                    "file-not-written",
                    "ご案内(PDF)を書き込めません。何も書き出していません。",
                    "場所とアクセス権、空き容量を確かめるか、別の場所を選んでください。",
                    found=system_words(error),
                    place=Place(path.name),
                ) from error
        self._written.add(path)

    def _page(
        self,
        title: str,
        to: str,
        about: tuple[str, ...],
        steps: tuple[tuple[str, tuple[str, ...]], ...],
        days: Sequence[tuple[str, str]],
    ) -> GuidePage:
        services = self._desk.services
        return GuidePage(
            title=title,
            fiscal_year=self._cycle.fiscal_year,
            municipality=self._desk.identity.municipality_name,
            to=to,
            about=about,
            code_label=_CODE,
            code=services.sealer.spoken_code(services.sealer.public_of(self._desk.store.signing_seed)),
            code_note=_CODE_NOTE,
            steps=steps,
            days=tuple((what, day_text(day, weekday=True)) for what, day in days if day),
            ask=self.sender,
            blanks=_BLANKS,
            printed_on=date.fromisoformat(services.clock.today()),
        )

    def _confirmers_page(self, file: str, whose: Confirmer) -> GuidePage:
        cycle = self._cycle
        first = sum(person.route.first == whose.number for person in whose.people)
        second = sum(person.route.second == whose.number for person in whose.people)
        acting = len(whose.people) - first - second
        counted = "、".join(
            f"{what} {count:,}人"
            for what, count in (("一次確認", first), ("二次確認", second), ("代理", acting))
            if count > 0
        )
        days = [("職員の自己申告", cycle.due_self)]
        days += [("一次確認", cycle.due_first)] if first or acting > 0 else []
        days += [("二次確認", cycle.due_second)] if second or acting > 0 else []
        about = (
            f"{cycle.title}の確認をお願いします。お渡しするファイルは「{file}」です。",
            f"確認していただく人: {counted}" if counted else "いま確認していただく人はいません。",
        )
        steps = self._steps(whose, names=True)
        return self._page("確認者へのご案内", _addressed(whose.called), about, steps, days)

    def _steps(self, whose: Confirmer, *, names: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
        lock = ("ファイルを開くパスワードは、この紙とは別にお伝えします。",) if whose.locked else ()
        return (
            (
                "1 はじめに開く",
                (
                    "dxdesk を起動し、所属配布票をウィンドウに置くか、「届いたファイルを開く」で選びます。",
                    *lock,
                    "画面の「人事課の確認コード」が上のコードと同じことを確かめて、台帳を作ります。",
                    "パスフレーズを決めて、忘れないようにしてください。忘れると、その台帳は開けません。",
                ),
            ),
            (
                "2 集めて確認する",
                (
                    *_arriving(whose),
                    "「確認」で、1人ずつ本人の申告と根拠を見て、確認するか、わけを書いて差し戻します。",
                ),
            ),
            (
                "3 返す",
                (
                    "済んだら、「確認」の「確認票を出す」でファイルを作り、期限までに渡します。",
                    *self._hand_on(whose, names=names),
                    "所属配布票は返さなくてかまいません。",
                ),
            ),
        )

    def _hand_on(self, whose: Confirmer, *, names: bool) -> Iterator[str]:
        """Yield to whom a confirmer's work goes: on to those who confirm after them, else to the office."""
        mine = [person for person in whose.people if person.route.first == whose.number]
        nexts = sorted({person.second_name for person in mine if person.route.second})
        if nexts:
            named = "、".join(f"{name}さん" for name in nexts[:_NAMED] if name)
            more = "ほか" if len(nexts) > _NAMED else ""
            who = f"二次確認者({named}{more})" if names and named else "二次確認者"
            yield f"一次確認をした分は、{who}へ渡します。"
        if len(mine) < len(whose.people) or any(not person.route.second for person in mine):
            yield f"最後の確認をした分は、{self.sender}へ返します。"

    def _form_page(self) -> GuidePage:
        cycle = self._cycle
        about = (
            f"{cycle.title}に、ご自分のことを記入してください。目安は15分です。",
            *((cycle.purpose,) if cycle.purpose else ()),
        )
        steps = (
            (
                "1 記入する",
                (
                    "Excel で: 申告票を開き、太枠の欄だけに記入して、保存します。",
                    "dxdesk で: 申告票を開くと、画面で答えられます。はじめに出る「人事課の確認コード」が、"
                    "上のコードと同じことを確かめてください。",
                ),
            ),
            (
                "2 返す",
                (
                    "申告票の上のほうに「…へ返してください」とある人へ、期限までにファイルを返します。",
                    "期限は申告票にも書いてあります。年度の途中から対象になった人は、申告票の期限までに返してください。",
                ),
            ),
        )
        return self._page("職員へのご案内", "職員の皆さま", about, steps, [("自己申告", cycle.due_self)])


def _addressed(called: str) -> str:
    """Return somebody as a letter addresses them: 「学務課 鈴木 香織 様」, 「職員番号000111 様」."""
    return called.removesuffix("さん").removesuffix("の方") + " 様"


def _arriving(whose: Confirmer) -> Iterator[str]:
    """Yield what comes to a confirmer, by the steps that are theirs."""
    passed_on = [p for p in whose.people if p.route.first and p.route.second == whose.number]
    if len(passed_on) < len(whose.people) or not whose.people:
        yield "受け持つ人から申告票が届いたら、「受付」に置きます。"
    if passed_on:
        yield "一次確認者から確認票が届いたら、「受付」に置きます。"
