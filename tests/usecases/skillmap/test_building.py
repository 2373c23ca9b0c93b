"""The skill map: levels of people and sections, filters, and last year's marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import MapLine
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.skillmap import building, model, saved_views
from dxdesk.usecases.skillmap.basis import BEST, SELF, unmapped
from dxdesk.usecases.skillmap.building import aggregate
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, map_items
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two years: 𠮷田's first one is finalised, in the second one they answered again."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.play(made)
        finalise.finalise(made)
        cycle.close_cycle(made)
        w.open_year(made, w.YEAR + 1)
        w.answered(made, w.TAX_A, 1, bpr=3, digital=0)
        w.confirmed(made, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        w.answered(made, w.TAX_B, 2)
        yield made


def row_of(found: model.PeopleMap, number: str) -> model.MapPerson:
    return next(row for row in found.rows if row.number == number)


def test_the_map_shows_those_who_are_asked_with_their_names_as_written(desk: Desk) -> None:
    found = building.people_map(desk)
    assert found.whole == len(found.rows) == 11
    assert {w.ON_LEAVE, w.PART_TIME}.isdisjoint(row.number for row in found.rows)
    row = row_of(found, w.TAX_B)
    assert (row.name, row.department_name, row.post) == ("葛\U000e0100西 花子", "税務課市民税係", "主事")
    assert row_of(found, w.PROMOTER).personas == ("DX推進委員",)
    assert [item.name for item in found.items[:2]] == ["業務改革", "プロジェクトマネジメント"]
    assert found.items[0].levels == ((0, "LV0"), (1, "LV1"), (2, "LV2"), (3, "LV3"))


def test_sources_tell_confirmed_reported_and_the_best_known(desk: Desk) -> None:
    confirmed = building.people_map(desk)
    reported = building.people_map(desk, source=SELF)
    best = building.people_map(desk, source=BEST)
    assert row_of(confirmed, w.TAX_B).level(0) is None
    assert row_of(reported, w.TAX_B).level(0) == 2
    assert row_of(best, w.TAX_B).level(0) == 2
    assert row_of(best, w.TAX_A).level(0) == 3
    assert row_of(best, w.TAX_A).state is State.RECEIVED
    assert all(len(row.levels) == len(best.items) for row in best.rows)
    assert "11人のうち 1人 確認済み" in confirmed.basis
    assert "11人のうち 2人 申告あり" in reported.basis
    section = building.people_map(desk, section="1020")
    assert "5人のうち 1人 確認済み" in section.basis
    assert (len(section.rows), section.whole) == (5, 11)


def test_marks_say_what_moved_since_last_year(desk: Desk) -> None:
    found = building.people_map(desk)
    row = row_of(found, w.TAX_A)
    marks = {item.uid: row.mark(position) for position, item in enumerate(found.items)}
    assert marks["shinagawa.bpr"] == "▲"  # 2 became 3
    assert marks["shinagawa.digital"] == "▼"  # 1 became 0
    assert marks["shinagawa.pm"] == ""
    assert row_of(found, w.TAX_B).mark(0) == ""  # nothing of last year was finalised


def test_a_past_year_stays_readable(desk: Desk) -> None:
    found = building.people_map(desk, w.YEAR)
    assert row_of(found, w.TAX_A).level(0) == 2
    assert row_of(found, w.TAX_A).state is State.FINALISED


def test_filters_narrow_the_rows(desk: Desk) -> None:
    def numbers(**filters: str) -> set[str]:
        return {row.number for row in building.people_map(desk, **filters).rows}

    assert numbers(section="1020") == {w.CHIEF_TAX, w.LEADER_TAX, w.TAX_A, w.TAX_B, w.TAX_C}
    assert numbers(section="102001") == {w.LEADER_TAX, w.TAX_A, w.TAX_B, w.TAX_C}
    assert numbers(grade="係長級") == {w.LEADER_TAX}
    assert numbers(persona="DX推進委員") == numbers(persona="dx-promoter") == {w.PROMOTER}
    assert len(numbers(persona="全職員")) == 11
    assert numbers(section="10", query="業務改革 LV3") == {w.TAX_A}


def test_standings_of_an_older_version_are_completed_from_the_assignments(desk: Desk) -> None:
    from dataclasses import replace

    expected = building.people_map(desk)
    with desk.store.write() as uow:
        plain = [
            replace(s, name="", kana="", department_name="", grade="", post="", personas=())
            for s in uow.results.assessments(expected.cycle.fiscal_year)
        ]
        kept = uow.results.assessments(expected.cycle.fiscal_year)
        uow.results.save_assessments(plain)
        uow.commit()
    assert building.people_map(desk).rows == expected.rows
    with desk.store.write() as uow:
        uow.results.save_assessments(kept)
        uow.commit()
    assert all(standing.name for standing in kept)


def test_items_the_year_before_did_not_have_are_told_apart(desk: Desk) -> None:
    found = building.people_map(desk)
    assert found.unmapped == frozenset()  # 𠮷田 has last year's levels of all items
    assert found.counted == "11人のうち 1人 確認済み"
    lines = [line._replace(last_levels=b"\x01\xff\x02") for line in _lines(3)]
    assert unmapped(lines, 3) == {1}
    assert unmapped(_lines(3), 3) == frozenset()


def _lines(count: int) -> list[MapLine]:
    none = b"\xff\xff\xff"
    return [
        MapLine("1", str(n), "名", "", "", "", "", "", "submitted", none, none, none) for n in range(count)
    ]


def test_views_are_kept_under_a_name_replaced_and_forgotten(desk: Desk) -> None:
    view = saved_views.MapView("育成の候補", "業務改革 LV2以上", "1020", grouped=True)
    saved_views.save_view(desk, saved_views.MapView("育成の候補", "データ活用 LV1以下"))
    saved_views.save_view(desk, view)
    saved_views.save_view(desk, saved_views.MapView("係長級", grade="係長級"))
    assert saved_views.views(desk)[1] == view
    saved_views.delete_view(desk, "係長級")
    assert saved_views.views(desk) == (view,)
    with pytest.raises(KnownError) as told:
        saved_views.save_view(desk, saved_views.MapView(" "))
    assert told.value.code == "view-name"


def test_wrong_questions_are_told(desk: Desk) -> None:
    for filters, code in (
        ({"section": "9999"}, "section-unknown"),
        ({"source": "guess"}, "map-source"),
        ({"fiscal_year": 2031}, "no-cycle"),
        ({"query": "ほげほげ"}, "search-not-understood"),
    ):
        with pytest.raises(KnownError) as told:
            building.people_map(desk, **filters)  # type: ignore[arg-type]
        assert told.value.code == code


def test_sections_count_levels_including_the_not_reached(desk: Desk) -> None:
    found = building.section_map(desk, source=SELF)
    tax = next(row for row in found.rows if row.code == "102001")
    digital = next(position for position, item in enumerate(found.items) if item.uid == "shinagawa.digital")
    assert tax.staff == 4
    assert tax.counts[0] == (0, 0, 1, 1)  # 葛西 at 2, 𠮷田 at 3
    assert tax.counts[digital] == (1, 0, 1, 0)
    assert tax.none[0] == 2
    assert tax.average[0] == 250
    assert tax.at_least(0, 2) == 2
    assert found.total.staff == 11
    assert found.total.average[digital] == 100
    child = next(row for row in found.rows if row.code == "2010")
    assert child.average[0] is None
    for row in (*found.rows, found.total):
        for counts, none in zip(row.counts, row.none, strict=True):
            assert sum(counts) + none == row.staff


def test_the_mean_is_rounded_half_up() -> None:
    item = model.MapItem("a", "企画", "", "skill", ((0, "LV0"), (1, "LV1"), (2, "LV2")))
    levels = [bytes([level]) for level in (1, 1, 2, 2, 2, 2)]
    row = building._section([item], "1", "課", levels)
    assert row.average == (167,)
    assert building._section([item], "1", "課", [b"\x00", b"\xff"]).average == (0,)


def test_who_is_never_asked_is_in_no_number_of_a_skill() -> None:
    """中野区: specialists answer other skills than everybody; the others are not 値なし in those."""
    framework = versions.load_preset("nakano")
    place = next(n for n, item in enumerate(framework.items) if item.personas)
    item = framework.items[place]
    holder = next(p.name for p in framework.personas if p.code in item.personas)
    width = len(framework.items)
    levels = bytes([2 if n == place else 255 for n in range(width)])

    def person(number: str, personas: tuple[str, ...], packed: bytes) -> MapPerson:
        who = (number, "見本", "ミホン", "10", "課", "一般職", "主事")
        return MapPerson(*who, personas, State.RECEIVED, packed, b"")

    none = bytes([255]) * width
    rows = (person("1", (holder,), levels), person("2", (holder,), none), person("3", (), none))
    cycle = Cycle(2025, "2026-01-01", "", "", "", "nakano", "1")
    found = aggregate(PeopleMap(map_items(framework), rows, cycle, framework))
    assert (found.total.staff, found.total.asked[place], found.total.none[place]) == (3, 2, 1)
    assert found.total.at_least(place, 1) == 1
