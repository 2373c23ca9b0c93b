"""業務改善レポート as one HTML file for the intranet: nothing outside it is needed, and nobody is named.

Whoever opens it is everybody in the office: it tells sections, tools, hours and effects, and no numbers or
names of people. What few people stand behind is withheld as on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import SORT_NAMES, Status
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, short_day
from dxdesk.ports import setting_names
from dxdesk.usecases.knowledge.overview import Register, register
from dxdesk.usecases.practice.overview import UNKNOWN, CaseLine, PracticeYear, practice_year, saved_text
from dxdesk.usecases.practice.support import Support, cells_of, columns_of, support
from dxdesk.usecases.practice.turning import Turning, turning
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing, make_folder, write_whole
from dxdesk.usecases.workplace.print_notes import CASE_PAGE, Made, Way, note

TITLE = "業務改善レポート"

_STYLE = """
:root{--ground:#f5f6f8;--card:#fff;--line:#dfe3e8;--text:#1d2733;--muted:#5b6774;--accent:#1f5f8b;--wash:#eaf2f8}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);line-height:1.7;
font-family:"BIZ UDPGothic","Yu Gothic UI","Meiryo",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:0 0 .6rem}h3{font-size:1rem;margin:0}
p{margin:.3rem 0}.muted{color:var(--muted);font-size:.85rem}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;
padding:1rem 1.25rem;margin-top:1rem}
.figures{display:flex;flex-wrap:wrap;gap:1.5rem;margin:0;padding:0;list-style:none}
.figures b{display:block;font-size:1.6rem;color:var(--accent);font-variant-numeric:tabular-nums}
.best{background:var(--wash);border-radius:8px;padding:.75rem 1rem;margin-top:.6rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th{text-align:left;color:var(--muted);font-weight:normal}
th,td{border-bottom:1px solid var(--line);padding:.4rem .5rem;vertical-align:top}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}tr.all td{font-weight:bold}
@media print{body{background:#fff}section{break-inside:avoid}}
"""


def save_page(desk: Desk, out: Path, fiscal_year: int = 0) -> Path:
    """Write the page of a year into a folder; return where it lies.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``practice-empty`` and file errors.
    """
    text = page(desk, fiscal_year)
    year = practice_year(desk, fiscal_year).fiscal_year
    make_folder(out, "何も書き出していません。")
    wished = out / f"{file_names.part(f'{TITLE}_{fiscal_year_short(year)}')}.html"
    with all_or_nothing(desk) as outgoing, outgoing.writing(wished) as path:
        write_whole(path, text.encode())
    note(desk, Made(CASE_PAGE, Way.PAGE, path.name, year))
    return path


def page(desk: Desk, fiscal_year: int = 0) -> str:
    """Return the page of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``practice-empty``.
    """
    found = practice_year(desk, fiscal_year)
    if found.empty:
        raise nothing_yet(found.fiscal_year)
    of_sections = support(desk, found.fiscal_year)
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.SENDER_LABEL)
    label, day = fiscal_year_label(found.fiscal_year), short_day(desk.services.clock.today())
    office = desk.identity.municipality_name
    head = f"<p class=muted>{escape(sender or office)} ・ {label} ・ {day} 現在</p>"
    body = "".join(
        (
            f"<h1>{TITLE}</h1>{head}",
            _figures(found),
            _best(found),
            _cases(found),
            _events(found),
            _turned(turning(desk, found.fiscal_year)),
            _known(register(desk)),
            _sections(of_sections),
            "<p class=muted>時間は、1年分です。測っていないものは数えていません。"
            "職員の氏名は載せていません。人事評価には使いません。</p>",
        )
    )
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(f'{TITLE} {label} {office}')}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def nothing_yet(fiscal_year: int) -> KnownError:
    """Return the error for a year in which there is nothing to tell."""
    return KnownError(
        "practice-empty",
        f"{fiscal_year_label(fiscal_year)}の案件、行事、相談が、まだ1つもありません。何も作っていません。",
        "「実践と支援」の画面で案件を加えるか、案件票を取り込んでから作ってください。",
    )


def _figures(found: PracticeYear) -> str:
    totals = found.totals
    hours = saved_text(totals.hours) if totals.measured else UNKNOWN
    told = [
        ("完了した案件", f"{totals.done:,}件"),
        ("創出した時間(年)", hours),
        ("進行中・これから", f"{totals.running:,}件"),
        ("相談", f"{totals.consultations:,}件"),
    ]
    told += [(SORT_NAMES[sort], f"{count:,}回") for sort, count, _ in totals.events]
    items = "".join(f"<li><b>{escape(text)}</b>{escape(name)}</li>" for name, text in told)
    return f"<section><h2>この年度のようす</h2><ul class=figures>{items}</ul></section>"


def _best(found: PracticeYear) -> str:
    best = [one for one in _shown(found) if one.said.exemplary and one.said.status == Status.DONE]
    if not best:
        return ""
    cards = "".join(
        f"<div class=best><h3>{escape(one.said.name)}</h3>"
        f"<p class=muted>{escape(one.section)}{escape(_tools(one))}</p>"
        f"<p>{escape(one.said.effect)}</p><p>{escape(one.hours)}(創出 {escape(one.saved)})</p></div>"
        for one in best
    )
    return f"<section><h2>優良事例</h2>{cards}</section>"


def _tools(one: CaseLine) -> str:
    return f" ・ {'、'.join(one.tools)}" if one.tools else ""


def _cases(found: PracticeYear) -> str:
    rows = [
        (one.section, one.said.name, "、".join(one.tools), one.hours, one.saved, one.said.effect, one.status)
        for one in _shown(found)
    ]
    if not rows:
        return ""
    titles = ("所属", "案件", "ツール・スキル", "時間(年)", "創出した時間", "効果", "状況")
    return f"<section><h2>改善案件</h2>{_table(titles, rows, numbers=(4,))}</section>"


def _shown(found: PracticeYear) -> Iterator[CaseLine]:
    """Yield the cases that count, each once."""
    seen: set[tuple[str, str]] = set()
    for one in sorted(found.cases, key=lambda it: it.held.owner != "hr"):
        key = one.said.section, one.said.name
        if not one.twice or key not in seen:
            seen.add(key)
            yield one


def _events(found: PracticeYear) -> str:
    rows = [(short_day(one.said.held_on), one.sort, one.said.name, one.heads) for one in found.events]
    if not rows:
        return ""
    return f"<section><h2>行事</h2>{_table(('日', '種類', '行事', '参加'), rows, numbers=(3,))}</section>"


def _turned(found: Turning) -> str:
    """Return to which measures created time is put."""
    rows = [(one.section, one.said.name, one.said.what, one.hours, one.state) for one in found.lines]
    if not rows:
        return ""
    titles = ("所属", "施策", "内容", "充てる時間", "状況")
    table = _table(titles, rows, numbers=(3,))
    return f"<section><h2>創出した時間を充てた施策</h2>{table}</section>"


def _known(found: Register) -> str:
    """Return the 形式知 that can be used, by where it lies; who made it is not told."""
    rows = [
        (one.form, one.said.name, one.said.what, one.said.place, one.section, short_day(one.said.made_on))
        for one in found.usable
    ]
    if not rows:
        return ""
    titles = ("種類", "題名", "内容", "置き場所", "担当の所属", "作った日")
    return f"<section><h2>形式知</h2>{_table(titles, rows)}</section>"


def _sections(found: Support) -> str:
    rows = [cells_of(one, found) for one in (*found.lines, found.total)]
    numbers = tuple(range(1, len(columns_of(found))))
    below = f"{found.below}人に満たないものと、引き算で分かるものは「少人数」としています。"
    table = _table(columns_of(found), rows, numbers=numbers, last=True)
    return f"<section><h2>所属ごとの支援</h2><p class=muted>{below}</p>{table}</section>"


def _table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), *, last: bool = False
) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in titles)
    listed = list(rows)
    lines = []
    for place, row in enumerate(listed):
        mark = " class=all" if last and place == len(listed) - 1 else ""
        cells = (f"<td{' class=n' if at in numbers else ''}>{escape(one)}</td>" for at, one in enumerate(row))
        lines.append(f"<tr{mark}>{''.join(cells)}</tr>")
    return (
        f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
