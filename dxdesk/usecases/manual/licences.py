"""ライセンス: the parts of other people that are shipped with the program, and the texts they come under."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from dxdesk import paths
from dxdesk.domain.errors import KnownError

FOLDER = "licences"
_LIST = "components.toml"


@dataclass(frozen=True, slots=True)
class Component:
    """A part: what one asks for it by, its name, version and licence in short, what it is for, its texts.

    ``version`` is empty where the part comes inside another one.
    """

    ident: str
    name: str
    version: str
    licence: str
    role: str
    texts: tuple[Path, ...]


def components() -> tuple[Component, ...]:
    """Return every part that is shipped, in the order of the list.

    Raises:
        KnownError: ``licences-missing``: the installation lacks the list or one of its texts.
    """
    try:
        folder = paths.resources_dir() / FOLDER
        listed = tomllib.loads((folder / _LIST).read_text(encoding="utf-8"))["components"]
    except OSError as error:
        raise _missing(_LIST) from error
    return tuple(
        Component(
            one["id"],
            one["name"],
            one["version"],
            one["licence"],
            one["role"],
            tuple((folder / text).resolve() for text in one["texts"]),
        )
        for one in listed
    )


def texts_of(ident: str) -> tuple[tuple[str, str], ...]:
    """Return the texts that a part comes under, each with the name of its file.

    Raises:
        KnownError: ``licence-unknown``: no such part; ``licences-missing``.
    """
    wanted = ident.strip().casefold()
    for one in components():
        if wanted in (one.ident, one.name.casefold()):
            try:
                return tuple((path.name, path.read_text(encoding="utf-8")) for path in one.texts)
            except OSError as error:
                raise _missing(one.name) from error
    raise KnownError(
        "licence-unknown",
        "その名前の部品は、このプログラムに入っていません。",
        "名前を付けずに実行すると、入っている部品の一覧が出ます。",
        found=ident,
    )


def _missing(what: str) -> KnownError:
    return KnownError(
        "licences-missing",
        "ライセンスの文書が、プログラムと一緒に置かれていません。",
        "プログラムを置き直してください。台帳には影響ありません。",
        found=what,
    )
