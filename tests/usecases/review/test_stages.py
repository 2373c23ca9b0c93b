"""育成段階 of a year on the GovTech preset: decided by the confirmers, kept by the person over the years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.development.stage_heads import stage_heads
from dxdesk.usecases.person_year.standing import PersonYear, person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.stages import municipality, person_growth, report


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with municipality(tmp_path) as made:
        report(made)
        yield made


def confirm(desk: Desk, principal: str, comment: str = "", **stages: str | None) -> None:
    confirming.confirm(desk, confirming.Decision(w.TAX_A, {}, {}, comment, principal, stages))


def stood(desk: Desk, fiscal_year: int = 0) -> dict[str, str]:
    return {said.persona: said.stands for said in person_year(desk, w.TAX_A, fiscal_year).stages}


def test_what_is_proposed_is_nobodys_stage_until_somebody_decides(desk: Desk) -> None:
    proposed = {e.persona.code: e.growth.proposed for e in person_growth(desk, w.TAX_A)}
    assert {code: stage and stage.code for code, stage in proposed.items()} == {
        "general": "general-1",
        "promoter": "promoter-2",
    }
    confirm(desk, w.LEADER_TAX)
    confirm(desk, w.CHIEF_TAX)
    assert stood(desk) == {"general": "", "promoter": ""}
    finalise.finalise(desk)
    assert stood(desk) == {"general": "", "promoter": ""}


def test_the_second_confirmer_takes_over_what_the_first_decided_and_the_years_keep_it(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, general="general-1", promoter="promoter-2")
    confirm(desk, w.CHIEF_TAX)
    person = person_year(desk, w.TAX_A)
    assert [(s.first, s.second) for s in person.stages] == [("general-1",) * 2, ("promoter-2",) * 2]
    finalise.finalise(desk)
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01", "2027-02-13"))
    kept = person_year(desk, w.TAX_A, w.YEAR + 1)
    assert [(s.last, s.said, s.stands) for s in kept.stages] == [
        ("general-1", None, "general-1"),
        ("promoter-2", None, "promoter-2"),
    ]
    report(desk, w.YEAR + 1)
    confirming.confirm(desk, confirming.Decision(w.TAX_A, on_behalf_of=w.LEADER_TAX), w.YEAR + 1)
    assert (
        person_year(desk, w.TAX_A, w.YEAR + 1)
        .views[Part.REVIEW1]
        .items.keys()
        .isdisjoint({"stage:general", "stage:promoter"})
    ), "nobody decided anew"
    assert stood(desk, w.YEAR + 1) == {"general": "general-1", "promoter": "promoter-2"}


def test_who_was_away_for_a_year_keeps_the_stage(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, general="general-1")
    confirm(desk, w.CHIEF_TAX)
    finalise.finalise(desk)
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01", "2027-02-13"))
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 2, "govtech-tokyo", "2027-04-01", "2028-02-13"))
    assert stood(desk, w.YEAR + 2)["general"] == "general-1"


@pytest.mark.parametrize(
    ("stages", "needed"),
    [
        ({"general": "general-1"}, False),  # as proposed
        ({"general": "general-2"}, False),  # judged by its text alone, right above what is proposed
        ({"promoter": "promoter-1"}, True),  # below what is proposed
        ({"promoter": "promoter-3"}, True),  # the material leaves its criteria open
    ],
)
def test_a_stage_that_is_neither_proposed_nor_judged_by_its_text_needs_a_word(
    desk: Desk, stages: dict[str, str], needed: bool
) -> None:
    if needed:
        with pytest.raises(KnownError) as refused:
            confirm(desk, w.LEADER_TAX, **stages)
        assert refused.value.code == "comment-needed"
        assert stood(desk) == {"general": "", "promoter": ""}
    confirm(desk, w.LEADER_TAX, "面談で確かめた" if needed else "", **stages)
    assert stages.items() <= stood(desk).items()
    comments = {said.comment for said in person_year(desk, w.TAX_A).stages}
    assert ("面談で確かめた" in comments) == needed


def test_the_second_confirmer_who_sees_it_differently_says_why(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, promoter="promoter-2")
    with pytest.raises(KnownError):
        confirm(desk, w.CHIEF_TAX, promoter="promoter-1")
    confirm(desk, w.CHIEF_TAX, "率いたのは半年", promoter="promoter-1")
    assert stood(desk)["promoter"] == "promoter-1"


def test_a_decision_is_kept_when_confirmed_again_and_can_be_taken_back(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, general="general-1")
    confirming.confirm_all(desk, [w.TAX_A], w.LEADER_TAX)
    confirm(desk, w.LEADER_TAX, "")
    assert stood(desk)["general"] == "general-1"
    confirm(desk, w.LEADER_TAX, general=None)
    assert stood(desk)["general"] == ""


def test_strange_stages_are_refused(desk: Desk) -> None:
    for stages in ({"general": "promoter-1"}, {"specialist": "x"}):
        with pytest.raises(KnownError) as refused:
            confirm(desk, w.LEADER_TAX, "理由", **stages)
        assert refused.value.code == "stage-unknown"


def test_nothing_is_in_dispute_while_one_person_speaks(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, general="general-1")
    person: PersonYear = person_year(desk, w.TAX_A)
    assert (person.disputed, conflicts.conflicts(desk)) == (0, ())


def test_hr_counts_who_stands_where_once_it_is_finalised(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, promoter="promoter-2", general="general-1")
    confirm(desk, w.CHIEF_TAX)
    before = {(h.persona, h.stage): len(h.people) for h in stage_heads(desk)}
    assert before["promoter", ""] == 1
    finalise.finalise(desk)
    found = {(h.persona, h.stage): h for h in stage_heads(desk)}
    assert [row.number for row in found["promoter", "promoter-2"].people] == [w.TAX_A]
    assert len(found["promoter", ""].people) == 0
    general = [h for h in found.values() if h.persona == "general"]
    assert {h.label for h in general} >= {"未到達", "Step1 基礎知識習得"}
    assert sum(len(h.people) for h in general) == general[0].asked, "everybody stands somewhere"
    w.open_year(desk, w.YEAR + 1)
    assert stage_heads(desk, w.YEAR + 1) == (), "another framework, without stages"


def test_a_finalised_stage_is_corrected_by_hr_alone_and_the_next_year_keeps_that(desk: Desk) -> None:
    confirm(desk, w.LEADER_TAX, promoter="promoter-2")
    confirm(desk, w.CHIEF_TAX)
    finalise.finalise(desk)
    with pytest.raises(KnownError) as refused:
        finalise.correct(desk, w.TAX_A, {}, "取り違え", stages={"promoter": "general-1"})
    assert refused.value.code == "stage-unknown"
    finalise.correct(desk, w.TAX_A, {}, "別の人の経歴だった", stages={"promoter": "promoter-1"})
    assert stood(desk)["promoter"] == "promoter-1"
    assert [len(h.people) for h in stage_heads(desk) if h.stage == "promoter-1"] == [1]
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01", "2027-02-13"))
    assert stood(desk, w.YEAR + 1)["promoter"] == "promoter-1"


def test_phases_told_in_words_alone_are_the_supervisors_to_judge_one_after_the_other(tmp_path: Path) -> None:
    """柏市: nothing is ever proposed; the next phase needs no reason, one further on does."""
    with municipality(tmp_path, "kashiwa") as made:
        report(made)
        (only,) = person_growth(made, w.TAX_A)
        assert (only.persona.code, only.growth.proposed, only.growth.by_people) == ("all-staff", None, True)
        with pytest.raises(KnownError) as refused:
            confirm(made, w.LEADER_TAX, **{"all-staff": "kashiwa.staff.2"})
        assert refused.value.code == "comment-needed"
        confirm(made, w.LEADER_TAX, **{"all-staff": "kashiwa.staff.1"})
        confirm(made, w.CHIEF_TAX)
        finalise.finalise(made)
        assert [(h.label, len(h.people)) for h in stage_heads(made) if h.people and h.stage] == [
            ("Step1 教育", 1)
        ]
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR + 1, "kashiwa", "2026-04-01", "2027-02-13"))
        report(made, w.YEAR + 1)
        decision = confirming.Decision(
            w.TAX_A, on_behalf_of=w.LEADER_TAX, stages={"all-staff": "kashiwa.staff.2"}
        )
        confirming.confirm(made, decision, w.YEAR + 1)
        assert stood(made, w.YEAR + 1) == {"all-staff": "kashiwa.staff.2"}
