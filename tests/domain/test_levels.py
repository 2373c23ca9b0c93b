"""People write a level as they like; what means one level is read, what could mean two is not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.domain.levels import Scale, ScaleLevel

SKILL = Scale(
    "skill",
    "専門スキル",
    (
        ScaleLevel(0, "LV0", "まだこれから", supplement=True),
        ScaleLevel(1, "LV1", "全職員が身に付ける水準"),
        ScaleLevel(2, "LV2", "担当業務で発揮"),
        ScaleLevel(3, "LV3", "所属で発揮"),
    ),
)
STEPS = Scale("step", "育成段階", tuple(ScaleLevel(n, f"Step{n}", "") for n in range(4)))
WORDS = Scale(
    "words",
    "活用",
    (ScaleLevel(0, "未", "まだ"), ScaleLevel(1, "基礎", "20時間受講"), ScaleLevel(2, "応用", "実践")),
)


@pytest.mark.parametrize(
    "written",
    [
        "2",
        "２",
        "LV2",
        "lv.2",
        "Lv．２",
        "レベル２",
        "ﾚﾍﾞﾙ2",
        "レベル 2",
        "LV2 担当業務で発揮",
        "LV２　担当業務で発揮",
        "LV2:担当業務で発揮",
        "2(担当業務で発揮)",
        "「2」",
        " 2\n",
        "担当業務で発揮",
        "2.0",
        "②",
        "LV2担当業務で発揮",
        "2 課の業務フローを見直したため",
        "水準2",
        "2(LV2)",
        "2 課の業務目標を達成したため",
        "2 課の(主な)業務を見直したため",
        "LV2【担当業務で発揮】",
        "LV2「担当業務で発揮」",
        "LV2()",
    ],
)
def test_the_ways_people_write_level_two_all_mean_two(written: str) -> None:
    assert SKILL.parse(written) == 2


@pytest.mark.parametrize("blank", ["", " ", "　", "\n\t"])
def test_a_blank_cell_is_no_answer(blank: str) -> None:
    assert SKILL.parse(blank) is None


@pytest.mark.parametrize(
    "written",
    [
        "2〜3",
        "2~3",
        "2か3",
        "2、3",
        "2 3",
        "2.5",
        "２．５",
        "2,5",
        "LV2(一部LV3)",
        "2以上",
        "2 以上",
        "2?",
        "2弱",
        "LV",
        "できる",
        "○",
        "-",
        "-1",
        "LV2 所属で発揮",
        "2 たぶん",
        "123456",
        "2か",
        "LV2 から",
        "1/2",
        "LV1→LV2",
        "=1+1",
        "LV2(未達)",
        "LV2 担当業務で発揮(未達)",
        "LV2 担当業務で発揮【仮】",
        "LV2 目標",
        "2・仮",
        "LV2: 前年度",
        "2 課の業務フローを見直したため(昨年度)",
        "LV2\uff08目標\uff09",
        "LV2(前年)",
        "LV2(仮)",
        "LV2 【予定】",
        "2「暫定」",
        "LV2:(要確認)",
        "2[昨年度]",
        "2(本人希望)",
        "②(見込)",
        "LV2〈保留〉",
    ],
)
def test_what_could_mean_another_level_is_asked_back(written: str) -> None:
    with pytest.raises(KnownError) as caught:
        SKILL.parse(written)
    assert caught.value.code == "level-unreadable"
    assert caught.value.problem.found == written
    assert "LV0、LV1、LV2、LV3" in caught.value.problem.fix


@pytest.mark.parametrize("written", ["4", "LV4", "９", "10", "レベル5 とても得意"])
def test_a_level_the_scale_lacks_names_the_possible_ones(written: str) -> None:
    with pytest.raises(KnownError) as caught:
        SKILL.parse(written)
    assert caught.value.code == "level-outside-scale"
    assert "LV3" in caught.value.problem.fix


def test_a_scale_with_its_own_marks_reads_them() -> None:
    assert STEPS.parse("step 2") == 2
    assert STEPS.parse("３") == 3
    assert WORDS.parse("応用") == 2
    assert WORDS.parse("基礎 20時間受講") == 1


names = st.text(max_size=12)


@given(st.lists(names, min_size=2, max_size=6), st.sampled_from(["LV", "Step", "段階", "S"]))
def test_every_drop_down_label_reads_back_as_its_level(found: list[str], mark: str) -> None:
    scale = Scale("s", "何か", tuple(ScaleLevel(n, f"{mark}{n}", name) for n, name in enumerate(found)))
    for level in scale.levels:
        assert scale.parse(level.choice) == level.value
        assert scale.parse(level.label) == level.value


@given(
    st.integers(0, 3),
    st.sampled_from(["", "LV", "Lv.", "レベル", "level "]),
    st.booleans(),
    st.text(" 　\t", max_size=3),
)
def test_width_and_marks_do_not_matter(value: int, mark: str, wide: bool, space: str) -> None:
    number = str(value).translate(str.maketrans("0123", "０１２３")) if wide else str(value)
    assert SKILL.parse(f"{space}{mark}{number}{space}") == value


@given(st.text(max_size=30))
def test_any_text_is_a_level_a_blank_or_a_known_error(written: str) -> None:
    with contextlib.suppress(KnownError):
        assert SKILL.parse(written) in {None, 0, 1, 2, 3}


@given(
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["〜", "~", "か", "、", "-", "/", " ", "または", "→", "・", "."]),
)
def test_two_levels_in_one_cell_are_never_guessed(one: int, other: int, between: str) -> None:
    if (between, other) == (".", 0):
        return  # 「2.0」 is how a spreadsheet writes 2
    with pytest.raises(KnownError):
        SKILL.parse(f"{one}{between}{other}")
