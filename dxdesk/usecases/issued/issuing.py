"""A paper is issued once: what it says is kept, and whatever is printed of it again is drawn from that.

Whoever prints says what is wanted (``Wanted``): a paper that is there already comes back as it was issued;
one whose matter was corrected since is followed by a paper 訂正 that names it; one that an earlier program
issued without a copy is made again (再作成) and kept from then on. One that is 書損 is as if it had never
been issued, but that its number is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from operator import attrgetter

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports import setting_names
from dxdesk.ports.papers import IssuedPaper
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued import series as numbers
from dxdesk.usecases.issued import spoiled as voided
from dxdesk.usecases.issued.differences import sender_of, with_changes
from dxdesk.usecases.issued.given_numbers import without_copy
from dxdesk.usecases.issued.letters import Letter, Letters, letter_for
from dxdesk.usecases.issued.records import LAYOUT, record_of, text_of
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.workplace.desk import Desk

DIGEST = "papers_digest"
"""Under which name the audit keeps the digest of what was issued in one act."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a paper is given when it is issued.

    ``number`` as printed; ``letter`` of a notice, where one was typed; ``corrected``: the paper it corrects.
    ``uow`` is the unit of work in which it is issued.
    """

    uow: UnitOfWork
    number: str
    letter: Letter | None = None
    corrected: IssuedPaper | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that somebody wants.

    Attributes:
        key: what it is told from others of its series by.
        employee_number: to whom it goes; of several people the first.
        source: what it is made of; a paper made of something else is to be corrected.
        make: makes what it says today; asked only where nothing is kept.
        number: the number that it has from elsewhere (決裁); empty: one of its series, or its letter's.
        authority: the 任命権者 of whom it goes to, where letters differ by it.
    """

    key: str
    employee_number: str
    source: str
    make: Callable[[Given], doc.Issuable]
    number: str = ""
    authority: str = ""


class Way(StrEnum):
    """What becomes of a paper that is wanted."""

    KEPT = "reprinted"
    NEW = "issued"
    CORRECTED = "corrected"
    REMADE = "remade"


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one paper that is wanted: ``before`` is that which is printed again or corrected.

    ``legacy`` is the number of one that was issued without a copy, in the series of that name.
    """

    wanted: Wanted
    way: Way
    before: IssuedPaper | None = None
    legacy: int = 0
    series: str = ""

    def lacks_number(self, series: Series, letter: Letter | None) -> bool:
        """Tell whether it corrects a notice that bore a number, and is itself given none of its own."""
        given = letter.number.strip() if letter is not None else ""
        return (
            not series.numbered
            and self.way is Way.CORRECTED
            and self.before is not None
            and bool(self.before.number_text)
            and not given
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """Papers as they were issued, in the order they were wanted, with what became of each."""

    papers: tuple[IssuedPaper, ...]
    records: tuple[doc.Issuable, ...]
    ways: Counter[Way]


def plan(
    uow: UnitOfWork, series: Series, wanted: Sequence[Wanted], *, correct: bool = False
) -> list[Planned]:
    """Return what would become of papers; nothing is written.

    Args:
        uow: a unit of work.
        series: whose papers they are.
        wanted: the papers.
        correct: whether those that are there are to be corrected though nothing says so.
    """
    newest = in_force(uow, series)
    void = voided.spoiled(uow)
    # Whatever an earlier program issued and was made again since has its number from then: 書損 uses it up.
    spent = {(one.series, one.key) for one in uow.papers.of(series.kind) if one.paper_id in void}
    legacy = {
        key: (int(number), name)
        for name, key, number in _without_copy(uow, series)
        if (name, key) not in spent
    }
    found = []
    for one in wanted:
        before = newest.get(one.key)
        if before is not None and before.source == one.source and not correct:
            found.append(Planned(one, Way.KEPT, before))
        elif before is not None:
            found.append(Planned(one, Way.CORRECTED, before))
        elif one.key in legacy:
            found.append(Planned(one, Way.REMADE, None, *legacy[one.key]))
        else:
            found.append(Planned(one, Way.NEW))
    return found


def in_force(uow: UnitOfWork, series: Series) -> dict[str, IssuedPaper]:
    """Return the papers of a series that are not 書損 and that no other corrects, by key."""
    void = voided.spoiled(uow)
    papers = [one for one in _of_series(uow, series) if one.paper_id not in void]
    corrected = {one.corrects for one in papers}
    return {one.key: one for one in papers if one.paper_id not in corrected}


def _of_series(uow: UnitOfWork, series: Series) -> list[IssuedPaper]:
    return [one for one in uow.papers.of(series.kind) if series.any_year or one.series == series.name]


def _without_copy(uow: UnitOfWork, series: Series) -> list[tuple[str, str, str]]:
    """Return series, key and number of the papers of a series that an earlier program issued."""
    found = without_copy(uow, series.kind)
    return [
        (name, key, number) for (name, key), number in found.items() if series.any_year or name == series.name
    ]


def kept_records(uow: UnitOfWork, papers: Sequence[IssuedPaper]) -> tuple[doc.Issuable, ...]:
    """Return what papers say.

    Raises:
        KnownError: ``paper-unreadable``.
    """
    texts = uow.papers.records(one.paper_id for one in papers)
    return tuple(record_of(texts[one.paper_id]) for one in papers)


def issue(
    desk: Desk, uow: UnitOfWork, series: Series, planned: Sequence[Planned], letters: Letters
) -> Issued:
    """Return the papers that were planned, those issued before and those that are issued by this.

    Nothing is committed: whoever draws them does so first.

    Args:
        desk: the store.
        uow: a unit of work that writes, unless all papers are there.
        series: whose papers they are; one without numbers of its own where each has one from elsewhere.
        planned: what ``plan`` returned.
        letters: what new notices bear.

    Raises:
        KnownError: ``paper-unreadable``, ``letter-incomplete``, ``letter-missing``,
            ``correction-unnumbered``.
    """
    _refuse_unnumbered(series, planned, letters)
    kept = [one.before for one in planned if one.way is Way.KEPT and one.before is not None]
    said = dict(zip((one.paper_id for one in kept), kept_records(uow, kept), strict=True))
    maker = _Maker(desk, uow, series, {name: one.checked() for name, one in letters.items()})
    old = [one.before for one in planned if one.way is Way.CORRECTED and one.before is not None]
    maker.before = dict(zip((one.paper_id for one in old), kept_records(uow, old), strict=True))
    made = [maker.make(one) for one in planned if one.way is not Way.KEPT]
    maker.keep(made)
    fresh = iter(made)
    papers, records = [], []
    for one in planned:
        if one.way is Way.KEPT and one.before is not None:
            paper, record = one.before, said[one.before.paper_id]
        else:
            paper, record, _ = next(fresh)
        papers.append(paper)
        records.append(record)
    return Issued(tuple(papers), tuple(records), Counter(one.way for one in planned))


def _refuse_unnumbered(series: Series, planned: Sequence[Planned], letters: Letters) -> None:
    """Refuse a 訂正 without a number of its own to whoever holds a notice with one: it could not be cited.

    Raises:
        KnownError: ``correction-unnumbered``, ``letter-missing``.
    """
    found = [
        one
        for one in planned
        if one.way is Way.CORRECTED and one.lacks_number(series, letter_for(letters, one.wanted.authority))
    ]
    if not found or found[0].before is None:
        return
    others = f" ほか{len(found) - 1:,}人" if len(found) > 1 else ""
    raise KnownError(
        "correction-unnumbered",
        f"訂正の通知に、文書番号がありません({found[0].wanted.employee_number}{others}。"
        f"前の通知は{named(found[0].before)})。通知は作っていません。",
        "文書管理システムで訂正の通知の番号を取り、文書番号として入れてください"
        "(コマンドでは --document-number)。",
        found="、".join(one.wanted.employee_number for one in found[:10]),
    )


_Made = tuple[IssuedPaper, doc.Issuable, str]


class _Maker:
    """Makes papers that are not there yet."""

    def __init__(self, desk: Desk, uow: UnitOfWork, series: Series, letters: Letters) -> None:
        self._uow, self._series, self._letters = uow, series, letters
        self._at, self._today = desk.services.clock.now(), desk.services.clock.today()
        self._prefix = numbers.prefix_of(uow, series.kind)
        self._branches: Counter[str] = Counter()
        self.before: Mapping[str, doc.Issuable] = {}
        """What the papers say that are corrected, by id."""
        self._said = voided.histories(uow)
        self._void: dict[str, list[str]] = {}
        for one in _of_series(uow, series) if self._said else ():
            if self._said.get(one.paper_id, voided.NOTHING).spoiled:
                self._void.setdefault(one.key, []).append(one.paper_id)

    def make(self, planned: Planned) -> _Made:
        wanted, corrected = planned.wanted, planned.before
        letter = None if self._series.numbered else letter_for(self._letters, wanted.authority)
        name = planned.series or self._series.name
        number, text = self._number(planned, letter)
        marks = (f"再作成 {long_day(self._today)}",) if planned.way is Way.REMADE else ()
        if corrected is not None:
            marks = (f"訂正 {named(corrected)}を訂正",)
        record = replace(wanted.make(Given(self._uow, text, letter, corrected)), marks=marks)
        if corrected is not None:
            record = with_changes(self.before[corrected.paper_id], record)
        said = text_of(record)
        paper = IssuedPaper(
            paper_id=canonical.digest(
                canonical.dumps(
                    [
                        *(name, wanted.key, corrected.paper_id if corrected else ""),
                        *sorted(self._void.get(wanted.key, ())),
                    ]
                )
            ),
            kind=self._series.kind,
            series=name,
            key=wanted.key,
            number_text=text,
            employee_number=wanted.employee_number,
            name=record.person.name,
            issued_on=record.issued_on.isoformat() if record.issued_on else "",
            issuer=sender_of(record),
            number=number,
            fiscal_year=_year_of(name),
            layout=LAYOUT,
            source=wanted.source,
            made_at=self._at,
            remade_on=self._today if planned.way is Way.REMADE else "",
            batch="",
            corrects=corrected.paper_id if corrected else "",
            digest="",
        )
        return paper, record, said

    def _number(self, planned: Planned, letter: Letter | None) -> tuple[int, str]:
        """Return a number of the series and how it is printed; 0 where it has its number from elsewhere."""
        year = self._series.fiscal_year or fiscal_year_of(self._today)
        if planned.legacy:
            return planned.legacy, numbers.told(self._prefix, planned.legacy, year)
        if letter is not None:
            return 0, letter.branch(self._branch(letter))
        if planned.wanted.number or not self._series.numbered:
            return 0, planned.wanted.number
        number = numbers.next_number(self._uow, self._series)
        return number, numbers.told(self._prefix, number, year)

    def _branch(self, letter: Letter) -> int:
        """Return which notice of a 文書番号 comes next."""
        if not letter.branches:
            return 0
        if letter.number not in self._branches:
            given = {one.number_text for one in self._uow.papers.of(self._series.kind)}
            last = 0
            while letter.branch(last + 1) in given:
                last += 1
            self._branches[letter.number] = last
        self._branches[letter.number] += 1
        return self._branches[letter.number]

    def keep(self, made: list[_Made]) -> None:
        """Keep what was made, with its batch and digests, and say so in the audit."""
        if not made:
            return
        batch = canonical.digest(
            canonical.dumps([self._series.name, self._at, *(one.paper_id for one, *_ in made)])
        )
        for place, (paper, record, text) in enumerate(made):
            paper = replace(paper, batch=batch)
            made[place] = replace(paper, digest=digest_of(paper, text)), record, text
        self._uow.papers.add_papers((paper, text) for paper, _, text in made)
        for paper, *_ in made:
            voided.follow(self._uow, self._said, self._void.get(paper.key, ()), paper)
        for authority, letter in self._letters.items():
            self._uow.settings.set(f"{setting_names.NOTICE_ISSUER}{authority}", letter.issuer_title)
        counts: dict[str, int | str] = {"documents": len(made)}
        counts[DIGEST] = batch_digest([paper for paper, *_ in made])
        self._uow.audit.append("issue-papers", self._series.name, counts)


def named(paper: IssuedPaper) -> str:
    """Return how a paper is named by its number and day: ``令和8年3月18日付け 検区人第3号``."""
    day = f"{long_day(paper.issued_on)}付け" if paper.issued_on else ""
    if not paper.number_text:  # only notices go out without one
        return f"{day}の通知" if day else "先の通知"
    return f"{day} {paper.number_text}".strip()


def digest_of(paper: IssuedPaper, text: str) -> str:
    """Return the digest of a paper: of its row and of the text of its record."""
    *row, _ = _ROW(paper)  # a check makes one of every paper ever issued: nothing is copied for it
    return canonical.digest(canonical.dumps([*row, "", text]), 64)


_ROW = attrgetter(*sorted((one.name for one in fields(IssuedPaper)), key="digest".__eq__))
"""A paper as one row, its digest last as in the class."""


def batch_digest(papers: Sequence[IssuedPaper]) -> str:
    """Return the digest of all papers that were issued in one act."""
    return canonical.digest(canonical.dumps(sorted(one.digest for one in papers)), 64)


def batches(papers: Sequence[IssuedPaper]) -> Mapping[str, list[IssuedPaper]]:
    """Return papers by the act they were issued in."""
    found: dict[str, list[IssuedPaper]] = {}
    for one in papers:
        found.setdefault(one.batch, []).append(one)
    return found


def _year_of(series: str) -> int:
    year = series.rpartition(":")[2]
    return int(year) if year.isdigit() else 0
