"""What a policy aims at in figures (目標・計画数), and its tool skill map (ツール版スキルマップ).

Parts of a framework: 世田谷区 names head-counts a year, the GovTech東京 material goals in percent and per 課,
and stages whose criteria are set tool by tool. What a policy leaves open stays open here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A figure aimed at; ``value`` 0 = the policy leaves the figure open.

    ``group`` is the heading it stands under, ``period`` the year or years it is for, ``persona`` a
    人材像 by code. ``about`` = 約, ``at_least`` = 以上, ``per_section`` = for every 課, not for the whole.
    """

    code: str
    name: str
    value: int = 0
    unit: str = ""
    group: str = ""
    period: str = ""
    persona: str = ""
    about: bool = False
    at_least: bool = False
    per_section: bool = False
    note: str = ""
    supplement: bool = False

    @property
    def open(self) -> bool:
        """Whether the policy leaves the figure open."""
        return not self.value

    @property
    def figure(self) -> str:
        """The figure as people read it, e.g. ``約200人`` or ``課ごとに2人以上``; ``○`` where it is open."""
        where = "課ごとに" if self.per_section else ""
        about = "約" if self.about else ""
        value = "○" if self.open else f"{self.value:,}"
        return f"{where}{about}{value}{self.unit}{'以上' if self.at_least else ''}"


@dataclass(frozen=True, slots=True)
class ToolCell:
    """What a stage (by code) means for a tool; without texts it is for the municipality to fill in."""

    stage: str
    texts: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing is said yet."""
        return not self.texts


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of the tool skill map (tool × stage)."""

    code: str
    name: str
    cells: tuple[ToolCell, ...] = ()
    supplement: bool = False

    def cell(self, stage: str) -> ToolCell | None:
        """Return the cell of a stage, ``None`` where the stage is not judged by this tool."""
        return next((cell for cell in self.cells if cell.stage == stage), None)
