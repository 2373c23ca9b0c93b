"""How the commands are called: help and complaints in Japanese, exit codes, one JSON document."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from dxdesk.cli.app import App, app
from dxdesk.domain.errors import any_of
from tests.helpers.commands import dxdesk, process

CONTRACT = {
    "demo": {"--staff", "--sections", "--seed", "--framework", "--years"},
    "new": {"--role", "--municipality", "--no-passphrase"},
    "import": {"--kind", "--mapping", "--create", "--dry-run", "--accept", "--file-password-file"},
    "undo": set(),
    "courses": {"--fiscal-year", "--take"},
    "course": {"--name", "--alias", "--end", "--into"},
    "session": {"--turn", "--into", "--apart", "--fiscal-year"},
    "missing": {"--fiscal-year", "--course", "--section"},
    "enrolments": {"--fiscal-year", "--session", "--section"},
    "enrol": {"--fiscal-year", "--employee", "--by-arrival", "--decision", "--reason"},
    "questionnaire": {"--fiscal-year", "--session"},
    "conflicts": {"--fiscal-year"},
    "resolve": {"--take", "--reason"},
    "differences": set(),
    "framework-proposals": {"--take"},
    "settle": {"--take"},
    "cycle open": {
        *("--fiscal-year", "--framework", "--base-date"),
        *("--due-self", "--due-first", "--due-second"),
        *("--purpose", "--purpose-text"),
    },
    "cycle close": {"--fiscal-year"},
    "cycle told": {"--employee", "--take-back", "--fiscal-year"},
    "cycle align": {"--fiscal-year", "--dry-run"},
    "requests": set(),
    "fill-request": {"--from"},
    "send-request": {"--out"},
    "certificate-settings": {
        *("--body", "--completion-body", "--levels", "--seal-size", "--ruby", "--preview"),
    },
    "course-first": {"--persona", "--nobody", "--as-policy"},
    "section-name": {"--dx"},
    "decision-boxes": {"--boxes"},
    "candidates": {
        *("--persona", "--stage", "--require", "--grade", "--section"),
        *("--for", "--reason", "--counts", "--fiscal-year"),
    },
    "targets": {
        *("--take", "--set", "--plan", "--actual", "--source", "--counted-on", "--forecast", "--words"),
        *("--divide", "--end", "--resume", "--fiscal-year"),
    },
    "indicators": {"--take", "--by", "--code", "--evaluate", "--fiscal-year"},
    "drafting": {"--begin", "--task-from", "--put-away", "--resume", "--fiscal-year"},
    "agenda": {"--from", "--end", "--resume", "--task-from", "--take", "--fiscal-year"},
    "knowledge": {"--from", "--end", "--resume", "--find"},
    "terms": {"--from", "--end", "--resume", "--take", "--find"},
    "turned": {"--from", "--end", "--resume", "--fiscal-year"},
    "staffing": {
        *("--sample", "--from", "--advance", "--to", "--heads", "--on", "--end", "--resume"),
        *("--table-from", "--take-table", "--fiscal-year"),
    },
    "cases": {
        *("--add", "--set", "--name", "--of", "--lead", "--escort", "--tool", "--before", "--after"),
        *("--effect", "--status", "--started", "--finished", "--phase", "--exemplary"),
        *("--end", "--resume", "--award", "--award-name", "--award-day", "--fiscal-year"),
    },
    "support": {
        *("--event", "--sort", "--participants", "--attendee"),
        *("--consultation", "--of", "--days", "--solved", "--on", "--end", "--out", "--fiscal-year"),
    },
    "plan": {
        *("--make", "--version", "--line", "--drop", "--consulted", "--with", "--result", "--decided"),
        *("--number", "--reopen", "--spent", "--give-up", "--name", "--course", "--times", "--places"),
        *("--months", "--sections", "--yen", "--by-hr", "--by-dx", "--by-it", "--note", "--people", "--why"),
        *("--provider", "--budget-by", "--contact"),
        *("--source", "--counted-on", "--fiscal-year"),
    },
    "placements": {"--tool", "--per-section", "--fiscal-year"},
    "people link": {"--accept"},
    "people unlink": set(),
    "people links": set(),
    "people set-confirmer": {"--first", "--second", "--no-first", "--no-second"},
    "people stop": {"--reason", "--since"},
    "people resume": set(),
    "people request": {"--on", "--what", "--answered-on", "--answer", "--key"},
    "disclose": {"--employee", "--out"},
    "authorities list": set(),
    "authorities ask": {"--on"},
    "authorities own": set(),
    "authorities set": set(),
    "authorities decide": {
        *("--scope", "--items", "--ground", "--number", "--decided-on", "--from", "--until"),
    },
    "authorities end": set(),
    "asked": {"--employment", "--persona", "--on", "--off", "--clear"},
    "office-text": {"--out", "--from", "--fresh"},
    "export": {"--out", "--section", "--employee", "--lock-file", "--fiscal-year"},
    "answer": {"--from", "--fiscal-year"},
    "submit": {"--out", "--fiscal-year"},
    "withdraw": {"--out", "--fiscal-year"},
    "review": {
        *("--confirm-all", "--confirm", "--return", "--take-back"),
        *("--reason", "--set", "--comment", "--on-behalf-of"),
    },
    "deputies": {
        "--name",
        "--withdraw",
        "--ask",
        "--for",
        "--from",
        "--to",
        "--ends",
        "--reason",
        "--fiscal-year",
    },
    "held": {"--allow", "--refuse", "--fiscal-year"},
    "uses": {"--on", "--off", "--not-now"},
    "small-cells": {"--use", "--below"},
    "fill": {"--out", "--section", "--employee", "--fields", "--fiscal-year"},
    "report-words": {"--assembly", "--set", "--text", "--file", "--fiscal-year"},
    "provide list": set(),
    "provide decide": {"--item", "--ground", "--number", "--decided", "--from", "--to", "--again"},
    "provide end": {"--to"},
    "provide write": {"--out", "--item", "--why", "--until", "--authority", "--again", "--fiscal-year"},
    "provide withdraw": {"--out"},
    "provide received": set(),
    "provide sending": set(),
    "provide seen": set(),
    "provide system": {"--out", "--receiver", "--column", "--levels", "--fiscal-year"},
    "evidence": {
        *("--employee", "--add", "--correct", "--name", "--from", "--until", "--ongoing", "--role"),
        *("--result", "--number", "--expires", "--take-out", "--confirm", "--cannot"),
        *("--seen", "--seen-on", "--seen-number", "--comment"),
    },
    "nominations": {
        "--begin",
        "--section",
        "--number",
        "--deadline",
        "--from",
        "--to",
        "--notice",
        "--fiscal-year",
    },
    "nomination": {"--candidates", "--levels", "--appoint", "--decline", "--take-back", "--close"},
    "year-start": {
        *("--mode", "--day", "--due", "--agreement", "--meeting", "--support", "--section", "--fiscal-year"),
    },
    "rules": {"--move", "--fiscal-year"},
    "finalise": {
        *("--decision-number", "--decision-date", "--fiscal-year", "--draft", "--redraft", "--without"),
    },
    "correct": {"--employee", "--set", "--reason"},
    "report": {
        *("--out", "--section", "--employee", "--without", "--fiscal-year", "--order", "--duplex", "--paper"),
        *("--per-person", "--per-section", "--receipt-list"),
    },
    "status": {"--fiscal-year"},
    "papers": {"--kind", "--out", "--fiscal-year"},
    "reprint": {"--out", "--mark"},
    "numbering": {"--prefix", "--next", "--fiscal-year"},
    "dump": set(),
    "keys": {"--after"},
    "verify": {"--files", "--against", "--whole", "--paper", "--file-password-file"},
    "backup": {"--out"},
    "restore": {"--to"},
    "recover": {"--to", "--files"},
    "passphrase": {"--new-passphrase-file", "--no-passphrase", "--backups-of"},
    "recovery-code": {"--out"},
    "handover": {"--from", "--to", "--to-number", "--new-passphrase-file", "--memo"},
    "manual": {"--out"},
    "licences": set(),
    "spoil": {"--reason", "--batch", "--take-back"},
    "prints": {"--out", "--fiscal-year"},
    "tour": {"--out", "--theme"},
    "self-test": set(),
}


def commands() -> dict[str, click.Command]:
    found = {name: command for name, command in app.commands.items() if not command.hidden}
    for group in ("cycle", "people", "authorities", "provide"):
        commands_of = found.pop(group)
        assert isinstance(commands_of, click.Group)
        found |= {f"{group} {name}": command for name, command in commands_of.commands.items()}
    return found


def test_every_command_of_the_contract_is_there_and_no_other() -> None:
    assert set(commands()) == set(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_command_takes_the_options_of_the_contract(name: str) -> None:
    options = {text for param in commands()[name].params for text in param.opts if text.startswith("-")}
    assert options >= CONTRACT[name] | {"--json", "--passphrase-file"}


@pytest.mark.parametrize("name", ["", *CONTRACT])
def test_help_is_japanese_throughout(name: str) -> None:
    page = dxdesk(*name.split(), "--help").out
    assert "使い方: dxdesk" in page
    english = ("Usage", "Options", "Commands", "Show this", "required", "default")
    assert not [word for word in english if re.search(rf"\b{word}\b", page)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stauts"], "「stauts」という操作はありません"),
        (["cycle", "begin", "x"], "「begin」という操作はありません"),
        (["status"], "STORE がありません"),
        (["status", "a", "b"], "余分な引数"),
        (["status", "a", "--jsn"], "「--jsn」というオプションはありません"),
        (["export", "a", "papers", "--out", "x"], "「papers」ではなく"),
        (["import", "a", "b.csv", "--kind", "foo"], "「foo」ではなく、roster、"),
        (["export", "a", "forms"], "--out がありません"),
        (["export", "a", "forms", "--out"], "--out には値を"),
        (["new", "a", "--role", "hr", "--municipality", "131091"], "CODE NAME の2つを続けて書きます"),
        (["undo", "a", "一番"], "「一番」は数ではありません"),
        (["resolve", "a", "b", "--take", "0", "--reason", "t"], "1から99まで"),
        (["review", "a"], "どれか1つを書きます"),
        (["review", "a", "--confirm", "1", "--set", "データ"], "SKILL=LV の形"),
        (["review", "a", "--confirm-all", "--comment", "t"], "--confirm NO と一緒に"),
        (["review", "a", "--return", "1"], "--reason T が要ります"),
        (["submit", "a"], "--out DIR がありません"),
        (["keys", "a", "register"], "FP(指紋)が要ります"),
        (["keys", "a", "revoke", "ab"], "--after N が要ります"),
        (["new", "a", "--role", "boss", "--municipality", "1", "x"], "「boss」ではなく"),
    ],
)
def test_wrong_usage_is_said_in_japanese_and_exits_2(words: list[str], said: str) -> None:
    done = dxdesk(*words, code=2)
    assert said in done.err
    assert "--help" in done.err
    assert not done.out


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (["new", "a", "--role", "hr", "--municipality", "131091"], "dxdesk new --help"),
        (["export", "a", "forms", "--out"], "dxdesk export --help"),
        (["cycle", "close", "a", "--fiscal-year"], "dxdesk cycle close --help"),
    ],
)
def test_a_complaint_points_to_the_help_page_of_its_command(words: list[str], page: str) -> None:
    assert page in dxdesk(*words, code=2).err


def test_a_group_alone_shows_its_commands() -> None:
    assert "コマンド:" in dxdesk("cycle", code=2).err
    assert dxdesk("cycle", "--json", code=2).error == "usage"


def test_wrong_usage_under_json_is_one_document() -> None:
    done = dxdesk("export", "a", "papers", "--out", "x", "--json", code=2)
    assert done.error == "usage"
    assert set(done.json["error"]) == {"code", "message", "found", "fix", "file", "sheet", "cell"}


def test_a_refusal_is_a_line_with_what_to_do_and_exits_1(tmp_path: Path) -> None:
    done = dxdesk("status", tmp_path / "なし.dxdesk", code=1)
    assert "[store-missing]" in done.err
    assert not done.out


def test_a_refusal_under_json_is_one_document(tmp_path: Path) -> None:
    done = dxdesk("status", tmp_path / "なし.dxdesk", "--json", code=1)
    assert done.error == "store-missing"
    assert done.json["error"]["file"] == "なし.dxdesk"
    assert not done.err


def test_json_is_utf8_whatever_the_console(tmp_path: Path) -> None:
    done = process(
        "status",
        tmp_path / "𠮷.dxdesk",
        "--json",
        environment={"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"},
    )
    assert done.code == 1
    assert json.loads(done.out)["error"]["file"] == "𠮷.dxdesk"


def test_lines_survive_a_console_that_lacks_characters(tmp_path: Path) -> None:
    done = process("status", tmp_path / "𠮷.dxdesk", environment={"PYTHONIOENCODING": "ascii"})
    assert done.code == 1
    assert "[store-missing]" in done.err


def test_the_version_is_shown() -> None:
    assert dxdesk("--version").out.startswith("dxdesk ")


def test_a_bug_leaves_a_report_without_anything_about_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("髙橋 美咲")

    monkeypatch.setattr(App, "resolve_command", broken)
    done = dxdesk("status", tmp_path / "a", "--json", code=1)
    assert done.error == "bug"
    report = Path(done.json["error"]["fix"].rpartition(": ")[2])
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert "髙橋" not in report.read_text(encoding="utf-8")


def test_a_store_named_alone_opens_the_window_and_without_a_screen_says_so(tmp_path: Path) -> None:
    screenless = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    for words in ([tmp_path / "人事.dxdesk"], []):
        done = process(*words, environment=screenless)
        assert done.code == 1
        assert "[no-display]" in done.err


def test_a_single_choice_is_not_called_one_of_several() -> None:
    assert any_of(["shinagawa"]) == "shinagawa"
    assert any_of(["kashiwa", "shinagawa"]) == "kashiwa、shinagawaのどれか"


@pytest.mark.parametrize(
    "words",
    [
        ("held", "a", "--allow", ""),
        ("held", "a", "--refuse", " "),
        ("export", "a", "forms", "--out", "b", "--employee", ""),
        ("export", "a", "section-packages", "--out", "b", "--confirmer", ""),
        ("report", "a", "skill-sheet", "--out", "b", "--without", "001", "--without", ""),
        ("deputies", "a", "--name", ""),
        ("review", "a", "--confirm", ""),
    ],
)
def test_an_option_that_names_nothing_is_wrong_usage(words: tuple[str, ...]) -> None:
    """A script whose variable is empty must not mean everybody, or a list in place of a decision."""
    done = dxdesk(*words, code=2)
    assert "の値が空です" in done.err
    assert done.out == ""
