"""What somebody said of words in cells and of days, remembered by the columns that it is about.

A list of attendance changes its other headers from year to year; what 遅刻 under 出欠 means does not change
with a column 備考. What programs before remembered by all headers of a table is still read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dxdesk.domain import canonical, columns
from dxdesk.ports.store import UnitOfWork

_BY_ALL = {"words": "cell-words:", "day": "day-column:"}
"""Settings by all headers of a table, of programs before and of tables with a column a course."""
_BY_COLUMNS = {"words": "cell-words-of:", "day": "day-columns-of:"}
_WORDS_KEPT = 500
_SOURCES_KEPT = 200
_DAY = "day"
"""Under what a day's column is kept among the answers of a source."""


def words_of(uow: UnitOfWork, kind: str, headers: Sequence[str], about: Sequence[str]) -> dict[str, str]:
    """Return what somebody said that words mean, by the word.

    Args:
        uow: an open unit of work.
        kind: of the table.
        headers: all headers of the table; those of courses change from list to list and are left out.
        about: the headers of the columns in which the words stand; none where each course has a column.
    """
    return {**_of_table(uow, "words", kind, headers), **_sources(uow, "words", kind).get(_key(about), {})}


def keep_words(
    uow: UnitOfWork, kind: str, headers: Sequence[str], about: Sequence[str], said: Mapping[str, str]
) -> None:
    """Keep what somebody said that words mean; arguments as for ``words_of``."""
    before = words_of(uow, kind, headers, about)
    after = dict([*((k, v) for k, v in before.items() if k not in said), *said.items()][-_WORDS_KEPT:])
    if after == before:
        return
    if about:
        _keep(uow, "words", kind, _key(about), after)
    else:
        uow.settings.set(_setting("words", kind, headers), canonical.dumps(after))


def day_of(uow: UnitOfWork, kind: str, headers: Sequence[str], about: Sequence[str]) -> str:
    """Return the column (as ``titles`` calls it) whose day somebody said counts, empty for none.

    ``about`` are the headers of the columns of days that it was chosen from.
    """
    kept = _sources(uow, "day", kind).get(_key(about), {}).get(_DAY, "")
    return kept or uow.settings.get(_setting("day", kind, headers))


def keep_day(uow: UnitOfWork, kind: str, headers: Sequence[str], about: Sequence[str], title: str) -> None:
    """Keep which column's day counts, for the next table with these columns of days."""
    if day_of(uow, kind, headers, about) != title:
        _keep(uow, "day", kind, _key(about), {_DAY: title})


def forget_answers(uow: UnitOfWork, kind: str, headers: Sequence[str], courses: Sequence[str] = ()) -> None:
    """Forget what was said of words and days in tables with these headers, ``courses`` among them."""
    bare = [header for header in headers if header not in courses]
    for setting in (_setting("words", kind, bare), _setting("day", kind, headers)):
        if uow.settings.get(setting):
            uow.settings.set(setting, "")
    there = set(map(columns.fold_header, headers))
    for what in _BY_COLUMNS:
        before = _sources(uow, what, kind)
        after = {key: said for key, said in before.items() if not set(key.split("|")) <= there}
        if after != before:
            uow.settings.set(f"{_BY_COLUMNS[what]}{kind}", canonical.dumps(after))


def _key(about: Sequence[str]) -> str:
    return "|".join(sorted(map(columns.fold_header, about)))


def _setting(what: str, kind: str, headers: Sequence[str]) -> str:
    return f"{_BY_ALL[what]}{kind}:{columns.fingerprint(headers)}"


def _of_table(uow: UnitOfWork, what: str, kind: str, headers: Sequence[str]) -> dict[str, str]:
    kept = uow.settings.get(_setting(what, kind, headers))
    return dict(json.loads(kept)) if kept else {}


def _sources(uow: UnitOfWork, what: str, kind: str) -> dict[str, dict[str, str]]:
    kept = uow.settings.get(f"{_BY_COLUMNS[what]}{kind}")
    return dict(json.loads(kept)) if kept else {}


def _keep(uow: UnitOfWork, what: str, kind: str, key: str, said: Mapping[str, str]) -> None:
    before = _sources(uow, what, kind)
    rest = [(k, v) for k, v in before.items() if k != key]
    after = dict([*rest, (key, dict(said))][-_SOURCES_KEPT:])
    uow.settings.set(f"{_BY_COLUMNS[what]}{kind}", canonical.dumps(after))
