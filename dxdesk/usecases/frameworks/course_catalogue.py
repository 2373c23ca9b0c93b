"""The courses that come with a preset: what its policy says of training, as data.

A framework holds a course as evidence for people, levels and stages. What else a policy says of one (who
holds it, how, how long, for whom, when) stands in ``resources/presets/courses/<code>.toml``, one file a
preset, from which an office can start its own list. Empty and 0 mean: the policy does not say.

Loaded lazily: needs pydantic.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dxdesk import paths
from dxdesk.domain.framework import Framework
from dxdesk.usecases.frameworks.indicator_list import outcome_names
from dxdesk.usecases.frameworks.preset_model import Code, Level, Text, Uid
from dxdesk.usecases.frameworks.versions import load_preset

Owner = Literal["", "hr", "dx", "systems", "other"]
"""人事課, DX, 情報システム, another section."""

Provider = Literal["", "庁内", "東京都・GovTech東京", "J-LIS", "外部"]
Form = Literal["集合", "ライブ", "eラーニング", "動画・記事", "演習", "体験会", "講演"]

Need = Literal["required", "elective", "none"]
"""必須, 選択, 定めなし. Required is only what a policy calls so."""

Count = Annotated[int, Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ServedModel(_Model):
    """A skill the course is for; ``level`` 0: of no level in particular. ``supplement``: the tie is ours."""

    item: Uid
    level: Level = 0
    supplement: bool = False


class AudienceModel(_Model):
    """Whom a course is for: a persona (code), a 職層 group (name), or both at once."""

    persona: str = ""
    grade: str = ""
    need: Need = "none"


class EligibleModel(_Model):
    """Who may come. ``rule`` and ``after`` can be looked up; ``hint`` (原則 …) is told and never refuses.

    ``rule``: ``new-staff`` = taken on in the year, ``wish`` = whoever wants to. ``after`` is the code of a
    course that was attended before.
    """

    rule: Literal["", "new-staff", "wish"] = ""
    after: str = ""
    hint: str = ""


class CourseModel(_Model):
    """A course as a policy tells of it.

    ``hours`` with ``hours_about`` = 程度; ``seats`` and ``periods`` are the policy's figures and hints, no
    session. ``every_years`` goes with ``recurrence`` every-n; regular = 定期, without an interval.
    ``roster`` is false for what everybody watches or reads without a list of who did. ``reference`` is the
    fiscal year of which this is a record, 0 for what the policy plans. ``requirements`` are the preset's
    requirements it fulfils. ``inferred`` names fields that were read from the context (推定).
    """

    code: Code
    name: Text
    section: Text
    aliases: list[Text] = []
    owner: Owner = ""
    with_owner: Owner = ""
    provider: Provider = ""
    form: list[Form] = []
    hours: Count = 0
    hours_about: bool = False
    contents: list[Text] = []
    serves: list[ServedModel] = []
    outcomes: list[Code] = []
    audience: list[AudienceModel] = []
    eligible: EligibleModel = EligibleModel()
    recurrence: Literal["", "once", "yearly", "every-n", "regular"] = ""
    every_years: Count = 0
    valid_years: Count = 0
    periods: list[Text] = []
    seats: Count = 0
    roster: bool = True
    reference: Count = 0
    requirements: list[Code] = []
    inferred: list[str] = []
    note: str = ""


class CatalogueModel(_Model):
    """All courses of a policy; ``label`` says what the list is where it is no plan, e.g. ``R6実績(参考)``.

    ``first`` are the personas (code) whom the policy would have take courses before others, where seats are
    few. What is to come of a course (``outcomes``) are codes of the logic model (``indicator_list``).
    """

    code: Uid
    source: Text
    note: str = ""
    label: str = ""
    first: list[Code] = []
    courses: list[CourseModel]

    def unknown(self, framework: Framework) -> Iterator[str]:
        """Yield what does not fit, as ``course: field: word``: names nobody has, names two courses have.

        Personas, 職層, skills, their levels and requirements are those of the framework, outcomes those of
        the logic model of its policy.
        """
        taken: set[tuple[str, str]] = set()
        for course in self.courses:
            called = [("code", course.code), *(("name", word) for word in (course.name, *course.aliases))]
            wrong = [found for found in called if found in taken]
            taken.update(called)
            named = _named(self, course, framework)
            wrong += [(field, word) for field, word, known in named if word and word not in known]
            wrong += _levels(course, framework)
            wrong += _at_odds(course)
            yield from (f"{course.code}: {field}: {word}" for field, word in wrong)
        personas = {persona.code for persona in framework.personas}
        yield from (f"first: {one}" for one in self.first if one not in personas)


def _levels(course: CourseModel, framework: Framework) -> Iterator[tuple[str, str]]:
    for served in course.serves:
        known = framework.has(served.item)
        if known and served.level not in (0, *framework.allowed_levels(framework.item(served.item))):
            yield "serves", f"{served.item} {served.level}"


def _at_odds(course: CourseModel) -> Iterator[tuple[str, str]]:
    """Yield fields that another field of the course contradicts."""
    if course.hours_about and not course.hours:
        yield "hours_about", str(course.hours)
    if course.with_owner and course.with_owner == course.owner:
        yield "with_owner", course.with_owner
    if bool(course.every_years) != (course.recurrence == "every-n"):
        yield "every_years", str(course.every_years)


def _named(
    catalogue: CatalogueModel, course: CourseModel, framework: Framework
) -> Iterator[tuple[str, str, set[str]]]:
    """Yield (field, word, words there are) of every name a course refers by."""
    personas = {persona.code for persona in framework.personas}
    grades = {grade.name for grade in framework.grades}
    outcomes = outcome_names(catalogue.code)
    for audience in course.audience:
        yield "persona", audience.persona, personas
        yield "grade", audience.grade, grades
    for served in course.serves:
        yield "serves", served.item, {item.uid for item in framework.items}
    for requirement in course.requirements:
        yield "requirements", requirement, {one.code for one in framework.requirements}
    for outcome in course.outcomes:
        yield "outcomes", outcome, {*outcomes}
    for field in course.inferred:
        yield "inferred", field, set(CourseModel.model_fields)
    yield "after", course.eligible.after, {other.code for other in catalogue.courses}


def load_catalogue(code: str) -> CatalogueModel:
    """Return the courses of a shipped preset.

    Raises:
        ValueError: the file has a field of a wrong shape (pydantic's error) or names what its preset lacks.
        OSError: there is no such file.
    """
    path = paths.resources_dir() / "presets" / "courses" / f"{code}.toml"
    catalogue = CatalogueModel.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    wrong = list(catalogue.unknown(load_preset(code)))
    if catalogue.code != code or wrong:
        raise ValueError(f"{path.name}: {catalogue.code}; {'; '.join(wrong)}")
    return catalogue
