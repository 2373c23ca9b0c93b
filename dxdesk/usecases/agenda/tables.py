"""検討事項の表 and 用語集の表: a line each, written and read as ``imports.plain_tables`` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxdesk.domain.agenda_record import MATTER, STATE_NAMES, MatterSaid
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import Problem
from dxdesk.domain.glossary_record import TERM, TermSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.agenda import glossary, keeping
from dxdesk.usecases.agenda.ledger import agenda, require_agenda
from dxdesk.usecases.imports.plain_tables import Field, Office, TableOf
from dxdesk.usecases.organisation.answerable import answerable
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.sealing.workbook_kinds import MATTER_TABLE, TERM_TABLE
from dxdesk.usecases.workplace.desk import Desk

_FIELD_OF: Mapping[str, str] = {
    "answers-section": "section",
    "answers-person": "person",
    "agenda-state": "state",
    "agenda-undecided": "decision",
}


def _matters(desk: Desk, uow: UnitOfWork) -> Office[MatterSaid]:
    require_agenda(uow)
    office, owner, today = answerable(desk, uow), owner_of(desk), desk.services.clock.today()

    def problems(
        wanted: MatterSaid, before: MatterSaid | None, others: Sequence[MatterSaid]
    ) -> Iterator[tuple[str, Problem]]:
        for one in keeping.found_in(office, wanted):
            yield _FIELD_OF.get(one.code, "name"), one
        if before is None and any(evened(one.name) == evened(wanted.name) for one in others):
            fix = "番号を書いて直すか、件名を変えてください。"
            yield "name", Problem("agenda-twice", "同じ件名の検討事項が、もうあります。", fix, wanted.name)

    return Office(
        complete=lambda wanted, taken: keeping.complete(wanted, taken, today),
        problems=problems,
        show=lambda name, text: office.section_name(text) if name == "section" else text,
        read=lambda name, text: office.section_code(text) if name == "section" else text,
        held={one.said.code: one.said for one in agenda(uow).matters if one.owner == owner},
    )


MATTERS = TableOf(
    kind=MATTER_TABLE,
    thing=MATTER,
    nothing=MatterSaid,
    sheet="検討事項",
    fields=(
        Field("code", ("番号", "コード"), 10),
        Field("name", ("件名", "検討事項"), 28),
        Field("what", ("内容", "検討の内容"), 40),
        Field("section", ("担当の所属", "所属", "担当課"), 14, hint="所属の名前か、所属コードで書きます。"),
        Field("person", ("担当者の職員番号", "担当者"), 12, hint="職員番号で書きます。"),
        Field("state", ("状況", "状態"), 9, words=STATE_NAMES),
        Field("due", ("期限",), 11, "day"),
        Field("decided_on", ("決めた日", "決定日"), 11, "day"),
        Field("decision", ("決めたこと", "決定内容"), 32),
        Field("note", ("備考", "摘要"), 20),
    ),
    needed=frozenset({"name"}),
    same=("name",),
    guide=("行を加えるときは、番号を空にします。「決定」にするときは、決めたことも書きます。",),
    office=_matters,
    order=lambda one: (one.due or "9", one.code),
)


def _terms(desk: Desk, uow: UnitOfWork) -> Office[TermSaid]:
    require_agenda(uow)
    return Office(complete=glossary.complete, problems=glossary.problems, held=glossary.own(desk, uow))


TERMS = TableOf(
    kind=TERM_TABLE,
    thing=TERM,
    nothing=TermSaid,
    sheet="用語集",
    fields=(
        Field("code", ("番号", "コード"), 11),
        Field("name", ("用語", "言葉"), 22),
        Field("reading", ("よみ", "読み", "ふりがな"), 20),
        Field("meaning", ("説明", "意味", "解説"), 60),
        Field("source", ("出典", "もと"), 30),
        Field("note", ("備考", "摘要"), 16),
    ),
    needed=frozenset({"name", "meaning"}),
    same=("name",),
    guide=("用語を加えるときは、番号を空にします。",),
    office=_terms,
    order=lambda one: (one.reading or one.name, one.code),
)
