"""設定: who issues documents and whom one asks, read and kept with a line in the audit."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import LINE_UNITS, cleaned, is_one_line
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.workplace.desk import Desk

_NAMES = {
    "issuer_title": setting_names.ISSUER_TITLE,
    "issuer_name": setting_names.ISSUER_NAME,
    "seal": setting_names.SEAL_MODE,
    "number_prefix": setting_names.NUMBER_PREFIX,
    "contact": setting_names.CONTACT,
}


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What stands on documents: issuer's title and name, ``seal`` area, omitted or none, and contact."""

    issuer_title: str
    issuer_name: str
    seal: str
    number_prefix: str
    contact: str


def office_settings(desk: Desk) -> OfficeSettings:
    """Return what documents say now; what was never set is what they fall back on."""
    with desk.store.read() as uow:
        words = print_records.wording(uow, desk.identity)
        seal = uow.settings.get(setting_names.SEAL_MODE, "area")
        prefix = uow.settings.get(setting_names.NUMBER_PREFIX)
    return OfficeSettings(words.issuer_title, words.issuer_name, seal, prefix, words.contact)


def save_office_settings(desk: Desk, wanted: OfficeSettings) -> bool:
    """Keep what documents say; returns whether anything changed.

    Raises:
        KnownError: ``wrong-role``, ``seal-mode``, ``setting-long``, ``issuer-title``.
    """
    desk.require(Role.HR)
    wanted = cleaned(wanted)
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
    for text in (wanted.issuer_title, wanted.issuer_name, wanted.number_prefix, wanted.contact):
        if not is_one_line(text):
            raise KnownError(
                "setting-long",
                f"長すぎて印刷に収まりません({LINE_UNITS}文字まで、1行)。設定は変えていません。",
                "短くして、もう一度入れてください。",
                found=text[:LINE_UNITS],
            )
