"""Each confirmer's package under a password of its own: it opens no other, and the list is on paper."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dxdesk import bootstrap
from dxdesk.domain import file_passwords, recovery_code
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.sending import dispatch
from tests.helpers.commands import Done, dxdesk
from tests.helpers.town import CHIEF, DIRECTOR, MANAGER, Town, fresh

PASSWORD = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


def export(town: Town, *more: object, code: int = 0) -> Done:
    out = town.folder / "施錠"
    return dxdesk("export", town.hr, "section-packages", "--out", out, "--json", *more, code=code)


def passwords(listed: Path) -> dict[str, str]:
    """Return the passwords by 職員番号, as the paper has them."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(listed).pages)
    found = {}
    for number in (CHIEF, MANAGER, DIRECTOR):
        after = text[text.index(number) :]
        match = PASSWORD.search(after)
        assert match is not None
        found[number] = match.group()
    return found


def test_each_package_opens_with_its_own_password_alone(town: Town) -> None:
    listed = town.folder / "紙" / "一覧.pdf"
    done = export(town, "--lock-each", listed)
    assert done.json["lock_list"] == str(listed)
    assert str(listed) not in done.json["files"]
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    told = passwords(listed)
    assert len(set(told.values())) == 3
    books = bootstrap.services().workbooks
    for number in told:
        path = town.package(number, town.folder / "施錠")
        for other, password in told.items():
            if other == number:
                assert books.open(path, (password,)).sealed_payload()
                continue
            with pytest.raises(KnownError) as error:
                books.open(path, (password,))
            assert error.value.code == "password-wrong"
    assert not any(password in done.out for password in told.values())
    key = town.folder / "パスワード.txt"
    key.write_text(told[CHIEF], encoding="utf-8")
    package = town.package(CHIEF, town.folder / "施錠")
    dxdesk("import", town.store(CHIEF), package, "--create", "--file-password-file", key)


def test_the_list_lies_apart_from_the_files_and_over_no_other(town: Town) -> None:
    inside = town.folder / "施錠" / "中" / "一覧.pdf"
    assert export(town, "--lock-each", inside, code=1).error == "lock-list-place"
    there = town.folder / "前の一覧.pdf"
    there.write_bytes(b"earlier")
    assert export(town, "--lock-each", there, code=1).error == "lock-list-there"
    assert there.read_bytes() == b"earlier"
    assert not list((town.folder / "施錠").rglob("*.xlsx"))


def test_where_the_list_cannot_be_written_no_package_stays(town: Town) -> None:
    blocked = town.folder / "ファイル"
    blocked.write_text("folder?", encoding="utf-8")
    sent = dxdesk("report", town.hr, "dispatches", "--out", town.folder / "前.pdf", "--json").json["bytes"]
    assert export(town, "--lock-each", blocked / "一覧.pdf", code=1).error == "folder-missing"
    assert not list((town.folder / "施錠").rglob("*.xlsx"))
    again = dxdesk("report", town.hr, "dispatches", "--out", town.folder / "後.pdf", "--json").json["bytes"]
    assert again == sent


def test_a_package_that_was_taken_back_is_not_on_the_list(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the chief's people can be written alone, all together cannot."""
    write = dispatch.write_sealed

    def failing(sending: Any, package: Any, path: Path, to: str, people: int, *more: Any) -> Path:
        if CHIEF in path.name and people > 1:
            raise KnownError("text-too-long", "長すぎます。")
        return write(sending, package, path, to, people, *more)

    monkeypatch.setattr(dispatch, "write_sealed", failing)
    listed = town.folder / "一覧.pdf"
    done = export(town, "--lock-each", listed, code=3)
    assert len(done.json["files"]) == 2
    text = "".join(page.extract_text() for page in pypdf.PdfReader(listed).pages)
    assert MANAGER in text
    assert CHIEF not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "a", "forms", "--out", "b", "--lock-each", "c.pdf"), "section-packages と一緒"),
        (
            ("export", "a", "section-packages", "--out", "b", "--lock-each", "c", "--lock-file", "d"),
            "一緒に使えません",
        ),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: tuple[str, ...], said: str) -> None:
    assert said in dxdesk(*words, code=2).err


def test_a_password_is_random_and_of_letters_that_do_not_look_alike() -> None:
    drawn = {file_passwords.new() for _ in range(200)}
    assert len(drawn) == 200
    assert all(PASSWORD.fullmatch(one) for one in drawn)
    assert set("".join(drawn)) - {"-"} == set(recovery_code.ALPHABET)
