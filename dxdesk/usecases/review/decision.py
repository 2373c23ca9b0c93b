"""The command of a confirmer: what they decide about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Decision:
    """What a confirmer decides about one person; levels and comments by item uid, stages by persona code.

    A stage is empty for none reached, ``None`` takes a decision back; who is not named stays as they stand.
    """

    employee_number: str
    levels: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    on_behalf_of: str = ""
    stages: Mapping[str, str | None] = field(default_factory=dict)
    stage_comments: Mapping[str, str] = field(default_factory=dict)
