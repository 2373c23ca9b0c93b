"""Scenes of papers in numbers: written in files at once, called 書損, and the log of what went out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import messages
from dxdesk.ui.documents.spoiling import SpoilDialog
from dxdesk.ui.documents.view import Documents
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, dialog, shown
from dxdesk.ui.shell.sending import send
from dxdesk.usecases.issued.register import RegisterLine
from dxdesk.usecases.reports.print_log import LogLine
from dxdesk.usecases.sealing.workbook_kinds import SUMMARY
from dxdesk.usecases.workplace.print_notes import Way

_PER_PERSON = "skill-sheet"


def papers(role: Role) -> list[Scene]:
    """Return the scenes of a role."""
    if role is Role.PERSONAL:
        return []
    found = [
        Scene("documents-batch", _batch),
        Scene("documents-prints", _prints),
        Scene("documents-prints-none", _no_prints),
    ]
    if role is Role.HR:
        found += [
            Scene("documents-batch-parted", _parted),
            Scene("documents-batch-made", _made),
            Scene("documents-spoilt", _spoilt),
            Scene("documents-spoil", _spoil),
            Scene("documents-unspoil", _unspoil),
            Scene("documents-paper", dialog("documents", _wide)),
        ]
    return found


def _batch(studio: Studio) -> Shown | None:
    screen = studio.at(Documents)
    screen.tabs.setCurrentIndex(0)
    screen.choosing.pick(_PER_PERSON)
    studio.wait()
    scope = screen.choosing.scope
    scope.setCurrentIndex(max(scope.findData("all"), 0))
    scope.activated.emit(scope.currentIndex())
    studio.wait()
    screen.batching.ask()
    return shown(screen.batching.dialog)


def _parted(studio: Studio) -> Shown | None:
    asked: Any = _batch(studio)
    asked.split.setCurrentIndex(2)
    asked.receipts.setChecked(True)
    asked.covers.setChecked(True)
    asked.folder.setText(messages.LONG_FOLDER)
    asked._tell()
    return shown(asked)


def _made(studio: Studio) -> None:
    from dxdesk.ui.documents import batch_messages as said

    screen = studio.at(Documents)
    screen.tabs.setCurrentIndex(0)
    text = said.MADE.format(count=18, folder=messages.LONG_FOLDER)
    screen.banner.say(text, messages.KEPT_BEFORE, tone="done", act=said.OPEN, acting=lambda: None)


def _log(screen: Documents) -> Any:
    screen.tabs.setCurrentIndex(screen.tabs.indexOf(screen.batching.log))
    return screen.batching.log


def _prints(studio: Studio) -> None:
    page = _log(studio.at(Documents))
    studio.settle()
    page.show_lines(
        [
            LogLine(41 - place, messages.RECENT_AT, "t-sato", title, way.value, 2025, people, pages, to)
            for place, (title, way, people, pages, to) in enumerate(
                (
                    ("DXスキルシート", Way.SAVED, 124, 131, messages.LONG_FILE.replace(".xlsx", ".pdf")),
                    (
                        "DXスキル全庁集計報告書(議会版)",
                        Way.PRINTED,
                        0,
                        12,
                        "3階 総務課 複合機(両面)",
                    ),
                    ("全庁集計報告書の図", Way.PICTURES, 0, 6, "DXスキル全庁集計報告書_R7_図 6枚"),
                    ("所属配布票", Way.WORKBOOK, 0, 0, "18件のファイル(配布簿にあります)"),
                    ("様式への差込み", Way.WORKBOOK, 1_204, 0, "研修受講依頼_R7_001021.xlsx ほか1,203件"),
                )
            )
        ]
    )


def _no_prints(studio: Studio) -> None:
    page = _log(studio.at(Documents))
    studio.settle()
    page.show_lines(())


_KEPT = RegisterLine(
    "a" * 32, "certificate", 2025, 7, "7検人証第7号", "001021", messages.LONG_NAME, "2026-03-25", (), 1,
    "2026-03-25", "", "b" * 32,
)  # fmt: skip
_SPOILT = replace(
    _KEPT, paper_id="c" * 32, number=6, number_text="7検人証第6号", spoiled="発行者の職名の誤り",
    said=("書損 R8.3.25(発行者の職名の誤り。後は7検人証第7号)", "再交付 R8.3.26"),
)  # fmt: skip


def _register(studio: Studio) -> Documents:
    screen = studio.at(Documents)
    screen.tabs.setCurrentIndex(screen.tabs.indexOf(screen.register))
    studio.settle()
    lines = [_SPOILT, _KEPT, replace(_KEPT, paper_id="", number=5, number_text="第5号", said=("控えなし",))]
    screen.register.show_lines(lines, {_KEPT.kind: "スキル確認結果証"})
    screen.register.table.pick(lambda one: bool(one.spoiled))
    return screen


def _spoilt(studio: Studio) -> None:
    _register(studio)


def _spoil(studio: Studio) -> Shown | None:
    screen = _register(studio)
    asked = SpoilDialog(screen, (_KEPT,), 12, lambda *_: None)
    asked.open()
    return shown(asked)


def _unspoil(studio: Studio) -> Shown | None:
    from dxdesk.ui.documents.spoiling import ask_unspoil

    return shown(ask_unspoil(_register(studio), (_SPOILT,), lambda *_: None))


def _wide(screen: Any) -> None:
    written = SUMMARY.written
    screen.dialog = send(screen, SUMMARY, f"{SUMMARY.label}を作る", written.text, written.following)
