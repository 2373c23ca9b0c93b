"""The search knows the words of every shipped framework, tells skills of one name apart, reads records."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dxdesk
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import COURSE, EXAM, Framework
from dxdesk.domain.levels import Scale, ScaleLevel
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Department
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.skillmap import search as map_search
from dxdesk.usecases.skillmap.histories import Histories, Taken
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, map_items
from dxdesk.usecases.skillmap.suggestions import examples, suggestions

PRESETS = {code: versions.load_preset(code) for code in versions.preset_codes()}
GOVTECH = PRESETS["govtech-tokyo"]
CYCLE = Cycle(2025, "2025-04-01", "", "", "", "x", "1")


def row(number: int, levels: bytes, personas: tuple[str, ...] = (), place: str = "10") -> MapPerson:
    who = (f"{number:06}", f"検証 {number}号", "ケンショウ", place, UNITS[place].name, "一般職", "主事")
    return MapPerson(*who, personas, State.SUBMITTED, levels, b"\xff" * len(levels))


UNITS = {"10": Department("10", "税務課"), "20": Department("20", "会計課")}


def everybody(framework: Framework, **more: object) -> PeopleMap:
    """Return a map with a person for every step of the longest scale, and one without any level."""
    allowed = [framework.allowed_levels(item) for item in framework.items]
    rows = [
        row(step + 1, bytes(levels[min(step, len(levels) - 1)] for levels in allowed))
        for step in range(max(map(len, allowed)))
    ]
    rows.append(row(99, b"\xff" * len(framework.items)))
    shown = PeopleMap(map_items(framework), tuple(rows), CYCLE, framework, units=UNITS)
    return replace(shown, **more)  # type: ignore[arg-type]


def numbers(shown: PeopleMap, text: str) -> set[str]:
    return {person.number for person in map_search.search(shown, text).rows}


def at(shown: PeopleMap, uid: str, levels: set[int | None]) -> set[str]:
    place = shown.place(uid)
    return {person.number for person in shown.rows if person.level(place) in levels}


@pytest.mark.parametrize("code", PRESETS)
def test_every_word_of_every_scale_is_understood_of_every_skill(code: str) -> None:
    framework = PRESETS[code]
    shown = everybody(framework)
    for item in framework.items:
        for level in framework.scale_of(item).levels:
            above = {other.value for other in framework.scale_of(item).levels if other.value >= level.value}
            for word in (level.label, level.name, level.choice):
                name = framework.title(item)
                assert numbers(shown, f"{name} {word}") == at(shown, item.uid, {level.value}), (name, word)
                assert numbers(shown, f"{name} {word}以上") == at(shown, item.uid, {*above}), (name, word)


@pytest.mark.parametrize("code", PRESETS)
def test_every_search_that_a_link_sends_finds_exactly_whom_it_means(code: str) -> None:
    framework = PRESETS[code]
    shown = everybody(framework)
    for item in shown.items:
        values = [value for value, _ in item.levels]
        assert numbers(shown, item.query()) == at(shown, item.uid, {*values})
        for value in values:
            assert numbers(shown, item.query(value)) == at(shown, item.uid, {value})
            above = {other for other in values if other >= value}
            assert numbers(shown, item.query(value, "以上")) == at(shown, item.uid, {*above})


def test_whatever_leads_to_the_map_asks_by_the_skill_itself() -> None:
    """No screen puts a search together: a name in a text of its own need not be one that is understood."""
    told = list(_searches_sent())
    assert {file for file, _ in told} == {"growth/gaps_page.py", "skillmap/side.py", "skillmap/view.py"}
    for file, sent in told:
        assert _is_query(sent), f"{file}: {ast.unparse(sent)}"


def test_such_a_text_would_be_seen() -> None:
    made = ast.parse('go.emit("skillmap", {"query": f"{item.name} LV1"})').body[0]
    assert isinstance(made, ast.Expr)
    (sent,) = _sent_by(made.value)
    assert not _is_query(sent)


def _searches_sent() -> Iterator[tuple[str, ast.expr]]:
    """Yield every expression that screens hand on as a search of the map, but for names that pass one on."""
    ui = Path(dxdesk.__file__).parent / "ui"
    for path in sorted(ui.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for sent in _sent_by(node, path.parent.name in ("growth", "skillmap")):
                if not isinstance(sent, ast.Name):
                    yield path.relative_to(ui).as_posix(), sent


def _sent_by(node: ast.AST, query: bool = True) -> Iterator[ast.expr]:
    """Yield what a statement sends; ``query``: whether what is called so is a search of the map."""
    if isinstance(node, ast.Assign) and query and ast.unparse(node.targets[0]) == "query":
        yield node.value
    if not isinstance(node, ast.Call):
        return
    called, sent = ast.unparse(node.func), node.args
    if called == "self._ask" and query and len(sent) > 1:
        yield sent[1]
    elif called.endswith(("people_wanted.emit", "self._ask_people")) and sent:
        yield sent[0]
    elif (
        called.endswith("go.emit") and ast.unparse(sent[0]) == "'skillmap'" and isinstance(sent[1], ast.Dict)
    ):
        yield from sent[1].values


def _is_query(sent: ast.expr) -> bool:
    text = ast.unparse(sent)
    return (
        isinstance(sent, ast.Name)
        or text in ("''", "str(what['query'])")
        or (isinstance(sent, ast.Call) and ast.unparse(sent.func).endswith(".query"))
    )


# --- skills that share a name -------------------------------------------------------------------------


def test_of_skills_that_share_a_name_the_one_is_meant_whose_scale_knows_the_word() -> None:
    shown = everybody(GOVTECH)
    assert numbers(shown, "プロジェクトマネジメント 一部合致以上") == at(shown, "govtech.system.pm", {1, 2})
    assert numbers(shown, "プロジェクトマネジメント LV1") == at(shown, "govtech.promoter.pm", {1})
    said = map_search.parse(shown, "プロジェクトマネジメント 合致").says
    assert said == "全庁情報システム担当のスキル要件/プロジェクトマネジメントが 合致"


@pytest.mark.parametrize("rest", ["", " 2以上", " 未回答", " 上がった"])
def test_where_several_are_meant_one_is_asked_which(rest: str) -> None:
    with pytest.raises(KnownError) as told:
        map_search.parse(everybody(GOVTECH), f"プロジェクトマネジメント{rest}")
    problem = told.value.problem
    assert "2つあります" in problem.message
    for place in ("DX推進員のスキル項目", "全庁情報システム担当のスキル要件"):
        assert f"「{place}/プロジェクトマネジメント{rest}」" in problem.fix


def test_columns_of_one_name_have_titles_of_their_own() -> None:
    for framework in PRESETS.values():
        titles = [item.title for item in map_items(framework)]
        assert len(set(titles)) == len(titles)
        named = Counter(item.name for item in framework.items)
        for item in map_items(framework):
            assert (item.title == item.name) is (named[item.name] == 1)


# --- names that hold what joins conditions ------------------------------------------------------------


def test_a_name_with_the_words_between_conditions_is_kept_whole() -> None:
    levels = (
        ScaleLevel(0, "なし", "まだ"),
        ScaleLevel(1, "3年以上", "の経験、または資格"),
        ScaleLevel(2, "LV2", "人"),
    )
    scale = Scale("odd", "変わった尺度", levels)
    first = replace(GOVTECH.items[0], name="支援、かつ助言", scale="odd")
    second = replace(GOVTECH.items[1], name="運用または保守以外", scale="odd")
    framework = replace(GOVTECH, scales=(*GOVTECH.scales, scale), items=(first, second, *GOVTECH.items[2:]))
    shown = everybody(framework)
    for item in shown.items[:2]:
        assert numbers(shown, item.query()) == {"000001", "000002", "000003"}
        assert numbers(shown, item.query(0)) == {"000001"}, "「なし」 is a level here"
        assert numbers(shown, item.query(1)) == {"000002"}
        assert numbers(shown, item.query(1, "以上")) == {"000002", "000003"}
        assert numbers(shown, f"{item.name} の経験、または資格") == {"000002"}
        assert numbers(shown, f"{item.query(1)} かつ 税務課") == {"000002"}
        assert numbers(shown, f"{item.query(1)} または {item.query(2)}") == {"000002", "000003"}


# --- stages, courses, qualifications ------------------------------------------------------------------

DX = ("DX推進員",)
NARROW = b"\x01" * len(GOVTECH.items)
RECORDED = Histories(
    {
        "000001": {"general": "general-1"},
        "000002": {"general": "general-2", "promoter": "promoter-1"},
        "000003": {"promoter": "promoter-3"},
        "000005": {"promoter": "promoter-1"},
    },
    {
        (COURSE, evened("DXマインドセット研修")): Taken(
            COURSE, "DXマインドセット研修", {"000001", "000002"}, {"000001"}
        ),
        (COURSE, evened("会計")): Taken(COURSE, "会計", {"000003"}, set()),
        (COURSE, evened("窓口改善、かつ応対研修")): Taken(
            COURSE, "窓口改善、かつ応対研修", {"000004"}, set()
        ),
        (EXAM, evened("基本情報技術者試験")): Taken(
            EXAM, "基本情報技術者試験", {"000002", "000004"}, {"000002"}
        ),
    },
)
SHOWN = PeopleMap(
    map_items(GOVTECH),
    (row(1, NARROW), row(2, NARROW, DX), row(3, NARROW, DX, "20"), row(4, NARROW, DX), row(5, NARROW)),
    CYCLE,
    GOVTECH,
    units=UNITS,
    histories=lambda: RECORDED,
)


def found(text: str) -> str:
    return "".join(sorted(number[-1] for number in numbers(SHOWN, text)))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("基礎知識習得", "12"),
        ("DX推進員/基礎知識習得", "2"),
        ("DX推進員 基礎知識習得", "2"),
        ("DX推進員の基礎知識習得以上", "23"),
        ("DX推進員 Step2以上", "3"),
        ("DX推進員 Step2未満", "24"),
        ("DX推進員 未到達", "4"),
        ("段階: 後進育成", "3"),
        ("Step2 実務での実践", ""),
        ("後進育成 以外", "1245"),
        ("DXマインドセット研修", "12"),
        ("DXマインドセット研修を受講", "12"),
        ("ＤＸマインドセット 研修 修了", "1"),
        ("DXマインドセット研修 未修了", "2345"),
        ("DXマインドセット研修 未受講", "345"),
        ("DXマインドセット 未受講", "345"),
        ("デザイン思考の研修", ""),
        ("デザイン思考の研修 未受講", "12345"),
        ("会計", "3"),
        ("研修: 会計", "3"),
        ("研修 会計 未受講", "1245"),
        ("窓口改善、かつ応対研修", "4"),
        ("基本情報技術者", "2"),
        ("基本情報技術者試験 取得", "2"),
        ("資格: 基本情報技術者 未取得", "1345"),
        ("DX推進員 かつ DXマインドセット研修 未受講", "34"),
        ("DX推進員 DXマインドセット研修 未受講", "34"),
        ("DXマインドセット研修 ツール活用 LV1以上", "12"),
        ("基本情報技術者 または 後進育成", "23"),
    ],
)
def test_stages_courses_and_qualifications_are_asked_for_like_anything_else(text: str, who: str) -> None:
    assert found(text) == who


def test_how_they_were_read_is_said() -> None:
    def says(text: str) -> str:
        return map_search.parse(SHOWN, text).says

    assert says("DX推進員/基礎知識習得") == "育成段階がDX推進員の「基礎知識習得」"
    assert (
        says("基礎知識習得以上") == "育成段階が一般行政職員の「基礎知識習得」かDX推進員の「基礎知識習得」以上"
    )
    assert says("DXマインドセット研修 未受講") == "研修「DXマインドセット研修」の受講の記録がない"
    assert says("基本情報技術者") == "資格「基本情報技術者試験」を取得"
    assert says("会計") == "所属が会計課", "a section comes first; 「研修: 会計」 is the course"


def test_a_word_that_is_near_a_course_is_told() -> None:
    with pytest.raises(KnownError) as told:
        map_search.parse(SHOWN, "応対")
    assert "窓口改善、かつ応対研修" in told.value.problem.fix


# --- what is offered ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", PRESETS)
def test_whatever_is_offered_is_understood_as_what_it_is_offered_as(code: str) -> None:
    framework = PRESETS[code]
    shown = everybody(framework, histories=lambda: RECORDED)
    offered = suggestions(shown, RECORDED)
    assert len({one.text for one in offered}) == len(offered)
    for one in offered:
        said = map_search.parse(shown, one.text).says
        if one.kind != "スキル":
            assert said.startswith(one.kind), one
    for text in examples(shown):
        map_search.parse(shown, text)


def test_skills_of_one_name_are_offered_apart() -> None:
    offered = {one.text for one in suggestions(SHOWN, RECORDED)}
    assert "全庁情報システム担当のスキル要件/プロジェクトマネジメント 一部合致以上" in offered
    assert not any(
        text.startswith("プロジェクトマネジメント")
        for text in offered - {"プロジェクトマネジメント研修", "プロジェクトマネジメント研修 未受講"}
    )
    assert "研修: 会計" in offered


@pytest.mark.parametrize("code", PRESETS)
def test_the_heading_over_the_criteria_of_a_level_is_understood_as_the_level(code: str) -> None:
    shown = everybody(PRESETS[code])
    asked = 0
    for item in shown.items:
        criteria = PRESETS[code].item(item.uid).criteria
        headings = Counter(evened(one.heading) for one in criteria)
        for one in criteria:
            if not one.heading or headings[evened(one.heading)] > 1:
                continue
            asked += 1
            for operator in ("", "以上"):
                wanted = item.query(one.level, operator)
                text = f"{item.title} {one.heading}{operator}"
                assert numbers(shown, text) == numbers(shown, wanted), text
    assert asked or not any(item.criteria and item.criteria[0].heading for item in PRESETS[code].items)


def test_a_search_tells_which_skills_it_asks_about() -> None:
    shown = everybody(PRESETS["shinagawa"])
    first, second = shown.items[0], shown.items[2]
    for text, skills in (
        (f"{second.title} かつ {first.query(1, '以上')}", (second.uid, first.uid)),
        (f"{first.title} 未回答 または {second.title}", (first.uid, second.uid)),
        (f"{first.title} 以外", (first.uid,)),
        ("一般職", ()),
    ):
        assert map_search.parse(shown, text).skills == skills, text
