"""利用目的 of a year: chosen when it is opened, carried to the next, told when it grows, and kept to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Revision, revise
from dxdesk.domain.rights import NEWEST
from dxdesk.usecases.development import staffing, transfers
from dxdesk.usecases.development.gaps import gap_map
from dxdesk.usecases.person_year.cycles import cycle_heads, cycle_key
from dxdesk.usecases.person_year.local_work import keep, own_trust
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, rules
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stories import Town

USUAL = "この申告は職員の育成と配置の参考にするもので、人事評価には用いません。"
NEXT = OpenCycle(2026, "shinagawa", "2026-04-01")
SAME = OpenCycle(2025, "shinagawa", "2026-01-01")


def head(desk: Desk, year: int = 2025) -> Revision:
    with desk.store.read() as uow:
        (found,) = cycle_heads(uow, year)
    return found


def say(desk: Desk, **fields: object) -> None:
    """Say the year 2025 as another program would: a field of ``None`` is left out."""
    before = head(desk)
    content = {**before.content, **fields}
    value = {name: said for name, said in content.items() if said is not None}
    key = cycle_key(desk.identity.municipality_code, 2025)
    with desk.store.write() as uow:
        keep(desk, uow, [revise(key, value, [before], key_id=desk.key_id, trust=own_trust(desk))])
        uow.commit()


def test_a_first_year_is_for_what_has_always_been_printed(town: Town) -> None:
    found = cycle.current_cycle(town.hr)
    assert (found.uses, found.purpose) == (("development", "placement"), USUAL)
    assert head(town.hr).content["uses"] == ["development", "placement"]


def test_what_is_chosen_makes_the_sentence_and_development_is_always_in_it(town: Town) -> None:
    opened = cycle.open_cycle(town.hr, replace(NEXT, uses=("appointment",))).cycle
    assert opened.uses == ("development", "appointment")
    assert opened.purpose == "この申告は職員の育成、選任・認定のために使うもので、人事評価には用いません。"
    assert cycle.current_cycle(town.hr, 2026) == opened


def test_a_new_year_is_for_what_the_year_before_was_for(town: Town) -> None:
    cycle.open_cycle(town.hr, replace(SAME, uses=("placement", "dx-section")))
    assert cycle.open_cycle(town.hr, NEXT).cycle.uses == ("development", "placement", "dx-section")


def test_an_own_sentence_stays_and_one_that_was_made_follows(town: Town) -> None:
    opened = cycle.open_cycle(town.hr, replace(SAME, uses=()))
    assert opened.cycle.purpose == "この申告は職員の育成のために使うもので、人事評価には用いません。"
    assert not [one for one in opened.warnings if one.code.startswith("purpose-")]
    cycle.open_cycle(town.hr, replace(SAME, purpose="育てるために使います。"))
    opened = cycle.open_cycle(town.hr, replace(SAME, uses=("placement",)))
    assert opened.cycle.purpose == "育てるために使います。"
    assert [one.found for one in opened.warnings if one.code == "purpose-kept"] == ["育てるために使います。"]
    assert cycle.open_cycle(town.hr, replace(SAME, purpose="")).cycle.purpose == USUAL


def test_a_purpose_that_grows_after_forms_went_out_says_that_people_have_to_be_told(town: Town) -> None:
    cycle.open_cycle(town.hr, NEXT)
    opened = cycle.open_cycle(town.hr, replace(NEXT, uses=("placement", "appointment")))
    assert "purpose-widened" not in {one.code for one in opened.warnings}, "nothing was sent yet"
    dispatch.export(town.hr, dispatch.Export("forms", town.folder / "票", fiscal_year=2026))
    less = cycle.open_cycle(town.hr, replace(NEXT, uses=("placement",)))
    assert "purpose-widened" not in {one.code for one in less.warnings}
    more = cycle.open_cycle(town.hr, replace(NEXT, uses=("placement", "personnel-system")))
    told = [one for one in more.warnings if one.code == "purpose-widened"]
    assert [one.found for one in told] == ["人材システム連携"]
    with town.hr.store.read() as uow:
        entries = [entry for entry in uow.audit.entries() if entry.action == "cycle-purpose"]
    assert "人材システム連携" in entries[0].counts
    assert len(entries) == 3


def test_a_code_nobody_knows_changes_nothing(town: Town) -> None:
    before = head(town.hr)
    with pytest.raises(KnownError) as error:
        cycle.open_cycle(town.hr, replace(SAME, uses=("evaluation",)))
    assert error.value.code == "purpose-unknown"
    assert head(town.hr) == before


def test_a_year_of_an_earlier_program_stays_word_for_word_until_its_purpose_is_chosen(town: Town) -> None:
    say(town.hr, uses=None)
    before = head(town.hr)
    assert "uses" not in before.content
    found = cycle.current_cycle(town.hr)
    dues = OpenCycle(2025, "shinagawa", found.base_date)
    cycle.open_cycle(town.hr, dues)
    assert head(town.hr) == before
    assert found.uses == ("development", "placement")
    cycle.open_cycle(town.hr, replace(dues, uses=("placement",)))
    assert head(town.hr).content == {**before.content, "uses": ["development", "placement"]}


def test_what_a_newer_program_said_of_a_year_goes_along(town: Town) -> None:
    say(town.hr, uses=["development", "of-2030"], later={"kept": [1]}, rules=None)
    assert rules.move(town.hr)
    cycle.open_cycle(town.hr, replace(SAME, due_self="2026-02-16", uses=("placement",)))
    content = head(town.hr).content
    assert (content["later"], content["rules"]) == ({"kept": [1]}, NEWEST)
    assert content["uses"] == ["development", "placement", "of-2030"]
    assert content["due_self"] == "2026-02-16"


def test_questions_of_placement_are_refused_where_it_is_no_purpose_and_the_others_go_on(town: Town) -> None:
    moves = [transfers.Move(STAFF[0])]
    assert transfers.effect(town.hr, moves).unknown == ()
    cycle.open_cycle(town.hr, replace(SAME, uses=()))
    for ask in (
        lambda: transfers.leaving(town.hr, [STAFF[0]]),
        lambda: transfers.effect(town.hr, moves),
        lambda: transfers.read_transfers(town.hr, town.folder / "ない.xlsx"),
    ):
        with pytest.raises(KnownError) as error:
            ask()
        assert (error.value.code, error.value.problems[0].found) == ("use-outside-purpose", "令和7年度")
    assert gap_map(town.hr).cycle.fiscal_year == 2025
    staffing.overview(town.hr)


def test_a_year_whose_sentence_never_said_placement_is_not_for_it(town: Town) -> None:
    say(town.hr, uses=None, purpose="職員の育成だけに使います。")
    with pytest.raises(KnownError) as error:
        transfers.leaving(town.hr, [])
    assert error.value.code == "use-outside-purpose"
    assert cycle.open_cycle(town.hr, NEXT).cycle.uses == ("development",)


def test_a_section_reads_what_hr_chose(town: Town) -> None:
    cycle.open_cycle(town.hr, replace(SAME, uses=("appointment",)))
    package = next(p for p in town.send(town.hr, "section-packages", "配布") if CHIEF in p.name)
    town.receive(town.chief, package)
    found = cycle.current_cycle(town.chief)
    assert found.uses == ("development", "appointment")
    assert "選任・認定" in found.purpose
