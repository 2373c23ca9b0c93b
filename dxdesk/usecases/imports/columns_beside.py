"""Columns that nobody understood beside one that was, and that say of people what it does not.

異動区分 with 退職 beside a 在職状態 that says 在職, a column 会計年度任用 with ○ beside a 任用区分 that says
常勤, a 最終評価者 beside two confirmers: what is read is clear, and still not what the table says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain import columns, duty
from dxdesk.domain.columns import LIKELY, Column
from dxdesk.domain.completion import is_mark
from dxdesk.domain.errors import Problem
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.understanding import Sheet

DUTY, EMPLOYMENT, CONFIRMER = "duty-column-beside", "employment-column-beside", "confirmer-column-beside"

_DUTY_HEADER = re.compile(LIKELY[Column.DUTY_STATUS])
_CONFIRMER_HEADER = re.compile("確認者|評価者|考課者|評定者|査定者|承認者")
_EMPLOYMENT_WORDS = re.compile("会計年度|会計任用|再任用|任期付|臨時的?任用|非常勤|嘱託|暫定再任用")
_REMARK_HEADER = re.compile("備考|摘要|特記|メモ|連絡|注記|コメント")
_REMARK_OVER = re.compile(
    "復職|復帰|再任用|代替|代員|補充|後任|前任|明け|終了|解除|短時間|部分休|取得済|予定|見込|なし|無し"
)
"""Who is back, is to go later, or stands in for somebody else."""
_REMARKS = (
    (duty.GONE, re.compile("退職|失職|免職|死亡|離職|辞職|転出|割愛")),
    (duty.AWAY, re.compile("育休|育児休業|産休|休職|休業|病休|病気休暇|療養|停職")),
    (duty.ELSEWHERE, re.compile("派遣|出向")),
)
_REMARK_OF = re.compile(
    "(?:退職|失職|免職|死亡|離職|辞職|転出|割愛|育休|育児休業|産休|休職|休業|病休|病気休暇|療養|停職|派遣|出向)"
    "(?:金(?!支給|支払)|手当(?!支給|支払)|給付|共済|年金|組合|説明|準備|研修|講座|セミナー|相談|面談|面接"
    "|制度|規程|契約|法|担当|事務|業務|元|補償|者(?:の|へ|向け|対応|説明|支援|担当|面談|研修))"
)
"""A longer word that one of them is only a part of: 退職金, 育休制度, 派遣契約 say nothing of the person."""
_WORDS = 50
"""Different texts of a column; more are no words of a list, but remarks or dates."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """A finding or, without ``accepted``, a notice, at the header of the column it is about.

    ``accepted`` is what is done once the finding is accepted.
    """

    problem: Problem
    header: TableCell
    accepted: str = ""


def look(sheet: Sheet, unused: Mapping[int, str]) -> Iterator[Beside]:
    """Yield what there is to ask or tell of columns that are not used; ``unused``: titles by place."""
    has_duty = sheet.plan.has(Column.DUTY_STATUS)
    has_both = sheet.plan.has(Column.FIRST) and sheet.plan.has(Column.SECOND)
    for place, title in unused.items():
        header = columns.fold_header(sheet.table.headers[place].value)
        if has_duty and _DUTY_HEADER.search(header) and len(_values(sheet, place)) <= _WORDS:
            yield from _duty(sheet, place, title)
        elif has_duty and _REMARK_HEADER.search(header):
            yield from _duty(sheet, place, title, _remarked)
        if _EMPLOYMENT_WORDS.search(header) and all(map(_marks, _values(sheet, place))):
            yield from _employment(sheet, place, title)
        if has_both and _CONFIRMER_HEADER.search(header) and _values(sheet, place):
            yield _confirmer(sheet, place, title)


def _values(sheet: Sheet, position: int) -> set[str]:
    return {text.strip() for text in sheet.table.texts(position)} - {""}


def _marks(text: str) -> bool:
    return is_mark(text) or text in ("0", "-", "×", "無", "なし", "非該当", "該当")


def _says(text: str) -> bool:
    return is_mark(text) or text == "該当"


def _people(sheet: Sheet, position: int) -> Iterator[tuple[str, str, str, Sequence[TableCell]]]:
    """Yield number, name, what stands in a column, and the line of each person that has something there."""
    for row in sheet.table.rows:
        number = sheet.cell(row, Column.NUMBER).value.strip()
        text = row[position].value.strip() if position < len(row) else ""
        if text and any(map(str.isdigit, number)):
            yield number, sheet.cell(row, Column.NAME).value.strip(), text, row


def _remarked(text: str) -> str:
    """Return which of the four words a free remark (R8.11.30退職) speaks of; empty for none."""
    plain = unicodedata.normalize("NFKC", text)
    if _REMARK_OVER.search(plain):
        return ""
    plain = _REMARK_OF.sub("", plain)
    return next((word for word, pattern in _REMARKS if pattern.search(plain)), "")


def _duty(
    sheet: Sheet, position: int, title: str, meant: Callable[[str], str] = duty.fold
) -> Iterator[Beside]:
    """Ask where a column says that people are gone or away who are at work by their 在職状態.

    Only the four words are told: the others may say why.
    """
    called = duty.fold(sheet.table.headers[position].value)
    found: dict[str, list[str]] = {}
    for number, name, text, row in _people(sheet, position):
        said = called if _says(text) else meant(text)
        own = duty.fold(sheet.cell(row, Column.DUTY_STATUS).value)
        if said not in ("", duty.HERE) and own in ("", duty.HERE):
            found.setdefault(said, []).append(f"{number} {name}")
    if not found:
        return
    people = [one for listed in found.values() for one in listed]
    words = "、".join(f"「{word}」にあたる人が{len(listed):,}人" for word, listed in found.items())
    problem = Problem(
        DUTY,
        f"在職状態の列のほかに「{title}」の列があり、{words}います。在職状態の列では在職です。"
        f"このままでは、「{title}」の列は使いません。",
        "在職状態の列を直すか、列の意味を選び直してください(コマンドでは --mapping)。"
        "在職状態の列のとおりでよければ承認してください。",
        _listed(people),
    )
    yield Beside(problem, sheet.table.headers[position], f"「{title}」の列を使わずに取り込みます。")


def _employment(sheet: Sheet, position: int, title: str) -> Iterator[Beside]:
    """Ask where a column marks people as 会計年度任用 and the like whose 任用区分 says something else."""
    word = _plain(title)
    people = [
        f"{number} {name}"
        for number, name, text, row in _people(sheet, position)
        if _says(text) and word not in _plain(sheet.cell(row, Column.EMPLOYMENT).value)
    ]
    if not people:
        return
    problem = Problem(
        EMPLOYMENT,
        f"「{title}」の列に印のある人が{len(people):,}人いますが、任用区分としては読めません。"
        "このままでは、この人たちの任用区分になりません。",
        f"任用区分の列に「{title}」と書いて、取り込み直してください。その列を使わなくてよければ承認してください。",
        _listed(people),
    )
    yield Beside(problem, sheet.table.headers[position], f"「{title}」の列を使わずに取り込みます。")


def _plain(word: str) -> str:
    return columns.fold_header(duty.employment(word)).removesuffix("職員")


def _confirmer(sheet: Sheet, position: int, title: str) -> Beside:
    """Tell of a third confirmer: there are two stages."""
    first, second = (
        sheet.table.headers[sheet.plan.first(column)].value.strip()
        for column in (Column.FIRST, Column.SECOND)
    )
    problem = Problem(
        CONFIRMER,
        f"「{title}」の列も確認者のようですが、使いません。確認者は一次と二次の2人までで、"
        f"「{first}」と「{second}」の列を使います。",
        f"「{title}」の人が確認するのなら、列の意味を選び直してください(コマンドでは --mapping)。",
        title,
    )
    return Beside(problem, sheet.table.headers[position])


def _listed(people: Collection[str]) -> str:
    return "、".join([*people][:_SHOWN]) + (" ほか" if len(people) > _SHOWN else "")
