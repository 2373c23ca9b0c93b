"""Calling issued papers 書損, and taking that back while nothing was issued in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import is_one_line, plain
from dxdesk.ports.entities import Role
from dxdesk.ports.papers import IssuedPaper
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued import spoiled as said
from dxdesk.usecases.issued.issuing import DIGEST
from dxdesk.usecases.workplace.desk import Desk

LEAST = 8
"""So many characters of an id are enough to name a paper."""
_TOLD = 10
_NOTHING_DONE = "書損の扱いは変えていません。"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of papers: those said something of, and those that were so already."""

    papers: tuple[IssuedPaper, ...]
    already: tuple[IssuedPaper, ...] = ()


def named_papers(uow: UnitOfWork, named: Sequence[str], outcome: str) -> list[IssuedPaper]:
    """Return papers by their ids or the beginnings of them, each once.

    Args:
        uow: a unit of work.
        named: at least ``LEAST`` characters each.
        outcome: what is left undone where one is not known, e.g. ``何も印刷していません。``.

    Raises:
        KnownError: ``paper-unknown``.
    """
    known = {one.paper_id: one for one in uow.papers.of()}
    papers: dict[str, IssuedPaper] = {}
    for text in named:
        found = [one for name, one in known.items() if len(text) >= LEAST and name.startswith(text)]
        if len(found) != 1:
            raise KnownError(
                "paper-unknown",
                f"その帳票の控えは、台帳にありません。{outcome}",
                "「交付台帳」(コマンドでは papers)で確かめてください。"
                "「控えなし」のものは、その種類の帳票を作ると「再作成」として作れます。",
                found=text,
            )
        papers[found[0].paper_id] = found[0]
    return list(papers.values())


def spoil(desk: Desk, named: Sequence[str], reason: str, *, batch: bool = False) -> Done:
    """Call papers 書損. They stay in the register with their numbers; what is issued next gets new ones.

    Args:
        desk: HR's store.
        named: the papers, by their ids or the beginnings of them.
        reason: why, in one line.
        batch: with each of them all that were issued in the same act, but for those that others correct.

    Raises:
        KnownError: ``wrong-role``, ``paper-unknown``, ``spoiled-reason``, ``paper-corrected``,
            ``spoiled-already``.
    """
    desk.require(Role.HR)
    why = plain(reason).strip()
    if not why or not is_one_line(why):
        raise KnownError(
            "spoiled-reason",
            f"書損の理由が{'長すぎて、1行に収まりません' if why else 'ありません'}。{_NOTHING_DONE}",
            "「日付の誤り」のように、1行で書いてください。交付台帳に載ります。",
            found=why[:40],
        )
    with desk.store.write() as uow:
        chosen = named_papers(uow, named, _NOTHING_DONE)
        kept, before = uow.papers.of(), said.spoiled(uow)
        corrected = {one.corrects for one in kept if one.paper_id not in before}
        _refuse_corrected([one for one in chosen if one.paper_id in corrected])
        if batch:
            acts = {one.batch for one in chosen}
            chosen = [one for one in kept if one.batch in acts and one.paper_id not in corrected]
        fresh = [one for one in chosen if one.paper_id not in before]
        if not fresh:
            raise KnownError(
                "spoiled-already",
                f"選んだものは、もう書損です。{_NOTHING_DONE}",
                "理由と日付は「交付台帳」で見られます。",
                found=_numbers(chosen),
            )
        _say(desk, uow, fresh, why, back=False)
        uow.commit()
    return Done(tuple(fresh), tuple(one for one in chosen if one.paper_id in before))


def take_back(desk: Desk, named: Sequence[str]) -> Done:
    """Let papers count again that were called 書損, as long as nothing was issued in their place.

    Raises:
        KnownError: ``wrong-role``, ``paper-unknown``, ``not-spoiled``, ``spoiled-followed``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        chosen = named_papers(uow, named, _NOTHING_DONE)
        histories = said.histories(uow)
        wrong = [one for one in chosen if not histories.get(one.paper_id, said.NOTHING).spoiled]
        if wrong:
            raise KnownError(
                "not-spoiled",
                f"書損になっていないものがあります。{_NOTHING_DONE}",
                "書損のものだけを選んでください。",
                found=_numbers(wrong),
            )
        followed = [one for one in chosen if histories[one.paper_id].followed]
        if followed:
            raise KnownError(
                "spoiled-followed",
                f"書損のあとで、代わりのものを発行しています。書損は取り消せません。{_NOTHING_DONE}",
                "代わりのものが誤りなら、それを書損にして、もう一度発行してください。",
                found=_numbers(followed),
            )
        _say(desk, uow, chosen, "", back=True)
        uow.commit()
    return Done(tuple(chosen))


def _refuse_corrected(papers: Sequence[IssuedPaper]) -> None:
    """Refuse what a later paper corrects: that one names it, and would name what never was.

    Raises:
        KnownError: ``paper-corrected``.
    """
    if papers:
        raise KnownError(
            "paper-corrected",
            f"訂正済みのものは、書損にできません。後の「訂正」が、その番号と日付を書いているためです。{_NOTHING_DONE}",
            "先に「訂正」のほうを書損にすると、前のものも書損にできます。",
            found=_numbers(papers),
        )


def _say(desk: Desk, uow: UnitOfWork, papers: Sequence[IssuedPaper], reason: str, *, back: bool) -> None:
    """Keep an act of each kind of paper with its papers and in the audit."""
    now, today = desk.services.clock.now(), desk.services.clock.today()
    ordered = sorted(papers, key=lambda one: (one.series, one.number, one.number_text))
    for series, some in groupby(ordered, lambda one: one.series):
        of = list(some)
        act = said.say(uow, [one.paper_id for one in of], said.Act(reason, now, today, back))
        counts: dict[str, int | str] = {"documents": len(of), "numbers": _numbers(of), DIGEST: act.digest}
        if reason:
            counts["reason"] = reason
        uow.audit.append("unspoil-papers" if back else "spoil-papers", series, counts)


def _numbers(papers: Sequence[IssuedPaper]) -> str:
    """Return the numbers of papers as people read them, and whose they are where one has none."""
    told = [one.number_text or one.employee_number for one in papers[:_TOLD]]
    return "、".join(dict.fromkeys(told)) + (" ほか" if len(papers) > _TOLD else "")
