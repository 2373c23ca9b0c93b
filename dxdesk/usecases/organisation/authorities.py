"""任命権者 of an office: its list, whose people are asked, who appoints in which section, and decisions.

As long as no section names one, every section is of the office's own and nothing here does anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain import authorities, canonical
from dxdesk.domain import departments as tree
from dxdesk.domain.authorities import Decision, Scope
from dxdesk.domain.capabilities import AUTHORITIES, ON
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.domain.wareki import short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, ListEntry, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

LIST = "authority"
"""The own list of the authorities; ``target``: whether their people are asked."""

_DECISION, _OF = setting_names.AUTHORITY_DECISION, setting_names.AUTHORITY_OF
_USED = f"{setting_names.USES}{AUTHORITIES}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store says of authorities.

    ``own`` is the store's, ``of`` that of each section by code, ``said`` of those alone of which it was said.
    """

    head: str
    own: str
    names: tuple[str, ...]
    not_asked: frozenset[str]
    of: Mapping[str, str]
    decisions: Mapping[str, Decision]
    said: Mapping[str, str]

    @property
    def several(self) -> bool:
        """Whether any section belongs to another authority than the store's own."""
        return any(name != self.own for name in self.of.values())

    def of_section(self, code: str) -> str:
        """Return who appoints the people of a section; of none, as the head's own."""
        return self.of.get(code, self.head)

    def open_to(self, scope: Scope, day: str) -> frozenset[str]:
        """Return the authorities whose people may be looked at on a day, the store's own among them."""
        return authorities.allowed(self.decisions.values(), scope, day) | {self.own}

    def not_asked_in(self, code: str) -> str:
        """Return the authority of a section where its people are not asked, else nothing."""
        name = self.of_section(code) if self.several else self.own
        return name if name in self.not_asked and name != self.own else ""


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """An authority as lists show it: whether its people are asked, in how many sections, how many people."""

    name: str
    own: bool
    asked: bool
    sections: int
    people: int


def default_list(head: str) -> tuple[ListEntry, ...]:
    """Return the authorities that every office is offered."""
    names = (head, *authorities.PRESETS)
    return tuple(
        ListEntry(LIST, name, name not in authorities.NOT_ASKED_AT_FIRST, place)
        for place, name in enumerate(names)
    )


def kept_in(uow: UnitOfWork, municipality: str) -> Kept:
    """Return what a store says, with the name its own departments have in such a municipality."""
    found = _read(uow)
    head = found.head or authorities.head_of(municipality)
    entries = found.entries or default_list(head)
    return Kept(
        head,
        found.own or head,
        tuple(entry.value for entry in entries),
        frozenset(entry.value for entry in entries if not entry.target),
        authorities.by_code(found.units, found.said, head) if found.said else {},
        found.decisions,
        found.said,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    head: str
    own: str
    entries: tuple[ListEntry, ...]
    units: Mapping[str, Department]
    said: Mapping[str, str]
    decisions: Mapping[str, Decision]


@once_a_unit
def _read(uow: UnitOfWork) -> _Read:
    units = tree.named_at(uow.people.departments())
    entries = tuple(uow.people.entries(LIST))
    return _Read(
        entries[0].value if entries else "",
        uow.settings.get(setting_names.OWN_AUTHORITY),
        entries,
        units,
        {name.removeprefix(_OF): text for name, text in uow.settings.starting_with(_OF).items() if text},
        _decisions(uow),
    )


def _decisions(uow: UnitOfWork) -> dict[str, Decision]:
    found = {}
    for name, text in sorted(uow.settings.starting_with(_DECISION).items()):
        if text:
            said = json.loads(text)
            fields = {key: str(said.get(key, "")) for key in Decision.__dataclass_fields__ if key != "scopes"}
            scopes = tuple(str(code) for code in said.get("scopes", ()))
            found[name.removeprefix(_DECISION)] = Decision(**fields, scopes=scopes)
    return found


def of_desk(desk: Desk, uow: UnitOfWork) -> Kept:
    """Return what the store of a desk says."""
    return kept_in(uow, desk.identity.municipality_name)


def kept(desk: Desk) -> Kept:
    """Return what HR's store says of authorities.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return of_desk(desk, uow)


def told_apart(desk: Desk) -> Kept | None:
    """Return what HR's store says where the office tells authorities apart, else nothing."""
    if desk.role is not Role.HR:
        return None
    with desk.store.read() as uow:
        found = of_desk(desk, uow)
        used = found.several or uow.settings.get(_USED) == ON
    return found if used else None


def lines(desk: Desk) -> tuple[AuthorityLine, ...]:
    """Return the authorities of the office with their people.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        found = of_desk(desk, uow)
        units = tree.valid_at(uow.people.departments())
        people = uow.people.employees()
    of_people = [found.of_section(person.department_code) for person in people]
    of_units = [found.of_section(code) for code in units]
    return tuple(
        AuthorityLine(
            name,
            name == found.own,
            name == found.own or name not in found.not_asked,
            of_units.count(name),
            of_people.count(name),
        )
        for name in found.names
    )


def keep_list(desk: Desk, wanted: Iterable[ListEntry]) -> None:
    """Keep authorities of the list: whether their people are asked, and new ones.

    Raises:
        KnownError: ``wrong-role``, ``text-too-long``, ``authority-blank``, ``authority-own``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        found = of_desk(desk, uow)
        entries = [replace(entry, list_name=LIST, value=plain(entry.value)) for entry in wanted]
        for entry in entries:
            _check_name(entry.value)
            if entry.value == found.own and not entry.target:
                raise KnownError(
                    "authority-own",
                    f"「{entry.value}」はこの台帳の任命権者です。その職員は対象から外せません。何も変えていません。",
                    "1人ずつ外すときは、名簿でその人の「対象にするか」を決めてください。",
                    found=entry.value,
                )
        _seed(uow, found.head)
        uow.people.save_entries(entries)
        uow.audit.append("authorities", counts={"entries": len(entries)})
        uow.commit()


def set_asked(desk: Desk, name: str, asked: bool) -> None:
    """Switch the people of an authority on or off.

    Raises:
        KnownError: ``wrong-role``, ``authority-unknown``, ``authority-own``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        found = of_desk(desk, uow)
    refuse_unknown(found, name)
    keep_list(desk, [ListEntry(LIST, name, asked, found.names.index(name))])


def set_own(desk: Desk, name: str) -> None:
    """Say whose store this is: whose people are within one's own.

    Raises:
        KnownError: ``wrong-role``, ``authority-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        found = of_desk(desk, uow)
        refuse_unknown(found, name)
        uow.settings.set(setting_names.OWN_AUTHORITY, "" if name == found.head else name)
        uow.audit.append("authority-own", name)
        uow.commit()


def assign(desk: Desk, code: str, name: str) -> Department:
    """Say who appoints the people of a section and of whatever is under it; empty: as above it.

    Raises:
        KnownError: ``wrong-role``, ``department-unknown``, ``authority-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        found = of_desk(desk, uow)
        if name:
            refuse_unknown(found, name)
        units = tree.valid_at(uow.people.departments())
        if code not in units:
            raise KnownError(
                "department-unknown",
                "その所属コードの所属がありません。何も変えていません。",
                "「名簿」の「所属」の一覧でコードを確かめてください。",
                found=code,
            )
        keep_said(uow, desk.identity.municipality_name, {code: name})
        uow.audit.append("authority", code, {"authority": name})
        uow.commit()
    return units[code]


def keep_decision(desk: Desk, wanted: Decision, key: str = "") -> str:
    """Keep a decision that lets people of another authority be looked at; ``key`` replaces one.

    Returns:
        The key of the decision.

    Raises:
        KnownError: ``wrong-role``, ``authority-unknown``, ``authority-own``, ``decision-incomplete``,
            ``date-unreadable``, ``dates-out-of-order``, ``text-too-long``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        found = of_desk(desk, uow)
        refuse_unknown(found, wanted.authority)
        if wanted.authority == found.own:
            raise KnownError(
                "authority-own",
                f"「{wanted.authority}」はこの台帳の任命権者です。決定がなくても利用できます。何も変えていません。",
                "ほかの任命権者を選んでください。",
                found=wanted.authority,
            )
        _check(wanted)
        key = key or f"{uow.settings.next_number(_DECISION):04d}"
        told = {name: getattr(wanted, name) for name in Decision.__dataclass_fields__}
        uow.settings.set(f"{_DECISION}{key}", canonical.dumps({**told, "scopes": list(wanted.scopes)}))
        uow.audit.append("authority-decision", wanted.authority, {"number": wanted.number, "key": key})
        uow.commit()
    return key


def end_decision(desk: Desk, key: str, last_day: str) -> None:
    """Let a decision end with a day; what was done under it stays in the records.

    Raises:
        KnownError: ``wrong-role``, ``decision-unknown``, ``date-unreadable``, ``dates-out-of-order``.
    """
    with desk.store.read() as uow:
        known = _decisions(uow).get(key)
    if known is None:
        raise KnownError(
            "decision-unknown",
            "その決定がありません。何も変えていません。",
            "決定の一覧で番号を確かめてください。",
            found=key,
        )
    keep_decision(desk, replace(known, valid_to=last_day), key)


def refuse_unknown(found: Kept, name: str) -> None:
    """Refuse an authority that the office's list does not have.

    Raises:
        KnownError: ``authority-unknown``.
    """
    if name not in found.names:
        raise KnownError(
            "authority-unknown",
            "その任命権者は一覧にありません。何も変えていません。",
            f"{'、'.join(found.names)}から選ぶか、「設定」の「任命権者」で一覧に加えてください。",
            found=name,
        )


def refuse_hiding(desk: Desk, uow: UnitOfWork) -> None:
    """Refuse to hide authorities while sections belong to another one than the store's own.

    Raises:
        KnownError: ``authorities-in-use``, naming the authorities.
    """
    found = of_desk(desk, uow)
    others = [name for name in found.of.values() if name != found.own]
    if others:
        names = "、".join(dict.fromkeys(others))
        raise KnownError(
            "authorities-in-use",
            f"任命権者が{names}の所属が{len(others):,}つあります。その職員を一覧や書き出しから除いている間は、"
            "「任命権者の区分」を外せません。何も変えていません。",
            f"先に「名簿」の「所属」で、その所属の任命権者を{found.own}に戻してください。"
            "戻すと、その職員は一覧や書き出しにまた入ります。",
            found=names,
        )


def _check(wanted: Decision) -> None:
    blanks = [
        title
        for title, text in (
            ("根拠", wanted.ground),
            ("決裁番号", wanted.number),
            ("項目", wanted.items),
            ("期間の始まり", wanted.valid_from),
        )
        if not text.strip()
    ]
    if not wanted.scopes:
        blanks.insert(0, "利用の範囲")
    if blanks:
        raise KnownError(
            "decision-incomplete",
            f"決定の{'、'.join(blanks)}がありません。何も変えていません。",
            "決裁した文書のとおりに入れてください。",
        )
    unknown = [code for code in wanted.scopes if code not in {one.value for one in Scope}]
    if unknown:
        raise KnownError(
            "decision-incomplete",
            "その利用の範囲はありません。何も変えていません。",
            "、".join(f"{one.value}({authorities.SCOPE_NAMES[one]})" for one in Scope)
            + "から選んでください。",
            found="、".join(unknown),
        )
    for text, what in ((wanted.ground, "根拠"), (wanted.number, "決裁番号"), (wanted.items, "項目")):
        refuse_unfit_name(plain(text), what)
    days = [day for day in (wanted.decided_on, wanted.valid_from, wanted.valid_to) if day]
    for day in days:
        refuse_unreadable(day, "日付を読み取れません。何も変えていません。")
    if wanted.valid_to and wanted.valid_to < wanted.valid_from:
        raise KnownError(
            "dates-out-of-order",
            "期間の終わりが始まりより前です。何も変えていません。",
            "期間の始まりと終わりを確かめてください。",
            found=f"{short_day(wanted.valid_from)}〜{short_day(wanted.valid_to)}",
        )


def _check_name(name: str) -> None:
    if not name.strip():
        raise KnownError(
            "authority-blank", "任命権者の名前が空です。何も変えていません。", "名前を入れてください。"
        )
    refuse_unfit_name(name, "任命権者の名前")


def _seed(uow: UnitOfWork, head: str) -> None:
    """Write the offered list into a store that has none, so that the names stay what they are."""
    if not uow.people.entries(LIST):
        uow.people.save_entries(default_list(head))


def keep_said(uow: UnitOfWork, municipality: str, said: Mapping[str, str]) -> None:
    """Keep who appoints in some sections, empty for as above; names that the list lacks join it."""
    found = kept_in(uow, municipality)
    _seed(uow, found.head)
    new = [name for name in dict.fromkeys(said.values()) if name and name not in found.names]
    uow.people.save_entries(
        ListEntry(LIST, name, True, place) for place, name in enumerate(new, len(found.names))
    )
    for code, name in said.items():
        uow.settings.set(f"{_OF}{code}", name)
    if any(name and name != found.own for name in said.values()):
        uow.settings.set(_USED, ON)  # what is used is seen to be used


def forget_said(uow: UnitOfWork, codes: Iterable[str]) -> None:
    """Forget who appointed in sections whose code is another section's from now on."""
    for code in codes:
        if uow.settings.get(f"{_OF}{code}"):
            uow.settings.set(f"{_OF}{code}", "")
