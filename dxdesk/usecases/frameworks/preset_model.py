"""The shape of a framework preset file, checked field by field before it becomes a ``Framework``.

Loaded lazily: only reading a preset needs pydantic.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dxdesk.domain import framework as domain
from dxdesk.domain import goals
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.levels import Scale, ScaleLevel

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Code = Annotated[str, Field(pattern=r"^\S{1,80}$")]
Uid = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Level = Annotated[int, Field(ge=0, le=254)]
Required = dict[str, Level]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _sentence(value: object) -> object:
    """Let a plain text stand for a statement that is not inferred."""
    return {"text": value} if isinstance(value, str) else value


class StatementModel(_Model):
    """One sentence."""

    text: Text
    inferred: bool = False


Sentence = Annotated[StatementModel, BeforeValidator(_sentence)]


def _pair(value: object) -> object:
    """Let TOML's list of two stand for a pair."""
    return tuple(value) if isinstance(value, list) else value


Pair = Annotated[tuple[str, Level], BeforeValidator(_pair)]


class GradedStatementModel(_Model):
    """One sentence and the 職層 groups it is for; ``inferred_grades`` were guessed (推定)."""

    text: Text
    grades: list[str] = []
    inferred_grades: list[str] = []


class CriteriaModel(_Model):
    """A level's criteria."""

    level: Level
    heading: str = ""
    statements: list[Sentence]


class ItemModel(_Model):
    """An item; ``statements`` are by 職層, ``criteria`` by level."""

    uid: Uid
    code: Code
    name: Text
    category: str
    kind: Literal["skill", "mindset"]
    scale: str
    description: str = ""
    criteria: list[CriteriaModel] = []
    statements: list[GradedStatementModel] = []
    grades: list[str] = []
    personas: list[str] = []
    supplement: bool = False


class ScaleLevelModel(_Model):
    """A level of a scale."""

    value: Level
    label: Text
    name: str = ""
    supplement: bool = False


class ScaleModel(_Model):
    """A scale."""

    code: Code
    name: Text
    levels: list[ScaleLevelModel]
    supplement: bool = False
    description: str = ""
    share: int = 100


class CategoryModel(_Model):
    """A category."""

    uid: Uid
    name: Text
    parent: str = ""
    description: str = ""


class GradeModel(_Model):
    """A 職層 group."""

    name: Text
    includes: list[Text] = []


class FacetModel(_Model):
    """A labelled list of texts about a persona."""

    name: Text
    texts: list[Text]
    supplement: bool = False


class PersonaModel(_Model):
    """A kind of person."""

    code: Code
    name: Text
    exclusive: bool = False
    required: Required = {}
    description: str = ""
    supplement: bool = False
    scope: Literal["everyone", "otherwise", "assigned", "grade"] = "assigned"
    parent: str = ""
    required_supplement: bool = False
    per_section: Annotated[int, Field(ge=0)] = 0
    facets: list[FacetModel] = []
    grades: list[str] = []


class RequirementModel(_Model):
    """Evidence that a level or a stage demands."""

    code: Code
    kind: Literal["course", "exam", "experience", "level", "stage"]
    name: str = ""
    mandatory: bool = True
    item: str = ""
    level: Level = 0
    stage: str = ""
    months: Annotated[int, Field(ge=0)] = 0
    supports: list[Pair] = []
    personas: list[str] = []
    supplement: bool = False
    hours: Annotated[int, Field(ge=0)] = 0
    note: str = ""


class StageModel(_Model):
    """A growth stage."""

    code: Code
    persona: str
    step: Annotated[int, Field(ge=0)]
    name: Text
    statements: list[Sentence] = []
    requirements: list[str] = []
    supplement: bool = False


class TargetModel(_Model):
    """A figure aimed at."""

    code: Code
    name: Text
    value: Annotated[int, Field(ge=0)] = 0
    unit: str = ""
    group: str = ""
    period: str = ""
    persona: str = ""
    about: bool = False
    at_least: bool = False
    per_section: bool = False
    note: str = ""
    supplement: bool = False


class ToolCellModel(_Model):
    """What a stage means for a tool."""

    stage: Code
    texts: list[Text] = []


class ToolModel(_Model):
    """A row of the tool skill map."""

    code: Code
    name: Text
    cells: list[ToolCellModel] = []
    supplement: bool = False


class TermModel(_Model):
    """A word of the glossary."""

    name: Text
    text: Text


class FrameworkModel(_Model):
    """A whole preset file."""

    code: Uid
    version: Code
    name: Text
    source: str
    summary: bool
    note: str = ""
    grades: list[GradeModel] = []
    scales: list[ScaleModel]
    categories: list[CategoryModel]
    items: list[ItemModel]
    personas: list[PersonaModel] = []
    requirements: list[RequirementModel] = []
    stages: list[StageModel] = []
    targets: list[TargetModel] = []
    tools: list[ToolModel] = []
    glossary: list[TermModel] = []
    follows: str = ""

    def build(self) -> domain.Framework:
        """Return the framework these fields describe."""
        return domain.Framework(
            code=self.code,
            version=self.version,
            name=self.name,
            source=self.source,
            summary=self.summary,
            note=self.note.strip(),
            scales=tuple(_scale(scale) for scale in self.scales),
            categories=tuple(
                domain.Category(c.uid, c.name, c.parent, c.description) for c in self.categories
            ),
            items=tuple(_item(item, self.grades) for item in self.items),
            personas=tuple(_persona(persona) for persona in self.personas),
            stages=tuple(_stage(stage) for stage in self.stages),
            requirements=tuple(_requirement(requirement) for requirement in self.requirements),
            grades=tuple(domain.Grade(grade.name, tuple(grade.includes)) for grade in self.grades),
            targets=tuple(goals.Target(**target.model_dump()) for target in self.targets),
            tools=tuple(_tool(tool) for tool in self.tools),
            glossary=tuple(domain.Term(term.name, term.text) for term in self.glossary),
            follows=self.follows,
        )


def _scale(model: ScaleModel) -> Scale:
    levels = tuple(ScaleLevel(v.value, v.label, v.name, v.supplement) for v in model.levels)
    return Scale(model.code, model.name, levels, model.supplement, model.description, model.share)


def _sentences(models: list[StatementModel]) -> tuple[domain.Statement, ...]:
    return tuple(domain.Statement(model.text, model.inferred) for model in models)


def _item(model: ItemModel, grades: list[GradeModel]) -> domain.Item:
    by_grade = []
    named = {name for s in model.statements for name in (*s.grades, *s.inferred_grades)}
    order = [grade.name for grade in grades if grade.name in named]
    for name in (*order, *sorted(named - set(order))):
        sentences = tuple(
            domain.Statement(s.text, name not in s.grades)
            for s in model.statements
            if name in s.grades or name in s.inferred_grades
        )
        by_grade.append(domain.GradeStatements(name, sentences))
    return domain.Item(
        uid=model.uid,
        code=model.code,
        name=model.name,
        category=model.category,
        kind=model.kind,
        scale=model.scale,
        description=model.description,
        criteria=tuple(domain.Criteria(c.level, c.heading, _sentences(c.statements)) for c in model.criteria),
        by_grade=tuple(by_grade),
        grades=tuple(model.grades),
        personas=tuple(model.personas),
        supplement=model.supplement,
    )


def _persona(model: PersonaModel) -> domain.Persona:
    values = model.model_dump(exclude={"required", "facets", "grades"})
    facets = tuple(domain.Facet(facet.name, tuple(facet.texts), facet.supplement) for facet in model.facets)
    return domain.Persona(
        **values, required=tuple(model.required.items()), facets=facets, grades=tuple(model.grades)
    )


def _requirement(model: RequirementModel) -> domain.Requirement:
    values = model.model_dump(exclude={"supports", "personas"})
    return domain.Requirement(**values, supports=tuple(model.supports), personas=tuple(model.personas))


def _stage(model: StageModel) -> domain.Stage:
    return domain.Stage(
        model.code,
        model.persona,
        model.step,
        model.name,
        _sentences(model.statements),
        tuple(model.requirements),
        model.supplement,
    )


def _tool(model: ToolModel) -> goals.Tool:
    cells = tuple(goals.ToolCell(cell.stage, tuple(cell.texts)) for cell in model.cells)
    return goals.Tool(model.code, model.name, cells, model.supplement)


_REASONS = {
    "missing": ("必要な項目がありません。", "この項目を書いてください。"),
    "extra_forbidden": ("知らない項目です。", "名前の書き誤りでなければ消してください。"),
    "string_type": ("文字ではありません。", "引用符で囲んだ文字にしてください。"),
    "int_type": ("整数ではありません。", "引用符のない整数にしてください。"),
    "bool_type": ("true か false ではありません。", "true か false にしてください。"),
    "list_type": ("並び([ ])ではありません。", "[ ] で囲んだ並びにしてください。"),
    "literal_error": ("決められた値のどれでもありません。", "決められた値にしてください。"),
    "string_too_short": ("空です。", "値を書いてください。"),
    "string_pattern_mismatch": (
        "使えない文字があるか、空です。",
        "英数字の短いIDか、空でない文にしてください。",
    ),
    "greater_than_equal": ("値が小さすぎます。", "0以上にしてください。"),
    "less_than_equal": ("値が大きすぎます。", "254以下にしてください。"),
}


def field_name(location: tuple[int | str, ...]) -> str:
    """Return a place in the file as people read it: ``items[2].criteria[0].level``."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def parse(data: object, file: str = "") -> domain.Framework:
    """Return the framework of a preset's data (as ``tomllib`` gives it).

    Raises:
        KnownError: ``framework-field`` with a problem for every field in question.
    """
    try:
        return FrameworkModel.model_validate(data).build()
    except ValidationError as error:
        problems = []
        for detail in error.errors(include_url=False):
            field = field_name(detail["loc"])
            reason, fix = _REASONS.get(
                detail["type"], ("この項目の値は使えません。", "値の形を直してください。")
            )
            found = "" if detail["type"] == "missing" else str(detail["input"])[:80]
            problems.append(
                Problem("framework-field", f"{field}: {reason}", fix, found, Place(file, "", field))
            )
        raise KnownError.of(tuple(problems)) from None
