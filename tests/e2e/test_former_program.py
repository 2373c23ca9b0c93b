"""Offices do not change their program on one day: the former one and today's understand each other's files.

The former program is run out of the history as it was; where the history is not there, this is skipped.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.records import Part
from dxdesk.usecases.exchange import uncounted
from dxdesk.usecases.review import deputies
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.year import rules
from tests.helpers.commands import PASSPHRASE, Done, dxdesk
from tests.helpers.forging import envelope_of
from tests.helpers.source import ROOT
from tests.helpers.town import CHIEF, KEN, MANAGER, MISAKI, SKILL, SKILLS, Town, build, fill_form, fresh

FORMER = "31e18a362c0be6d48c1310b4f3edb7f05c8daf05"
"""The last program that knew format 1 alone."""
Former = Callable[..., Done]


_SERVE = """
import json, sys
from functools import cache
from click.testing import CliRunner
from dxdesk.cli.app import app
from dxdesk.store import opening
opening.derive, opening.new_key = cache(opening.derive), cache(opening.new_key)
for line in sys.stdin:
    done = CliRunner().invoke(app, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""
"""Runs commands one after the other: starting the program and deriving keys takes longer than they do."""


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Former]:
    """Return what runs a command of the former program."""
    source = tmp_path_factory.mktemp("former")
    archive = subprocess.run(
        ["git", "archive", FORMER, "dxdesk", "resources", "db"], cwd=ROOT, capture_output=True, check=False
    )
    if archive.returncode:
        pytest.skip("the history that holds the former program is not here")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
        packed.extractall(source, filter="data")

    variables = {**os.environ, "DXDESK_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(source)}
    child = subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        cwd=source,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None

    def run(*words: object, code: int | None = 0) -> Done:
        child.stdin.write(json.dumps([str(word) for word in words]).encode() + b"\n")  # type: ignore[union-attr]
        child.stdin.flush()  # type: ignore[union-attr]
        found = Done(*json.loads(child.stdout.readline()))  # type: ignore[union-attr]
        assert code is None or found.code == code, f"{words}: {found}"
        return found

    with child:
        yield run
        child.stdin.close()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


def answers(folder: Path) -> Path:
    file = folder / "答え.json"
    skills = ("業務改革", "プロジェクトマネジメント", "デジタル活用", "データ活用")
    file.write_text(json.dumps({"levels": dict.fromkeys(skills, "LV2")}), encoding="utf-8")
    return file


def number_in(store: Path, state: str) -> int:
    return int(dxdesk("status", store, "--json").json["states"][state])


def todays_form(town: Town, folder: str = "今日の票") -> Path:
    """Let today's program write a form."""
    dxdesk("export", town.hr, "forms", "--out", town.folder / folder, "--employee", KEN)
    (form,) = (town.folder / folder).rglob("*.xlsx")
    return form


def test_a_person_answers_todays_form_in_the_former_program(before: Town, former: Former) -> None:
    """In a year that was begun with the former one; the wording is that of those days."""
    town, own = before, before.folder / "本人.dxdesk"
    former("import", own, todays_form(town), "--create")
    former("answer", own, "--from", answers(town.folder))
    former("submit", own, "--out", town.folder / "提出")
    (file,) = (town.folder / "提出").glob("*.xlsx")
    assert town.take(town.hr, file).outcomes == ["applied"]
    assert number_in(town.hr, "submitted") == 1


def test_a_form_of_todays_year_is_refused_by_the_former_program_as_newer(town: Town, former: Former) -> None:
    """It names its way back, which the former program would take for what somebody wrote into it."""
    own = town.folder / "本人.dxdesk"
    refused = former("import", own, todays_form(town), "--create", code=None)
    assert refused.code != 0
    assert "より新しい" in refused.out + refused.err
    assert "fixed-cell-changed" not in refused.out + refused.err
    assert not own.exists()


def test_news_of_what_does_not_count_is_read_past_by_the_former_program(before: Town, former: Former) -> None:
    """A form that tells its person of an answer that waits is of the format it was without."""
    town = before
    dxdesk("import", town.hr, town.fill(KEN))
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    try:
        news = uncounted.Uncounted("late", "self", "", ((KEN, "葛城 健"),))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(uncounted, "told_to", lambda *_: (news,))
            command = dispatch.Export("forms", town.folder / "票2", employee=KEN)
            (form,) = dispatch.export(desk, command).files
    finally:
        desk.store.close()
    envelope = envelope_of(bootstrap.services(), form)
    assert (envelope.format, uncounted.told_in(envelope)) == (1, (news,))
    own = town.folder / "本人.dxdesk"
    assert former("import", own, form, "--create", "--json").outcomes == ["applied"]
    former("answer", own, "--from", answers(town.folder))
    former("submit", own, "--out", town.folder / "提出2")
    assert town.take(town.hr, *(town.folder / "提出2").glob("*.xlsx")).outcomes == ["applied"]


def test_a_form_filled_in_in_excel_is_the_same_for_both(town: Town, former: Former) -> None:
    filled = town.fill(KEN)
    assert town.take(town.hr, filled).outcomes == ["applied"]
    section = town.folder / "前の所属.dxdesk"
    refused = former("import", section, town.package(CHIEF), "--create", "--json", code=None)
    assert refused.code != 0, "a package judged by later rules is nothing for the former program"
    assert not section.exists()


@pytest.fixture(scope="module")
def former_year(former: Former, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin a year with the former program, once."""
    town = Town(tmp_path_factory.mktemp("year") / "町")
    town.folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.helpers.town.dxdesk", former)
        build(town)
    return town.folder


@pytest.fixture
def before(former_year: Path, tmp_path: Path) -> Town:
    """Return a town whose year the former program began."""
    shutil.copytree(former_year, tmp_path / "前")
    return Town(tmp_path / "前")


def test_todays_package_is_refused_by_the_former_section_and_changes_nothing(
    former: Former, before: Town, town: Town
) -> None:
    section = before.store(CHIEF)
    former("import", section, before.package(CHIEF), "--create")
    digest = former("dump", section, "--json").json["state_digest"]
    refused = former("import", section, town.package(CHIEF), "--json", code=None)
    assert refused.outcomes == ["refused"]
    assert former("dump", section, "--json").json["state_digest"] == digest


def test_a_year_begun_with_the_former_program_goes_on_with_mixed_ones(former: Former, before: Town) -> None:
    """HR has today's program; one section the former one, the other today's; people answer in Excel."""
    town, chief, manager = before, before.store(CHIEF), before.store(MANAGER)
    former("import", chief, town.package(CHIEF), town.fill(KEN), town.fill(MISAKI), "--create", code=None)
    former("review", chief, "--confirm", KEN)
    former("export", chief, "confirmations", "--out", town.folder / "一次")
    # HR's later packages, of today's program, are still read by the section that has the former one.
    dxdesk("export", town.hr, "section-packages", "--out", town.folder / "配布2")
    again = former("import", chief, town.package(CHIEF, town.folder / "配布2"), "--json", code=None)
    assert again.outcomes[0] in ("applied", "unchanged")
    first = sorted((town.folder / "一次").glob("*.xlsx"))
    dxdesk("import", manager, town.package(MANAGER), *first, "--create", code=None)
    dxdesk("review", manager, "--confirm", KEN)
    dxdesk("export", manager, "confirmations", "--out", town.folder / "二次")
    second = sorted((town.folder / "二次").glob("*.xlsx"))
    assert set(town.take(town.hr, *second, *first, code=None).outcomes) <= {"applied", "unchanged"}
    assert number_in(town.hr, "received") == 1


def test_a_year_keeps_its_rules_until_hr_has_seen_whom_others_stop(former: Former, before: Town) -> None:
    """One chief confirmed both stages alone; that counted under the rules of those days."""
    town, chief = before, before.store(CHIEF)
    former("import", chief, town.package(CHIEF), town.fill(KEN), "--create", code=None)
    former("review", chief, "--confirm", KEN)
    former("review", chief, "--confirm", KEN, "--on-behalf-of", MANAGER)
    former("export", chief, "confirmations", "--out", town.folder / "確認")
    former("import", town.hr, *(town.folder / "確認").glob("*.xlsx"))
    digest = former("dump", town.hr, "--json").json["state_digest"]
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == digest
    assert number_in(town.hr, "received") == 1

    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    try:
        _, stopped = rules.look(desk)
        assert {(one.employee_number, one.part, one.by, one.on_behalf_of, one.held) for one in stopped} == {
            (KEN, Part.LIFE, CHIEF, MANAGER, True),
        }
        assert rules.move(desk)
        assert not rules.move(desk)
        assert [one.by for one in deputies.held(desk)] == [CHIEF]
        assert rules.look(desk)[1] == ()
    finally:
        desk.store.close()
    assert number_in(town.hr, "received") == 0
    assert number_in(town.hr, "first_confirmed") == 1


def test_a_dispute_settled_in_part_is_one_to_the_former_program_too(former: Former, before: Town) -> None:
    """HR settles one of two items with today's program; the section's former one sees the other."""
    town, chief = before, before.store(CHIEF)
    first = town.fill(KEN, (1, "", ""))
    second = town.folder / "提出" / "直し.xlsx"
    fill_form(
        town.form(KEN),
        second,
        {**dict.fromkeys(SKILLS, (1, "", "研修を受ける")), "業務改革": (3, "", ""), SKILL: (3, "", "")},
    )
    town.take(town.hr, first, second, code=3)
    listed = dxdesk("conflicts", town.hr, "--json").json["conflicts"]
    settled, other = sorted(c["id"] for c in listed if c["part"] == "self")
    rest = {c["id"] for c in listed} - {settled}
    dxdesk("resolve", town.hr, settled, "--take", 1, "--reason", "本人に電話で確かめた")
    assert {c["id"] for c in dxdesk("conflicts", town.hr, "--json").json["conflicts"]} == rest
    dxdesk("export", town.hr, "section-packages", "--out", town.folder / "配布2")
    former("import", chief, town.package(CHIEF, town.folder / "配布2"), "--create", code=None)
    assert {c["id"] for c in former("conflicts", chief, "--json").json["conflicts"]} == rest
    for conflict in sorted(rest):
        former("resolve", chief, conflict, "--take", 1, "--reason", "席で確かめた")
    former("review", chief, "--confirm", KEN)
    former("export", chief, "confirmations", "--out", town.folder / "一次")
    town.take(town.hr, *(town.folder / "一次").glob("*.xlsx"))
    assert dxdesk("conflicts", town.hr, "--json").json["conflicts"] == []
    assert other in rest
