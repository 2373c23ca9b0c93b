"""Numbers of one person lie in a line, and each end of a link knows how long its number was theirs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import number_links
from dxdesk.domain.number_links import Held, Link, Refused

NUMBERS = "ABCDEF"


def linked(*pairs: str) -> list[Link]:
    return [Link(Held(pair[0]), Held(pair[1])) for pair in pairs]


def newest(links: list[Link]) -> dict[str, str]:
    return dict(number_links.newest(number_links.lines(links)))


def test_a_person_with_three_numbers_reads_both_former_ones() -> None:
    links = linked("BC", "AB")
    assert [held.number for held in number_links.before(links, "C")] == ["B", "A"]
    assert {
        number: [later for _, later in of]
        for number, of in number_links.readers(number_links.lines(links)).items()
    } == {
        "A": ["B", "C"],
        "B": ["C"],
    }
    assert newest(links) == {"A": "C", "B": "C"}


def test_why_two_numbers_are_no_line() -> None:
    links = linked("AB", "BC")
    assert number_links.refusal(links, "A", "A") == (Refused.SAME, "A")
    assert number_links.refusal(links, "C", "A") == (Refused.CIRCLE, "C")
    assert number_links.refusal(links, "A", "D") == (Refused.FORMER_FOLLOWED, "B")
    assert number_links.refusal(links, "D", "C") == (Refused.LATER_FOLLOWS, "B")
    assert number_links.refusal(links, "C", "D") is None
    assert number_links.refusal(links, "D", "A") is None


def test_a_number_that_went_to_somebody_else_stays_the_formers_until_that_day() -> None:
    links = [number_links.given_away(link, "A", 2027, "2027-04-01") for link in linked("AB")]
    (held,) = number_links.before(links, "B")
    assert [held.in_year(year) for year in (2025, 2026, 2027)] == [True, True, False]
    assert [held.on(day) for day in ("2027-03-31", "2027-04-01", "")] == [True, False, False]
    assert number_links.refusal(links, "A", "C") is None, "the new holder's number may change, too"
    assert newest(links) == {}
    again = [*links, Link(Held("A", 2027, "2027-04-01"), Held("C"))]
    (theirs,) = number_links.before(again, "C")
    assert [theirs.in_year(year) for year in (2026, 2027)] == [False, True]
    assert [theirs.on(day) for day in ("2027-03-31", "2027-04-01", "")] == [False, True, False]
    assert [held.number for held in number_links.before(again, "B")] == ["A"]


def test_the_middle_number_of_three_goes_to_somebody_else() -> None:
    links = [number_links.given_away(link, "B", 2027, "2027-04-01") for link in linked("AB", "BC")]
    assert [held.number for held in number_links.before(links, "C")] == ["B", "A"]
    assert number_links.before(links, "B") == ()
    assert [later for _, later in number_links.readers(number_links.lines(links))["A"]] == ["C"]


@given(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))))
def test_whatever_is_allowed_is_a_line(pairs: list[tuple[str, str]]) -> None:
    links: list[Link] = []
    for former, later in pairs:
        if number_links.refusal(links, former, later) is None:
            links.append(Link(Held(former), Held(later)))
    for number in NUMBERS:
        before = [held.number for held in number_links.before(links, number)]
        assert number not in before
        assert len(before) == len(set(before))
        last = next(one for one in NUMBERS if number in _line(links, one) and not _goes_on(links, one))
        assert newest(links).get(number, number) == last


def _line(links: list[Link], number: str) -> list[str]:
    return [number, *(held.number for held in number_links.before(links, number))]


def _goes_on(links: list[Link], number: str) -> bool:
    return any(link.former.number == number for link in links)
