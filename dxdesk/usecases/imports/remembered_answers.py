"""What somebody said of words in cells and of days, remembered by the columns that it is about.

A list of attendance changes its other headers from year to year; what 遅刻 under 出欠 means does not change
with a column 備考. What programs before remembered by all headers of a table is still read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dxdesk.domain import canonical, columns
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork

_BY_ALL = {"words": setting_names.CELL_WORDS, "day": setting_names.DAY_COLUMN}
"""Settings by all headers of a table, of programs before and of tables with a column a course."""
_BY_COLUMNS = {"words": setting_names.CELL_WORDS_OF, "day": setting_names.DAY_COLUMNS_OF}
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


def all_words(uow: UnitOfWork) -> dict[str, str]:
    """Return every word of which it was said what it means, whatever table that was."""
    return {word: said for _, _, words in _everywhere(uow) for word, said in words.items()}


def forget_word(uow: UnitOfWork, word: str) -> None:
    """Forget what a word means in all tables."""
    for setting, source, words in _everywhere(uow):
        if word not in words:
            continue
        left = {one: said for one, said in words.items() if one != word}
        if source is None:
            uow.settings.set(setting, canonical.dumps(left) if left else "")
        else:
            kept = dict(json.loads(uow.settings.get(setting)))
            rest = {**kept, source: left} if left else {key: of for key, of in kept.items() if key != source}
            uow.settings.set(setting, canonical.dumps(rest) if rest else "")


def _everywhere(uow: UnitOfWork) -> list[tuple[str, str | None, dict[str, str]]]:
    """Return all settings of words, those by columns with the source that the words are of."""
    found: list[tuple[str, str | None, dict[str, str]]] = [
        (name, None, dict(json.loads(text)))
        for name, text in uow.settings.starting_with(_BY_ALL["words"]).items()
        if text
    ]
    for name, text in uow.settings.starting_with(_BY_COLUMNS["words"]).items():
        found += [(name, source, dict(of)) for source, of in json.loads(text or "{}").items()]
    return found


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
