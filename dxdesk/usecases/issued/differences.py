"""What a paper 訂正 says otherwise than the one it corrects, by what both of them say: 業務改革 LV1 → LV2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dxdesk.ports import printing as doc

NONE = "なし"
"""Stands for a level where one of the papers has none."""
CHANGED = "変わったところ: {changes}"
_A_LINE = 2
_MOST = 4
"""Changes that stand at the head of a certificate, in lines that leave room for its number at the right."""


def changes(old: doc.Issuable, new: doc.Issuable) -> tuple[str, ...]:
    """Return what differs between two papers: levels skill by skill, else name, sender and wording.

    What a certificate lists several times under one label (people, not skills) is not told apart.
    """
    before, after = _levels(old), _levels(new)
    found = [
        f"{skill} {before.get(skill, NONE)} → {after.get(skill, NONE)}"
        for skill in dict.fromkeys((*before, *after))
        if before.get(skill, NONE) != after.get(skill, NONE)
    ]
    return tuple(found or _beside_levels(old, new))


def with_changes(old: doc.Issuable, new: doc.Issuable) -> doc.Issuable:
    """Return a paper that corrects another, with what differs said on it."""
    found = changes(old, new)
    if not found:
        return new
    if isinstance(new, doc.ResultNotice):
        said = CHANGED.format(changes="、".join(found))
        before = new.correction.rstrip("。")
        return replace(new, correction=f"{before}。{said}。" if before else f"{said}。")
    told = [*found[: _MOST - 1], f"ほか{len(found) - _MOST + 1}項目"] if len(found) > _MOST else list(found)
    lines = ["、".join(told[place : place + _A_LINE]) for place in range(0, len(told), _A_LINE)]
    return replace(new, marks=(*new.marks, *lines))


def _levels(paper: doc.Issuable) -> Mapping[str, str]:
    """Return the levels a paper tells, in its words, by skill."""
    if isinstance(paper, doc.ResultNotice):
        return {
            one.skill: one.scale.name(one.confirmed)
            for one in (*paper.lines, *paper.mindset)
            if one.confirmed is not None
        }
    labels = [one.label for one in paper.items]
    return {one.label: one.value for one in paper.items} if len(set(labels)) == len(labels) else {}


def _beside_levels(old: doc.Issuable, new: doc.Issuable) -> list[str]:
    told = [
        f"{what} {before or NONE} → {after or NONE}"
        for what, before, after in (
            ("氏名", old.person.name, new.person.name),
            ("発行者" if isinstance(new, doc.Certificate) else "発信者", sender_of(old), sender_of(new)),
        )
        if before != after
    ]
    if isinstance(old, doc.Certificate) and isinstance(new, doc.Certificate) and old.body != new.body:
        told.append("証書の文")
    return told


def sender_of(paper: doc.Issuable) -> str:
    """Return who issued a paper, as printed."""
    if isinstance(paper, doc.Certificate):
        return " ".join(part for part in (paper.issuer_title, paper.issuer_name) if part)
    return paper.issuer
