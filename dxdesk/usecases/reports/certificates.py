"""スキル確認結果証: a numbered certificate of each finalised result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dxdesk.domain import canonical
from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import Framework
from dxdesk.ports import document_wording
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role, SnapshotLine
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.forms.certificate_choices import ALL_LEVELS
from dxdesk.usecases.issued.issuing import Given, Wanted, in_force
from dxdesk.usecases.issued.printing import Asked
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.reports.issuing import beyond_told, issued_within
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nobody, printed
from dxdesk.usecases.reports.people_of import People, finalised, people_of
from dxdesk.usecases.reports.span import ISSUED
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        words = print_records.wording(uow, desk.identity)
        people = _with_items(found, issued_within(desk, uow, order, finalised(found)), words)
        aliases = {person.number: person.alias for person in uow.people.employees(include_left=True)}
    wanted = [
        Wanted(
            person.employee_number,
            person.employee_number,
            canonical.digest(canonical.dumps(dict(found.frozen[person.employee_number].levels))),
            partial(_certificate, found, person, words, aliases.get(person.employee_number, "")),
        )
        for person in people
    ]
    return Asked(Series(KIND.kind, found.context.cycle.fiscal_year), wanted)


def _certificate(
    found: People, person: PersonYear, words: print_records.Wording, alias: str, given: Given
) -> doc.Certificate:
    line = found.frozen[person.employee_number]
    snapshot = found.snapshots[line.snapshot]
    return print_records.certificate(found.context, person, words, line, snapshot, given.number, alias)


def _with_items(
    found: People, people: Sequence[PersonYear], words: print_records.Wording
) -> tuple[PersonYear, ...]:
    """Return those of whom a certificate has something to list, as the office has chosen.

    Raises:
        KnownError: ``nobody-to-print``.
    """
    framework = found.context.framework
    listed = tuple(
        person
        for person in people
        if words.choices.levels == ALL_LEVELS
        or print_records.certificate_items(framework, found.frozen[person.employee_number], words)
    )
    if not listed:
        raise nobody(
            "選んだ人に、一番低いレベルを超えた項目がありません。",
            "全員に出すときは、「設定」の証書で「すべての項目を並べる」を選んでください。",
        )
    return listed


def _notices(desk: Desk, fiscal_year: int) -> tuple[Problem, ...]:
    """Return whom none is made for: people of other authorities, and who has nothing to list."""
    return (*beyond_told(desk), *_nothing_listed(desk, fiscal_year))


def _nothing_listed(desk: Desk, fiscal_year: int) -> tuple[Problem, ...]:
    with desk.store.read() as uow:
        words = print_records.wording(uow, desk.identity)
        cycle = find_cycle(uow, fiscal_year)
        framework = framework_of(uow, cycle)
        lines = {one.employee_number: one for one in uow.results.snapshot_lines(cycle.fiscal_year, "")}
        if words.choices.levels == ALL_LEVELS:
            there = in_force(uow, Series(KIND.kind, cycle.fiscal_year))
            return _lowest_told(framework, [line for key, line in lines.items() if key not in there])
    none = [
        number
        for number, line in lines.items()
        if not print_records.certificate_items(framework, line, words)
    ]
    if not none:
        return ()
    return (
        Problem(
            "certificate-nothing",
            f"一番低いレベルを超えた項目のない{len(none):,}人の分は作りません。",
            "全員に出すときは、「設定」の証書で「すべての項目を並べる」を選んでください。",
            "、".join(sorted(none)[:10]) + (" ほか" if len(none) > 10 else ""),
        ),
    )


def _lowest_told(framework: Framework, lines: Sequence[SnapshotLine]) -> tuple[Problem, ...]:
    """Say on how many papers that are not issued yet the lowest level (LV0) would stand."""
    lowest = {item.uid: min(framework.scale_of(item).by_value) for item in framework.items}
    found = sorted(
        line.employee_number
        for line in lines
        if any(lowest.get(uid) == level for uid, level in line.levels.items())
    )
    if not found:
        return ()
    labels = {framework.level_label(item, lowest[item.uid]) for item in framework.items}
    return (
        Problem(
            "certificate-lowest",
            f"まだ発行していない{len(found):,}人の証書に、一番低いレベル({'、'.join(sorted(labels))})の項目が載ります。",
            "載せないときは、作る前に、「設定」の証書で「一番低いレベルの項目は並べない(LV1以上だけ)」を選んでください。",
            "、".join(found[:10]) + (" ほか" if len(found) > 10 else ""),
        ),
    )


KIND = ReportKind(
    kind="certificate",
    title=document_wording.SKILL_CERTIFICATE_TITLE,
    roles=(Role.HR,),
    hint="確定した人に渡す証書です。番号は一度付くと変わりません。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    numbered=True,
    span=ISSUED,
    notices=_notices,
)
