"""Commands for what comes in and what goes out: import, undo, conflicts, resolve, export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.batches import PAPER_OPTION
from dxdesk.cli.common import (
    command,
    desk_at,
    employee_option,
    first_line,
    lines_of,
    out_option,
    passphrase,
    section_option,
    store_argument,
    telling,
)
from dxdesk.cli.japanese import JapaneseGroup, Whole, words
from dxdesk.cli.output import (
    ACT,
    DONE,
    REFUSED,
    Answer,
    cell_json,
    error_json,
    plural,
    problem_lines,
)
from dxdesk.cli.papers import LETTER_OPTIONS, letters_of
from dxdesk.cli.reading import understanding_lines
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.sealing import workbook_kinds

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.file_report import Change, FileReport
    from dxdesk.usecases.inbox.batches import Batch, Made

TABLES = (
    *("roster", "attendance", "qualifications", "survey", "framework"),
    *("catalogue", "sessions", "enrolment", "questionnaire", "nominations", "experience", "targets"),
    *("cases", "events"),
    "plan",
    *("knowledge", "terms", "matters", "staffing", "roles"),
)
_TOLD = ("roster", "targets", "plan", "knowledge", "terms", "matters", "staffing", "roles")
"""Tables whose differences are told one by one before they are taken in."""
CHANGES = 60
"""Differences of a roster told in lines; ``--json`` has all."""
INTERNAL = "internal-error"
"""A bug met over one file or one person (``usecases/workplace/unexpected.py``)."""

OUTCOMES = {
    "applied": "取り込みました",
    "unchanged": "変わりはありません",
    "conflict": "食い違いがあります",
    "pending": "預かっています",
    "held": "代理の決定待ちです",
    "quarantined": "照合待ちです",
    "refused": "取り込んでいません",
    "late": "確定の後に届いたので、預かりました",
}
OUTCOMES_PREVIEW = {
    "applied": "取り込むと、反映されます",
    "unchanged": "取り込んでも、変わりはありません",
    "conflict": "取り込むと、食い違いになります",
    "pending": "取り込むと、預かりになります",
    "held": "取り込むと、代理の決定待ちになります",
    "quarantined": "取り込むと、照合待ちになります",
    "refused": "取り込めません",
    "late": "取り込むと、確定の後の到着として預かります",
}


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_import(group)
    _register_undo(group)
    _register_settling(group)
    _register_resolve(group)
    _register_export(group)


def _register_import(group: JapaneseGroup) -> None:
    @command(
        group,
        "import",
        store_argument,
        click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
        click.option("--kind", default="", type=words(("", *TABLES)), metavar="|".join(TABLES),
                     help="表の種類(職員名簿、受講記録、資格・試験、研修の一覧と回、受講申込など)。"),
        click.option("--mapping", type=click.Path(path_type=Path), metavar="F",
                     help='列の対応を書いた JSON。例 {"職員番号": "職員コード"}'),
        click.option("--sheet", "sheets", multiple=True, metavar="NAME",
                     help="表のあるシートの名前(何度でも書けます。--kind と一緒に使います)。"),
        click.option("--all-sheets", is_flag=True,
                     help="同じ列のあるシートを全部、1つの表として取り込みます(--kind と一緒に使います)。"),
        click.option("--forget-mapping", is_flag=True,
                     help="前に決めた列の対応を忘れて、見出しから読み直します(--kind と一緒に使います)。"),
        click.option("--word", "said_words", multiple=True, metavar="W=M",
                     help="受講・資格の表の言葉の意味。completed(修了・合格)、attended(受講・出席)、"
                          "absent(欠席など)、nothing(除く)。例 遅刻=attended(何度でも書けます)。"
                          "アンケートの表では1から5か nothing(答えなし)。例 満足=4。"),
        click.option("--course", "said_courses", multiple=True, metavar="N=C",
                     help="受講の表の研修名が、スキル体系のどの研修か。例 BPR研修基礎編=BPR研修。"
                          "= の後ろが空なら、体系にない研修です(何度でも書けます)。"),
        click.option("--pass-mark", type=float, default=None, metavar="P",
                     help="得点が何点から合格・修了か(得点そのものは残しません)。"),
        click.option("--event", default="", metavar="NAME", help="研修名の列がない表の、研修名。"),
        click.option("--day", default="", metavar="DATE", help="研修名の列がない表の、受講日。"),
        click.option("--session", default="", metavar="C/T",
                     help="受講記録かアンケートの表が、どの研修の回(研修コード/第1回)のものか。"),
        click.option("--fiscal-year", type=Whole(2000, 2200), default=None, metavar="Y",
                     help="どの年度のアンケートか(--kind survey)、年度の書かれていない列がどの年度の"
                          "目標か(--kind targets)。表に年度があれば、要りません。"),
        click.option("--handed-out", type=Whole(1, 9_999_999), default=None, metavar="N",
                     help="アンケートを配った人数(--kind survey)。回答率が出ます。"),
        click.option("--create", is_flag=True, help="台帳がなければ、届いた票から作ります。"),
        click.option("--dry-run", "--preview", is_flag=True, help="何が変わるかだけを調べ、何も変えません。"),
        click.option("--accept", multiple=True, metavar="CODE",
                     help="断られた理由の行末に「承認するには --accept 記号」とある記号。"
                          "示された案のとおりに取り込みます(何度でも書けます)。"),
        click.option("--digits", type=Whole(1, 20), default=None, metavar="N",
                     help="職員番号の桁数(--kind roster)。この後の取込みにも使います。"),
        click.option("--as-of", default="", metavar="DATE",
                     help="名簿の基準日(--kind roster)。新しい所属や名称の変更はこの日からになります。"),
        click.option("--partial", is_flag=True,
                     help="この表は一部の職員だけです(--kind roster)。載っていない人を名簿から外しません。"),
        click.option("--file-password-file", type=click.Path(path_type=Path), metavar="F",
                     help="届いたファイルのパスワードを1行に1つ書いたファイル。"),
        text="届いたファイルやフォルダーを取り込みます。順も組み合わせも問わず、同じものを何度入れてもかまいません。",
    )  # fmt: skip
    def import_(
        store: str,
        paths: tuple[Path, ...],
        kind: str,
        mapping: Path | None,
        sheets: tuple[str, ...],
        all_sheets: bool,
        forget_mapping: bool,
        said_words: tuple[str, ...],
        said_courses: tuple[str, ...],
        pass_mark: float | None,
        event: str,
        day: str,
        session: str,
        fiscal_year: int | None,
        handed_out: int | None,
        create: bool,
        dry_run: bool,
        accept: tuple[str, ...],
        digits: int | None,
        as_of: str,
        partial: bool,
        file_password_file: Path | None,
    ) -> Answer:
        from dxdesk.usecases.imports.evidence import EvidenceAnswers
        from dxdesk.usecases.imports.sheet_choice import ALL_SHEETS
        from dxdesk.usecases.inbox.batches import Batch, left_aside, receive_batch

        _refuse_elsewhere(
            kind,
            (digits is not None or as_of or partial, "--digits、--as-of、--partial", ("roster",)),
            (sheets or all_sheets or forget_mapping, "--sheet、--all-sheets、--forget-mapping", TABLES),
            (accept, "--accept", TABLES),
            (session, "--session", ("attendance", "questionnaire")),
            (said_words, "--word", ("attendance", "qualifications", "questionnaire", "survey")),
            (fiscal_year, "--fiscal-year", ("survey", "targets")),
            (handed_out, "--handed-out", ("survey",)),
            (
                said_courses or pass_mark is not None or event or day,
                "--course、--pass-mark、--event、--day",
                ("attendance", "qualifications"),
            ),
        )
        if sheets and all_sheets:
            raise click.UsageError("--sheet と --all-sheets は、どちらか一方にします。")
        passwords = lines_of(file_password_file) if file_password_file else ()
        wanted = (ALL_SHEETS,) if all_sheets else sheets
        answers = EvidenceAnswers(
            _pairs("--word", said_words), _pairs("--course", said_courses), pass_mark, event, day
        )
        batch = Batch(
            *(paths, kind, mapping, accept, passwords, dry_run, digits or 0, as_of, wanted, forget_mapping),
            answers=answers,
            partial=partial,
            session=session,
            fiscal_year=fiscal_year or 0,
            handed_out=handed_out or 0,
        )
        first = _make_store(store, batch, dry_run=dry_run) if create else None
        with desk_at(store, reading=dry_run) as desk, telling("取り込んでいます") as progress:
            report = receive_batch(desk, batch, progress, first=first.report if first else None)
        said = OUTCOMES_PREVIEW if dry_run else OUTCOMES
        lines = [f"台帳を作りました: {store}", *_compare_lines(first)] if first else []
        for file in report.files:
            lines += [*_file_lines(file, said), *(_change_lines(file) if dry_run else ())]
        lines.append(_summary([file.result for file in report.files], said, dry_run=dry_run))
        made = {"key_id": first.source.fingerprint, "spoken_code": first.source.spoken_code} if first else {}
        files = [_file_json(f, changes=dry_run) for f in report.files]
        data: dict[str, object] = {"files": files, **({"made_from": made} if made else {})}
        if aside := left_aside(paths, tables=bool(kind)):
            lines.append(f"フォルダーの中の、Excel と CSV ではないファイル{aside:,}件は見ていません。")
            data["left_aside"] = aside
        return Answer(data, lines, _code(report.files))


def _refuse_elsewhere(kind: str, *options: tuple[object, str, tuple[str, ...]]) -> None:
    """Refuse options that were given and say nothing of such a table.

    Args:
        kind: the kind of table that is asked for, empty for none.
        options: whether any of them was given, what they are called, the kinds they are for.

    Raises:
        UsageError: naming the options and the kinds.
    """
    for given, names, kinds in options:
        if given and kind not in kinds:
            which = "" if kinds == TABLES else "か".join(f" {one} " for one in kinds).rstrip()
            raise click.UsageError(f"{names} は --kind{which} と一緒に使います。")


def _pairs(option: str, said: Sequence[str]) -> dict[str, str]:
    """Return ``A=B`` as pairs; a name may hold ``=``, what is said of it may not."""
    if any("=" not in one for one in said):
        raise click.UsageError(f"{option} は「表の言葉=意味」のように = でつないで書きます。")
    return {name: meaning for name, _, meaning in (one.rpartition("=") for one in said)}


def _compare_lines(made: Made) -> list[str]:
    """Return what is to be compared before anybody relies on a new store."""
    lines = [
        f"人事課の確認コード: {made.source.spoken_code}",
        "  案内の紙のコードと同じことを確かめてください。"
        "違うときは、この台帳を使わず、人事課に知らせてください。",
    ]
    return [*lines, f"  {made.source.caution}"] if made.source.caution else lines


def _make_store(store: str, batch: Batch, *, dry_run: bool) -> Made | None:
    """Make the store a package or form among the files is addressed to, where there is none yet."""
    if "://" in store or Path(store).exists():
        return None
    if dry_run:
        raise KnownError(
            "store-missing",
            "台帳がまだないので、試しの取込みはできません。何も作っていません。",
            "--dry-run を付けずに --create で台帳を作ってください。",
            found=store,
        )
    from dxdesk import bootstrap
    from dxdesk.usecases.inbox.batches import make_store

    return make_store(bootstrap.services(), batch.paths, store, passphrase(), batch.passwords)


def _change_lines(file: FileReport) -> list[str]:
    """Return who changes by a roster, or which target or line of a plan, and how."""
    if file.kind not in _TOLD or not file.changes:
        return []
    shown = [f"    {change.text}" for change in file.changes[:CHANGES]]
    more = len(file.changes) - CHANGES
    rest = [f"    ほか {more:,}件(--json で全部を示します)"] if more > 0 else []
    return [f"  変わること {len(file.changes):,}件", *shown, *rest]


def _file_json(file: FileReport, *, changes: bool) -> dict[str, object]:
    key = "employee_number" if file.kind == "roster" else "code"
    of_tables: dict[str, Sequence[object]] = {
        "acceptable": file.acceptable,
        "questions": file.questions,
        "people_left": file.people_left,
        "changes": [_change_json(one, key) for one in file.changes] if changes and file.kind in _TOLD else (),
    }
    return {
        "path": file.path,
        "kind": file.kind,
        "receipt": file.receipt,
        "outcome": file.outcome,
        "added": file.added,
        "updated": file.updated,
        "unchanged": file.unchanged,
        "conflicts": file.conflicts,
        "errors": [cell_json(problem) for problem in file.errors],
        "notices": [cell_json(problem) for problem in file.notes],
        **({"contents": dict(file.contents)} if file.contents else {}),
        **({"understanding": file.understanding} if file.understanding is not None else {}),
        **{name: list(found) for name, found in of_tables.items() if found},
    }


def _file_lines(file: FileReport, words: Mapping[str, str]) -> list[str]:
    from dxdesk.usecases.sealing.envelope import WITHDRAWAL_LABEL

    number = f"受付{file.receipt} " if file.receipt else ""
    counts = f"追加{file.added} 変更{file.updated} 同じ{file.unchanged}"
    if file.conflicts:
        counts += f" 食い違い{file.conflicts}"
    told = "" if file.outcome == "refused" else f"({counts})"
    kind = f"({WITHDRAWAL_LABEL})" if file.withdraws else ""
    lines = [f"{number}{Path(file.path).name}{kind}: {words.get(file.result, file.result)}{told}"]
    seen = understanding_lines(file.understanding) if file.understanding is not None else []
    errors = problem_lines(file.errors, "  ・", file.acceptable)
    seen += [f"{what}: {text}" for what, text in file.contents]
    return [*lines, *(f"  {line}" for line in seen), *errors, *problem_lines(file.notes, "  ・")]


def _summary(outcomes: Sequence[str], words: Mapping[str, str], *, dry_run: bool) -> str:
    counts = (f"{words[word]} {outcomes.count(word)}件" for word in words if word in outcomes)
    return ("試しただけで、何も変えていません。" if dry_run else "") + "、".join(counts)


def _code(files: Sequence[FileReport]) -> int:
    """Return the exit code of a batch.

    A bug met over a file speaks first, since somebody must hand in its report; then a refused file, then what
    a person must settle: what waits, and what was taken in and does not count, here or at its receiver's.
    """
    if any(problem.code == INTERNAL for file in files for problem in file.errors):
        return ACT
    outcomes = {file.outcome for file in files}
    if "refused" in outcomes:
        return REFUSED
    uncounted = any(file.uncounted for file in files)
    return ACT if uncounted or outcomes & {"conflict", "pending", "quarantined", "held"} else DONE


def _change_json(one: Change, key: str = "employee_number") -> dict[str, str]:
    return {
        key: one.employee_number,
        "item": one.item,
        "before": one.before,
        "after": one.after,
    }


def _register_undo(group: JapaneseGroup) -> None:
    @command(
        group,
        "undo",
        store_argument,
        click.argument("receipt", type=Whole(1), metavar="RECEIPT"),
        text="受付番号を指定して、取込みを元に戻します。ほかのファイルにもある内容は残ります。",
    )
    def undo(store: str, receipt: int) -> Answer:
        from dxdesk.usecases.inbox.batches import undo_changes, undo_receipt

        with desk_at(store) as desk:
            changes = undo_changes(desk, receipt)
            found = undo_receipt(desk, receipt)
        data: dict[str, object] = {"receipt": found.number, "kind": found.kind, "file": found.file_name}
        lines = [f"受付{found.number}({found.file_name})を元に戻しました。"]
        if found.kind == "roster":
            lines += [f"  {change.text}" for change in changes]
            lines.append("この取込みで加わった所属と一覧の値は、そのまま残ります。")
            data["changes"] = [_change_json(one) for one in changes]
        return Answer({**data, "live": found.live, "undone_at": found.undone_at}, lines)


def _register_settling(group: JapaneseGroup) -> None:
    @command(group, "conflicts", store_argument, year=True, text="食い違っている答えを一覧します。")
    def conflicts(store: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_taken
        from dxdesk.usecases.review import conflicts as use
        from dxdesk.usecases.review.disputes import former_years

        with desk_at(store, reading=True) as desk:
            found = use.conflicts(desk, fiscal_year)
            taken = year_taken(desk, fiscal_year)
            former = () if fiscal_year else former_years(desk)
        listed, lines = [], []
        told = [taken] if taken else []
        told += [
            f"{one.label}にも、決めていない食い違いがあります(--fiscal-year {one.fiscal_year})。"
            for one in former
        ]
        for conflict in found:
            choices = [
                {name: getattr(choice, name) for name in ("number", "text", "source", "received_at", "by")}
                for choice in conflict.choices
            ]
            listed.append(
                {
                    "id": conflict.id,
                    "employee_number": conflict.employee_number,
                    "name": conflict.name,
                    "part": conflict.part.value,
                    "item": conflict.item,
                    "item_name": conflict.item_name,
                    "choices": choices,
                }
            )
            lines.append(f"{conflict.id} {conflict.name} {conflict.item_name}")
            lines += [f"  {c.number}: {c.text}({c.source} {c.by})" for c in conflict.choices]
        return Answer({"conflicts": listed}, [*told, *(lines or ["食い違いはありません。"])])


def _register_resolve(group: JapaneseGroup) -> None:
    @command(
        group,
        "resolve",
        store_argument,
        click.argument("conflict_id", metavar="ID"),
        click.option("--take", required=True, type=Whole(1, 99), metavar="N", help="採る答えの番号。"),
        click.option("--reason", required=True, metavar="T", help="決めた理由。"),
        year=True,
        text="食い違いを1つ、どちらを採るか決めて解消します。どちらの答えも記録に残ります。",
    )
    def resolve(store: str, conflict_id: str, take: int, reason: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.review import conflicts as use

        with desk_at(store) as desk:
            year = year_asked(desk, fiscal_year)
            use.resolve(desk, conflict_id, take, reason, year)
            left = len(use.conflicts(desk, year))
        lines = [f"{take}番の答えを採りました。残りの食い違いは{left:,}件です。"]
        return Answer({"resolved": conflict_id, "take": take, "remaining": left}, lines)


def _register_export(group: JapaneseGroup) -> None:
    kinds = workbook_kinds.makeable()
    for_confirmers = " か ".join(one.word for one in kinds if one.written.for_confirmers)
    guided = [one.word for one in kinds if one.written.guide]
    of_sessions = [one.word for one in kinds if one.written.of_sessions]

    @command(
        group,
        "export",
        store_argument,
        click.argument("kind", type=words(workbook_kinds.words(kinds)), metavar="KIND"),
        out_option,
        section_option,
        employee_option,
        click.option("--confirmer", default="", metavar="NO",
                     help=f"{for_confirmers}: この確認者(または代理をする人)の分だけ作ります。"),
        click.option("--lock-file", type=click.Path(path_type=Path), metavar="F",
                     help="書き出すファイルに付けるパスワードを書いたファイル。"),
        click.option("--lock-each", type=click.Path(path_type=Path), metavar="F.pdf",
                     help=f"{for_confirmers}: 確認者ごとに別のパスワードで施錠し、その一覧を、"
                          "紙で渡すための PDF としてこの名前で作ります。"),
        click.option("--session", "sessions", multiple=True, metavar="C/T",
                     help="研修の回ごとの票: この回(研修コード/第1回)だけにします(何度でも書けます)。"),
        click.option("--guide", is_flag=True,
                     help=f"{' と '.join(guided)}: 紙で渡す「ご案内」(PDF)も作ります。"),
        PAPER_OPTION,
        *LETTER_OPTIONS,
        year=True,
        text="票を書き出します。KIND は下のどれかです。",
        listed=("票(KIND)", lambda: [(one.word, one.label) for one in kinds]),
    )  # fmt: skip
    def export(
        store: str,
        kind: str,
        out: Path,
        section: str,
        employee: str,
        confirmer: str,
        lock_file: Path | None,
        lock_each: Path | None,
        sessions: tuple[str, ...],
        guide: bool,
        paper: str,
        numbers: tuple[str, ...],
        document_date: str,
        issuers: tuple[str, ...],
        branches: bool,
        no_seal_note: bool,
        fiscal_year: int,
    ) -> Answer:
        asked = workbook_kinds.made_as(kind)
        assert asked is not None  # no other word is taken
        if lock_each is not None and not asked.written.for_confirmers:
            raise click.UsageError(f"--lock-each は {for_confirmers} と一緒に使います。")
        if lock_each is not None and lock_file is not None:
            raise click.UsageError("--lock-file と --lock-each は一緒に使えません。")
        if confirmer and not asked.written.for_confirmers:
            raise click.UsageError(f"--confirmer は {for_confirmers} と一緒に使います。")
        if sessions and not asked.written.of_sessions:
            raise click.UsageError(f"--session は {' か '.join(of_sessions)} と一緒に使います。")
        if guide and not asked.written.guide:
            raise click.UsageError(f"--guide は {' か '.join(guided)} と一緒に使います。")
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.sending import dispatch

        password = first_line(lock_file) if lock_file else ""
        with desk_at(store) as desk, telling("書き出しています") as progress:
            year = year_asked(desk, fiscal_year) if asked.written.of_a_year else fiscal_year
            wanted = dispatch.Export(
                kind,
                out,
                section,
                employee,
                password,
                year,
                confirmer,
                lock_each,
                guide=guide,
                sessions=sessions,
                paper=paper,
                letters=letters_of(
                    *(desk, numbers, document_date, issuers), branches=branches, no_seal_note=no_seal_note
                ),
            )
            done = dispatch.export(desk, wanted, progress)
        lines = [str(path) for path in done.files]
        lines += problem_lines((*done.skipped, *done.notices, *done.beside))
        lines.append(f"{plural(len(done.files), '件')}のファイルを書き出しました: {out}")
        if done.to:
            lines.append(f"あて先: {'、'.join(done.to)}")
        data: dict[str, object] = {
            "kind": kind,
            "files": [str(path) for path in done.files],
            "people": done.people,
        }
        if done.guides:
            data["guides"] = [str(path) for path in done.guides]
            lines.append(f"紙で渡すご案内を{plural(len(done.guides), '件')}作りました。")
        if done.lock_list is not None:
            data["lock_list"] = str(done.lock_list)
            lines.append(
                f"パスワードの一覧を作りました: {done.lock_list}"
                "(紙に刷って本人に渡したら、このファイルは消してください)"
            )
        told = {"skipped": done.skipped, "notices": (*done.notices, *done.beside)}
        code = ACT if done.failed else DONE
        return Answer(
            {**data, **{name: [error_json(one) for one in found] for name, found in told.items()}},
            lines,
            code,
        )
