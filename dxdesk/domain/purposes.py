"""利用目的: what the records of a year may be used for, the sentence people read of it, and what refuses.

Codes are stored in the year's record and never change. No record here serves 人事評価: there is no code for
it, and every sentence made here says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from dxdesk.domain.errors import KnownError


class Use(StrEnum):
    """What records of a year are used for, in the order in which people read it."""

    DEVELOPMENT = "development"
    PLACEMENT = "placement"
    APPOINTMENT = "appointment"
    DX_SECTION = "dx-section"
    PERSONNEL_SYSTEM = "personnel-system"


USE_NAMES: Mapping[Use, str] = {
    Use.DEVELOPMENT: "育成",
    Use.PLACEMENT: "配置の参考",
    Use.APPOINTMENT: "選任・認定",
    Use.DX_SECTION: "DX部門での利用",
    Use.PERSONNEL_SYSTEM: "人材システム連携",
}

ALWAYS = Use.DEVELOPMENT
"""In every year: the levels of the year before beside the questions, and what is missing, are 育成."""

FIRST = (Use.DEVELOPMENT, Use.PLACEMENT)
"""What a first year begins with: what dxdesk has printed since its first version."""

_USUAL_SENTENCE = "この申告は職員の育成と配置の参考にするもので、人事評価には用いません。"
_SENTENCE = "この申告は{uses}のために使うもので、人事評価には用いません。"
_IN_SENTENCE: Mapping[Use, str] = {
    **USE_NAMES,
    Use.DEVELOPMENT: "職員の育成",
    Use.PERSONNEL_SYSTEM: "人材システムとの連携",
}


class UsedYear(Protocol):
    """A year as far as its use goes."""

    @property
    def label(self) -> str:
        """What the year is called."""

    @property
    def uses(self) -> Collection[str]:
        """The codes of what its records may be used for."""


def sentence(uses: Collection[str]) -> str:
    """Return what is printed of some uses; codes that this program does not know are not in it."""
    chosen = tuple(use for use in Use if use in uses)
    if chosen == FIRST:
        return _USUAL_SENTENCE
    return _SENTENCE.format(uses="、".join(_IN_SENTENCE[use] for use in chosen))


def named(uses: Collection[str]) -> str:
    """Return uses by their names, those of newer programs by their codes."""
    return "、".join(USE_NAMES[Use(code)] if code in USE_NAMES else code for code in ordered(uses))


def ordered(uses: Collection[str]) -> tuple[str, ...]:
    """Return codes in the order of reading, each once; those nobody knows here come last."""
    known = [use.value for use in Use if use in uses]
    return (*known, *dict.fromkeys(code for code in uses if code not in known))


def meant(said: Sequence[str], printed: str) -> tuple[str, ...]:
    """Return what a year may be used for, by the codes in its record or else by what its people read.

    Years of earlier programs have no codes. Their records served 育成, and 配置 too (異動の影響), which the
    usual sentence says: an office that took 配置 out of it did not tell its people of that use.
    """
    if said:
        return ordered({*said, ALWAYS.value})
    return tuple(use.value for use in FIRST if use is ALWAYS or "配置" in printed)


def require_use(years: Iterable[UsedYear], use: Use) -> None:
    """Refuse a use of records of years whose purpose lacks it.

    Raises:
        KnownError: ``use-outside-purpose``, naming every year that lacks it.
    """
    lacking = list(dict.fromkeys(year.label for year in years if use not in year.uses))
    if lacking:
        raise KnownError(
            "use-outside-purpose",
            f"{'、'.join(lacking)}の利用目的に「{USE_NAMES[use]}」がありません。この年度の記録は、そのためには使えません。",
            "要るときは、職員に知らせたうえで、「年度」の利用目的に加えてください。",
            found="、".join(lacking),
        )


def refuse_unknown(uses: Iterable[str], known_before: Collection[str] = ()) -> None:
    """Refuse codes that are none, but for those a newer program wrote before.

    Raises:
        KnownError: ``purpose-unknown``.
    """
    unknown = [code for code in uses if code not in USE_NAMES and code not in known_before]
    if unknown:
        raise KnownError(
            "purpose-unknown",
            "その利用目的はありません。年度は変えていません。",
            f"{'、'.join(f'{use.value}({name})' for use, name in USE_NAMES.items())}から選んでください。",
            found="、".join(unknown),
        )
