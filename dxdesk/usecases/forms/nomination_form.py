"""推薦依頼: whom a section names in a round of 選任, beside who holds the 人材像 now, from what was sealed.

A section fills it in with dxdesk or without it. What it says is read by its headings, so that lines may be
sorted, added or copied into another workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from dxdesk.domain import canonical
from dxdesk.domain.nominations import MANNERS, NO, YES
from dxdesk.domain.wareki import short_day, wareki
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.sealing.workbook_kinds import NOMINATION

REPORT_SHEET, PEOPLE_SHEET = "選任報告", "所属の職員"
SECTION_CODE, SECTION, NUMBER, NAME, NOW = "section_code", "section", "number", "name", "now"
MANNER, FIRST, LAST, INSTEAD = "manner", "first_day", "last_day", "instead_of"
HANDED, HANDED_ON, NOTE = "handed_over", "handed_on", "note"

TITLES: Mapping[str, str] = {
    SECTION_CODE: "所属コード",
    SECTION: "所属",
    NUMBER: "職員番号",
    NAME: "氏名",
    NOW: "いまの任期",
    MANNER: "区分",
    FIRST: "任期の始まり",
    LAST: "任期の終わり",
    INSTEAD: "前任の職員番号",
    HANDED: "引継ぎ",
    HANDED_ON: "引継ぎ日",
    NOTE: "備考",
}
"""The columns of a report, as they are titled when it is sent."""

BY_ROSTER = "名簿の人材像(任期なし)"
"""What stands for the term of somebody who holds the 人材像 by the roster alone."""

HANDED_WORDS: Mapping[str, str] = {YES: "済", NO: "未"}
_BLANKS = 2
"""Lines that are left beyond the number asked for: for a 交代, and for who is written twice."""
_WIDTHS = {NAME: 18, SECTION: 16, NOW: 20, NOTE: 24, MANNER: 8}
_CHOICES = {MANNER: tuple(MANNERS.values()), HANDED: tuple(HANDED_WORDS.values())}
_PEOPLE = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("grade", "職層", 12),
    Column("title", "職名", 14),
    Column("now", "いまの任命", 30, "wrap"),
)
_HINTS = (
    (NUMBER, "選ぶ人の職員番号。シート「所属の職員」から写せます。"),
    (NAME, "選ぶ人の氏名。職員番号と合うかを確かめます。"),
    (MANNER, "新任、再任、交代のどれか。Alt+下矢印キーで選びます。続けない人は空けます。"),
    (FIRST, "任期の始まりが依頼と違うときだけ書きます。R9.4.1 や 4/1 のように書きます。"),
    (LAST, "任期の終わりが依頼と違うときだけ書きます。R10.3.31 のように書きます。"),
    (INSTEAD, "交代のときに、前任の職員番号を書きます。"),
    (HANDED, "交代のときに、引継ぎが済か未か。Alt+下矢印キーで選びます。"),
    (HANDED_ON, "引継ぎをした日。R9.4.1 や 4/1 のように書きます。"),
    (NOTE, "伝えておくことがあれば書きます。空けたままで構いません。"),
)
"""What the cells that are filled in say on being chosen."""
_MEMBER = "request"


class Holder(NamedTuple):
    """Somebody who holds the 人材像 now; both days (ISO) are empty of who holds it by the roster alone."""

    number: str
    name: str
    first_day: str = ""
    last_day: str = ""

    @property
    def now(self) -> str:
        """The term as people read it."""
        return f"{short_day(self.first_day)}〜{short_day(self.last_day)}" if self.first_day else BY_ROSTER


class Member(NamedTuple):
    """Somebody of the section; ``now`` says what they are appointed to today, a line each."""

    number: str
    name: str
    grade: str
    title: str
    now: str


class NomineeLine(NamedTuple):
    """What a section writes of somebody it names: as ``domain.contents.NomineeSaid``, days as ISO text."""

    number: str
    name: str
    manner: str
    first_day: str = ""
    last_day: str = ""
    instead_of: str = ""
    handed_over: str = ""
    handed_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NominationForm:
    """What a request is about: its round, section and 人材像 (code, name), the term, and the people.

    ``year`` and ``sender`` are as people read them, days ISO text (an empty ``last_day`` is an open term);
    the section is asked for ``wanted`` people.
    """

    round: str
    section: tuple[str, str]
    persona: tuple[str, str]
    year: str
    sender: str
    first_day: str
    last_day: str
    deadline: str
    wanted: int
    holders: tuple[Holder, ...]
    people: tuple[Member, ...]

    @property
    def extra(self) -> str:
        """The request as it is sealed (``extra`` of the envelope)."""
        said: dict[str, Any] = {
            "section": list(self.section),
            "persona": list(self.persona),
            "days": [self.first_day, self.last_day, self.deadline],
            "head": [self.year, self.sender],
            "wanted": self.wanted,
            "holders": [list(one) for one in self.holders],
            "people": [list(one) for one in self.people],
        }
        return canonical.dumps({"wording": 2, "round": self.round, "section": self.section[0], _MEMBER: said})


def form_of(extra: str) -> NominationForm | None:
    """Return the request that an envelope's ``extra`` holds; ``None`` for one of an earlier program."""
    try:
        said = canonical.loads(extra or "{}")
    except ValueError:
        return None
    found = said.get(_MEMBER) if isinstance(said, dict) else None
    if not isinstance(found, Mapping):
        return None
    section, persona = texts(found.get("section"), 2), texts(found.get("persona"), 2)
    days, head = texts(found.get("days"), 3), texts(found.get("head"), 2)
    holders = [texts(one, len(Holder._fields)) for one in listed(found.get("holders"))]
    people = [texts(one, len(Member._fields)) for one in listed(found.get("people"))]
    wanted = found.get("wanted")
    if not (section and persona and days and head and all(holders) and all(people)):
        return None
    return NominationForm(
        round=str(said.get("round", "")),
        section=(section[0], section[1]),
        persona=(persona[0], persona[1]),
        year=head[0],
        sender=head[1],
        first_day=days[0],
        last_day=days[1],
        deadline=days[2],
        wanted=wanted if isinstance(wanted, int) else 0,
        holders=tuple(Holder(*one) for one in holders),
        people=tuple(Member(*one) for one in people),
    )


def listed(value: object) -> list[Any]:
    """Return a list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


def texts(value: object, length: int) -> list[str]:
    """Return a list of so many texts, an empty one where it is none."""
    if not isinstance(value, list) or len(value) != length:
        return []
    return value if all(isinstance(one, str) for one in value) else []


def sheets_of(
    form: NominationForm, municipality: str, answers: Iterable[NomineeLine] = ()
) -> tuple[TableSheet, TableSheet]:
    """Return the sheet to fill in, with what a section answers in its cells, and the one of its people."""
    return _report(form, municipality, tuple(answers)), _staff(form, municipality)


def _head(form: NominationForm, municipality: str, title: str, guide: tuple[str, ...]) -> Head:
    return Head(
        title=title,
        municipality=municipality,
        fiscal_year=form.year,
        number="",
        name="",
        department=form.section[1],
        post="",
        deadline=wareki(date.fromisoformat(form.deadline), weekday=True) if form.deadline else "",
        sender=form.sender,
        purpose="",
        guide=guide,
    )


def _report(form: NominationForm, municipality: str, answers: Sequence[NomineeLine]) -> TableSheet:
    persona = form.persona[1]
    term = f"{short_day(form.first_day)}〜{short_day(form.last_day)}"
    guide = (
        f"{persona}を{form.wanted}人選んで、下の表に書き、このまま返してください({form.round})。",
        f"任期は{term}です。違うときだけ、任期の欄に書いてください。",
        "「区分」には、新任、再任、交代のどれかを書きます。続けない人の行は、区分を空のままにします。",
        "交代では、前任の職員番号と、引継ぎ(済か未)、引継ぎ日を書きます。年度の途中の交代も、この用紙で出せます。",
        "人事評価には使いません。",
    )
    said = {one.number: one for one in answers}
    numbers = {one.number for one in form.holders}
    rows = []
    terms = [one for one in form.holders if one.first_day]
    for position, one in enumerate(terms):
        rows.append(_row(form, {NOW: one.now, **_cells(one, said)}, f"now:{position}"))
    for one in form.holders:
        if not one.first_day:
            rows.append(_row(form, {NOW: one.now, **_cells(one, said)}, f"roster:{one.number}"))
    new = [one for one in answers if one.number not in numbers]
    for line in range(max(form.wanted + _BLANKS, len(new))):
        rows.append(_row(form, _written(new[line]) if line < len(new) else {}, f"new:{line}"))
    columns = tuple(
        # As wide as asked for, also where nothing stands yet.
        Column(column, title, _WIDTHS.get(column, 12), "wrap", choices=_CHOICES.get(column, ()))
        for column, title in TITLES.items()
    )
    head = _head(form, municipality, f"{NOMINATION.label}({persona})", guide)
    return TableSheet(REPORT_SHEET, head, columns, tuple(rows), editable=True, hints=_HINTS)


def _cells(one: Holder, said: dict[str, NomineeLine]) -> dict[str, str]:
    """Return what stands in the line of a holder; who has two lines is answered in the first one."""
    line = said.pop(one.number, None)
    return {**(_written(line) if line is not None else {}), NUMBER: one.number, NAME: one.name}


def _written(line: NomineeLine) -> dict[str, str]:
    """Return what is written of somebody, by column, in the words of the sheet."""
    return {
        NUMBER: line.number,
        NAME: line.name,
        MANNER: MANNERS.get(line.manner, ""),
        FIRST: short_day(line.first_day),
        LAST: short_day(line.last_day),
        INSTEAD: line.instead_of,
        HANDED: HANDED_WORDS.get(line.handed_over, ""),
        HANDED_ON: short_day(line.handed_on),
        NOTE: line.note,
    }


def _row(form: NominationForm, said: Mapping[str, str], key: str) -> TableRow:
    cells = {SECTION_CODE: form.section[0], SECTION: form.section[1], **said}
    return TableRow(key, tuple(cells.get(column, "") for column in TITLES))


def _staff(form: NominationForm, municipality: str) -> TableSheet:
    rows = tuple(TableRow(one.number, tuple(one)) for one in form.people)
    guide = (f"番号と氏名を「{REPORT_SHEET}」のシートに写してください。",)
    head = _head(form, municipality, PEOPLE_SHEET, guide)
    return TableSheet(PEOPLE_SHEET, head, _PEOPLE, rows, landscape=False)
