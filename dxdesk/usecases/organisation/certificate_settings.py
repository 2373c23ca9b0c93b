"""設定: what certificates say and how they look, checked when it is entered, with a sample to look at."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import LINE_UNITS, cleaned, is_one_line
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_of, wareki
from dxdesk.ports import document_wording, setting_names
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.forms.certificate_choices import (
    ABOVE_LOWEST,
    LEVELS,
    NAMES,
    RUBIES,
    SEAL_SIZES,
    CertificateChoices,
    certificate_choices,
    is_seal_size,
    ruby_of,
)
from dxdesk.usecases.forms.certificate_wording import (
    OF_COMPLETION,
    OF_SKILLS,
    UNNAMED,
    evened,
    filled,
    wording_problems,
)
from dxdesk.usecases.workplace.desk import Desk

_SETTINGS = {
    "title": setting_names.CERTIFICATE_TITLE,
    "body": setting_names.CERTIFICATE_BODY,
    "framework": setting_names.CERTIFICATE_FRAMEWORK,
    "levels": setting_names.CERTIFICATE_LEVELS,
    "completion_title": setting_names.COMPLETION_TITLE,
    "completion_body": setting_names.COMPLETION_BODY,
    "seal_size": setting_names.SEAL_SIZE,
    "ruby": setting_names.CERTIFICATE_RUBY,
    "name": setting_names.CERTIFICATE_NAME,
}

_SAMPLE = doc.PersonHead("000000", "見本 花子", "見本部 見本課", persona="見本人材")
_KANA = "ミホン ハナコ"
_SAMPLE_ITEMS = tuple(doc.CertificateItem(f"見本の項目{number}", f"LV{number % 4}") for number in range(1, 9))
_COURSE, _LENGTH = "見本研修", "6時間"


def certificate_settings(desk: Desk) -> CertificateChoices:
    """Return what is chosen of certificates; empty texts are the program's own."""
    with desk.store.read() as uow:
        return certificate_choices(uow.settings)


def save_certificate_settings(desk: Desk, wanted: CertificateChoices) -> bool:
    """Keep what is chosen; returns whether anything changed. Papers that were printed are not touched.

    Raises:
        KnownError: ``wrong-role``, ``certificate-place``, ``certificate-long``, ``certificate-choice``,
            ``setting-long``.
    """
    desk.require(Role.HR)
    wanted = _checked(wanted)
    before = certificate_settings(desk)
    changed = [f.name for f in fields(wanted) if getattr(wanted, f.name) != getattr(before, f.name)]
    if not changed:
        return False
    with desk.store.write() as uow:
        for name in changed:
            uow.settings.set(_SETTINGS[name], str(getattr(wanted, name)))
        uow.audit.append("settings", "、".join(f"certificate_{name}" for name in changed))
        uow.commit()
    return True


def sample(desk: Desk, wanted: CertificateChoices, *, completion: bool = False) -> bytes:
    """Return a PDF of a certificate (``completion``: a 修了証) of nobody, as wanted; nothing is kept.

    Raises:
        KnownError: as ``save_certificate_settings``, and the printer's.
    """
    wanted = _checked(wanted)
    with desk.store.read() as uow:
        words = print_records.wording(uow, desk.identity)
    today = date.fromisoformat(desk.services.clock.today())
    record = doc.Certificate(
        title=wanted.title or document_wording.SKILL_CERTIFICATE_TITLE,
        number="(見本)",
        person=_SAMPLE,
        body=_skill_body(wanted, today),
        issued_on=today,
        issuer_title=words.issuer_title,
        issuer_name=words.issuer_name,
        items=tuple(one for one in _SAMPLE_ITEMS if wanted.levels != ABOVE_LOWEST or one.value != "LV0"),
        honorific=words.honorific,
        seal=words.seal,
        seal_size=wanted.seal_size,
        ruby=ruby_of(_KANA, wanted.ruby),
    )
    if completion:
        title = wanted.completion_title or document_wording.COMPLETION_CERTIFICATE_TITLE
        record = replace(record, title=title, body=_completion_body(wanted, today), items=())
    return desk.services.printer.draw([record])


def _skill_body(wanted: CertificateChoices, today: date) -> str:
    year, framework = fiscal_year_label(fiscal_year_of(today)), wanted.framework or UNNAMED
    if not wanted.body:
        return document_wording.skill_certificate_body(year, framework)
    return filled(wanted.body, {**_of_sample(year), "体系": framework})


def _completion_body(wanted: CertificateChoices, today: date) -> str:
    if not wanted.completion_body:
        return document_wording.completion_body(_COURSE, today, None, _LENGTH)
    day = wareki(today)
    of_course = {"研修": _COURSE, "時間": _LENGTH, "開始日": day, "修了日": day}
    year = fiscal_year_label(fiscal_year_of(today))
    return filled(wanted.completion_body, {**_of_sample(year), **of_course})


def _of_sample(year: str) -> dict[str, str]:
    said = (_SAMPLE.name, _SAMPLE.employee_number, _SAMPLE.department, _SAMPLE.persona, year)
    return dict(zip(("氏名", "職員番号", "所属", "人材像", "年度"), said, strict=True))


def _checked(wanted: CertificateChoices) -> CertificateChoices:
    """Return what is wanted as it is kept."""
    wanted = cleaned(wanted)
    wanted = replace(wanted, body=evened(wanted.body), completion_body=evened(wanted.completion_body))
    problems = [
        *wording_problems(wanted.body, OF_SKILLS, "スキル確認結果証"),
        *wording_problems(wanted.completion_body, OF_COMPLETION, "修了証"),
        *(
            Problem(
                "setting-long",
                f"長すぎて印刷に収まりません({LINE_UNITS}文字まで、1行)。設定は変えていません。",
                "短くして、もう一度入れてください。",
                text[:LINE_UNITS],
            )
            for text in (wanted.title, wanted.framework, wanted.completion_title)
            if not is_one_line(text)
        ),
    ]
    for offered, chosen in ((LEVELS, wanted.levels), (RUBIES, wanted.ruby), (NAMES, wanted.name)):
        if chosen not in offered:
            problems.append(_not_offered("、".join(f"「{text}」" for text in offered.values()), chosen))
    if not is_seal_size(wanted.seal_size):
        least, most = SEAL_SIZES
        problems.append(_not_offered(f"公印の欄は{least}から{most}ミリメートル", str(wanted.seal_size)))
    if problems:
        raise KnownError.of(tuple(problems))
    return wanted


def _not_offered(offered: str, chosen: str) -> Problem:
    return Problem(
        "certificate-choice",
        "証書の設定で、その選び方はできません。設定は変えていません。",
        f"選べるのは、{offered}です。",
        chosen,
    )
