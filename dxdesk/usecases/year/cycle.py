"""年度サイクル: open a fiscal year, keep its assignments in step with the roster, close it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dxdesk.domain import purposes, rights
from dxdesk.domain.contents import YearSaid, carried_on
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Problem, any_of
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.domain.persona_names import PersonaNames, unknown
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.text import LINE_UNITS, NAME_UNITS, cleaned, refuse_unfit_name
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.domain.year_start import Mode
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.arrival import update_outcomes
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.organisation import assigning, roster_drift, year_start
from dxdesk.usecases.organisation.assigning import changed
from dxdesk.usecases.organisation.reference_texts import ReferenceTexts
from dxdesk.usecases.person_year import derived, linked
from dxdesk.usecases.person_year.cycles import (
    CLOSED_PREFIX,
    DEFAULT_TITLE,
    Cycle,
    all_cycles,
    cycle_heads,
    cycle_key,
    cycle_of,
    find_cycle,
)
from dxdesk.usecases.person_year.local_work import keep, own_trust
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import days, estimated_days, left_behind, tool_versions

_SHOWN = 5
"""People named in a warning; the others are counted."""


@dataclass(frozen=True, slots=True)
class OpenCycle:
    """A year to open or change; dates are ISO text, ``framework`` a preset or a kept framework's code.

    What is ``None`` stays as it is in a year that is open already; an empty due date means none. ``uses`` are
    codes of what the records are for (``purposes.Use``), in a new year those of the year before where none
    are named; an empty ``purpose`` means the sentence made of them.
    ``estimated`` names the days (``estimated_days.DAYS``) that stand as the program proposed them.
    """

    fiscal_year: int
    framework: str
    base_date: str
    due_self: str | None = None
    due_first: str | None = None
    due_second: str | None = None
    purpose: str | None = None
    title: str | None = None
    uses: tuple[str, ...] | None = field(default=None, kw_only=True)
    estimated: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class CycleOpened:
    """What opening a year did: who is asked, who is not and why, whose route is incomplete.

    ``renewed`` tells that the year was open before.
    """

    cycle: Cycle
    staff: int
    exempt: tuple[tuple[str, str, str], ...]
    missing_routes: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    renewed: bool = False


def cycles(desk: Desk) -> tuple[Cycle, ...]:
    """Return all years, oldest first."""
    with desk.store.read() as uow:
        return all_cycles(uow)


def current_cycle(desk: Desk, fiscal_year: int = 0) -> Cycle:
    """Return a year's cycle, by default the open one; raises ``KnownError`` ``no-cycle``."""
    with desk.store.read() as uow:
        return find_cycle(uow, fiscal_year)


def open_cycle(desk: Desk, command: OpenCycle) -> CycleOpened:
    """Open a fiscal year, or change the dates of an open one.

    Raises:
        KnownError: ``date-unreadable``, ``dates-out-of-order``, ``date-out-of-year``, ``roster-empty``,
            ``framework-fixed``, ``preset-unknown``, ``purpose-unknown``, ``text-too-long``.
    """
    desk.require(Role.HR)
    command = cleaned(command)
    with desk.store.write() as uow:
        heads = cycle_heads(uow, command.fiscal_year)
        framework = _framework(uow, command)
        before = cycle_of(command.fiscal_year, heads[0].year) if heads else None
        cycle = _wanted(command, framework, before, _uses(uow, command, before))
        untouched = "年度は変えていません。" if heads else "年度は始めていません。"
        _check_dates(cycle, untouched)
        _check_words(command, heads[0].year if heads else None)
        if not uow.people.employees():
            raise KnownError(
                "roster-empty",
                f"職員名簿がまだありません。{untouched}",
                "先に職員名簿を取り込んでください。",
            )
        uow.exchange.save_framework(versions.row_of(framework))
        _say_cycle(desk, uow, cycle)
        estimated_days.keep(uow, cycle.fiscal_year, command.estimated)
        dues = zip(days.DUE_NAMES, (cycle.due_self, cycle.due_first, cycle.due_second), strict=True)
        told = (*days.of_year(cycle.base_date, tuple(dues)), *days.clock_problems(desk, uow))
        opened = _assign(desk, uow, cycle, framework)
        update_outcomes(uow)
        uow.audit.append("cycle-open", str(cycle.fiscal_year), {"people": opened.staff})
        warnings = (*told, *opened.warnings, *_of_purpose(uow, command, before, cycle))
        if before is not None and (before.uses, before.purpose) != (cycle.uses, cycle.purpose):
            uow.audit.append("cycle-purpose", str(cycle.fiscal_year), {"uses": purposes.named(cycle.uses)})
        roster_drift.in_step(uow, cycle)
        uow.commit()
    return replace(opened, renewed=bool(heads), warnings=warnings)


def _uses(uow: UnitOfWork, command: OpenCycle, before: Cycle | None) -> tuple[str, ...]:
    """Return the codes the record is to have; one that has none keeps none unless they are named."""
    if command.uses is None:
        if before is not None:
            return before.said_uses
        earlier = [one for one in all_cycles(uow) if one.fiscal_year < command.fiscal_year]
        return earlier[-1].uses if earlier else tuple(use.value for use in purposes.FIRST)
    said = before.said_uses if before is not None else ()
    purposes.refuse_unknown(command.uses, said)
    newer = [code for code in said if code not in purposes.USE_NAMES]
    return purposes.ordered([*command.uses, purposes.ALWAYS.value, *newer])


def _of_purpose(uow: UnitOfWork, command: OpenCycle, before: Cycle | None, cycle: Cycle) -> Iterator[Problem]:
    """Say what the office still has to do where it changed what a year that began is for."""
    if before is None or before.uses == cycle.uses:
        return
    if not command.purpose and cycle.purpose != purposes.sentence(cycle.uses):
        yield Problem(
            "purpose-kept",
            "利用目的の文は手で直してあるので、そのままにしました。選んだ利用目的と合わないことがあります。",
            "「年度」の「日付と文面」で文を直すか、「選んだ目的から文を作る」を押してください。",
            cycle.purpose,
        )
    more = [code for code in cycle.uses if code not in before.uses]
    if more and uow.exchange.dispatches(cycle.fiscal_year):
        yield Problem(
            "purpose-widened",
            f"利用目的に{purposes.named(more)}を加えました。もう配った票には、前の利用目的が印刷されています。",
            "加えた目的に使う前に、そのことを職員に知らせてください。",
            purposes.named(more),
        )


def _wanted(
    command: OpenCycle, framework: Framework, before: Cycle | None, said_uses: tuple[str, ...]
) -> Cycle:
    """Return the year as it is to be: what the command leaves open stays as it was."""
    names = ("due_self", "due_first", "due_second", "title")
    said = {name: getattr(command, name) for name in names}
    kept = {name: getattr(before, name, "") if value is None else str(value) for name, value in said.items()}
    return Cycle(
        command.fiscal_year,
        command.base_date,
        kept["due_self"],
        kept["due_first"],
        kept["due_second"],
        framework.code,
        framework.version,
        _printed(command, before, said_uses),
        kept["title"] or DEFAULT_TITLE,
        rules=before.rules if before else rights.NEWEST,
        said_uses=said_uses,
    )


def _printed(command: OpenCycle, before: Cycle | None, said_uses: tuple[str, ...]) -> str:
    """Return the sentence of purpose: the office's own, or the one made of the uses, which follows them."""
    if command.purpose:
        return command.purpose
    if command.purpose is None and before is not None and before.purpose:
        if before.purpose != purposes.sentence(before.uses):
            return before.purpose
        return purposes.sentence(said_uses or before.uses)
    return purposes.sentence(said_uses or purposes.FIRST)


def _check_words(command: OpenCycle, before: YearSaid | None) -> None:
    """Refuse words no form could show; they stand on every one of the year. Those of before may stay."""
    for text, kept, what, limit in (
        (command.title, before and before.title, "票の題名", LINE_UNITS),
        (command.purpose, before and before.purpose, "利用目的", NAME_UNITS),
    ):
        if (text or "") != kept:
            refuse_unfit_name(text or "", what, limit)


def _check_dates(cycle: Cycle, untouched: str) -> None:
    """Refuse days that are none, or not of the year; ``untouched`` says what became of the year."""
    given = [cycle.base_date, cycle.due_self, cycle.due_first, cycle.due_second]
    # A base date may lie just before the year, the last confirmation just after it.
    first, last = date(cycle.fiscal_year, 1, 1), date(cycle.fiscal_year + 1, 6, 30)
    for text in given:
        if text:
            refuse_unreadable(text, f"日付を読み取れません。{untouched}")
        found = date.fromisoformat(text) if text else first
        if not first <= found <= last:
            raise KnownError(
                "date-out-of-year",
                f"{cycle.label}の日付ではありません。{untouched}",
                "年度と日付のどちらかを直してください。",
                found=short_day(text),
            )
    dues = [date.fromisoformat(text) for text in given[1:] if text]
    if dues != sorted(dues):
        raise KnownError(
            "dates-out-of-order",
            f"期限の順が前後しています。{untouched}",
            "自己申告、一次確認、二次確認の順に、だんだん遅い日にしてください。",
            found="、".join(short_day(text) for text in given[1:] if text),
        )


def _framework(uow: UnitOfWork, command: OpenCycle) -> Framework:
    """Return the kept framework of that code (its latest version) or the preset.

    A year that begins asks about the framework's tools where the office wants it; one that began stays.
    """
    kept = [row for row in uow.exchange.frameworks() if row.code == command.framework]
    heads = cycle_heads(uow, command.fiscal_year)
    if heads:
        fixed = heads[0].year.framework
        if fixed.partition("@")[0] != command.framework:
            raise KnownError(
                "framework-fixed",
                f"{fiscal_year_label(command.fiscal_year)}は、すでに別のスキル体系({fixed})で始まっています。変えていません。",
                "体系を替えるのは翌年度からにしてください。",
                found=command.framework,
            )
        kept = [row for row in kept if f"{row.code}@{row.version}" == fixed]
        return versions.newest(kept) if kept else versions.load_preset(command.framework)
    return tool_versions.as_switched(uow, command.framework)


def _say_cycle(desk: Desk, uow: UnitOfWork, cycle: Cycle) -> None:
    heads = cycle_heads(uow, cycle.fiscal_year)
    if heads:
        value = carried_on(heads[0].content, cycle.value())
    else:
        start = year_start.start_of(uow, cycle.fiscal_year)
        value = carried_on(cycle.value(), {} if start.mode is Mode.NONE else year_start.value_of(start))
    if len(heads) == 1 and heads[0].content == value:
        return
    key = cycle_key(desk.identity.municipality_code, cycle.fiscal_year)
    keep(desk, uow, [revise(key, value, heads, key_id=desk.key_id, trust=own_trust(desk))])


def refresh_assignments(desk: Desk, fiscal_year: int = 0) -> CycleOpened:
    """Bring the assignments of a year into step with the roster (異動, new people, 対象外)."""
    desk.require(Role.HR)
    with desk.store.write() as uow:
        cycle = find_cycle(uow, fiscal_year)
        framework_row = uow.exchange.framework(cycle.framework_code, cycle.framework_version)
        assert framework_row is not None
        opened = _assign(desk, uow, cycle, versions.from_text(framework_row.text))
        uow.audit.append("assignments-refresh", str(cycle.fiscal_year), {"people": opened.staff})
        roster_drift.in_step(uow, cycle)
        uow.commit()
    return opened


def _assign(desk: Desk, uow: UnitOfWork, cycle: Cycle, framework: Framework) -> CycleOpened:
    wanted = assigning.wanted(uow, cycle, desk.services.clock.today())
    references = assigning.heads_by_person(uow, cycle.fiscal_year, Part.REFERENCE)
    history = assigning.history(uow, cycle, framework)
    texts = ReferenceTexts(desk, cycle)
    made: list[Revision] = []
    for number, value in wanted.values.items():
        made.extend(changed(desk, cycle, number, Part.ASSIGNMENT, value, wanted.known))
        if number not in wanted.gone:
            made.extend(texts.changed(number, history.get(number, {}), references.get(number, ())))
    keep(desk, uow, made)
    derived.refresh_year(desk, uow, cycle.fiscal_year)
    warnings = (
        *_warnings(framework, wanted.people.values()),
        *_unknown_personas(framework, wanted),
        *_asked_twice(uow, wanted),
    )
    return CycleOpened(cycle, len(wanted.asked), wanted.exempt, wanted.missing, warnings)


def _warnings(framework: Framework, people: Iterable[Employee]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if framework.summary:
        found.append(
            Problem(
                "framework-summary",
                f"「{framework.name}」の基準の文は本システムの要約で、公式の文言ではありません。",
                "公式の文言には、「設定」の「スキル体系」で替えられます(次の年度から)。",
            )
        )
    unplaced = framework.unplaced_grades(person.grade for person in people)
    if unplaced:
        found.append(
            Problem(
                "grade-unplaced",
                "スキル体系のどの職層にも当たらない職層の人がいます。共通の設問だけを示します。",
                "名簿の職層を、一般職・係長級・管理職のどれかに読み替えられる名前に直してください。",
                found="、".join(text or "(空欄)" for text in unplaced),
            )
        )
    return tuple(found)


def _asked_twice(uow: UnitOfWork, wanted: assigning.Wanted) -> Iterator[Problem]:
    """Say who is asked under two numbers that are linked as one person's."""
    asked = frozenset(wanted.asked)
    twice = [
        f"{link.former.number} → {link.later.number}"
        for link in linked.links(uow)
        if link.former.today and {link.former.number, link.later.number} <= asked
    ]
    if twice:
        yield Problem(
            "link-asked-twice",
            f"番号をつないだ{len(twice):,}人が、前の番号と新しい番号の両方で対象です。申告が2つになります。",
            "使わなくなった番号の人を名簿で退職などにするか対象外と決め、「名簿に合わせる」をしてください。"
            "別の人なら、「名簿」でつながりを解いてください。",
            "、".join(twice[:_SHOWN]) + (" ほか" if len(twice) > _SHOWN else ""),
        )


def _unknown_personas(framework: Framework, wanted: assigning.Wanted) -> tuple[Problem, ...]:
    """Return each persona that people hold and the year's framework lacks: nobody asks its questions."""
    names = PersonaNames({one.code: one.name for one in framework.personas})
    held: dict[str, list[str]] = {}
    for number, value in wanted.values.items():
        personas = value.get("personas", ())
        if value["target"] and isinstance(personas, list):
            for name in unknown(names, map(str, personas)):
                held.setdefault(name, []).append(f"{number} {value['name']}")
    found = []
    for name, people in held.items():
        nearest = names.read(name) or names.nearest(name)
        maybe = f"近いのは{any_of(f'「{one}」' for one in nearest)}です。" if nearest else ""
        shown = "、".join(people[:_SHOWN]) + (" ほか" if len(people) > _SHOWN else "")
        found.append(
            Problem(
                "persona-unknown",
                f"人材像「{name}」の{len(people):,}人({shown})には、その設問と要求水準が出ません。"
                f"この年度のスキル体系にない名前です。{maybe}",
                "名簿の人材像を直して取り込み、「年度」の「名簿に合わせる」で反映してください。",
                name,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CycleClosed:
    """A closed year, how many who were asked have no final result in it, and days that cannot be right."""

    cycle: Cycle
    unfinished: int
    warnings: tuple[Problem, ...] = ()


def close_cycle(desk: Desk, fiscal_year: int = 0) -> CycleClosed:
    """Close a year: it stays readable, and the next one becomes the open year."""
    desk.require(Role.HR)
    with desk.store.write() as uow:
        cycle = find_cycle(uow, fiscal_year)
        done = (State.FINALISED.value, State.EXEMPT.value)
        unfinished = sum(row.state not in done for row in uow.results.assessments(cycle.fiscal_year))
        told = (
            *days.of_closing(cycle, desk.services.clock.today()),
            *days.clock_problems(desk, uow),
            *left_behind.problems(left_behind.of_year(uow, cycle)),
        )
        uow.settings.set(f"{CLOSED_PREFIX}{cycle.fiscal_year}", desk.services.clock.now())
        uow.audit.append("cycle-close", str(cycle.fiscal_year), {"unfinished": unfinished})
        uow.commit()
    return CycleClosed(cycle, unfinished, told)
