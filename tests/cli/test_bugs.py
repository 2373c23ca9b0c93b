"""A bug over one file or one person, by command and on a store on the disk: the rest is done, 3 is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dxdesk.usecases.exchange import arrival, intake, kept, receive
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.sending import dispatch
from tests.helpers.commands import PASSPHRASE, dxdesk
from tests.helpers.source import ROOT
from tests.helpers.town import CHIEF, DIRECTOR, KEN, MANAGER, MISAKI, Town

BATCH = (CHIEF, MANAGER, KEN, MISAKI, DIRECTOR)
PHASES = {
    "reading": (receive, "open_incoming", lambda _services, path, *_rest: KEN in path.name),
    "taking": (intake, "admit", lambda _identity, opened, *_rest: opened.envelope.recipient.employee == KEN),
    "keeping": (kept, "keep", lambda _d, _u, opened, _p: opened.envelope.recipient.employee == KEN),
    "applied": (arrival, "notes", lambda told, _: told.intake.opened.envelope.recipient.employee == KEN),
}


def failing(patch: pytest.MonkeyPatch, phase: str) -> None:
    module, name, about = PHASES[phase]
    whole = getattr(module, name)

    def run(*given: Any, **named: Any) -> Any:
        if about(*given):  # type: ignore[no-untyped-call]
            raise ZeroDivisionError
        return whole(*given, **named)

    patch.setattr(module, name, run)


def digest(store: Path) -> str:
    return str(dxdesk("dump", store, "--json").json["state_digest"])


@pytest.mark.parametrize("phase", PHASES)
def test_a_batch_of_five_with_a_bug_in_one(town: Town, monkeypatch: pytest.MonkeyPatch, phase: str) -> None:
    batch = [town.fill(number) for number in BATCH]
    empty = digest(town.hr)
    for file in town.take(town.hr, *(path for path in batch if KEN not in path.name)).json["files"]:
        dxdesk("undo", town.hr, file["receipt"])
    assert digest(town.hr) == empty
    four = town.take(town.hr, *(path for path in batch if KEN not in path.name)).json["files"]
    without = digest(town.hr)
    for file in four:
        dxdesk("undo", town.hr, file["receipt"])

    with monkeypatch.context() as patch:
        failing(patch, phase)
        done = town.take(town.hr, *batch, code=3)
    assert done.outcomes == ["applied", "applied", "refused", "applied", "applied"]
    (error,) = done.json["files"][2]["errors"]
    assert (error["code"], done.json["files"][2]["receipt"]) == ("internal-error", 0)
    assert Path(error["fix"].partition(": ")[2]).is_file()
    assert digest(town.hr) == without
    dxdesk("verify", town.hr)
    for file in done.json["files"]:
        if file["receipt"]:
            dxdesk("undo", town.hr, file["receipt"])
    assert digest(town.hr) == empty


def test_a_bug_over_one_table_leaves_the_other(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = []
    for name in ("一", "二", "三"):
        tables.append(town.folder / f"{name}.csv")
        tables[-1].write_text(
            f"職員番号,研修名,受講日,結果\n{KEN},{name}研修,2026-06-03,修了\n", encoding="utf-8"
        )
    whole = evidence.apply_evidence

    def apply(desk: Any, path: Path, *rest: Any, **named: Any) -> Any:
        if path == tables[1]:
            raise ZeroDivisionError
        return whole(desk, path, *rest, **named)

    monkeypatch.setattr(evidence, "apply_evidence", apply)
    done = town.take(town.hr, *tables, code=3, more=("--kind", "attendance"))
    assert done.outcomes == ["applied", "refused", "applied"]
    assert [error["code"] for error in done.json["files"][1]["errors"]] == ["internal-error"]


def test_an_export_with_a_bug_over_one_person_says_3(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dispatch.person_revisions

    def revisions(person: Any, parts: Any) -> Any:
        if person.employee_number == KEN:
            raise ZeroDivisionError
        return whole(person, parts)

    monkeypatch.setattr(dispatch, "person_revisions", revisions)
    words = ("export", town.hr, "forms", "--out", town.folder / "申告票", "--json")
    done = dxdesk(*words, code=3).json
    assert KEN not in "".join(done["files"])
    assert len(done["files"]) == done["people"] > 3
    assert [one["code"] for one in done["skipped"] if KEN in one["message"]] == ["internal-error"]
    monkeypatch.undo()
    again = dxdesk(*words).json
    assert len(again["files"]) == len(done["files"]) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this kind on Windows")
def test_a_garbled_name_breaks_no_output(town: Town) -> None:
    """As a process of its own: what a console and a pipe are given are bytes."""
    folder = os.fsencode(town.folder / "束")
    os.makedirs(folder + b"/\x8d\x91")
    for number, name in ((KEN, b"\x90\xa7.xlsx"), (MISAKI, b"good.xlsx"), (CHIEF, b"\x8d\x91/good.xlsx")):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(town.fill(number).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "dxdesk", "import", str(town.hr), os.fsdecode(folder), "--json"],
        cwd=ROOT,
        env={**os.environ, "DXDESK_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        check=False,
    )
    files = {
        file["path"].removeprefix(f"{town.folder}/束/"): file for file in json.loads(done.stdout)["files"]
    }
    assert done.returncode == 1, done
    assert [error["code"] for error in files["\\x90\\xa7.xlsx"]["errors"]] == ["file-name-undecodable"]
    assert sorted(file["outcome"] for file in files.values()) == ["applied", "applied", "refused"]
    assert "\\x8d\\x91/good.xlsx" in files
