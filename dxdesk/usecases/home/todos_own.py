"""要対応 of a confirmer and of a person with their own form."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.lifecycle import UNSENT_CHANGES, State
from dxdesk.usecases.answering.self_report import unsent_changes
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.progress.work_view import Sight, Todo, has_result, turn, unsent_confirmations
from dxdesk.usecases.progress.year_table import days_left
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, RESULT_NOTICE, answer_kinds
from dxdesk.usecases.year_start import proposal_read


def to_confirm(sight: Sight) -> Todo | None:
    """Say who waits for this confirmer."""
    owner = sight.desk.identity.owner
    turns = [(line, turn(line, owner)) for line in sight.asked]
    ready = [line for line, said in turns if said == "ready"]
    if not ready:
        return None
    mine = sum(bool(said) for _, said in turns)
    done = sum(said == "done" for _, said in turns)
    dues = [due for line in ready if (due := sight.table.due(line))]
    due = min(dues, default="")
    late = bool(due) and due < sight.table.today
    when = _deadline(sight, due)
    changed = sum(line.standing.changed for line in ready)
    again = f"確認の後に答えが変わった人が {changed:,}人います。" if changed else ""
    title = f"確認を待っている人が {len(ready):,}人"
    text = f"{mine:,}人のうち {done:,}人 確認済み。{again}{when}"
    return Todo("confirm", title, text, "確認する", "review", late, len(ready), "ready")


def of_first_confirmers(sight: Sight) -> Todo | None:
    """Tell of answers that came to a second confirmer and that their first confirmer may not have."""
    owner, year = sight.desk.identity.owner, sight.table.cycle.fiscal_year
    answers = answer_kinds()
    came = {
        receipt.employee_number
        for receipt in sight.receipts
        if receipt.kind in answers and receipt.fiscal_year == year and (receipt.added or receipt.updated)
    }
    found = [
        line
        for line in sight.asked
        if line.state is State.SUBMITTED
        and line.member.number in came
        and line.member.route.second == owner
        and line.member.route.first not in ("", owner, line.acting)
    ]
    if not found:
        return None
    firsts = list(dict.fromkeys(line.member.first_name for line in found))
    told = "、".join(f"{name}さん" for name in firsts[:3]) + (" ほか" if len(firsts) > 3 else "")
    text = (
        f"先に確認するのは {told}です。まだ届いていなければ、受け取った申告票のファイルをそのまま渡します。"
        "不在なら「確認」で、代わりに一次確認ができます。"
    )
    title = f"一次確認がまだの申告がこちらに届いています({len(found):,}人分)"
    return Todo("first-confirmers", title, text, "届いたファイルを見る", "receive", focus="ledger")


def to_pass_on(sight: Sight) -> Todo | None:
    """Say whose confirmation has not been sent on."""
    owner = sight.desk.identity.owner
    unsent = unsent_confirmations(sight.uow, sight.table, owner)
    if not unsent:
        return None
    ready = sum(turn(line, owner) == "ready" for line in sight.asked)
    title = f"確認が済み、まだ送っていない人が {unsent:,}人"
    rest = f"残り {ready:,}人を確認してからまとめて送っても、先に送ってもかまいません。" if ready else ""
    text = f"確認票を作り、次の確認者か人事課に送ります。{rest}"
    focus = CONFIRMATION.word
    return Todo("confirmations", title, text, "確認票を作る", "documents", not ready, unsent, focus)


def own_form(sight: Sight) -> Todo | None:
    """Say what one's own form needs."""
    line = sight.table.lines[0] if sight.table.lines else None
    if line is None or not line.asked or has_result(sight.uow, sight.table):
        return None
    title, action = _OWN.get(line.state, ("", ""))
    if not title:
        return _changed_since(sight)
    due = sight.table.due(line)
    late = sight.table.overdue(line)
    when = _deadline(sight, due)
    if line.state is State.RETURNED:
        when = "理由を読み、直してからもう一度提出します。"
    text = f"{when}目安は15分です。途中でやめても下書きが残ります。"
    return Todo("own-form", title, text, action, "self_report", late, 1)


def _changed_since(sight: Sight) -> Todo | None:
    """Say that what was handed in was changed since: nobody else sees the change."""
    if not unsent_changes(sight.desk, sight.uow, sight.table.cycle.fiscal_year):
        return None
    text = "直したものはまだ送られていません。「見直して提出」から出し直すか、元に戻します。"
    return Todo("own-form", UNSENT_CHANGES, text, "直したものを見る", "self_report", False, 1)


def own_conflict(sight: Sight) -> Todo | None:
    """Say that one's own answers differ from what came; once the result is there, it decides."""
    line = sight.table.lines[0] if sight.table.lines else None
    if line is None or not line.standing.conflicts or has_result(sight.uow, sight.table):
        return None
    text = (
        "内容の違う申告が届いています。どちらも残っています。答えを選び直して提出すると、その答えになります。"
    )
    return Todo("conflicts", "答えが食い違っています", text, "選び直す", "self_report", True, 1)


def _deadline(sight: Sight, due: str) -> str:
    """Return a deadline and how far it is, empty without one."""
    was = "でした" if due < sight.table.today else "です"
    return f"期限は{day_text(due, weekday=True)}{was}({days_left(due, sight.table.today)})。" if due else ""


_OWN: Mapping[State, tuple[str, str]] = {
    State.NOT_STARTED: ("申告票に記入してください", "記入する"),
    State.DRAFT: ("書きかけの下書きがあります", "続きを書く"),
    State.RETURNED: ("申告票が差し戻されました", "理由を読んで直す"),
    State.WITHDRAWN: ("取り下げた申告票があります", "書き直す"),
}


def own_result(sight: Sight) -> Todo | None:
    """Say that the result can be read."""
    if not has_result(sight.uow, sight.table):
        return None
    text = "確認されたレベルとコメント、次のレベルに必要なことを読めます。"
    if proposal_read.proposed(sight.desk, sight.uow):
        text += "来年度の目標の案も付いています。"
    return Todo(
        "own-result", "今年度の結果が届いています", text, "結果を読む", "documents", focus=RESULT_NOTICE.word
    )
