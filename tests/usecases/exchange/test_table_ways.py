"""A file that is not for the store it was given to: what is told names no screen the store does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Role
from dxdesk.ui.shell.actions import DESTINATIONS
from dxdesk.usecases.exchange import receive
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing.workbook_kinds import KINDS, WorkbookKind
from tests.helpers import world as w

_TITLES = {title: one.roles for one in DESTINATIONS for title in (one.title, *(t for _, t in one.titles))}


def strange(text: str, role: Role) -> set[str]:
    """Return the screens a text names in 「」 that a store of the role does not have."""
    return {
        name for name in re.findall("「([^」]+)」", text) if name in _TITLES and role not in _TITLES[name]
    }


def texts(problems: Iterable[Problem]) -> str:
    return "\n".join(f"{one.message} {one.fix}" for one in problems)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("suffix", [".csv", ".txt", ".tsv", ".xlsx"])
def test_a_table_in_the_inbox_is_told_a_way_the_store_has(tmp_path: Path, role: Role, suffix: str) -> None:
    path = tmp_path / f"表{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(["職員番号", "氏名", "受講"])
        book.save(path)
    else:
        path.write_text("職員番号,氏名,受講\n000001,試験,1\n", encoding="utf-8")
    with w.municipality(tmp_path, roster=False) as (hr, _):
        desk = hr
        if role is not Role.HR:
            place, office = str(tmp_path / "別.dxdesk"), hr.identity
            municipality = (office.municipality_code, office.municipality_name)
            desk = opening.create_store(hr.services, place, role, municipality, w.PASSPHRASE)
        report = receive.receive(desk, receive.ReceiveFiles((path,))).files[0]
        if desk is not hr:
            desk.store.close()
    assert report.errors
    told = texts(report.errors)
    assert not strange(told, role), told
    if role is Role.DX:
        assert "「研修」の画面" in told


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_what_is_told_of_a_kind_names_only_screens_of_who_reads_it(kind: WorkbookKind, role: Role) -> None:
    elsewhere = kind.received.elsewhere if kind.received is not None else ""
    assert not strange(elsewhere, role), elsewhere
    if kind.written is not None and role in kind.written.senders:
        told = f"{kind.written.text}{kind.written.following}"
        assert not strange(told, role), told
