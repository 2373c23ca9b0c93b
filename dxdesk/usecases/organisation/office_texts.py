"""文案: the texts an office needs before it asks its people, filled with its own settings, and edited by it.

The words are ours and the office's to change. Which law says what is the office's to check: every text that
names one says so. A text that somebody edited stays as it is; where the settings it was made of changed
since, that is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dxdesk import paths
from dxdesk.domain import canonical, purposes
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import plain, units
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.workplace.desk import Desk

HEADING = "■ "
"""What a line begins with that is a heading."""
BLANK = "(ここに入れてください)"
"""What stands where the office has to write something that no setting knows."""
THRESHOLD = 1_000
"""Below so many people a file of personal data need not be listed; the law and the order are the office's."""
LONGEST = 20_000

REQUEST_LETTER = "request-letter"
"""The text from which the document of that name is set."""

_TEXT = setting_names.OFFICE_TEXT


@dataclass(frozen=True, slots=True)
class OfficeText:
    """A text as the office has it: ``edited`` by it, ``stale`` where what it was made of changed since."""

    code: str
    title: str
    text: str
    edited: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the texts are filled with."""

    office: str
    year: str
    uses: str
    sentence: str
    own: str
    others: tuple[str, ...]
    people: int
    contact: str


def _facts(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> _Facts:
    cycles = [cycle for cycle in all_cycles(uow) if fiscal_year in (0, cycle.fiscal_year)]
    newest = cycles[-1] if cycles else None
    uses = newest.uses if newest is not None else tuple(use.value for use in purposes.FIRST)
    kept = authorities.of_desk(desk, uow)
    return _Facts(
        desk.identity.municipality_name,
        newest.label if newest is not None else BLANK,
        purposes.named(uses),
        newest.purpose if newest is not None and newest.purpose else purposes.sentence(uses),
        kept.own,
        tuple(sorted({name for name in kept.of.values() if name != kept.own})),
        len(uow.people.employees(include_left=True)),
        uow.settings.get(setting_names.CONTACT) or BLANK,
    )


def _filled(code: str, f: _Facts) -> str:
    """Return a text of ``resources/texts`` with what the office set."""
    others, small = "、".join(f.others), f.people < THRESHOLD
    told = {
        **{"office": f.office, "year": f.year, "uses": f.uses, "sentence": f.sentence, "own": f.own},
        **{"contact": f.contact, "blank": BLANK, "people": f"{f.people:,}"},
        "whose": f"{others}の職員については、決裁で定めた範囲で行う。"
        if others
        else f"{f.own}の職員を対象とする。",
        "beyond": f"{others}の職員の記録を扱うときは、根拠、項目、期間を決裁で定めます。" if others else "",
        "of_others": f"、{others}の職員" if others else "",
        "count": f"本人の数は{f.people:,}人で、{THRESHOLD:,}人{'に満たない' if small else '以上である'}。",
        "result": _SMALL if small else _LARGE,
    }
    text = (paths.resources_dir() / "texts" / f"{code}.txt").read_text(encoding="utf-8")
    return text.format_map(told).strip()


_SMALL = "非該当(個人情報ファイル簿への記載を要しない)と考える。"
_LARGE = "該当するかどうかを、下の2に当たるかで決める。"

_TEXTS: Mapping[str, str] = {
    "guideline": "実施要綱(案)",
    "staff": "職員への説明",
    "union": "職員団体への説明",
    "file-register": "個人情報ファイル簿の該当・非該当",
    REQUEST_LETTER: "実施依頼文",
}
CODES = tuple(_TEXTS)


def office_texts(desk: Desk) -> tuple[OfficeText, ...]:
    """Return the texts as the office has them.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        facts = _facts(desk, uow)
        kept = {code: uow.settings.get(f"{_TEXT}{code}") for code in CODES}
    return tuple(_text(code, facts, kept[code]) for code in CODES)


def office_text(desk: Desk, code: str, fiscal_year: int = 0) -> OfficeText:
    """Return one text, of the newest year unless another is named.

    Raises:
        KnownError: ``wrong-role``, ``office-text-unknown``.
    """
    desk.require(Role.HR)
    _refuse_unknown(code)
    with desk.store.read() as uow:
        return _text(code, _facts(desk, uow, fiscal_year), uow.settings.get(f"{_TEXT}{code}"))


def _text(code: str, facts: _Facts, kept: str) -> OfficeText:
    made = _filled(code, facts)
    fresh = OfficeText(code, _TEXTS[code], made)
    if not kept:
        return fresh
    said = json.loads(kept)
    return replace(fresh, text=str(said["text"]), edited=True, stale=said["made_of"] != _digest(made))


def _digest(text: str) -> str:
    return canonical.digest(text, 16)


def keep_text(desk: Desk, code: str, text: str) -> OfficeText:
    """Keep a text as the office worded it; an empty one takes that back.

    Raises:
        KnownError: ``wrong-role``, ``office-text-unknown``, ``office-text-long``.
    """
    desk.require(Role.HR)
    _refuse_unknown(code)
    text = plain(text).strip()
    if units(text) > LONGEST:
        raise KnownError(
            "office-text-long",
            f"文案が長すぎます({LONGEST:,}文字まで)。文案は変えていません。",
            "短くするか、保存したファイルのほうで書き足してください。",
        )
    with desk.store.write() as uow:
        made = _filled(code, _facts(desk, uow))
        kept = "" if text in ("", made) else canonical.dumps({"text": text, "made_of": _digest(made)})
        if uow.settings.get(f"{_TEXT}{code}") != kept:
            uow.settings.set(f"{_TEXT}{code}", kept)
            uow.audit.append("settings", _TEXTS[code])
            uow.commit()
    return office_text(desk, code)


def parts_of(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings with their lines; what stands before the first heading has an empty one."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith(HEADING.strip()):
            found.append((line.removeprefix(HEADING.strip()).strip(), []))
        elif line.strip():
            if not found:
                found.append(("", []))
            found[-1][1].append(line.rstrip())
    return tuple((heading, tuple(lines)) for heading, lines in found)


def _refuse_unknown(code: str) -> None:
    if code not in _TEXTS:
        raise KnownError(
            "office-text-unknown",
            "その文案はありません。何も変えていません。",
            "、".join(f"{code}({title})" for code, title in _TEXTS.items()) + "から選んでください。",
            found=code,
        )
