"""候補者さがし: who meets what is asked, who nearly, what is missing; a list of all wants a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.authorities import Decision, Scope
from dxdesk.domain.capabilities import AUTHORITIES, CANDIDATES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.purposes import Use
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development import candidates
from dxdesk.usecases.development.candidates import Search
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.organisation import authorities, capabilities, stopping
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import growth_files as growth
from tests.helpers import world as w
from tests.helpers.stories import Town

ALL_USES = ("development", "placement", "appointment", "dx-section")
DAY = "2025-06-01"


@contextmanager
def office(folder: Path, *uses: str) -> Iterator[Desk]:
    """A year on the GovTech preset: 𠮷田 has every course of a DX推進員, 葛西 one of them, 見本 is one."""
    with w.municipality(folder) as (desk, _):
        mine = ("プロジェクトマネジメント研修", "サービスデザイン研修", "ＢＰＲ研修")
        done = [(w.TAX_A, name, "修了") for name in mine]
        done += [(w.TAX_B, "BPR研修", "修了"), (w.TAX_C, "BPR研修", "欠席")]
        with desk.store.write() as uow:
            person = uow.people.employee(w.PROMOTER)
            assert person is not None
            uow.people.save_employees([replace(person, personas=("DX推進員",))])
            uow.people.add_evidence(
                [EvidenceRecord(who, "course", name, DAY, said, said == "修了") for who, name, said in done]
            )
            uow.people.add_evidence(
                [EvidenceRecord(w.TAX_B, "exam", "基本情報技術者試験", "", "合格", False)]
            )
            uow.commit()
        capabilities.switch(desk, CANDIDATES, True)
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, uses=uses or ALL_USES))
        w.answered(desk, w.TAX_A, 1)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        w.answered(desk, w.TAX_B, 2)
        w.confirmed(desk, w.TAX_B, w.LEADER_TAX, w.CHIEF_TAX)
        w.answered(desk, w.TAX_C, 2)
        yield desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with office(tmp_path_factory.mktemp("hr")) as made:
        yield made


def audited(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as uow:
        return [(one.action, one.subject) for one in uow.audit.entries()]


def test_who_could_become_a_promoter_is_found_with_what_is_missing(desk: Desk) -> None:
    found = candidates.find(desk, Search(persona="DX推進員"))
    pm, value, _ = found.asked
    level, _, course = pm.partition("、または")
    assert level == "DX推進員のスキル項目/プロジェクトマネジメント LV1以上"
    assert course == "「プロジェクトマネジメント研修」を修了する", (
        "nobody else is asked about the skill, so the evidence for its level stands for it"
    )
    assert (found.meeting, found.near, found.holding) == (1, 1, 1)
    assert [(one.number, one.missing) for one in found.people] == [(w.TAX_A, ()), (w.TAX_B, (pm, value))]
    assert [(one.code, one.meeting, one.near) for one in found.sections] == [("102001", 1, 1)]
    assert w.PROMOTER not in {one.number for one in found.people}, "who is one need not be found"


def test_a_stage_asks_for_courses_and_experience(desk: Desk) -> None:
    first = candidates.find(desk, Search(stage="promoter-1"))
    assert [(one.number, one.missing) for one in first.people] == [
        (w.TAX_A, ()),
        (w.TAX_B, ("「サービスデザイン研修」を修了する",)),
    ], "absence is no course; width makes no difference to a name"
    second = candidates.find(desk, Search(stage="Step2 実務での実践"), reason=None)
    assert second.people[0].missing == ("「DX案件のリード」を12か月以上経験する",)
    assert (second.meeting, second.notes) == (0, (candidates.NO_EXPERIENCE,)), "nobody is known to have any"


def test_confirmed_experience_counts_and_what_people_say_of_themselves_does_not(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        growth.switch_on(desk)
        lead = FileEntry("experience", "DX案件", "2024-04", "2025-05", role="lead")
        uid = keeping.add(desk, lead, w.TAX_A)
        asked = Search(conditions="経験: DX案件のリード 12か月\n研修: BPR研修")
        found = candidates.find(desk, asked)
        assert found.notes == ()
        assert [(one.number, one.met) for one in found.people] == [(w.TAX_A, 1), (w.TAX_B, 1)]
        growth.vouched(desk, w.TAX_A, uid)
        found = candidates.find(desk, asked)
        assert [(one.number, one.missing) for one in found.people] == [
            (w.TAX_A, ()),
            (w.TAX_B, ("「DX案件のリード」を12か月以上経験する",)),
        ]
        longer = candidates.find(desk, Search(conditions="経験: DX案件のリード 15か月\n研修: BPR研修"))
        assert longer.meeting == 0, "fourteen months are not fifteen"


def test_own_conditions_hold_together_and_are_read_line_by_line(desk: Desk) -> None:
    own = "DXの必要性理解 ＬＶ２以上\n資格: 基本情報技術者試験\n\n研修：ＢＰＲ研修"
    found = candidates.find(desk, Search(conditions=own, use=Use.PLACEMENT))
    assert [(one.number, one.met) for one in found.people] == [(w.TAX_B, 3), (w.TAX_A, 1)]
    assert found.people[1].missing == ("DXの必要性理解 LV2以上(いまLV1)", "「基本情報技術者試験」に合格する")
    assert w.TAX_C not in {one.number for one in found.people}, "nobody confirmed what they say of themselves"
    with pytest.raises(KnownError) as told:
        candidates.find(desk, Search(conditions="価値発見/定義 LV9\n魔法 LV2\n研修"))
    assert [(one.code, one.found) for one in told.value.problems] == [
        ("level-outside-scale", "lv9"),
        ("candidates-condition", "魔法 LV2"),
        ("candidates-condition", "研修"),
    ]


def test_section_and_grade_say_whose_people_are_looked_at(desk: Desk) -> None:
    assert candidates.find(desk, Search(persona="promoter", section="2010")).people == ()
    assert candidates.find(desk, Search(persona="promoter", section="1020")).meeting == 1
    assert candidates.find(desk, Search(persona="promoter", grade="管理職")).looked == 4


def test_the_nearest_are_shown_and_all_of_them_want_a_reason_that_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "SHORT_LIST", 1)
    before = audited(desk)
    short = candidates.find(desk, Search(persona="promoter"))
    assert ([one.number for one in short.people], short.whole) == ([w.TAX_A], False)
    for reason in ("", " \u200b", "x" * 201):
        with pytest.raises(KnownError) as told:
            candidates.find(desk, Search(persona="promoter"), reason=reason)
        assert told.value.code in ("candidates-reason", "text-too-long")
    assert audited(desk) == before, "a glance and a refusal keep nothing"
    whole = candidates.find(desk, Search(persona="promoter"), reason="R8.4の推進員の選任のため")
    assert ([one.number for one in whole.people], whole.whole) == ([w.TAX_A, w.TAX_B], True)
    with desk.store.read() as uow:
        entry = uow.audit.entries()[0]
    assert (entry.action, entry.subject) == ("candidates", "R8.4の推進員の選任のため")
    counts = json.loads(entry.counts)
    assert (counts["uses"], counts["people"]) == ("選任・認定", 2)


def test_a_year_that_is_not_for_it_is_refused(tmp_path: Path) -> None:
    with office(tmp_path, "development", "placement") as desk:
        with pytest.raises(KnownError) as told:
            candidates.find(desk, Search(persona="promoter"))
        assert told.value.code == "use-outside-purpose"
        assert "選任・認定" in told.value.problem.message
        assert candidates.find(desk, Search(persona="promoter", use=Use.PLACEMENT)).meeting == 1
        with pytest.raises(KnownError) as told:
            candidates.find(desk, Search(persona="promoter", use=Use.DEVELOPMENT))
        assert told.value.code == "candidates-use", "育成 is in every year and would open every door"
        with pytest.raises(KnownError) as told:
            candidates.counts(desk, Search(persona="promoter", use=Use.PLACEMENT))
        assert "DX部門での利用" in told.value.problem.message


def test_the_dx_section_sees_how_many_and_nobody(desk: Desk) -> None:
    found = candidates.counts(desk, Search(persona="promoter"))
    assert (found.people, found.meeting, found.near) == ((), 1, 1)
    assert [one.name for one in found.sections] == ["税務課市民税係"]


def test_another_authority_and_whoever_stopped_the_use_are_not_told_of(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        stopping.stop(desk, w.TAX_A, "本人の請求")
        found = candidates.find(desk, Search(persona="promoter"))
        assert [one.number for one in found.people] == [w.TAX_B]
        assert "利用を止めている職員 1人" in found.left_out
        capabilities.switch(desk, AUTHORITIES, True)
        authorities.assign(desk, "1020", "公営企業")
        found = candidates.find(desk, Search(persona="promoter"))
        assert found.people == ()
        assert "公営企業" in found.left_out
        for scope, number in ((Scope.LISTS, "1"), (Scope.CANDIDATES, "2")):
            decided = Decision("公営企業", (scope.value,), "氏名、所属", "決裁", number, w.BASE, w.BASE)
            authorities.keep_decision(desk, decided)
            found = candidates.find(desk, Search(persona="promoter"))
            assert bool(found.people) is (scope is Scope.CANDIDATES), "a decision on lists opens no search"


def test_it_is_off_at_first_and_hrs_alone(desk: Desk, town: Town, tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (fresh, _):
        w.open_year(fresh)
        for ask in (lambda: candidates.find(fresh, Search(persona="x")), lambda: candidates.offer(fresh)):
            with pytest.raises(KnownError) as told:
                ask()
            assert told.value.code == "candidates-off"
        assert candidates.offered(fresh) is None
    for ask in (
        lambda: candidates.find(town.chief, Search(persona="x")),
        lambda: candidates.offer(town.chief),
    ):
        with pytest.raises(KnownError) as told:
            ask()
        assert told.value.code == "wrong-role"


def test_what_cannot_be_looked_for_is_named(desk: Desk) -> None:
    asked = {
        Search(persona="魔法使い"): "candidates-persona",
        Search(stage="promoter-3"): "candidates-stage",
        Search(): "candidates-nothing",
    }
    for search, code in asked.items():
        with pytest.raises(KnownError) as told:
            candidates.find(desk, search)
        assert told.value.code == code


def test_what_is_offered_asks_something(desk: Desk) -> None:
    found = candidates.offer(desk)
    keys = [one.key for one in found.choices]
    assert keys == ["general", "general-1", "general-2", "promoter", "promoter-1", "promoter-2", "system"]
    assert (
        candidates.find(desk, Search(stage="general-2")).asked[-1]
        == "「Step2 実務での実践(ツール活用)」の確認"
    )


def test_a_skill_that_only_holders_answer_is_said(desk: Desk) -> None:
    found = candidates.find(desk, Search(persona="system"))
    assert (found.people, len(found.notes)) == ((), 1)
    assert "クラウドサービス活用" in found.notes[0]
