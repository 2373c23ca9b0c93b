"""The search of the skill map understands what people type, or says what it does not understand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Department
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.skillmap import search as map_search
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, map_items

FRAMEWORK = versions.load_preset("shinagawa")
WIDTH = len(FRAMEWORK.items)
UNITS = {
    "10": Department("10", "企画部"),
    "1010": Department("1010", "デジタル推進課", "10"),
    "1020": Department("1020", "税務課", "10"),
    "102001": Department("102001", "市民税係", "1020"),
    "20": Department("20", "こども部"),
}
CYCLE = Cycle(2025, "2025-04-01", "", "", "", "shinagawa", FRAMEWORK.version)


def person(
    number: str, name: str, kana: str, place: str, grade: str, *levels: int, **more: object
) -> MapPerson:
    packed = bytes(levels).ljust(WIDTH, b"\xff")
    return MapPerson(
        number, name, kana, place, UNITS[place].name, grade, str(more.get("post", "")),
        tuple(more.get("personas", ())), State(str(more.get("state", "submitted"))),  # type: ignore[arg-type]
        packed, bytes(more.get("last", ())).ljust(WIDTH, b"\xff"),  # type: ignore[call-overload]
    )  # fmt: skip


ROWS = (
    person("000001", "髙橋 美咲", "タカハシ ミサキ", "1020", "管理職", 3, 2, 1, post="課長"),
    person("000002", "葛\U000e0100西 花子", "カサイ ハナコ", "102001", "係長級", 2, 1, 0, last=(1, 2)),
    person(
        "000003", "見本 進", "ミホン ススム", "1010", "一般職", 1, personas=("DX推進委員",), state="returned"
    ),
    person("000004", "かつまた 修", "カツマタ シュウ", "20", "主事", 0, 0),
    person("000005", "検証 太郎", "ケンショウ タロウ", "20", "一般職", state="not_started"),
)
SHOWN = PeopleMap(map_items(FRAMEWORK), ROWS, CYCLE, FRAMEWORK, units=UNITS)


def found(text: str) -> str:
    """Return the last digits of the numbers a search finds."""
    return "".join(row.number[-1] for row in map_search.search(SHOWN, text).rows)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("業務改革", "1234"),
        ("業務改革 税務課", "12"),
        ("業務改革 以外", "5"),
        ("業務改革 LV2以上", "12"),
        ("業務改革LV2以上", "12"),
        ("業務改革　ＬＶ２　以上", "12"),
        ("業務改革が2以上の人", "12"),
        ("業務改革 レベル2", "2"),
        ("業務改革 担当内で発揮", "2"),
        ("業務改革 LV2未満", "34"),
        ("業務改革 LV1以下", "34"),
        ("業務改革 LV2より上", "1"),
        ("業務改革 未到達", "4"),
        ("業務改革 未回答", "5"),
        ("業務改革 上がった", "2"),
        ("プロジェクトマネジメント ▼", "2"),
        ("プロ LV1", "2"),
        ("shinagawa.bpr 3", "1"),
        ("業務改革 LV2以外", "1345"),
        ("税務課", "12"),
        ("1020", "12"),
        ("市民税", "2"),
        ("企画部", "123"),
        ("係長級", "2"),
        ("一般職", "345"),
        ("課長", "1"),
        ("DX推進委員", "3"),
        ("全職員", "12345"),
        ("差戻し", "3"),
        ("高橋", "1"),
        ("たかはし", "1"),
        ("葛西", "2"),
        ("かつまた", "4"),
        ("000003", "3"),
        ("業務改革 LV2以上 かつ 係長級", "2"),
        ("業務改革 LV2以上かつ係長級", "2"),
        ("業務改革 2 税務課", "2"),
        ("税務課 業務改革 LV3", "1"),
        ("税務課、係長級以外", "1"),
        ("業務改革 LV3 または 業務改革 未到達", "14"),
        ("業務改革 LV3 または 税務課 かつ 係長級", "12"),
        ("こども部 かつまた", "4"),
    ],
)
def test_what_people_type_finds_whom_they_mean(text: str, numbers: str) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    ("text", "part", "hint"),
    [
        ("業務改", "業務改", "業務改革 LV1以上"),
        ("業務改革 LV7", "LV7", "LV3のどれか"),
        ("LV2以上", "LV2以上", "スキルの名前"),
        ("ほげほげ", "ほげほげ", "業務改革 LV2以上"),
        ("業務改革 LV2〜3", "LV2〜3", "業務改革 LV1以上"),
        ("税務課 かつ ほげ", "ほげ", "業務改革 LV2以上"),
        ("活用 LV2", "活用", "デジタル活用"),
        ("", "", "業務改革 LV2以上"),
        ("または", "または", "業務改革 LV2以上"),
    ],
)
def test_what_is_not_understood_is_named_with_a_way_out(text: str, part: str, hint: str) -> None:
    with pytest.raises(KnownError) as told:
        map_search.search(SHOWN, text)
    assert told.value.code == "search-not-understood"
    assert told.value.problem.found == part
    assert hint in told.value.problem.fix


def test_the_search_says_how_it_was_read() -> None:
    said = map_search.parse(SHOWN, "業務改革 2以上 かつ 税務課").says
    assert said == "業務改革が LV2以上、かつ 所属が税務課"


LEVELS = st.sampled_from((0, 1, 2, 3, 255))
PEOPLE = st.lists(
    st.builds(
        lambda packed, place, grade: MapPerson(
            "000009", "検証 太郎", "ケンショウ", place, UNITS[place].name, grade, "", (), State.SUBMITTED,
            bytes(packed), b"\xff" * WIDTH,
        ),
        st.lists(LEVELS, min_size=WIDTH, max_size=WIDTH),
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(("一般職", "係長級", "管理職")),
    ),
    max_size=6,
)  # fmt: skip
OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "以上": lambda have, asked: asked <= have < 255,
    "以下": lambda have, asked: have <= asked,
    "未満": lambda have, asked: have < asked,
    "": lambda have, asked: have == asked,
}
CONDITION = st.tuples(
    st.integers(0, WIDTH - 1),
    st.integers(0, 3),
    st.sampled_from(sorted(OPERATORS)),
    st.sampled_from((" ", "")),
)


@given(PEOPLE, st.lists(CONDITION, min_size=1, max_size=3), st.sampled_from(("かつ", "または")))
def test_conditions_mean_what_they_say(
    rows: list[MapPerson], conditions: list[tuple[int, int, str, str]], joined: str
) -> None:
    texts = [f"{FRAMEWORK.items[i].name}{gap}LV{level}{op}" for i, level, op, gap in conditions]
    shown = PeopleMap(map_items(FRAMEWORK), tuple(rows), CYCLE, FRAMEWORK, units=UNITS)
    test = map_search.parse(shown, f" {joined} ".join(texts)).test
    combine = all if joined == "かつ" else any
    for row in rows:
        assert test(row) == combine(OPERATORS[op](row.levels[i], level) for i, level, op, _ in conditions)


WORDS = st.sampled_from(
    [
        *"かつまたは以上以外LV0123、, 業務改革",
        "かつ",
        "または",
        "業務改革",
        "税務課",
        "LV2",
        "以上",
        "以外",
        " ",
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map("".join)))
def test_any_text_is_understood_or_refused_in_words(text: str) -> None:
    search: map_search.Search | KnownError
    try:
        search = map_search.parse(SHOWN, text)
    except KnownError as refused:
        search = refused
    if isinstance(search, KnownError):
        assert search.code == "search-not-understood"
        assert search.problem.fix
    else:
        assert search.says
        assert all(isinstance(search.test(row), bool) for row in ROWS)
