"""Commands of the training ledger (研修台帳): the catalogue with its rates, a course, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from dxdesk.cli.common import command, desk_at, section_option, store_argument
from dxdesk.cli.japanese import JapaneseGroup, words
from dxdesk.cli.output import Answer, error_json, problem_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dxdesk.domain.headcounts import Participation
    from dxdesk.domain.training import CourseYear
    from dxdesk.usecases.training.enrolment_lists import Counts, Line, SessionList
    from dxdesk.usecases.training.figures import TrainingYear
    from dxdesk.usecases.training.questionnaires import SessionAnswers

S = TypeVar("S")


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_courses(group)
    _register_course(group)
    _register_session(group)
    _register_missing(group)
    _register_enrolments(group)
    _register_first(group)
    _register_enrol(group)
    _register_questionnaire(group)


def _register_courses(group: JapaneseGroup) -> None:
    @command(
        group,
        "courses",
        store_argument,
        click.option("--take", default="", metavar="CODE",
                     help="方針に付いている研修を、研修台帳に加えます。CODE はスキル体系のコードです。"),
        click.option("--employee", default="", metavar="NO",
                     help="この職員が次に受ける研修だけを、必須で修了していないもの、求められる水準に"
                          "足りないもの、次の段階のためのものの順に挙げます。"),
        click.option("--course", default="", metavar="CODE", help="--by と一緒に: この研修の率を示します。"),
        click.option("--by", default="", type=words(("", "section", "grade", "persona")),
                     metavar="section|grade|persona",
                     help="--course の研修の率を、所属、職層、人材像ごとに示します。"),
        year=True,
        text="研修台帳の研修を、その年度の受講率・修了率と一緒に一覧します。",
    )  # fmt: skip
    def courses(store: str, take: str, employee: str, course: str, by: str, fiscal_year: int) -> Answer:
        if bool(take) + bool(employee) + bool(course or by) > 1:
            raise click.UsageError("--take、--employee、--course と --by は、一緒には使えません。")
        if bool(course) != bool(by):
            raise click.UsageError("--course と --by は、一緒に使います。")
        if by:
            return _told_apart(store, course, by, fiscal_year)
        if employee:
            return _next(store, employee, fiscal_year)
        from dxdesk.usecases.training import figures, keeping
        from dxdesk.usecases.training.enrolment_lists import counts_of

        with desk_at(store, reading=not take) as desk:
            taken = keeping.take_preset(desk, take) if take else None
            found = figures.training_year(desk, fiscal_year)
            counts = counts_of(desk, found.fiscal_year)
        data = _year_json(found, counts)
        lines = []
        if taken is not None:
            data["taken"] = {"added": taken.added, "kept": taken.unchanged}
            lines.append(f"{taken.added}件の研修を加えました(前からある{taken.unchanged}件はそのままです)。")
            lines += [text for text in keeping.preset_said(take) if text]
        lines += _year_lines(found)
        return Answer(data, lines)


def _told_apart(store: str, course: str, by: str, fiscal_year: int) -> Answer:
    from dxdesk.usecases.training.figures import rates_by

    with desk_at(store, reading=True) as desk:
        found = rates_by(desk, course, by, fiscal_year)
    listed = [
        {
            "code": one.code,
            "name": one.name,
            "asked": one.attending.asked,
            "attended": one.attending.done,
            "completed": one.completing.done,
            **_rate_json("attending", one.attending),
            **_rate_json("completing", one.completing),
        }
        for one in found
    ]
    lines = [
        f"{one.name or '(なし)'}: 受講率 {_percent(one.attending)}、修了率 {_percent(one.completing)}"
        for one in found
    ]
    data = {"course": course, "by": by, "groups": listed}
    return Answer(data, lines or ["その年度の率はありません(提供なしか、対象の人がいません)。"])


def _next(store: str, employee: str, fiscal_year: int) -> Answer:
    from dxdesk.usecases.development.next_courses import next_for

    with desk_at(store, reading=True) as desk:
        found = next_for(desk, employee, fiscal_year)
    listed = [{"code": one.code, "name": one.name, "why": one.why, "skill": one.skill} for one in found]
    why = {
        "must": "必須で、まだ修了していません",
        "level": "{skill}の水準に足りません",
        "stage": "次の段階のため",
    }
    lines = [f"{one.code} {one.name}: {why[one.why].format(skill=one.skill)}" for one in found]
    data = {"employee_number": employee, "next": listed}
    return Answer(data, lines or ["次に受ける研修はありません。"])


def _year_json(found: TrainingYear, counts: Mapping[str, Counts]) -> dict[str, object]:
    return {
        "fiscal_year": found.fiscal_year,
        "planned": found.planned,
        "left_out": found.left_out,
        "courses": [
            {**_course_json(one), **_counts_json(counts.get(one.course.code))} for one in found.courses
        ],
        "skills": [
            {
                "item": one.item,
                "name": name,
                "level": one.level,
                "level_name": level,
                "courses": list(one.courses),
                "state": one.state.value,
                "times": one.times,
                **_rate_json("attending", one.participation),
            }
            for one, name, level in found.skills
        ],
        "notices": [error_json(one) for one in found.notices],
        "names_of_two": {name: list(codes) for name, codes in found.clashes.items()},
    }


def _counts_json(found: Counts | None) -> dict[str, object]:
    """Return seats, who waits for one and who was granted one; nothing where the year has no session."""
    if found is None:
        return {"seats": 0, "enrolment_asked": 0, "enrolled": 0}
    return {"seats": found.seats, "enrolment_asked": found.asked, "enrolled": found.enrolled}


def _course_json(one: CourseYear) -> dict[str, object]:
    from dxdesk.domain.training import NEED_LABELS

    course = one.course
    return {
        "code": course.code,
        "name": course.name,
        "aliases": list(course.aliases),
        "held_by": course.held_by,
        "provider": course.provider,
        "form": list(course.form),
        "hours": course.hours,
        "minutes": course.minutes,
        "cost": course.cost,
        "audience": [
            {"persona": to.persona, "grade": to.grade, "need": to.need, "label": NEED_LABELS[to.need]}
            for to in course.audience
        ],
        "recurrence": course.recurrence,
        "ended": course.ended,
        "into": course.into,
        "state": one.state.value,
        "times": one.times,
        "asked": len(one.asked),
        "required": len(one.required),
        "attended": len(one.attended),
        "completed": len(one.completed),
        "missing": len(one.missing),
        "held": len(one.held),
        "beside": len(one.beside),
        "others": len(one.others),
        **_rate_json("attending", one.attending),
        **_rate_json("completing", one.completing),
    }


def _rate_json(name: str, rate: Participation | None) -> dict[str, object]:
    return {f"{name}_percent": None if rate is None else rate.percent}


def _year_lines(found: TrainingYear) -> list[str]:
    from dxdesk.domain.training import NO_LEVEL, STATE_LABELS
    from dxdesk.domain.wareki import fiscal_year_label

    label = fiscal_year_label(found.fiscal_year)
    lines = [f"{label}の研修 {len(found.courses)}件"]
    if not found.planned:
        lines.append(f"{label}は dxdesk でまだ開いていないので、いまの名簿の人を対象に数えました。")
    if found.left_out:
        lines.append(f"{found.left_out}。")
    for one in found.courses:
        rates = STATE_LABELS[one.state]
        if one.attending is not None and one.completing is not None:
            rates = (
                f"受講率 {_percent(one.attending)}、修了率 {_percent(one.completing)}、"
                f"未受講・未修了(必須) {len(one.missing):,}人"
            )
        times = f"、{one.times}回" if one.times else ""
        lines.append(f"{one.course.code} {one.course.name}: {rates}{times}")
    if found.skills:
        lines.append("スキルごとの提供と参加")
    for skill, name, level in found.skills:
        told = STATE_LABELS[skill.state]
        if skill.participation is not None:
            often = f"提供 {skill.times}回" if skill.times is not None else "提供の回数は記録なし"
            told = f"{often}、参加率 {_percent(skill.participation)}"
        lines.append(f"  {name} {level or f'({NO_LEVEL}の研修)'}: {told}")
    lines += problem_lines(found.notices)
    for name, codes in found.clashes.items():
        lines.append(f"「{name}」は{'、'.join(codes)}の名前です。受講は先のコードの研修に数えています。")
    return lines


def _percent(rate: Participation) -> str:
    return f"{rate.text}({rate.done:,}/{rate.asked:,}人)"


def _register_course(group: JapaneseGroup) -> None:
    @command(
        group,
        "course",
        store_argument,
        click.argument("code", metavar="CODE"),
        click.option("--name", default="", metavar="NAME", help="新しい名前。前の名前の受講も数えます。"),
        click.option("--alias", "aliases", multiple=True, metavar="NAME",
                     help="受講の表での別の呼び名を加えます(何度でも書けます)。"),
        click.option("--end", is_flag=True, help="この研修を終えます。過去の年度の数字は変わりません。"),
        click.option("--into", default="", metavar="CODE",
                     help="この研修を、別の研修に統合します。この研修の受講も、その研修の受講に数えます。"),
        text="研修台帳の研修を1つ変えます。まだないコードに --name を付けると、新しい研修になります。",
    )  # fmt: skip
    def course(store: str, code: str, name: str, aliases: tuple[str, ...], end: bool, into: str) -> Answer:
        from dxdesk.usecases.training import keeping

        if not (name or aliases or end or into):
            raise click.UsageError("--name、--alias、--end、--into のどれかを書いてください。")
        if (end or into) and (name or aliases):
            raise click.UsageError("--end、--into は、--name、--alias と一緒には使えません。")
        with desk_at(store) as desk:
            if end or into:
                said = keeping.end_course(desk, code, into)
            else:
                said = keeping.change_course(desk, code, name, aliases)
        words = "変わりはありません" if said.unchanged else "加えました" if said.added else "変えました"
        data = {"code": code, "added": said.added, "changed": said.changed, "unchanged": said.unchanged}
        return Answer(data, [f"研修「{code}」: {words}。"])


def _register_session(group: JapaneseGroup) -> None:
    @command(
        group,
        "session",
        store_argument,
        click.argument("session", metavar="C/T"),
        click.option("--turn", default="", metavar="NAME",
                     help="回の新しい名前(第2回など)。申込も受講決定も、新しい名前の回に移ります。"),
        click.option("--into", default="", metavar="C/T",
                     help="この回を、同じ研修の別の回に統合します。申込と受講決定も合わせます。"),
        click.option("--apart", is_flag=True, help="統合をやめて、また別の回にします。"),
        text="研修の回を1つ変えます。回は「研修コード/第1回」か「研修コード/2026-06-01」で書きます。",
        year=True,
    )  # fmt: skip
    def session(store: str, session: str, turn: str, into: str, apart: bool, fiscal_year: int) -> Answer:
        from dxdesk.usecases.training import editing

        if [bool(turn.strip()), bool(into), apart].count(True) != 1:
            raise click.UsageError("--turn、--into、--apart のどれか1つを書いてください。")
        with desk_at(store) as desk:
            if apart:
                said = editing.part_session(desk, session, fiscal_year)
            elif into:
                said = editing.merge_sessions(desk, session, into, fiscal_year)
            else:
                said = editing.rename_session(desk, session, turn, fiscal_year)
        words = "変わりはありません" if not (said.added or said.changed) else "変えました"
        data = {"session": session, "added": said.added, "changed": said.changed, "unchanged": said.unchanged}
        return Answer(data, [f"回「{session}」: {words}。"])


def _register_missing(group: JapaneseGroup) -> None:
    @command(
        group,
        "missing",
        store_argument,
        click.option("--course", default="", metavar="CODE", help="研修のコード。省略すると全部の研修。"),
        section_option,
        year=True,
        text="必須の研修をまだ修了していない人を一覧します。選択や定めなしの研修、休業等の人は載りません。",
    )
    def missing(store: str, course: str, section: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.training import figures

        with desk_at(store, reading=True) as desk:
            found, left_out = figures.all_missing(desk, fiscal_year, course, section)
        listed = [
            {
                "course": one.code,
                "course_name": one.course,
                "employee_number": one.person.number,
                "name": one.person.name,
                "department_code": one.person.department_code,
                "department": one.person.department_name,
                "attended": one.attended,
            }
            for one in found
        ]
        lines = [
            f"{one.course}: {one.person.department_name} {one.person.number} {one.person.name}"
            + ("(受講しましたが、修了していません)" if one.attended else "")
            for one in found
        ]
        lines = lines or ["必須の研修をまだ修了していない人はいません。"]
        return Answer({"missing": listed, "left_out": left_out}, lines + [f"{left_out}。"] * bool(left_out))


def _register_enrolments(group: JapaneseGroup) -> None:
    @command(
        group,
        "enrolments",
        store_argument,
        click.option("--session", default="", metavar="C/T",
                     help="この回(研修コード/第1回)だけ。省略すると、申込のある全部の回。"),
        section_option,
        year=True,
        text="研修の申込と受講決定を、回ごとに、申込の順に一覧します。確かめることがあれば添えます。",
    )  # fmt: skip
    def enrolments(store: str, session: str, section: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.training.enrolment_lists import session_lists

        with desk_at(store, reading=True) as desk:
            found = session_lists(desk, fiscal_year, session, section)
        return _by_session(found, _session_json, _session_lines, "研修の申込はありません。")


def _register_first(group: JapaneseGroup) -> None:
    @command(
        group,
        "course-first",
        store_argument,
        click.option("--persona", "personas", multiple=True, metavar="CODE",
                     help="優先する人材像のコード(何回でも)。"),
        click.option("--nobody", is_flag=True, help="だれも優先しません。"),
        click.option("--as-policy", is_flag=True, help="方針のとおりに戻します。"),
        text="受講を決めるときに優先する人材像を見て、決めます。何も指定しなければ、いまの設定を表示します。",
    )  # fmt: skip
    def course_first(store: str, personas: tuple[str, ...], nobody: bool, as_policy: bool) -> Answer:
        from dxdesk.usecases.training.priority import priority, save_priority

        asked = sum((bool(personas), nobody, as_policy))
        if asked > 1:
            raise click.UsageError("--persona、--nobody、--as-policy は、どれか1つだけ指定してください。")
        lines = []
        with desk_at(store, reading=not asked) as desk:
            if asked:
                changed = save_priority(desk, None if as_policy else personas)
                lines.append("保存しました。" if changed else "変わったものはありません。")
            found = priority(desk)
        how = "方針のとおり" if found.by_policy else "団体の設定"
        return Answer(
            {"first": list(found.first), "by_policy": found.by_policy, "policy": list(found.policy)},
            [*lines, f"優先する人材像: {'、'.join(found.names) or 'なし'}({how})"],
        )


def _by_session(
    found: Iterable[S], as_json: Callable[[S], object], as_lines: Callable[[S], list[str]], nothing: str
) -> Answer:
    """Return what is told of sessions, one after the other."""
    listed = list(found)
    lines = [text for one in listed for text in as_lines(one)]
    return Answer({"sessions": [as_json(one) for one in listed]}, lines or [nothing])


def _session_lines(one: SessionList) -> list[str]:
    from dxdesk.domain.enrolments import STATE_LABELS, State

    seats = f"定員{one.session.seats:,}人" if one.session.seats else "定員の記録なし"
    counts = f"{seats}、受講決定{len(one.granted):,}人、申込{one.count(State.ASKED):,}人"
    lines = [f"{one.title}: {counts}" + (f"(定員より{one.short:,}人多い)" if one.short else "")]
    for line in one.lines:
        first = f"(優先 {line.first})" if line.first else ""
        lines.append(f"  {STATE_LABELS[line.state]} {line.section[1]} {line.number} {line.name}{first}")
        lines += problem_lines(line.problems, "    ・")
    return lines


def _session_json(one: SessionList) -> dict[str, object]:
    from dxdesk.domain.enrolments import State

    return {
        "session": one.title,
        "course": one.course,
        "turn": one.session.turn,
        "fiscal_year": one.session.fiscal_year,
        "first_day": one.session.first_day,
        "seats": one.session.seats,
        "ground": one.session.ground,
        "approval": one.session.approval,
        "approved_on": one.session.approved_on,
        "asked": one.count(State.ASKED),
        "enrolled": len(one.granted),
        "over": one.over,
        "short": one.short,
        "people": [_enrolment_json(line) for line in one.lines],
    }


def _enrolment_json(line: Line) -> dict[str, object]:
    return {
        "employee_number": line.number,
        "name": line.name,
        "department_code": line.section[0],
        "department": line.section[1],
        "asked_by": line.asked_by[0],
        "asked_on": line.arrival.day,
        "receipt": line.arrival.receipt,
        "state": line.state.value,
        "decided_on": line.decided_on,
        "first": line.first,
        "note": line.note,
        "reason": line.reason,
        "notices": [error_json(one) for one in line.problems],
    }


def _register_enrol(group: JapaneseGroup) -> None:
    @command(
        group,
        "enrol",
        store_argument,
        click.argument("session", metavar="C/T"),
        click.option("--employee", "employees", multiple=True, metavar="NO",
                     help="この職員について決めます(何度でも書けます)。"),
        click.option("--by-arrival", is_flag=True,
                     help="待っている人の受講を、申込の順に、定員まで決めます。"
                          "確かめることのある人と、定員に入らない人は、決めずに残して挙げます。"),
        click.option("--decision", default="granted", type=words(("granted", "passed", "cancelled")),
                     metavar="granted|passed|cancelled",
                     help="受講決定(granted)、見送り(passed)、取消(cancelled)。省略すると受講決定。"),
        click.option("--reason", default="", metavar="T", help="決めた理由。"),
        click.option("--ground", default="", metavar="T",
                     help="この回の受講決定の根拠を写します(人を選ばず、これだけでも書けます)。"),
        click.option("--approval", default="", metavar="T", help="受講決定の決裁番号を写します(同じ)。"),
        click.option("--approved-on", default="", metavar="D",
                     help="受講決定の決裁日を写します(2026-06-01 のように。同じ)。"),
        year=True,
        text="研修の回(研修コード/第1回)の受講を決めます。人を選ぶか、申込の順に定員まで決めます。",
    )  # fmt: skip
    def enrol(
        store: str,
        session: str,
        employees: tuple[str, ...],
        by_arrival: bool,
        decision: str,
        reason: str,
        ground: str,
        approval: str,
        approved_on: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.domain.enrolments import DECISIONS, GRANTED
        from dxdesk.usecases.training.deciding import decide, decide_by_arrival

        papers = (ground, approval, approved_on)
        if any(papers) and not (employees or by_arrival):
            from dxdesk.usecases.training.editing import note_decision

            with desk_at(store) as desk:
                said = note_decision(desk, session, fiscal_year, *papers)
            told = "写しました" if said.changed else "変わりはありません"
            noted = {"decision": "", "decided": [], "left": [], "notices": []}
            return Answer(noted, [f"受講決定の根拠と決裁: {told}。"])
        if bool(employees) == by_arrival:
            raise click.UsageError("--employee か --by-arrival の、どちらか一方を書いてください。")
        if by_arrival and (decision != GRANTED or reason):
            raise click.UsageError("--by-arrival は、--decision、--reason と一緒には使えません。")
        with desk_at(store) as desk:
            if by_arrival:
                done = decide_by_arrival(desk, session, fiscal_year)
            else:
                done = decide(desk, session, employees, decision, reason, fiscal_year)
            if any(papers):
                from dxdesk.usecases.training.editing import note_decision

                note_decision(desk, session, fiscal_year, *papers)
        lines = [f"{len(done.numbers):,}人を「{DECISIONS[decision]}」にしました。"]
        lines += problem_lines(done.notices)
        if done.left:
            lines.append(f"まだ決めていない人が{len(done.left):,}人います。")
        for line in done.left:
            lines.append(f"  {line.section[1]} {line.number} {line.name}")
            lines += problem_lines(line.problems, "    ・")
        data = {
            "decision": decision,
            "decided": list(done.numbers),
            "left": [_enrolment_json(line) for line in done.left],
            "notices": [error_json(one) for one in done.notices],
        }
        return Answer(data, lines)


def _register_questionnaire(group: JapaneseGroup) -> None:
    @command(
        group,
        "questionnaire",
        store_argument,
        click.option("--session", default="", metavar="C/T",
                     help="この回(研修コード/第1回)だけ。省略すると、答えのある全部の回。"),
        year=True,
        text="受講後アンケートを、研修の回ごとに集計します。5人未満の答えは示しません。",
    )  # fmt: skip
    def questionnaire(store: str, session: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.training.questionnaires import session_answers

        with desk_at(store, reading=True) as desk:
            found = session_answers(desk, fiscal_year, session)
        return _by_session(found, _answers_json, _answers_lines, "アンケートの答えはありません。")


def _answers_lines(one: SessionAnswers) -> list[str]:
    from dxdesk.domain.questionnaires import LEAST

    few = f"{LEAST}人未満のため示しません"
    lines = [f"{one.title}: {one.summary.answers:,}人の答え"]
    for scored in one.summary.scored:
        told = few
        if scored.counts is not None:
            each = "、".join(f"{step}: {count:,}" for step, count in enumerate(scored.counts, start=1))
            told = f"平均 {scored.mean}({scored.answers:,}人、{each})"
        lines.append(f"  {scored.question}: {told}")
    for written in one.summary.written:
        lines.append(f"  {written.question}: " + (few if written.texts is None else f"{written.answers:,}件"))
        lines += [f"    ・{text}" for text in written.texts or ()]
    return lines


def _answers_json(one: SessionAnswers) -> dict[str, object]:
    return {
        "session": one.title,
        "course": one.course,
        "turn": one.session.turn,
        "fiscal_year": one.session.fiscal_year,
        "answers": one.summary.answers,
        "scored": [
            {
                "question": scored.question,
                "shown": scored.counts is not None,
                "answers": scored.answers if scored.counts is not None else None,
                "mean": scored.mean or None,
                "counts": None if scored.counts is None else list(scored.counts),
            }
            for scored in one.summary.scored
        ],
        "written": [
            {
                "question": written.question,
                "shown": written.texts is not None,
                "texts": None if written.texts is None else list(written.texts),
            }
            for written in one.summary.written
        ],
    }
