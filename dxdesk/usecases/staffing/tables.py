"""確保計画の表 and 役割の表: a line a role, written and read as ``imports.plain_tables`` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxdesk.domain.errors import Problem
from dxdesk.domain.plain_things import Plain
from dxdesk.domain.staffing_record import (
    HOURS_NAMES,
    MEANS_NAMES,
    PRIORITY_NAMES,
    RECRUITING_NAMES,
    ROLE,
    STAFFING,
    TENURE_NAMES,
    RoleSaid,
    StaffingSaid,
)
from dxdesk.domain.staffing_rules import needed_text
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.plain_tables import Field, Office, TableOf
from dxdesk.usecases.organisation.answerable import answerable
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.sealing.workbook_kinds import ROLE_TABLE, STAFFING_TABLE
from dxdesk.usecases.staffing import keeping
from dxdesk.usecases.staffing.ledger import require_staffing, staffing
from dxdesk.usecases.workplace.desk import Desk

_FIELD_OF: Mapping[str, str] = {
    "staffing-nameless": "name",
    "staffing-year": "fiscal_year",
    "staffing-outside-year": "needed_by",
    "staffing-combination": "tenure",
    "staffing-pay": "pay",
    "staffing-not-ready": "progress",
    "staffing-heads": "filled",
    "answers-section": "section",
    "staffing-persona": "persona",
}
"""In which cell a finding of the plan's rules is shown; any other in that of the name."""


def _placed(found: Sequence[Problem]) -> Iterator[tuple[str, Problem]]:
    for one in found:
        yield _FIELD_OF.get(one.code, "name"), one


def _roles(desk: Desk, uow: UnitOfWork) -> Office[StaffingSaid]:
    require_staffing(uow)
    office, owner, today = answerable(desk, uow), owner_of(desk), desk.services.clock.today()
    framework = newest_framework(uow)
    titles = {one.uid: framework.title(one) for one in framework.items} if framework else {}

    def complete(wanted: StaffingSaid, taken: frozenset[str]) -> StaffingSaid:
        kept = keeping.as_kept(uow, wanted, today)
        return kept._replace(code=kept.code or keeping.next_code(taken, kept.fiscal_year))

    def problems(
        wanted: StaffingSaid, before: StaffingSaid | None, _: Sequence[Plain]
    ) -> Iterator[tuple[str, Problem]]:
        return _placed(tuple(keeping.found_in(office, wanted)))

    def show(name: str, text: str) -> str:
        return office.section_name(text) if name == "section" else titles.get(text, text)

    return Office(
        complete=complete,
        problems=problems,
        show=show,
        read=lambda name, text: office.section_code(text) if name == "section" else text,
        held={one.said.code: one.said for one in staffing(uow).roles if one.owner == owner},
    )


ROLES = TableOf(
    kind=STAFFING_TABLE,
    thing=STAFFING,
    nothing=StaffingSaid,
    sheet="確保計画",
    fields=(
        Field("code", ("番号", "コード"), 8),
        Field("fiscal_year", ("年度",), 10, "year"),
        Field("name", ("役割・業務", "役割", "業務"), 22),
        Field("section", ("使う所属", "所属"), 12, hint="所属の名前か、所属コードで書きます。"),
        Field("duties", ("任せること", "業務内容"), 30),
        Field("untrained", ("育成で充てられない理由",), 26),
        Field("heads", ("足りない人数", "人数"), 8, "count"),
        Field("priority", ("優先順位", "優先"), 8, words=PRIORITY_NAMES),
        Field("ranking", ("優先順位の理由",), 18),
        Field("needed_by", ("いつまでに", "必要な時期"), 11, show=needed_text),
        Field("training_months", ("育成にかかる月数",), 8, "count"),
        Field("finding_months", ("確保にかかる月数",), 8, "count"),
        Field("means", ("手法",), 12, words=MEANS_NAMES),
        Field("means_reason", ("手法を選んだ理由", "手法の理由"), 22),
        Field("hours_form", ("勤務形態",), 9, words=HOURS_NAMES),
        Field("tenure", ("根拠", "任用の根拠"), 14, words=TENURE_NAMES),
        Field("conditions", ("勤務条件",), 20),
        Field("pay", ("給与の根拠",), 18, hint="条例・規則の名で書きます。金額は書きません。"),
        Field("must", ("必須のスキル・経験", "必須の要件"), 24, "lines", hint="1行に1つ書きます。"),
        Field("wish", ("歓迎するスキル・経験", "歓迎の要件"), 24, "lines", hint="1行に1つ書きます。"),
        Field("common", ("全庁共通の要件",), 24, hint="人柄など、全庁で求める要件です。"),
        Field("criteria", ("評価基準",), 24),
        Field("panel", ("面接の体制",), 18, hint="職名だけを書きます。氏名は書きません。"),
        Field("progress", ("状況",), 9, words=RECRUITING_NAMES),
        Field("asked_on", ("依頼した日",), 11, "day"),
        Field("filled", ("着任した人数", "着任"), 8, "count"),
        Field("note", ("備考", "摘要"), 16),
    ),
    needed=frozenset({"name", "fiscal_year"}),
    same=("fiscal_year", "name"),
    guide=("役割を加えるときは、番号を空にします。応募者の氏名、点数、順位は書きません。",),
    office=_roles,
    order=lambda one: (-one.fiscal_year, one.code),
)


def _lines(desk: Desk, uow: UnitOfWork) -> Office[RoleSaid]:
    require_staffing(uow)
    owner = owner_of(desk)
    framework = newest_framework(uow)
    personas = {one.code: one.name for one in framework.personas} if framework else {}
    codes = {name: code for code, name in personas.items()}
    last = keeping.last_place(uow)

    def complete(wanted: RoleSaid, taken: frozenset[str]) -> RoleSaid:
        place = wanted.place_in_list or last + len(taken) + 1
        return wanted._replace(code=wanted.code or wanted.name.strip(), place_in_list=place)

    def problems(
        wanted: RoleSaid, before: RoleSaid | None, _: Sequence[Plain]
    ) -> Iterator[tuple[str, Problem]]:
        found = keeping.found_in_line(uow, wanted)
        # A line of a policy's table may name a 人材像 that the office's framework had then.
        kept = before is not None and before.persona == wanted.persona
        return _placed(tuple(one for one in found if not (kept and one.code == "staffing-persona")))

    return Office(
        complete=complete,
        problems=problems,
        show=lambda name, text: personas.get(text, text) if name == "persona" else text,
        read=lambda name, text: codes.get(text, text) if name == "persona" else text,
        held={one.said.code: one.said for one in staffing(uow).table if one.owner == owner},
    )


TABLE = TableOf(
    kind=ROLE_TABLE,
    thing=ROLE,
    nothing=RoleSaid,
    sheet="役割の表",
    fields=(
        Field("code", ("コード", "番号"), 12),
        Field("group", ("区分",), 14),
        Field("name", ("役割", "役割の名前"), 18),
        Field("persona", ("人材像",), 14),
        Field("functions", ("機能・役割", "機能"), 40),
        Field("placement", ("配置",), 16),
        Field("gaining", ("獲得(採用)", "獲得", "採用"), 24),
        Field("raising", ("育成",), 36),
        Field("note", ("備考", "摘要"), 16),
    ),
    needed=frozenset({"name", "functions"}),
    same=("name",),
    guide=("行を加えるときは、コードを空にします。",),
    office=_lines,
    order=lambda one: (one.place_in_list, one.code),
)
