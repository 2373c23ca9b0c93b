"""本人開示用一覧: all that HR's store holds of one person, in one act.

It reads everything that stands under a person's numbers, live or undone, counted or waiting: whoever asks
what is kept of them asks for all of it. What has to be decided before it is handed out is marked. Data of
other people are not in it; where a record of the person names another (who confirmed, who typed in), the line
says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import authorities as scopes
from dxdesk.domain import purposes
from dxdesk.domain.completion import Outcome
from dxdesk.domain.contents import Entry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Employee, Role, StoredRevision
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.forms.print_records import moment
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports.duty_words import folded_changes, folded_person
from dxdesk.usecases.organisation import asking, authorities, departments, lists, stopping
from dxdesk.usecases.person_year import holders, linked
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.reports.disclosed_papers import numbered_papers
from dxdesk.usecases.reports.disclosed_records import DECIDE, ORDER, OTHERS, Reader, part_word
from dxdesk.usecases.reports.disclosed_words import store_words
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nobody, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Printable, Span, no_years
from dxdesk.usecases.sealing.workbook_kinds import label_of
from dxdesk.usecases.workplace import audited, print_notes
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing, make_folder, write_whole

_TITLE = "本人開示用一覧"
_SHEET_UNITS = 31
"""How long the name of a sheet may be."""
_SHEET_WIDTH = 130
"""Half-width characters that fill an A4 page across."""
_WIDEST = 190
"""What the columns of a sheet share; none becomes wider than what stands in it."""

ACTS: Mapping[str, str] = {
    **{"submit": "申告の提出", "withdraw": "申告の取下げ", "confirm": "確認", "correct": "確定後訂正"},
    **{"return1": "一次確認者の差戻し", "return2": "二次確認者の差戻し", "hr_return": "人事からの差戻し"},
    **{"confirm-undo": "確認の取消し", "return-undo": "差戻しの取消し"},
    **{"set-confirmers": "確認者を手で決めた", "nominate": "部長級の確認者を決めた"},
    **{"target-override": "対象・対象外の変更", "deputy-name": "代理の指名"},
    **{"deputy-withdraw": "代理の指名の取消し・短縮", "deputy-allow": "代理の確認を認めた"},
    **{"deputy-refuse": "代理の確認を認めなかった", "number-link": "番号をつないだ"},
    **{"number-unlink": "番号のつながりを解いた", "use-stopped": "利用の停止", "use-resumed": "利用の再開"},
    **{"appoint": "人材像の任命", "appointment-end": "任期の終わり", "confirm-all": "まとめて確認"},
    **{"results-told": "結果をほかの方法で知らせたことにした"},
    **{"results-untold": "結果をほかの方法で知らせたことを取り消した"},
    **{"enrolment-granted": "受講の決定", "enrolment-passed": "受講の見送り"},
    **{"enrolment-cancelled": "受講の取消し", "nomination-accept": "選ばれた人を任命した"},
    **{"nomination-decline": "選ばれた人を任命しないと決めた", "nomination-back": "選任の決定の取消し"},
    **{"growth-added": "成長記録に加えた", "growth-corrected": "成長記録を直した"},
    **{"growth-taken-out": "成長記録から外した", "growth-confirmed": "成長記録を証跡で確認"},
    **{"growth-not-confirmed": "成長記録を「確認できない」とした"},
    **{"start-submit": "期首の目標の提出", "start-withdraw": "期首の目標の取下げ"},
    **{"start-agree": "期首の目標への同意・支援の記録", "start-return": "期首の目標の差戻し"},
    **{"correction-request": "訂正の請求", "disclosed": "本人開示用一覧の作成", "handover": "引継ぎ"},
}
"""What was done about one person, as the window calls it too."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list: a heading, what stands above its table, the columns (title, weight), the rows."""

    heading: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that is held of a person; ``to_decide`` lines are marked for HR to decide of."""

    person: Employee
    department: str
    personas: tuple[str, ...]
    sections: tuple[Section, ...]
    stopped: bool

    @property
    def to_decide(self) -> int:
        """How many lines are marked."""
        return sum(row[-1] in (DECIDE, OTHERS) for section in self.sections for row in section.rows)


@dataclass(frozen=True)
class _Whose:
    """The person, with the numbers that are theirs, the present one first."""

    uow: UnitOfWork
    person: Employee
    numbers: tuple[str, ...]

    def holds(self, number: str, fiscal_year: int) -> bool:
        """Tell whether what stands under a number in a year is this person's."""
        return self.person.number in holders.those_of(self.uow, number, fiscal_year)

    def since(self, number: str) -> str:
        """Return the day (ISO) from which a number is this person's, empty for ever."""
        holder = holders.holders(self.uow).get(number)
        return holder.since if holder is not None and number == self.person.number else ""


def disclosure(desk: Desk, number: str) -> Disclosure:
    """Return all that HR's store holds of a person.

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        person = uow.people.employee(number)
        if person is None:
            raise KnownError(
                "employee-unknown",
                "名簿にない職員番号です。何も作っていません。",
                "名簿で番号を確かめてください。先頭の0が消えていないかも確かめてください。",
                found=number,
            )
        person = folded_person(person)
        formers = tuple(held.number for held in linked.lines(uow).get(number, ()))
        whose = _Whose(uow, person, (number, *formers))
        unit = departments.named(uow).get(person.department_code)
        reader = _reader(uow, whose)
        sections = (
            _roster(desk, whose, reader),
            _history(whose, reader),
            _numbers(whose),
            _terms(whose, reader),
            _results(whose, reader),
            _records(whose, reader),
            _drafts(whose),
            _evidence(whose),
            _things(whose, reader),
            _documents(whose),
            _received(whose, reader),
            _sent(whose),
            _deputies(whose),
            _requests(whose),
            _audit(whose),
        )
        stopped = number in stopping.stops(uow)
        personas = _personas(reader, person)
    return Disclosure(person, unit.name if unit else "", personas, sections, stopped)


def _personas(reader: Reader, person: Employee) -> tuple[str, ...]:
    """Return what the 人材像 of somebody are called, each once: by code and by name it is the same."""
    return tuple(dict.fromkeys(reader.words.said("personas", one) for one in person.personas))


def _reader(uow: UnitOfWork, whose: _Whose) -> Reader:
    frameworks = [versions.from_text(row.text) for row in uow.exchange.frameworks()]
    names = {whose.person.name, whose.person.alias}
    for number in whose.numbers:
        known = uow.people.employee(number)
        names |= {known.name} if known is not None else set()
    own = frozenset(name for name in names if name)
    # Another section's list may have written a number without its zeros.
    written = (one.said.number for one in attended(uow) if one.number in whose.numbers)
    return Reader(frameworks, frozenset((*whose.numbers, *written)), own, store_words(uow, frameworks))


def _roster(desk: Desk, whose: _Whose, reader: Reader) -> Section:
    uow, person = whose.uow, whose.person
    units = departments.named(uow)
    unit = units.get(person.department_code)
    asked, why_not = asking.asking(uow, [person], desk.services.clock.today())(person)
    decided = lists.overrides(uow).get(person.number)
    rows = [
        *(("職員番号", person.number, ""), ("氏名", person.name, ""), ("旧姓・通称", person.alias, "")),
        ("フリガナ", person.kana, ""),
        ("所属", f"{unit.name if unit else ''}({person.department_code})", ""),
        *(("職層", person.grade, ""), ("職種", person.job, ""), ("職名", person.title, "")),
        *(("任用区分", person.employment, ""), ("在職状態", person.duty_status, "")),
        ("人材像", "、".join(_personas(reader, person)), ""),
        ("一次確認者", person.first_confirmer, OTHERS if person.first_confirmer else ""),
        ("二次確認者", person.second_confirmer, OTHERS if person.second_confirmer else ""),
        *(
            ("兼務", f"{reader.words.said('section', post.department_code)} {post.title}".strip(), "")
            for post in person.posts
        ),
        ("名簿にいるか", "名簿から外れています" if person.left else "名簿にいます", ""),
        ("申告の対象", "対象" if asked else f"対象外({why_not})", ""),
    ]
    if decided is not None:
        rows.append(("対象にするかの決定", f"{'対象' if decided[0] else '対象外'}({decided[1]})", ""))
    kept = authorities.of_desk(desk, uow)
    if kept.several:
        rows.append(("任命権者", kept.of_section(person.department_code), ""))
    shown = tuple(row for row in rows if row[1].strip("()"))
    return Section("名簿の記載", (("項目", 1), ("内容", 3), ("扱い", 1.4)), shown)


def _history(whose: _Whose, reader: Reader) -> Section:
    rows = []
    for change in folded_changes(holders.history(whose.uow, whose.person.number)):
        other = change.field in ("first_confirmer", "second_confirmer")
        rows.append(
            (
                moment(change.changed_at),
                _HISTORY.get(change.field, change.field),
                reader.words.said(change.field, change.old),
                reader.words.said(change.field, change.new),
                OTHERS if other else "",
            )
        )
    columns = (("日時", 1.2), ("項目", 1), ("前", 1.6), ("後", 1.6), ("扱い", 1.4))
    return Section("名簿の変更の記録", columns, tuple(rows))


_HISTORY: Mapping[str, str] = {
    **{"name": "氏名", "alias": "旧姓・通称", "kana": "フリガナ", "department_code": "所属", "grade": "職層"},
    **{"job": "職種", "title": "職名", "employment": "任用区分", "duty_status": "在職状態"},
    **{"personas": "人材像", "first_confirmer": "一次確認者", "second_confirmer": "二次確認者"},
    **{"posts": "兼務", "left": "退職など", "holder": "番号の持ち主"},
}


def _numbers(whose: _Whose) -> Section:
    rows = [
        (link.former.number, link.later.number)
        for link in linked.links(whose.uow)
        if {link.former.number, link.later.number} <= set(whose.numbers)
    ]
    return Section("職員番号のつながり", (("前の番号", 1), ("後の番号", 1)), tuple(rows))


def _terms(whose: _Whose, reader: Reader) -> Section:
    rows = []
    for number in whose.numbers:
        since = whose.since(number)
        for term in whose.uow.people.appointments(number):
            if term.valid_to and term.valid_to < since:
                continue
            days = (short_day(term.valid_from), short_day(term.valid_to) if term.valid_to else "")
            rows.append((number, reader.words.said("persona", term.persona), *days))
    columns = (("職員番号", 1), ("人材像", 2), ("いつから", 1), ("いつまで", 1))
    return Section("人材像の任命", columns, tuple(rows))


def _results(whose: _Whose, reader: Reader) -> Section:
    """Return every line of every 確定, corrections among them."""
    rows: list[tuple[str, ...]] = []
    for year in whose.uow.exchange.years():
        made = {one.number: one for one in whose.uow.results.snapshots(year)}
        for number in whose.numbers:
            if not whose.holds(number, year):
                continue
            for line in whose.uow.results.snapshot_lines(year, number):
                one = made[line.snapshot]
                word = "確定後訂正" if one.kind == "correction" else "確定"
                when = f"{fiscal_year_label(year)} {word} {moment(one.finalised_at)}"
                rows += [(when, "理由", one.reason, DECIDE)] if one.reason else []
                rows += [
                    (when, reader.title(uid), reader.level(uid, lv), "") for uid, lv in line.levels.items()
                ]
                rows += [
                    (when, f"{reader.title(uid)}のコメント", str(text), DECIDE)
                    for uid, text in line.said.comments.items()
                ]
                rows += [
                    (when, _goal(reader.title(uid)), str(text), "") for uid, text in line.said.goals.items()
                ]
                rows += [
                    (when, "育成段階", reader.words.stage(persona, str(code)), "")
                    for persona, code in (line.said.stages or {}).items()
                ]
    columns = (("年度と確定", 1.8), ("項目", 1.6), ("内容", 3), ("扱い", 1.4))
    return Section("確定した結果", columns, tuple(rows))


HERE = "人事課"
"""Stands for a receipt where HR's own store wrote something down."""


def _goal(title: str) -> str:
    return title if title.endswith("コメント") else f"{title}の目標"


def _records(whose: _Whose, reader: Reader) -> Section:
    rows = []
    for year, stored in _revisions(whose):
        label = fiscal_year_label(year) if year else "年度によらない"
        part = part_word(stored.revision.record.part)
        by = "、".join(str(one) if one else HERE for one in stored.receipts)
        for line in reader.lines(stored.revision):
            rows.append((label, part, line.item, line.text, by, line.mark))
    columns = (("年度", 0.9), ("記録", 0.9), ("項目", 1.7), ("内容", 3), ("受付", 0.7), ("扱い", 1.3))
    note = (
        "申告、根拠、目標、確認、手続き、割当て、前年の記録のすべてです。書き直す前のものも入っています。"
        f"受付は、下の「受け付けたファイル」の番号です。「{HERE}」は、人事課が台帳に書いたものです。"
    )
    return Section("申告と確認の記録", columns, tuple(rows), note)


def _revisions(whose: _Whose) -> Iterator[tuple[int, StoredRevision]]:
    for year in sorted({0, *whose.uow.exchange.years()}):
        for number in whose.numbers:
            if year and not whose.holds(number, year):
                continue
            since = whose.since(number)
            found = whose.uow.exchange.person(year, number)
            for stored in sorted(found, key=lambda one: _place(one.revision.record.part)):
                if not year and since and not _dated_since(stored, since):
                    continue
                yield year, stored


def _place(part: Part) -> int:
    return ORDER.index(part) if part in ORDER else len(ORDER)


def _dated_since(stored: StoredRevision, since: str) -> bool:
    """Tell whether a record of no year is of the present holder of a number that changed hands."""
    entries = (Entry.read(value) for value in stored.revision.items.values())
    return any(one.date >= since for one in entries)


def _drafts(whose: _Whose) -> Section:
    rows = []
    for year in whose.uow.exchange.years():
        for number in whose.numbers:
            draft = whose.uow.results.draft(year, number) if whose.holds(number, year) else None
            if draft is not None:
                rows.append((fiscal_year_label(year), moment(draft.saved_at), draft.text))
    return Section("提出していない下書き", (("年度", 1), ("保存日時", 1.2), ("内容", 4)), tuple(rows))


def _evidence(whose: _Whose) -> Section:
    kinds = {"course": "研修", "exam": "資格・試験"}
    absent = {Outcome.COMPLETED: "修了"}
    live = {0, *(receipt.number for receipt in whose.uow.exchange.receipts(live_only=True))}
    rows = []
    for record in sorted(
        whose.uow.people.evidence_of(whose.numbers), key=lambda one: (one.date, one.kind, one.name)
    ):
        since = whose.since(record.employee_number)
        if since and record.date < since:
            continue
        rows.append(
            (
                short_day(record.date) if record.date else "",
                kinds.get(record.kind, record.kind),
                record.name,
                record.result,
                absent.get(record.outcome, ""),
                str(record.receipt or "") + ("" if record.receipt in live else "(元に戻した)"),
            )
        )
    columns = (("日付", 0.8), ("種類", 0.8), ("名称", 2.6), ("結果", 1), ("修了", 0.6), ("受付", 1))
    return Section("研修の受講と、資格・試験", columns, tuple(rows))


def _things(whose: _Whose, reader: Reader) -> Section:
    """Return what records of the office's things (選任, 受講申込 …) say of the person."""
    stored = _owned(whose)
    places: dict[str, int] = {}
    rows = []
    for revision, line in reader.things(one.revision for one in stored.values()):
        kind = revision.record.employee_number.partition(":")[0]
        by = "、".join(str(one) if one else HERE for one in stored[revision.id].receipts)
        # Several sayings of one thing stand below each other: the number tells where the next begins.
        place = places.setdefault(revision.id, len(places) + 1)
        rows.append((f"{_THINGS.get(kind, kind)} {place}", line.item, line.text, by, line.mark))
    columns = (("記録", 1.1), ("項目", 1.4), ("内容", 2.9), ("受付", 0.7), ("扱い", 1.4))
    note = (
        "同じ番号の行が、1回に書かれたことです。書き直したり決めたりするたびに、番号が増えます。"
        if rows
        else ""
    )
    return Section("選任や受講の申込み", columns, tuple(rows), note)


def _owned(whose: _Whose) -> dict[str, StoredRevision]:
    return {one.revision.id: one for one in whose.uow.exchange.part(0, Part.OWNED)}


_THINGS: Mapping[str, str] = {
    **{
        "nominee": "選任",
        "round": "選任",
        "enrolment": "受講の申込み",
        "attendance": "DX推進担当課の研修の受講",
        "session": "研修の回",
        "course": "研修",
        "case": "改善案件",
        "event": "行事",
    },
}


def _documents(whose: _Whose) -> Section:
    rows = tuple(numbered_papers(whose.uow, whose.numbers, whose.holds, whose.since))
    return Section("番号を付けた証書", (("証書", 1.4), ("年度・研修", 2.4), ("番号", 1)), rows)


def _received(whose: _Whose, reader: Reader) -> Section:
    uow = whose.uow
    brought = {one for _, stored in _revisions(whose) for one in stored.receipts if one}
    brought |= {record.receipt for record in uow.people.evidence_of(whose.numbers) if record.receipt}
    things = _owned(whose)
    for revision, _ in reader.things(one.revision for one in things.values()):
        brought |= {one for one in things[revision.id].receipts if one}
    rows = []
    for receipt in sorted(uow.exchange.receipts(), key=lambda one: one.number):
        own = receipt.employee_number in whose.numbers and whose.holds(
            receipt.employee_number, receipt.fiscal_year
        )
        if not own and receipt.number not in brought:
            continue
        whole = receipt.employee_number in whose.numbers
        rows.append(
            (
                str(receipt.number),
                moment(receipt.received_at),
                ledgers.kind_called(receipt, (), Role.HR),
                receipt.file_name if whole else "(ほかの職員の記録も入ったファイル)",
                "" if receipt.live else "元に戻した",
                OTHERS if receipt.sender and not whole else "",
            )
        )
    columns = (("番号", 0.6), ("受付日時", 1.2), ("種類", 1.2), ("ファイル", 3), ("状態", 0.8), ("扱い", 1.4))
    return Section("受け付けたファイル", columns, tuple(rows))


def _sent(whose: _Whose) -> Section:
    rows = []
    for entry in sorted(whose.uow.exchange.dispatches(), key=lambda one: one.number):
        named = any(number in entry.recipient or f"_{number}" in entry.file_name for number in whose.numbers)
        year = entry.fiscal_year
        if named and any(whose.holds(number, year) for number in whose.numbers):
            about_others = entry.people > 1
            rows.append(
                (
                    str(entry.number),
                    moment(entry.sent_at),
                    label_of(entry.kind),
                    entry.file_name,
                    OTHERS if about_others else "",
                )
            )
    note = "所属への配布票など、何人もの分をまとめたファイルは、だれの分かを台帳に残していません。"
    columns = (("番号", 0.6), ("作成日時", 1.2), ("種類", 1.4), ("ファイル", 3.4), ("扱い", 1.4))
    return Section("配ったファイル", columns, tuple(rows), note)


def _deputies(whose: _Whose) -> Section:
    rows = set()
    for year in whose.uow.exchange.years():
        for stored in whose.uow.exchange.part(year, Part.DEPUTIES):
            for term in stored.revision.deputies.terms:
                if {term.deputy, term.principal}.isdisjoint(whose.numbers):
                    continue
                own = term.deputy in whose.numbers
                other = term.principal_name or term.principal if own else term.deputy_name or term.deputy
                days = f"{short_day(term.first_day)}〜{short_day(term.last_day)}"
                what = "代理になる" if own else "代理を頼む"
                rows.add((fiscal_year_label(year), what, other, days, term.reason, OTHERS))
    columns = (("年度", 1), ("立場", 1), ("相手", 1.6), ("期間", 1.6), ("理由", 1.6), ("扱い", 1.4))
    return Section("代理の指名", columns, tuple(sorted(rows)))


def _requests(whose: _Whose) -> Section:
    uow, rows = whose.uow, []
    for number in whose.numbers:
        said = stopping.stops(uow).get(number)
        if said is not None:
            rows.append(("利用停止", short_day(said.since), said.reason, "", ""))
        for one in stopping.requests(uow, number):
            answered = short_day(one.answered_on) if one.answered_on else "まだ"
            rows.append(("訂正の請求", short_day(one.asked_on), one.what, answered, one.answer))
    columns = (("請求", 1), ("日", 0.8), ("内容", 2.4), ("回答の日", 0.8), ("回答", 2.4))
    return Section("訂正の請求と利用停止", columns, tuple(rows))


def _audit(whose: _Whose) -> Section:
    rows = []
    for entry in whose.uow.audit.entries():
        number = audited.whose(entry)
        if number not in whose.numbers or entry.at[:10] < whose.since(number):
            continue
        act = ACTS.get(entry.action, entry.action)
        rows.append((str(entry.number), moment(entry.at), act, entry.actor, OTHERS if entry.actor else ""))
    rows.sort(key=lambda row: int(row[0]))
    columns = (("番号", 0.6), ("日時", 1.2), ("したこと", 1.8), ("した人(PCの利用者)", 1.8), ("扱い", 1.4))
    note = (
        "この人について行ったことだけです。何人もの分をまとめて行ったことは、だれの分かを記録していません。"
    )
    return Section("操作の記録", columns, tuple(rows), note)


# --- on paper and as a workbook ----------------------------------------------------------------------


def _about(desk: Desk, uow: UnitOfWork, found: Disclosure) -> tuple[str, ...]:
    uses = [f"{cycle.label} {purposes.named(cycle.uses)}" for cycle in all_cycles(uow)]
    sentences = [
        f"{desk.identity.municipality_name}の人事の台帳が、この人について持っている記録のすべてです。"
        "所属や本人の台帳にある記録は入っていません。ほかの職員の記録は入っていません。",
        f"利用目的: {'、'.join(uses) if uses else '年度がまだありません'}。人事評価には用いません。",
        f"「扱い」の欄に印のある行が{found.to_decide:,}行あります。「{DECIDE}」は確認者が書いた文や理由、"
        f"「{OTHERS}」はほかの職員に関するものです。渡す前に、条例と手引きに照らして、行ごとに決めてください。",
    ]
    if found.stopped:
        sentences.append("この人の記録は、利用を止めています(保存は続けています)。")
    return tuple(sentences)


def _document(desk: Desk, found: Disclosure, about: tuple[str, ...]) -> doc.TextDocument:
    person = found.person
    head = doc.PersonHead(
        *(person.number, person.name, found.department, person.grade, person.title, "・".join(found.personas))
    )
    parts = tuple(
        doc.TextPart(
            f"{place} {one.heading}({len(one.rows):,}件)",
            (one.note,) if one.note else (),
            tuple(doc.TableColumn(title, weight) for title, weight in one.columns),
            one.rows,
            "記録はありません。",
        )
        for place, one in enumerate(found.sections, start=1)
    )
    name = desk.identity.municipality_name
    return doc.TextDocument(_TITLE, name, parts, head, about, landscape=True, printed_on=today(desk))


def _note(desk: Desk, number: str, found: Disclosure) -> tuple[str, ...]:
    """Enter in the audit that it was made, and return what stands at its head."""
    with desk.store.write() as uow:
        about = _about(desk, uow, found)
        counts = {"entries": sum(len(one.rows) for one in found.sections)}
        uow.audit.append("disclosed", number, {**counts, "use": scopes.WITHIN})
        uow.commit()
    return about


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    if not order.employee:
        raise nobody("だれの一覧かが決まっていません。", "職員を1人選んでください。")
    found = disclosure(desk, order.employee)
    record = _document(desk, found, _note(desk, order.employee, found))
    return desk.services.printer.draw([text_without_missing(desk.services.printer, record)], progress)


def write(desk: Desk, number: str, out: Path) -> tuple[Path, ...]:
    """Write all that is held of a person: a PDF or a workbook by its ending, both into a folder.

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``, and file errors.
    """
    found = disclosure(desk, number)
    name = out.stem if out.suffix.lower() in (".pdf", ".xlsx") else f"{_TITLE}_{number}"
    folder = out.parent if out.suffix.lower() in (".pdf", ".xlsx") else out
    endings = (out.suffix.lower(),) if out.suffix.lower() in (".pdf", ".xlsx") else (".pdf", ".xlsx")
    make_folder(folder, "何も書き出していません。")
    about = _note(desk, number, found)
    with all_or_nothing(desk) as outgoing:
        for ending in endings:
            with outgoing.writing(folder / f"{name}{ending}") as path:
                if ending == ".pdf":
                    record = text_without_missing(desk.services.printer, _document(desk, found, about))
                    write_whole(path, desk.services.printer.draw([record]))
                else:
                    desk.services.workbooks.write_tables(_sheets(desk, found, about), path, None, "")
        outgoing.enter_rest(desk)
    for path in outgoing.files:
        print_notes.note(desk, print_notes.Made(KIND.kind, print_notes.way_of(path), path.name, people=1))
    return tuple(outgoing.files)


def _sheets(desk: Desk, found: Disclosure, about: tuple[str, ...]) -> list[TableSheet]:
    person, name = found.person, desk.identity.municipality_name

    def head(title: str, guide: tuple[str, ...] = ()) -> Head:
        who = (person.number, person.name, found.department, person.title or person.grade)
        return Head(title, name, "", *who, "", "", "", guide=guide)

    told = tuple(TableRow(f"0-{line}", (text,)) for line, text in enumerate(about, start=1))
    column = Column("about", "この一覧について", _SHEET_WIDTH, "wrap")
    sheets = [TableSheet("はじめに", head(_TITLE), (column,), told)]
    for place, one in enumerate(found.sections, start=1):
        whole = sum(weight for _, weight in one.columns)
        columns = tuple(
            Column(title, title, round(_WIDEST * weight / whole), "wrap") for title, weight in one.columns
        )
        rows = tuple(TableRow(f"{place}-{line}", row) for line, row in enumerate(one.rows, start=1))
        guide = (one.note,) if one.note else ()
        sheet = f"{place} {one.heading}"[:_SHEET_UNITS]
        sheets.append(TableSheet(sheet, head(f"{_TITLE} {one.heading}", guide), columns, rows))
    return sheets


def _people(desk: Desk, _: int) -> tuple[Printable, ...]:
    """Return everybody the roster knows, gone ones too: whoever asks is answered."""
    with desk.store.read() as uow:
        people = uow.people.employees(include_left=True)
        units = {unit.code: unit.name for unit in uow.people.departments()}
    return tuple(
        Printable(one.number, one.name, one.kana, one.department_code, units.get(one.department_code, ""))
        for one in sorted(people, key=lambda one: (one.department_code, one.number))
    )


KIND = ReportKind(
    kind="disclosure",
    title=_TITLE,
    roles=(Role.HR,),
    hint="人事の台帳にある、1人についての記録のすべてです。本人から開示の請求があったときに使います。",
    make=_make,
    named=Named.THEMSELVES,
    of_one=True,
    any_year=True,
    span=Span(no_years, _people, in_work=False, quick=False),
    at_once=0,
)
