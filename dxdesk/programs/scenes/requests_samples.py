"""A made-up 受講申込票 and 推薦依頼 in work: what the scenes show where a section got none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.enrolments import State
from dxdesk.domain.nominations import INSTEAD, YES
from dxdesk.ports.entities import Receipt, Role
from dxdesk.usecases.forms.enrolment_form import (
    ASK,
    STANDING,
    EnrolmentAnswers,
    EnrolmentForm,
    FormPerson,
    FormSession,
)
from dxdesk.usecases.forms.nomination_form import Holder, Member, NominationForm, NomineeLine
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM, NOMINATION

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.section_requests import Form
    from dxdesk.usecases.requests.filling import Asked
    from dxdesk.usecases.requests.work import Work

_SECTION, _YEAR, _SENDER = ("1020", "税務課"), "令和8年度", "検証区 人事課"
_TODAY = "2026-05-11"
_PEOPLE = (
    FormPerson("001201", "髙橋 美咲", "係長", "係長級"),
    FormPerson("001204", "𠮷田 翔太", "主任", "一般職"),
    FormPerson("001205", "葛西 花子", "主事", "一般職"),
    FormPerson("001207", "渡邉 大輔", "主事", "一般職"),
    FormPerson("001209", "神谷 潤", "主事", "一般職"),
)
_SESSIONS = (
    FormSession("session:1", "DX基礎研修 第1回", "DX基礎研修", "第1回", "2026-06-10", "2026-06-10",
                "庁舎801会議室", "20", "2026-05-22", ""),
    FormSession("session:2", "DX基礎研修 第2回", "DX基礎研修", "第2回", "2026-07-08", "2026-07-08",
                "庁舎801会議室", "20", "2026-06-19", ""),
    FormSession("session:3", "BPR研修 第1回", "BPR研修", "第1回", "2026-07-15", "2026-07-16",
                "庁舎502会議室", "1", "2026-06-26", "係長級"),
)  # fmt: skip
ENROLMENT = EnrolmentForm(
    _SECTION,
    _SESSIONS,
    _PEOPLE,
    _YEAR,
    _SENDER,
    {
        ("session:1", "001205"): STANDING[State.GRANTED],
        ("session:1", "001207"): STANDING[State.PASSED],
        ("session:2", "001209"): STANDING[State.ASKED],
    },
)
_ASKED = EnrolmentAnswers(
    {
        ("session:1", "001204"): ASK,
        ("session:1", "001209"): ASK,
        ("session:3", "001201"): ASK,
        ("session:3", "001204"): ASK,
    },
    {"001204": "窓口の当番を外れる日は午後だけ"},
)
NOMINATION_FORM = NominationForm(
    round="2026-dx-promoter",
    section=_SECTION,
    persona=("dx-promoter", "DX推進委員"),
    year=_YEAR,
    sender=_SENDER,
    first_day="2026-04-01",
    last_day="2027-03-31",
    deadline="2026-09-18",
    wanted=1,
    holders=(Holder("001204", "𠮷田 翔太", "2026-04-01", "2027-03-31"),),
    people=tuple(
        Member(one.number, one.name, one.grade, one.title,
               "DX推進委員(〜R9.3.31)" if one.number == "001204" else "")
        for one in _PEOPLE
    ),
)  # fmt: skip
_NAMED = (
    NomineeLine(
        "001205", "葛西 花子", INSTEAD, "2026-10-01", "", "001204", YES, "2026-09-30", "手引を引き継いだ"
    ),
)


def requests() -> tuple[Asked, ...]:
    """Return both, each half answered."""
    from dxdesk.usecases.requests.work import EnrolmentWork, NominationWork

    return (
        _asked(1, ENROLMENT_FORM.kind, ENROLMENT, EnrolmentWork(ENROLMENT, _ASKED)),
        _asked(2, NOMINATION.kind, NOMINATION_FORM, NominationWork(NOMINATION_FORM, _NAMED)),
    )


def _asked(number: int, kind: str, form: Form, work: Work) -> Asked:
    from dxdesk.usecases.exchange.section_requests import Request
    from dxdesk.usecases.requests.filling import Asked
    from dxdesk.usecases.requests.looking import findings
    from dxdesk.usecases.sealing.envelope import Envelope, Issuer, Recipient

    receipt = Receipt(number, "2026-05-08T01:00:00Z", "", "", kind, "applied")
    envelope = Envelope(
        format=3,
        kind=kind,
        package="",
        issuer=Issuer(store="", epoch=1, sequence=number, role=Role.HR.value, label=_SENDER),
        recipient=Recipient(role=Role.SECTION.value, label=_SECTION[1]),
        municipality=("131091", "検証区"),
        fiscal_year=2026,
        framework=("shinagawa", "1"),
        issued_at="2026-05-08T00:00:00Z",
    )
    request = Request(receipt, (number,), form, envelope, b"")
    return Asked(request, work, findings(work, _TODAY), None, True)
