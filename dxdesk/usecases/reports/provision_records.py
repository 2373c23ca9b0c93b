"""提供記録: what was given of people, to whom, why, until when and by which decision, oldest first."""

from __future__ import annotations

from dxdesk.domain.capabilities import PROVISION
from dxdesk.domain.provisions import Given, State
from dxdesk.domain.wareki import short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing
from dxdesk.usecases.reports.ledger_tables import ledger_table
from dxdesk.usecases.reports.missing_glyphs import without_missing
from dxdesk.usecases.reports.span import OF_ALL_YEARS
from dxdesk.usecases.workplace.desk import Desk

_NOTES = (
    "区分: 「利用」は台帳の任命権者の中での利用、「提供」はその外への提供です。",
    "個人の項目は、決裁番号の決定が許すものだけを渡しています。人事評価には使いません。",
)
_CAUTIONED = f"{doc.CAUTION}: 1人ずつの項目が入ったファイルです。"


def provision_record(desk: Desk) -> doc.TableDocument:
    """Return 提供記録 as a table.

    Raises:
        KnownError: ``provision-off``.
    """
    with desk.store.read() as uow:
        giving.require_provision(uow)
        found = giving.ledger(uow)
    today = desk.services.clock.today()
    columns = (
        doc.TableColumn("番号", 0.6),
        doc.TableColumn("日付", 1.0),
        doc.TableColumn("区分", 0.6),
        doc.TableColumn("渡したもの", 2.0),
        doc.TableColumn("人数", 1.1),
        doc.TableColumn("個人の項目", 1.6),
        doc.TableColumn("相手", 1.2),
        doc.TableColumn("何のために", 1.2),
        doc.TableColumn("いつまで", 1.1),
        doc.TableColumn("根拠", 1.3),
        doc.TableColumn("決裁番号・決裁日", 1.2),
        doc.TableColumn("取下げ", 0.9),
    )
    rows = [
        (
            *(
                one.key,
                short_day(one.day),
                one.use,
                one.what,
                one.heads.replace("、", "\n"),
                _items(one),
                one.to,
                one.why,
            ),
            *(_until(one, today), one.ground, _decision(one), short_day(one.withdrawn)),
        )
        for one in sorted(found, key=lambda one: one.key)
    ]
    notes = (*_NOTES, *((_CAUTIONED,) if any(one.cautioned for one in found) else ()))
    return ledger_table(desk, KIND.title, columns, rows, None, notes)


def _items(one: Given) -> str:
    return f"{doc.CAUTION}\n{one.items}".strip() if one.cautioned else _NO_ITEMS


def _decision(one: Given) -> str:
    return f"{one.decision}\n{short_day(one.decided_on)}".strip()


_NO_ITEMS = "なし"


def _until(one: Given, today: str) -> str:
    told = f"{short_day(one.until)} 終了" if one.state(today) is State.ENDED else short_day(one.until)
    return f"{told}(個人の項目は{short_day(one.people_until)})" if one.people_until else told


def _make(desk: Desk, _: Order, progress: Progress | None) -> bytes:
    record = provision_record(desk)
    if not record.rows:
        raise nothing("提供記録にまだ何もありません。", "提供票などを渡してから印刷してください。")
    return desk.services.printer.draw([without_missing(desk.services.printer, record)], progress)


KIND = ReportKind(
    kind="provision-record",
    title="提供記録",
    roles=(Role.HR,),
    hint="だれに、何を、何のために、いつまで、どの決定で渡したかの一覧です。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    any_year=True,
    span=OF_ALL_YEARS,
    at_once=EVERYBODY,
    uses=PROVISION,
)
