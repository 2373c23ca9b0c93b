"""通知: under which 文書番号, on which day and by whom a batch of notices is issued, typed once for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import is_one_line
from dxdesk.ports import printing as doc
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.authorities import of_desk
from dxdesk.usecases.workplace.desk import Desk

USUAL_ISSUER = "人事課長"
"""Who sends notices unless an office says otherwise."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a batch of notices bears.

    ``number`` is as 文書管理システム gave it (7検人第142号), ``branches`` whether each has a 枝番 of it;
    ``issued_on`` is ISO.
    """

    number: str
    issued_on: str
    issuer_title: str = USUAL_ISSUER
    issuer_name: str = ""
    seal: doc.Seal = doc.Seal.OMITTED
    branches: bool = False

    @property
    def issuer(self) -> str:
        """Title and name in one line."""
        return " ".join(part for part in (self.issuer_title, self.issuer_name) if part)

    def branch(self, place: int) -> str:
        """Return the number of one notice of the batch, with its 枝番 from 1 on."""
        if not self.branches or not self.number:
            return self.number
        return f"{self.number}の{place}" if self.number.endswith("号") else f"{self.number}-{place}"

    def checked(self) -> Letter:
        """Return it, once its parts are such that they can be printed.

        Raises:
            KnownError: ``letter-incomplete``.
        """
        wrong = ""
        if not is_day(self.issued_on):
            wrong = "日付が「2026-03-25」の形ではありません"
        elif not self.issuer_title.strip():
            wrong = "発信者の職名が空です"
        elif self.branches and not self.number.strip():
            wrong = "枝番を付けるには文書番号が要ります"
        elif not all(map(is_one_line, (self.number, self.issuer_title, self.issuer_name))):
            wrong = "文書番号か発信者が長すぎて、1行に収まりません"
        if wrong:
            raise KnownError(
                "letter-incomplete",
                f"{wrong}。通知は作っていません。",
                "文書番号、日付、発信者を確かめて、もう一度作ってください。",
            )
        return self


Letters = Mapping[str, Letter]
"""Letters by 任命権者; in an office with one alone it is under ``""``."""


def usual_issuer(uow: UnitOfWork, authority: str) -> str:
    """Return who sends the notices of an authority: as the last time, else 人事課長."""
    return uow.settings.get(f"{setting_names.NOTICE_ISSUER}{authority}", USUAL_ISSUER)


def usual_issuers(desk: Desk, authorities: Iterable[str]) -> dict[str, str]:
    """Return who sends the notices of authorities, by authority."""
    with desk.store.read() as uow:
        return {one: usual_issuer(uow, one) for one in authorities}


def letter_for(letters: Letters, authority: str) -> Letter | None:
    """Return the letter of people of an authority, ``None`` where none was typed at all.

    Raises:
        KnownError: ``letter-missing`` where there is one of others and none of theirs.
    """
    if letters and authority not in letters:
        of = f"{authority}の職員の" if authority else ""
        raise KnownError(
            "letter-missing",
            f"{of}通知の文書番号と日付がありません。任命権者ごとに要ります。通知は作っていません。",
            "任命権者ごとに文書番号、日付、発信者を入れてください。"
            "所属や職員を選んで、任命権者ごとに分けて作ることもできます。",
            found=authority,
        )
    return letters.get(authority)


def letters_typed(
    desk: Desk, numbers: Sequence[str], day: str, issuers: Sequence[str], *, branches: bool, sealed: bool
) -> Letters:
    """Return the letters that a command names: ``TEXT``, or ``任命権者=TEXT`` where there are several.

    Args:
        desk: the store.
        numbers: 文書番号, one an authority; none: no letters.
        day: the day of all of them (ISO), empty: today.
        issuers: who sends them; of an authority that is not named: as the last time, else 人事課長.
        branches: whether each notice has a 枝番.
        sealed: whether they do not say 公印省略.
    """
    with desk.store.read() as uow:
        kept = of_desk(desk, uow)
        known, plain = (kept.names, kept.own) if kept.several else ((), "")
        senders = dict(_said(text, known, plain) for text in issuers)
        return {
            authority: Letter(
                number,
                day or desk.services.clock.today(),
                senders.get(authority) or usual_issuer(uow, authority),
                "",
                doc.Seal.NONE if sealed else doc.Seal.OMITTED,
                branches,
            )
            for authority, number in (_said(text, known, plain) for text in numbers)
        }


def _said(text: str, known: Collection[str], plain: str) -> tuple[str, str]:
    """Return authority and text of what was typed."""
    before, equals, after = text.partition("=")
    return (before, after) if equals and before in known else (plain, text)
