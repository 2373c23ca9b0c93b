"""要対応 about the store itself: what comes before any work in it."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.dates import local_day
from dxdesk.ports.entities import BackupTrouble
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace import handover
from dxdesk.usecases.workplace.desk import Desk


def care(desk: Desk) -> tuple[Todo, ...]:
    """Return what the store needs, in a store that may be written to."""
    return () if desk.store.read_only else tuple(_care(desk))


def _care(desk: Desk) -> Iterator[Todo]:
    handed = _handed_over(desk)
    if handed is not None:
        yield handed
    trouble = desk.store.backup_trouble()
    if trouble is not None:
        yield Todo(
            "backup", "自動の控えを取れていません", _told(trouble), "控えを取る", "settings", True, 0, "store"
        )
    if desk.key_id and _outrun(desk):
        text = (
            "控えから戻す前に鍵を替えていたか、台帳の写しを持つ人がいます。このままでは、これから出すファイルが"
            "相手の集計に入りません。鍵を替え、受け取る側に新しい確認コードを電話で読み合わせてもらいます。"
        )
        title = "この台帳の鍵を引き継いだ、別の鍵があります"
        yield Todo("key-outrun", title, text, "鍵を替える", "settings", True, 0, "keys")


def _handed_over(desk: Desk) -> Todo | None:
    """Tell a successor what to read first, until they have; in a section's store what it is no longer for."""
    with desk.store.read() as uow:
        found = handover.last_handover(uow)
    if found is None:
        return None
    asked = handover.for_hr(desk, found)
    if found.read and not asked:
        return None
    title = f"{found.giver}さんから{found.taker}さんへ引き継いだ台帳です"
    text = (
        "いまどこまで進み、何が決まっていないかを、引継ぎメモにまとめました。続けて、下の要対応に進みます。"
    )
    return Todo(
        "handover", title, asked or text, "引継ぎメモを読む", "settings", bool(asked), focus="handover"
    )


def _outrun(desk: Desk) -> bool:
    """Tell whether a file has shown a successor of the key that this store still seals with.

    Renewing puts the successor in the old key's place at once, so this store is an earlier copy of itself.
    """
    with desk.store.read() as uow:
        return any(said.predecessor == desk.key_id for said in uow.exchange.successions())


def _told(trouble: BackupTrouble) -> str:
    last = f"最後の控えは{_day(trouble.newest)}のものです。" if trouble.newest else "控えは1つもありません。"
    if trouble.reason:
        return f"{_day(trouble.since)}からです。{last}{trouble.reason}"
    return f"{last}その後の入力は台帳にだけあり、PCが壊れると失われます。"


def _day(moment: str) -> str:
    """Return the local day of a UTC time as people write it."""
    return day_text(local_day(moment))
