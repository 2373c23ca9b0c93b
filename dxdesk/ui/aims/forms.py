"""What is asked of an outcome, an indicator, a 取組, its evaluation and the policy, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, Published, Remark
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.widgets.form import Field

Texts = Mapping[str, str]
_BETWEEN = re.compile("[、,\\s\uff0c]+")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one for one in _BETWEEN.split(text) if one)


def _number(text: str, name: str) -> int:
    """Return a number that was written, 0 for none.

    Raises:
        KnownError: ``aim-number``.
    """
    if not text:
        return 0
    if not text.isdecimal() or len(text) > len("999999"):
        raise KnownError(
            "aim-number",
            f"「{name}」を数字として読めません。何も変えていません。",
            "0以上の整数を書いてください。",
            found=text,
        )
    return int(text)


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


def indicator_of(before: IndicatorSaid, texts: Texts) -> IndicatorSaid:
    """Return the indicator as it is written.

    Raises:
        KnownError: ``aim-number``.
    """
    published = []
    for line in filter(str.strip, texts["published"].splitlines()):
        year, label, figure, source = (*(part.strip() for part in line.split(",", 3)), "", "", "")[:4]
        published.append(Published(_number(year, messages.FIGURES), label, figure, source))
    return before._replace(
        code=texts["code"],
        outcome=texts["outcome"],
        name=texts["name"],
        question=texts["question"],
        measure=texts["measure"],
        unit=texts["unit"],
        aim=texts["aim"],
        aimed=texts["aimed"],
        options=tuple(filter(None, map(str.strip, texts["options"].splitlines()))),
        most=_number(texts["most"], messages.MOST),
        published=tuple(published),
        note=texts["note"],
        ended=False,
    )


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


def outcome_of(before: OutcomeSaid, texts: Texts) -> OutcomeSaid:
    """Return the outcome as it is written."""
    return before._replace(
        code=texts["code"],
        layer=texts["layer"],
        name=texts["name"],
        leads_to=_listed(texts["leads_to"]),
        note=texts["note"],
        ended=False,
    )


def policy_fields(one: OutcomeSaid) -> tuple[Field, ...]:
    """Return what is asked of the logic model as a whole: its name, its period, what was revised."""
    remarks = "\n".join(f"{said.day},{said.text}" for said in one.remarks)
    return (
        Field("name", messages.MODEL_NAME, one.name, lines=True),
        Field("first_year", messages.FIRST_YEAR, str(one.first_year)),
        Field("final_year", messages.FINAL_YEAR, str(one.final_year)),
        Field("remarks", messages.REMARKS_LABEL, remarks, lines=True, hint=messages.REMARKS_HINT),
    )


def policy_of(before: OutcomeSaid, texts: Texts) -> OutcomeSaid:
    """Return the logic model as it is written.

    Raises:
        KnownError: ``aim-number``.
    """
    remarks = []
    for line in filter(str.strip, texts["remarks"].splitlines()):
        day, comma, text = line.partition(",")
        remarks.append(Remark(day.strip(), text.strip()) if comma else Remark("", line.strip()))
    return before._replace(
        name=texts["name"],
        first_year=_number(texts["first_year"], messages.FIRST_YEAR),
        final_year=_number(texts["final_year"], messages.FINAL_YEAR),
        remarks=tuple(remarks),
    )


def activity_fields(one: ActivitySaid, *, new: bool) -> tuple[Field, ...]:
    """Return what is asked of a 取組."""
    return (
        Field("code", messages.CODE, one.code, fixed=not new),
        Field("held_by", messages.HELD_BY, one.held_by),
        Field("name", messages.NAME, one.name, lines=True),
        Field("outcomes", messages.FOR_OUTCOMES, "、".join(one.outcomes)),
        Field("note", messages.NOTE_LABEL, one.note),
    )


def activity_of(before: ActivitySaid, texts: Texts) -> ActivitySaid:
    """Return the 取組 as it is written."""
    return before._replace(
        code=texts["code"],
        held_by=texts["held_by"],
        name=texts["name"],
        outcomes=_listed(texts["outcomes"]),
        note=texts["note"],
        ended=False,
    )


def evaluation_fields(one: ActivitySaid) -> tuple[Field, ...]:
    """Return what is asked of the process evaluation of a year."""
    return (
        Field("planned", messages.PLANNED_LABEL, one.planned, lines=True),
        Field("done", messages.DONE_LABEL, one.done, lines=True),
        Field("participants", messages.PARTICIPANTS_LABEL, str(one.participants)),
        Field("went_well", messages.WELL_LABEL, one.went_well, lines=True),
        Field("to_change", messages.CHANGE_LABEL, one.to_change, lines=True),
    )


def evaluation_of(before: ActivitySaid, texts: Texts) -> ActivitySaid:
    """Return the evaluation as it is written.

    Raises:
        KnownError: ``aim-number``.
    """
    return before._replace(
        planned=texts["planned"],
        done=texts["done"],
        participants=_number(texts["participants"], messages.PARTICIPANTS_LABEL),
        went_well=texts["went_well"],
        to_change=texts["to_change"],
        ended=False,
    )
