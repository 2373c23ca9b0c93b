"""What an office chooses of its certificates, read from the settings; unchosen it is as it always was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.ports import setting_names
from dxdesk.ports.store import Settings

SEAL_SIZES = (12, 36)
"""The side of the room for a seal in mm: the smallest and the largest."""

SEAL_SIZE = 24

ALL_LEVELS, ABOVE_LOWEST = "all", "above-lowest"
LEVELS: Mapping[str, str] = {
    ALL_LEVELS: "すべての項目を並べる",
    ABOVE_LOWEST: "一番低いレベルの項目は並べない(LV1以上だけ)",
}
NO_RUBY, KATAKANA, HIRAGANA = "", "katakana", "hiragana"
RUBIES: Mapping[str, str] = {
    NO_RUBY: "付けない",
    KATAKANA: "カタカナで付ける",
    HIRAGANA: "ひらがなで付ける",
}
BY_NAME, BY_ALIAS = "name", "alias"
NAMES: Mapping[str, str] = {
    BY_NAME: "名簿の氏名で印刷する",
    BY_ALIAS: "名簿に旧姓・通称のある人は、旧姓・通称で印刷する",
}

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class CertificateChoices:
    """The choices; an empty title or text is the program's own."""

    title: str = ""
    body: str = ""
    framework: str = ""
    levels: str = ALL_LEVELS
    completion_title: str = ""
    completion_body: str = ""
    seal_size: int = SEAL_SIZE
    ruby: str = NO_RUBY
    name: str = BY_NAME


def certificate_choices(settings: Settings) -> CertificateChoices:
    """Return what is chosen; what no program of ours wrote is as if nothing were."""
    get = settings.get
    levels, ruby = get(setting_names.CERTIFICATE_LEVELS), get(setting_names.CERTIFICATE_RUBY)
    name, size = get(setting_names.CERTIFICATE_NAME), get(setting_names.SEAL_SIZE)
    return CertificateChoices(
        title=get(setting_names.CERTIFICATE_TITLE),
        body=get(setting_names.CERTIFICATE_BODY),
        framework=get(setting_names.CERTIFICATE_FRAMEWORK),
        levels=levels if levels in LEVELS else ALL_LEVELS,
        completion_title=get(setting_names.COMPLETION_TITLE),
        completion_body=get(setting_names.COMPLETION_BODY),
        seal_size=int(size) if size.isdigit() and is_seal_size(int(size)) else SEAL_SIZE,
        ruby=ruby if ruby in RUBIES else NO_RUBY,
        name=name if name in NAMES else BY_NAME,
    )


def is_seal_size(size: int) -> bool:
    """Tell whether there can be room for a seal of that side (mm)."""
    return SEAL_SIZES[0] <= size <= SEAL_SIZES[1]


def ruby_of(kana: str, ruby: str) -> str:
    """Return the reading that stands above a name, empty where none is wanted or known."""
    if not ruby:
        return ""
    return kana.translate(_TO_HIRAGANA) if ruby == HIRAGANA else kana


def alias_whole(alias: str, name: str) -> str:
    """Return 旧姓・通称 as a whole name; empty where it may be a surname alone, which nobody completes.

    It is whole where its parts are set apart, or where it ends with the given name as the roster writes it.
    """
    parts = name.replace("\u3000", " ").split()
    if len(alias.replace("\u3000", " ").split()) > 1:
        return alias
    return alias if len(parts) > 1 and len(alias) > len(parts[-1]) and alias.endswith(parts[-1]) else ""
