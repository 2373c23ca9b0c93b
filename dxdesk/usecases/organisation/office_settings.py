"""設定: who issues documents and whom one asks, read and kept with a line in the audit."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from dxdesk.domain.decision_boxes import LONGEST, MOST, USUAL, boxes_of, boxes_text, too_many_or_long
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import LINE_UNITS, cleaned, is_one_line
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.organisation.section_names import dx_section, refuse_name
from dxdesk.usecases.workplace.desk import Desk

_NAMES = {
    "issuer_title": setting_names.ISSUER_TITLE,
    "issuer_name": setting_names.ISSUER_NAME,
    "seal": setting_names.SEAL_MODE,
    "number_prefix": setting_names.NUMBER_PREFIX,
    "contact": setting_names.CONTACT,
    "decision_boxes": setting_names.DECISION_BOXES,
    "dx_section": setting_names.DX_SECTION,
}


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What stands on documents: issuer's title and name, ``seal`` area, omitted or none, and contact.

    ``decision_boxes`` names who stamps a 起案文 from left to right, parted by 「・」.
    ``dx_section`` is what the section for DX is called; empty sets it back to what the policy calls it.
    """

    issuer_title: str
    issuer_name: str
    seal: str
    number_prefix: str
    contact: str
    decision_boxes: str = boxes_text(USUAL)
    dx_section: str = ""


def office_settings(desk: Desk) -> OfficeSettings:
    """Return what documents say now; what was never set is what they fall back on."""
    with desk.store.read() as uow:
        words = print_records.wording(uow, desk.identity)
        seal = uow.settings.get(setting_names.SEAL_MODE, "area")
        prefix = uow.settings.get(setting_names.NUMBER_PREFIX)
        boxes = boxes_text(decision_boxes(uow))
        section = dx_section(uow)
    return OfficeSettings(words.issuer_title, words.issuer_name, seal, prefix, words.contact, boxes, section)


def decision_boxes(uow: UnitOfWork) -> tuple[str, ...]:
    """Return who stamps a 起案文, from left to right."""
    return boxes_of(uow.settings.get(setting_names.DECISION_BOXES))


def save_office_settings(desk: Desk, wanted: OfficeSettings) -> bool:
    """Keep what documents say; returns whether anything changed.

    Raises:
        KnownError: ``wrong-role``, ``seal-mode``, ``setting-long``, ``issuer-title``, ``decision-boxes``,
            ``section-name``.
    """
    desk.require(Role.HR)
    wanted = cleaned(wanted)
    wanted = replace(wanted, decision_boxes=boxes_text(boxes_of(wanted.decision_boxes)))
    _check(wanted)
    before = office_settings(desk)
    changed = [f.name for f in fields(wanted) if getattr(wanted, f.name) != getattr(before, f.name)]
    if not changed:
        return False
    with desk.store.write() as uow:
        for name in changed:
            uow.settings.set(_NAMES[name], getattr(wanted, name).strip())
        uow.audit.append("settings", "、".join(changed))
        uow.commit()
    return True


def _check(wanted: OfficeSettings) -> None:
    if wanted.seal not in print_records.SEAL_MODES:
        raise KnownError(
            "seal-mode",
            "その公印の扱いはありません。設定は変えていません。",
            "公印欄、公印省略、何も印刷しない、のどれかを選んでください。",
            found=wanted.seal,
        )
    if not wanted.issuer_title.strip():
        raise KnownError(
            "issuer-title",
            "発行者の職名が空です。設定は変えていません。",
            "「検証区長」のように、証書に印刷する職名を入れてください。",
        )
    refuse_name(wanted.dx_section)
    if one := too_many_or_long(boxes_of(wanted.decision_boxes)):
        raise KnownError(
            "decision-boxes",
            f"決裁欄に入るのは{MOST}個までで、見出しはそれぞれ{LONGEST}文字までです。設定は変えていません。",
            "「市長・副市長・部長・課長・係長・担当」のように、「・」で区切って書いてください。",
            found=one,
        )
    for text in (wanted.issuer_title, wanted.issuer_name, wanted.number_prefix, wanted.contact):
        if not is_one_line(text):
            raise KnownError(
                "setting-long",
                f"長すぎて印刷に収まりません({LINE_UNITS}文字まで、1行)。設定は変えていません。",
                "短くして、もう一度入れてください。",
                found=text[:LINE_UNITS],
            )
