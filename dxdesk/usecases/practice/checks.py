"""What a case, an event or a consultation may not say, one check for screen, command and table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dxdesk.domain.called_people import called_in, named_in
from dxdesk.domain.dates import is_day
from dxdesk.domain.departments import Unit
from dxdesk.domain.errors import Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.practice_record import (
    SOLVED_NAMES,
    SORT_NAMES,
    STATUS_NAMES,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
    Said,
    Status,
)
from dxdesk.domain.target_record import figure
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import short_day
from dxdesk.usecases.practice.known import OTHER, Known
from dxdesk.usecases.practice.ledger import Held, same_case

Found = tuple[str, Problem]
"""A field's name and what is wrong with it."""

CASE_TWICE = "case-twice"


def problems(
    wanted: Said, known: Known, others: Iterable[Held[CaseSaid]] = (), before: Said | None = None
) -> Iterator[Found]:
    """Find what a thing may not say, by field.

    Args:
        wanted: how it is to be.
        known: what can be named.
        others: the cases that are kept beside it.
        before: how it was; what it said before and still says is not asked about again.
    """
    if isinstance(wanted, CaseSaid):
        yield from _case(wanted, known, others, before if isinstance(before, CaseSaid) else CaseSaid())
    elif isinstance(wanted, EventSaid):
        yield from _event(wanted, known, before if isinstance(before, EventSaid) else EventSaid())
    else:
        said = before if isinstance(before, ConsultationSaid) else ConsultationSaid()
        yield from _consultation(wanted, known, said)


def _case(
    wanted: CaseSaid, known: Known, others: Iterable[Held[CaseSaid]], before: CaseSaid
) -> Iterator[Found]:
    yield from _named("name", wanted.name, "案件の名前", "case-nameless")
    day = wanted.finished or known.today
    if wanted.section != before.section or wanted.finished != before.finished or not wanted.section:
        yield from _section(wanted.section, known, day, "case")
    yield from _people_of(wanted, known, before)
    for code in wanted.tools:
        if code not in before.tools and known.titles and code not in known.titles and not _is_other(code):
            yield (
                "tools",
                Problem(
                    "case-tool-unknown",
                    "そのツール・スキルは、いまのスキル体系にありません。",
                    "体系にある名前で書くか、体系にないものは「その他: 名前」と書いてください。",
                    code,
                ),
            )
    for field, label in (("hours_before", "改善前の時間"), ("hours_after", "改善後の時間")):
        text = getattr(wanted, field)
        if text and figure(text) is None:
            fix = "1年分の時間を、120 や 7.5 のような数で書いてください。測っていないときは空欄にします。"
            yield field, Problem("case-hours", f"{label}を数として読めません。", fix, text)
    yield from _word("status", wanted.status, STATUS_NAMES, "状況")
    yield from _days(wanted)
    if wanted.finished != before.finished:
        fix = "終えてから書いてください。終える予定の日は、備考に書けます。"
        yield from _ahead("finished", wanted.finished, known, "case-finished-ahead", "終えた日", fix)
    yield from _twice(wanted, known, others)


def _people_of(wanted: CaseSaid, known: Known, before: CaseSaid) -> Iterator[Found]:
    if not wanted.lead:
        yield (
            "lead",
            Problem(
                "case-lead-missing",
                "リードした人が書かれていません。",
                "リードした人の職員番号を1人分書いてください。氏名だけでは、だれのことか決められません。",
                wanted.name,
            ),
        )
    for field, numbers, was in (
        ("lead", (wanted.lead,) if wanted.lead else (), (before.lead,)),
        ("escorts", wanted.escorts, before.escorts),
    ):
        yield from _numbers(field, numbers, was, known)
    if wanted.lead and wanted.lead in wanted.escorts:
        yield (
            "escorts",
            Problem(
                "case-lead-and-escort",
                "リードした人が、伴走した人にも入っています。",
                "どちらか1つにしてください。",
                wanted.lead,
            ),
        )


def _numbers(field: str, numbers: Iterable[str], was: Iterable[str], known: Known) -> Iterator[Found]:
    kept = frozenset(was)
    for number in numbers:
        if known.people and number not in known.people and number not in kept:
            fix = "番号を直すか、先に名簿を取り込んでください。"
            yield field, Problem("case-person-unknown", "名簿にない職員番号です。", fix, number)


def _is_other(tool: str) -> bool:
    return tool.startswith(f"{OTHER}:") and bool(tool.partition(":")[2].strip())


def _days(wanted: CaseSaid) -> Iterator[Found]:
    for field, label in (("started", "始めた日"), ("finished", "終えた日")):
        yield from _day(field, getattr(wanted, field), label)
    if wanted.status == Status.DONE and not wanted.finished:
        yield (
            "finished",
            Problem(
                "case-unfinished",
                "状況が「完了」なのに、終えた日がありません。",
                "終えた日を書くか、状況を「進行中」にしてください。",
            ),
        )
    if wanted.finished and wanted.status not in (Status.DONE, Status.STOPPED):
        yield (
            "status",
            Problem(
                "case-not-done",
                "終えた日があるのに、状況が「完了」でも「中止」でもありません。",
                "状況を直すか、終えた日を空にしてください。",
                STATUS_NAMES.get(wanted.status, wanted.status),
            ),
        )
    if wanted.started and wanted.finished and wanted.finished < wanted.started:
        fix = "2つの日を確かめてください。"
        found = f"{short_day(wanted.started)} から {short_day(wanted.finished)}"
        yield "finished", Problem("case-days", "終えた日が、始めた日より前です。", fix, found)


def _twice(wanted: CaseSaid, known: Known, others: Iterable[Held[CaseSaid]]) -> Iterator[Found]:
    """Find a case that is told under another code or by another section, and would be counted twice."""
    name = search_key(wanted.name)
    for one in others:
        if one.said.ended or one.said.code == wanted.code:
            continue
        alike = search_key(one.said.name) == name and bool(name)
        if same_case(one.said) == same_case(wanted) or (alike and one.said.lead == wanted.lead):
            where = known.section(one.said.section)
            yield (
                "name",
                Problem(
                    CASE_TWICE,
                    f"同じ案件が、{where}の案件としてもうあります(番号 {one.said.code})。"
                    "このままでは2件と数えます。",
                    "1つの案件は、1つの所属の1行にまとめてください。別の案件なら、名前を変えてください。",
                    wanted.name,
                ),
            )


def _event(wanted: EventSaid, known: Known, before: EventSaid) -> Iterator[Found]:
    yield from _named("name", wanted.name, "行事の名前", "event-nameless")
    if not wanted.sort:
        fix = f"{'、'.join(SORT_NAMES.values())}から選んでください。"
        yield "sort", Problem("practice-word", "行事の種類がありません。", fix)
    yield from _word("sort", wanted.sort, SORT_NAMES, "種類")
    if not wanted.held_on:
        yield "held_on", Problem("event-day-missing", "行事の日がありません。", "行った日を書いてください。")
    yield from _day("held_on", wanted.held_on, "行事の日")
    if (wanted.participants, wanted.attendees) != (before.participants, before.attendees) and wanted.heads:
        fix = "参加した人は、行ってから書いてください。これから行う行事は、日と名前だけを残せます。"
        yield from _ahead(
            "participants", wanted.held_on, known, "event-heads-ahead", "参加した人がいるのに、行事の日", fix
        )
    yield from _numbers("attendees", wanted.attendees, before.attendees, known)
    if wanted.participants and len(set(wanted.attendees)) > wanted.participants:
        yield (
            "participants",
            Problem(
                "event-heads",
                f"参加人数が、書かれている職員番号の数({len(set(wanted.attendees))}人)より少なくなっています。",
                "どちらかを直すか、参加人数を空にしてください。",
                str(wanted.participants),
            ),
        )


def _consultation(wanted: ConsultationSaid, known: Known, before: ConsultationSaid) -> Iterator[Found]:
    yield from _named("topic", wanted.topic, "相談の内容", "consultation-nameless")
    if wanted.section != before.section or not wanted.section:
        yield from _section(wanted.section, known, wanted.asked_on or known.today, "consultation")
    if not wanted.asked_on:
        fix = "相談を受けた日を書いてください。"
        yield "asked_on", Problem("consultation-day-missing", "相談の日がありません。", fix)
    yield from _day("asked_on", wanted.asked_on, "相談の日")
    if wanted.asked_on != before.asked_on:
        fix = "相談を受けた日を書いてください。"
        yield from _ahead("asked_on", wanted.asked_on, known, "consultation-day-ahead", "相談の日", fix)
    yield from _word("solved", wanted.solved, SOLVED_NAMES, "解決したところ")
    if wanted.answered_by:
        yield from _numbers("answered_by", (wanted.answered_by,), (before.answered_by,), known)
    names = [one.name for one in known.people.values()]
    for field in ("topic", "note"):
        text = getattr(wanted, field)
        # DX推進課 has no roster: there a name is known by what it is called.
        found = (named_in(text, names) or called_in(text)) if text != getattr(before, field) else ""
        if found:
            fix = "だれの相談かは残しません。氏名を「職員」などに書き換えてください。"
            yield field, Problem("consultation-named", "職員の氏名が入っています。", fix, found)


def _named(field: str, text: str, label: str, code: str) -> Iterator[Found]:
    if not text.strip():
        yield field, Problem(code, f"{label}が空です。", f"{label}を書いてください。")
    for one in too_long(text, limit=NAME_UNITS):
        yield field, one


def _section(code: str, known: Known, day: str, what: str) -> Iterator[Found]:
    """Find a section that is not there: named by nobody, known to nobody, or gone before the day."""
    if not code:
        fix = "所属を選んでください(表では、コードを書きます)。"
        yield "section", Problem(f"{what}-section-missing", "所属がありません。", fix)
        return
    gone: Unit | None = known.former.get(code)
    if code in known.sections or not known.whole or (gone is not None and _was_there(gone, day)):
        return
    if gone is None:
        fix = "所属のコードを、「名簿」の「所属」の一覧か提供票で確かめてください。"
        yield "section", Problem("practice-section-unknown", "その所属は、この台帳にありません。", fix, code)
        return
    later = "、".join(f"{known.section(one)}({one})" for one in known.became.get(code, ()))
    fix = (
        f"いまの所属は{later}です。そのコードで書いてください。"
        if later
        else "いまの所属のコードで書いてください。"
    )
    until = f"({short_day(gone.valid_to)}まで)" if gone.valid_to else ""
    yield (
        "section",
        Problem("practice-section-gone", f"「{gone.name}」{until}は、もうない所属です。", fix, code),
    )


def _was_there(unit: Unit, day: str) -> bool:
    return bool(unit.valid_to) and day <= unit.valid_to


def _word(field: str, value: str, words: Mapping[str, str], label: str) -> Iterator[Found]:
    if value and value not in words:
        fix = f"{'、'.join(words.values())}から選んでください。"
        yield field, Problem("practice-word", f"{label}の言葉がわかりません。", fix, value)


def _day(field: str, text: str, label: str) -> Iterator[Found]:
    if text and not is_day(text):
        fix = "「令和8年3月31日」のように書いてください。"
        yield field, Problem("date-unreadable", f"{label}を日付として読めません。", fix, text)


def _ahead(field: str, day: str, known: Known, code: str, label: str, fix: str) -> Iterator[Found]:
    """Find what is said to have happened on a day to come: it would count in the figures of the year."""
    if is_day(day) and day > known.today:
        yield field, Problem(code, f"{label}が、今日より後です。", fix, short_day(day))
