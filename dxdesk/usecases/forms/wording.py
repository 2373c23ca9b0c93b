"""The words of a form beside its questions: how to answer, whose words the criteria are, what HR knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from dxdesk.domain.contents import Assignment
from dxdesk.domain.framework import SUPPLEMENT_LABEL, AnswerItem, Framework, Statement
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.document_wording import INFERRED_NOTE
from dxdesk.ports.workbooks import Head
from dxdesk.usecases.forms.way_back import WayBack
from dxdesk.usecases.person_year.cycles import Cycle, day_text
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.sealing.wording_version import WORDING, open_cells

GUIDE = (
    "{cells}の欄だけに記入します。レベルは各項目の下の基準を読み、今の自分に当てはまるものを選びます(わからない欄は空欄のまま)。",
    "記入したら保存し、依頼元へファイルを返してください。目安は15分です。",
)
SLIP_GUIDE = (
    "差戻しの理由を読み、{cells}の欄を直します。直さない欄はそのままで結構です。",
    "直したら保存し、依頼元へファイルを返してください。",
)
_HOW = "{cells}の欄だけに記入します。レベルは各項目の下の基準を読んで選びます(わからない欄は空欄のまま)。"
_BACK = "記入したら保存し、{back}へ返してください。目安は15分です。"
_SLIP_BACK = "直したら保存し、{back}へ返してください。"
_SUMMARY_GUIDE = "水準の説明は公表された方針の要約で、公式の文言ではありません。"
SLIP_LINES = 2
"""Lines a return slip has for courses and experience: most stand filled in already."""


def form_head(
    municipality: str,
    cycle: Cycle,
    assignment: Assignment,
    addressed: tuple[str, str],
    *,
    slip: bool,
    way: WayBack | None = None,
    cells: str = open_cells(WORDING),
) -> Head:
    """Return a form's head block; ``addressed`` is (employee number, sender's label).

    Without a way back it is worded as before forms named one. ``cells`` is by what the cells to answer in
    are named.
    """
    due = way.due if way is not None and way.due else cycle.due_self
    deadline = day_text(due, weekday=True)
    guide: tuple[str, ...] = SLIP_GUIDE if slip else GUIDE
    if way is not None:
        back = (_SLIP_BACK if slip else _BACK).format(back=way.back)
        guide = (guide[0] if slip else _HOW, back, *way.instead)
    guide = (guide[0].format(cells=cells), *guide[1:])
    return Head(
        title=f"{cycle.title}(差戻し)" if slip else cycle.title,
        municipality=municipality,
        fiscal_year=fiscal_year_label(cycle.fiscal_year),
        number=addressed[0],
        name=assignment.name,
        department=assignment.department[1],
        post=assignment.title or assignment.grade,
        deadline=deadline,
        sender=addressed[1],
        purpose=cycle.purpose,
        guide=guide,
        confirmers=way.confirmers if way is not None else (),
        back=way.back if way is not None else "",
    )


def explained(head: Head, framework: Framework, answers: tuple[AnswerItem, ...], *, slip: bool) -> Head:
    """Return the head with whose words the criteria are, and on a slip with what its deadline means."""
    said = _SUMMARY_GUIDE if framework.summary else ""
    statements = [statement for answer in answers for statement in _statements(answer)]
    if any(statement.inferred for statement in statements):
        said += INFERRED_NOTE
    deadline = f"なるべく早く\n(元の期限 {head.deadline})" if slip and head.deadline else head.deadline
    return replace(head, guide=(*head.guide, said) if said else head.guide, deadline=deadline)


def _statements(answer: AnswerItem) -> Iterator[Statement]:
    yield from answer.statements
    for criteria in answer.item.criteria:
        yield from criteria.statements


def known_text(known: Iterable[Iterable[Any]]) -> tuple[str, ...]:
    """Return evidence HR knows as short texts, e.g. ``BPR研修 令和7年9月18日 修了``."""
    found = []
    for row in known:
        _, name, day, result = (str(part) for part in row)
        found.append(" ".join(part for part in (name, day_text(day), result) if part))
    return tuple(found)


def known_note(known: tuple[str, ...]) -> str:
    """Return the line that tells which records HR already has."""
    return "人事課の記録: " + "、".join(known) if known else ""


def criteria_texts(
    framework: Framework, answer: AnswerItem, *, marked: bool = True
) -> tuple[tuple[str, str], ...]:
    """Return (level label, statements as one text) for all levels of an item; ``marked``: say whose they are.

    Marked are places that were guessed (推定) and levels the policy does not name (本システムの補足).
    """
    item, scale = answer.item, framework.scale_of(answer.item)

    def lines(statements: Iterable[Statement], *, ours: bool = False) -> str:
        mark = f"({SUPPLEMENT_LABEL})" if ours and marked else ""
        return "\n".join(f"・{one.marked if marked else one.text}{mark}" for one in statements)

    if item.criteria:
        return tuple(
            (
                scale.label(criteria.level),
                lines(criteria.statements, ours=scale.ours(criteria.level)),
            )
            for criteria in item.criteria
        )
    steps = " / ".join(level.choice for level in scale.levels)
    return (("", lines(answer.statements)), ("", f"({steps})"))


def confirmer_text(person: PersonYear, part: Part) -> str:
    """Return who confirmed at a stage, a deputy as ``A(代理 B)``; empty while nobody did."""
    made = person.views[part].made
    by, principal = made.by_name or made.by, made.on_behalf_of_name or made.on_behalf_of
    return f"{principal}(代理 {by})" if principal else by
