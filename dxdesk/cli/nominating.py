"""Commands of 選任: rounds and who has named nobody, one round with its people, deciding of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, Whole
from dxdesk.cli.output import Answer, error_json, problem_lines

if TYPE_CHECKING:
    from dxdesk.usecases.nominations.deciding import Decided
    from dxdesk.usecases.nominations.standing import Candidate, RoundState
    from dxdesk.usecases.workplace.desk import Desk


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_nominations(group)
    _register_nomination(group)


def _register_nominations(group: JapaneseGroup) -> None:
    @command(
        group,
        "nominations",
        store_argument,
        click.option("--begin", default="", metavar="PERSONA",
                     help="この人材像の選任を始めます。PERSONA はスキル体系の人材像のコードです。"),
        click.option("--section", "sections", multiple=True, metavar="CODE",
                     help="--begin と一緒に: 対象の所属(何度でも)。省略すると、人のいる課の全部です。"),
        click.option("--number", type=Whole(1, 99), default=None, metavar="N",
                     help="--begin と一緒に: 所属ごとの人数。省略すると、スキル体系の定めです。"),
        click.option("--deadline", default="", metavar="DATE", help="--begin と一緒に: 報告の期限。"),
        click.option("--from", "first_day", default="", metavar="DATE",
                     help="--begin と一緒に: 任期の始まり。"),
        click.option("--to", "last_day", default="", metavar="DATE",
                     help="--begin と一緒に: 任期の終わり。"),
        click.option("--notice", is_flag=True, help="--begin と一緒に: 選任通知を出す選任にします。"),
        year=True,
        text="選任を一覧し、まだ選任のない所属を挙げます。--begin を付けると、新しい選任を始めます。",
    )  # fmt: skip
    def nominations(
        store: str,
        begin: str,
        sections: tuple[str, ...],
        number: int | None,
        deadline: str,
        first_day: str,
        last_day: str,
        notice: bool,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.nominations import rounds, standing

        if not begin and (sections or number or deadline or first_day or last_day or notice):
            raise click.UsageError("これらの指定は、--begin と一緒に使います。")
        if begin and not fiscal_year:
            raise click.UsageError("--begin は、--fiscal-year と一緒に使います。")
        with desk_at(store, reading=not begin) as desk:
            if begin:
                proposed = rounds.propose(desk, begin, fiscal_year)
                rounds.begin(
                    desk,
                    proposed._replace(
                        sections=sections or proposed.sections,
                        wanted=number or proposed.wanted,
                        deadline=deadline or proposed.deadline,
                        first_day=first_day or proposed.first_day,
                        last_day=last_day or proposed.last_day,
                        notice=notice,
                    ),
                )
            found = standing.round_states(desk, fiscal_year)
        lines = [line for one in found for line in _round_lines(one)]
        return Answer({"rounds": [_round_json(one) for one in found]}, lines or ["選任はまだありません。"])


def _register_nomination(group: JapaneseGroup) -> None:
    @command(
        group,
        "nomination",
        store_argument,
        click.argument("code", metavar="CODE"),
        click.option("--appoint", "appointed", multiple=True, metavar="NO",
                     help="選ばれた人を任命します。職員番号か、all(問題のない人の全部)を書きます。"),
        click.option("--accept", multiple=True, metavar="FINDING",
                     help="--appoint と一緒に: 確かめたうえで任命してよい指摘の記号(何度でも書けます)。"),
        click.option("--decline", "declined", multiple=True, metavar="NO",
                     help="この職員番号の人を選びません。"),
        click.option("--take-back", "back", multiple=True, metavar="NO",
                     help="この職員番号の人の任命(か、選ばないという決定)を取り消します。"),
        click.option("--in", "section", default="", metavar="CODE",
                     help="2つの所属が同じ人を選んだとき: どの所属の報告か。"),
        click.option("--close", is_flag=True, help="この選任を終えます。任命はそのままです。"),
        click.option("--section", "sections", multiple=True, metavar="CODE",
                     help="対象の所属を、これに変えます(何度でも書けます)。"),
        click.option("--number", type=Whole(1, 99), default=None, metavar="N",
                     help="所属ごとの人数を変えます。"),
        click.option("--deadline", default=None, metavar="DATE", help="報告の期限を変えます。"),
        click.option("--notice/--no-notice", default=None, help="選任通知を出す・出さないを変えます。"),
        click.option("--document-number", default=None, metavar="TEXT",
                     help="役所の文書番号を写します。--appoint と一緒なら、いま任命する人だけのものです。"),
        click.option("--approval", default=None, metavar="TEXT",
                     help="決裁の番号と区分を写します(--appoint と一緒なら同じ)。"),
        click.option("--approved-on", default=None, metavar="DATE",
                     help="決裁日を写します(--appoint と一緒なら同じ)。"),
        click.option("--candidates", default="", metavar="CODE", help="この所属の職員を一覧します。"),
        click.option("--levels", is_flag=True,
                     help="--candidates と一緒に: 人材像に必要な水準に届いた数も示します"
                          "(利用目的に「選任・認定」がある年度だけ)。"),
        text="選任を1つ、所属ごとに見ます。報告された人を任命し、選ばないとし、取り消します。",
    )  # fmt: skip
    def nomination(
        store: str,
        code: str,
        appointed: tuple[str, ...],
        accept: tuple[str, ...],
        declined: tuple[str, ...],
        back: tuple[str, ...],
        section: str,
        close: bool,
        sections: tuple[str, ...],
        number: int | None,
        deadline: str | None,
        notice: bool | None,
        document_number: str | None,
        approval: str | None,
        approved_on: str | None,
        candidates: str,
        levels: bool,
    ) -> Answer:
        from dxdesk.domain.nominations import Paper
        from dxdesk.usecases.nominations import deciding, rounds, standing

        decision = {
            "document_number": document_number,
            "approval": approval,
            "approved_on": approved_on,
        }
        changed = {
            "sections": sections or None,
            "wanted": number,
            "deadline": deadline,
            "notice": notice,
            **({} if appointed else decision),
        }
        fields = {name: value for name, value in changed.items() if value is not None}
        if sum(map(bool, (appointed, declined, back, close, candidates, fields))) > 1:
            raise click.UsageError(
                "--appoint、--decline、--take-back、--close、--candidates と、選任を変える指定は、"
                "一緒には使えません。"
            )
        if candidates:
            return _candidates(store, code, candidates, levels)
        writes = bool(appointed or declined or back or close or fields)
        with desk_at(store, reading=not writes) as desk:
            done = None
            if appointed:
                chosen = () if "all" in appointed else _subjects(desk, code, appointed, section)
                paper = Paper(**{name: text for name, text in decision.items() if text})
                done = deciding.accept(desk, code, chosen, accept, paper)
            elif declined:
                done = deciding.decline(desk, code, _subjects(desk, code, declined, section))
            elif back:
                done = deciding.take_back(desk, code, _subjects(desk, code, back, section))
            elif close:
                rounds.close(desk, code)
            elif fields:
                rounds.change(desk, code, fields)
            found = standing.round_state(desk, code)
        data = {**_round_json(found), **({"decided": _decided_json(done)} if done is not None else {})}
        lines = []
        if done is not None:
            lines += [f"{done.count}人を決めました。前の任期を終えたのは{done.ended}人です。"]
            lines += problem_lines(done.waiting)
        return Answer(data, [*lines, *_round_lines(found), *_people_lines(found)])


def _subjects(desk: Desk, code: str, numbers: tuple[str, ...], section: str) -> frozenset[str]:
    """Return whom numbers name in a round; raises ``nominee-unknown`` for one that nobody was named by."""
    from dxdesk.domain.errors import KnownError
    from dxdesk.usecases.nominations import standing

    named = [
        one.named
        for one in standing.round_state(desk, code).candidates
        if section in ("", one.named.said.section)
    ]
    unknown = [number for number in numbers if all(one.said.number != number for one in named)]
    if unknown:
        raise KnownError(
            "nominee-unknown",
            "その職員番号の人は、この選任で選ばれていません。何も変えていません。",
            "選任の一覧で職員番号を確かめてください。",
            found="、".join(unknown),
        )
    return frozenset(one.subject for one in named if one.said.number in numbers)


def _candidates(store: str, code: str, section: str, levels: bool) -> Answer:
    from dxdesk.usecases.development.nominees import possible

    with desk_at(store, reading=True) as desk:
        found = possible(desk, code, section, levels=levels)
    listed = [
        {
            "employee_number": one.number,
            "name": one.name,
            "grade": one.grade,
            "title": one.title,
            "away": one.away,
            "holds": one.holds,
            **({"reached": one.reached, "wanted": one.wanted} if levels else {}),
        }
        for one in found
    ]
    lines = [
        f"{one.number} {one.name} {one.title or one.grade}".rstrip()
        + ("(いま任命中)" if one.holds else "")
        + ("(休業等)" if one.away else "")
        + (f": {one.reached}/{one.wanted}" if levels and one.wanted else "")
        for one in found
    ]
    return Answer({"section": section, "candidates": listed}, lines or ["その所属に職員はいません。"])


def _decided_json(done: Decided) -> dict[str, object]:
    return {"count": done.count, "ended": done.ended, "waiting": [error_json(one) for one in done.waiting]}


def _round_json(one: RoundState) -> dict[str, object]:
    asked = one.asked
    return {
        "code": asked.code,
        "name": asked.name,
        "persona": asked.persona,
        "persona_name": one.persona_name,
        "fiscal_year": asked.fiscal_year,
        "number": asked.wanted,
        "deadline": asked.deadline,
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "notice": asked.notice,
        "document_number": asked.document_number,
        "approval": asked.approval,
        "approved_on": asked.approved_on,
        "closed": asked.ended,
        "missing": [section.code for section in one.missing],
        "sections": [
            {
                "code": section.code,
                "name": section.name,
                "asked": section.asked,
                "named": section.named,
                "appointed": section.appointed,
                "missing": section.missing,
                "people": [_candidate_json(line) for line in section.candidates],
            }
            for section in one.sections
        ],
    }


def _candidate_json(one: Candidate) -> dict[str, object]:
    said = one.named.said
    return {
        "employee_number": said.number,
        "name": one.person_name,
        "reported_name": said.name,
        "manner": said.manner,
        "first_day": one.day_from,
        "last_day": one.day_to,
        "instead_of": said.instead_of,
        "handed_over": said.handed_over,
        "handed_on": said.handed_on,
        "note": said.note,
        "state": one.state,
        "decided_on": said.decided_on,
        "document_number": said.document_number,
        "approval": said.approval,
        "approved_on": said.approved_on,
        "term_changed": one.changed,
        "term_gone": one.gone,
        "decided_last_day": one.decided_to,
        "findings": [error_json(problem) for problem in one.findings],
    }


def _round_lines(one: RoundState) -> list[str]:
    asked = one.asked
    lines = [
        f"{asked.code} {asked.name}: 対象 {len(asked.sections)}所属、"
        f"任命済み {sum(section.appointed for section in one.sections)}人、"
        f"まだ選任のない所属 {len(one.missing)}" + ("(終わった選任)" if asked.ended else "")
    ]
    return lines + [f"  まだ選任のない所属: {section.code} {section.name}" for section in one.missing]


def _people_lines(one: RoundState) -> list[str]:
    from dxdesk.domain.nominations import MANNERS
    from dxdesk.domain.wareki import short_day
    from dxdesk.usecases.nominations.standing import STATES

    lines = []
    for line in one.candidates:
        said = line.named.said
        term = f"{short_day(line.day_from)}〜{short_day(line.day_to)}"
        manner = MANNERS.get(said.manner, "")
        lines.append(
            f"{line.section_name} {said.number} {line.person_name} {manner} {term}: {STATES[line.state]}"
        )
        lines += [f"  ・{line.told}"] if line.told else []
        lines += problem_lines(line.findings, "  ・")
    return lines
