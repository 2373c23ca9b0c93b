"""Commands of those who answer and those who confirm: answer, submit, withdraw, review."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup, Pair
from dxdesk.cli.output import ACT, DONE, Answer, error_json, plural, problem_lines
from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import unread_words
from dxdesk.domain.text import dropped, dropped_note
from dxdesk.usecases.sealing.workbook_kinds import RETURN_SLIP

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import Submitted


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_answer(group)
    _register_handing_in(group)
    _register_review(group)


_person_option = click.option(
    "--employee", default="", metavar="NO", help="代行入力: だれの申告か(所属か人事の台帳で)。"
)
_by_option = click.option("--by", default="", metavar="T", help="代行入力: 入力した人の名前。")


def _register_answer(group: JapaneseGroup) -> None:
    @command(
        group,
        "answer",
        store_argument,
        click.option("--from", "source", required=True, type=click.Path(path_type=Path), metavar="F.json",
                     help="答えを書いた JSON。- で標準入力から読みます。"),
        _person_option,
        year=True,
        text="自己申告の答えを下書きとして保存します。提出は submit で行います。",
    )  # fmt: skip
    def answer(store: str, source: Path, employee: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.answering import self_report as use
        from dxdesk.usecases.answering.sheet import answers_from_json, check
        from dxdesk.usecases.person_year.cycles import year_asked

        data = _read_answers(source)
        with desk_at(store) as desk:
            sheet = use.open_answers(desk, employee, year_asked(desk, fiscal_year))
            answers = answers_from_json(sheet, data)
            use.save_draft(desk, answers, employee, sheet.person.fiscal_year)
            problems = (*check(sheet, answers), *dropped_note(dropped(data), Place(source.name)))
        lines = [f"下書きを保存しました。レベルを選んだ項目は{len(answers.levels)}/{len(sheet.items)}です。"]
        document = {
            "employee_number": sheet.person.employee_number,
            "fiscal_year": sheet.person.fiscal_year,
            "items": len(sheet.items),
            "answered": len(answers.levels),
            "notices": [error_json(problem) for problem in problems],
        }
        return Answer(document, lines + problem_lines(problems))


def read_json(source: Path, shape: str = "") -> Any:
    """Return what a file of answers (``-``: standard input) says.

    Raises:
        KnownError: ``answers-unreadable``, telling the ``shape`` it should have.
    """
    try:
        raw = sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
        return canonical.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise KnownError(
            "answers-unreadable",
            "答えのファイルを読めません。何も保存していません。",
            f"{shape}JSON(UTF-8)にしてください。",
            found=unread_words(error),
            place=Place(source.name),
        ) from error


def _read_answers(source: Path) -> dict[str, Any]:
    found = read_json(source, '{"levels": {"スキル": 2}, "evidence": {"スキル": "…"}} の形の ')
    shapes: dict[str, type] = {"levels": dict, "evidence": dict, "goals": dict, "lines": list, "comment": str}
    if not isinstance(found, dict) or any(
        name in found and not isinstance(found[name], kind) for name, kind in shapes.items()
    ):
        raise KnownError(
            "answers-unreadable",
            "答えのファイルの形が違います。何も保存していません。",
            "levels、evidence、goals は {スキル: 値}、lines は [[区分, 名称, 日付, 結果]] で書いてください。",
            place=Place(source.name),
        )
    return found


def _register_handing_in(group: JapaneseGroup) -> None:
    out = click.option(
        "--out", type=click.Path(path_type=Path), metavar="DIR", help="申告票を書き出すフォルダー。"
    )

    @command(
        group, "submit", store_argument, out, _person_option, _by_option, year=True,
        text="下書きを提出し、答えの入った申告票を書き出します。代行入力ではこの台帳に記録します。",
    )  # fmt: skip
    def submit(store: str, out: Path | None, employee: str, by: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.answering import self_report as use
        from dxdesk.usecases.person_year.cycles import year_asked

        _need_folder(out, employee)
        with desk_at(store) as desk:
            year = year_asked(desk, fiscal_year)
            done = use.submit(desk, out, None, employee, proxy_by=by, fiscal_year=year)
        return _handed_in(done, "提出")

    @command(
        group, "withdraw", store_argument, out, _person_option, _by_option, year=True,
        text="提出を取り下げ、取下げの申告票を書き出します。代行入力ではこの台帳に記録します。",
    )  # fmt: skip
    def withdraw(store: str, out: Path | None, employee: str, by: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.answering import self_report as use
        from dxdesk.usecases.person_year.cycles import year_asked

        _need_folder(out, employee)
        with desk_at(store) as desk:
            year = year_asked(desk, fiscal_year)
            done = use.withdraw(desk, out, employee, proxy_by=by, fiscal_year=year)
        return _handed_in(done, "取下げ")


def _need_folder(out: Path | None, employee: str) -> None:
    if out is None and not employee:
        raise click.UsageError("--out DIR がありません。")


def _handed_in(done: Submitted, what: str) -> Answer:
    data = {"file": str(done.file) if done.file else "", "revisions": list(done.revisions)}
    if done.file is None:
        return Answer(data, [f"代行入力の{what}として、この台帳に記録しました。"])
    said = f"{what}の申告票を書きました。このファイルを {done.goes_to} へ送ってください: {done.file}"
    return Answer(data, [said])


def _register_review(group: JapaneseGroup) -> None:
    @command(
        group,
        "review",
        store_argument,
        click.option("--confirm-all", is_flag=True,
                     help="順番が来ている人を、申告のとおりにまとめて確認します。"),
        click.option("--confirm", metavar="NO", help="この職員を確認します。"),
        click.option("--return", "returned", metavar="NO", help="この職員に差し戻します。"),
        click.option("--take-back", is_flag=True,
                     help="最後の確認か差戻しを、書き出す前なら取り消します。"),
        click.option("--reason", default="", metavar="T", help="差戻しの理由。"),
        click.option("--item-reason", "reasons", multiple=True, type=Pair("SKILL=T"),
                     help="スキルごとの差戻しの理由。何度でも書けます。"),
        click.option("--set", "pairs", multiple=True, type=Pair("SKILL=LV"),
                     help="申告と違うレベルで確認するスキル。何度でも書けます。"),
        click.option("--stage", "stages", multiple=True, metavar="CODE",
                     help="この育成段階と確認します(人材像=未到達 も書けます)。何度でも書けます。"),
        click.option("--comment", default="", metavar="T",
                     help="本人へのコメント。レベルを変えるときは要ります。"),
        click.option("--on-behalf-of", default="", metavar="NO",
                     help="代理: 本来の確認者の職員番号。人事課の指名がなければ、認めるまで数えません。"),
        year=True,
        text="申告を確認するか、差し戻します。",
    )  # fmt: skip
    def review(
        store: str,
        confirm_all: bool,
        confirm: str | None,
        returned: str | None,
        take_back: bool,
        reason: str,
        reasons: Sequence[tuple[str, str]],
        pairs: Sequence[tuple[str, str]],
        stages: Sequence[str],
        comment: str,
        on_behalf_of: str,
        fiscal_year: int,
    ) -> Answer:
        if confirm_all + bool(confirm) + bool(returned) + take_back != 1:
            raise click.UsageError(
                "--confirm-all、--confirm NO、--return NO、--take-back のどれか1つを書きます。"
            )
        if (pairs or stages or comment) and not confirm:
            raise click.UsageError("--set と --stage と --comment は --confirm NO と一緒に使います。")
        if (reason or reasons) and not returned:
            raise click.UsageError("--reason と --item-reason は --return NO と一緒に使います。")
        if returned and not (reason or reasons):
            raise click.UsageError("--return には --reason T が要ります。")
        if confirm:
            return _confirm(store, confirm, (pairs, stages), comment, on_behalf_of, fiscal_year)
        if returned:
            return _return(store, returned, reason, reasons, on_behalf_of, fiscal_year)
        if take_back:
            return _take_back(store, fiscal_year)
        return _confirm_all(store, on_behalf_of, fiscal_year)


def _confirm(
    store: str,
    number: str,
    said: tuple[Sequence[tuple[str, str]], Sequence[str]],
    comment: str,
    on_behalf_of: str,
    year: int,
) -> Answer:
    from dxdesk.usecases.answering.named import levels_named
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.review import confirming as use
    from dxdesk.usecases.review.stages import stages_named

    with desk_at(store) as desk:
        year = year_asked(desk, year)
        levels = levels_named(desk, number, said[0], year)
        stages = stages_named(desk, number, said[1], year)
        told = use.confirm(desk, use.Decision(number, levels, {}, comment, on_behalf_of, stages), year)
    return _reviewed(confirmed=[number], notices=told)


def _return(
    store: str, number: str, reason: str, pairs: Sequence[tuple[str, str]], on_behalf_of: str, year: int
) -> Answer:
    from dxdesk.usecases.answering.named import texts_named
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.review import confirming as use

    with desk_at(store) as desk:
        year = year_asked(desk, year)
        reasons = texts_named(desk, number, pairs, year)
        told = use.return_(desk, number, reason, reasons, on_behalf_of, year)
    return _reviewed(returned=[number], notices=told)


def _confirm_all(store: str, on_behalf_of: str, year: int) -> Answer:
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.review import confirming as use

    with desk_at(store) as desk, telling("確認しています"):
        done = use.confirm_all(desk, None, on_behalf_of, year_asked(desk, year))
    return _reviewed(confirmed=list(done.confirmed), skipped=done.skipped, notices=done.notices)


def _take_back(store: str, year: int) -> Answer:
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.review import taking_back as use

    with desk_at(store) as desk:
        last = use.take_back(desk, year_asked(desk, year))
    numbers = list(last.employee_numbers)
    what = "差戻し" if last.returned else "確認"
    data = {"taken_back": numbers, "was": "return" if last.returned else "confirm"}
    return Answer(data, [f"{plural(len(numbers))}の{what}を取り消しました({'、'.join(numbers)})。"])


def _reviewed(
    *,
    confirmed: Sequence[str] = (),
    returned: Sequence[str] = (),
    skipped: Sequence[Any] = (),
    notices: Sequence[Any] = (),
) -> Answer:
    lines = [f"{plural(len(confirmed))}を確認しました。"] if confirmed or not returned else []
    slips = (
        f"{RETURN_SLIP.label}を書き出し、本人に渡してください"
        f"(dxdesk export 台帳 {RETURN_SLIP.word} --out フォルダー)。"
    )
    lines += [f"{number} に差し戻しました。{slips}" for number in returned]
    lines += problem_lines((*skipped, *notices))
    data = {
        "confirmed": list(confirmed),
        "returned": list(returned),
        "skipped": [error_json(problem) for problem in skipped],
        "notices": [error_json(problem) for problem in notices],
    }
    settle = any(problem.code == "conflict-first" for problem in skipped)
    # That HR would be asked of a step to come is told, and asks nobody to act yet.
    asked = any(problem.code == "deputy-asks" for problem in notices)
    return Answer(data, lines, ACT if settle or asked else DONE)
