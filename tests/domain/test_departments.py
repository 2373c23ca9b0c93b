"""Departments change every April; their old names and codes stay readable."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import departments as tree


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()


OLD = Unit("20", "情報課", "10", "", "2026-03-31", ("30", "40"))
UNITS = (
    Unit("10", "企画部"),
    OLD,
    Unit("30", "DX推進課", "10", "2026-04-01"),
    Unit("40", "企画部統計課", "10", "2026-04-01"),
    Unit("20", "広報課", "10", "2027-04-01"),
)


def test_what_exists_depends_on_the_day() -> None:
    assert tree.valid_at(UNITS, "2026-03-31")["20"].name == "情報課"
    assert "20" not in tree.valid_at(UNITS, "2026-04-01")
    assert tree.valid_at(UNITS, "2027-04-01")["20"].name == "広報課", "codes are used again"
    assert set(tree.valid_at(UNITS)) == {"10", "20", "30", "40"}


def test_the_way_up_and_everything_below() -> None:
    units = tree.valid_at(UNITS, "2026-05-01")
    assert tree.path("30", units) == ("30", "10")
    assert tree.full_name("30", units) == "企画部 DX推進課"
    assert tree.full_name("40", units) == "企画部統計課", "a name that carries the one above says it once"
    assert tree.below("10", units) == {"10", "30", "40"}


def test_where_the_people_of_an_old_department_are_now() -> None:
    assert set(tree.became("20", UNITS, "2026-05-01")) == {"30", "40"}
    assert tree.became("20", UNITS, "2026-01-01") == ("20",)
    assert tree.became("99", UNITS, "2026-05-01") == ()


def test_a_circle_is_noticed_and_never_walked_for_ever() -> None:
    units = tree.valid_at((Unit("a", "A", "b"), Unit("b", "B", "a")))
    assert tree.path("a", units) == ("a", "b")
    assert tree.makes_loop("a", "b", units)
    assert tree.makes_loop("a", "a", units)
    assert not tree.makes_loop("30", "10", tree.valid_at(UNITS))
    circle = (Unit("x", "X", "", "", "2020-03-31", ("y",)), Unit("y", "Y", "", "", "2020-03-31", ("x",)))
    assert tree.became("x", circle, "2026-01-01") == ()
