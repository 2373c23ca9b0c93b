"""``framework-proposals``: 体系の案 that DX推進課 sent, and making a draft of one."""

from __future__ import annotations

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "framework-proposals",
        store_argument,
        click.option("--take", default="", metavar="KEY", help="この記号の案を下書きにします。"),
        text="DX推進担当課から届いた体系の案を一覧し、下書きにします。",
    )
    def framework_proposals(store: str, take: str) -> Answer:
        from dxdesk.usecases.framework_editing import proposed as use

        if take:
            with desk_at(store) as desk:
                draft = use.take_proposal(desk, take)
            framework = draft.framework
            told = f"「{framework.name}」の案を、版「{framework.version}」の下書きにしました。"
            data = {"draft": draft.draft_id, "code": framework.code, "version": framework.version}
            return Answer({"taken": data}, [told, "「体系」で確かめて公開するまで、どの年度でも使いません。"])
        with desk_at(store, reading=True) as desk:
            found = use.proposals(desk)
        rows, lines = [], []
        for one in found:
            rows.append(
                {
                    "key": one.key,
                    "code": one.code,
                    "version": one.version,
                    "name": one.name,
                    "skills": one.skills,
                    "changes": len(one.changes),
                    "taken": one.taken,
                }
            )
            done = " 下書きにしました" if one.taken else ""
            lines.append(
                f"{one.key[:8]} {one.name} 版 {one.version} スキル{one.skills} 違い{len(one.changes)}{done}"
            )
        return Answer({"proposals": rows}, lines or ["届いている体系の案はありません。"])
