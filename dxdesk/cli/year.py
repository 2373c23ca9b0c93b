"""Commands of the year as a whole: open and close a cycle, finalise, correct, print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.batches import BATCH_OPTIONS, batch_of, large_paper
from dxdesk.cli.common import (
    command,
    desk_at,
    employee_option,
    section_option,
    store_argument,
    telling,
)
from dxdesk.cli.japanese import JapaneseGroup, OneOfLater, Pair, Whole
from dxdesk.cli.output import Answer, error_json, plural, problem_lines, table
from dxdesk.cli.papers import LETTER_OPTIONS, letters_of, mark_option
from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError, Problem

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.cycles import Cycle
    from dxdesk.usecases.reports.kind import ReportKind
    from dxdesk.usecases.workplace.desk import Desk


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    cycle = JapaneseGroup("cycle", help="年度を始め、閉じます。", short_help="年度を始め、閉じます。")
    group.add_command(cycle)
    _register_cycle(cycle)
    _register_align(cycle)
    _register_close(cycle)
    _register_told(cycle)
    _register_finalise(group)
    _register_correct(group)
    _register_report(group)


def _register_cycle(group: JapaneseGroup) -> None:
    @command(
        group,
        "open",
        store_argument,
        click.option("--fiscal-year", required=True, type=Whole(1989, 2200), metavar="Y",
                     help="年度(西暦。令和7年度は 2025)。"),
        click.option("--framework", required=True, metavar="CODE", help="スキル体系のコード(例 shinagawa)。"),
        click.option("--base-date", required=True, metavar="D", help="基準日(2026-01-01 のように)。"),
        click.option("--due-self", default=None, metavar="D", help="自己申告の期限。"),
        click.option("--due-first", default=None, metavar="D", help="一次確認の期限。"),
        click.option("--due-second", default=None, metavar="D", help="二次確認の期限。"),
        click.option("--purpose", "uses", multiple=True, type=OneOfLater(lambda: dict(_uses())),
                     metavar="CODE",
                     help="記録の利用目的(下のどれか)。何度でも書けます。育成はいつも含みます。"),
        click.option("--purpose-text", default=None, metavar="T",
                     help="票に印刷する利用目的の文。省略すると、選んだ利用目的から作ります。"),
        text="年度を始めます。始めた年度にもう一度使うと、基準日や期限、利用目的、名簿からの割り当てを改めます。"
        "書かない期限と利用目的は、そのまま残ります。",
        listed=("利用目的(CODE)", _uses),
    )  # fmt: skip
    def open_(
        store: str,
        fiscal_year: int,
        framework: str,
        base_date: str,
        due_self: str | None,
        due_first: str | None,
        due_second: str | None,
        uses: tuple[str, ...],
        purpose_text: str | None,
    ) -> Answer:
        from dxdesk.domain.purposes import named
        from dxdesk.usecases.year import cycle as use

        dues = (due_self, due_first, due_second)
        wanted = use.OpenCycle(fiscal_year, framework, base_date, *dues, purpose_text, uses=uses or None)
        with desk_at(store) as desk:
            opened = use.open_cycle(desk, wanted)
        did = "の日付と割り当てを改めました" if opened.renewed else "を始めました"
        lines = [f"{opened.cycle.label}{did}。対象は{plural(opened.staff)}です。"]
        lines.append(f"利用目的: {named(opened.cycle.uses)}(票に印刷する文: {opened.cycle.purpose})")
        lines += [f"対象外: {number} {name}({reason})" for number, name, reason in opened.exempt]
        lines += problem_lines((*opened.missing_routes, *opened.warnings))
        names = ("employee_number", "name", "reason")
        data = {
            **_cycle_json(opened.cycle),
            "staff": opened.staff,
            "exempt": [dict(zip(names, row, strict=True)) for row in opened.exempt],
            "missing_routes": [error_json(problem) for problem in opened.missing_routes],
            "warnings": [error_json(problem) for problem in opened.warnings],
        }
        return Answer(data, lines)


def _register_align(group: JapaneseGroup) -> None:
    @command(
        group,
        "align",
        store_argument,
        click.option("--dry-run", is_flag=True, help="だれの何が変わるかだけを調べ、何も変えません。"),
        year=True,
        text="年度の対象・所属・確認者を、いまの名簿に合わせます。",
    )
    def align(store: str, fiscal_year: int, dry_run: bool) -> Answer:
        from dxdesk.usecases.organisation import roster_drift as use
        from dxdesk.usecases.year.cycle import refresh_assignments

        with desk_at(store, reading=dry_run) as desk:
            drift = use.look(desk, fiscal_year)
            found = drift.differences
            if found and not dry_run:
                refresh_assignments(desk, fiscal_year)
        if not found:
            lines = ["名簿とのずれはありません。"]
        elif dry_run:
            lines = [f"{use.sentence(len(found))}。まだ何も変えていません。"]
        else:
            lines = [f"{plural(len(found))}を名簿に合わせました。"]
        if drift.warning:
            lines.append(drift.warning)
        lines += table(
            (one.number, one.name, one.department, use.LABELS[one.kind], one.text) for one in found
        )
        data = {
            "dry_run": dry_run,
            "aligned": bool(found) and not dry_run,
            "roster_day_after_year": drift.beyond,
            "differences": [
                {
                    "employee": one.number,
                    "name": one.name,
                    "department": one.department,
                    "kind": one.kind.value,
                    "may_be": list(one.may_be),
                    "changes": [
                        {"label": change.label, "before": change.before, "after": change.after}
                        for change in one.changes
                    ],
                }
                for one in found
            ],
        }
        return Answer(data, lines)


def _register_close(group: JapaneseGroup) -> None:
    @command(group, "close", store_argument, year=True, text="年度を閉じます。閉じた年度も見られます。")
    def close(store: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.year import cycle as use

        with desk_at(store) as desk:
            closed = use.close_cycle(desk, year_asked(desk, fiscal_year))
        lines = [f"{closed.cycle.label}を閉じました。"]
        if closed.unfinished:
            lines.append(f"結果が確定していない人が{plural(closed.unfinished)}います。記録は残っています。")
        lines += problem_lines(closed.warnings)
        warnings = [error_json(problem) for problem in closed.warnings]
        data = {**_cycle_json(closed.cycle), "closed": True, "unfinished": closed.unfinished}
        return Answer({**data, "warnings": warnings}, lines)


def _register_told(group: JapaneseGroup) -> None:
    @command(
        group,
        "told",
        store_argument,
        click.option("--employee", "employees", multiple=True, metavar="NO",
                     help="この職員だけにします。何度でも書けます。省略すると、まだ知らせていない全員です。"),
        click.option("--take-back", is_flag=True, help="知らせたことにしたのを取り消します。"),
        year=True,
        text="確定した結果を、結果通知票のほかの方法で知らせたことにします。ホームの要対応から消えます。",
    )  # fmt: skip
    def told(store: str, employees: tuple[str, ...], take_back: bool, fiscal_year: int) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.year import telling as use

        act = use.take_back if take_back else use.tell_otherwise
        with desk_at(store) as desk:
            done = act(desk, year_asked(desk, fiscal_year), employees)
        count = plural(len(done.numbers))
        said = "まだ知らせていない人に戻しました" if take_back else "ほかの方法で知らせたことにしました"
        data = {"fiscal_year": done.cycle.fiscal_year, "employees": list(done.numbers), "undone": take_back}
        return Answer(data, [f"{done.cycle.label}の{count}を、{said}。"])


def _cycle_json(cycle: Cycle) -> dict[str, object]:
    return {
        "fiscal_year": cycle.fiscal_year,
        "framework": cycle.framework_code,
        "framework_version": cycle.framework_version,
        "base_date": cycle.base_date,
        "due_self": cycle.due_self,
        "due_first": cycle.due_first,
        "due_second": cycle.due_second,
        "uses": list(cycle.uses),
        "purpose": cycle.purpose,
    }


def _uses() -> list[tuple[str, str]]:
    """Return the codes of what a year's records may be used for, with their names."""
    from dxdesk.domain.purposes import USE_NAMES

    return [(use.value, name) for use, name in USE_NAMES.items()]


def _register_finalise(group: JapaneseGroup) -> None:
    @command(
        group,
        "finalise",
        store_argument,
        click.option("--decision-number", default="", metavar="T", help="起案・決裁の番号。"),
        click.option("--decision-date", default="", metavar="D", help="決裁日(2026-03-18 のように)。"),
        click.option("--draft", is_flag=True,
                     help="確定せずに、確定案(起案する対象者と結果)を作って取っておきます。"),
        click.option("--redraft", is_flag=True,
                     help="変わった人がいる確定案を、いまの内容で作り直します(再起案)。"),
        click.option("--without", multiple=True, metavar="NO",
                     help="この職員を今回の確定から除きます。何度でも書けます。"),
        year=True,
        text="確認の終わった人の結果を確定します。まだの人は残り、あとで確定できます。確定案があるときは、"
        "そのあとに変わった人がいると確定しません。",
    )  # fmt: skip
    def finalise(
        store: str,
        decision_number: str,
        decision_date: str,
        draft: bool,
        redraft: bool,
        without: tuple[str, ...],
        fiscal_year: int,
    ) -> Answer:
        if draft or redraft:
            if without or decision_number or decision_date:
                raise click.UsageError("--draft と --redraft は、ほかの選択と一緒に使えません。")
            return _draft(store, fiscal_year, again=redraft)
        from dxdesk.domain.lifecycle import STATE_LABELS
        from dxdesk.ports.document_wording import AS_REPORTED
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.year import finalise as use

        with desk_at(store) as desk:
            year = year_asked(desk, fiscal_year)
            done = use.finalise(desk, decision_number, decision_date, year, without)
        lines = [f"第{done.snapshot.number}回として{plural(done.people)}の結果を確定しました。"]
        lines += [f"{AS_REPORTED}: {number} {name}" for number, name in done.as_reported]
        waits = {one.employee_number: one for one in done.lacking}
        why = {number: f" {one.why}{one.fix}" for number, one in waits.items()}
        lines += [
            f"残り: {number} {name}({STATE_LABELS[state]}){why.get(number, '')}"
            for number, name, state in done.left_out
        ]
        left = [
            {
                "employee_number": number,
                "name": name,
                "state": state.value,
                **({"waits": waits[number].verdict.value} if number in waits else {}),
            }
            for number, name, state in done.left_out
        ]
        lines += problem_lines(done.warnings)
        warnings = [error_json(problem) for problem in done.warnings]
        data = {"fiscal_year": done.snapshot.fiscal_year, "snapshot": done.snapshot.number}
        alone = [{"employee_number": number, "name": name} for number, name in done.as_reported]
        told: dict[str, object] = {"as_reported": alone} if alone else {}
        if done.excluded:
            told["without"] = list(done.excluded)
        return Answer({**data, "people": done.people, "left_out": left, "warnings": warnings, **told}, lines)


def _draft(store: str, fiscal_year: int, *, again: bool) -> Answer:
    from dxdesk.domain.wareki import short_day
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.year import drafting as use

    with desk_at(store) as desk:
        made = use.draft(desk, year_asked(desk, fiscal_year), again=again)
    draft = made.draft
    lines = [
        f"{short_day(draft.day)}の確定案です。{plural(len(draft.people))}の結果を確定する案です。",
        "起案文は report の draft-decision で印刷できます。",
    ]
    if made.before:
        lines.append(f"前の確定案から変わった人: {plural(len(made.before))}")
        lines += [f"・{one.said}" for one in made.before]
    data = {
        "fiscal_year": draft.fiscal_year,
        "drafted_on": draft.day,
        "people": len(draft.people),
        "digest": draft.digest,
        "changed": [
            {"employee_number": one.number, "name": one.name, "how": one.how, "text": one.text}
            for one in made.before
        ],
    }
    return Answer(data, lines)


def _register_correct(group: JapaneseGroup) -> None:
    @command(
        group,
        "correct",
        store_argument,
        click.option("--employee", required=True, metavar="NO", help="職員番号。"),
        click.option("--set", "pairs", multiple=True, type=Pair("SKILL=LV"),
                     help="スキル(名前か記号)と正しいレベル。何度でも書けます。"),
        click.option("--stage", "stages", multiple=True, metavar="CODE",
                     help="正しい育成段階(人材像=未到達 も書けます)。何度でも書けます。"),
        click.option("--reason", required=True, metavar="T", help="訂正の理由。"),
        click.option("--approver", default="", metavar="T", help="承認した人。"),
        year=True,
        text="確定した結果を訂正します。前の結果も記録に残ります。",
    )  # fmt: skip
    def correct(
        store: str,
        employee: str,
        pairs: Sequence[tuple[str, str]],
        stages: Sequence[str],
        reason: str,
        approver: str,
        fiscal_year: int,
    ) -> Answer:
        if not pairs and not stages:
            raise click.UsageError("--set SKILL=LV か --stage CODE が要ります。")
        from dxdesk.usecases.answering.named import levels_named
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.review.stages import stages_named
        from dxdesk.usecases.year import finalise as use
        from dxdesk.usecases.year.days import clock_problems

        with desk_at(store) as desk:
            year = year_asked(desk, fiscal_year)
            levels = levels_named(desk, employee, pairs, year)
            staged = stages_named(desk, employee, stages, year)
            with desk.store.read() as uow:
                warnings = clock_problems(desk, uow)
            snapshot = use.correct(desk, employee, levels, reason, approver, year, staged)
        data: dict[str, object] = {"fiscal_year": snapshot.fiscal_year, "snapshot": snapshot.number}
        lines = [f"第{snapshot.number}回として{employee}の結果を訂正しました。", *problem_lines(warnings)]
        data |= {"employee_number": employee, "levels": levels, "stages": dict(staged)}
        data["warnings"] = [error_json(problem) for problem in warnings]
        return Answer(data, lines)


def _kinds() -> list[tuple[str, str]]:
    """Return the words of all documents with their titles."""
    from dxdesk.usecases.reports.catalogue import KINDS

    return [(kind.kind, kind.title) for kind in KINDS]


def _register_report(group: JapaneseGroup) -> None:
    @command(
        group,
        "report",
        store_argument,
        click.argument("kind", type=OneOfLater(lambda: dict(_kinds())), metavar="KIND"),
        click.option("--out", required=True, type=click.Path(path_type=Path), metavar="PATH",
                     help="PDF の名前か、入れるフォルダー。"),
        section_option,
        employee_option,
        click.option("--without", multiple=True, metavar="NO",
                     help="この職員を除いて作ります。何度でも書けます。"),
        click.option("--session", default="", metavar="C/T",
                     help="研修の回ごとの帳票: この回(研修コード/第1回)だけにします。"),
        *BATCH_OPTIONS,
        mark_option,
        click.option("--correct", is_flag=True,
                     help="証書と通知: 前に発行したものを、いまの内容で「訂正」として出し直します。"),
        click.option("--changed-only", is_flag=True,
                     help="証書と通知: はじめての人と、前に発行したものから変わった人の分だけを作ります。"),
        *LETTER_OPTIONS,
        year=True,
        text="帳票を PDF にします。KIND は下のどれかです。",
        listed=("帳票(KIND)", _kinds),
    )  # fmt: skip
    def report(
        store: str,
        kind: str,
        out: Path,
        section: str,
        employee: str,
        without: tuple[str, ...],
        session: str,
        ordered: str | None,
        per_person: bool,
        per_section: bool,
        duplex: bool,
        receipt_list: bool,
        cover_sheet: bool,
        paper: str,
        mark: str | None,
        correct: bool,
        changed_only: bool,
        numbers: tuple[str, ...],
        document_date: str,
        issuers: tuple[str, ...],
        branches: bool,
        no_seal_note: bool,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.issued.printing import Mark, Printing
        from dxdesk.usecases.reports.batch_printing import write_batch
        from dxdesk.usecases.reports.catalogue import kind_named
        from dxdesk.usecases.reports.kind import Order

        wanted = kind_named(kind)
        named = "_".join(file_names.part(part) for part in (wanted.title, section, employee) if part)
        batch = batch_of(ordered, per_person=per_person, per_section=per_section, duplex=duplex,
                         receipt_list=receipt_list, cover_sheet=cover_sheet)  # fmt: skip
        large, alone = large_paper(wanted, paper), out.suffix.lower() == ".pdf"
        if alone and batch.split:
            raise click.UsageError("--per-person と --per-section の --out は、フォルダーにします。")
        wished = out if alone else out / f"{named}.pdf"
        with desk_at(store) as desk, telling("帳票を作っています") as progress, _naming_blocked(employee):
            letters = letters_of(
                *(desk, numbers, document_date, issuers), branches=branches, no_seal_note=no_seal_note
            )
            printing = Printing(Mark(mark or ""), letters, correct, changed_only)
            order = Order(
                *(section, employee, fiscal_year, frozenset(without), session),
                large=large,
                printing=printing,
            )
            made = write_batch(desk, kind, order, batch, wished, progress)
            taken = "" if wanted.any_year or session else _year_of(desk, wanted, fiscal_year)
        told, files, papers = made.notices, [str(path) for path in made.files], made.papers
        lines = [
            *filter(None, [taken]),
            *(f"帳票を作りました: {path}" for path in files),
            *problem_lines(told),
        ]
        if without:
            lines.append(f"除いた人: {'、'.join(without)}")
        document: dict[str, object] = {"kind": kind, "file": files[0] if made.bytes_ else "", "files": files}
        document |= {"bytes": made.bytes_, "without": list(without)}
        if papers is not None:
            lines += papers.told
            document["papers"] = {way.value: count for way, count in papers.ways.items()}
            if changed_only:
                document["unchanged"] = list(papers.kept)
        return Answer({**document, "notices": [error_json(one) for one in told]}, lines)


def _year_of(desk: Desk, kind: ReportKind, fiscal_year: int) -> str:
    """Return of which year a document was made where none was named; nothing where one was."""
    from dxdesk.usecases.person_year.cycles import year_shown, year_told

    if fiscal_year or kind.span.in_work:
        return year_shown(desk, fiscal_year)
    taken = kind.span.year(desk)
    return year_told(taken) if taken else ""


@contextmanager
def _naming_blocked(employee: str) -> Iterator[None]:
    """Say how to print without those whose characters no font has, after all that stands in the way.

    Raises:
        KnownError: what was raised inside.
    """
    from dxdesk.usecases.reports.printing import unprintable

    try:
        yield
    except KnownError as error:
        blocked = () if employee else unprintable(error)
        if not blocked:
            raise
        without = " ".join(f"--without {number}" for number in blocked)
        hint = Problem(
            "print-without",
            f"印刷できない文字のある人が{len(blocked):,}人います。ほかの人の分も、まだ作っていません。",
            f"フォントを置くまで、その人を除いて作るときは {without} を付けてください。",
            "、".join(blocked),
        )
        raise KnownError.of((*error.problems, hint)) from error
