"""The words of a certificate with places for what is somebody's own: {氏名}, {年度}, {研修} and so on.

What an office writes is checked when it is entered: a certificate is never printed with a place left open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.usecases.frameworks.versions import preset_owners

OF_SKILLS = ("氏名", "職員番号", "所属", "人材像", "年度", "体系")
"""Places in the words of a スキル確認結果証."""

OF_COMPLETION = ("氏名", "職員番号", "所属", "人材像", "年度", "研修", "時間", "開始日", "修了日")
"""Places in the words of a 修了証."""

LONGEST = 180
"""Letters that stand on a certificate with its list."""
_MOST_LINES = 6

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_WIDE = str.maketrans({"\uff5b": "{", "\uff5d": "}"})
UNNAMED = "DXスキル"
"""What is certified where the framework is named after another municipality's policy."""


def evened(text: str) -> str:
    """Return a wording as it is kept: with half-width brackets, without blanks around lines and places."""
    lines = (line.strip() for line in text.translate(_WIDE).strip().splitlines())
    return _PLACE.sub(lambda found: f"{{{found[1].strip()}}}", "\n".join(lines))


def places(text: str) -> tuple[str, ...]:
    """Return what a wording has places for, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a wording with its places filled."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def wording_problems(text: str, known: Collection[str], what: str) -> tuple[Problem, ...]:
    """Return what is wrong with a wording (evened): unknown places, brackets left open, its length.

    Args:
        text: the wording.
        known: the names of its places.
        what: what it is the wording of, as a message calls it.
    """
    offered = "、".join(f"{{{name}}}" for name in known)
    unknown = [name for name in places(text) if name not in known]
    found = []
    if unknown:
        named = "、".join(f"{{{name}}}" for name in unknown)
        found.append(
            Problem(
                "certificate-place",
                f"{what}の文に、決まっていない差込み欄があります。設定は変えていません。",
                f"使えるのは{offered}です。",
                named,
            )
        )
    if set("{}") & set(_PLACE.sub("", text)):
        found.append(
            Problem(
                "certificate-place",
                f"{what}の文の差込み欄のかっこが閉じていません。設定は変えていません。",
                f"{offered}のように、かっこで囲んでください。",
                text[:LONGEST],
            )
        )
    if len(text) > LONGEST or text.count("\n") >= _MOST_LINES:
        found.append(
            Problem(
                "certificate-long",
                f"{what}の文が長すぎます({LONGEST}文字、{_MOST_LINES}行まで)。設定は変えていません。",
                "短くして、もう一度入れてください。",
                f"{len(text)}文字",
            )
        )
    return tuple(found)


def refuse_empty(text: str, values: Mapping[str, str], subjects: Iterable[str]) -> None:
    """Refuse to print a wording that has a place for what is not known of somebody.

    Raises:
        KnownError: ``certificate-value``.
    """
    if missing := [name for name in places(text) if not values.get(name)]:
        named = "、".join(f"{{{name}}}" for name in missing)
        raise KnownError(
            "certificate-value",
            f"証書の文の{named}に入れるものが、台帳にありません。何も印刷していません。",
            "台帳に加えるか、「設定」の証書の文から差込み欄を除いてください。",
            found=" ".join(part for part in subjects if part),
        )


def framework_title(name: str, own: str, municipality: str) -> str:
    """Return what a certificate calls the framework: the office's own title, never another office's.

    Args:
        name: the framework's name; that of a shipped preset says whose policy it is.
        own: the title that the office has chosen; empty where it has none.
        municipality: what the office is called.
    """
    if own:
        return own
    others = any(owner in name for owner in preset_owners())
    ours = bool(municipality) and municipality in name
    return UNNAMED if others and not ours else name
