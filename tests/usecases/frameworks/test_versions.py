"""Presets are read from TOML, travel as canonical text, and say what the policy says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year import past_years
from tests.helpers import world as w
from tests.helpers.frameworks import small_framework

SHINAGAWA = versions.load_preset("shinagawa")


def preset_text() -> str:
    return (paths.resources_dir() / "presets" / "shinagawa.toml").read_text(encoding="utf-8")


def test_shinagawa_has_the_figures_of_chapter_three() -> None:
    skills = [item for item in SHINAGAWA.items if item.kind == "skill"]
    assert [item.name for item in skills] == [
        "業務改革",
        "プロジェクトマネジメント",
        "デジタル活用",
        "データ活用",
        "セキュリティ",
    ]
    by_level: Counter[int] = Counter()
    for item in skills:
        for criteria in item.criteria:
            by_level[criteria.level] += len(criteria.statements)
    assert dict(by_level) == {1: 12, 2: 10, 3: 15}
    assert by_level.total() == 37
    per_skill = {item.name: [len(c.statements) for c in item.criteria] for item in skills}
    assert per_skill["デジタル活用"] == [3, 3, 4]
    assert per_skill["セキュリティ"] == [1, 1, 3]


def test_shinagawa_mindset_has_three_kinds_for_three_grades() -> None:
    kinds = [item for item in SHINAGAWA.items if item.kind == "mindset"]
    assert [item.name for item in kinds] == ["柔軟性・適応性・チームワーク", "デジタルリテラシー", "区民目線"]
    assert [grade.name for grade in SHINAGAWA.grades] == ["一般職", "係長級", "管理職"]
    texts = [{s.text for part in item.by_grade for s in part.statements} for item in kinds]
    assert [len(found) for found in texts] == [11, 8, 4]
    assert sum(len(found) for found in texts) == 23
    for item in kinds:
        assert [part.grade for part in item.by_grade] == ["一般職", "係長級", "管理職"]
    placed = [s for item in kinds for part in item.by_grade for s in part.statements]
    assert sum(not s.inferred for s in placed) == 17, "certain: a cell of one column with neighbours"
    assert sum(s.inferred for s in placed) > 0


def test_shinagawa_says_what_is_ours() -> None:
    assert SHINAGAWA.summary
    assert "公式文言ではありません" in SHINAGAWA.note
    skill, mindset = SHINAGAWA.scales
    assert [level.label for level in skill.levels] == ["LV0", "LV1", "LV2", "LV3"]
    assert [level.supplement for level in skill.levels] == [True, False, False, False]
    assert mindset.supplement
    assert [level.name for level in mindset.levels] == [
        "まだ意識していない",
        "意識している",
        "行動に移している",
        "周囲に広げている",
    ]
    assert [(p.name, p.required_supplement) for p in SHINAGAWA.personas] == [
        ("全職員", False),
        ("DX人材", True),
        ("DX推進委員", True),
    ]
    promoter = SHINAGAWA.personas[2]
    assert promoter.per_section == 1
    assert promoter.per_section_text == "所属ごとに1人(本システムの補足)", "the policy gives no number"
    assert "DX推進委員を所属ごとに1人とすること" in SHINAGAWA.note
    leader = versions.load_preset("setagaya").personas[2]
    assert leader.per_section_text == "所属ごとに1人", "this policy does"


def test_everybody_needs_lv1_and_the_others_more() -> None:
    everybody = SHINAGAWA.items_for("主事")
    assert [entry.required for entry in everybody] == [1, 1, 1, 1, 1, None, None, None]
    assert {e.required for e in SHINAGAWA.items_for("主事", ["DX人材"])[:5]} == {2}
    assert [e.required for e in SHINAGAWA.items_for("係長", ["DX推進委員"])[:5]] == [2, 1, 2, 1, 1]
    assert len(everybody[5].statements) == 5
    assert len(SHINAGAWA.items_for("部長")[5].statements) == 7


def test_no_sentence_is_given_to_two_levels() -> None:
    texts = [s.text for item in SHINAGAWA.items for c in item.criteria for s in c.statements]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("framework", [SHINAGAWA, small_framework()], ids=["shinagawa", "small"])
def test_the_text_that_travels_reads_back_the_same(framework: versions.Framework) -> None:
    text = versions.to_text(framework)
    again = versions.from_text(text)
    assert again == framework
    assert versions.to_text(again) == text
    assert versions.from_text(text) is again, "read once, however many files carry it"
    assert versions.row_of(framework).digest == versions.digest(text)


def test_fields_added_to_the_program_leave_the_digest_of_old_versions() -> None:
    plain = replace(small_framework(), glossary=(), personas=small_framework().personas[:4])
    assert versions.digest(versions.to_text(plain)) == "b4aaa34eb787389d481cf62725a13403"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"code":1}', '{"unknown":1}', "x" * 20, '{"items":[{"uid":"a"}]}', "[" * 100000]
)
def test_damaged_text_is_a_known_error(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        versions.from_text(text)
    assert caught.value.code == "framework-unreadable"


def test_a_text_with_a_level_of_a_wrong_kind_is_refused() -> None:
    text = versions.to_text(SHINAGAWA)
    for wrong in (
        text.replace('"level":2', '"level":"2"', 1),
        text.replace('"level":2', '"level":9', 1),
        text.replace('"level":2', '"level":true', 1),
    ):
        with pytest.raises(KnownError):
            versions.from_text(wrong)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("level = 2", 'level = "二"', "items[0].criteria[1].level"),
        ('kind = "skill"', 'kind = "talent"', "items[0].kind"),
        ("summary = true\n", "", "summary"),
        ('name = "業務改革"', 'name = "業務改革"\nnaem = "x"', "items[0].naem"),
        ('uid = "shinagawa.bpr"', 'uid = "品川"', "items[0].uid"),
        ('scale = "skill"', 'scale = "none"', "items[0].scale"),
        ('"shinagawa.bpr" = 1', '"shinagawa.bpr" = 7', "personas[0].required.shinagawa.bpr"),
        ("per_section = 1", "per_section = -1", "personas[2].per_section"),
    ],
)
def test_a_mistake_in_a_preset_names_its_field(old: str, new: str, field: str) -> None:
    with pytest.raises(KnownError) as caught:
        versions.read_toml(preset_text().replace(old, new, 1).encode(), "自作.toml")
    assert field in {problem.place.cell for problem in caught.value.problems}
    assert caught.value.problem.place.file == "自作.toml"
    assert caught.value.problem.fix


def test_what_is_no_toml_says_so() -> None:
    for raw in (b"\xff\xfe", "code = 品川".encode(), b"PK\x03\x04"):
        with pytest.raises(KnownError) as caught:
            versions.read_toml(raw, "x.toml")
        assert caught.value.code == "framework-toml"


def test_an_unknown_preset_lists_those_that_ship() -> None:
    assert "shinagawa" in versions.preset_codes()
    with pytest.raises(KnownError) as caught:
        versions.load_preset("edo")
    assert "shinagawa" in caught.value.problem.fix


def test_every_shipped_preset_is_sound() -> None:
    for code in versions.preset_codes():
        assert versions.load_preset(code).code == code


@pytest.mark.parametrize(
    ("code", "former"), [("shinagawa", "R7-1.1"), ("setagaya", "R4-1"), ("nakano", "1.1")]
)
def test_a_mended_preset_follows_the_former_one_which_stays_readable(code: str, former: str) -> None:
    shipped = versions.load_preset(code)
    assert shipped.follows == former != shipped.version
    before = versions.preset_version(code, former)
    assert before is not None
    assert (before.code, before.version) == (code, former)
    assert [item.uid for item in before.items] == [item.uid for item in shipped.items]
    assert versions.preset_version(code, shipped.version) is shipped


@pytest.mark.parametrize(("code", "former"), [("shinagawa", "R7-1"), ("setagaya", "R4-1"), ("nakano", "1")])
def test_levels_of_the_former_version_read_on_through_the_mended_one(
    code: str, former: str, tmp_path: Path
) -> None:
    """An office that answered on the former, then worded the mended one as its own."""
    before, shipped = versions.preset_version(code, former), versions.load_preset(code)
    own = replace(shipped, version="R9-1", follows=shipped.version)
    levels = {item.uid: 2 for item in shipped.items}
    with w.municipality(tmp_path) as (desk, _), desk.store.read() as uow:
        assert past_years.between(uow, before, own).levels(levels) == levels
        assert past_years.between(uow, before, shipped).levels(levels) == levels


WENT_OUT = {
    ("govtech-tokyo", "R7-1"): "7a9ecd7c4e93371d9754ab59a66a0e84",
    ("kashiwa", "R7-1"): "a109da6ba69fad0861b0afac94549cab",
    ("nakano", "1"): "ee57c7cc2f72be347fa2cf270168b8a7",
    ("nakano", "1.1"): "ccd284c05f2aeb9d8768344d15abcb3b",
    ("nakano", "1.2"): "c9087eb22bf2a8254e249e9c30b5c507",
    ("setagaya", "R4-1"): "cad3fc17d23481469e2308a5e6bc4f9f",
    ("setagaya", "R4-1.1"): "bc15897eece8dde700189d4824e745cf",
    ("shinagawa", "R7-1"): "d543074d3119df627733cf0baaab2718",
    ("shinagawa", "R7-1.1"): "42b2a7e35ec4e1e9282981b5912eede7",
    ("shinagawa", "R7-1.2"): "046598064990b57b321796aa9d8ee957",
}
"""Every preset there ever was. One that has gone out is never edited: it gets a further version."""


def test_a_preset_never_changes_under_the_name_of_its_version() -> None:
    for (code, version), digest in WENT_OUT.items():
        preset = versions.preset_version(code, version)
        assert preset is not None
        assert versions.row_of(preset).digest == digest, "the mended one needs a version of its own"
    shipped = {(code, versions.load_preset(code).version) for code in versions.preset_codes()}
    assert shipped <= WENT_OUT.keys()
    earlier = {path.stem for path in (paths.resources_dir() / "presets" / "earlier").iterdir()}
    assert earlier == {f"{code}@{version}" for code, version in WENT_OUT.keys() - shipped}


def test_a_mended_preset_has_a_name_no_office_is_offered_for_its_own() -> None:
    mended = [one.version for code in versions.preset_codes() if (one := versions.load_preset(code)).follows]
    assert mended
    assert not [name for name in mended if re.fullmatch(r"R\d+-\d+", name)]


@pytest.mark.parametrize(
    ("code", "version"), [("edo", "1"), ("shinagawa", "R6-1"), ("shinagawa", "../shinagawa")]
)
def test_a_version_that_never_shipped_is_none(code: str, version: str) -> None:
    assert versions.preset_version(code, version) is None


def test_importing_the_use_case_loads_no_pydantic() -> None:
    code = "import sys, dxdesk.usecases.frameworks.versions; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
