"""Commands of 育成: who comes nearest to what a 人材像, a stage or HR's own conditions ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, section_option, store_argument
from dxdesk.cli.japanese import JapaneseGroup, words
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.usecases.development.candidates import Candidate, Found


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_candidates(group)
    _register_placements(group)


def _register_placements(group: JapaneseGroup) -> None:
    @command(
        group,
        "placements",
        store_argument,
        click.option("--tool", default="", metavar="NAME",
                     help="--per-section と一緒に: このツールの、課ごとの人数を決めます。"),
        click.option("--per-section", default=None, type=int, metavar="N",
                     help="--tool のいちばん上の段階の人を、課ごとに何人置くか(0で基準をなくします)。"),
        year=True,
        text="配置の基準と、足りない課を一覧します。ツールの基準も、ここで決められます。",
    )  # fmt: skip
    def placements(store: str, tool: str, per_section: int | None, fiscal_year: int) -> Answer:
        from dxdesk.usecases.development import staffing, tool_placements

        if bool(tool) != (per_section is not None):
            raise click.UsageError("--tool と --per-section は、一緒に使います。")
        with desk_at(store, reading=per_section is None) as desk:
            if per_section is not None:
                tool_placements.keep_rules(desk, {tool: per_section}, fiscal_year)
            found = staffing.placements(desk, fiscal_year)
        lines = []
        for rule in found:
            short = "、".join(f"{one.name} {one.found:,}人" for one in rule.short)
            told = f"足りない課 {short}" if short else f"{rule.offices:,}課すべてで足りています"
            lines.append(f"{rule.name}(課ごとに{rule.per_section:,}人): {told}")
        data = {
            "placements": [
                {
                    "name": rule.name,
                    "per_section": rule.per_section,
                    "offices": rule.offices,
                    "short": [
                        {"department_code": one.code, "department": one.name, "found": one.found}
                        for one in rule.short
                    ],
                }
                for rule in found
            ]
        }
        return Answer(data, lines or ["配置の基準はありません。"])


def _register_candidates(group: JapaneseGroup) -> None:
    @command(
        group,
        "candidates",
        store_argument,
        click.option("--persona", default="", metavar="P", help="この人材像(コードか名前)が求める水準。"),
        click.option("--stage", default="", metavar="S", help="この育成段階(コードか名前)までの基準。"),
        click.option("--require", "conditions", multiple=True, metavar="TEXT",
                     help="自分の条件(何度でも書けます)。「業務改革 LV2」「研修: BPR研修」"
                          "「資格: ITパスポート試験」「経験: DX案件のリード 12か月」。"),
        click.option("--grade", default="", metavar="G", help="この職層の人だけ。"),
        section_option,
        click.option("--for", "use", default="appointment", type=words(("appointment", "placement")),
                     metavar="appointment|placement",
                     help="何のためか。選任・認定(appointment)か、配置の参考(placement)。"),
        click.option("--reason", default=None, metavar="T",
                     help="全員を挙げる理由。操作の記録に残ります。省略すると、近い順に10人までです。"),
        click.option("--counts", is_flag=True, help="人数だけを所属ごとに示します(DX部門に見せるとき)。"),
        year=True,
        text="人材像や育成段階、自分の条件を満たす人と、あと少しの人を、近い順に一覧します。",
    )  # fmt: skip
    def candidates(
        store: str,
        persona: str,
        stage: str,
        conditions: tuple[str, ...],
        grade: str,
        section: str,
        use: str,
        reason: str | None,
        counts: bool,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.domain.purposes import Use
        from dxdesk.usecases.development import candidates as looking

        if counts and reason is not None:
            raise click.UsageError("--counts と --reason は、一緒には使えません。")
        search = looking.Search(persona, stage, "\n".join(conditions), grade, section, Use(use))
        with desk_at(store, reading=reason is None) as desk:
            if counts:
                found = looking.counts(desk, search, fiscal_year)
            else:
                found = looking.find(desk, search, fiscal_year, reason=reason)
        return Answer(_json(found), _lines(found))


def _lines(found: Found) -> list[str]:
    lines = [
        f"{found.year} {found.title}({found.basis})",
        f"求めるもの: {'、'.join(found.asked)}",
        f"{found.looked:,}人のうち、すべて満たす人 {found.meeting:,}人、一部を満たす人 {found.near:,}人",
    ]
    if found.holding:
        lines.append(f"すでにその人材像の {found.holding:,}人は入っていません。")
    lines += [f"{found.left_out}。"] * bool(found.left_out)
    lines += found.notes
    if not found.people:
        return [
            *lines,
            *(f"  {one.name}: 満たす {one.meeting:,}人、一部 {one.near:,}人" for one in found.sections),
        ]
    lines += [_person_line(one) for one in found.people]
    if not found.whole:
        lines.append(f"近い順に{len(found.people)}人です。全員を挙げるには --reason に理由を書いてください。")
    return lines


def _person_line(one: Candidate) -> str:
    lacks = f"あと {'、'.join(one.missing)}" if one.missing else "すべて満たしています"
    return f"  {one.department} {one.number} {one.name}: {lacks}"


def _json(found: Found) -> dict[str, object]:
    return {
        "title": found.title,
        "year": found.year,
        "asked": list(found.asked),
        "looked": found.looked,
        "meeting": found.meeting,
        "near": found.near,
        "holding": found.holding,
        "left_out": found.left_out,
        "basis": found.basis,
        "notes": list(found.notes),
        "whole": found.whole,
        "people": [
            {
                "employee_number": one.number,
                "name": one.name,
                "department_code": one.department_code,
                "department": one.department,
                "grade": one.grade,
                "met": one.met,
                "missing": list(one.missing),
            }
            for one in found.people
        ],
        "sections": [
            {"department_code": one.code, "department": one.name, "meeting": one.meeting, "near": one.near}
            for one in found.sections
        ],
    }
