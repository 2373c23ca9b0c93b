"""What imports remember of words that somebody was asked about: told in 設定, and forgotten from there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.completion import plain
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import duty_words
from dxdesk.usecases.imports.attendance_words import ANSWER_LABELS
from dxdesk.usecases.imports.course_names import ALIASES
from dxdesk.usecases.imports.understanding import ANSWERS
from dxdesk.usecases.workplace.desk import Desk

DUTY, CELL, COURSE = "duty", "cell", "course"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A word and what it is read as; ``kind`` is ``duty``, ``cell`` or ``course``.

    Of ``duty`` the words themselves are nowhere (``duty_words``): ``word`` is empty, and ``meaning`` counts
    what they are read as. The meaning of a ``course`` of its own is empty.
    """

    kind: str
    word: str
    meaning: str


def remembered(desk: Desk) -> tuple[Remembered, ...]:
    """Return what is remembered, words of 在職状態 first."""
    with desk.store.read() as uow:
        counts = duty_words.learnt(uow)
        told = "、".join(f"{meaning} {count:,}つ" for meaning, count in counts.items())
        duty = (Remembered(DUTY, "", told),) if told else ()
        cells = {word: key for of in _cells(uow).values() for word, key in of.items()}
        courses = _courses(uow)
    return (
        *duty,
        *(Remembered(CELL, word, ANSWER_LABELS.get(key, key)) for word, key in sorted(cells.items())),
        *(
            Remembered(COURSE, name, "" if plain(meant) == name else meant)
            for name, meant in sorted(courses.items())
        ),
    )


def forget(desk: Desk, one: Remembered) -> None:
    """Forget a word (all of 在職状態 at once): the next table asks about it again. What is recorded stays."""
    desk.require(Role.HR)
    with desk.store.write() as uow:
        if one.kind == DUTY:
            duty_words.unlearn(uow)
        elif one.kind == CELL:
            for setting, words in _cells(uow).items():
                if one.word in words:
                    left = {word: key for word, key in words.items() if word != one.word}
                    uow.settings.set(setting, canonical.dumps(left) if left else "")
        else:
            left = {name: meant for name, meant in _courses(uow).items() if name != one.word}
            uow.settings.set(ALIASES, canonical.dumps(left) if left else "")
        uow.audit.append("words-forgotten", one.kind)
        uow.commit()


def _cells(uow: UnitOfWork) -> dict[str, dict[str, str]]:
    """Return what words in cells mean, by the setting of their source."""
    return {
        name: dict(json.loads(text)) for name, text in uow.settings.starting_with(ANSWERS).items() if text
    }


def _courses(uow: UnitOfWork) -> dict[str, str]:
    return dict(json.loads(uow.settings.get(ALIASES) or "{}"))
