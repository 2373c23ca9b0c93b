"""A made-up year of training: what the scenes show where the store keeps no courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import CourseYear, SkillYear, State

if TYPE_CHECKING:
    from dxdesk.usecases.imports.understanding import TableResult
    from dxdesk.usecases.training.course_map import CourseMap
    from dxdesk.usecases.training.enrolment_lists import SessionList
    from dxdesk.usecases.training.overview import Choices, CourseCard, Overview
    from dxdesk.usecases.training.people import Listed
    from dxdesk.usecases.training.questionnaires import SessionAnswers

YEAR = 2026
TABLE = "令和8年度 研修一覧.xlsx"
NAMELESS = ("研修名が空です。", "", "研修名を書いてください。")
_OVERFULL = (
    "「DXリテラシー講座(20時間程度)」の受講者が、4回の定員の合計(16人)より多くいます。",
    "定員か受講の表の誤り、研修台帳にない回がないかを確かめてください。受講は数えています。",
    "18人",
)
_DAY = "2026-11-30"
_HELD = ("第1回 R8.6.10 庁舎801会議室",)
_PEOPLE = tuple(f"{number:06}" for number in range(1001, 1181))
_NAMES = ("佐藤 健一", "鈴木 香織", "髙橋 由美子", "田中 翔", "伊藤 さくら", "渡邉 大輔")
_SECTIONS = (("010100", "子育て支援課"), ("010200", "税務課"), ("010300", "デジタル推進課"))
_SECURITY = CourseSaid(
    "security",
    "情報セキュリティ研修",
    ("セキュリティ研修", "情報セキュリティe-ラーニング"),
    "情報システム課",
    "J-LIS",
    ("eラーニング",),
    hours=2,
    serves=(Served("security", 1), Served("privacy", 1)),
    audience=(Audience("", "", "required"),),
    recurrence="yearly",
    note="「研修計画・分担例」では全職員が対象",
)


def _year(course: CourseSaid, asked: int, came: int, done: int, *, times: int, must: bool) -> CourseYear:
    people = frozenset(_PEOPLE[:asked])
    return CourseYear(
        course,
        State.COUNTED,
        times,
        people,
        people if must else frozenset(),
        frozenset(_PEOPLE[:came]),
        frozenset(_PEOPLE[:done]),
        beside=frozenset(_PEOPLE[-3:]),
    )


def _courses() -> tuple[tuple[CourseYear, tuple[tuple[str, str], ...]], ...]:
    def of(code: str, name: str, held_by: str, provider: str = "庁内", *forms: str) -> CourseSaid:
        return CourseSaid(code, name, (), held_by, provider, forms)

    literacy = of("leader-literacy", "DXリテラシー講座(20時間程度)", "DX推進課", "外部", "eラーニング")
    management = of("management", "DXマネジメント研修", "人事課", "東京都・GovTech東京", "講演")
    newcomers = of("newcomers", "新規採用職員研修", "人事課", "庁内", "集合")
    videos = of("videos", "DXに関する動画・記事", "DX推進課", "庁内", "動画・記事")._replace(roster=False)
    tools = of("tools", "各種ツールの体験会", "DX推進課", "庁内", "体験会")
    data = of("data", "データ利活用研修", "DX推進課", "庁内", "演習")
    return (
        (_year(_SECURITY, 177, 165, 158, times=2, must=True), (("必須", "全職員"),)),
        (_year(literacy, 24, 18, 12, times=4, must=True), (("必須", "DX推進リーダー"),)),
        (_year(management, 31, 31, 31, times=1, must=True), (("必須", "部長級、課長級"),)),
        (_year(data, 177, 22, 20, times=2, must=False), (("選択", "全職員"),)),
        (_year(tools, 177, 9, 9, times=1, must=False), (("定めなし", "全職員"),)),
        (CourseYear(newcomers, State.NEW_UNKNOWN, 1), (("必須", "全職員"),)),
        (CourseYear(videos, State.NO_ROSTER), (("定めなし", "全職員"),)),
        (CourseYear(of("bpr", "BPR実践研修", "DX推進課"), State.NOT_OFFERED), (("選択", "DX推進リーダー"),)),
    )


def course_map() -> CourseMap:
    """Return a made-up map of the shipped example: a course for the first level of most skills."""
    from dxdesk.usecases.frameworks.versions import load_preset
    from dxdesk.usecases.training.course_map import Listed, map_of
    from dxdesk.usecases.training.keeping import preset_courses
    from dxdesk.usecases.training.wording import needs

    framework = load_preset("govtech-tokyo")
    return map_of(
        framework,
        YEAR,
        [
            (
                one,
                Listed(one.code, one.name, needs(framework, one), "提供なし", offered=False)
                if position % 3
                else Listed(one.code, one.name, needs(framework, one), "提供 1回", True, _HELD),
            )
            for position, one in enumerate(preset_courses("govtech-tokyo"))
        ],
    )


def overview(*, empty: bool = False) -> Overview:
    """Return a made-up year, or one of a ledger that is empty yet."""
    from dxdesk.usecases.training.figures import Missing, TrainingYear
    from dxdesk.usecases.training.overview import Offer, Overview

    found = () if empty else _courses()
    courses = tuple(year for year, _ in found)
    skills = () if empty else _skills()
    missing = tuple(
        Missing(one.course.code, one.course.name, listed(number), number in one.attended)
        for one in courses
        for number in sorted(one.missing)
    )
    notices = () if empty else (Problem("session-overfull", *_OVERFULL),)
    clashes = {} if empty else {"DX研修": ("data", "tools")}
    offers = (
        Offer("govtech-tokyo", "GovTech東京 補足資料の例", 14, own=True, record=False),
        Offer("kashiwa", "柏市DX人材育成方針", 12, own=False, record=True),
        Offer("shinagawa", "品川区DX人材育成方針", 12, own=False, record=False),
    )
    return Overview(
        TrainingYear(YEAR, True, courses, skills, clashes, notices),
        missing,
        asked=177,
        beside=3,
        needs={year.course.code: needs for year, needs in found},
        ended=(),
        offers=offers,
        years=(2027, 2026, 2025),
        today=_DAY,
    )


def listed(number: str) -> Listed:
    """Return a made-up person."""
    from dxdesk.usecases.training.people import Listed

    position = int(number)
    return Listed(*_SECTIONS[position % 3], number, _NAMES[position % 6])


def _skills() -> tuple[tuple[SkillYear, str, str], ...]:
    counted, none = State.COUNTED, State.NOT_OFFERED
    rows = (
        (SkillYear("security", 1, ("security",), counted, 2, Participation(177, 165)), "情報セキュリティ"),
        (SkillYear("data", 1, ("data",), counted, 2, Participation(177, 22)), "データ利活用"),
        (SkillYear("tools", 1, ("tools",), counted, None, Participation(177, 9)), "ツールの活用"),
        (SkillYear("bpr", 1, ("bpr",), none, 0, None), "業務改革(BPR)"),
    )
    return tuple((year, title, "LV1") for year, title in rows)


def card() -> CourseCard:
    """Return the card of a made-up course."""
    from dxdesk.usecases.training.figures import GroupRate, Missing
    from dxdesk.usecases.training.overview import CourseCard

    year = _courses()[0][0]
    sessions = tuple(
        SessionSaid("security", f"第{turn}回", day, "", YEAR, f"第{turn}四半期", place, 60, due, ended)
        for turn, day, place, due, ended in (
            (1, "2026-06-10", "本庁舎 大会議室", "2026-05-29", False),
            (2, "2026-08-19", "オンライン", "2026-08-07", False),
            (3, "2026-11-11", "本庁舎 大会議室", "2026-10-30", True),
        )
    )
    by_section = tuple(
        GroupRate(code, name, Participation(59, came), Participation(59, done))
        for (code, name), came, done in zip(_SECTIONS, (58, 54, 53), (55, 52, 51), strict=True)
    )
    missing = tuple(
        Missing("security", year.course.name, listed(number), number in year.attended)
        for number in sorted(year.missing)
    )
    return CourseCard(
        year,
        (("必須", "全職員"),),
        ("情報セキュリティ LV1", "プライバシー保護 LV1"),
        (),
        "2時間",
        "毎年",
        "",
        "",
        "",
        sessions,
        {"section": by_section, "grade": by_section, "persona": ()},
        missing,
        tuple(map(listed, _PEOPLE[-3:])),
    )


def choices() -> Choices:
    """Return what a made-up office can choose of."""
    from dxdesk.usecases.training.overview import Choices, Level, Skill

    levels = (Level(1, "LV1"), Level(2, "LV2"))
    return Choices(
        (("leader", "DX推進リーダー"), ("adviser", "DXアドバイザー")),
        ("部長級", "課長級", "係長級", "一般職"),
        (Skill("security", "情報セキュリティ", levels), Skill("privacy", "プライバシー保護", levels)),
        tuple((one.course.code, one.course.name) for one, _ in _courses()),
        ("DX推進課", "情報システム課", "人事課"),
        ("庁内", "東京都・GovTech東京", "J-LIS", "外部"),
        ("集合", "ライブ", "eラーニング", "動画・記事", "演習", "体験会", "講演"),
    )


def looked_at(*, good: bool = True) -> TableResult:
    """Return what a made-up table would do."""
    from dxdesk.usecases.imports.understanding import TableResult

    fix = "その研修のコードか名前を、一覧にあるとおりに書いてください。"
    message = "先に受ける研修「基礎」が、この表にも研修台帳にもありません。"
    problem = Problem("course-after-unknown", message, fix, "基礎").at(
        file=TABLE, sheet="研修一覧", cell="K4"
    )
    if not good:
        return TableResult(TABLE, "catalogue", "refused", errors=(problem,))
    return TableResult(TABLE, "catalogue", "applied", added=3, updated=2, unchanged=9)


def enrolled() -> tuple[SessionList, ...]:
    """Return a made-up session for which more people ask than there are seats."""
    from dxdesk.domain.enrolments import Arrival
    from dxdesk.domain.enrolments import State as Enrolled
    from dxdesk.usecases.training.enrolment_lists import Line, SessionList

    session = SessionSaid("security", "第2回", "2026-12-14", "", YEAR, "", "大会議室", 4, "2026-12-04")
    states = (*(Enrolled.GRANTED,) * 3, *(Enrolled.ASKED,) * 3, Enrolled.PASSED, Enrolled.WITHDRAWN)
    title = f"{_SECURITY.name} 第2回"
    lines = []
    for position, state in enumerate(states):
        person = listed(f"{1003 + position:06}")
        section = (person.department_code, person.department_name)
        day = f"2026-11-{9 + position:02}"
        lines.append(
            Line(
                *("session:x", title, "security", "第2回", person.number, person.name, section, section),
                *(True, state, Arrival(day, 12 + position, section[0], person.number)),
                note="窓口の担当" if position == 1 else "",
                decided_on="",
                reason="",
                problems=(_completed(person),) if position == 4 else (),
            )
        )
    return (SessionList("session:x", title, "security", session, tuple(lines)),)


def _completed(person: Listed) -> Problem:
    message = f"{person.name}さん({person.number})は、「{_SECURITY.name}」をすでに修了しています。"
    return Problem("enrolment-completed", message)


def answered() -> tuple[SessionAnswers, ...]:
    """Return what people thought of a made-up session; one question too few answered."""
    from dxdesk.domain.questionnaires import ScoredSummary, Summary, WrittenSummary
    from dxdesk.usecases.training.questionnaires import SessionAnswers

    scored = (
        ScoredSummary("研修の内容に満足しましたか", 52, (1, 2, 9, 24, 16)),
        ScoredSummary("担当の業務に役立つと思いますか", 51, (0, 4, 12, 22, 13)),
        ScoredSummary("eラーニングの操作は分かりやすかったですか", 3, None),
    )
    texts = (
        "もう少し演習の時間がほしい。",
        "窓口の事例があり、明日から使えそうです。",
        "資料が後から見られて助かった。",
        "早口で、聞き取りにくいところがあった。",
        "続きの講座も受けたい。",
    )
    best = WrittenSummary("よかった点、改善してほしい点", len(texts), texts)
    written = (best, WrittenSummary("ほかの要望", 2, None))
    session = SessionSaid("security", "第2回", "2026-08-19", "", YEAR)
    return (SessionAnswers(f"{_SECURITY.name} 第2回", "security", session, Summary(53, scored, written)),)
