"""Departments change every April; their old names and codes stay readable."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

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


CODES = "abcdef"


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from([*CODES, ""])), st.sampled_from(CODES))
def test_below_is_every_department_whose_way_up_passes(parents: dict[str, str], code: str) -> None:
    """Whatever a store holds: circles, and departments above that are not there."""
    units = {one: Unit(one, one, parent) for one, parent in parents.items()}
    assert tree.below(code, units) == {one for one in units if code in tree.path(one, units)}


def test_a_chain_of_departments_is_walked_once_however_deep_it_is() -> None:
    class Compared(str):
        __slots__ = ()
        times = 0

        def __eq__(self, other: object) -> bool:
            Compared.times += 1
            return str.__eq__(self, str(other))

        __hash__ = str.__hash__

    deep = 3000
    codes = [Compared(number) for number in range(deep)]
    parents = ["", *(str(number) for number in range(deep - 1))]
    units = {code: Unit(code, "課", parent) for code, parent in zip(codes, parents, strict=True)}
    assert len(tree.path(str(deep - 1), units)) == deep
    assert len(tree.below("0", units)) == deep
    assert Compared.times < 10 * deep


def test_a_unit_listed_beside_those_under_it_is_its_own_people_alone() -> None:
    units = tree.valid_at(UNITS, "2026-05-01")
    names = {"10": "企画部", "30": "DX推進課"}
    assert tree.direct_names(names, units) == {"10": "企画部(直属)", "30": "DX推進課"}
    assert tree.direct_names({"10": "企画部"}, units) == {"10": "企画部"}, "nobody else stands beside it"
    assert tree.direct_names({"30": "DX推進課", "40": "統計課"}, units) == {"30": "DX推進課", "40": "統計課"}
