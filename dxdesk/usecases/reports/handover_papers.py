"""引継書: what a successor on 1 April needs on paper, and room for what nobody may leave in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxdesk.domain.capabilities import CAPABILITIES
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import ROLE_LABELS, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.home import handover_memo
from dxdesk.usecases.home.overview import Home, home
from dxdesk.usecases.home.stages import Stage, stages
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, day_text, framework_of
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.handover_matters import matters
from dxdesk.usecases.reports.handover_offices import numbers, roles
from dxdesk.usecases.reports.handover_steps import FIRST_STEPS
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import OF_ALL_YEARS
from dxdesk.usecases.workplace import handover
from dxdesk.usecases.workplace.desk import Desk

_BY_HAND = (
    "下の欄は手で書きます。パスフレーズ、回復コード、ファイルのパスワードそのものは書かず、"
    "どこに、だれが持っているかだけを書いてください。"
)
_BLANKS: Mapping[Role, tuple[str, ...]] = {
    Role.HR: (
        "パスフレーズを知る人",
        "封筒の置き場所",
        "回復コードの紙",
        "点検のコードの紙",
        "PCの外の控え",
        "共有フォルダー",
        "施錠の一覧の紙",
    ),
    Role.SECTION: ("封筒の置き場所", "PCの外の控え", "共有フォルダー"),
    Role.DX: ("パスフレーズを知る人", "封筒の置き場所", "PCの外の控え", "共有フォルダー"),
}
_CONTACTS: Mapping[Role, tuple[str, ...]] = {
    Role.HR: ("人事課(正・副)", "DX推進担当課", "情報担当", "研修の委託先"),
    Role.SECTION: ("人事課", "代理をする人", "情報担当"),
    Role.DX: ("人事課", "情報担当", "研修の委託先"),
}
_MOST_FILES = 20
_OF_WHOM = (
    "対象の人は、配布・自己申告・確定では今年度に申告を求めた人、上長確認ではそのうち確認者のいる人、"
    "結果の通知では結果の確定した人です。"
)


def handover_paper(desk: Desk) -> doc.TextDocument:
    """Return what a store's successor reads first, as things stand today.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(*KIND.roles)
    now = home(desk)
    memo = dict(handover_memo.memo(desk).lines)
    return doc.TextDocument(
        title=KIND.title,
        municipality=f"{desk.identity.municipality_name} {ROLE_LABELS[desk.role]}の台帳",
        fiscal_year=now.fiscal_year or None,
        paragraphs=(
            "4月1日に着任した人が、この紙だけで始められるように、台帳のいまをまとめたものです。"
            "引き継いだ日に、二人で読み合わせてください。",
        ),
        parts=tuple(_parts(desk, now, memo)),
        printed_on=today(desk),
    )


def _parts(desk: Desk, now: Home, memo: Mapping[str, str]) -> Iterator[doc.TextPart]:
    yield _who(desk, memo)
    yield _first_steps(desk)
    if desk.role is not Role.DX:  # nobody's answers come into its store
        yield _where(desk, now)
    yield from _year(desk, now)
    yield _open(now, memo)
    yield from matters(desk)
    if desk.role is not Role.DX and now.fiscal_year:
        yield _people(now)
        with desk.store.read() as uow:
            held = roles(uow, year_table.load(desk, uow))
        yield held
    yield _files(desk)
    with desk.store.read() as uow:
        yield numbers(desk, uow)
    yield _kept(desk, memo)
    yield doc.TextPart(
        "聞く相手(氏名と電話を書きます)", entries=tuple((one, "") for one in _CONTACTS[desk.role])
    )
    yield doc.TextPart("前任者から(書き残したこと)", room=6)


def _who(desk: Desk, memo: Mapping[str, str]) -> doc.TextPart:
    with desk.store.read() as uow:
        found = handover.last_handover(uow)
    names = (found.giver, found.taker) if found is not None else ("", "")
    entries = [("引き継ぐ人", names[0]), ("後任", names[1])]
    entries.append(("引継ぎの記録", memo[handover_memo.HANDED]) if found else ("引き継いだ日", ""))
    if asked := memo.get(handover_memo.ASK_HR):
        entries.append((handover_memo.ASK_HR, asked))
    return doc.TextPart("引継ぎ", entries=(*entries, ("立ち会った人", "")))


def _first_steps(desk: Desk) -> doc.TextPart:
    steps = FIRST_STEPS[desk.role]
    return doc.TextPart(
        "はじめの10の手順",
        (
            "上から順に行い、済んだら□に印を付けます。「画面」は、左に並ぶ名前です(「はじめの画面」は、台帳を開く前に出ます)。",
        ),
        columns=(
            doc.TableColumn("", 0.35, doc.Align.RIGHT),
            doc.TableColumn("画面", 1.1),
            doc.TableColumn("すること", 6.2),
            doc.TableColumn("済み", 0.5, doc.Align.CENTER),
        ),
        rows=tuple((str(place), screen, text, "□") for place, (screen, text) in enumerate(steps, start=1)),
    )


def _where(desk: Desk, now: Home) -> doc.TextPart:
    """Return the stages side by side with their figures: people are in several at once."""
    found: tuple[Stage, ...] = ()
    if now.fiscal_year:
        with desk.store.read() as uow:
            found = stages(desk, uow, year_table.load(desk, uow))
    return doc.TextPart(
        "この年度の進み",
        (_OF_WHOM,) if found and desk.role is Role.HR else (),
        columns=(
            doc.TableColumn("段階", 2),
            doc.TableColumn("済んだ割合(人 / 対象の人)", 2.0, doc.Align.RIGHT),
            doc.TableColumn("残り", 1, doc.Align.RIGHT),
            doc.TableColumn("期限・日", 3),
        ),
        rows=tuple((one.name, one.heads, f"{one.left:,}人", one.days) for one in found),
        nothing="年度はまだ始まっていません。",
    )


def _year(desk: Desk, now: Home) -> tuple[doc.TextPart, ...]:
    """Return the days of the year and what is decided of it; nothing before the first."""
    if not now.fiscal_year:
        return ()
    with desk.store.read() as uow:
        cycle = next((one for one in all_cycles(uow) if one.fiscal_year == now.fiscal_year), None)
        if cycle is None:  # DX推進課 goes by its own day: HR may not have given it that year yet
            return ()
        framework = framework_of(uow, cycle)
    uses = "、".join(one.name for one in CAPABILITIES if one.code in now.uses)
    decided = doc.TextPart(
        "決めてあること",
        entries=(
            ("スキル体系", f"{framework.name}({cycle.framework_version})"),
            ("利用目的", cycle.purpose),
            ("使う機能", uses or "申告のほかは使っていません。"),
        ),
    )
    return _days(cycle, now.today), decided


def _days(cycle: Cycle, today: str) -> doc.TextPart:
    days = (
        (cycle.start.due, "期首の目標の期限"),
        (cycle.base_date, "基準日"),
        (cycle.due_self, "自己申告の期限"),
        (cycle.due_first, "一次確認の期限"),
        (cycle.due_second, "二次確認の期限"),
    )
    return doc.TextPart(
        "年度の期日",
        columns=(doc.TableColumn("期日", 2), doc.TableColumn("日", 3), doc.TableColumn("", 1)),
        rows=tuple(
            (name, day_text(day, weekday=True), "過ぎました" if day < today else "これから")
            for day, name in sorted(days, key=lambda one: one[0])
            if day
        ),
        nothing="期日は決めていません。",
    )


def _open(now: Home, memo: Mapping[str, str]) -> doc.TextPart:
    waiting = memo.get(handover_memo.CONFIRMERS, "")
    return doc.TextPart(
        "決めること・すること(ホームの要対応)",
        columns=(
            doc.TableColumn("すること", 3),
            doc.TableColumn("理由", 4.5),
            doc.TableColumn("ボタン", 1.5),
        ),
        rows=tuple((todo.title, todo.text, todo.action) for todo in now.todo if todo.key != "handover"),
        nothing="ありません。",
        entries=(("確認がまだの人", waiting.replace("・", "")),) if waiting else (),
    )


def _people(now: Home) -> doc.TextPart:
    return doc.TextPart(
        "所属ごとの進み",
        columns=(
            doc.TableColumn("所属", 3.4),
            *(
                doc.TableColumn(name, 1, doc.Align.RIGHT)
                for name in ("対象", "未提出", "確認を待つ", "確認済み", "期限超過")
            ),
        ),
        rows=tuple(
            (one.name, *(f"{count:,}" for count in counts))
            for one in sorted(now.progress.sections, key=lambda one: one.code)
            for counts in [(one.asked, one.asked - one.handed_in, one.submitted, one.confirmed, one.late)]
        ),
        nothing="対象の人は、まだいません。",
    )


def _files(desk: Desk) -> doc.TextPart:
    waiting: Sequence[ledgers.WaitingItem] = (*ledgers.quarantined(desk), *ledgers.pending(desk))
    rows = [
        (str(one.receipt), one.kind, one.sender, day_text(one.received_at[:10]), one.next_step)
        for one in waiting[:_MOST_FILES]
    ]
    more = len(waiting) - len(rows)
    return doc.TextPart(
        "預かっているファイル(集計に入っていません)",
        (f"ほかに {more:,}件あります。「受付」で見られます。",) if more else (),
        columns=(
            doc.TableColumn("受付", 0.6, doc.Align.RIGHT),
            doc.TableColumn("種類", 1.2),
            doc.TableColumn("差出人", 1.7, names=True),
            doc.TableColumn("届いた日", 1.5),
            doc.TableColumn("すること", 3.6),
        ),
        rows=tuple(rows),
        nothing="ありません。",
    )


def _kept(desk: Desk, memo: Mapping[str, str]) -> doc.TextPart:
    printed = (handover_memo.PLACE, handover_memo.COPIES, handover_memo.CODE)
    return doc.TextPart(
        "台帳、控え、鍵、パスフレーズの置き場所",
        (_BY_HAND,),
        entries=(
            *((name, memo[name]) for name in printed if name in memo),
            *((name, "") for name in _BLANKS[desk.role]),
        ),
    )


def _make(desk: Desk, _: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, handover_paper(desk))
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="handover-paper",
    title="引継書",
    roles=(Role.HR, Role.DX, Role.SECTION),
    hint="4月1日に着任する後任に渡します。年度の進み、残っていること、役割、番号の続き、はじめの10の手順が載ります。"
    "パスフレーズは載りません。置き場所は手で書きます。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    whole_store=True,
    any_year=True,
    at_once=EVERYBODY,
    span=OF_ALL_YEARS,
)
