"""What the confirmers say of a person's growth stages (育成段階), read out of the records.

A stage is one more item of a review, keyed by its persona: two confirmers who place somebody differently
disagree like over a level. What was finalised in earlier years comes with the reference and stands until
somebody says otherwise. Value: ``{"stage": code, "comment": text, "correction": text}``, the latter two
where there are any; an empty code says that no stage is reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.contents import StageSaid, stage_key
from dxdesk.domain.framework import Framework, Persona
from dxdesk.domain.merge import RecordView
from dxdesk.domain.records import REVIEW_PARTS, Part
from dxdesk.domain.staging import stages_of

NOT_REACHED = "未到達"


@dataclass(frozen=True, slots=True)
class StageDecision:
    """A persona's stage in one person's year; codes, empty for none reached, ``None`` where nobody said any.

    ``last`` was finalised before this year.
    """

    persona: str
    last: str | None = None
    first: str | None = None
    first_comment: str = ""
    second: str | None = None
    second_comment: str = ""
    disputed: bool = False

    @property
    def said(self) -> str | None:
        """What this year's confirmers say: the second one's word, else the first's."""
        return self.second if self.second is not None else self.first

    @property
    def stands(self) -> str:
        """The stage that stands: this year's word, else the one kept from before; empty for none."""
        return (self.said if self.said is not None else self.last) or ""

    @property
    def comment(self) -> str:
        """What the confirmer wrote."""
        return self.second_comment or self.first_comment


def stages_said(
    framework: Framework,
    personas: tuple[str, ...],
    grade: str,
    views: Mapping[Part, RecordView],
) -> tuple[StageDecision, ...]:
    """Return the stages of every persona a person is; codes the framework no longer has are left out."""
    if not framework.stages:
        return ()
    kept = views[Part.REFERENCE].reference.stages
    found = []
    for persona in staged_personas(framework, personas, grade):
        key, known = stage_key(persona.code), {stage.code for stage in stages_of(framework, persona.code)}
        first, second = (StageSaid.read(views[part].items.get(key)) for part in REVIEW_PARTS)
        found.append(
            StageDecision(
                persona.code,
                _code(kept.get(persona.code), known),
                _code(first.stage, known),
                first.comment,
                _code(second.stage, known),
                second.comment,
                any(key in views[part].conflicts for part in REVIEW_PARTS),
            )
        )
    return tuple(found)


def staged_personas(framework: Framework, personas: tuple[str, ...], grade: str) -> tuple[Persona, ...]:
    """Return the personas of a person that have stages."""
    staged = {stage.persona for stage in framework.stages}
    return tuple(p for p in framework.personas_of(personas, grade) if p.code in staged) if staged else ()


def _code(value: object, known: set[str]) -> str | None:
    return value if isinstance(value, str) and (value in known or not value) else None


def stage_name(framework: Framework, code: str) -> str:
    """Return a stage as people read it, ``Step2 実務での実践``; 未到達 for none."""
    found = next((stage for stage in framework.stages if stage.code == code), None)
    return f"Step{found.step} {found.name}" if found else NOT_REACHED
