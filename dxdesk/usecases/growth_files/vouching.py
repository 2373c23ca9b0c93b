"""確認 and 「確認できない」: what somebody finds of an entry of another's file, once, for all later years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain import merge, rights
from dxdesk.domain.contents import CONFIRMATION, GrowthValue, VouchedValue
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_file import CANNOT, CONFIRMED
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.subjects import confirmation_uid
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files.keeping import line_of
from dxdesk.usecases.growth_files.reading import known_of, read_file
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Seen:
    """見たもの: the kind, date (ISO) and number of what was seen; never the document itself."""

    kind: str = ""
    date: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody found of an entry: confirmed, or 確認できない with the reason in ``comment``."""

    employee_number: str
    uid: str
    confirmed: bool
    seen: Seen = field(default_factory=Seen)
    comment: str = ""


def vouch(desk: Desk, answer: Answer) -> None:
    """Keep what the store's owner found of an entry as it stands now.

    Raises:
        KnownError: ``wrong-role``, ``growth-files-off``, ``growth-entry-unknown``, ``growth-own``,
            ``growth-not-their-confirmer``, ``growth-nothing-seen``, ``growth-reason-missing``,
            ``date-unreadable``, ``text-too-long``.
    """
    desk.require(Role.HR, Role.SECTION)
    _refuse_empty(answer)
    with desk.store.write() as uow:
        number = answer.employee_number
        if number and number == desk.identity.owner:
            raise KnownError(
                "growth-own",
                "自分の記録は、自分では確認できません。何も変えていません。",
                "ほかの確認者か人事課に、証跡を見てもらってください。",
                found=number,
            )
        file = read_file(desk, uow, number)
        line, under = line_of(file, answer.uid)
        if line.kind.listed:
            raise KnownError(
                "growth-of-lists",
                "受講や試験の表から来た記録なので、確認は要りません。何も変えていません。",
                "",
                found=line.entry.name,
            )
        known = known_of(uow, under)
        said: VouchedValue = {
            "kind": CONFIRMATION,
            "of": line.uid,
            "said": line.said,
            "answer": CONFIRMED if answer.confirmed else CANNOT,
        }
        if answer.comment.strip():
            said["comment"] = answer.comment
        if answer.seen != Seen():
            said["seen"] = [answer.seen.kind, answer.seen.date, answer.seen.number]
        owner = desk.identity.owner
        uid = confirmation_uid(line.uid, owner)
        value = _signed(desk, uow, under, known.deputies)
        value["items"] = {uid: said}
        before = [one for one in known.counting if one.vouches and uid in one.items]
        _keep(desk, uow, under, value, before)
        uow.audit.append("growth-confirmed" if answer.confirmed else "growth-not-confirmed", number)
        uow.commit()


def _keep(desk: Desk, uow: UnitOfWork, number: str, value: GrowthValue, before: list[Revision]) -> None:
    record = record_key(desk, 0, number, Part.GROWTH)
    keep(desk, uow, [revise(record, value, before, key_id=desk.key_id, trust=own_trust(desk))])


def _refuse_empty(answer: Answer) -> None:
    if answer.seen.date:
        refuse_unreadable(answer.seen.date, "確認を残していません。")
    if answer.confirmed and not answer.seen.kind.strip():
        raise KnownError(
            "growth-nothing-seen",
            "何を見て確認したかが空です。確認を残していません。",
            "合格証、辞令、成果物など、見たものの種類を書いてください。写しは残しません。",
        )
    if not answer.confirmed and not answer.comment.strip():
        raise KnownError(
            "growth-reason-missing",
            "確認できないわけが空です。何も残していません。",
            "何が足りないかを書いてください。本人に伝わります。",
        )


def _signed(desk: Desk, uow: UnitOfWork, number: str, deputies: Mapping[int, rights.Deputies]) -> GrowthValue:
    """Return who finds it, on which day, and by which assignment they may: the newest that lets them.

    Raises:
        KnownError: ``growth-not-their-confirmer``.
    """
    owner, today = desk.identity.owner, desk.services.clock.today()
    get = uow.settings.get
    label = get(setting_names.OWNER_NAME) or get(setting_names.SENDER_LABEL) or "人事担当"
    value: GrowthValue = {"by": owner, "by_name": label, "made_on": today}
    if desk.role is Role.HR:
        return value
    for year in reversed(uow.exchange.years()):
        stored = uow.exchange.person(year, number)
        heads = merge.heads_of(s.revision for s in stored if s.revision.record.part is Part.ASSIGNMENT)
        for head in heads:
            principal = _principal(head, owner, today, deputies.get(year, rights.NOBODY))
            if principal:
                value["assignment"] = head.id
                if principal != owner:
                    value["on_behalf_of"] = principal
                return value
    raise KnownError(
        "growth-not-their-confirmer",
        "この人の確認者ではないので、この台帳からは確認できません。何も変えていません。",
        "確認者か人事課に、証跡を見てもらってください。",
        found=number,
    )


def _principal(head: Revision, owner: str, today: str, deputies: rights.Deputies) -> str:
    """Return in whose place somebody finds something of a person; empty where they may not."""
    said = head.assignment
    confirmers = [number for number in (said.first, said.second) if number]
    if owner in confirmers:
        return owner
    return next((one for one in confirmers if deputies.named(owner, {one}, today)), "")
