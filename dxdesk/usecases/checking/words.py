"""What is said of a check as a whole, by the command and on the screen."""

from __future__ import annotations

from datetime import datetime

from dxdesk.domain.wareki import wareki
from dxdesk.usecases.checking.report import CheckReport

_WHOLE = "はじめから全部を調べました。"
_SINCE = (
    "前回の点検から({day}に全部を調べました)。"
    "それから確かめた記録は、1文字も変わっていないことだけを見ました。"
)
_SOUND = "異常は見つかりませんでした。"
_UNSOUND = "異常が {count:,}件 見つかりました。"
_SOUND_NEXT = (
    "することはありません。確定の前後と年度末に、受け取ったファイルと紙の控えとも照らし合わせてください。"
)
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
    return _UNSOUND.format(count=len(report.findings)) if report.findings else _SOUND


def next_step(report: CheckReport) -> str:
    """Return what to do."""
    return _UNSOUND_NEXT if report.findings else _SOUND_NEXT
