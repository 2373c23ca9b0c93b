"""What a section has answered to a request so far: drafts, what was sent before, and what would be written.

Both are of the place a request is about (section, round) and not of its file, so that a draft goes on where
the request is made again, and what was sent is not forgotten when the same one is opened once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical, enrolment_words
from dxdesk.domain.enrolments import State
from dxdesk.domain.text import cleaned
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.section_requests import Request
from dxdesk.usecases.forms.enrolment_form import (
    ASK,
    COMPLETED,
    NOTHING,
    STANDING,
    STILL_ASKED,
    TAKE_BACK,
    EnrolmentAnswers,
    EnrolmentForm,
)
from dxdesk.usecases.forms.nomination_form import NominationForm, NomineeLine

_DRAFT, _SENT = setting_names.REQUEST_DRAFT, setting_names.REQUEST_SENT
_WORDS = {ASK: enrolment_words.ASK, TAKE_BACK: enrolment_words.TAKE_BACK}
_CELLS = {word: cell for cell, word in _WORDS.items()}
Answers = EnrolmentAnswers | tuple[NomineeLine, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """When a request was last sent back (UTC), in which file, and what it said."""

    at: str
    file: str
    answers: Answers


@dataclass(frozen=True)
class EnrolmentWork:
    """A 受講申込票 in work: ``sent`` is what HR was told and the form does not say yet."""

    form: EnrolmentForm
    answers: EnrolmentAnswers = NOTHING
    sent: EnrolmentAnswers = NOTHING

    def stands(self, session: str, number: str) -> str:
        """Return where somebody stands (``STANDING``, ``COMPLETED``), empty where nothing is told."""
        said = self.sent.choices.get((session, number), "")
        return _AFTER.get(said, "") or self.form.standing.get((session, number), "")

    def wanted(self, session: str, number: str) -> bool:
        """Tell whether somebody is asked for, now or before."""
        said = self.answers.choices.get((session, number), "")
        return said == ASK if said else self.stands(session, number) in STILL_ASKED

    def settled(self, session: str, number: str) -> bool:
        """Tell whether HR has decided, or somebody took back, so that nothing can be asked here any more."""
        return self.stands(session, number) not in ("", COMPLETED, *STILL_ASKED)

    def put(self, session: str, number: str, *, wanted: bool) -> EnrolmentWork:
        """Return the work with somebody asked for, or not (any more)."""
        key = session, number
        stood = self.stands(session, number) in STILL_ASKED
        # As it stands nothing is new; what was sent is said again, so that the newest file says all.
        choice = self.sent.choices.get(key, "") if wanted == stood else ASK if wanted else TAKE_BACK
        others = {one: said for one, said in self.answers.choices.items() if one != key}
        choices = {**others, **({key: choice} if choice else {})}
        return replace(self, answers=replace(self.answers, choices=choices))

    def note(self, number: str, text: str) -> EnrolmentWork:
        """Return the work with a note (備考) on somebody; empty: none."""
        others = {one: said for one, said in self.answers.notes.items() if one != number}
        notes = {**others, **({number: text} if text else {})}
        return replace(self, answers=replace(self.answers, notes=notes))

    def add(self, number: str, name: str) -> EnrolmentWork:
        """Return the work with somebody whom the form does not list."""
        known = {one.number for one in self.form.people} | {one for one, _ in self.answers.added}
        if number in known:
            return self
        return replace(self, answers=replace(self.answers, added=(*self.answers.added, (number, name))))

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return (number, name) of everybody who can be asked for."""
        return (*((one.number, one.name) for one in self.form.people), *self.answers.added)

    def count(self, session: str) -> int:
        """Return how many of the section are asked for in a session."""
        return sum(self.wanted(session, number) for number, _ in self.people())


@dataclass(frozen=True)
class NominationWork:
    """A 推薦依頼 in work: whom the section names, and whom it named in what it sent before."""

    form: NominationForm
    answers: tuple[NomineeLine, ...] = ()
    sent: tuple[NomineeLine, ...] = ()

    def of(self, number: str) -> NomineeLine | None:
        """Return what is said of somebody, ``None`` of who is not named."""
        return next((one for one in self.answers if one.number == number), None)

    def put(self, line: NomineeLine) -> NominationWork:
        """Return the work with somebody named, in place of what was said of them before."""
        if self.of(line.number) is None:
            return replace(self, answers=(*self.answers, line))
        answers = tuple(line if one.number == line.number else one for one in self.answers)
        return replace(self, answers=answers)

    def drop(self, number: str) -> NominationWork:
        """Return the work without somebody."""
        return replace(self, answers=tuple(one for one in self.answers if one.number != number))


Work = EnrolmentWork | NominationWork

_AFTER = {ASK: STANDING[State.ASKED], TAKE_BACK: STANDING[State.WITHDRAWN]}
"""Where an enrolment stands once it was asked for, or taken back, in a file that was sent."""


def work_of(uow: UnitOfWork, request: Request) -> Work:
    """Return how far a request is answered."""
    sent = sent_of(uow, request)
    text = uow.settings.get(f"{_DRAFT}{request.place}")
    draft = _read(request, text) if text else sent.answers if sent is not None else None
    if isinstance(request.form, NominationForm):
        said = sent.answers if sent is not None and isinstance(sent.answers, tuple) else ()
        answers = draft if isinstance(draft, tuple) else ()
        return NominationWork(request.form, answers, said)
    told = sent.answers if sent is not None and isinstance(sent.answers, EnrolmentAnswers) else NOTHING
    found = draft if isinstance(draft, EnrolmentAnswers) else NOTHING
    return EnrolmentWork(request.form, _fitting(request.form, found, told), told)


def _fitting(form: EnrolmentForm, answers: EnrolmentAnswers, sent: EnrolmentAnswers) -> EnrolmentAnswers:
    """Return answers without what a form made again has no room for: a draft may be of an earlier one."""
    offered = {one.subject for one in form.sessions}

    def fits(key: tuple[str, str], choice: str) -> bool:
        stood = form.standing.get(key, "")
        if choice == ASK:
            return not stood
        return stood in STILL_ASKED or key in sent.choices

    choices = {
        key: choice for key, choice in answers.choices.items() if key[0] in offered and fits(key, choice)
    }
    listed = {one.number for one in form.people}
    added = tuple(one for one in answers.added if one[0] not in listed)
    return replace(answers, choices=choices, added=added)


def sent_of(uow: UnitOfWork, request: Request) -> Sent | None:
    """Return what was sent back since a request was issued: what went before, HR may know already."""
    text = uow.settings.get(f"{_SENT}{request.place}")
    if not text:
        return None
    said = canonical.loads(text)
    if said["of"] != request.receipt.payload_sha256 and said["at"] <= request.envelope.issued_at:
        return None
    return Sent(said["at"], said["file"], _read(request, canonical.dumps(said["answers"])))


def keep_draft(uow: UnitOfWork, request: Request, answers: Answers) -> None:
    """Keep what is answered so far; durable once the unit of work is committed."""
    text = canonical.dumps(_plain(cleaned(answers)))
    if uow.settings.get(f"{_DRAFT}{request.place}") != text:
        uow.settings.set(f"{_DRAFT}{request.place}", text)


def keep_sent(uow: UnitOfWork, request: Request, at: str, file: str, answers: Answers) -> None:
    """Keep what was sent, in place of the draft."""
    of = request.receipt.payload_sha256
    said = {"at": at, "of": of, "file": file, "answers": _plain(answers)}
    uow.settings.set(f"{_SENT}{request.place}", canonical.dumps(said))
    uow.settings.set(f"{_DRAFT}{request.place}", "")


def has_draft(uow: UnitOfWork, request: Request) -> bool:
    """Tell whether something was answered that was not sent."""
    return bool(uow.settings.get(f"{_DRAFT}{request.place}"))


def _plain(answers: Answers) -> dict[str, Any]:
    if isinstance(answers, EnrolmentAnswers):
        choices = sorted((*key, _WORDS[choice]) for key, choice in answers.choices.items())
        return {
            "choices": [list(one) for one in choices],
            "notes": dict(answers.notes),
            "added": [list(one) for one in answers.added],
        }
    return {"people": [one._asdict() for one in answers]}


def _read(request: Request, text: str) -> Answers:
    said: Mapping[str, Any] = canonical.loads(text)
    if isinstance(request.form, NominationForm):
        return tuple(NomineeLine(**one) for one in said["people"])
    return EnrolmentAnswers(
        {(session, number): _CELLS[word] for session, number, word in said["choices"]},
        dict(said["notes"]),
        tuple((number, name) for number, name in said["added"]),
    )
