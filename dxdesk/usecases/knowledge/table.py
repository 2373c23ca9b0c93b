"""形式知の表: a line a piece, written and read as ``imports.plain_tables`` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.errors import Problem
from dxdesk.domain.knowledge_record import FORM_NAMES, KNOWLEDGE, STANDING_NAMES, KnowledgeSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.plain_tables import Field, Office, TableOf
from dxdesk.usecases.knowledge import keeping
from dxdesk.usecases.knowledge.ledger import knowledge, take_over
from dxdesk.usecases.organisation.answerable import answerable
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.sealing.workbook_kinds import KNOWLEDGE_TABLE
from dxdesk.usecases.workplace.desk import Desk


def _office(desk: Desk, uow: UnitOfWork) -> Office[KnowledgeSaid]:
    known, office, today = knowledge(desk, uow), answerable(desk, uow), desk.services.clock.today()

    def problems(
        wanted: KnowledgeSaid, before: KnowledgeSaid | None, others: Sequence[KnowledgeSaid]
    ) -> Iterator[tuple[str, Problem]]:
        return keeping.problems(wanted, before, others, office, known.cases)

    return Office(
        complete=lambda wanted, taken: keeping.complete(wanted, taken, today),
        problems=problems,
        show=lambda name, text: office.section_name(text) if name == "section" else text,
        read=lambda name, text: office.section_code(text) if name == "section" else text,
        held=known.own(owner_of(desk)),
    )


TABLE = TableOf(
    kind=KNOWLEDGE_TABLE,
    thing=KNOWLEDGE,
    nothing=KnowledgeSaid,
    sheet="形式知",
    fields=(
        Field("code", ("番号",), 9),
        Field("name", ("題名", "名称", "タイトル"), 28),
        Field("sort", ("種類", "区分"), 12, words=FORM_NAMES),
        Field("place", ("置き場所", "保存場所", "所在", "リンク"), 30),
        Field("what", ("内容", "概要"), 34),
        Field("section", ("担当の所属", "所属", "担当課"), 14, hint="所属の名前か、所属コードで書きます。"),
        Field("made_by", ("作った人", "作成者", "知っている人"), 14),
        Field("made_on", ("作った日", "作成日"), 11, "day"),
        Field("case", ("改善案件の番号", "案件番号"), 14, hint="「案件」の一覧にある番号です。"),
        Field("phase", ("フェーズ", "段階"), 12),
        Field("skill", ("スキル",), 14),
        Field("tags", ("分類の言葉", "タグ", "キーワード"), 16, "list", hint="「、」で区切って書きます。"),
        Field("state", ("状態", "状況"), 11, words=STANDING_NAMES),
        Field("review_on", ("見直す日", "見直し日"), 11, "day"),
        Field("note", ("備考", "摘要"), 16),
    ),
    needed=frozenset({"name"}),
    same=("name", "sort"),
    guide=("行を加えるときは、番号を空にします。作った日を空にすると、取り込んだ日になります。",),
    office=_office,
    order=lambda one: (one.made_on, one.code),
    begin=take_over,
)
