"""少人数の基準: no withheld count can be worked out from what is shown."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.small_cells import WITHHELD, Counts, is_small, shown, withhold, withhold_line

TABLES = st.integers(1, 3).flatmap(
    lambda wide: st.lists(
        st.lists(st.integers(0, 4), min_size=wide, max_size=wide), min_size=1, max_size=3
    ).filter(lambda rows: len(rows) * wide <= 6)
)


def flat(counts: list[list[int]], table: Counts) -> list[tuple[int, int | None]]:
    """Return each count beside what is shown of it, the totals among them."""
    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts, strict=True)]
    cells = [
        pair for real, seen in zip(counts, table.cells, strict=True) for pair in zip(real, seen, strict=True)
    ]
    return [
        *cells,
        *zip(rows, table.rows, strict=True),
        *zip(columns, table.columns, strict=True),
        (sum(rows), table.total),
    ]


def possible(counts: list[list[int]], table: Counts) -> list[set[int]]:
    """Return what each count could be for somebody who knows the table and the rule, by trying everything.

    Whoever knows the rule knows that a withheld count is not 0, but in a row that is withheld as a whole.
    """
    most = 6
    few = [
        all(seen is None or column == 0 for seen, column in zip(row, table.columns, strict=True))
        for row in table.cells
    ]
    places = [(i, j) for i, row in enumerate(table.cells) for j, seen in enumerate(row) if seen is None]
    cells = len(counts) * len(counts[0])
    shown_totals = [seen for _, seen in flat(counts, table)][cells:]
    found: list[set[int]] = [set() for _ in flat(counts, table)]
    for tried in product(*(range(0 if few[i] else 1, most) for i, _ in places)):
        guess = [[seen or 0 for seen in row] for row in table.cells]
        for (i, j), value in zip(places, tried, strict=True):
            guess[i][j] = value
        values = [real for real, _ in flat(guess, table)]
        if all(
            value == seen if seen is not None else value >= 1
            for value, seen in zip(values[cells:], shown_totals, strict=True)
        ):
            for at, value in enumerate(values):
                found[at].add(value)
    return found


@given(TABLES.filter(lambda rows: sum(map(sum, rows)) > 0), st.integers(2, 5))
def test_nobody_can_work_out_a_withheld_count(counts: list[list[int]], threshold: int) -> None:
    """Whatever the table, at least two values are possible of each count that is withheld."""
    table = withhold(counts, threshold)
    for (_, seen), values in zip(flat(counts, table), possible(counts, table), strict=True):
        if seen is None:
            assert len(values) > 1


@given(TABLES, st.integers(1, 5))
def test_no_small_count_is_shown_and_what_is_shown_is_true(counts: list[list[int]], threshold: int) -> None:
    """Neither a cell nor a total below the threshold is left, and no other figure is made up."""
    for real, seen in flat(counts, withhold(counts, threshold)):
        assert seen in (None, real)
        assert not (seen is not None and is_small(real, threshold))


LARGER = st.integers(1, 7).flatmap(
    lambda wide: st.lists(
        st.lists(st.sampled_from((0, 0, 1, 1, 2, 3, 4, 6, 9, 30, 70)), min_size=wide, max_size=wide),
        min_size=1,
        max_size=12,
    )
)


@given(LARGER.filter(lambda rows: sum(map(sum, rows)) > 0), st.integers(2, 10))
def test_of_each_withheld_count_another_table_shows_the_same(counts: list[list[int]], threshold: int) -> None:
    """In tables too large to try everything: a second one is built that differs there and shows the same."""
    table = withhold(counts, threshold)
    wide = len(counts[0])
    grid = [[*row, sum(row)] for row in counts]
    grid.append([sum(row[j] for row in grid) for j in range(wide + 1)])
    seen = [[*cells, total] for cells, total in zip(table.cells, table.rows, strict=True)]
    seen.append([*table.columns, table.total])
    # A row of few, or a table of few, may hold a 0 that is withheld; whoever knows the rule knows only that.
    few = [is_small(row[-1], threshold) or is_small(grid[-1][-1], threshold) for row in grid]
    for i, row in enumerate(seen):
        for j, shown_there in enumerate(row):
            if shown_there is None:
                other = _another(grid, seen, few, (i, j))
                assert other is not None, (i, j)
                assert other[i][j] != grid[i][j]
                assert other[-1] == [sum(line[k] for line in other[:-1]) for k in range(wide + 1)]
                for kept, line in zip(seen, other, strict=True):
                    assert line[-1] == sum(line[:-1])
                    assert all(was in (None, now) for was, now in zip(kept, line, strict=True))


def _another(
    grid: list[list[int]], seen: list[list[int | None]], few: list[bool], place: tuple[int, int]
) -> list[list[int]] | None:
    """Return a table with one more or one less at a place, and the same wherever something is shown.

    Each sum is an equation of its row or column; a change is carried on from equation to equation through
    what is withheld, breadth first, until both equations of the place hold again.
    """
    last, end = len(grid) - 1, len(grid[0]) - 1
    for step in (1, -1):
        if not _may(grid, few, place, step):
            continue
        todo: list[tuple[str, int, dict[tuple[int, int], int]]] = [("row", place[0], {place: step})]
        met = {("row", place[0])}
        while todo:
            side, number, changed = todo.pop(0)
            if (side, number) == ("column", place[1]):
                found = [list(row) for row in grid]
                for (i, j), more in changed.items():
                    found[i][j] += more
                return found
            line = (
                [(number, j) for j in range(end + 1)]
                if side == "row"
                else [(i, number) for i in range(last + 1)]
            )
            whole = line[-1]
            # What the equation lacks: its parts less its whole.
            lacks = sum(more if at != whole else -more for at, more in changed.items() if at in line)
            for at in line:
                there = ("column", at[1]) if side == "row" else ("row", at[0])
                more = lacks if at == whole else -lacks
                if (
                    seen[at[0]][at[1]] is None
                    and at not in changed
                    and there not in met
                    and _may(grid, few, at, more)
                ):
                    met.add(there)
                    todo.append((*there, {**changed, at: more}))
    return None


def _may(grid: list[list[int]], few: list[bool], at: tuple[int, int], more: int) -> bool:
    is_cell = at[0] < len(grid) - 1 and at[1] < len(grid[0]) - 1
    return grid[at[0]][at[1]] + more >= (0 if few[at[0]] and is_cell else 1)


def test_a_single_small_count_takes_a_circle_with_it() -> None:
    """One small count alone could be subtracted: the smallest circle through it is withheld."""
    table = withhold([[2, 9, 30], [12, 8, 40], [50, 60, 70]], 5)
    assert table.cells == ((None, None, 30), (None, None, 40), (50, 60, 70))
    assert table.rows == (41, 60, 180)
    assert table.total == 281


def test_two_ones_that_add_up_to_two_are_not_enough() -> None:
    """Withheld counts are never 0, so two of them with the sum 2 would both be 1."""
    table = withhold([[1, 1, 20], [1, 1, 30], [9, 9, 40]], 5)
    assert None in (table.cells[0][2], table.rows[0])


def test_a_large_table_stays_as_it_is() -> None:
    """Where nobody is few, nothing is withheld; nobody at all is no small count."""
    table = withhold([[0, 9], [12, 0]], 5)
    assert table.whole
    assert table.cells == ((0, 9), (12, 0))


def test_a_table_of_few_people_tells_nothing() -> None:
    """Where the whole is small, zeros would tell where they all are."""
    table = withhold([[3, 0]], 5)
    assert [seen for _, seen in flat([[3, 0]], table)] == [None] * 6
    assert withhold_line([3, 0], 5) == ((None, None), None)


def test_where_few_are_the_zeros_do_not_tell_where_they_all_are() -> None:
    """Three people who are all in one place: their row is withheld with its zeros."""
    table = withhold([[0, 3, 0], [9, 12, 8], [20, 30, 40]], 5)
    assert table.cells[0] == (None, None, None)
    assert table.cells[2].count(None) <= 3


def test_where_nothing_else_protects_it_the_totals_go() -> None:
    """A single 1 that no other count stands beside takes its totals with it."""
    table = withhold([[1, 0], [0, 9]], 5)
    assert table.cells == ((None, None), (0, 9))
    assert table.rows[0] is None
    assert table.columns[0] is None


def test_a_line_with_its_total() -> None:
    """In one line a second count is withheld, or the total."""
    assert withhold_line([2, 9, 30], 5) == ((None, None, 30), 41)
    assert withhold_line([6, 9, 30], 5) == ((6, 9, 30), 45)
    assert shown(withhold_line([2, 9], 5).cells[0]) == WITHHELD
    assert shown(7) == "7"


def test_an_empty_table() -> None:
    """A table without rows or columns has nothing to withhold."""
    assert withhold([], 5) == ((), (), (), 0)
    assert withhold([[], []], 5) == (((), ()), (0, 0), (), 0)
