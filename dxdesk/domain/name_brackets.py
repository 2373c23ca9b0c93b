"""What stands in brackets beside a name: 「江口(旧姓:田中) 美咲」 is 江口 美咲, once called 田中.

What else an office writes there (a note, a reading, another name) nobody but a person can tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dxdesk.domain.names import has_letter
from dxdesk.domain.text import visible

_OPEN = r"(\[{<" + "\uff08\uff3b\uff5b\uff1c\u3008\u3014\u3010"
_CLOSE = r")\]}>" + "\uff09\uff3d\uff5d\uff1e\u3009\u3015\u3011"
_PAIR = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_ANY = re.compile(f"[{_OPEN}{_CLOSE}]")
_MARK = "[:\uff1a\u30fb=\uff1d]"
_FORMER = re.compile(
    rf"(?:旧(?!字|漢字)(?:姓|氏名|氏|名字|苗字)?|通称名?)(?:使用)?\s*{_MARK}?\s*(?P<name>.+)", re.DOTALL
)
_AT_END = re.compile(rf"\s*(?:旧姓|旧氏|通称)(?:使用)?\s*{_MARK}?\s*(?P<name>[^\s{_OPEN}{_CLOSE}]+)\s*")
_HONORIFIC = re.compile(r"(?<=\S)(?:\s+(?:様|殿|さん|氏)|(?<=\S\S)[様殿])$")
_BLANKS = re.compile(r"(\s)\s+")


def has_brackets(text: str) -> bool:
    """Tell whether anything stands in brackets, or a name is followed by a former surname."""
    return bool(_ANY.search(text) or _AT_END.search(text))


def without_former(text: str) -> tuple[str, str]:
    """Return a name without a 旧姓 or 通称 written into it, and that; the name as it stands where none is.

    Both ``江口(旧姓:田中) 美咲`` and ``江口 美咲 旧姓 田中``.
    """
    for found in _PAIR.finditer(text):
        former = _FORMER.fullmatch(visible(found[1]))
        if former is not None:
            return _tidy(text[: found.start()] + text[found.end() :]), former["name"].strip()
    for found in _AT_END.finditer(text):
        if found.end() == len(text) and has_letter(text[: found.start()]):
            return _tidy(text[: found.start()]), found["name"]
    return text, ""


def without_title(text: str, titles: Collection[str]) -> str:
    """Return a name without 様 or 殿 behind it, and without a 職名 of the office before or behind it."""
    name = _HONORIFIC.sub("", text.strip())
    parts = name.split()
    for place in (0, -1):
        if len(parts) > 1 and parts[place] in titles:
            cut = name.removeprefix(parts[0]) if place == 0 else name.removesuffix(parts[-1])
            name, parts = cut.strip(), parts[1:] if place == 0 else parts[:-1]
    return name if name and has_letter(name) and name != text.strip() else text


def former_alone(text: str) -> str:
    """Return what stands in a cell of 旧姓 without the words for it (``旧姓:田中``), empty where none do."""
    found = _FORMER.fullmatch(visible(text))
    return found["name"].strip() if found is not None else ""


def without_brackets(text: str) -> str:
    """Return a name without whatever stands in brackets; where all of it does, what stands in them."""
    bare = _tidy(_PAIR.sub("", text))
    lonely = _ANY.search(bare)
    if lonely is not None:
        bare = _tidy(bare[: lonely.start()])
    if has_letter(bare):
        return bare
    return _tidy(_ANY.sub("", text))


def _tidy(text: str) -> str:
    return _BLANKS.sub(r"\1", text).strip()
