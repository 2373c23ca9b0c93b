"""確定案: what a 起案 was written of, kept person by person, and what changed since.

An office decides on paper of a list of people with their results. What the list said is kept with a digest of
each person's result, so that at 確定 whatever came in between is told by name instead of being frozen under a
decision that never saw it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from dxdesk.domain import canonical
from dxdesk.domain.dates import is_day, local_day
from dxdesk.domain.decision_boxes import USUAL
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.wareki import short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import SnapshotLine
from dxdesk.ports.store import UnitOfWork

NEW, GONE, OTHER = "new", "gone", "other"
"""How somebody differs from the draft: ready only since, no longer ready, with another result."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Somebody in the list as the draft has them; ``digest`` is of all that would be frozen of them."""

    number: str
    name: str
    section_code: str
    section: str
    post: str
    levels: Mapping[str, int]
    as_reported: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """確定案 of a year; ``snapshot`` is the 確定 that followed it, 0 while it waits.

    ``drafted_at`` is in UTC; ``left`` counts those of the year who are not in it and are not final.
    ``boxes`` names who stamps the paper, as the office had it then.
    """

    fiscal_year: int
    drafted_at: str
    framework_code: str
    framework_version: str
    people: tuple[Drafted, ...]
    left: int = 0
    snapshot: int = 0
    boxes: tuple[str, ...] = USUAL

    @property
    def day(self) -> str:
        """The local day on which it was made."""
        return local_day(self.drafted_at)

    @property
    def digest(self) -> str:
        """What tells this list with these results from any other."""
        return canonical.digest(canonical.dumps([[one.number, one.digest] for one in self.people]))


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody of whom the draft says something else; ``how`` is ``new``, ``gone`` or ``other``."""

    number: str
    name: str
    how: str
    text: str

    @property
    def said(self) -> str:
        """Return it as one sentence with the name."""
        return f"{self.name}さん({self.number}): {self.text}"


def drafted(line: SnapshotLine, *, as_reported: bool) -> Drafted:
    """Return somebody as a draft keeps them, from the line that would be frozen."""
    said = line.said
    # Field by field: what a later program adds to a line must not make every draft differ.
    who = [said.name, said.kana, list(said.department), said.grade, said.title, list(said.personas)]
    what = [dict(said.goals), dict(said.stages or {}), dict(said.comments), [list(one) for one in said.plan]]
    return Drafted(
        line.employee_number,
        said.name,
        *said.department,
        said.title,
        dict(line.levels),
        as_reported,
        canonical.digest(canonical.dumps([dict(line.levels), who, what, as_reported])),
    )


def keep(uow: UnitOfWork, draft: Draft) -> None:
    """Keep the draft of a year in place of the one before."""
    uow.settings.set(_name(draft.fiscal_year), canonical.dumps(asdict(draft)))


def kept(uow: UnitOfWork, fiscal_year: int) -> Draft | None:
    """Return the newest draft of a year, also one that was followed by its 確定."""
    text = uow.settings.get(_name(fiscal_year))
    if not text:
        return None
    said = json.loads(text)
    boxes = tuple(said.get("boxes", USUAL))  # earlier programs printed these
    return Draft(**{**said, "people": tuple(Drafted(**one) for one in said["people"]), "boxes": boxes})


def waiting(uow: UnitOfWork, fiscal_year: int) -> Draft | None:
    """Return the draft that waits for its 確定."""
    found = kept(uow, fiscal_year)
    return found if found is not None and not found.snapshot else None


def followed(uow: UnitOfWork, draft: Draft, snapshot: int) -> None:
    """Note which 確定 followed a draft."""
    keep(uow, replace(draft, snapshot=snapshot))


def changes(
    draft: Draft, now: Iterable[Drafted], framework: Framework, states: Mapping[str, str]
) -> tuple[Changed, ...]:
    """Return who differs from the draft: those in it in its order, then those who are new.

    Args:
        draft: what was kept.
        now: who could be finalised now.
        framework: the year's, for the names of skills and levels.
        states: by number, what stands in the way of somebody who cannot be finalised any more.
    """
    ready = {one.number: one for one in now}
    found = []
    for before in draft.people:
        after = ready.pop(before.number, None)
        if after is None:
            state = states.get(before.number, "対象の一覧にいない")
            found.append(Changed(before.number, before.name, GONE, f"いまは確定できません({state})。"))
        elif after.digest != before.digest:
            found.append(Changed(before.number, after.name, OTHER, _difference(before, after, framework)))
    new = "起案のあとに、確定できるようになりました。"
    return (*found, *(Changed(one.number, one.name, NEW, new) for one in ready.values()))


def _difference(before: Drafted, after: Drafted, framework: Framework) -> str:
    said = [
        f"{label} {old or 'なし'} → {new or 'なし'}"
        for label, old, new in (
            ("氏名", before.name, after.name),
            ("所属", before.section, after.section),
            ("職名", before.post, after.post),
        )
        if old != new
    ]
    places = framework.positions
    for uid in sorted({*before.levels, *after.levels}, key=lambda one: (places.get(one, len(places)), one)):
        one, other = (_level(framework, uid, levels.get(uid)) for levels in (before.levels, after.levels))
        if one != other:
            said.append(f"{_item(framework, uid)} {one} → {other}")
    return "、".join(said) if said else "目標、コメント、人材像、育成段階のどれかが変わりました。"


def _item(framework: Framework, uid: str) -> str:
    return framework.title(framework.item(uid)) if framework.has(uid) else uid


def _level(framework: Framework, uid: str, level: int | None) -> str:
    if level is None:
        return "なし"
    return framework.level_label(framework.item(uid), level) if framework.has(uid) else f"LV{level}"


def refuse_changed(found: Collection[Changed], left_out: Collection[str]) -> None:
    """Refuse to finalise while somebody differs from the draft who is not left out.

    Raises:
        KnownError: ``draft-changed``, with a problem a person.
    """
    open_ = [one for one in found if one.number not in left_out]
    if open_:
        main = Problem(
            "draft-changed",
            f"起案のあとに変わった人が{len(open_):,}人います。何も変えていません。",
            "起案し直す(再起案)か、この人たちを今回の確定から除いてください。",
        )
        raise KnownError.of((main, *problems(open_)))


def problems(changed: Iterable[Changed]) -> tuple[Problem, ...]:
    """Return each who differs from the draft as a problem, for those who are told what stopped an act."""
    return tuple(Problem("draft-changed-person", one.said) for one in changed)


def of_decision(draft: Draft | None, decided: str) -> tuple[Problem, ...]:
    """Return that a day of decision lies before the draft it decides of."""
    if draft is None or not is_day(decided) or decided >= draft.day:
        return ()
    said = f"決裁日({short_day(decided)})が、確定案を作った日({short_day(draft.day)})より前です。"
    return (Problem("decision-early", said, "決裁の書面の日付を確かめてください。"),)


def _name(fiscal_year: int) -> str:
    return f"{setting_names.DRAFT_DECISION}{fiscal_year}"
