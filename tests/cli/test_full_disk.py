"""A disk without room: what was done is said to be done, and nothing is called a bug of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.source import ROOT

FULL = Path("/dev/full")


def run(*words: object, out: Path) -> subprocess.CompletedProcess[str]:
    with out.open("w") as stream:
        command = [sys.executable, "-m", "dxdesk", *map(str, words)]
        return subprocess.run(
            command, cwd=ROOT, stdout=stream, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False
        )


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this kind on Windows")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_an_answer_that_has_no_room_is_said_to_be_lost_and_the_work_done(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    written = tmp_path / "手引.pdf"
    done = run("manual", "--out", written, "--page", "system", *more, out=FULL)
    assert done.returncode == 1
    assert written.is_file()
    assert "操作は終わりましたが、結果を書き出し先に書けませんでした(空きが足りません)。" in done.stderr
    assert "不具合" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this kind on Windows")
@pytest.mark.parametrize("words", [("--help",), ("report", "--help"), ("--version",)])
def test_a_help_page_that_has_no_room_is_said_so_and_is_no_bug(words: tuple[str, ...]) -> None:
    done = run(*words, out=FULL)
    assert done.returncode == 1
    assert "説明を書き出し先に書けませんでした(空きが足りません)。" in done.stderr
    assert "不具合" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_file_where_a_folder_is_meant_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "帳票").write_bytes(b"")
    done = run("manual", "--out", tmp_path / "帳票" / "手引.pdf", out=tmp_path / "out")
    assert done.returncode == 1
    assert "フォルダーではなくファイルです" in done.stderr
    assert "共有フォルダー" not in done.stderr
