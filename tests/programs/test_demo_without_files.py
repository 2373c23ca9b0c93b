"""A large town is played without files: what HR's store holds is what receiving the files gives."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dxdesk import bootstrap
from dxdesk.programs.demo import LAST_YEAR, Play, play
from dxdesk.programs.scenario import posts, town
from dxdesk.programs.scenario.answers import Voices
from dxdesk.programs.scenario.by_hand import fill_form
from dxdesk.programs.scenario.demo import Demo, Listing
from dxdesk.programs.scenario.paperless import PaperlessYear
from dxdesk.programs.scenario.post import Post
from dxdesk.usecases.exchange.dump import dump
from dxdesk.usecases.exchange.ledgers import receipts
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.forms import questions
from dxdesk.usecases.forms import readable_sheets as readable
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox.opening import create_from
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.standing import round_states
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.growing import KINDS, assert_grown

HR = "台帳/人事課.dxdesk"
WITH_COURSES = 2024
"""柏's list tells what was held in 令和6年度; no policy plans an earlier year."""
PASSPHRASE = "mihon-jinjika"


def opened(folder: Path, day: str = "2026-03-05") -> Desk:
    return bootstrap.open_desk(str(folder / HR), PASSPHRASE, clock=FixedClock(day))


def standings(desk: Desk) -> dict[tuple[int, str], Any]:
    with desk.store.read() as uow:
        return {
            (row.fiscal_year, row.employee_number): row
            for year in uow.exchange.years()
            for row in uow.results.assessments(year)
        }


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("city") / "見本"
    return folder, play(Play(folder, staff=110, sections=4, seed=1, years=1, files=False))


def test_only_the_store_and_the_list_of_it_are_made(city: tuple[Path, dict[str, Any]]) -> None:
    folder, told = city
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    there = {path for path in there if ".lock" not in path and ".backups" not in path}
    assert there == {"demo.json", "はじめに.txt", HR}
    assert [file["kind"] for file in told["files"]] == ["guide"]
    assert [store["path"] for store in told["stores"]] == [HR]
    assert told["complete"]
    assert told["fiscal_years"] == [LAST_YEAR - 1, LAST_YEAR]


@pytest.mark.usefixtures("all_shown")
@pytest.mark.parametrize("small", [False, True])
def test_a_small_start_uses_the_self_report_alone(small: bool, tmp_path: Path) -> None:
    folder = tmp_path / "見本"
    said = play(Play(folder, staff=17, sections=2, years=1, files=False, small_start=small))
    assert said["small_start"] is small
    desk = opened(folder)
    try:
        assert {one.on for one in capabilities.switches(desk)} == {not small}
        assert ("uses" in {todo.key for todo in home(desk).todo}) is small, "its first year is final"
        kinds = {one["kind"] for one in said["mishaps"]} & KINDS
        with desk.store.read() as uow:
            there = (*ledger(uow).courses, *ledger(uow).sessions, *uow.people.appointments())
            assert (not there, not nominations(uow).rounds, not kinds) == (small, small, small)
    finally:
        desk.store.close()


def test_the_past_year_is_final_and_the_open_one_stands_at_every_state(
    city: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = city
    assert not bootstrap.services().stores.verify(str(folder / HR), PASSPHRASE)
    desk = opened(folder)
    try:
        past, now = status(desk, LAST_YEAR - 1), status(desk)
        assert now.fiscal_year == LAST_YEAR
        for found in (past, now):
            assert found.staff == told["staff"] == sum(found.states.values())
        states = Counter(row.state for key, row in standings(desk).items() if key[0] == LAST_YEAR)
        assert {"not_started", "submitted", "first_confirmed", "received", "exempt"} <= states.keys()
        mishaps = {one["kind"]: one for one in told["mishaps"]}
        assert states["returned"] == mishaps["returned"]["count"]
        assert {one.kind for one in receipts(desk)} >= {"roster", "attendance", "form", "confirmation"}
        assert not [one for one in receipts(desk) if one.outcome in ("pending", "quarantined")]
        found_map = building.people_map(desk)
        assert sum(any(level != NO_LEVEL for level in row.levels) for row in found_map.rows) > 40
    finally:
        desk.store.close()


def test_the_kept_standings_are_what_deriving_all_of_them_again_gives(
    city: tuple[Path, dict[str, Any]],
) -> None:
    desk = opened(city[0])
    try:
        before = standings(desk)
        with desk.store.write() as uow:
            for year in (LAST_YEAR - 1, LAST_YEAR):
                derived.refresh_year(desk, uow, year)
            uow.commit()
        assert standings(desk) == before
    finally:
        desk.store.close()


def test_work_goes_on_in_the_store(city: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    shutil.copytree(city[0], tmp_path / "見本")
    desk = opened(tmp_path / "見本")
    try:
        ready = sum(row.state == "received" for row in standings(desk).values())
        packages = dispatch.export(
            desk, dispatch.Export("section-packages", tmp_path / "配布", section="010200")
        )
        made, report = create_from(
            desk.services, packages.files[-1], str(tmp_path / "所属.dxdesk"), "しょぞく-2026"
        )
        try:
            assert report.outcome == "applied"
            assert status(made).staff > 1
        finally:
            made.store.close()
        assert finalise.finalise(desk, "総人第1号", "2026-03-20").people == ready > 0
    finally:
        desk.store.close()


def test_the_same_letters_as_workbooks_say_the_same(tmp_path: Path) -> None:
    """A month of paper: each letter written to a workbook, forms filled by hand, received by another HR."""
    framework = load_preset("shinagawa")
    rng = Random(1)
    people = posts.appoint(town.build(50, 4, rng), framework, rng)
    clock, post = FixedClock("2025-12-01"), Post()
    demo = Demo(Listing(tmp_path, {}), bootstrap.services(clock), clock, Voices(framework, 1, LAST_YEAR))
    real = demo.services.workbooks
    demo.services = replace(demo.services, workbooks=post.workbooks)
    demo.keeps_files = False
    hr = demo.create_hr()
    year = PaperlessYear(demo, post, {}, people, LAST_YEAR, last=True)
    year.open("shinagawa", tmp_path / "人事")
    shutil.copyfile(tmp_path / HR, tmp_path / "控え.dxdesk")
    letters = [letter for group in year.groups() for letter in year.letters(group)]
    receive(hr, ReceiveFiles(tuple(letters)))
    names = {item.uid: item.name for item in framework.items}
    files = []
    for number, path in enumerate(letters):
        letter, file = post.letters[path], tmp_path / "紙" / f"{number:03}_{path.name}"
        file.parent.mkdir(exist_ok=True)
        payload = letter.sealed_payload()
        assert payload is not None
        found = codec.open_payload(hr.services.sealer, payload)
        if letter.answers is None:
            sheets = readable.sheets_of(hr.services.sealer, found.envelope, found.revisions)
            real.write_tables(sheets, file, payload)
        else:
            real.write_form(questions.question_of(found.envelope, found.revisions).sheet, file, payload)
            typed = {
                names[uid]: (cell.answer.level, cell.answer.evidence, cell.answer.goal)
                for uid, cell in letter.answers.answers.items()
            }
            lines = [(one.kind, one.name, one.date, one.result) for one in letter.answers.lines]
            fill_form(file, file, typed, lines=lines, comment=letter.answers.comment)
        files.append(file)
    assert {path.name.partition("_")[0] for path in letters} == {"申告票", "確認票"}
    other = bootstrap.open_desk(str(tmp_path / "控え.dxdesk"), PASSPHRASE, clock=clock)
    try:
        report = receive(other, ReceiveFiles(tuple(files)))
        assert not report.count("refused")
        assert dump(other).state_digest == dump(hr).state_digest
        assert standings(other) == standings(hr)
        told = [(one.kind, one.outcome, one.added, one.employee_number) for one in receipts(hr)]
        assert [(one.kind, one.outcome, one.added, one.employee_number) for one in receipts(other)] == told
    finally:
        other.store.close()
        demo.close()


@pytest.mark.parametrize("code", [code for code in preset_codes() if code != "shinagawa"])
def test_every_framework_and_more_years(code: str, tmp_path: Path) -> None:
    years = 2 if code == "kashiwa" else 1
    told = play(Play(tmp_path / "見本", staff=14, sections=2, framework=code, years=years, files=False))
    assert told["fiscal_years"] == list(range(LAST_YEAR - years, LAST_YEAR + 1))
    desk = opened(tmp_path / "見本")
    try:
        for year in told["fiscal_years"][:-1]:
            rows = [row for key, row in standings(desk).items() if key[0] == year]
            assert sum(row.state == "finalised" for row in rows) > len(rows) // 2
        assert_grown(desk, told["mishaps"], [year for year in told["fiscal_years"] if year >= WITH_COURSES])
        (state,) = round_states(desk, LAST_YEAR)
        assert {one.state for one in state.candidates} <= {"appointed", "replaced"}
        assert state.candidates or state.missing
    finally:
        desk.store.close()
