"""Loading, keeping and reading framework versions.

A preset is a TOML file in ``resources/presets``. One that is mended becomes a further version that follows
the former, which stays readable in ``earlier/``: drafts, workbooks and results name it. In stores and
packages a framework is canonical JSON, which ``from_text`` reads fast (it happens with every file); defaults
are left out of the text, so that fields added to the program later do not change the digest of old versions.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from dxdesk import paths
from dxdesk.domain import bridge, canonical, goals
from dxdesk.domain import framework as domain
from dxdesk.domain.errors import KnownError, Place, any_of
from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import check
from dxdesk.domain.levels import Scale, ScaleLevel
from dxdesk.domain.system_words import unread_words
from dxdesk.ports.entities import FrameworkRow

_NESTED: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        domain.Category,
        domain.Criteria,
        domain.Facet,
        domain.Grade,
        domain.GradeStatements,
        domain.Item,
        domain.Persona,
        domain.Requirement,
        Scale,
        ScaleLevel,
        domain.Stage,
        domain.Statement,
        bridge.Link,
        goals.Target,
        goals.Tool,
        goals.ToolCell,
        domain.Term,
    )
}
_TUPLE = re.compile(r"tuple\[(\w+), \.\.\.\]")


def preset_codes() -> tuple[str, ...]:
    """Return the codes of the shipped presets, sorted."""
    return tuple(sorted(path.stem for path in (paths.resources_dir() / "presets").glob("*.toml")))


@cache
def load_preset(code: str) -> Framework:
    """Return a shipped preset.

    Raises:
        KnownError: ``preset-unknown``, or what ``read_toml`` raises.
    """
    if code not in preset_codes():
        raise KnownError(
            "preset-unknown",
            "このコードのスキル体系は付属していません。",
            f"{any_of(preset_codes())}を指定してください。",
            found=code,
        )
    path = paths.resources_dir() / "presets" / f"{code}.toml"
    return read_toml(path.read_bytes(), path.name)


@cache
def preset_owners() -> tuple[str, ...]:
    """Return whose policies the shipped presets are, as their names begin: 品川区, 柏市."""
    return tuple(load_preset(code).name.split()[0] for code in preset_codes())


def preset_version(code: str, version: str) -> Framework | None:
    """Return a preset of this version, also one mended since; ``None`` where none ever shipped."""
    if code not in preset_codes():
        return None
    shipped = load_preset(code)
    return shipped if shipped.version == version else _earlier_presets().get((code, version))


@cache
def _earlier_presets() -> Mapping[tuple[str, str], Framework]:
    found = [
        read_toml(path.read_bytes(), path.name)
        for path in sorted((paths.resources_dir() / "presets" / "earlier").glob("*.toml"))
    ]
    return {(framework.code, framework.version): framework for framework in found}


def read_toml(raw: bytes, file: str = "") -> Framework:
    """Return the framework written in a TOML file; every field is checked.

    Raises:
        KnownError: ``framework-toml`` (no TOML), ``framework-field`` (a field's shape) or another
            ``framework-…`` code of ``framework_check``; its problems name the fields.
    """
    from dxdesk.usecases.frameworks import preset_model

    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnownError(
            "framework-toml",
            "スキル体系のファイルをTOMLとして読めません。何も取り込まれていません。",
            "UTF-8のTOMLになっているか、示された行を確かめてください。",
            found=unread_words(error),
            place=Place(file),
        ) from None
    framework = preset_model.parse(data, file)
    problems = check(framework)
    if problems:
        raise KnownError.of(tuple(problem.at(file=file) for problem in problems))
    return framework


def to_text(framework: Framework) -> str:
    """Return the canonical JSON of a framework."""
    return canonical.dumps(_plain(framework))


def next_texts(framework: Framework, item: domain.Item, level: int | None, grade: str) -> tuple[str, ...]:
    """Return what the next level still asks for, marked where the policy does not name that level."""
    following = framework.next_level(item, level)
    by_level = following is not None and following in item.criteria_by_level
    ours = by_level and framework.scale_of(item).ours(following or 0)
    mark = f"({domain.SUPPLEMENT_LABEL})" if ours else ""
    statements = framework.next_level_statements(item, level, grade)
    return tuple(f"{statement.marked}{mark}" for statement in statements)


def digest(text: str) -> str:
    """Return the digest of a framework's text (SHA-256/128, hex)."""
    return canonical.digest(text)


def row_of(framework: Framework) -> FrameworkRow:
    """Return what the store keeps of a framework version."""
    text = to_text(framework)
    return FrameworkRow(framework.code, framework.version, digest(text), text)


def newest(rows: Sequence[FrameworkRow]) -> Framework:
    """Return the newest of the versions of one framework: the last that no other one follows.

    Names of versions are not compared: people choose them freely (``R7-10`` would come before ``R7-2``).
    """
    found = [from_text(row.text) for row in rows]
    followed = {framework.follows for framework in found}
    return next((one for one in reversed(found) if one.version not in followed), found[-1])


def draft_from_text(text: str) -> Framework:
    """Return a framework in work of its canonical text, whatever is still wrong with it.

    Raises:
        KnownError: ``framework-unreadable``.
    """
    try:
        return _build(Framework, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unreadable("") from error


@lru_cache(maxsize=16)
def from_text(text: str) -> Framework:
    """Return the framework of a canonical text (cached by text).

    Raises:
        KnownError: ``framework-unreadable``.
    """
    framework = draft_from_text(text)
    problems = check(framework)
    if problems:
        raise _unreadable(problems[0].message)
    return framework


def _unreadable(found: str) -> KnownError:
    return KnownError(
        "framework-unreadable",
        "スキル体系のデータを読み取れません。",
        "新しい版の dxdesk で作られたものでないか確かめ、発行元に送り直しを頼んでください。",
        found=found[:200],
    )


def _plain(value: object) -> object:
    """Return dataclasses as mappings without the fields that hold their default."""
    if dataclasses.is_dataclass(value):
        fields = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: _plain(item) for field, item in fields if item != field.default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _build(kind: type, data: object) -> Framework:
    """Return a ``kind`` of plain data; every value's type is checked, unknown fields are refused."""
    if not isinstance(data, dict):
        raise TypeError(f"{kind.__name__}: {data!r:.80}")
    shapes = _shapes(kind)
    built: Framework = kind(**{name: _value(shapes[name], item, name) for name, item in data.items()})
    return built


@cache
def _shapes(kind: type) -> Mapping[str, str]:
    return {field.name: str(field.type) for field in dataclasses.fields(kind)}


def _value(shape: str, item: object, name: str) -> object:
    plain = {"str": str, "int": int, "bool": bool}.get(shape)
    if plain is not None:
        if type(item) is not plain:
            raise TypeError(f"{name}: {item!r:.80}")
        return item
    if not isinstance(item, list):
        raise TypeError(f"{name}: {item!r:.80}")
    if shape == "tuple[tuple[str, int], ...]":
        return tuple((_value("str", uid, name), _value("int", level, name)) for uid, level in item)
    match = _TUPLE.fullmatch(shape)
    if match is None:
        raise TypeError(f"{name}: {shape}")
    nested = _NESTED.get(match[1])
    return tuple(_build(nested, part) if nested else _value(match[1], part, name) for part in item)
