"""The goals of the year as their person writes them: open, keep a draft, hand in, take back; 代行入力.

A personal store answers from the 期首票 it received, and writes it back answered. A section's or HR's store
records what somebody wrote on paper, under its own key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dxdesk.domain import canonical, rights
from dxdesk.domain.contents import Goal, goals_in
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import ALLOWED, PLAN_STATE_LABELS, PlanAction, PlanState
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.text import cleaned
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import SUBMIT_LABEL, WITHDRAW_LABEL, TableReading
from dxdesk.usecases.answering.sheet import Submitted
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.exchange.issue import issuer_label, plan_base
from dxdesk.usecases.forms import plan_form, questions
from dxdesk.usecases.forms.goal_texts import DROP_WORD, Cells
from dxdesk.usecases.forms.plan_form import BLANK, PlanQuestion
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.local_work import keep
from dxdesk.usecases.person_year.standing import PersonYear, derive_person, year_context
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, make_folder

_DRAFT = setting_names.PLAN_DRAFT


@dataclass(frozen=True)
class GoalSheet:
    """What somebody who writes goals needs.

    ``written`` are the lines as they stand (a draft's, else what was said last, else last year's goals),
    ``skills`` number, name and levels of those asked, ``said``: goals were handed in and stand
    (``standing``).
    """

    person: PersonYear
    question: PlanQuestion
    written: Mapping[str, Cells]
    said: bool
    draft: bool
    proxy: bool
    standing: Mapping[str, Cells] = field(default_factory=dict)

    def differs(self, now: Mapping[str, Cells]) -> bool:
        """Tell whether goals differ from those that were handed in and stand."""
        return self.said and _written(cleaned(now)) != _written(self.standing)

    @property
    def lines(self) -> tuple[str, ...]:
        """The keys of the lines, in order."""
        return self.question.lines

    @property
    def state(self) -> PlanState:
        """Where the goals stand."""
        return self.person.plan_life.state

    @property
    def skills(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The skills that are asked, each with the labels of its levels."""
        framework = self.question.framework
        return tuple(
            (
                one.item.name,
                tuple(framework.level_label(one.item, level) for level in framework.allowed_levels(one.item)),
            )
            for one in self.question.answers
        )

    @property
    def drop_word(self) -> str:
        """What is written instead of a skill to take a goal back."""
        return DROP_WORD

    @property
    def can_withdraw(self) -> bool:
        """Whether goals that were handed in can be taken back."""
        return self.said and self.state in ALLOWED[PlanAction.WITHDRAW]

    @property
    def returned(self) -> str:
        """Why the goals were returned, empty where they were not."""
        open_ = self.state in (PlanState.RETURNED, PlanState.NOT_STARTED)
        return self.question.head.stress if open_ else ""


@dataclass(frozen=True)
class _Session:
    person: PersonYear
    question: PlanQuestion
    payload: bytes


def open_goals(desk: Desk, employee_number: str = "", fiscal_year: int = 0) -> GoalSheet:
    """Return the goals as they stand, with the draft where there is one.

    Raises:
        KnownError: ``no-cycle``, ``no-start-form``, ``start-no-form``, ``start-off``, ``person-unknown``,
            ``not-their-answer``.
    """
    with desk.store.read() as uow:
        session = _session(desk, uow, employee_number, fiscal_year)
        return _sheet(desk, uow, session)


def _sheet(desk: Desk, uow: UnitOfWork, session: _Session) -> GoalSheet:
    draft = uow.settings.get(_name(session.person))
    standing = plan_form.cells_of(session.question, _standing(session))
    return GoalSheet(
        session.person,
        session.question,
        _read(draft) if draft else standing,
        session.person.plan_life.handed_in,
        bool(draft),
        desk.role is not Role.PERSONAL,
        standing,
    )


def unsent_goals(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> bool:
    """Tell whether a personal store's owner changed their goals after handing them in, and not sent that.

    Raises:
        KnownError: what opening refuses.
    """
    sheet = _sheet(desk, uow, _session(desk, uow, "", fiscal_year))
    return sheet.differs(sheet.written)


def has_form(desk: Desk, fiscal_year: int = 0) -> bool:
    """Tell whether a personal store has a 期首票 of the year to answer."""
    if desk.role is not Role.PERSONAL:
        return False
    with desk.store.read() as uow:
        years = [fiscal_year] if fiscal_year else sorted(uow.exchange.years())
        return any(kept.plan_form(uow, year) is not None for year in years[-1:])


def _standing(session: _Session) -> Mapping[str, Goal]:
    """Return the goals that stand, else what the form has: it may rest on goals this store has not seen."""
    plan = session.person.views[Part.PLAN]
    base = session.question.base_covers.get(Part.PLAN, frozenset())
    own = goals_in(plan.items)
    return own if own and base <= plan.lineage else {**session.question.prefilled, **own}


def _session(desk: Desk, uow: UnitOfWork, employee_number: str, fiscal_year: int) -> _Session:
    context = year_context(desk, uow, fiscal_year)
    year, number = context.cycle.fiscal_year, employee_number or desk.identity.owner
    person = derive_person(context, number, list(uow.exchange.person(year, number)))
    if person is None:
        raise KnownError(
            "person-unknown",
            f"職員番号 {number or '(未指定)'} の人は{context.cycle.label}の対象に入っていません。",
            "職員番号を確かめてください。",
            found=number,
        )
    if desk.role is Role.PERSONAL:
        form = kept.plan_form(uow, year)
        if form is None:
            raise KnownError(
                "no-start-form",
                "期首票がまだ届いていません。",
                "届いた期首票のファイルをこの窓に置いてください。",
            )
        opened = codec.open_payload(desk.services.sealer, form.payload, trusted=True)
        question = plan_form.question_of(opened.envelope, opened.revisions)
        return _Session(person, question, form.payload)
    year_start.require_form(uow, context.cycle, desk.role)
    if desk.role is Role.SECTION:
        _refuse_strangers(desk, context.cycle.rules, person)
    question = plan_form.asked(
        (desk.identity.municipality_code, desk.identity.municipality_name),
        context.cycle,
        context.framework,
        person.views[Part.ASSIGNMENT].heads[0],
        person.views[Part.REFERENCE].reference,
        plan_base(person),
        (person.plan_life.round + (person.plan_life.state is PlanState.RETURNED) or 1,
         issuer_label(desk, uow), ""),
    )  # fmt: skip
    return _Session(person, question, b"")


def _refuse_strangers(desk: Desk, rules: int, person: PersonYear) -> None:
    maker = rights.Maker("section", desk.identity.owner)
    who = rights.who_writes(maker, rights.Act.ANSWER, person.employee_number, (person.route,))
    if rights.permission(rules, rights.Act.ANSWER, who) is rights.Permission.NO:
        raise KnownError(
            "not-their-answer",
            f"{person.name}さんの確認者ではないので、この台帳からは代行入力できません。何も変えていません。",
            "確認者か人事課に、入力を頼んでください。",
            found=person.employee_number,
        )


def _name(person: PersonYear) -> str:
    return f"{_DRAFT}{person.fiscal_year}/{person.employee_number}"


def _written(lines: Mapping[str, Cells]) -> dict[str, Cells]:
    return {key: cells for key, cells in lines.items() if any(cells)}


def _read(text: str) -> dict[str, Cells]:
    return {key: (one[0], one[1], one[2], one[3], one[4]) for key, one in json.loads(text).items()}


def save_draft(
    desk: Desk, written: Mapping[str, Cells], employee_number: str = "", fiscal_year: int = 0
) -> None:
    """Keep goals as they are being written; durable when it returns."""
    with desk.store.write() as uow:
        session = _session(desk, uow, employee_number, fiscal_year)
        kept_lines = {key: list(cells) for key, cells in written.items() if any(cells)}
        uow.settings.set(_name(session.person), canonical.dumps(cleaned(kept_lines)))
        uow.commit()


def submit(
    desk: Desk,
    out: Path | None = None,
    written: Mapping[str, Cells] | None = None,
    employee_number: str = "",
    *,
    proxy_by: str = "",
    fiscal_year: int = 0,
) -> Submitted:
    """Hand in the draft, or the goals given.

    Raises:
        KnownError: ``start-blank`` for no goal at all, ``form-missing-folder``, ``finalised``, ``exempt``,
            what cannot be read of a line, and what opening refuses.
    """
    return _finish(desk, out, written, employee_number, PlanAction.SUBMIT, proxy_by, fiscal_year)


def withdraw(
    desk: Desk,
    out: Path | None = None,
    employee_number: str = "",
    *,
    proxy_by: str = "",
    fiscal_year: int = 0,
) -> Submitted:
    """Take goals back: writes the form with 取り下げる, or records it (代行入力).

    Raises:
        KnownError: ``not-ready`` where they were agreed on or returned, and what opening refuses.
    """
    return _finish(desk, out, None, employee_number, PlanAction.WITHDRAW, proxy_by, fiscal_year)


def _finish(
    desk: Desk,
    out: Path | None,
    written: Mapping[str, Cells] | None,
    employee_number: str,
    action: PlanAction,
    proxy_by: str,
    fiscal_year: int,
) -> Submitted:
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        session = _session(desk, uow, employee_number, fiscal_year)
        _refuse_too_late(session.person, action)
        draft = uow.settings.get(_name(session.person)) if action is PlanAction.SUBMIT else ""
        if written is None:
            standing = plan_form.cells_of(session.question, _standing(session))
            written = _read(draft) if draft else standing
        written = cleaned(written)
        blank = all(written.get(key, BLANK) == BLANK for key in session.question.lines)
        if action is PlanAction.SUBMIT and blank:
            raise KnownError(
                "start-blank",
                "目標がまだ1つも書かれていません。提出していません。",
                "目標を1つ以上書いてから提出してください。",
            )
        if session.payload:
            file, made = _write(desk, session, written, action, (out, outgoing))
            outgoing.enter(uow)
        else:
            label = proxy_by or issuer_label(desk, uow)
            file, made = None, _typed(desk, session, written, action, label)
        known = keep(desk, uow, made)
        if draft:
            uow.settings.set(_name(session.person), "")
        derived.refresh(desk, uow, [(session.person.fiscal_year, session.person.employee_number)])
        uow.audit.append(f"start-{action.value}", session.person.employee_number)
        uow.commit()
    return Submitted(file, tuple(one.id for one in known), session.question.head.goes_to)


def _refuse_too_late(person: PersonYear, action: PlanAction) -> None:
    if person.finalised:
        raise KnownError(
            "finalised",
            f"{person.name}さんの結果は確定しているので、期首の目標は変えられません。何も変えていません。",
        )
    if person.exempt:
        raise KnownError(
            "exempt",
            f"{person.name}さんは今年度の対象外です。何も変えていません。",
            "対象外の理由を確かめてください。",
            found=person.exempt,
        )
    state = person.plan_life.state
    if not person.plan_life.clash and state not in ALLOWED[action]:
        raise KnownError(
            "not-ready",
            f"{person.name}さんの期首の目標はいま「{PLAN_STATE_LABELS[state]}」なので、取り下げられません。",
            "直したいときは、書き直してもう一度提出してください。",
        )


def _answered(session: _Session, reading: TableReading) -> plan_form.PlanAnswered:
    answered, problems = plan_form.answered_of(session.question, reading)
    if problems:
        raise KnownError.of(problems)
    return answered


def _typed(
    desk: Desk, session: _Session, written: Mapping[str, Cells], action: PlanAction, label: str
) -> tuple[Revision, ...]:
    reading = plan_form.typed(session.question, written, _LABELS[action])
    answered = replace(_answered(session, reading), proxy=label)
    return plan_form.plan_revisions(session.question, answered, key_id=desk.key_id)


def _write(
    desk: Desk,
    session: _Session,
    written: Mapping[str, Cells],
    action: PlanAction,
    where: tuple[Path | None, Outgoing],
) -> tuple[Path, tuple[Revision, ...]]:
    """Write the answered 期首票 and return what a receiver will read out of it."""
    out, outgoing = where
    if out is None:
        raise KnownError(
            "form-missing-folder",
            "提出する期首票の置き場所が決まっていません。",
            "保存するフォルダーを選んでください。",
        )
    own, question = session.person, session.question
    # What cannot be taken is refused, by line and field, before a file is made.
    _answered(session, plan_form.typed(question, written, _LABELS[action]))
    covers = {
        Part.PLAN: question.base_covers[Part.PLAN] | own.views[Part.PLAN].lineage,
        Part.PLAN_LIFE: question.base_covers[Part.PLAN_LIFE] | own.plan_life.lineage,
    }
    notes = questions.notes_text(covers, [one for part in covers for one in own.judged.of(part)])
    sheets = (plan_form.sheet_of(question, written, _LABELS[action]), plan_form.levels_sheet(question))
    make_folder(out, "提出していません。")
    ending = "取下げ" if action is PlanAction.WITHDRAW else "回答"
    name = f"期首票_{fiscal_year_short(own.fiscal_year)}_{own.employee_number}_{ending}.xlsx"
    with outgoing.writing(out / name) as path:
        desk.services.workbooks.write_tables(sheets, path, session.payload, notes=notes)
    book = desk.services.workbooks.open(path)
    answered = _answered(session, desk.services.workbooks.read_table(book, question.sheets[0]))
    followed = plan_form.covers_from_notes(question, notes)[1]
    return path, plan_form.plan_revisions(question, answered, followed)


_LABELS = {PlanAction.SUBMIT: SUBMIT_LABEL, PlanAction.WITHDRAW: WITHDRAW_LABEL}
