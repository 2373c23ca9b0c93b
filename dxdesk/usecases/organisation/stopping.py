"""利用停止: whose records are kept and not used, since when and why; and requests to have them mended (訂正).

A stop takes a person out of lists, maps and candidates (``reach``). It deletes nothing, and it does not
decide whether they are asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import ANSWER_UNITS, plain, refuse_unfit_name, too_long
from dxdesk.domain.wareki import short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

STOPPED, REQUEST = setting_names.USE_STOPPED, setting_names.CORRECTION_REQUEST


@dataclass(frozen=True, slots=True)
class Stop:
    """Since when (ISO) records of a person are not used, and why."""

    since: str
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked to mend what is kept of them: when and what; when it was answered, and how.

    Days are ISO text; ``answered_on`` is empty while it is open.
    """

    key: str
    asked_on: str
    what: str
    answered_on: str = ""
    answer: str = ""


@once_a_unit
def stops(uow: UnitOfWork) -> dict[str, Stop]:
    """Return whose records are not used, by number as HR said it."""
    found = {}
    for name, text in uow.settings.starting_with(STOPPED).items():
        if text:
            said = json.loads(text)
            found[name.removeprefix(STOPPED)] = Stop(str(said["since"]), str(said["reason"]))
    return found


@once_a_unit
def stopped_numbers(uow: UnitOfWork) -> frozenset[str]:
    """Return every number under which something of such a person stands, their former ones among them."""
    said = stops(uow)
    if not said:
        return frozenset()
    formers = linked.lines(uow)
    return frozenset((*said, *(held.number for number in said for held in formers.get(number, ()))))


def stop(desk: Desk, number: str, reason: str, since: str = "") -> None:
    """Use nothing that is kept of a person any more, from a day on (today by default).

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``, ``stop-reason``, ``date-unreadable``,
            ``text-too-long``.
    """
    desk.require(Role.HR)
    reason = plain(reason).strip()
    if not reason:
        raise KnownError(
            "stop-reason",
            "利用を止める理由がありません。何も変えていません。",
            "本人の請求の日や文書番号など、あとで分かるように書いてください。",
        )
    refuse_unfit_name(reason, "利用を止める理由")
    day = since or desk.services.clock.today()
    refuse_unreadable(day, "日付を読み取れません。何も変えていません。")
    with desk.store.write() as uow:
        _known(uow, number)
        uow.settings.set(f"{STOPPED}{number}", canonical.dumps({"since": day, "reason": reason}))
        uow.audit.append("use-stopped", number, {"since": day})
        uow.commit()


def resume(desk: Desk, number: str) -> None:
    """Use what is kept of a person again.

    Raises:
        KnownError: ``wrong-role``, ``stop-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        if number not in stops(uow):
            raise KnownError(
                "stop-unknown",
                "この人の利用は止めていません。何も変えていません。",
                "職員番号を確かめてください。",
                found=number,
            )
        uow.settings.set(f"{STOPPED}{number}", "")
        uow.audit.append("use-resumed", number)
        uow.commit()


def requests(uow: UnitOfWork, number: str) -> tuple[Request, ...]:
    """Return what a person asked to have mended, oldest first."""
    begin = f"{REQUEST}{number}:"
    found = []
    for name, text in sorted(uow.settings.starting_with(begin).items()):
        if text:
            said = json.loads(text)
            fields = {key: str(said.get(key, "")) for key in ("asked_on", "what", "answered_on", "answer")}
            found.append(Request(name.removeprefix(begin), **fields))
    return tuple(found)


def keep_request(desk: Desk, number: str, wanted: Request) -> str:
    """Keep a request, a new one where its key is empty; return the key.

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``, ``request-incomplete``, ``date-unreadable``,
            ``dates-out-of-order``, ``text-too-long``.
    """
    desk.require(Role.HR)
    _check(wanted)
    with desk.store.write() as uow:
        _known(uow, number)
        key = wanted.key or f"{uow.settings.next_number(REQUEST):06d}"
        told = {
            "asked_on": wanted.asked_on,
            "what": plain(wanted.what).strip(),
            "answered_on": wanted.answered_on,
            "answer": plain(wanted.answer).strip(),
        }
        uow.settings.set(f"{REQUEST}{number}:{key}", canonical.dumps(told))
        uow.audit.append("correction-request", number, {"answered": str(int(bool(wanted.answered_on)))})
        uow.commit()
    return key


def _check(wanted: Request) -> None:
    if (
        not wanted.asked_on
        or not wanted.what.strip()
        or bool(wanted.answered_on) != bool(wanted.answer.strip())
    ):
        raise KnownError(
            "request-incomplete",
            "訂正の請求の日か内容、または回答の日か回答がありません。何も変えていません。",
            "請求は日と内容を、回答は日と回答を、そろえて入れてください。",
        )
    for day in (wanted.asked_on, wanted.answered_on):
        if day:
            refuse_unreadable(day, "日付を読み取れません。何も変えていません。")
    if wanted.answered_on and wanted.answered_on < wanted.asked_on:
        raise KnownError(
            "dates-out-of-order",
            "回答の日が請求の日より前です。何も変えていません。",
            "日付を確かめてください。",
            found=f"{short_day(wanted.asked_on)}〜{short_day(wanted.answered_on)}",
        )
    for text in (wanted.what, wanted.answer):
        for problem in too_long(plain(text), limit=ANSWER_UNITS):
            raise KnownError.of((problem,))


def _known(uow: UnitOfWork, number: str) -> None:
    if uow.people.employee(number) is None:
        raise KnownError(
            "employee-unknown",
            "名簿にない職員番号です。何も変えていません。",
            "名簿で番号を確かめてください。先頭の0が消えていないかも確かめてください。",
            found=number,
        )


def give_away(uow: UnitOfWork, number: str) -> dict[str, str]:
    """Let what was decided of a number's former holder end with them; return what ``give_back`` needs."""
    names = [f"{STOPPED}{number}", *uow.settings.starting_with(f"{REQUEST}{number}:")]
    before = {name: text for name in names if (text := uow.settings.get(name))}
    for name in before:
        uow.settings.set(name, "")
    return before


def give_back(uow: UnitOfWork, before: dict[str, str]) -> None:
    """Undo ``give_away`` with what it returned."""
    for name, text in before.items():
        uow.settings.set(name, text)
