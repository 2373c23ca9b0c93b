"""``papers``, ``reprint``, ``spoil``, ``numbering``: what was issued, what becomes of it, its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import Option, command, desk_at, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup, OneOfLater
from dxdesk.cli.output import Answer, error_json, plural, problem_lines

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.issued.letters import Letters
    from dxdesk.usecases.issued.register import RegisterLine
    from dxdesk.usecases.workplace.desk import Desk

mark_option: Option = click.option(
    "--mark", type=OneOfLater(lambda: dict(_marks())), default=None, metavar="M",
    help="再交付 か 控: この文字と今日の日付を入れて印刷します。",
)  # fmt: skip


def _marks() -> list[tuple[str, str]]:
    from dxdesk.usecases.issued.printing import MARKS

    return [(mark.value, mark.value) for mark in MARKS]


LETTER_OPTIONS: tuple[Option, ...] = (
    click.option("--document-number", "numbers", multiple=True, metavar="T",
                 help="結果通知票: 文書番号。任命権者ごとに違うときは「任命権者=番号」を並べます。"),
    click.option("--document-date", default="", metavar="D",
                 help="結果通知票: 通知の日付(2026-03-25 のように。省略時は今日)。"),
    click.option("--issuer", "issuers", multiple=True, metavar="T",
                 help="結果通知票: 発信者(省略時は前と同じか、人事課長)。「任命権者=職名」とも書けます。"),
    click.option("--branches", is_flag=True, help="結果通知票: 1人ずつ枝番を付けます(第142号の1)。"),
    click.option("--no-seal-note", is_flag=True, help="結果通知票: 「公印省略」と書きません。"),
)  # fmt: skip


def letters_of(
    desk: Desk,
    numbers: Sequence[str],
    day: str,
    issuers: Sequence[str],
    *,
    branches: bool,
    no_seal_note: bool,
) -> Letters:
    """Return the letters that a command's options name, none where no 文書番号 is named."""
    if not numbers and (day or issuers or branches or no_seal_note):
        raise click.UsageError(
            "--document-date、--issuer、--branches、--no-seal-note は --document-number と一緒に使います。"
        )
    from dxdesk.usecases.issued.letters import letters_typed

    return letters_typed(desk, numbers, day, issuers, branches=branches, sealed=no_seal_note)


def register(group: JapaneseGroup) -> None:
    """Add the commands."""
    _register_papers(group)
    _register_reprint(group)
    _register_spoil(group)
    _register_prints(group)
    _register_numbering(group)


def _kinds() -> list[tuple[str, str]]:
    from dxdesk.usecases.reports.certificate_registers import TITLES

    return list(TITLES.items())


def _kind() -> OneOfLater:
    return OneOfLater(lambda: dict(_kinds()))


def _register_papers(group: JapaneseGroup) -> None:
    @command(
        group,
        "papers",
        store_argument,
        click.option("--kind", type=_kind(), default=None, metavar="KIND", help="この種類だけにします。"),
        click.option("--out", type=click.Path(path_type=Path), metavar="F.xlsx",
                     help="証書交付台帳を、この名前のExcelのファイルに書き出します。"),
        year=True,
        text="発行した証書と通知の一覧です。番号、相手、日付、訂正、再交付、印刷の回数が分かります。",
        listed=("種類(KIND)", _kinds),
    )  # fmt: skip
    def papers(store: str, kind: str | None, out: Path | None, fiscal_year: int) -> Answer:
        from dxdesk.usecases.reports import certificate_registers as use

        with desk_at(store, reading=True) as desk:
            found = use.register_lines(desk, fiscal_year, (kind,) if kind else tuple(use.TITLES))
            path = use.write_workbook(desk, out, fiscal_year) if out is not None else None
        lines = [_line(one, use.TITLES[one.kind]) for one in found]
        lines.append(f"{plural(len(found), '件')}を発行しています。")
        if path is not None:
            lines.append(f"証書交付台帳を書き出しました: {path}")
        return Answer({"papers": [_json(one) for one in found], "file": str(path or "")}, lines)


def _line(one: RegisterLine, title: str) -> str:
    from dxdesk.domain.wareki import short_day

    told = " ".join(one.said)
    parts = (
        one.paper_id[:8],
        title,
        one.number_text,
        one.employee_number,
        one.name,
        short_day(one.issued_on),
    )
    return " ".join(part for part in (*parts, told) if part)


def _json(one: RegisterLine) -> dict[str, object]:
    return {
        "paper": one.paper_id,
        "kind": one.kind,
        "fiscal_year": one.fiscal_year,
        "number": one.number_text,
        "employee_number": one.employee_number,
        "name": one.name,
        "issued_on": one.issued_on,
        "said": list(one.said),
        "printed": one.printed,
        "last_printed": one.last_printed,
        "copy": one.kept,
        "spoiled": one.spoiled,
    }


def _register_reprint(group: JapaneseGroup) -> None:
    @command(
        group,
        "reprint",
        store_argument,
        click.argument("paper", nargs=-1, required=True, metavar="PAPER..."),
        click.option("--out", required=True, type=click.Path(path_type=Path), metavar="F.pdf",
                     help="PDF の名前か、入れるフォルダー。"),
        mark_option,
        text="発行した証書と通知を、発行したときのまま PDF にします。PAPER は papers の始めの8文字以上です。"
             "訂正済みの前のものも作れます。",
    )  # fmt: skip
    def reprint(store: str, paper: tuple[str, ...], out: Path, mark: str | None) -> Answer:
        from dxdesk.usecases.issued.printing import Mark
        from dxdesk.usecases.reports.reprinting import note_reprint
        from dxdesk.usecases.reports.reprinting import reprint as use
        from dxdesk.usecases.workplace.outgoing import write_beside

        wished = out if out.suffix.lower() == ".pdf" else out / "発行済みの帳票.pdf"
        with desk_at(store) as desk, telling("帳票を作っています") as progress:
            data = use(desk, paper, Mark(mark or ""), progress)
            path, beside = write_beside(desk, wished, data)
            note_reprint(desk, paper, path.name, data)
        lines = [f"帳票を作りました: {path}", *problem_lines(beside)]
        return Answer({"file": str(path), "papers": list(paper), "mark": mark or ""}, lines)


def _register_spoil(group: JapaneseGroup) -> None:
    @command(
        group,
        "spoil",
        store_argument,
        click.argument("paper", nargs=-1, required=True, metavar="PAPER..."),
        click.option("--reason", default="", metavar="T", help="書損の理由(交付台帳に載ります)。"),
        click.option("--batch", is_flag=True, help="同じときに発行したものも、すべて書損にします。"),
        click.option("--take-back", is_flag=True,
                     help="書損を取り消します。代わりのものを発行する前だけできます。"),
        text="発行した証書と通知を書損にします。番号は使ったまま残り、次に発行すると新しい番号になります。"
             "PAPER は papers の始めの8文字以上です。",
    )  # fmt: skip
    def spoil(store: str, paper: tuple[str, ...], reason: str, batch: bool, take_back: bool) -> Answer:
        if take_back and (reason or batch):
            raise click.UsageError("--take-back は、--reason や --batch と一緒には使えません。")
        if not take_back and not reason.strip():
            raise click.UsageError("--reason に書損の理由が要ります。")
        from dxdesk.usecases.issued import spoiling as use

        with desk_at(store) as desk:
            done = use.take_back(desk, paper) if take_back else use.spoil(desk, paper, reason, batch=batch)
        verb = "の書損を取り消しました。" if take_back else "を書損にしました。"
        lines = [
            " ".join(filter(None, (one.number_text, one.employee_number, one.name))) for one in done.papers
        ]
        lines.append(f"{plural(len(done.papers), '枚')}{verb}")
        if done.already:
            lines.append(f"{plural(len(done.already), '枚')}は、もう書損でした。")
        data: dict[str, object] = {"papers": [one.paper_id for one in done.papers]}
        data |= {"already": [one.paper_id for one in done.already], "taken_back": take_back}
        return Answer(data, lines)


def _register_prints(group: JapaneseGroup) -> None:
    @command(
        group,
        "prints",
        store_argument,
        click.option("--out", type=click.Path(path_type=Path), metavar="F.xlsx",
                     help="印刷の記録を、この名前のExcelのファイルに書き出します。"),
        year=True,
        text="印刷の記録です。いつ、だれが、どの帳票を何人分、どこへ出したかが分かります。",
    )  # fmt: skip
    def prints(store: str, out: Path | None, fiscal_year: int) -> Answer:
        from dataclasses import asdict

        from dxdesk.usecases.reports import print_log as use

        with desk_at(store, reading=True) as desk:
            found = use.lines(desk, fiscal_year)
            path = use.write_workbook(desk, out, fiscal_year) if out is not None else None
        lines = [" ".join(filter(None, use.told(one))) for one in found]
        lines.append(f"{plural(len(found), '件')}の記録があります。")
        if path is not None:
            lines.append(f"印刷の記録を書き出しました: {path}")
        return Answer({"prints": [asdict(one) for one in found], "file": str(path or "")}, lines)


def _register_numbering(group: JapaneseGroup) -> None:
    @command(
        group,
        "numbering",
        store_argument,
        click.argument("kind", type=_kind(), metavar="KIND"),
        click.option("--prefix", default=None, metavar="T",
                     help="番号の前の文字。{年度} は年度の数字になります({年度}検人証 → 7検人証第1号)。"),
        click.option("--next", "following", type=int, default=None, metavar="N",
                     help="次に付ける番号。ほかで付けてきた番号の続きから始めるときに使います。"),
        year=True,
        text="証書の番号の付け方を見て、決めます。番号は種類と年度ごとです。",
        listed=("種類(KIND)", _kinds),
    )  # fmt: skip
    def numbering(
        store: str, kind: str, prefix: str | None, following: int | None, fiscal_year: int
    ) -> Answer:
        from dxdesk.usecases.issued import series as use
        from dxdesk.usecases.person_year.cycles import find_cycle

        with desk_at(store, reading=prefix is None and following is None) as desk:
            with desk.store.read() as uow:
                year = fiscal_year or find_cycle(uow).fiscal_year
            series = use.Series(kind, year)
            told: tuple[Problem, ...] = ()
            if prefix is not None or following is not None:
                told = use.set_numbering(desk, series, prefix, following)
            with desk.store.read() as uow:
                now = use.numbering(uow, series)
        shown = use.told(now.prefix, now.following, series.fiscal_year)
        last = f"第{now.last}号まで付けました。" if now.last else "まだ付けていません。"
        data = {"kind": kind, "fiscal_year": series.fiscal_year, "prefix": now.prefix}
        return Answer(
            {**data, "last": now.last, "next": now.following, "notices": [error_json(one) for one in told]},
            [f"{last}次は{shown}です。", *problem_lines(told)],
        )
