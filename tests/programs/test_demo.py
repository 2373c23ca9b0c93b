"""The demonstration: everything it promises lies in its folder, and the stores say so too."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pypdf import PdfReader

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_entries import GRANT
from dxdesk.domain.records import Part
from dxdesk.pdf.paper import glyph_problem
from dxdesk.ports.printing import GlyphNote
from dxdesk.programs.demo import Play, play
from dxdesk.programs.scenario import demo as stage
from dxdesk.programs.scenario import growing, hr_acts, town
from dxdesk.programs.scenario.names import HARD_NAMES
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.provisions import provided
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.nominations import standing
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.review import conflicts, deputies
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.year_start import proposal_read
from tests.helpers.growing import assert_grown
from tests.helpers.played import SECTIONS, STAFF, listing, played

MISHAPS = {
    "case-without-lead",
    *("conflict", "conflict-open", "unsent", "returned", "quarantined-key", "on-behalf-of", "proxy-entry"),
    *("transfer", "late-section", "correction", "deputy-named", "deputy-held"),
    *("course-required", "attendance-late", "nomination-missing"),
    *("goals-returned", "goals-moved", "growth-unfound", "provision-over"),
}


def folder() -> Path:
    return played()[0]


def mishap(kind: str) -> dict[str, Any]:
    return next(entry for entry in listing()["mishaps"] if entry["kind"] == kind)


@pytest.fixture
def hr() -> Any:
    entry = next(store for store in listing()["stores"] if store["role"] == "hr")
    desk = bootstrap.open_desk(str(folder() / entry["path"]), entry["passphrase"], read_only=True)
    yield desk
    desk.store.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows folders inherit the profile's rights")
def test_nothing_in_it_is_open_to_others() -> None:
    everything = [folder(), *folder().rglob("*")]
    assert len(everything) > 50
    assert [path for path in everything if path.stat().st_mode & 0o077] == []


def test_the_list_names_every_store_and_every_file() -> None:
    found = listing()
    assert found["complete"]
    assert (found["staff"], found["sections"]) == (STAFF, SECTIONS)
    named = {file["path"] for file in found["files"]} | {store["path"] for store in found["stores"]}
    there = {
        path.relative_to(folder()).as_posix()
        for path in folder().rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }
    assert there - {"demo.json"} == named
    assert json.loads(played()[1].out) == found


def test_every_kind_of_file_is_there() -> None:
    kinds = Counter(file["kind"] for file in listing()["files"])
    wanted = {"section-packages", "forms", "answered-form", "return-slip", "confirmation", "result-notice"}
    wanted |= {"roster", "attendance", "summary", "framework", "templates", "reminder", "guide"}
    wanted |= {"sessions", "nomination-request", "nominations", "experience"}
    wanted |= {"year-start-forms", "answered-start-form", "year-start-confirmations"}
    wanted |= {"provision", "dx_package", "survey"}
    assert kinds.keys() >= wanted
    assert kinds["forms"] == STAFF - 1


def test_every_store_opens_with_its_passphrase_and_is_sound() -> None:
    stores = listing()["stores"]
    assert {store["role"] for store in stores} == {"hr", "section", "personal", "dx"}
    services = bootstrap.services()
    for store in stores:
        assert not services.stores.verify(str(folder() / store["path"]), store["passphrase"])
        assert set(store) == {"role", "path", "passphrase", "owner", "label"}


def test_every_pdf_has_pages_and_hard_names_come_back_byte_for_byte() -> None:
    files = [file["path"] for file in listing()["files"] if file["path"].endswith(".pdf")]
    assert {kind.title for kind in catalogue.KINDS if not kind.uses} <= {Path(path).stem for path in files}
    texts = {}
    for path in files:
        reader = PdfReader(folder() / path)
        assert len(reader.pages) > 0
        texts[Path(path).stem] = "".join(page.extract_text() for page in reader.pages)
    finalised = [file for file in listing()["files"] if file["kind"] == "result-notice"]
    printed = [name for name, _ in HARD_NAMES if name in texts["DXスキルシート"]]
    assert len(finalised) >= 5
    assert printed
    assert "\U0002123d屋 大輔" in printed  # plane 2, with the shipped fonts alone


def test_the_ledgers_are_printed_whatever_fonts_there_are() -> None:
    names = {Path(file["path"]).stem for file in listing()["files"] if file["path"].endswith(".pdf")}
    assert {"配布簿", "受付簿"} <= names


def test_whoever_no_font_can_print_is_told_as_left_out() -> None:
    note = GlyphNote("001014 𠮷田 翔太", "𠮷", "U+20BB7")
    told = hr_acts._left_out(KnownError.of((glyph_problem(note.subject, (note.text,)),)))
    assert told.startswith("001014 𠮷田 翔太さんを除いて印刷しました。文字 𠮷 (U+20BB7)")


def test_one_of_each_mishap_is_planted_and_told() -> None:
    assert {entry["kind"] for entry in listing()["mishaps"]} == MISHAPS
    for entry in listing()["mishaps"]:
        assert all((folder() / path).exists() for path in entry.get("files", ()))


def test_the_mishaps_are_what_the_hr_store_says(hr: Desk) -> None:
    open_ones = {conflict.employee_number for conflict in conflicts.conflicts(hr)}
    assert open_ones == {mishap("conflict-open")["employee"]}
    assert ledgers.quarantined(hr)
    states = {person.number: person.state.value for person in status(hr).people}
    assert states[mishap("unsent")["employee"]] == "not_started"
    assert states[mishap("transfer")["employee"]] == "finalised"
    assert states[mishap("conflict")["employee"]] == "finalised"
    late = next(s for s in status(hr).sections if s.code == mishap("late-section")["section"])
    assert late.late > 0
    returned = person_year(hr, mishap("returned")["employee"])
    assert returned.round == 2
    stood_in = person_year(hr, mishap("on-behalf-of")["employee"])
    said = [stood_in.views[part].made for part in (Part.REVIEW1, Part.REVIEW2)]
    assert mishap("on-behalf-of")["confirmer"] in {made.on_behalf_of for made in said}
    assert person_year(hr, mishap("proxy-entry")["employee"]).proxy


def test_a_deputy_named_in_advance_counts_and_one_nobody_named_waits(hr: Desk) -> None:
    named, held = mishap("deputy-named"), mishap("deputy-held")
    states = {person.number: person.state.value for person in status(hr).people}
    assert states[named["employee"]] == "finalised"
    said = person_year(hr, named["employee"]).views[Part.REVIEW2].made
    assert (said.by, said.on_behalf_of) == (named["by"], named["confirmer"])
    (one,) = deputies.held(hr)
    assert (one.employee_number, one.by, one.on_behalf_of) == (
        *(held["employee"], held["by"], held["confirmer"]),
    )
    assert states[held["employee"]] == "first_confirmed"


def test_a_year_of_training_and_the_april_after_it_are_in_the_store(hr: Desk) -> None:
    """The sections typed into their 推薦依頼; one of them named nobody."""
    assert_grown(hr, listing()["mishaps"], [2025])
    (april,) = standing.round_states(hr)
    assert april.asked.fiscal_year == 2026
    assert [one.code for one in april.missing] == mishap("nomination-missing")["sections"]
    assert {one.state for one in april.candidates} == {"appointed"}


def test_a_list_of_experience_was_taken_in_and_chiefs_found_most_of_it_so(hr: Desk) -> None:
    """What they found came back with their 確認票; a section that sent none found nothing yet."""
    told = [
        kept.line
        for person in reading.people(hr)
        for kept in reading.file_of(hr, person.number).lines
        if kept.line.kind.always_vouched
    ]
    worth = Counter(line.worth.value for line in told)
    assert worth["confirmed"] > 0
    assert worth["unconfirmed"] > 0
    assert any(line.counts and not line.own for line in told), "some of HR's own list"
    assert any(line.counts and line.from_form for line in told), "some of what forms tell"
    assert all(line.findings[0].made.by for line in told if line.counts), "a chief found it so, and not HR"


def test_the_digital_section_has_what_it_was_given_and_hr_what_it_keeps(hr: Desk) -> None:
    """Its aggregates are there whenever somebody looks; what was decided for a month is over."""
    entry = next(store for store in listing()["stores"] if store["role"] == "dx")
    dx = bootstrap.open_desk(str(folder() / entry["path"]), entry["passphrase"], read_only=True)
    try:
        (one,) = provided(dx)
        assert one.given.skills
        assert one.given.people == ()
        assert len(giving.listed(hr)[0]) == 2
        assert one.people_over == "2026-03-31"
        given = giving.listed(hr)[0]
        assert [line.state("2026-04-01").value for line in given] == ["holds", "holds"], "aggregates go on"
        assert [line.people_until for line in given] == ["2026-03-31", ""]
        for desk in (dx, hr):
            kept = target_year(desk, 2025)
            ours = [line.said.name for line in kept.lines if line.said.code.startswith("dx-")]
            assert len(ours) == 3
            assert all("(見本)" in name for name in ours)
            assert any(row.indicator.code == "D1-1" for row in overview(desk).rows)
        of_hr, of_dx = ({one.said.code: one for one in target_year(desk, 2025).lines} for desk in (hr, dx))
        for code in ("dx-consult-times", "dx-basic"):
            assert of_dx[code].measured == of_hr[code].measured != "", "HR's count came with the 提供票"
            assert of_dx[code].found.source.startswith("人事課の提供票")
        assert of_dx["dx-basic"].found.of, "a share of people, which DX推進課 cannot count"
    finally:
        dx.store.close()


def test_rows_of_forms_and_grants_are_in_growth_files_and_results_propose_goals(hr: Desk) -> None:
    """Somebody types into the sheet 成長記録 of a 申告票; whoever has a store reads the proposal in it."""
    on_forms = {row[1] for row in growing.ON_FORMS}
    lines = [kept.line for person in reading.people(hr) for kept in reading.file_of(hr, person.number).lines]
    assert any(line.own and not line.from_form and line.entry.name in on_forms for line in lines)
    granted = [line.entry for line in lines if line.kind.code == GRANT and line.counts]
    assert granted
    assert {(one.rate, one.times) for one in granted} == {(80, 1)}
    proposed = []
    for store in (one for one in listing()["stores"] if one["role"] == "personal"):
        desk = bootstrap.open_desk(str(folder() / store["path"]), store["passphrase"], read_only=True)
        proposed.append(proposal_read.received(desk))
        desk.store.close()
    assert any(proposed)


def test_the_same_seed_makes_the_same_people() -> None:
    first, second = (town.build(40, 4, Random(7)) for _ in range(2))
    assert first == second
    assert first != town.build(40, 4, Random(8))


@pytest.mark.parametrize(("staff", "sections"), [(12, 2), (40, 3), (120, 8), (500, 30), (2000, 8)])
def test_a_town_has_as_many_people_as_asked_for_and_everybody_a_confirmer(staff: int, sections: int) -> None:
    built = town.build(staff, sections, Random(1))
    people = built.staff
    assert len(people) == staff
    assert len({person.number for person in people}) == staff
    assert len(built.units) == sections
    names = {person.name for person in people}
    assert len(names.intersection(name for name, _ in HARD_NAMES)) >= 4
    assert built.late.others


def _asked_of(built: town.Town) -> dict[str, int]:
    """Return how many are asked of those whom each 係長 confirms, whoever is on leave."""
    asked = {person.number for person in stage.asked(built)}
    found: dict[str, int] = {}
    for unit in built.units:
        for chief in unit.chiefs:
            own = [one for one in unit.others if one.first_confirmer in (chief.number, "")]
            found[chief.number] = len([one for one in own if one.number in asked])
    return found


@pytest.mark.parametrize("seed", range(40))
def test_in_a_town_of_any_size_every_supervisor_has_somebody_to_confirm(seed: int) -> None:
    """Whoever has nobody is sent no package, and the play would stop where they open it."""
    for staff, sections in [(12, 2), (24, 5), (40, 8), (60, 4), (130, 3)]:
        assert min(_asked_of(town.build(staff, sections, Random(seed))).values()) > 0


def test_too_small_a_town_is_refused_with_the_size_it_needs(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="12人以上") as error:
        play(Play(tmp_path / "見本", staff=9, sections=2))
    assert error.value.code == "demo-too-small"
    assert not (tmp_path / "見本").exists()
    with pytest.raises(KnownError) as error:
        play(Play(tmp_path / "見本", staff=20, sections=1))
    assert "課が2つなら" in error.value.problem.fix, "of a number of sections that can be made"
    assert "課が1つ" not in error.value.problem.fix


def test_a_folder_with_something_else_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "大事.txt").write_text("大事", encoding="utf-8")
    with pytest.raises(KnownError) as error:
        play(Play(tmp_path))
    assert error.value.code == "demo-folder-in-use"
    assert [path.name for path in tmp_path.iterdir()] == ["大事.txt"]


def test_an_earlier_demonstration_is_replaced_and_can_be_stopped(tmp_path: Path) -> None:
    target = tmp_path / "見本"
    (target / "古い").mkdir(parents=True)
    (target / "demo.json").write_text('{"made_by": "dxdesk demo"}', encoding="utf-8")

    def stop(done: int, _: int) -> None:
        if done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        play(Play(target, staff=12, sections=2), stop)
    assert not (target / "古い").exists()
    assert json.loads((target / "demo.json").read_text(encoding="utf-8"))["complete"] is False
