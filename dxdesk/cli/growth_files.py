"""``evidence``: one person's growth file over all years, seen, written and confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, employee_option, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.growth_entries import KINDS, ROLE_NAMES, kind_of

if TYPE_CHECKING:
    from dxdesk.domain.contents import FileEntry
    from dxdesk.domain.growth_file import Finding
    from dxdesk.usecases.growth_files.reading import Kept, PersonFile

_WRITTEN = tuple(one for one in KINDS if not one.listed)


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "evidence",
        store_argument,
        employee_option,
        click.option("--add", "kind", default="", type=OneOf(["", *(one.code for one in _WRITTEN)]),
                     metavar="KIND", help="この種類の記録を加えます(--name、--from などと一緒に使います)。"),
        click.option("--correct", default="", metavar="ID",
                     help="この記録を、--name などで書いたとおりに直します。書かない欄はそのままです。"),
        click.option("--name", default=None, metavar="TEXT", help="何をしたか、何を取ったか。"),
        click.option("--from", "began", default=None, metavar="DATE", help="始まり(日か月)、取得した日。"),
        click.option("--until", default=None, metavar="DATE", help="終わり(日か月)。"),
        click.option("--ongoing/--ended", default=None, help="いまも続いている・終わっている。"),
        click.option("--role", default=None, type=OneOf(["", *ROLE_NAMES]), metavar="ROLE",
                     help="役割。lead(リード)か member(担当)。"),
        click.option("--result", default=None, metavar="TEXT", help="成果や結果。"),
        click.option("--number", default=None, metavar="TEXT", help="資格の番号。"),
        click.option("--expires", default=None, metavar="DATE", help="資格の有効期限。"),
        click.option("--rate", default=None, type=click.IntRange(1, 100), metavar="NUMBER",
                     help="助成の率(パーセント)。"),
        click.option("--times", default=None, type=click.IntRange(min=1), metavar="NUMBER",
                     help="助成の件数。"),
        click.option("--case", default=None, metavar="TEXT",
                     help="表彰の案件。一緒に表彰する人には、同じ案件を書きます。"),
        click.option("--criteria", default=None, metavar="TEXT", help="認定の基準。"),
        click.option("--approval", default=None, metavar="TEXT", help="認定の決裁番号。"),
        click.option("--approved-on", default=None, metavar="DATE", help="認定の決裁日。"),
        click.option("--place", default=None, metavar="TEXT", help="派遣先。"),
        click.option("--given-back", default=None, metavar="TEXT", help="派遣から戻って還元したこと。"),
        click.option("--take-out", default="", metavar="ID", help="この記録を外します。履歴は残ります。"),
        click.option("--confirm", default="", metavar="ID",
                     help="この記録を、証跡を見て確認します(--seen と一緒に使います)。"),
        click.option("--cannot", default="", metavar="ID",
                     help="この記録を「確認できない」とします(--comment と一緒に使います)。"),
        click.option("--seen", default="", metavar="KIND", help="見たものの種類(合格証、辞令など)。"),
        click.option("--seen-on", default="", metavar="DATE", help="見たものの日付。"),
        click.option("--seen-number", default="", metavar="TEXT", help="見たものの番号。"),
        click.option("--comment", default="", metavar="TEXT", help="確認の一言、確認できないわけ。"),
        text="一人の成長記録を、全部の年度を通して示します。記録を加え、直し、証跡を見て確認します。",
        listed=("種類(KIND)", lambda: [(one.code, one.name) for one in _WRITTEN]),
    )  # fmt: skip
    def evidence(
        store: str,
        employee: str,
        kind: str,
        correct: str,
        name: str | None,
        began: str | None,
        until: str | None,
        ongoing: bool | None,
        role: str | None,
        result: str | None,
        number: str | None,
        expires: str | None,
        rate: int | None,
        times: int | None,
        case: str | None,
        criteria: str | None,
        approval: str | None,
        approved_on: str | None,
        place: str | None,
        given_back: str | None,
        take_out: str,
        confirm: str,
        cannot: str,
        seen: str,
        seen_on: str,
        seen_number: str,
        comment: str,
    ) -> Answer:
        from dxdesk.domain.contents import FileEntry
        from dxdesk.usecases.growth_files import keeping, reading, vouching

        acts = [act for act in (kind, correct, take_out, confirm, cannot) if act]
        if len(acts) > 1:
            raise click.UsageError("--add、--correct、--take-out、--confirm、--cannot は、一つだけ使えます。")
        texts = {"name": name, "role": role, "result": result, "number": number, "case": case}
        texts |= {"criteria": criteria, "approval": approval, "place": place, "given_back": given_back}
        days = {"date": began, "until": until, "expires": expires, "approved_on": approved_on}
        said: dict[str, Any] = {field: text for field, text in texts.items() if text is not None}
        said |= {field: keeping.typed_day(text) for field, text in days.items() if text is not None}
        said |= {
            field: value
            for field, value in (("ongoing", ongoing), ("rate", rate), ("times", times))
            if value is not None
        }
        if said and not (kind or correct):
            raise click.UsageError("--name などは、--add か --correct と一緒に使います。")
        with desk_at(store, reading=not acts) as desk:
            if kind:
                keeping.add(desk, FileEntry(kind)._replace(**said), employee)
            elif correct:
                before = keeping.entry_of(desk, correct, employee)
                keeping.correct(desk, correct, before._replace(**said), employee)
            elif take_out:
                keeping.take_out(desk, take_out, employee)
            elif confirm or cannot:
                what = vouching.Seen(seen, keeping.typed_day(seen_on), seen_number)
                vouching.vouch(
                    desk, vouching.Answer(employee, confirm or cannot, bool(confirm), what, comment)
                )
            file = reading.file_of(desk, employee)
        return Answer(_file_json(file), _file_lines(file))


def _file_json(file: PersonFile) -> dict[str, object]:
    return {
        "employee_number": file.number,
        "name": file.name,
        "department": file.section,
        "former_numbers": list(file.numbers),
        "months": file.months.total,
        "months_running": file.months.running,
        "months_lead": file.months.lead,
        "months_lead_running": file.months.lead_running,
        "unconfirmed": file.unconfirmed,
        "waiting": file.waiting,
        "entries": [_kept_json(kept) for kept in file.lines],
    }


def _kept_json(kept: Kept) -> dict[str, object]:
    line = kept.line
    return {
        "id": line.uid,
        "under": kept.number,
        **_entry_json(line.entry),
        "worth": line.worth.value,
        "counts": line.counts,
        "own": line.own,
        "from_form": line.from_form and not line.from_case,
        "from_case": line.from_case,
        "findings": [_finding_json(one) for one in line.findings],
        "history": [
            {
                "by": one.by_name,
                "on": one.made_on,
                "entry": None if one.entry is None else _entry_json(one.entry),
            }
            for one in kept.history
        ],
    }


def _entry_json(entry: FileEntry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "name": entry.name,
        "from": entry.date,
        "until": entry.until,
        "ongoing": entry.ongoing,
        "months": entry.months,
        "role": entry.role,
        "result": entry.result,
        "number": entry.number,
        "expires": entry.expires,
        "rate": entry.rate,
        "times": entry.times,
        "case": entry.case,
        "criteria": entry.criteria,
        "approval": entry.approval,
        "approved_on": entry.approved_on,
        "place": entry.place,
        "given_back": entry.given_back,
        "note": entry.note,
    }


def _finding_json(one: Finding) -> dict[str, object]:
    kind, day, number = one.vouched.seen
    return {
        "answer": one.vouched.answer,
        "by": one.made.by,
        "by_name": one.made.by_name,
        "on": one.made.made_on,
        "seen": {"kind": kind, "date": day, "number": number},
        "comment": one.vouched.comment,
    }


def _file_lines(file: PersonFile) -> list[str]:
    from dxdesk.usecases.growth_files.words import told, worth_told

    months = file.months
    lines = [
        f"{file.name}さん({file.number}) {file.section}".strip(),
        f"確認済の実務経験: 通算{months.total}か月(うちリード{months.lead}か月)、"
        f"継続{months.running}か月(うちリード{months.lead_running}か月)",
    ]
    for kept in file.lines:
        line = kept.line
        lines.append(f"{kind_of(line.entry.kind).name}: {told(line.entry)} [{worth_told(line)}]")
        lines.append(f"  記号 {line.uid}")
    if not file.lines:
        lines.append("成長記録はまだありません。")
    if file.waiting:
        lines.append(f"まだ数えていない記録が{file.waiting}件あります。送り主の鍵か割り当てを待っています。")
    return lines
