"""What libraries and systems say in English never reaches a person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.frameworks import versions
from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, Town

_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")


def _japanese(text: str) -> str:
    assert not _ENGLISH.search(text), text
    return text


def test_a_workbook_cut_off_on_its_way_is_told_in_japanese(town: Town) -> None:
    whole = town.fill(KEN)
    cut = whole.with_name("途中まで.xlsx")
    cut.write_bytes(whole.read_bytes()[: len(whole.read_bytes()) // 2])
    done = town.take(town.hr, cut, code=1)
    (error,) = done.json["files"][0]["errors"]
    assert error["code"] == "file-broken"
    assert _japanese(error["found"]) == "部品の目次を読めない"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1行目の1文字目あたり"),
        ('{"levels": {"データ活用": 2,}}', "1行目の"),
        ("{", "1行目の2文字目あたり"),
    ],
)
def test_a_broken_json_file_is_told_by_line_and_letter(town: Town, text: str, found: str) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create")
    answers = town.folder / "答え.json"
    answers.write_text(text, encoding="utf-8")
    error = dxdesk("answer", own, "--from", answers, "--json", code=1).json["error"]
    assert error["code"] == "answers-unreadable"
    assert _japanese(error["found"]).startswith(found)
    mapping = ("--kind", "roster", "--mapping", answers, "--json")
    told = dxdesk("import", town.hr, town.folder / "職員名簿.csv", *mapping, code=1).json["error"]
    assert _japanese(told["found"]).startswith(found)


def test_a_file_that_is_no_utf8_or_not_there_is_told_so(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create")
    answers = town.folder / "答え.json"
    error = dxdesk("answer", own, "--from", answers, "--json", code=1).json["error"]
    assert error["found"] == "見つかりません"
    answers.write_bytes('{"comment": "窓口"}'.encode("cp932"))
    error = dxdesk("answer", own, "--from", answers, "--json", code=1).json["error"]
    assert error["found"] == "UTF-8 ではない文字(14バイト目)"


def test_a_report_into_a_folder_that_is_a_file_is_told_in_japanese(town: Town) -> None:
    done = dxdesk("report", town.hr, "status", "--out", town.hr / "一覧.pdf", "--json", code=1)
    assert done.error == "folder-missing"
    assert _japanese(done.json["error"]["found"].split()[-1]) in (
        "フォルダーではなくファイルです",
        "同じ名前のものがあります",
    )


def test_a_framework_file_that_is_no_toml_is_told_by_its_line() -> None:
    for raw, found in ((b'code = "x"\nname = \n', "2行目の"), (b"\x83", "UTF-8 ではない文字")):
        with pytest.raises(KnownError) as error:
            versions.read_toml(raw, "体系.toml")
        assert _japanese(error.value.problem.found).startswith(found)


def test_a_damaged_ledger_is_named_when_it_cannot_be_backed_up(tmp_path: Path) -> None:
    own = tmp_path / "本人.dxdesk"
    dxdesk("new", own, "--role", "personal", "--municipality", "999997", "検証区", "--no-passphrase")
    _tear(own)
    copy = tmp_path / "控え.dxdesk"
    done = dxdesk("backup", own, "--out", copy, "--json", passphrase="", code=1)
    error = done.json["error"]
    assert (error["code"], error["file"], error["found"]) == ("store-damaged", own.name, "")
    assert not list(tmp_path.glob("控え*"))
    found = dxdesk("verify", own, "--json", passphrase="", code=1).json["findings"]
    for line in found:
        _japanese(line)


def _tear(store: Path) -> None:
    """Blank the last page, an index nothing needs for opening: the store opens and its pages do not fit."""
    content = bytearray(store.read_bytes())
    content[-4096:] = bytes(4096)
    store.write_bytes(content)
