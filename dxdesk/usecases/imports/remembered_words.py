"""What imports remember of words that somebody was asked about: told in 設定, and forgotten from there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.completion import DIGEST, evened
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import duty_words
from dxdesk.usecases.imports.attendance_words import ANSWER_LABELS
from dxdesk.usecases.imports.course_names import ALIASES
from dxdesk.usecases.imports.remembered_answers import all_words, forget_word
from dxdesk.usecases.workplace.desk import Desk

DUTY, CELL, COURSE = "duty", "cell", "course"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A word and what it is read as; ``kind`` is ``duty``, ``cell`` or ``course``.

    Of ``duty`` the words themselves are nowhere (``duty_words``): ``word`` is empty, and ``meaning`` counts
    what they are read as. A word that says why somebody was not there is its
    digest (``is_digest``). The meaning of a ``course`` of its own is empty.
    """

    kind: str
    word: str
    meaning: str

    @property
    def is_digest(self) -> bool:
        """Whether the word itself is nowhere."""
        return self.kind == DUTY or self.word.startswith(DIGEST)


def remembered(desk: Desk) -> tuple[Remembered, ...]:
    """Return what is remembered, words of 在職状態 first."""
    with desk.store.read() as uow:
        counts = duty_words.learnt(uow)
        told = "、".join(f"{meaning} {count:,}つ" for meaning, count in counts.items())
        duty = (Remembered(DUTY, "", told),) if told else ()
        cells = all_words(uow)
        courses = _courses(uow)
    return (
        *duty,
        *(Remembered(CELL, word, ANSWER_LABELS.get(key, key)) for word, key in sorted(cells.items())),
        *(
            Remembered(COURSE, name, "" if evened(meant) == name else meant)
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
            forget_word(uow, one.word)
        else:
            left = {name: meant for name, meant in _courses(uow).items() if name != one.word}
            uow.settings.set(ALIASES, canonical.dumps(left) if left else "")
        uow.audit.append("words-forgotten", one.kind)
        uow.commit()


def _courses(uow: UnitOfWork) -> dict[str, str]:
    return dict(json.loads(uow.settings.get(ALIASES) or "{}"))
