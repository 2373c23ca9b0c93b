"""What is asked of an outcome, an indicator, a 取組, its evaluation and the policy, and what it comes to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dxdesk.domain.errors import Problem
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, Published, Remark, Said
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.widgets.form import Field

Texts = Mapping[str, str]
_BETWEEN = re.compile("[、,\\s\uff0c]+")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one for one in _BETWEEN.split(text) if one)


class Read(NamedTuple):
    """A thing as it is written, and what could not even be read of it, all of it to be told at once."""

    said: Said
    problems: tuple[Problem, ...] = ()


class _Numbers:
    """Reads numbers, and gathers what is none (``aim-number``)."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, text: str, name: str) -> int:
        """Return a number that was written, 0 for none and for what cannot be read."""
        even = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        if not even:
            return 0
        if even.isdecimal() and len(even) <= len("999999"):
            return int(even)
        message = f"「{name}」を数字として読めません。何も変えていません。"
        self.problems.append(Problem("aim-number", message, "0以上の整数を書いてください。", text))
        return 0


def indicator_fields(one: IndicatorSaid, outcomes: Sequence[OutcomeSaid], *, new: bool) -> tuple[Field, ...]:
    """Return what is asked of an indicator."""
    of = (("", messages.NONE), *((it.code, f"{it.code} {it.name}") for it in outcomes))
    figures = "\n".join(",".join(map(str, said)) for said in one.published)
    return (
        Field("code", messages.CODE, one.code, fixed=not new),
        Field("outcome", messages.OUTCOME, one.outcome, of),
        Field("name", messages.NAME, one.name, lines=True),
        Field("question", messages.ASKED, one.question, lines=True),
        Field("measure", messages.MEASURE, one.measure, tuple(messages.MEASURES.items())),
        Field("unit", messages.UNIT, one.unit),
        Field("aim", messages.AIM, one.aim, tuple(messages.AIMS.items())),
        Field("aimed", messages.AIMED, one.aimed),
        Field("options", messages.OPTIONS_LABEL, "\n".join(one.options), lines=True),
        Field("most", messages.MOST, str(one.most)),
        Field("published", messages.FIGURES, figures, lines=True, hint=messages.FIGURES_HINT),
        Field("note", messages.NOTE_LABEL, one.note, lines=True),
    )


def indicator_of(before: IndicatorSaid, texts: Texts) -> Read:
    """Return the indicator as it is written."""
    published, numbers = [], _Numbers()
    for line in filter(str.strip, texts["published"].splitlines()):
        year, label, figure, source = (*(part.strip() for part in line.split(",", 3)), "", "", "")[:4]
        unread = len(numbers.problems)
        of = numbers.read(year, messages.FIGURES)
        if len(numbers.problems) == unread:  # else what is wrong with its year is told once
            published.append(Published(of, label, figure, source))
    said = before._replace(
        code=texts["code"],
        outcome=texts["outcome"],
        name=texts["name"],
        question=texts["question"],
        measure=texts["measure"],
        unit=texts["unit"],
        aim=texts["aim"],
        aimed=texts["aimed"],
        options=tuple(filter(None, map(str.strip, texts["options"].splitlines()))),
        most=numbers.read(texts["most"], messages.MOST),
        published=tuple(published),
        note=texts["note"],
        ended=False,
    )
    return Read(said, tuple(numbers.problems))


def outcome_fields(one: OutcomeSaid, *, new: bool) -> tuple[Field, ...]:
    """Return what is asked of an outcome."""
    layers = tuple((code, name) for code, name in reversed(messages.LAYERS.items()))
    return (
        Field("code", messages.CODE, one.code, fixed=not new),
        Field("layer", messages.LAYER, one.layer, layers),
        Field("name", messages.NAME, one.name, lines=True),
        Field("leads_to", messages.LEADS_TO, "、".join(one.leads_to)),
        Field("note", messages.NOTE_LABEL, one.note),
    )


def outcome_of(before: OutcomeSaid, texts: Texts) -> Read:
    """Return the outcome as it is written."""
    said = before._replace(
        code=texts["code"],
        layer=texts["layer"],
        name=texts["name"],
        leads_to=_listed(texts["leads_to"]),
        note=texts["note"],
        ended=False,
    )
    return Read(said)


def policy_fields(one: OutcomeSaid) -> tuple[Field, ...]:
    """Return what is asked of the logic model as a whole: its name, its period, what was revised."""
    remarks = "\n".join(f"{said.day},{said.text}" for said in one.remarks)
    return (
        Field("name", messages.MODEL_NAME, one.name, lines=True),
        Field("first_year", messages.FIRST_YEAR, str(one.first_year)),
        Field("final_year", messages.FINAL_YEAR, str(one.final_year)),
        Field("remarks", messages.REMARKS_LABEL, remarks, lines=True, hint=messages.REMARKS_HINT),
    )


def policy_of(before: OutcomeSaid, texts: Texts) -> Read:
    """Return the logic model as it is written."""
    remarks, numbers = [], _Numbers()
    for line in filter(str.strip, texts["remarks"].splitlines()):
        day, comma, text = line.partition(",")
        remarks.append(Remark(day.strip(), text.strip()) if comma else Remark("", line.strip()))
    said = before._replace(
        name=texts["name"],
        first_year=numbers.read(texts["first_year"], messages.FIRST_YEAR),
        final_year=numbers.read(texts["final_year"], messages.FINAL_YEAR),
        remarks=tuple(remarks),
    )
    return Read(said, tuple(numbers.problems))


def activity_fields(one: ActivitySaid, *, new: bool) -> tuple[Field, ...]:
    """Return what is asked of a 取組."""
    return (
        Field("code", messages.CODE, one.code, fixed=not new),
        Field("held_by", messages.HELD_BY, one.held_by),
        Field("name", messages.NAME, one.name, lines=True),
        Field("outcomes", messages.FOR_OUTCOMES, "、".join(one.outcomes)),
        Field("note", messages.NOTE_LABEL, one.note),
    )


def activity_of(before: ActivitySaid, texts: Texts) -> Read:
    """Return the 取組 as it is written."""
    said = before._replace(
        code=texts["code"],
        held_by=texts["held_by"],
        name=texts["name"],
        outcomes=_listed(texts["outcomes"]),
        note=texts["note"],
        ended=False,
    )
    return Read(said)


def evaluation_fields(one: ActivitySaid) -> tuple[Field, ...]:
    """Return what is asked of the process evaluation of a year."""
    return (
        Field("planned", messages.PLANNED_LABEL, one.planned, lines=True),
        Field("done", messages.DONE_LABEL, one.done, lines=True),
        Field("participants", messages.PARTICIPANTS_LABEL, str(one.participants)),
        Field("went_well", messages.WELL_LABEL, one.went_well, lines=True),
        Field("to_change", messages.CHANGE_LABEL, one.to_change, lines=True),
    )


def evaluation_of(before: ActivitySaid, texts: Texts) -> Read:
    """Return the evaluation as it is written."""
    numbers = _Numbers()
    said = before._replace(
        planned=texts["planned"],
        done=texts["done"],
        participants=numbers.read(texts["participants"], messages.PARTICIPANTS_LABEL),
        went_well=texts["went_well"],
        to_change=texts["to_change"],
        ended=False,
    )
    return Read(said, tuple(numbers.problems))
