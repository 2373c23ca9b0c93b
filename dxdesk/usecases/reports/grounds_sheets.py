"""確認根拠票: what each judgement of a person rested on, who made it, when, and what they had seen.

Of an entry of the growth file that is every confirmation, with the kind, date and number of what
was seen (the document itself is nowhere). Of a stage it is who said it and the criteria of the framework of
that year, beside what the store has on record today: what lay on the desk then, nobody kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dxdesk.domain import staging
from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.completion import Outcome, evened
from dxdesk.domain.framework import COURSE, EXAM, Framework, Requirement, Stage
from dxdesk.domain.growth_file import CONFIRMED, Finding, Worth
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import EvidenceRecord, Role, Snapshot, SnapshotLine
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.exchange.issue import issuer_label
from dxdesk.usecases.forms.print_records import local_day
from dxdesk.usecases.forms.wording import confirmer_text
from dxdesk.usecases.growth_files.reading import Kept, PersonFile
from dxdesk.usecases.growth_files.words import moment
from dxdesk.usecases.person_year import derived, holders, stage_evidence
from dxdesk.usecases.person_year.confirmed_work import confirmed_work, of_person
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.stage_decisions import StageDecision, stage_name
from dxdesk.usecases.person_year.standing import KnownEvidence, PersonYear, year_context
from dxdesk.usecases.reports.growth_people import PURPOSE, as_of, files_of, head_of, people, when_told
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, today
from dxdesk.usecases.reports.span import Span, no_years
from dxdesk.usecases.workplace.desk import Desk

_ENTRIES = (
    doc.TableColumn("記録", 2.4),
    doc.TableColumn("判断", 1.3),
    doc.TableColumn("だれが、いつ", 1.5),
    doc.TableColumn("見たもの(種類、日付、番号)", 1.8),
    doc.TableColumn("コメント", 1.5),
)
_STAGES = (
    doc.TableColumn("年度と人材像", 1.5),
    doc.TableColumn("段階", 1.5),
    doc.TableColumn("だれが、いつ", 1.8),
    doc.TableColumn("基準と、当たる記録", 3.2),
)
_ENTRIES_NOTE = "見た書類そのものや写しは、台帳に残していません。"
_STAGES_NOTE = (
    "段階は、その年度の確認者の判断です。「基準と、当たる記録」は、その年度の基準に、"
    "この紙を作った日の台帳の記録を当てたものです。"
)
_BEFORE = "(直す前の内容について)"
_HR = "人事課の記録"
_TAKEN_IN = " 取込み"
_HR_SIDE = "人事担当"
_NOT_FINAL = "(確定前)"


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    files, day = files_of(desk, order), today(desk)
    with desk.store.read() as uow:
        heads = [head_of(uow, file) for file in files]
        stages = _stages(desk, uow, [file.number for file in files], day)
        hr = _Hr(issuer_label(desk, uow) if desk.role is Role.HR else _HR_SIDE, _taken_in(uow, files))
    name = desk.identity.municipality_name
    records = [
        _record(name, file, head, day, tuple(stages.get(file.number, ())), hr)
        for file, head in zip(files, heads, strict=True)
    ]
    return desk.services.printer.draw(records, progress)


@dataclass(frozen=True)
class _Hr:
    """What HR is called, and by number and entry the day (ISO) on which a list that says so was taken in."""

    name: str
    taken_in: Mapping[tuple[str, str], str]


def _taken_in(uow: UnitOfWork, files: Sequence[PersonFile]) -> dict[tuple[str, str], str]:
    days = {one.number: local_day(one.received_at).isoformat() for one in uow.exchange.receipts()}
    numbers = {kept.number for file in files for kept in file.lines}
    found: dict[tuple[str, str], str] = {}
    for revision, receipts in uow.exchange.over_years((), numbers, (Part.GROWTH,)):
        came = [days[receipt] for receipt in receipts if receipt in days]
        for uid in revision.items if came and not revision.vouches else ():
            key = revision.record.employee_number, uid
            found[key] = min(found.get(key, came[0]), *came)
    return found


def _record(
    municipality: str,
    file: PersonFile,
    head: doc.PersonHead,
    day: date,
    stages: tuple[tuple[str, ...], ...],
    hr: _Hr,
) -> doc.TextDocument:
    rows = tuple(row for kept in file.lines if not kept.line.absent for row in _entry_rows(kept, hr))
    waiting = sum(kept.line.worth in (Worth.UNCONFIRMED, Worth.CORRECTED) for kept in file.lines)
    more = f"ほかに、確認を待つ記録が{waiting:,}件あり、どこにも数えていません。" if waiting else ""
    parts = (
        doc.TextPart(
            *("1 成長記録の確認", (_ENTRIES_NOTE + more,), _ENTRIES, rows, "確認の記録はありません。")
        ),
        doc.TextPart(
            "2 育成段階の判断",
            (_STAGES_NOTE,) if stages else (),
            _STAGES,
            stages,
            "段階の判断はありません。",
        ),
    )
    return doc.TextDocument(
        *(KIND.title, municipality, parts, head, (as_of(day, file),)), printed_on=day, purpose=PURPOSE
    )


def _entry_rows(kept: Kept, hr: _Hr) -> Iterator[tuple[str, ...]]:
    """Yield what was found of an entry, the latest first; of HR's own word who said it and when."""
    line = kept.line
    about = f"{line.kind.name} {line.entry.name}\n{when_told(line.entry)}"
    if line.worth is Worth.RECORDED:
        said = kept.history[-1] if kept.history else None
        day = hr.taken_in.get((kept.number, line.uid), "")
        who = _signed(hr.name, day, _TAKEN_IN)
        if said is not None and (said.by_name or said.made_on):
            who = _signed(said.by_name or hr.name, said.made_on or day)
        yield about, _HR, who, "", ""
    for one in line.findings:
        word = "確認済" if one.vouched.answer == CONFIRMED else "確認できない"
        before = "" if one.vouched.said == line.said else f"\n{_BEFORE}"
        kind, day, number = one.vouched.seen
        seen = " ".join(part for part in (kind, moment(day), number) if part)
        yield about, word + before, _found_by(one), seen or "なし", one.vouched.comment


def _found_by(finding: Finding) -> str:
    made = finding.made
    name = made.by_name or made.by or "人事担当"
    principal = made.on_behalf_of_name or made.on_behalf_of
    return _signed(f"{principal}(代理 {name})" if principal else name, made.made_on)


def _signed(who: str, day: str, done: str = "") -> str:
    return f"{who}\n{short_day(day)}{done}" if day else who


# --- stages ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Year:
    """What a year's rows are made of."""

    records: Mapping[str, Sequence[EvidenceRecord]]
    lines: Mapping[str, SnapshotLine]
    snapshots: Mapping[int, Snapshot]


def _stages(
    desk: Desk, uow: UnitOfWork, numbers: Sequence[str], day: date
) -> dict[str, list[tuple[str, ...]]]:
    """Return by person the rows of every stage that was said of them, the newest year first."""
    known = {number: holders.all_numbers(uow, number) for number in numbers}
    whose = {one: number for number, all_of in known.items() for one in all_of}
    records: dict[str, list[EvidenceRecord]] = {}
    for record in holders.evidence_of(uow, numbers):
        records.setdefault(record.employee_number, []).append(record)
    found: dict[str, list[tuple[str, ...]]] = {}
    for cycle in sorted(all_cycles(uow), key=lambda one: one.fiscal_year, reverse=True):
        context = year_context(desk, uow, cycle.fiscal_year)
        if not context.framework.stages:
            continue
        # The oldest snapshot first: a correction replaces what it corrects.
        lines = {
            line.employee_number: line
            for number in whose
            for line in uow.results.snapshot_lines(cycle.fiscal_year, number)
        }
        made = {one.number: one for one in uow.results.snapshots(cycle.fiscal_year)}
        year = _Year(records, lines, made)
        works = confirmed_work(uow, context.framework, day.isoformat(), numbers)
        for person in derived.each_person(uow, context, whose):
            number = whose[person.employee_number]
            if number not in holders.those_of(uow, person.employee_number, cycle.fiscal_year):
                continue
            work = of_person(works, number, day.isoformat())
            found.setdefault(number, []).extend(_stage_rows(person, number, year, work))
    return found


def _stage_rows(
    person: PersonYear, number: str, year: _Year, work: staging.ConfirmedWork | None
) -> Iterator[tuple[str, ...]]:
    framework, line = person.framework, year.lines.get(person.employee_number)
    frozen = dict(line.said.stages or {}) if line is not None else {}
    names = {persona.code: persona.name for persona in framework.personas}
    for said in person.stages:
        code = frozen.get(said.persona, said.said if line is None else "")
        if said.said is None and not code:
            continue
        stage = next((one for one in framework.stages if one.code == code), None)
        records = year.records.get(number, ())
        yield (
            f"{fiscal_year_label(person.fiscal_year)}\n{names.get(said.persona, said.persona)}",
            stage_name(framework, code or "") + ("" if line is not None else f"\n{_NOT_FINAL}"),
            _decided_by(person, said, line, year),
            "\n".join(_criteria(framework, stage, person, records, work)),
        )


def _decided_by(person: PersonYear, said: StageDecision, line: SnapshotLine | None, year: _Year) -> str:
    told = []
    steps = (("一次確認", Part.REVIEW1, said.first), ("二次確認", Part.REVIEW2, said.second))
    for title, part, word in steps:
        who = confirmer_text(person, part) if word is not None else ""
        if who:
            day = short_day(person.views[part].made.made_on)
            told.append(f"{title} {who}{f' {day}' if day else ''}")
    if line is not None and (made := year.snapshots.get(line.snapshot)) is not None:
        day = made.decision_date or local_day(made.finalised_at).isoformat()
        told.append(" ".join(part for part in ("確定", made.decision_number, short_day(day)) if part))
    if said.comment:
        told.append(f"コメント: {said.comment}")
    return "\n".join(told)


def _criteria(
    framework: Framework,
    stage: Stage | None,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    work: staging.ConfirmedWork | None,
) -> Iterator[str]:
    """Yield each criterion of a stage with what meets it today."""
    if stage is None:
        return
    if stage.open:
        yield stage_evidence.NOT_DEFINED
    yield from map(stage_evidence.criterion, stage.statements)
    evidence = stage_evidence.evidence_of(person, records, [stage.code], work)
    told = stage_evidence.with_own_word(evidence, person)
    passed, passed_as_told = (staging.passed_stages(framework, one) for one in (evidence, told))
    entries: list[EvidenceRecord | KnownEvidence] = [*records, *person.known_evidence]
    for asked in framework.requirements:
        if asked.code not in stage.requirements:
            continue
        word = stage_evidence.had(framework, asked)
        if staging.is_met(framework, asked, evidence, passed):
            yield f"{word}: {_met_by(asked, entries, work)}"
        elif staging.is_met(framework, asked, told, passed_as_told):
            yield f"{word}: 本人の申告のみ"
        else:
            yield f"{word}: 当たる記録なし"


def _met_by(
    asked: Requirement,
    entries: Iterable[EvidenceRecord | KnownEvidence],
    work: staging.ConfirmedWork | None,
) -> str:
    if asked.kind in (COURSE, EXAM):
        wanted = evened(asked.name)
        days = [
            short_day(one.date)
            for one in entries
            if one.kind == asked.kind and one.outcome is Outcome.COMPLETED and evened(one.name) == wanted
        ]
        return f"記録あり({'、'.join(dict.fromkeys(day for day in days if day)) or '日付なし'})"
    if work is not None and asked.months:
        return f"記録あり(確認済の{work.months(asked)}か月)"
    return "記録あり"


KIND = ReportKind(
    kind="grounds",
    title="確認根拠票",
    roles=(Role.HR, Role.SECTION),
    hint="1人の成長記録の確認と段階の判断が、何を見て、だれが、いつしたものかの一覧です。",
    make=_make,
    named=Named.PEOPLE,
    any_year=True,
    at_once=1,
    span=Span(no_years, people, in_work=False, quick=False),
    uses=GROWTH_FILES,
)
