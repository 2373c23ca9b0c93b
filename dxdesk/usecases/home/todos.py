"""要対応: what a person should do next, by urgency, in sentences a colleague would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dxdesk import __version__
from dxdesk.domain.dates import local_day
from dxdesk.domain.lifecycle import Action, State, action_of
from dxdesk.domain.records import Revision
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.versions import is_older
from dxdesk.ports import setting_names
from dxdesk.ports.entities import KeyRow, Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.home import (
    todos_agenda,
    todos_deciding,
    todos_growth,
    todos_nominations,
    todos_own,
    todos_plan,
    todos_requests,
    todos_start,
    todos_training,
)
from dxdesk.usecases.organisation import capabilities, roster_drift
from dxdesk.usecases.person_year import cycles, differing
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.unreached import unreached
from dxdesk.usecases.progress.work_view import Sight, Todo, tails
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line, YearTable
from dxdesk.usecases.sealing.workbook_kinds import (
    CONFIRMATION,
    FORM,
    RESULT_NOTICE,
    RETURN_SLIP,
    SECTION_PACKAGE,
)
from dxdesk.usecases.workplace import unfinished
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import left_behind, telling
from dxdesk.usecases.year.days import clock_behind

_SOON_DAYS = 14
"""Days before a deadline from which the missing are on the worklist."""


def before_the_year(desk: Desk, uow: UnitOfWork) -> tuple[Todo, ...]:
    """Return what begins a store: roster, then year; or the file that has to arrive."""
    if desk.role is Role.PERSONAL:
        text = "届いた申告票のファイルをこの窓に置くと、記入を始められます。"
        return (Todo("no-form", "申告票がまだ届いていません", text, "ファイルを開く", "receive"),)
    if desk.role is Role.SECTION:
        text = "人事課から届いた所属配布票をこの窓に置くと、確認する人の一覧ができます。"
        return (Todo("no-package", "所属配布票がまだ届いていません", text, "ファイルを開く", "receive"),)
    if not uow.people.employees():
        text = "人事システムから出した表(Excel か CSV)をそのまま取り込めます。先に中身を確かめられます。"
        return (Todo("no-roster", "職員名簿がまだありません", text, "名簿を取り込む", "roster"),)
    people = len(uow.people.employees())
    text = f"名簿に {people:,}人います。基準日と期限を決めると、対象者と確認者が決まります。"
    begin = Todo("no-cycle", "新しい年度を始められます", text, "年度を始める", "year")
    # A policy is drafted, and its first year planned, before any year begins here.
    due = (*todos_plan.due(desk, uow), *todos_agenda.due(desk, uow))
    return (begin, *todos_deciding.undecided(desk, uow), *due)


def worklist(desk: Desk, uow: UnitOfWork, table: YearTable) -> tuple[Todo, ...]:
    """Return what there is to do in a year, what presses most first."""
    sight = Sight(
        desk,
        uow,
        table,
        tuple(uow.exchange.receipts(live_only=True)),
        tuple(uow.exchange.dispatches(table.cycle.fiscal_year)),
    )
    asked: tuple[Todo, ...] = ()
    if desk.role is Role.SECTION:
        asked = todos_requests.arrived(desk, uow)
    elif desk.role is Role.HR:
        asked = (
            *todos_deciding.undecided(desk, uow),
            *todos_plan.due(desk, uow),
            *todos_agenda.due(desk, uow),
        )
    makers = (make for make in _WORK[desk.role] if not (table.cycle.closed and make in _WHILE_OPEN))
    found = [todo for make in makers if (todo := make(sight)) is not None]
    return tuple(sorted((*found, *asked), key=lambda todo: not todo.urgent))


def for_oneself(desk: Desk) -> tuple[Todo, ...]:
    """Return what arrived and waits for a decision of HR: it is nobody else's turn while there is some.

    Raises:
        KnownError: ``no-cycle``.
    """
    with desk.store.read() as uow:
        found = worklist(desk, uow, year_table.load(desk, uow))
    return tuple(todo for todo in found if todo.key in _DECIDED_BY_ONE)


_DECIDED_BY_ONE = frozenset({"conflicts", "quarantine", "disputed", "held"})


def _unfinished(sight: Sight) -> Todo | None:
    """Tell of an export that was cut off: its files went again, or where they still lie."""
    found = unfinished.told(sight.uow)
    if found is None:
        return None
    text = f"途中までできていた{found.files:,}件のファイルを取り消しました。配布簿にも入れていません。"
    if found.left:
        more = f" ほか{len(found.left) - 3}件" if len(found.left) > 3 else ""
        text += f"消せなかったもの: {'、'.join(found.left[:3])}{more}(配らずに消してください)。"
    screen = {Role.HR: "year", Role.PERSONAL: "self_report"}.get(sight.desk.role, "documents")
    return Todo("export-undone", "書出しが途中で終わっていました", text, "書き出し直す", screen, True)


def _clock_back(sight: Sight) -> Todo | None:
    """Tell that the PC's clock is behind the store: what is dated today will look older than it is."""
    said = clock_behind(sight.desk, sight.uow)
    if not said:
        return None
    text = (
        f"{said}記録の順番は日時によらないので、台帳の中身は変わりません。"
        "期限の表示と、これから残る日付が違ってきます。"
    )
    return Todo(
        "clock-back", "この PC の時計が戻っています", text, "操作の記録を見る", "settings", True, 0, "audit"
    )


def _drift(sight: Sight) -> Todo | None:
    """Tell for whom the roster says something else than the year."""
    found = roster_drift.differences(sight.uow, sight.table.cycle)
    if not found:
        return None
    kinds = Counter(one.kind for one in found)
    told = (kind for kind in roster_drift.Kind if kinds[kind])
    counted = "、".join(f"{roster_drift.LABELS[kind]} {kinds[kind]:,}人" for kind in told)
    text = f"{counted}。合わせるまで、対象・所属・確認者は前のままです。"
    title = f"名簿と、この年度の対象者がずれています({len(found):,}人)"
    return Todo("roster-drift", title, text, "見て合わせる", "year", False, 0, "drift")


# --- what arrived and waits for a person -------------------------------------------------------------


def _conflicts(sight: Sight) -> Todo | None:
    people = [line for line in sight.table.lines if line.standing.conflicts]
    if not people:
        return None
    told = "、".join(f"{line.member.name}さん" for line in people[:3]) + (" ほか" if len(people) > 3 else "")
    text = f"{told}について、内容の違うファイルか手続きが届いています。どちらも残っています。"
    title = f"答えが食い違っている申告が {len(people):,}件"
    return Todo("conflicts", title, text, "くらべて決める", "receive", True, len(people), "conflicts")


def _differing(sight: Sight) -> Todo | None:
    """Tell where two stores of one owner said different things; only their owner is asked to settle it."""
    found = differing.differing(sight.desk, sight.uow)
    if not found:
        return None
    first, mine = found[0], [one for one in found if one.mine]
    more = f"ほかに{len(found) - 1:,}か所あります。" if len(found) > 1 else ""
    text = (
        f"「{first.thing}」は、{first.sentence}。{more}"
        f"決めるまでは、どの台帳でも「{first.choices[0].text}」を使います。"
    )
    title = f"2つの台帳で違うところが {len(found):,}か所"
    if mine:
        return Todo("differing", title, text, "くらべて決める", "receive", True, len(mine), "differing")
    text += f"決めるのは{OWNER_NAMES.get(first.owner, first.owner)}です。"
    return Todo("differing", title, text, "内容を見る", "receive", False, 0, "differing")


def _proposed(sight: Sight) -> Todo | None:
    """Tell of versions of a framework that DX推進課 proposes and HR has not looked at."""
    from dxdesk.usecases.framework_editing.proposed import proposals_in

    found = [one for one in proposals_in(sight.uow) if not one.taken]
    if not found:
        return None
    names = "、".join(f"{one.name}(版 {one.version})" for one in found[:3])
    more = " ほか" if len(found) > 3 else ""
    text = f"{names}{more}。下書きにして確かめ、公開するまで、どの年度でも使いません。"
    title = f"DX推進担当課から体系の案が {len(found):,}件"
    return Todo("framework-proposed", title, text, "案を見る", "framework", False, 0, "")


def _quarantine(sight: Sight) -> Todo | None:
    from dxdesk.usecases.person_year.counting import accepted_keys
    from dxdesk.usecases.person_year.key_evidence import seen_keys

    known = accepted_keys(sight.uow)
    seen = seen_keys(sight.uow)
    unknown = {key_id: key for key_id, key in seen.items() if key_id not in known}
    waiting = [receipt for receipt in sight.receipts if receipt.key_id in unknown]
    if not waiting:
        return None
    from dxdesk.usecases.exchange.ledgers import kind_called, taking_back

    gone = taking_back(sight.desk, sight.uow, waiting)
    first = waiting[-1]
    key = unknown[first.key_id]
    code = sight.desk.services.sealer.spoken_code(key.public)
    kind = kind_called(first, gone, sight.desk.role)
    senders = len({receipt.key_id for receipt in waiting})
    more = f"ほかに {senders - 1}か所あります。" if senders > 1 else ""
    text = f"{_sender(sight, key, first)}。確認コード「{code}」を電話で照らし合わせます。{more}"
    title = f"はじめての発行元から{kind}などが {len(waiting):,}件"
    if len({kind_called(receipt, gone, sight.desk.role) for receipt in waiting}) == 1:
        title = f"はじめての発行元から{kind}が {len(waiting):,}件"
    return Todo("quarantine", title, text, "照らし合わせる", "receive", True, len(waiting), "quarantine")


def _disputed(sight: Sight) -> Todo | None:
    """Say whose records wait because two keys want to be one confirmer's."""
    from dxdesk.usecases.exchange.disputed_keys import Doubt, disputes, named

    found = [one for one in disputes(sight.uow) if one.doubt is Doubt.RIVAL and one.people]
    people = list(dict.fromkeys(name for one in found for name in one.people))
    if not people:
        return None
    names = {line.member.number: line.member.name for line in sight.table.lines}
    owners = named([names.get(one.owner, one.owner) for one in found], 3)
    text = f"{owners}の鍵が2つ届いています。外れているのは {named(people, 3)}です。本人に電話で確かめます。"
    title = f"確認者の鍵が決まらず、集計から外れている人が {len(people):,}人"
    # Their files are counted where one compares the codes.
    return Todo("disputed", title, text, "照らし合わせる", "receive", True, 0, "quarantine")


def _sender(sight: Sight, key: KeyRow, receipt: Receipt) -> str:
    for line in sight.table.lines:
        if key.owner and line.member.number == key.owner:
            return f"{line.member.department_name} {line.member.name}さん({key.owner})"
    return receipt.sender or f"職員番号 {key.owner}"


def _held(sight: Sight) -> Todo | None:
    """Tell of confirmations in somebody's place that HR has to decide of."""
    if not any(line.standing.pending for line in sight.table.lines):
        return None
    from dxdesk.usecases.review.deputies import held_in

    found = held_in(sight.uow, sight.table.cycle.fiscal_year)
    if not found:
        return None
    first = found[0]
    more = " ほか" if len({(one.by, one.on_behalf_of) for one in found}) > 1 else ""
    how = f"{first.on_behalf_of_name}さんの代わりに" if first.on_behalf_of else "一次と二次の両方を"
    text = f"{first.by_name}さんが{how}確認しました{more}。決めるまで集計に入りません。"
    title = f"人事課が決める代理の確認が {len(found):,}件"
    return Todo("held", title, text, "見て決める", "receive", True, len(found), "held")


def _older_programs(sight: Sight) -> Todo | None:
    """Name the sections whose newest file an older dxdesk wrote; one that says nothing is left out."""
    newest: dict[str, Receipt] = {}
    for receipt in sight.receipts:
        if receipt.kind == CONFIRMATION.kind:
            newest.setdefault(receipt.issuer_store, receipt)  # the newest comes first
    older = [receipt for receipt in newest.values() if is_older(receipt.program, __version__)]
    if not older:
        return None
    told = "、".join(f"{receipt.sender}({receipt.program})" for receipt in older[:3])
    text = (
        f"{told}{' ほか' if len(older) > 3 else ''}。受け取れますが、新しい確かめ方が効きません。"
        f"この PC と同じ版({__version__})に入れ替えるように伝えます。"
    )
    title = f"前の版の dxdesk から送っている所属が {len(older):,}か所"
    return Todo("older-programs", title, text, "受付簿を見る", "receive", focus="ledger")


def _uncounted(sight: Sight) -> Todo | None:
    """Tell what of this store's own records others do not count, as they last said."""
    from dxdesk.usecases.exchange import told_back

    found = told_back.still_told(sight.uow, sight.table.cycle.fiscal_year)
    if not found:
        return None
    role, own = sight.desk.role, told_back.own_keys(sight.uow)
    first = found[0]
    said = told_back.as_problem(first.told, role, first.label, own)
    day = local_day(first.issued_at)
    more = f"ほかのわけが {len(found) - 1:,}件あります。" if len(found) > 1 else ""
    text = f"{f'{day_text(day)}の' if day else ''}ファイルによると、{said.message}{said.fix}{more}"
    if role is Role.PERSONAL:
        title = "送った申告が、集計に入っていません"
        return Todo("uncounted", title, text, "届いたものを見る", "receive", True, 0, "uncounted")
    people = len({number for one in found for number, _ in one.told.people})
    title = f"送った記録のうち、相手の集計に入っていない人が {people:,}人"
    return Todo("uncounted", title, text, "受付簿を見る", "receive", True, 0, "uncounted")


def _deputy_ended(sight: Sight) -> Todo | None:
    """Tell a deputy of 代理の指名 that HR took back or lets end earlier, until they would have ended."""
    from dxdesk.usecases.exchange import deputising

    table, owner = sight.table, sight.desk.identity.owner
    found = deputising.news(sight.uow, table.cycle.fiscal_year, table.today)
    mine = [one for one in found if one.was.deputy == owner]
    if not mine:
        return None
    told = "".join(one.sentence for one in mine)
    text = f"{told}終わった後の日付で代わりに確認したものは、人事課が認めるまで集計に入りません。"
    return Todo("deputy-ended", "代理の指名が変わりました", text, "確認する人を見る", "review")


def _pending(sight: Sight) -> Todo | None:
    waiting = [receipt for receipt in sight.receipts if receipt.outcome == "pending"]
    if not waiting:
        return None
    text = "年度か対象者の情報がまだ届いていません。中身は預かっていて、届けば自動で反映します。"
    title = f"ほかのファイルを待っている受付が {len(waiting):,}件"
    pending = [line.member.number for line in sight.table.lines if line.standing.pending]
    if pending:
        from dxdesk.usecases.exchange.lacking import in_year

        lacking = in_year(sight.uow, sight.table.cycle.fiscal_year, pending)
        if lacking:
            told = "、".join(f"{one.name}さん" for one in lacking[:3]) + (" ほか" if len(lacking) > 3 else "")
            text = f"{told}の確認が届いていますが、本人の提出か一次確認がまだです。届けば自動で反映します。"
    return Todo("pending", title, text, "内容を見る", "receive", False, len(waiting), "pending")


def _twice_numbered(sight: Sight) -> Todo | None:
    from dxdesk.usecases.exchange.ledgers import twice_numbered

    found = twice_numbered(sight.receipts)
    if not found:
        return None
    files = "」と「".join(found[0].files[:2])
    sender = f"{found[0].sender}の" if found[0].sender else ""
    text = f"{sender}「{files}」。どちらも残っています。どちらが正しいか、発行元に確かめます。"
    title = f"同じ通し番号で内容の違うファイルが {len(found):,}組"
    # It waits on no page of 受付, whose badge is the sum of what its pages say.
    return Todo("twice-numbered", title, text, "受付簿を見る", "receive", True, 0, "ledger")


def _after_final(sight: Sight) -> Todo | None:
    people = [line for line in sight.table.lines if line.standing.late]
    if people:
        settled = left_behind.corrected_since(sight.uow, sight.table.cycle.fiscal_year)
        people = [line for line in people if line.member.number not in settled]
    if not people:
        return None
    text = f"{left_behind.several(line.member.name for line in people)}。{_KEPT_LATE}"
    title = f"確定の後に届いた申告が {len(people):,}人分"
    return _looked_up_in_ledger("after-final", title, text)


def _late_in_closed_years(sight: Sight) -> Todo | None:
    """Tell of what came after the newest closed year's results: the next year's beginning settles nothing.

    Leaving a result as it is is nothing anybody enters: with the next closed year the line goes.
    """
    closed = [one for one in cycles.all_cycles(sight.uow) if one.closed]
    found = [one for one in _closed_years(sight) if one.late and one.cycle == closed[-1]]
    if not found:
        return None
    one = found[0]
    text = f"{one.cycle.label}: {left_behind.several(one.late)}。{_KEPT_LATE}"
    title = f"閉じた年度の、確定の後に届いた申告が {len(one.late):,}人分"
    return _looked_up_in_ledger("after-final-former", title, text)


_KEPT_LATE = "預かりましたが、確定した結果は変えていません。直すなら「確定後訂正」を行います。"


def _looked_up_in_ledger(key: str, title: str, text: str) -> Todo:
    """Return what no page of 受付 waits with, so that its badge is the sum of what the pages say."""
    return Todo(key, title, text, "内容を見る", "receive", focus="late")


# --- who is missing ----------------------------------------------------------------------------------


def _missing(sight: Sight) -> Todo | None:
    table = sight.table
    open_ = [line for line in sight.asked if line.state in OPEN_STATES and not line.member.never_late]
    missing = [line for line in open_ if not line.arrived]
    overdue = [line for line in missing if table.overdue(line)]
    due = min((day for line in missing if (day := table.due(line)) >= table.today), default="")
    if not missing or (not overdue and not (due and _days(table.today, due) <= _SOON_DAYS)):
        return None
    sections = Counter(line.member.department_name for line in overdue or missing)
    worst, count = sections.most_common(1)[0]
    text = "再依頼の文面を用意しました。"
    if len(sections) > 1 and count > 1:
        text = f"いちばん多いのは {worst} {count:,}人。{text}"
    if overdue:
        passed = min(table.due(line) for line in overdue)
        title = f"申告の期限を過ぎた人が {len(overdue):,}人 ({len(sections):,}所属)"
        text = f"期限は{day_text(passed, weekday=True)}でした。{text}"
        return Todo("overdue", title, text, "再依頼を作る", "status", True, len(overdue), "late")
    days = _days(table.today, due)
    when = f"期限まで{days}日" if days else "きょうが期限"
    title = f"{when}、未提出 {len(missing):,}人 ({len(sections):,}所属)"
    return Todo("missing", title, text, "再依頼を作る", "status", False, 0, "missing")


def _days(today: str, due: str) -> int:
    return (date.fromisoformat(due) - date.fromisoformat(today)).days


def _confirmations_late(sight: Sight) -> Todo | None:
    theirs = [line for line in sight.asked if line.stage in ("first", "second")]
    late = [line for line in theirs if sight.table.overdue(line)]
    if not late:
        return None
    confirmers = Counter(line.in_charge for line in late)
    (_, name), count = confirmers.most_common(1)[0]
    text = f"確認者は {len(confirmers):,}人です。"
    if len(confirmers) > 1 and count > 1:
        text += f"いちばん多いのは {name}さんの {count:,}人分です。"
    title = f"確認の期限を過ぎた申告が {len(late):,}人分"
    return Todo("confirm-late", title, text, "再依頼を作る", "status", True, len(late), "confirm-late")


def _routes(sight: Sight) -> Todo | None:
    people = [
        line for line in sight.asked if not line.member.route.second and line.state is not State.FINALISED
    ]
    if not people:
        return None
    told = "、".join(f"{line.member.name}さん" for line in people[:3])
    text = f"{told}{' ほか' if len(people) > 3 else ''}。名簿の確認者の欄か、部長級の確認者の設定で決めます。"
    title = f"二次確認者が決まっていない人が {len(people):,}人"
    return Todo("routes", title, text, "確認者を決める", "roster", not sight.sent, len(people), "routes")


# --- what has to go out ------------------------------------------------------------------------------


def _unsent_forms(sight: Sight) -> Todo | None:
    forms, packages = tails(sight.sent, FORM.kind), tails(sight.sent, SECTION_PACKAGE.kind)
    unsent = [
        line
        for line in sight.asked
        if line.state is State.NOT_STARTED
        and line.member.number not in forms
        and not packages.intersection((line.member.route.first, line.member.route.second))
    ]
    if not unsent:
        return None
    if not forms and not packages:
        title = f"申告票をまだ送っていません ({len(unsent):,}人)"
        text = "所属配布票を確認者に送るか、申告票を一人ずつ作って配ります。"
    else:
        told = "、".join(f"{line.member.name}さん" for line in unsent[:3])
        title = f"申告票をまだ送っていない人が {len(unsent):,}人"
        text = f"{told}{' ほか' if len(unsent) > 3 else ''}。配布の後に加わった人かもしれません。"
    return Todo("unsent", title, text, "配布する", "year", True, len(unsent), "send")


def _unreached(sight: Sight) -> Todo | None:
    """Tell of answers that came here and that their confirmers cannot know of."""
    asked = [(line.member.number, line.state, line.member.route) for line in sight.asked]
    year = sight.table.cycle.fiscal_year
    found = unreached(sight.desk, sight.uow, year, asked, sight.receipts, sight.sent)
    if not found:
        return None
    people = [line for line in sight.asked if line.member.number in found]
    confirmers = {number: name for line in people for number, name in (_first_confirmer(line),)}
    told = "、".join(f"{name}さん" for name in list(confirmers.values())[:3])
    more = " ほか" if len(confirmers) > 3 else ""
    text = f"確認するのは {told}{more}({len(confirmers):,}人)です。この人たちの所属配布票を作って送ります。"
    title = f"確認者へ届いていない答え {len(people):,}人分"
    return Todo("unreached", title, text, "所属配布票を作る", "documents", True, len(people), "unreached")


def _first_confirmer(line: Line) -> tuple[str, str]:
    route, member = line.member.route, line.member
    return (route.first, member.first_name) if route.first else (route.second, member.second_name)


def _unsent_slips(sight: Sight) -> Todo | None:
    returned = [line for line in sight.table.lines if line.state is State.RETURNED]
    slips = tails(sight.sent, RETURN_SLIP.kind)
    unsent = [
        line for line in returned if f"{line.member.number}_{max(line.standing.round, 1) + 1}" not in slips
    ]
    unsent = _returned_here(sight, unsent)
    if not unsent:
        return None
    told = "、".join(f"{line.member.name}さん" for line in unsent[:3])
    text = f"{told}{' ほか' if len(unsent) > 3 else ''}に返す差戻票を作り、本人に送ります。"
    title = f"まだ送っていない差戻票が {len(unsent):,}人分"
    return Todo("slips", title, text, "差戻票を作る", "documents", True, len(unsent), RETURN_SLIP.word)


def _returned_here(sight: Sight, lines: Sequence[Line]) -> list[Line]:
    """Return those whose standing return was made in this store: who returns also sends the slip."""
    if not lines:
        return []
    from dxdesk.usecases.person_year import derived
    from dxdesk.usecases.person_year.standing import year_context

    context = year_context(sight.desk, sight.uow, sight.table.cycle.fiscal_year)
    numbers = [line.member.number for line in lines]
    here = {
        person.employee_number
        for person in derived.people_years(sight.uow, context, numbers)
        if any(_made_here(sight, s) and action_of(s) in _RETURNS for s in person.life.latest)
    }
    return [line for line in lines if line.member.number in here]


def _made_here(sight: Sight, step: Revision) -> bool:
    """Tell whether this store took a step, perhaps under a key it has renewed since."""
    return step.seal is not None and step.seal.store_id == sight.desk.identity.store_id


_RETURNS = (Action.RETURN1, Action.RETURN2, Action.HR_RETURN)


def _to_finalise(sight: Sight) -> Todo | None:
    asked = sight.asked
    ready = [line for line in asked if line.state is State.RECEIVED and not line.standing.conflicts]
    open_ = [line for line in asked if line.state not in (State.RECEIVED, State.FINALISED)]
    due = sight.table.cycle.due_second or sight.table.cycle.due_first or sight.table.cycle.due_self
    if not ready or (open_ and (not due or sight.table.today <= due)):
        return None
    alone = [line for line in ready if line.as_reported]
    confirmed = len(ready) - len(alone)
    rest = f"まだの {len(open_):,}人は、後から追って確定できます。" if open_ else ""
    if not open_ and not alone:
        rest = "全員の確認が揃いました。"
    title = f"結果を確定できる人が {len(ready):,}人"
    text = f"{len(asked):,}人のうち {confirmed:,}人の確認が済んでいます。"
    if alone:
        names = "、".join(f"{line.member.name}さん" for line in alone[:3]) + (
            " ほか" if len(alone) > 3 else ""
        )
        text += f"{names}の {len(alone):,}人は、確認者がいないため、だれも確認していません(申告のまま)。"
    text += rest
    return Todo("finalise", title, text, "確定する", "year", False, 0, "finalise")


def _to_tell(sight: Sight) -> Todo | None:
    final = [line for line in sight.table.lines if line.state is State.FINALISED]
    told = telling.told(sight.uow, sight.table.cycle.fiscal_year, sight.sent)
    untold = [line for line in final if line.member.number not in told]
    if not untold:
        return None
    title = f"結果をまだ知らせていない人が {len(untold):,}人"
    done = len(final) - len(untold)
    text = f"確定した {len(final):,}人のうち {done:,}人に知らせました。結果通知票を作ります。"
    return Todo(
        "results",
        title,
        text,
        "結果通知票を作る",
        "documents",
        count=len(untold),
        focus=RESULT_NOTICE.word,
        told_of=sight.table.cycle.fiscal_year,
    )


def _owed_by_closed_years(sight: Sight) -> Todo | None:
    """Tell of the newest closed year that still owes somebody a result: closing it made nobody know."""
    found = [one for one in _closed_years(sight) if one.untold]
    if not found:
        return None
    one = found[0]
    title = f"{one.cycle.label}の結果をまだ知らせていない人が {len(one.untold):,}人"
    text = f"{left_behind.several(one.untold)}。閉じた年度の結果通知票を作ります。"
    focus = f"{RESULT_NOTICE.word}:{one.cycle.fiscal_year}"
    return Todo(
        "results-former",
        title,
        text,
        "結果通知票を作る",
        "documents",
        urgent=True,
        count=len(one.untold),
        focus=focus,
        told_of=one.cycle.fiscal_year,
    )


def _differing_in_closed_years(sight: Sight) -> Todo | None:
    """Tell of 食い違い that nobody settled before the year was closed: who has one has no result in it."""
    found = [one for one in _closed_years(sight) if one.differing]
    if not found:
        return None
    count = sum(len(one.differing) for one in found)
    title = f"閉じた年度の、答えが食い違っている人が {count:,}人"
    text = f"{found[0].cycle.label}: {left_behind.several(found[0].differing)}。どちらも残っています。"
    return Todo("conflicts-former", title, text, "くらべて決める", "receive", True, count, "conflicts")


def _held_in_closed_years(sight: Sight) -> Todo | None:
    """Tell of what HR did not decide of before it closed the year."""
    found = [one for one in _closed_years(sight) if one.held]
    if not found:
        return None
    count = sum(len(one.held) for one in found)
    title = f"閉じた年度の、人事課が決める代理の確認が {count:,}件"
    text = f"{found[0].cycle.label}: {left_behind.several(found[0].held)}。"
    return Todo("held-former", title, text, "見て決める", "receive", True, count, "held")


def _closed_years(sight: Sight) -> tuple[left_behind.LeftBehind, ...]:
    """Return what closed years owe, without the one that is shown: it has its own line."""
    shown = sight.table.cycle.fiscal_year
    return tuple(one for one in left_behind.of_closed_years(sight.uow) if one.cycle.fiscal_year != shown)


def _next_year(sight: Sight) -> Todo | None:
    """Lead on from a closed year."""
    cycle = sight.table.cycle
    if not cycle.closed:
        return None
    text = "記録はそのまま残り、いつでも見られます。基準日と期限を決めると、次の年度の対象者が決まります。"
    return Todo("next-year", f"{cycle.label}は閉じています", text, "年度を始める", "year")


def _offer_uses(sight: Sight) -> Todo | None:
    """Offer what HR may add to the 申告, once the first year is done: never amidst its last weeks."""
    found = capabilities.offered(sight.uow, sight.desk.role)
    if not found or not (_done_before(sight) or all(line.state is State.FINALISED for line in sight.asked)):
        return None
    names = "」「".join(one.name for one in found)
    text = (
        f"最初の年度が済みました。「{names}」を加えられます。加えるまで、どの画面にも票にも出ません。"
        "「いまは使わない」と答えると、もうお尋ねしません。"
    )
    return Todo("uses", "申告のほかに使える機能があります", text, "使う機能を見る", "settings", focus="uses")


def _done_before(sight: Sight) -> bool:
    """Tell whether a year was closed, or one before the year that is shown was finalised."""
    shown = sight.table.cycle
    years = (snapshot.fiscal_year for snapshot in sight.uow.results.snapshots())
    return (
        shown.closed
        or bool(sight.uow.settings.starting_with(setting_names.CYCLE_CLOSED))
        or any(year < shown.fiscal_year for year in years)
    )


_WHILE_OPEN = (
    *(_missing, _confirmations_late, _drift, _routes, _unsent_forms, _unreached, _unsent_slips),
    _to_finalise,
)
"""What a year asks of people while it goes on; once it is closed (年度を閉じる) nobody is asked any more."""

_WORK: Mapping[Role, tuple[Callable[[Sight], Todo | None], ...]] = {
    Role.HR: (
        _unfinished,
        _clock_back,
        _uncounted,
        _conflicts,
        _differing,
        _held,
        _disputed,
        _quarantine,
        _twice_numbered,
        _missing,
        _confirmations_late,
        _drift,
        _routes,
        todos_nominations.missing,
        _unsent_forms,
        _unreached,
        _unsent_slips,
        _to_finalise,
        _to_tell,
        _owed_by_closed_years,
        _held_in_closed_years,
        _differing_in_closed_years,
        _after_final,
        _late_in_closed_years,
        _next_year,
        _proposed,
        todos_training.missing,
        todos_growth.expiring,
        _pending,
        _older_programs,
        _offer_uses,
    ),
    Role.SECTION: (
        _unfinished,
        _clock_back,
        _uncounted,
        _conflicts,
        _disputed,
        _quarantine,
        _twice_numbered,
        todos_own.to_confirm,
        todos_start.goals_to_agree,
        todos_own.of_first_confirmers,
        _unsent_slips,
        todos_own.to_pass_on,
        _deputy_ended,
        _missing,
        todos_growth.to_find,
        todos_growth.expiring,
        _pending,
    ),
    Role.PERSONAL: (
        _unfinished,
        _clock_back,
        _uncounted,
        todos_own.own_conflict,
        todos_own.own_form,
        todos_start.own_goals,
        todos_own.own_result,
        todos_growth.expiring,
        _pending,
    ),
    Role.DX: (_unfinished, _clock_back, _differing, _quarantine, _twice_numbered, _pending),
}
