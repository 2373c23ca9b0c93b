"""The placeholders of 様式差込: which there are, which a layout holds, and what is wrong with them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import MINDSET, SKILL, Framework, Item
from dxdesk.ports.workbooks import FormField, OfficeForm, field_key

SHARED: Mapping[str, str] = {
    "年度": "年度(令和7年度)",
    "団体名": "団体の名前",
    "日付": "差し込んだ日(令和8年3月25日)",
}
PERSON: Mapping[str, str] = {
    "氏名": "氏名",
    "職員番号": "職員番号",
    "所属": "所属の名前",
    "職層": "職層",
    "職名": "職名",
    "人材像": "人材像(いくつかあるときは「・」でつなぐ)",
    "文書番号": "確定したときの文書番号(確定していない人は空)",
}
LEVELS: Mapping[str, str] = {
    "確認": "確認されたレベル(確定していれば確定の結果)",
    "自己": "自己申告のレベル",
    "前年": "前年のレベル",
    "求められる水準": "求められる水準",
}
SKILL_NAME = "スキル名"
ROW: Mapping[str, str] = {SKILL_NAME: "スキルの名前", "分類": "スキルの分類", **LEVELS}
RATED = (SKILL, MINDSET)
"""The kinds of items that have levels of their own on a sheet."""
LIST = "一覧."
_SKILL = "スキル."


class Described(NamedTuple):
    """A placeholder as people write it, and what is put there."""

    name: str
    text: str


def rated(framework: Framework) -> tuple[Item, ...]:
    """Return the items that have levels of their own on a sheet: スキル and マインド."""
    return tuple(item for item in framework.items if item.kind in RATED)


def skill_field(item: str, what: str) -> str:
    """Return the placeholder of one level of one item."""
    return f"{_SKILL}{item}.{what}"


def described(framework: Framework) -> tuple[Described, ...]:
    """Return all placeholders; an item whose name another one bears, too, has none of its own."""
    shared = [Described(name, text) for name, text in SHARED.items()]
    person = [Described(name, text) for name, text in PERSON.items()]
    bearing = Counter(field_key(item.name) for item in rated(framework))
    person += [
        Described(skill_field(item.name, what), f"{item.name}の{text}")
        for item in rated(framework)
        if bearing[field_key(item.name)] == 1
        for what, text in LEVELS.items()
    ]
    row = [Described(name, f"{text}({{{{{SKILL_NAME}}}}} のある行だけ)") for name, text in ROW.items()]
    listed = [Described(f"{LIST}{one.name}", f"{one.text}(全員の一覧の行)") for one in person]
    return (*shared, *person, *row, *listed)


def is_list(form: OfficeForm) -> bool:
    """Tell whether a layout is filled once, with all people."""
    return any(field_key(one.name).startswith(LIST) for one in form.fields)


def check(form: OfficeForm, framework: Framework) -> None:
    """Refuse a layout that cannot be filled whole.

    Raises:
        KnownError: ``form-no-fields``, ``form-field-unknown``, ``form-field-alone``, ``form-fields-mixed``;
            all that is wrong at once, with sheet and cell.
    """
    if not form.fields:
        raise KnownError(
            "form-no-fields",
            "様式に、差し込む項目がありません。何も書き出していません。",
            "差し込む場所に {{氏名}} のように書いて保存し直してください。"
            "項目の一覧は、マニュアルの「帳票」で見られます(コマンドでは dxdesk fill 台帳 --fields)。",
            place=Place(form.file),
        )
    known = {field_key(one.name): one.name for one in described(framework)}
    problems = [*_unknown(form, known), *_alone(form), *_mixed(form)]
    if problems:
        raise KnownError.of(tuple(problems))


def _problem(form: OfficeForm, one: FormField, code: str, message: str, fix: str) -> Problem:
    place = Place(form.file, one.sheet, one.cell)
    return Problem(code, f"{message}何も書き出していません。", fix, f"{{{{{one.name}}}}}", place)


def _unknown(form: OfficeForm, known: Mapping[str, str]) -> Iterable[Problem]:
    for one in form.fields:
        key = field_key(one.name)
        if key in known:
            continue
        near = difflib.get_close_matches(key, list(known), 1, 0.3)
        fix = f"近い項目は {{{{{known[near[0]]}}}}} です。" if near else ""
        yield _problem(
            form,
            one,
            "form-field-unknown",
            "差し込む項目の中に、知らないものがあります。",
            f"{fix}書き直して保存し直してください。項目の一覧は、マニュアルの「帳票」で見られます"
            "(コマンドでは dxdesk fill 台帳 --fields)。",
        )


def _alone(form: OfficeForm) -> Iterable[Problem]:
    rows = {(one.sheet, one.row) for one in form.fields if field_key(one.name) == SKILL_NAME and one.row}
    for one in form.fields:
        key = field_key(one.name)
        if key in ROW and (one.sheet, one.row) not in rows:
            other = "{{スキル.(スキルの名前).確認}} のように書いてください。"
            fix = f"同じ行に {{{{{SKILL_NAME}}}}} を書くか、{other}"
            message = f"スキルごとの項目が、{{{{{SKILL_NAME}}}}} のない行にあります。"
        elif key.startswith(LIST) and not one.row:
            fix, message = "表の行に書いてください。", "一覧の項目が、ヘッダーかフッターにあります。"
        else:
            continue
        yield _problem(form, one, "form-field-alone", message, fix)


def _mixed(form: OfficeForm) -> Iterable[Problem]:
    if not is_list(form):
        return
    for one in form.fields:
        key = field_key(one.name)
        if not key.startswith(LIST) and key not in SHARED:
            yield _problem(
                form,
                one,
                "form-fields-mixed",
                "1人ずつの項目と、全員の一覧の項目が、同じ様式にあります。",
                "1人ずつの様式と一覧の様式を、別のファイルに分けてください。",
            )
