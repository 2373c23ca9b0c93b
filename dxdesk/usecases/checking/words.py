"""What is said of a check as a whole, by the command and on the screen."""

from __future__ import annotations

from datetime import datetime

from dxdesk.domain.wareki import wareki
from dxdesk.ports.entities import Role
from dxdesk.usecases.checking.report import NEVER_RECEIVED, CheckReport

_WHOLE = "はじめから全部を調べました。"
_SINCE = (
    "前回の点検から({day}に全部を調べました)。"
    "それから確かめた記録は、1文字も変わっていないことだけを見ました。"
)
_SOUND = "異常は見つかりませんでした。"
_UNSOUND = "異常が {count:,}件 見つかりました。"
_DOUBT = "確かめることが {count:,}件 あります。"
_DOUBT_NEXT = (
    "フォルダーに、受付簿にないファイルがあります。まだ受け付けていないだけなら、そのままで構いません。"
    "受け付けた覚えがあるのに受付簿にないときは、台帳のファイルを残したまま、情報担当にこの結果を見せてください。"
)
_SOUND_NEXT = (
    "することはありません。確定の前後と年度末に、受け取ったファイルと紙の控えとも照らし合わせてください。"
)
_SOUND_NEXT_OWN = "することはありません。"
"""Of a person's own store: it has no ledgers and no paper to compare with."""
_UNSOUND_NEXT = (
    "この点検では何も変えていません。新しい入力を止め、いまの台帳のファイルを消さずに残したまま、"
    "情報担当にこの結果を見せてください。異常が起きる前の控えから戻すこともできます。"
)


def since(report: CheckReport) -> str:
    """Return what a check goes on from."""
    if not report.since:
        return _WHOLE
    moment = datetime.fromisoformat(report.since.replace("Z", "+00:00")).astimezone()
    return _SINCE.format(day=wareki(moment.date()))


def result(report: CheckReport) -> str:
    """Return whether anything is wrong."""
    if not report.findings:
        return _SOUND
    return (_DOUBT if _only_unreceived(report) else _UNSOUND).format(count=len(report.findings))


def next_step(report: CheckReport, role: Role | None) -> str:
    """Return what to do in a store of a role, ``None`` where it cannot be opened."""
    if not report.findings:
        return _SOUND_NEXT_OWN if role is Role.PERSONAL else _SOUND_NEXT
    return _DOUBT_NEXT if _only_unreceived(report) else _UNSOUND_NEXT


def _only_unreceived(report: CheckReport) -> bool:
    """Tell whether nothing is wrong but files that nobody received: a folder often holds more."""
    return all(finding.startswith(NEVER_RECEIVED) for finding in report.findings)
