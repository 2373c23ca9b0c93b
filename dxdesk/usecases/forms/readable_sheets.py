"""The readable sheets of sealed workbooks, built from the sealed records alone.

The sender writes them and the receiver compares with them; both come here, so they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dxdesk.domain import canonical, merge, rights, subjects
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.ports.store import Sealer
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.forms import letters, print_records, proposal_texts
from dxdesk.usecases.forms.notice_sheet import notice_sheet
from dxdesk.usecases.forms.wording import confirmer_text
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.counting import Acceptance, deputies_in
from dxdesk.usecases.person_year.cycles import Cycle, cycle_of, day_text
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear, YearContext, derive_person
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.wording_version import WITH_OVERALL, wording_of
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, RESULT_NOTICE, SECTION_PACKAGE, Handlers

_NONE = "\uff0d"


def file_context(sealer: Sealer, envelope: Envelope, revisions: Iterable[Revision]) -> YearContext:
    """Return a context in which a file is read by itself: its keys, its year, its framework.

    Raises:
        KnownError: ``payload-broken`` where the year or the framework is not in the file.
    """
    cycles = merge.heads_of(r for r in revisions if r.record.part is Part.CYCLE)
    if not cycles:
        raise _incomplete()
    cycle = cycle_of(envelope.fiscal_year, cycles[0].year)
    texts = {f"{text.code}@{text.version}": text.text for text in envelope.frameworks}
    if cycle.framework not in texts:
        raise _incomplete()
    keys = {
        sealer.fingerprint(key.public): KeyRow(
            sealer.fingerprint(key.public), key.public, Role(key.role), key.owner, vouched="listed"
        )
        for key in envelope.keys
    }
    named = deputies_in(merge.heads_of(r for r in revisions if r.record.part is Part.DEPUTIES))
    acceptance = Acceptance(
        keys,
        frozenset({envelope.fiscal_year}),
        frozenset({cycle.framework}),
        deputies={envelope.fiscal_year: named},
    )
    return YearContext(cycle, versions.from_text(texts[cycle.framework]), acceptance, Role.SECTION)


def _incomplete() -> KnownError:
    return KnownError(
        "payload-broken",
        "年度とスキル体系の情報がファイルの中に揃っていません。取り込んでいません。",
        "送り主に、元のファイルをもう一度送ってもらってください。",
    )


def people_of(context: YearContext, revisions: Iterable[Revision]) -> tuple[PersonYear, ...]:
    """Return everybody whose assignment is in the file, by employee number."""
    by_person: dict[str, list[StoredRevision]] = {}
    for revision in revisions:
        if subjects.in_a_year(revision.record):
            stored = StoredRevision(revision, (0,))
            by_person.setdefault(revision.record.employee_number, []).append(stored)
    found = (derive_person(context, number, stored) for number, stored in sorted(by_person.items()))
    return tuple(person for person in found if person is not None)


shows: Handlers[Callable[[Envelope, YearContext, Sequence[PersonYear]], tuple[TableSheet, ...]]] = Handlers()
"""Builds the sheets of a workbook of a kind from its body, its year and the people in it."""


def sheets_of(sealer: Sealer, envelope: Envelope, revisions: tuple[Revision, ...]) -> tuple[TableSheet, ...]:
    """Return the readable sheets of a sealed workbook that nobody fills in."""
    context = file_context(sealer, envelope, revisions)
    people = people_of(context, revisions)
    kind = workbook_kinds.find(envelope.kind)
    assert kind is not None  # no body of another kind is sealed or opened
    return shows.named(kind.show)(envelope, context, people)


def head_of(envelope: Envelope, cycle: Cycle, guide: tuple[str, ...], due: str) -> Head:
    """Return the head block of a package for many people."""
    return Head(
        title=workbook_kinds.label_of(envelope.kind),
        municipality=envelope.municipality[1],
        fiscal_year=fiscal_year_label(cycle.fiscal_year),
        number=envelope.recipient.employee,
        name=envelope.recipient.label,
        department="",
        post="",
        deadline=due,
        sender=envelope.issuer.label,
        purpose=cycle.purpose,
        guide=guide,
    )


def _package_due(envelope: Envelope, cycle: Cycle, stages: set[str]) -> str:
    """Return by when the recipient confirms: each of their steps by its own day, as far as it has one."""
    if wording_of(envelope) == 1:
        return day_text(cycle.due_second or cycle.due_first, weekday=True)
    dues = (("first", "一次", cycle.due_first), ("second", "二次", cycle.due_second))
    own = [(label, day_text(due, weekday=True)) for stage, label, due in dues if due and stage in stages]
    return own[0][1] if len(stages) == 1 and own else "/".join(f"{label} {due}" for label, due in own)


@shows
def package_sheets(
    envelope: Envelope, context: YearContext, people: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return the list of people a confirmer answers for, with last year's levels."""
    items, owner = context.framework.items, envelope.recipient.employee
    columns = (
        Column("number", "職員番号", 10),
        Column("name", "氏名", 24),
        Column("department", "所属", 18, "wrap"),
        Column("post", "職名", 10),
        Column("first", "一次確認者", 16),
        Column("second", "二次確認者", 16),
        *(
            Column(
                item.uid, item.name, max(9, len(item.name) + 3), "level", _top(context.framework, item.uid)
            )
            for item in items
        ),
    )
    rows = []
    stages: set[str] = set()
    # Whoever stands in for others sees their people as well, whatever the day.
    terms = context.acceptance.deputies.get(envelope.fiscal_year, rights.NOBODY).terms
    confirmers = {owner, *(term.principal for term in terms if term.deputy == owner)}
    for person in people:
        own = {stage for stage in ("first", "second") if getattr(person.route, stage) in confirmers}
        if person.exempt or not own or person.employee_number == owner:
            continue  # only told of: no longer this confirmer's
        stages |= own
        last = {item.uid: item.last for item in person.items}
        levels = (_level(context.framework, item.uid, last.get(item.uid)) for item in items)
        rows.append(
            TableRow(
                person.employee_number,
                (
                    person.employee_number,
                    person.name,
                    person.department_name,
                    person.post or person.grade,
                    person.first_name or _NONE,
                    person.second_name or _NONE,
                    *levels,
                ),
            )
        )
    guide = (
        "dxdesk でこのファイルを開くと、所属の台帳ができます。"
        "申告票が戻ったら、同じ窓にまとめて置いてください。",
        "レベルの列は前年の確認結果です(\uff0dは記録なし)。",
    )
    head = head_of(envelope, context.cycle, guide, _package_due(envelope, context.cycle, stages))
    return (TableSheet(SECTION_PACKAGE.label, head, columns, tuple(rows)),)


@shows
def confirmation_sheets(
    envelope: Envelope, context: YearContext, people: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return who was confirmed how far, and every level with its comment."""
    overall = wording_of(envelope) >= WITH_OVERALL
    guide = ("このファイルはそのまま提出先へ送ってください。表を書き換えると受け付けられなくなります。",)
    head = head_of(envelope, context.cycle, guide, day_text(context.cycle.due_second, weekday=True))
    overview = tuple(
        TableRow(
            person.employee_number,
            (
                person.employee_number,
                person.name,
                person.department_name,
                person.post or person.grade,
                STATE_LABELS[person.state],
                confirmer_text(person, Part.REVIEW1),
                confirmer_text(person, Part.REVIEW2),
                *((overall_text(person),) if overall else ()),
            ),
        )
        for person in people
    )
    detail = tuple(
        TableRow(
            f"{person.employee_number}/{item.uid}",
            _detail(context.framework, person, item),
            top=_top(context.framework, item.uid),
        )
        for person in people
        for item in person.items
    )
    sheets = (
        TableSheet(CONFIRMATION.label, head, (*_OVERVIEW, _OVERALL) if overall else _OVERVIEW, overview),
        TableSheet("確認の内容", head, _DETAIL, detail),
    )
    staged = tuple(_stage_rows(context.framework, people))
    return (*sheets, TableSheet("育成段階", head, _STAGES, staged)) if staged else sheets


def confirmation_extra(people: Iterable[PersonYear]) -> str:
    """Return the ``extra`` of a confirmation: nothing where no one said anything of a person as a whole.

    Then its sheets are those that earlier programs know.
    """
    said = any(person.first_overall or person.second_overall for person in people)
    return canonical.dumps({"wording": WITH_OVERALL}) if said else ""


def overall_text(person: PersonYear) -> str:
    """Return what the confirmers say of a person as a whole, each under the name of the stage."""
    said = (("一次", person.first_overall), ("二次", person.second_overall))
    return "\n".join(f"{stage}: {text}" for stage, text in said if text)


def _stage_rows(framework: Framework, people: Iterable[PersonYear]) -> Iterator[TableRow]:
    """Yield what was decided on stages this year; nobody is listed for what was only proposed."""
    names = {persona.code: persona.name for persona in framework.personas}

    def name(code: str | None) -> str:
        return _NONE if code is None else stage_name(framework, code)

    for person in people:
        for said in person.stages:
            if said.said is not None:
                comments = "\n".join(text for text in (said.first_comment, said.second_comment) if text)
                about = (person.employee_number, person.name, names[said.persona])
                codes = (name(said.last), name(said.first), name(said.second))
                yield TableRow(f"{person.employee_number}/{said.persona}", (*about, *codes, comments))


_OVERVIEW = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 24),
    Column("department", "所属", 20, "wrap"),
    Column("post", "職名", 12),
    Column("state", "状態", 10),
    Column("first", "一次確認", 22, "wrap"),
    Column("second", "二次確認", 22, "wrap"),
)
_OVERALL = Column("overall", "全体へのコメント", 36, "wrap")
_DETAIL = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 24),
    Column("item", "スキル", 30, "wrap"),
    Column("last", "前年", 7, "level"),
    Column("self", "自己申告", 9, "level"),
    Column("first", "一次", 7, "level"),
    Column("second", "二次", 7, "level"),
    Column("evidence", "根拠", 30, "wrap"),
    Column("comment", "確認者のコメント", 30, "wrap"),
)

_STAGES = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 24),
    Column("persona", "人材像", 20, "wrap"),
    Column("last", "前年まで", 22, "wrap"),
    Column("first", "一次", 22, "wrap"),
    Column("second", "二次", 22, "wrap"),
    Column("comment", "確認者のコメント", 30, "wrap"),
)


def _detail(framework: Framework, person: PersonYear, item: ItemStanding) -> tuple[str, ...]:
    comments = [text for text in (item.first_comment, item.second_comment) if text]
    return (
        person.employee_number,
        person.name,
        item.name,
        *(
            _level(framework, item.uid, value)
            for value in (item.last, item.self_level, item.first, item.second)
        ),
        item.evidence,
        "\n".join(comments),
    )


@shows
def result_sheets(
    envelope: Envelope, context: YearContext, people: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return each person's result as it is printed."""
    return tuple(sheet for person in people for sheet in _result_sheet(envelope, context, person))


def _result_sheet(envelope: Envelope, context: YearContext, person: PersonYear) -> tuple[TableSheet, ...]:
    """Return one person's result as it is printed, and what is proposed for the next year."""
    told = letters.notice_of(envelope.fiscal_year, person.employee_number, envelope.extra)
    if told is None:
        return (_first_result_sheet(envelope, context, person),)
    record = print_records.result_notice(
        context,
        person,
        told.words,
        told.issued_on,
        told.frozen,
        told.snapshot,
        told.stages,
        as_reported=told.as_reported,
        courses=told.courses,
        correction=told.correction,
        seal=told.seal,
    )
    sheet = notice_sheet(record, RESULT_NOTICE.label, official=told is not None and told.official)
    if not told.proposal:
        return (sheet,)
    return sheet, proposal_texts.sheet_of(
        told.proposal, replace(sheet.head, official=False), official=told.official
    )


def _first_result_sheet(envelope: Envelope, context: YearContext, person: PersonYear) -> TableSheet:
    """Return the sheet of a notice in the first wording, which files already sent have."""
    head = Head(
        title=RESULT_NOTICE.label,
        municipality=envelope.municipality[1],
        fiscal_year=fiscal_year_label(context.cycle.fiscal_year),
        number=person.employee_number,
        name=person.name,
        department=person.department_name,
        post=person.post or person.grade,
        deadline="",
        sender=envelope.issuer.label,
        purpose=context.cycle.purpose,
        guide=("今年度のスキルを確認した結果をお知らせします。",),
    )
    columns = (
        Column("item", "スキル", 16, "wrap"),
        Column("last", "前年", 7, "level"),
        Column("self", "自己申告", 9, "level"),
        Column("confirmed", "確認結果", 9, "level"),
        Column("comment", "確認者のコメント", 24, "wrap"),
        Column("next", "次のレベルまでに", 46, "wrap"),
    )
    rows = tuple(_result_row(context.framework, person, item) for item in person.items)
    return TableSheet(RESULT_NOTICE.label, head, columns, rows, landscape=False)


def _result_row(framework: Framework, person: PersonYear, item: ItemStanding) -> TableRow:
    comment = item.second_comment or item.first_comment
    return TableRow(
        item.uid,
        (
            item.name,
            _level(framework, item.uid, item.last),
            _level(framework, item.uid, item.self_level),
            _level(framework, item.uid, item.confirmed),
            comment,
            next_text(framework, item, person.grade),
        ),
        top=_top(framework, item.uid),
    )


def next_text(framework: Framework, item: ItemStanding, grade: str) -> str:
    """Return what the next level still asks for, one statement a line."""
    found = versions.next_texts(framework, framework.item(item.uid), item.confirmed, grade)
    return "\n".join(f"・{text}" for text in found) or "最も上のレベルです。"


def _top(framework: Framework, uid: str) -> int:
    return framework.scale_of(framework.item(uid)).highest


def _level(framework: Framework, uid: str, level: int | None) -> str:
    return _NONE if level is None else framework.level_label(framework.item(uid), level)
