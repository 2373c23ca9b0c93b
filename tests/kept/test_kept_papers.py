"""Papers that earlier programs issued without keeping a copy: known by their numbers, made again once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import dxdesk
from tests.kept import keeping
from tests.pdf.reading import read

BEFORE = "0007/hr"


@pytest.mark.parametrize(
    ("kind", "year", "first", "last"),
    [
        ("certificate", "2026", "検区人第1号", "検区人第9号"),
        ("certificate", "2028", "検区人第1号", "検区人第1号"),
        ("completion", "2026", "検区人第1号", "検区人第2号"),
    ],
)
def test_a_paper_without_a_copy_keeps_its_number_and_says_that_it_was_made_again(
    kind: str, year: str, first: str, last: str, tmp_path: Path
) -> None:
    store, secret = keeping.copy_of(BEFORE, tmp_path), keeping.secret_of(BEFORE)
    words = (store, kind, "--fiscal-year", year, "--out")
    dxdesk("report", *words, tmp_path / "1.pdf", passphrase=secret)
    pages = [page.extract_text() for page in read((tmp_path / "1.pdf").read_bytes()).pages]
    assert all("再作成 令和11年4月2日" in page for page in pages)
    assert first in pages[0]
    assert last in pages[-1]
    dxdesk("report", *words, tmp_path / "2.pdf", passphrase=secret)
    assert (tmp_path / "2.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
    assert dxdesk("verify", store, "--json", passphrase=secret).json["sound"]
