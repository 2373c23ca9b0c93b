"""実施依頼文: the letter that asks the sections to begin, worded by the office, dated by the year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.office_letters import OfficialLetter
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.organisation.office_texts import REQUEST_LETTER, office_text, parts_of
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.missing_glyphs import letters_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose, years_with_results
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import estimated_days

_NUMBER, _DAY, _TO, _FROM, _SUBJECT, _BODY = "文書番号", "日付", "宛先", "発信者", "件名", "本文"
_HEAD = (_NUMBER, _DAY, _TO, _FROM, _SUBJECT, _BODY)
"""Headings of the text whose lines stand above 記; every other one becomes an item below it."""
NUMBER_ROOM = "第\u3000\u3000\u3000\u3000号"
DAY_ROOM = "令和\u3000\u3000年\u3000\u3000月\u3000\u3000日"
"""What stands where the office writes number and day by hand, or stamps them."""
_SCHEDULE, _CONTACT = "日程", "問い合わせ先"
"""Items the program sets from the year and the settings, unless the office worded them itself."""


_DAY_NAMES = dict(
    zip(
        estimated_days.DAYS,
        ("基準日", "自己申告の期限", "一次確認の期限", "二次確認の期限"),
        strict=True,
    )
)
_ESTIMATED = f"{estimated_days.MARK}は、決まる前の見込みの日です。決まりしだい知らせます。"


@dataclass(frozen=True, slots=True)
class Worded:
    """The office's text in its parts; ``items`` are those below 記."""

    head: Mapping[str, tuple[str, ...]]
    items: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def sender(self) -> tuple[str, ...]:
        """From whom the office writes."""
        return self.head.get(_FROM, ())


def worded(desk: Desk, fiscal_year: int) -> Worded:
    """Return the text of a year as the office has it.

    Raises:
        KnownError: ``request-letter-stale``: it was worded, with number and day, for another year.
    """
    text = office_text(desk, REQUEST_LETTER, fiscal_year)
    if text.stale:
        raise KnownError(
            "request-letter-stale",
            "文案「実施依頼文」は、ほかの年度のときに直したものです。印刷していません。",
            "「設定」の「個人情報」で「実施依頼文」を開き、文書番号、日付、件名をこの年度のものに直して保存してください。",
        )
    parts = [(heading or _BODY, lines) for heading, lines in parts_of(text.text)]
    head = {heading: lines for heading, lines in parts if heading in _HEAD}
    return Worded(head, tuple(part for part in parts if part[0] not in _HEAD))


def request_letter(desk: Desk, fiscal_year: int = 0) -> OfficialLetter:
    """Return the letter of a year.

    Raises:
        KnownError: ``no-cycle``, ``wrong-role``, ``request-letter-stale``.
    """
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        words = print_records.wording(uow, desk.identity)
        guessed = estimated_days.estimated(uow, cycle.fiscal_year)
        asked = sum(line.asked for line in year_table.load(desk, uow, cycle.fiscal_year).lines)
    said = worded(desk, cycle.fiscal_year)
    items = [doc.TextPart(heading, lines) for heading, lines in said.items]
    own = {heading for heading, _ in said.items}
    made = (
        doc.TextPart("対象", (f"基準日に対象とした職員 {asked:,}人",)),
        doc.TextPart(_SCHEDULE, (_ESTIMATED,) if guessed else (), entries=_days(cycle, guessed)),
        doc.TextPart("記録の利用目的", (cycle.purpose,)),
        doc.TextPart(_CONTACT, (words.contact,)),
    )
    items += [part for part in made if part.heading not in own]
    return OfficialLetter(
        title=KIND.title,
        head=_numbered(said),
        to=said.head.get(_TO, ()),
        sender=said.sender,
        subject="".join(said.head.get(_SUBJECT, ())) or KIND.title,
        paragraphs=said.head.get(_BODY, ()),
        items=tuple(items),
    )


def _numbered(said: Worded) -> tuple[str, ...]:
    number, day = said.head.get(_NUMBER, ()), said.head.get(_DAY, ())
    return (*(number or (NUMBER_ROOM,)), *(day or (DAY_ROOM,)))


def _days(cycle: Cycle, guessed: Collection[str]) -> tuple[tuple[str, str], ...]:
    days = (cycle.base_date, cycle.due_self, cycle.due_first, cycle.due_second)
    return tuple(
        (
            _DAY_NAMES[name],
            f"{long_day(day, weekday=True)}{estimated_days.MARK if name in guessed else ''}"
            if day
            else "追って知らせます",
        )
        for name, day in zip(estimated_days.DAYS, days, strict=True)
    )


def _notices(desk: Desk, fiscal_year: int) -> tuple[Problem, ...]:
    """Say which days the letter does not tell as decided, unless the office worded its days itself."""
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        guessed = estimated_days.estimated(uow, cycle.fiscal_year)
    names = [_DAY_NAMES[name] for name in estimated_days.DAYS if name in guessed and getattr(cycle, name)]
    own = {heading for heading, _ in worded(desk, cycle.fiscal_year).items}
    if not names or _SCHEDULE in own:
        return ()
    return (
        Problem(
            "days-estimated",
            f"{'、'.join(names)}は、年度を始めたときに仮に入っていた日のままです。"
            f"実施依頼文には{estimated_days.MARK}と印刷します。",
            f"「年度」の「日付と文面」で日を確かめて保存すると、{estimated_days.MARK}は付きません"
            "(コマンドでは dxdesk cycle open 台帳 …)。",
            "、".join(names),
        ),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    printer = desk.services.printer
    letters = letters_without_missing(printer, [request_letter(desk, order.fiscal_year)])
    return printer.draw(letters, progress)


KIND = ReportKind(
    kind="request-letter",
    title="実施依頼文",
    roles=(Role.HR,),
    hint="所属長にあてて、申告と確認の実施を依頼する文書です。文は「設定」の「個人情報」の文案で直せます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    notices=_notices,
    span=Span(years_with_results, nobody_to_choose, quick=False),
)
