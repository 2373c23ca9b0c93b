"""The courses of every policy: what it says of each, nothing it does not, and 必須 only where it says so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.domain.framework import COURSE
from dxdesk.domain.training import Lacking, Need, Open, next_courses
from dxdesk.usecases.frameworks import course_catalogue
from dxdesk.usecases.frameworks.course_catalogue import CatalogueModel, CourseModel, load_catalogue
from dxdesk.usecases.frameworks.indicator_list import outcome_names
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.training.keeping import HOLDERS, preset_courses, preset_said


def named(code: str) -> dict[str, CourseModel]:
    return {course.name: course for course in load_catalogue(code).courses}


def needs(course: CourseModel) -> set[str]:
    return {audience.need for audience in course.audience}


@pytest.mark.parametrize("code", preset_codes())
def test_every_preset_has_its_courses_and_they_name_only_what_it_has(code: str) -> None:
    catalogue = load_catalogue(code)
    assert catalogue.courses
    assert list(catalogue.unknown(load_preset(code))) == []


def test_no_catalogue_lies_there_that_no_preset_reads() -> None:
    folder = paths.resources_dir() / "presets" / "courses"
    assert {path.stem for path in folder.iterdir()} == set(preset_codes())


@pytest.mark.parametrize("code", preset_codes())
def test_every_course_the_preset_demands_is_in_its_catalogue_under_the_same_name(code: str) -> None:
    framework = load_preset(code)
    told = {one: course for course in load_catalogue(code).courses for one in course.requirements}
    demanded = {one.code: one for one in framework.requirements if one.kind == COURSE}
    assert told.keys() == demanded.keys()
    for requirement in demanded.values():
        course = told[requirement.code]
        assert course.name == requirement.name
        assert {a.persona for a in course.audience} == set(requirement.personas)
        assert course.hours == requirement.hours
        if requirement.supports:
            assert tuple((one.item, one.level) for one in course.serves) == requirement.supports


@pytest.mark.parametrize("code", preset_codes())
def test_a_need_stands_only_where_the_preset_says_the_same(code: str) -> None:
    by_code = {one.code: one for one in load_preset(code).requirements}
    for course in load_catalogue(code).courses:
        behind = [by_code[one] for one in course.requirements]
        if "required" in needs(course):
            assert any(one.mandatory and one.supports for one in behind), course.name
        if "elective" in needs(course):
            assert any(not one.mandatory for one in behind), course.name


def test_compulsory_are_only_the_rows_that_the_table_of_govtech_calls_so() -> None:
    required = [
        (code, course.name, [a.persona for a in course.audience if a.need == "required"])
        for code in preset_codes()
        for course in load_catalogue(code).courses
        if "required" in needs(course)
    ]
    assert required == [
        ("govtech-tokyo", "DXマインドセット研修", ["general"]),
        ("govtech-tokyo", "情報セキュリティ研修", ["general"]),
        ("govtech-tokyo", "行政デジタルに関する基礎研修", ["general"]),
        ("govtech-tokyo", "プロジェクトマネジメント研修", ["promoter"]),
    ]


def test_what_is_not_said_is_neither_compulsory_nor_elective() -> None:
    assert course_catalogue.AudienceModel(persona="x").need == "none"
    elective = {
        code: [course.name for course in load_catalogue(code).courses if "elective" in needs(course)]
        for code in preset_codes()
    }
    assert elective["shinagawa"] == elective["nakano"] == []
    assert elective["setagaya"] == ["実践的な講義(名称未定)"]
    assert elective["kashiwa"] == ["J-LIS動画研修/ライブ研修"]
    assert len(elective["govtech-tokyo"]) == 7


def test_govtech_names_the_section_in_charge_where_its_plan_does() -> None:
    courses = named("govtech-tokyo")
    owners = {name: course.owner for name, course in courses.items() if course.owner}
    assert owners == {
        "情報セキュリティ研修": "systems",
        "BPR実践研修": "dx",
        "管理職向けマインドセット研修": "hr",
    }
    assert len(courses["情報セキュリティ研修"].serves) == 2
    assert courses["管理職向けマインドセット研修"].eligible.hint == "部長職・課長職"
    assert needs(courses["LoGoフォーム○○研修"]) == {"none"}, "推奨 is no 選択"


def test_shinagawa_has_a_dozen_with_owner_and_outcomes() -> None:
    courses = named("shinagawa")
    assert len(courses) == 12
    assert all(course.owner for course in courses.values())
    assert [name for name, course in courses.items() if course.owner == "hr"] == [
        "アンケート調査の設計・分析研修",
        "ロジックモデル・プログラム評価研修",
        "伝わるデザイン研修",
    ]
    assert all("owner" not in course.inferred for course in courses.values() if course.owner == "hr")
    assert [n for n, course in courses.items() if course.with_owner == "hr"] == ["マインドセット研修"]
    assert courses["サービスデザイン研修"].outcomes == ["07", "08"]
    assert courses["DXツール操作体験会"].form == ["体験会"]
    outcomes = Counter(outcome for course in courses.values() for outcome in course.outcomes)
    assert outcomes == {"01": 2, "04": 1, "05": 2, "06": 3, "07": 2, "08": 3}
    assert [*outcome_names("shinagawa")] == [f"0{n}" for n in range(1, 9)]
    assert not any(course.hours or course.seats or course.periods for course in courses.values())


def test_ties_to_skills_that_a_policy_does_not_make_are_marked_as_ours() -> None:
    ours = {
        (code, course.name)
        for code in preset_codes()
        for course in load_catalogue(code).courses
        if any(not served.supplement for served in course.serves)
    }
    assert ours == {("shinagawa", "マインドセット研修")}, "the others tie courses to names, never to levels"


@pytest.mark.parametrize("code", preset_codes())
def test_a_skill_that_a_course_of_the_policy_names_has_a_course_that_comes_next(code: str) -> None:
    framework = load_preset(code)
    served = {one.item for course in load_catalogue(code).courses for one in course.serves}
    asked = {item for persona in framework.personas for item, _ in persona.required}
    taught = {
        "setagaya": asked - {"setagaya.advice"},  # learned beside the work, in no course
        "kashiwa": {f"kashiwa.{one}" for one in ("literacy", "security", "bpr", "data", "tools")},
        "nakano": {one for one in asked if one.split(".")[1] in ("leader", "staff", "managers")}
        - {"nakano.leader.other"},  # teaching others, and what somebody brings back from elsewhere
    }
    assert served >= taught.get(code, set())
    assert len(served) >= 5


def test_a_leader_of_setagaya_has_a_course_next_for_each_skill_they_lack() -> None:
    courses = [Open(one, Need.NONE) for one in preset_courses("setagaya")]
    lacking = [Lacking(f"setagaya.{one}", 0, 2) for one in ("mind", "process", "data", "ict")]
    found = {one.item: one.code for one in next_courses(courses, lacking, ())}
    assert found.keys() >= {"setagaya.mind", "setagaya.process", "setagaya.ict"}
    assert [one.code for one in next_courses(courses, lacking[3:], ())] == ["adviser-ict"]


def test_setagaya_has_its_seats_hours_and_times() -> None:
    courses = named("setagaya")
    manager = courses["DXマネジメント研修"]
    assert [(a.persona, a.grade) for a in manager.audience] == [("manager", "課長級・部長級")]
    assert (manager.seats, manager.periods) == (200, ["8月頃"])
    literacy = courses["DXリテラシー研修"]
    assert (literacy.seats, literacy.hours, literacy.hours_about) == (150, 20, True)
    assert literacy.periods == [f"第{n}四半期" for n in range(1, 5)]
    assert "原則" in literacy.eligible.hint
    assert not literacy.eligible.rule, "a hint refuses nobody"
    assert [a.persona for a in courses["ICT専門講座"].audience] == ["adviser"]
    promotion = courses["DX推進研修"]
    assert (promotion.seats, promotion.periods) == (150, ["12月頃"])
    practice = courses["実践的な講義(名称未定)"]
    assert (practice.eligible.rule, practice.eligible.after) == ("wish", promotion.code)
    videos = courses["DX関連の動画視聴、記事通読"]
    assert (videos.periods, videos.form, videos.roster) == (["随時"], ["動画・記事"], False)
    assert [course.name for course in courses.values() if not course.roster] == [videos.name]


def test_what_kashiwa_lists_was_held_in_r6_and_is_no_plan() -> None:
    catalogue = load_catalogue("kashiwa")
    assert catalogue.label == "R6実績(参考)"
    assert {course.reference for course in catalogue.courses} == {2024}
    by_division = Counter(a.persona for course in catalogue.courses for a in course.audience)
    assert by_division == {"all-staff": 3, "dx-promoter": 4, "dx-specialist": 6}
    assert sum(not course.audience for course in catalogue.courses) == 2, "全人材共通"
    assert named("kashiwa")["新規採用職員研修"].eligible.rule == "new-staff"
    others = [c for code in preset_codes() if code != "kashiwa" for c in load_catalogue(code).courses]
    assert not any(course.reference for course in others)


def test_nakano_has_its_courses_by_kind_of_person() -> None:
    courses = load_catalogue("nakano").courses
    by_persona = Counter(a.persona for course in courses for a in course.audience)
    assert by_persona == {
        "ict-policy-officer": 13,
        "ict-support": 13,
        "ict-fixed-term": 13,
        "dx-leader": 2,
        "all-staff": 2,
        "manager": 3,
    }
    assert [course.name for course in courses if course.recurrence == "regular"] == [
        "ICTリテラシー・データ活用の研修"
    ]
    assert not any("派遣" in course.name for course in courses)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("audience", [{"persona": "wizard"}], "persona: wizard"),
        ("audience", [{"grade": "皇帝"}], "grade: 皇帝"),
        ("serves", [{"item": "shinagawa.magic"}], "serves: shinagawa.magic"),
        ("serves", [{"item": "shinagawa.bpr", "level": 9}], "serves: shinagawa.bpr 9"),
        ("requirements", ["nothing"], "requirements: nothing"),
        ("outcomes", ["99"], "outcomes: 99"),
        ("inferred", ["ownr"], "inferred: ownr"),
        ("eligible", {"after": "nowhere"}, "after: nowhere"),
        ("recurrence", "every-n", "every_years: 0"),
        ("every_years", 3, "every_years: 3"),
        ("hours_about", True, "hours_about: 0"),
        ("aliases", ["もう一つの研修"], "name: もう一つの研修"),
        ("code", "other", "code: other"),
    ],
)
def test_a_name_nobody_has_is_told_with_its_field(field: str, value: object, told: str) -> None:
    other = {"code": "other", "name": "もう一つの研修", "section": "1"}
    course = {"code": "x", "name": "研修", "section": "1", field: value}
    catalogue = CatalogueModel.model_validate(
        {"code": "shinagawa", "source": "方針", "courses": [other, course]}
    )
    assert list(catalogue.unknown(load_preset("shinagawa"))) == [f"{course['code']}: {told}"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('provider = "外部"', 'owner = "mayor"', "owner"),
        ('provider = "外部"', 'provder = "外部"', "provder"),
        ('persona = "all-staff"', 'persona = "everybody"', "persona: everybody"),
        ('code = "kashiwa"', 'code = "nagareyama"', "nagareyama"),
    ],
)
def test_a_broken_catalogue_is_not_taken(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = (paths.resources_dir() / "presets" / "courses" / "kashiwa.toml").read_text(encoding="utf-8")
    assert old in there
    file = tmp_path / "presets" / "courses" / "kashiwa.toml"
    file.parent.mkdir(parents=True)
    file.write_text(there.replace(old, new, 1), encoding="utf-8")
    load_preset("kashiwa")  # read before the folder is another one
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    with pytest.raises(ValueError, match=told):
        load_catalogue("kashiwa")


@pytest.mark.parametrize("code", sorted(preset_codes()))
def test_what_a_policy_says_of_a_course_is_kept_where_an_office_takes_it(code: str) -> None:
    """Nothing that stands in a shipped list is lost on the way into the ledger."""
    kept = {one.code: one for one in preset_courses(code)}
    for course in load_catalogue(code).courses:
        note = kept[course.code].note
        for text in (*course.contents, *course.periods, course.section, course.note.rstrip("。")):
            assert text in note, f"{course.code}: {text}"
        if course.with_owner:
            assert f"({HOLDERS[course.with_owner]}協働)" in kept[course.code].held_by
        assert ("めやす" in note) is (course.hours_about or "めやす" in course.note)
        assert ("推定" in note) is (bool(course.inferred) or "推定" in course.note)
        assert ("本システムの補足" in note) is any(one.supplement for one in course.serves)


@pytest.mark.parametrize("code", sorted(preset_codes()))
def test_a_list_says_which_document_it_is_from_and_what_is_to_be_minded(code: str) -> None:
    said, catalogue = preset_said(code), load_catalogue(code)
    assert said.source == catalogue.source
    for text in (catalogue.label, catalogue.note):
        assert text.rstrip("。") in said.note
