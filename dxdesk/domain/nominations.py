"""選任: whom the sections named in a round, what stands in the way of each, and which sections named nobody.

Policies want somebody in every section that is asked (世田谷区 推進リーダー 対象各課に1名, GovTech東京
DX推進員 課ごと), anew each April and again where somebody is replaced in mid-year. Everything here is a
function of what was reported and decided, whatever came first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.appointments import RUNNING, Appointment, overlapping
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import NomineeSaid, RoundSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.nomination_terms import Made
from dxdesk.domain.wareki import short_day

NEW, AGAIN, INSTEAD = "new", "again", "instead"
MANNERS: Mapping[str, str] = {NEW: "新任", AGAIN: "再任", INSTEAD: "交代"}
"""How somebody comes to be named, as it is stored and as people write it."""

ACCEPTED, DECLINED = "accepted", "declined"
YES, NO = "yes", "no"

_WORDS = {
    **{evened(word): NEW for word in ("新任", "新規", "新")},
    **{evened(word): AGAIN for word in ("再任", "継続", "留任", "再")},
    **{evened(word): INSTEAD for word in ("交代", "交替", "後任", "変更")},
}
_HANDED = {
    **{
        evened(word): YES for word in ("済", "済み", "はい", "有", "あり", "○", "◯", "〇", "完了", "引継ぎ済")
    },
    **{evened(word): NO for word in ("未", "未済", "いいえ", "無", "なし", "×", "予定", "これから")},
}


def manner_of(text: str) -> str | None:
    """Return how somebody is named by a word of a report, empty for a blank, ``None`` for an unknown one."""
    word = evened(text)
    return _WORDS.get(word) if word else ""


def handed_of(text: str) -> str | None:
    """Return whether the work was handed over, empty for a blank, ``None`` for an unknown word."""
    word = evened(text)
    return _HANDED.get(word) if word else ""


class Paper(NamedTuple):
    """What the office's own system says of a decision, each empty for nothing; days are ISO text."""

    document_number: str = ""
    approval: str = ""
    approved_on: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What is said, by the names of ``NomineeSaid``."""
        return {name: text for name, text in self._asdict().items() if text}


NO_PAPER = Paper()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a section named; ``differs`` are the fields that two reports say differently.

    ``reported`` is the number under which they were reported, where theirs is another one today.
    """

    subject: str
    said: NomineeSaid
    differs: tuple[str, ...] = ()
    reported: str = ""

    def term(self, asked: RoundSaid) -> Appointment:
        """Return the term meant: as decided, else as reported, else as the round says."""
        said = self.said
        if said.decided == ACCEPTED:
            return Appointment(said.number, asked.persona, said.term_from, said.term_to)
        first, last = said.first_day or asked.first_day, said.last_day or asked.last_day
        return Appointment(said.number, asked.persona, first, last)

    def paper(self, asked: RoundSaid) -> Paper:
        """Return the 文書番号 and 決裁 of this decision, the round's where the term begins with the round's.

        Of a term that begins otherwise (交代 in mid-year) the round's 決裁 decided nothing.
        """
        own, said = self.said, self.term(asked).valid_from == asked.first_day
        return Paper(
            own.document_number or (asked.document_number if said else ""),
            own.approval or (asked.approval if said else ""),
            own.approved_on or (asked.approved_on if said else ""),
        )


@dataclass(frozen=True, slots=True)
class Somebody:
    """What judging needs of a person: the section they belong to with all above it, whether they are here.

    ``beyond`` is the 任命権者 of somebody whom no decision lets this office name, empty for its own people.
    """

    name: str
    sections: tuple[str, ...]
    left: bool = False
    away: bool = False
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A round with all that was named in it."""

    asked: RoundSaid
    named: tuple[Named, ...]

    def replaced(self) -> frozenset[tuple[str, str]]:
        """Return (section, number) of those whom somebody follows who was not declined."""
        return frozenset(
            (one.said.section, one.said.instead_of)
            for one in self.named
            if one.said.manner == INSTEAD and one.said.instead_of and one.said.decided != DECLINED
        )

    def active(self) -> tuple[Named, ...]:
        """Return those who are named and neither declined nor replaced."""
        gone = self.replaced()
        return tuple(
            one
            for one in self.named
            if one.said.decided != DECLINED and (one.said.section, one.said.number) not in gone
        )

    def missing(
        self, people: Mapping[str, Somebody], vacated: Collection[str] = frozenset()
    ) -> tuple[str, ...]:
        """Return the sections asked that have nobody: named nobody, or only who left or stopped early.

        ``vacated`` are the subjects of those who stopped (``nomination_terms.Made``).
        """
        there = {
            one.said.section
            for one in self.active()
            if one.subject not in vacated
            and (one.said.number not in people or not people[one.said.number].left)
        }
        return tuple(code for code in self.asked.sections if code not in there)


class Finding(StrEnum):
    """What may stand in the way of somebody who was named; stored nowhere, printed as codes."""

    NUMBER_UNKNOWN = "nomination-number-unknown"
    NAME_DIFFERS = "nomination-name-differs"
    LEFT = "nomination-left"
    AWAY = "nomination-away"
    OTHER_SECTION = "nomination-other-section"
    SECTION_UNASKED = "nomination-section-unasked"
    TWO_SECTIONS = "nomination-two-sections"
    OVER = "nomination-over"
    OVERLAPS = "nomination-overlaps"
    DAYS = "nomination-days"
    DIFFERS = "nomination-differs"
    PREDECESSOR = "nomination-predecessor"
    PREDECESSOR_ELSEWHERE = "nomination-predecessor-elsewhere"
    BEYOND = "nomination-beyond"


ASKED = frozenset(
    {
        Finding.NAME_DIFFERS,
        Finding.AWAY,
        Finding.OTHER_SECTION,
        Finding.SECTION_UNASKED,
        Finding.PREDECESSOR_ELSEWHERE,
    }
)
"""What a person may accept all the same, by its code; every other finding has to be settled first."""


class Judge:
    """Judges those named in a round by the roster and the terms of now."""

    def __init__(
        self,
        asked: Round,
        people: Mapping[str, Somebody],
        terms: Iterable[Appointment],
        names: Mapping[str, str],
        made: Made | None = None,
    ) -> None:
        """Prepare; ``names`` are the names of sections by code, ``made`` what decisions made of terms."""
        self._made = made or Made()
        self._round, self._people, self._names = asked, people, names
        self._terms = [one for one in terms if one.persona == asked.asked.persona]
        active = asked.active()
        self._active = {one.subject for one in active}
        self._per_section = Counter(
            one.said.section for one in active if one.subject not in self._made.vacated
        )
        self._sections: dict[str, set[str]] = {}
        for one in active:
            self._sections.setdefault(one.said.number, set()).add(one.said.section)

    def closing(self, one: Named) -> tuple[Appointment, ...]:
        """Return the terms that accepting somebody ends with the day before theirs begins."""
        whom = {AGAIN: one.said.number, INSTEAD: one.said.instead_of}.get(one.said.manner, "")
        first = one.term(self._round.asked).valid_from
        return tuple(
            term
            for term in self._terms
            if whom
            and term.employee_number == whom
            and term.valid_from < first
            and term.state(first) == RUNNING
        )

    def findings(self, one: Named) -> tuple[Problem, ...]:
        """Return what stands in the way of somebody who waits for a decision; nothing once there is one."""
        if one.said.decided:
            return ()
        found = [*self._who(one), *self._where(one), *self._when(one)]
        return tuple(Problem(code.value, message, fix, what) for code, message, fix, what in found)

    def _who(self, one: Named) -> Iterable[tuple[Finding, str, str, str]]:
        said = one.said
        person = self._people.get(said.number)
        called = f"{said.name}さん" if said.name else "名前のない人"
        if person is None:
            yield (
                Finding.NUMBER_UNKNOWN,
                f"{called}の職員番号は、名簿にありません。",
                "所属に確かめ、正しい職員番号の報告を取り込むか、名簿を取り込んでください。",
                said.number or "空",
            )
            return
        if said.name and search_key(said.name) != search_key(person.name):
            yield (
                Finding.NAME_DIFFERS,
                f"職員番号{said.number}は、名簿では{person.name}さんです。報告では{said.name}さんです。",
                "どちらの人か、所属に確かめてください。",
                said.name,
            )
        if person.beyond:
            message = f"{person.name}さんの任命権者は{person.beyond}で、この台帳の任命権者ではありません。"
            fix = "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定を加えてください。"
            yield Finding.BEYOND, message, fix, person.beyond
        if person.left:
            message = f"{person.name}さんは、名簿から外れています。"
            yield Finding.LEFT, message, "別の人を選んでもらってください。", said.number
        elif person.away:
            message = f"{person.name}さんは、休業等でいまは職務を離れています。"
            yield Finding.AWAY, message, "選んでよいか、所属に確かめてください。", said.number

    def _where(self, one: Named) -> Iterable[tuple[Finding, str, str, str]]:
        said, asked = one.said, self._round.asked
        section = self._names.get(said.section, said.section)
        person = self._people.get(said.number)
        called = f"{person.name if person else said.name}さん"
        if person is not None and said.section not in person.sections:
            own = self._names.get(person.sections[0], "") if person.sections else ""
            yield (
                Finding.OTHER_SECTION,
                f"{called}は、{section}の人ではありません。",
                "兼務や異動の予定か、所属に確かめてください。",
                own or "所属なし",
            )
        if said.section not in asked.sections:
            message = f"{section}は、この選任の対象の所属ではありません。"
            yield (
                Finding.SECTION_UNASKED,
                message,
                "対象の所属に加えるか、報告した所属に確かめてください。",
                section,
            )
        both = self._sections.get(said.number, set()) - {said.section}
        if both and said.number:
            others = "、".join(self._names.get(code, code) for code in sorted(both))
            yield (
                Finding.TWO_SECTIONS,
                f"{called}は、{others}からも選ばれています。",
                "どちらの所属の人にするか決め、もう一方を「選ばない」にしてください。",
                others,
            )
        if one.subject in self._active and self._per_section[said.section] > asked.wanted > 0:
            yield (
                Finding.OVER,
                f"{section}から{self._per_section[said.section]}人が選ばれていますが、{asked.wanted}人のはずです。",
                "多い分を「選ばない」にするか、人数を変えてください。",
                f"{self._per_section[said.section]}人",
            )

    def _when(self, one: Named) -> Iterable[tuple[Finding, str, str, str]]:
        said = one.said
        term = one.term(self._round.asked)
        days = f"{short_day(term.valid_from)}〜{short_day(term.valid_to)}"
        if one.differs:
            yield (
                Finding.DIFFERS,
                f"{said.name or said.number}さんについて、2つの報告の内容が食い違っています。",
                "正しい方を残し、もう一方の受付を元に戻してください。",
                "、".join(FIELD_LABELS.get(name, name) for name in one.differs),
            )
        if not term.valid_from or (term.valid_to and term.valid_to < term.valid_from):
            yield (
                Finding.DAYS,
                "任期の終わりが始まりより前です。",
                "任期を直した報告を取り込んでください。",
                days,
            )
            return
        closing = self.closing(one)
        if said.manner == INSTEAD and not closing:
            yield (
                Finding.PREDECESSOR,
                "だれの後任か、わかりません。前任の職員番号の人は、その日にはこの役に就いていません。",
                "前任の職員番号を直した報告を取り込んでください。",
                said.instead_of or "空",
            )
        if said.manner == INSTEAD:
            yield from self._elsewhere(said, closing)
        rest = [other for other in self._terms if other not in closing]
        other = overlapping(term, rest)
        same = [t for t in rest if (t.employee_number, t.valid_from) == (said.number, term.valid_from)]
        other = other or (same[0] if same else None)
        if other is not None:
            shown = f"{short_day(other.valid_from)}〜{short_day(other.valid_to)}"
            yield (
                Finding.OVERLAPS,
                f"{said.name or said.number}さんは、その期間({days})にもう任命されています。",
                "続けて務める人なら区分を「再任」に、そうでなければ任期を直してください。",
                shown,
            )

    def _elsewhere(
        self, said: NomineeSaid, closing: Sequence[Appointment]
    ) -> Iterable[tuple[Finding, str, str, str]]:
        """Tell whom another section named and would lose by this 交代."""
        for term in closing:
            key = (term.persona, term.employee_number, term.valid_from)
            sections = self._made.named_by.get(key, frozenset())
            if not sections or said.section in sections:
                continue
            person = self._people.get(term.employee_number)
            others = "、".join(self._names.get(code, code) for code in sorted(sections))
            yield (
                Finding.PREDECESSOR_ELSEWHERE,
                f"前任の{person.name if person else term.employee_number}さんは、{others}から選ばれた人です。"
                f"この交代で任期を終えると、{others}の選任がなくなります。",
                "前任の職員番号が正しいか、両方の所属に確かめてください。",
                others,
            )


FIELD_LABELS: Mapping[str, str] = {
    "name": "氏名",
    "manner": "区分",
    "first_day": "任期の始まり",
    "last_day": "任期の終わり",
    "instead_of": "前任の職員番号",
    "handed_over": "引継ぎ",
    "handed_on": "引継ぎ日",
    "note": "備考",
}
"""What the fields that a section reports are called."""


def acceptable(findings: Sequence[Problem], accept: Iterable[str]) -> bool:
    """Tell whether somebody may be appointed: nothing stands in the way but what was accepted by its code."""
    allowed = {code for code in accept if code in {one.value for one in ASKED}}
    return all(one.code in allowed for one in findings)
