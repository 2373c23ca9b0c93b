"""提供記録 and the decisions it rests on, as HR's store keeps them; nothing here is ever deleted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from functools import partial

from dxdesk.domain import canonical
from dxdesk.domain.capabilities import PROVISION
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.provisions import ITEM_NAMES, Given, Item, Permit, State, named
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import PROVISION_PERMIT, PROVISION_RECORD
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.workplace.desk import Desk

KEY_DIGITS = 4
"""How many digits the number of a line of 提供記録 has at least."""


def require_provision(uow: UnitOfWork) -> None:
    """Refuse where the office gives nothing to DX推進課.

    Raises:
        KnownError: ``provision-off``.
    """
    if not is_on(uow, PROVISION):
        raise KnownError(
            "provision-off",
            "この台帳では、DX推進担当課への提供を使っていません。何もしていません。",
            "「設定」の「使う機能」で「DX推進担当課への提供」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on provision)。",
        )


def permits(uow: UnitOfWork) -> dict[str, Permit]:
    """Return the decisions by their keys."""
    found = {}
    for name, text in sorted(uow.settings.starting_with(PROVISION_PERMIT).items()):
        said = json.loads(text)
        rest = {key: str(said.get(key, "")) for key in Permit.__dataclass_fields__ if key != "items"}
        found[name.removeprefix(PROVISION_PERMIT)] = Permit(tuple(map(str, said.get("items", ()))), **rest)
    return found


def keep_permit(desk: Desk, wanted: Permit, *, again: bool = False) -> str:
    """Keep a decision that lets particulars of individuals be given; returns its key.

    ``again``: it is wanted although one that holds allows some of the same, as was told.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``, ``permit-incomplete``, ``permit-item-unknown``,
            ``date-unreadable``, ``dates-out-of-order``, ``text-too-long``, ``permit-again``. All that is to
            be seen to is said at once.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_provision(uow)
        problems = [*_problems(wanted)]
        beside = _beside(uow, wanted, desk.services.clock.today())
    if beside is not None and not again:
        problems.append(beside)
    if problems:
        raise KnownError.of(tuple(problems))
    with desk.store.write() as uow:
        require_provision(uow)
        key = f"{uow.settings.next_number(PROVISION_PERMIT):04d}"
        _put(uow, key, wanted)
        uow.audit.append("provision-permit", wanted.number)
        uow.commit()
    return key


def _beside(uow: UnitOfWork, wanted: Permit, today: str) -> Problem | None:
    """Return what there is to know of decisions that allow some of the same in the same time."""
    found = {
        key: one
        for key, one in permits(uow).items()
        if one.valid_to > today
        and set(one.items) & set(wanted.items)
        and one.valid_from <= wanted.valid_to
        and wanted.valid_from <= one.valid_to
    }
    if not found:
        return None
    told = []
    for key, one in found.items():
        term = f"{short_day(one.valid_from)}から{short_day(one.valid_to)}まで"
        told.append(f"決定{key}(決裁番号 {one.number}、{term})が、{named(one.items)}をもう許しています")
        if gone := [item for item in one.items if item not in wanted.items]:
            told.append(f"新しい決定にない項目: {named(gone)}")
        given = [line for line in records(uow) if line.package and line.decision == one.number]
        held = [line.key for line in given if line.state(today) is State.HOLDS]
        if held:
            told.append(f"これで渡した、いま使われている提供票: 提供記録{'、'.join(held)}")
    told.append("登録しても、前の決定も、前に渡した提供票も、そのまま残ります")
    return Problem(
        "permit-again",
        "。".join(told) + "。",
        "前の決定を終えるときは「この決定を終える」(コマンドでは provide end)を使ってください。"
        "両方を残してよければ、もう一度登録してください(コマンドでは --again を付けます)。",
    )


def end_permit(desk: Desk, key: str, last_day: str) -> None:
    """Let a decision end with an earlier day; what was given under it stays given until it is taken back.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``, ``permit-unknown``, ``date-unreadable``,
            ``dates-out-of-order``, ``permit-longer``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_provision(uow)
        known = permits(uow).get(key)
        if known is None:
            raise KnownError(
                "permit-unknown",
                "その番号の決定はありません。何も変えていません。",
                "決定の一覧(コマンドでは dxdesk provide list)で番号を確かめてください。",
                found=key,
            )
        wanted = replace(known, valid_to=last_day)
        _check(wanted)
        if last_day > known.valid_to:
            raise KnownError(
                "permit-longer",
                "決定の期間は、あとから延ばせません。何も変えていません。",
                "延ばすときは、新しい決裁を受けて、新しい決定として登録してください。",
                found=last_day,
            )
        _put(uow, key, wanted)
        uow.audit.append("provision-permit", f"{known.number}: {last_day}まで")
        uow.commit()


def _put(uow: UnitOfWork, key: str, permit: Permit) -> None:
    uow.settings.set(
        f"{PROVISION_PERMIT}{key}", canonical.dumps({**asdict(permit), "items": list(permit.items)})
    )


def _check(wanted: Permit) -> None:
    problems = tuple(_problems(wanted))
    if problems:
        raise KnownError.of(problems)


def _problems(wanted: Permit) -> Iterator[Problem]:
    """Yield all that a decision lacks, or says wrongly."""
    said: Mapping[str, str] = {
        "項目": "".join(wanted.items),
        "根拠": wanted.ground,
        "決裁番号": wanted.number,
        "決裁日": wanted.decided_on,
        "期間の始まり": wanted.valid_from,
        "期間の終わり": wanted.valid_to,
    }
    blanks = [title for title, text in said.items() if not text.strip()]
    if blanks:
        yield Problem(
            "permit-incomplete",
            f"決定の{'、'.join(blanks)}がありません。何も変えていません。",
            "決裁した文書のとおりに入れてください。",
        )
    unknown = [code for code in wanted.items if code not in ITEM_NAMES]
    if unknown:
        yield item_unknown(unknown).problem
    steps: list[Callable[[], object]] = [
        partial(refuse_unfit_name, plain(text), what)
        for text, what in ((wanted.ground, "根拠"), (wanted.number, "決裁番号"))
        if text.strip()
    ]
    days = (wanted.decided_on, wanted.valid_from, wanted.valid_to)
    steps += [
        partial(refuse_unreadable, day, "日付を読み取れません。何も変えていません。")
        for day in days
        if day.strip()
    ]
    unread = False
    for step in steps:
        try:
            step()
        except KnownError as error:
            unread = True
            yield from error.problems
    if not blanks and not unread and wanted.valid_to < wanted.valid_from:
        yield Problem(
            "dates-out-of-order",
            "期間の終わりが始まりより前です。何も変えていません。",
            "期間の始まりと終わりを確かめてください。",
        )


def item_unknown(codes: Iterable[str]) -> KnownError:
    """Return the refusal of particulars that there are not."""
    return KnownError(
        "permit-item-unknown",
        "その項目はありません。何も変えていません。",
        f"{'、'.join(f'{item.value}({name})' for item, name in ITEM_NAMES.items())}から選んでください。",
        found="、".join(codes),
    )


def permit_missing(items: Iterable[str]) -> KnownError:
    """Return the refusal of particulars that no decision of today allows."""
    return KnownError(
        "permit-missing",
        f"個人の{named(items)}を渡せる決定が、今日の時点でありません。何も書き出していません。",
        "決裁を受けたうえで、「提供」の「個人の項目の決定」に、根拠、決裁番号、項目、期間を登録してください"
        "(コマンドでは dxdesk provide decide)。",
        found=named(items),
    )


def records(uow: UnitOfWork) -> tuple[Given, ...]:
    """Return what was given, the newest first."""
    names = {field.name for field in fields(Given)} - {"key"}
    found = []
    for name, text in sorted(uow.settings.starting_with(PROVISION_RECORD).items(), reverse=True):
        said = json.loads(text)
        rest = {one: str(said.get(one, "")) for one in names}
        # Earlier programs said the particulars only as a part of what was given.
        rest["items"] = rest["items"] or rest["what"].partition("、個人の")[2]
        found.append(Given(key=name.removeprefix(PROVISION_RECORD), **rest))
    return tuple(found)


def ledger(uow: UnitOfWork) -> tuple[Given, ...]:
    """Return 提供記録, the newest line first, as it is shown.

    What a line of an earlier program lacks is found again: how many individuals in 配布簿, the rest in the
    decision of its number.
    """
    found = records(uow)
    if all(one.ground and one.people for one in found if one.items or one.decision):
        return found
    people = {one.package_id: one.people for one in uow.exchange.dispatches()}
    decided = {one.number: one for one in permits(uow).values()}
    return tuple(_completed(one, people, decided.get(one.decision)) for one in found)


def _completed(one: Given, people: Mapping[str, int], permit: Permit | None) -> Given:
    if one.items and not one.people and one.package in people:
        one = replace(one, people=str(people[one.package]))
    if permit is not None and not one.ground:
        one = replace(one, ground=permit.ground, decided_on=permit.decided_on)
    return one


def note(uow: UnitOfWork, given: Given) -> Given:
    """Write a line into 提供記録; a line without a key gets the next one."""
    key = given.key or f"{uow.settings.next_number(PROVISION_RECORD):0{KEY_DIGITS}d}"
    told = {name: text for name, text in asdict(given).items() if name != "key"}
    uow.settings.set(f"{PROVISION_RECORD}{key}", canonical.dumps(told))
    return replace(given, key=key)


def listed(desk: Desk) -> tuple[tuple[Given, ...], dict[str, Permit]]:
    """Return 提供記録 and the decisions of the office.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_provision(uow)
        return ledger(uow), permits(uow)


def item_codes() -> tuple[str, ...]:
    """Return the codes of the particulars, in the order of reading."""
    return tuple(item.value for item in Item)
