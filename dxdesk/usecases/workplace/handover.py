"""引継ぎ: a store goes to a successor in one act: another passphrase, and a note of who to whom and when.

Whose store it is stays: a section's confirms under its owner's number for ever, so that a successor needs a
store of their own, which only HR's package makes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.domain.naming import called
from dxdesk.domain.passphrases import refuse_unfit, to_set
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

_KEPT = setting_names.HANDOVER


@dataclass(frozen=True, slots=True)
class Handover:
    """Who handed a store to whom: names, a section's successor by number too, the UTC time.

    ``read`` tells that the successor has read what to know of it.
    """

    giver: str
    taker: str
    taker_number: str = ""
    at: str = ""
    read: bool = False


def hand_over(
    desk: Desk, wanted: Handover, former: str, passphrase: str, progress: Progress | None = None
) -> Handover:
    """Put the store under the successor's passphrase and note the hand-over: both or neither.

    Automatic backups stay under the former passphrase until ``passphrases.renew_backups``.

    Args:
        desk: whose store.
        wanted: the two names, in a section's store the successor's number too.
        former: what opens it now.
        passphrase: what is to open it; another one, or the predecessor would go on opening it.
        progress: pages copied, of how many; up to the end it may be stopped with nothing changed.

    Raises:
        KnownError: ``wrong-role``, ``handover-unnamed``, ``handover-oneself``, ``handover-same-passphrase``,
            ``text-too-long``, ``passphrase-blank``, ``passphrase-short`` and what
            ``Stores.change_passphrase`` refuses.
        Cancelled: from the progress callback.
    """
    desk.require(Role.HR, Role.SECTION)
    wanted = _checked(desk, wanted)
    if to_set(former) == to_set(passphrase):
        raise KnownError(
            "handover-same-passphrase",
            "新しいパスフレーズが、いまのものと同じです。前任者もこの台帳を開けるままになります。まだ何も変えていません。",
            "後任だけが知る、別のパスフレーズを決めてください。",
        )
    refuse_unfit(passphrase, office=True)
    done = replace(wanted, at=desk.services.clock.now(), read=False)

    def note(uow: UnitOfWork) -> None:
        uow.settings.set(_KEPT, json.dumps(asdict(done), ensure_ascii=False))
        uow.audit.append(_KEPT, done.taker_number, {"giver": done.giver, "taker": done.taker})

    desk.services.stores.change_passphrase(desk.store, former, passphrase, progress, note)
    return done


def _checked(desk: Desk, wanted: Handover) -> Handover:
    giver, taker, number = (plain(text).strip() for text in (wanted.giver, wanted.taker, wanted.taker_number))
    section = desk.role is Role.SECTION
    if not giver or not taker or (section and not number):
        who = "引き継ぐ人の氏名と、後任の氏名" + ("・職員番号" if section else "")
        raise KnownError(
            "handover-unnamed",
            "だれからだれへ引き継ぐかが、まだ分かりません。まだ何も変えていません。",
            f"{who}を入れてください。",
        )
    if number == _holder(desk) if section else giver == taker:
        raise KnownError(
            "handover-oneself",
            "後任が、いまの担当と同じ人です。まだ何も変えていません。",
            "後任を確かめてください。同じ人が使い続けるときは、「パスフレーズを変える」を使います。",
            found=number if section else taker,
        )
    for text, what in ((giver, "引き継ぐ人の氏名"), (taker, "後任の氏名"), (number, "後任の職員番号")):
        if text:
            refuse_unfit_name(text, what)
    return Handover(giver, taker, number if section else "")


def _holder(desk: Desk) -> str:
    """Return who has a section's store now, by number."""
    with desk.store.read() as uow:
        found = last_handover(uow)
    return found.taker_number if found is not None else desk.identity.owner


def last_handover(uow: UnitOfWork) -> Handover | None:
    """Return the last hand-over of the store, ``None`` where it was never handed over."""
    text = uow.settings.get(_KEPT)
    if not text:
        return None
    found: Mapping[str, Any] = json.loads(text)
    giver, taker, number, at = (str(found.get(name, "")) for name in ("giver", "taker", "taker_number", "at"))
    return Handover(giver, taker, number, at, bool(found.get("read")))


def mark_read(desk: Desk) -> None:
    """Keep that the successor has read about the hand-over."""
    with desk.store.write() as uow:
        found = last_handover(uow)
        if found is None or found.read:
            return
        uow.settings.set(_KEPT, json.dumps(asdict(replace(found, read=True)), ensure_ascii=False))
        uow.commit()


def predecessor(desk: Desk) -> str:
    """Return the name to propose for who hands over: whoever took it over last, else a section's owner."""
    with desk.store.read() as uow:
        found = last_handover(uow)
        if found is not None:
            return found.taker
        return uow.settings.get(setting_names.OWNER_NAME) if desk.role is Role.SECTION else ""


def for_hr(desk: Desk, found: Handover) -> str:
    """Return what a section's successor asks HR for: a package of their own.

    Empty in HR's store, and where the store came back to its owner.
    """
    number = desk.identity.owner
    if desk.role is not Role.SECTION or found.taker_number == number:
        return ""
    with desk.store.read() as uow:
        name = uow.settings.get(setting_names.OWNER_NAME)
    taker, owner = called(found.taker, found.taker_number), called(name, number)
    return (
        f"この台帳は{owner}の確認の台帳のままです。ここで確認すると、{owner}の名前で残ります。"
        f"人事課に、{taker}を確認者にした新しい所属配布票を頼み、届いたら、それで{found.taker}さんの台帳を作ってください。"
    )
