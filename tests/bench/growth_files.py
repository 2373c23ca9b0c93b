"""One person's growth file in a city after ten years, against one hand-written SQL statement."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from dxdesk.domain.capabilities import GROWTH_FILES, ON
from dxdesk.domain.contents import FileEntry, file_entry_value
from dxdesk.domain.growth_file import said_in
from dxdesk.domain.records import Part, Revision, Trust, revise
from dxdesk.domain.subjects import confirmation_uid, entry_uid
from dxdesk.ports import setting_names
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.person_year.local_work import record_key
from tests.bench import batch
from tests.bench.measuring import Line, Size, best, in_turn, timed

PEOPLE, YEARS, ENTRIES, TELL = 20_000, 10, 8, 200
GOAL = 2.0
"""Entries that each person wrote in the app, half of them confirmed; ``TELL`` files make one round."""

WITHDRAWN = batch.YEAR - YEARS + 1
"""The year that everybody withdrew (取下げ): its lines stand in no file."""

_IN = ", ".join(map(str, (0, *range(batch.YEAR - YEARS + 1, batch.YEAR + 1))))
_FILE = f"""
WITH kept AS MATERIALIZED (
    SELECT v.fiscal_year, v.part, v.id, v.covers, v.value, v.trust, k.role, k.owner
    FROM revisions v LEFT JOIN keys k ON k.key_id = v.key_id
    WHERE v.employee_number = ?1 AND v.fiscal_year IN ({_IN})
      AND +v.part IN ('growth', 'evidence', 'life', 'assignment')
      AND EXISTS (SELECT 1 FROM supports s LEFT JOIN receipts r ON r.number = s.receipt
                  WHERE s.revision = v.position AND (s.receipt = 0 OR r.live))
),
standing AS MATERIALIZED (
    SELECT * FROM kept v WHERE NOT EXISTS (
        SELECT 1 FROM kept n WHERE n.fiscal_year = v.fiscal_year AND n.part = v.part
                               AND n.trust >= v.trust AND instr(n.covers, v.id))
),
asked AS MATERIALIZED (
    SELECT fiscal_year FROM standing WHERE part IN ('assignment', 'life') GROUP BY fiscal_year
    HAVING max(part = 'assignment' AND role = 'hr')
       AND NOT max(part = 'life' AND value ->> '$.action' = 'withdraw')
)
SELECT v.fiscal_year, v.part, i.key, i.value, v.trust, v.id, p.name, d.name, v.role, v.owner,
       v.value ->> '$.by_name', v.value ->> '$.made_on'
FROM standing v JOIN json_each(v.value, '$.items') i
LEFT JOIN employees p ON p.number = ?1
LEFT JOIN departments d ON d.code = p.department_code AND d.valid_to = ''
WHERE v.part = 'growth' OR (v.part = 'evidence' AND v.fiscal_year IN asked)
ORDER BY v.fiscal_year, i.key
"""
"""What somebody who writes SQL for this file cannot leave out.

Whose it is and in which section, what stands of each entry and no longer what it corrected, the lines of the
years that HR asked the person in and that were not withdrawn, and who found what of an entry under whose key.
Whether a confirmer was allowed to, whether a confirmation is of what the entry says today, what was said
before, and the months are ours alone.

Each year is named and the part kept from the plan: so the index of year and person is used.
"""


def rows(size: Size) -> list[Line]:
    """Measure opening one file."""
    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), count)
        desk = batch.opened(town.location)
        try:
            _fill(desk, town.numbers)
            step = max(1, count // TELL)
            asked = town.numbers[::step][:TELL]
            _same(desk, asked[0])
            ours, bare = in_turn(
                max(size.rounds, 3), partial(_files, desk, asked), partial(_statement, desk, asked)
            )
            first = best([_after_writing(desk, number)] for number in asked[:20])[0]
        finally:
            desk.store.close()
    what = f"{len(asked)} growth files, one by one, of {count:,} people and {YEARS} years"
    return [
        Line(what, "one SQL statement each", ours, bare, GOAL),
        Line("the first of them after something was written", "one SQL statement", first, bare / len(asked)),
    ]


def _files(desk: Any, numbers: tuple[str, ...]) -> None:
    for number in numbers:
        reading.file_of(desk, number)


def _after_writing(desk: Any, number: str) -> float:
    """Return how long a file takes where nothing is known any more of what all of them rest on."""
    with desk.store.write() as uow:
        uow.settings.set("bench", number)
        uow.commit()
    return timed(partial(reading.file_of, desk, number))


def _statement(desk: Any, numbers: tuple[str, ...]) -> None:
    for number in numbers:
        _told(desk, number)


def _told(desk: Any, number: str) -> list[Any]:
    with desk.store.read() as uow:
        driver = uow.people._connection.connection.driver_connection
        return list(driver.execute(_FILE, (number,)).fetchall())


def _fill(desk: Any, numbers: tuple[str, ...]) -> None:
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{GROWTH_FILES}", ON)
        of_year = [one.revision for one in uow.exchange.part(batch.YEAR, Part.CYCLE)]
        assigned = [one.revision for one in uow.exchange.part(batch.YEAR, Part.ASSIGNMENT)]
        for year in range(batch.YEAR - YEARS + 1, batch.YEAR):
            uow.exchange.add_revisions(_in_year(one, year) for one in (*of_year, *assigned))
        for year in range(batch.YEAR - YEARS + 1, batch.YEAR + 1):
            uow.exchange.add_revisions(_answers(desk, numbers, year))
        uow.exchange.add_revisions(_growth(desk, numbers))
        uow.commit()


def _in_year(revision: Revision, year: int) -> Revision:
    record = revision.record._replace(fiscal_year=year)
    return Revision(record, frozenset(), revision.value, revision.key_id, revision.trust)


def _answers(desk: Any, numbers: tuple[str, ...], year: int) -> Iterator[Revision]:
    for number in numbers:
        lines = {
            "line:01": ["実務経験", f"{year}年の窓口の見直し", f"{year}年4月から", "6か月"],
            "line:02": ["資格・試験", f"検証試験{year}", f"{year}-10-12", "合格"],
        }
        evidence = revise(record_key(desk, year, number, Part.EVIDENCE), {"items": lines})
        yield evidence
        step = {"action": "submit", "by": number, "round": 1, "of": [evidence.id]}
        life = revise(record_key(desk, year, number, Part.LIFE), step)
        yield life
        if year == WITHDRAWN:
            taken = {"action": "withdraw", "by": number, "round": 1, "of": [evidence.id]}
            yield revise(record_key(desk, year, number, Part.LIFE), taken, [life])


def _growth(desk: Any, numbers: tuple[str, ...]) -> Iterator[Revision]:
    for number in numbers:
        record = record_key(desk, 0, number, Part.GROWTH)
        for place in range(ENTRIES):
            entry = FileEntry(
                "experience", f"検証の仕事{place}", f"{2016 + place}-04", f"{2017 + place}-03", role="lead"
            )
            uid = entry_uid(number, "app", entry.date, entry.name)
            content = file_entry_value(entry)
            said = revise(record, {"items": {uid: content}})
            yield said
            if not place:
                corrected = file_entry_value(entry._replace(result="直した結果"))
                yield revise(record, {"items": {uid: corrected}}, [said])
            if place % 2:
                found = {"kind": "confirmation", "of": uid, "said": said_in(content), "answer": "confirmed"}
                value = {"items": {confirmation_uid(uid, ""): found}, "made_on": "2026-01-09"}
                yield revise(record, value, key_id=desk.key_id, trust=Trust.HR)


def _same(desk: Any, number: str) -> None:
    """Refuse to compare what does not say the same."""
    file = reading.file_of(desk, number)
    told = _told(desk, number)
    confirmed = sum('"kind":"confirmation"' in str(row[3]) for row in told)
    entries = ENTRIES + 2 * (YEARS - 1)
    assert len(file.lines) == len(told) - confirmed == entries, "both tell the same entries"
    assert {(file.name, file.section)} == {row[6:8] for row in told}
    assert file.months.total == 12 * (ENTRIES // 2)
