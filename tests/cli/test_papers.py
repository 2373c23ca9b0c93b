"""``papers``, ``reprint``, ``numbering``, and 文書番号 by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import dxdesk
from tests.kept import keeping
from tests.pdf.reading import text_of

KEPT, SECRET = "0005/hr", keeping.secret_of("0005/hr")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return keeping.copy_of(KEPT, tmp_path)


def run(*words: object, code: int = 0) -> dict[str, object]:
    found: dict[str, object] = dxdesk(*words, "--json", passphrase=SECRET, code=code).json
    return found


def test_a_certificate_is_issued_marked_listed_and_printed_again(store: Path, tmp_path: Path) -> None:
    one = ("--fiscal-year", "2026", "--employee", "001009")
    run(
        "numbering", store, "certificate", "--fiscal-year", "2026", "--prefix", "{年度}検人証", "--next", "31"
    )
    made = run("report", store, "certificate", *one, "--out", tmp_path / "1.pdf")
    assert made["papers"] == {"issued": 1}
    assert "8検人証第31号" in text_of((tmp_path / "1.pdf").read_bytes())
    again = run("report", store, "certificate", *one, "--mark", "再交付", "--out", tmp_path / "2.pdf")
    assert again["papers"] == {"reprinted": 1}
    assert "再交付 " in text_of((tmp_path / "2.pdf").read_bytes())
    listed = run("papers", store, "--fiscal-year", "2026", "--out", tmp_path / "台帳.xlsx")
    (paper,) = listed["papers"]  # type: ignore[misc]
    assert (paper["number"], paper["printed"], paper["copy"]) == ("8検人証第31号", 2, True)
    assert (tmp_path / "台帳.xlsx").exists()
    run("reprint", store, paper["paper"][:8], "--mark", "控", "--out", tmp_path / "3.pdf")
    assert "控 " in text_of((tmp_path / "3.pdf").read_bytes())
    corrected = run("report", store, "certificate", *one, "--correct", "--out", tmp_path / "4.pdf")
    assert corrected["papers"] == {"corrected": 1}
    used = run("numbering", store, "certificate", "--fiscal-year", "2026", "--next", "31", code=1)
    assert used["error"]["code"] == "number-used"  # type: ignore[index]


def test_only_those_are_made_whose_paper_is_new_or_changed(store: Path, tmp_path: Path) -> None:
    year = ("--fiscal-year", "2026")
    run("report", store, "certificate", *year, "--employee", "001009", "--out", tmp_path / "1.pdf")
    nobody = run(
        *("report", store, "certificate", *year, "--employee", "001009", "--changed-only"),
        *("--out", tmp_path / "2.pdf"),
        code=1,
    )
    assert nobody["error"]["code"] == "nobody-to-print"  # type: ignore[index]
    assert "前回のまま1人" in nobody["error"]["message"]  # type: ignore[index]
    run("correct", store, *year, "--employee", "001009", "--set", "業務改革=LV3", "--reason", "転記の誤り")
    made = run("report", store, "certificate", *year, "--changed-only", "--out", tmp_path / "3.pdf")
    assert made["papers"]["corrected"] == 1  # type: ignore[index]
    again = dxdesk("report", store, "certificate", *year, "--changed-only", "--out", tmp_path / "4.pdf",
                   "--json", passphrase=SECRET, code=1)  # fmt: skip
    assert "変わったものはありません" in again.json["error"]["message"]
    lists = run("report", store, "status", *year, "--changed-only", "--out", tmp_path / "5.pdf", code=1)
    assert lists["error"]["code"] == "report-changed-only"  # type: ignore[index]


def test_a_letter_for_what_is_issued_already_is_said_to_have_no_effect(store: Path, tmp_path: Path) -> None:
    one = ("--fiscal-year", "2026", "--employee", "001009", "--out", tmp_path / "1.pdf")
    run("report", store, "result-notice", *one, "--document-number", "8検人第142号")
    late = dxdesk(
        "report", store, "result-notice", *one, "--document-number", "8検人第150号", passphrase=SECRET
    )
    assert "前に発行した1枚には入れていません" in late.out
    assert "訂正" in late.out


def test_a_wrong_certificate_is_spoiled_and_the_next_has_a_new_number(store: Path, tmp_path: Path) -> None:
    one = ("--fiscal-year", "2026", "--employee", "001009")
    run("report", store, "certificate", *one, "--out", tmp_path / "1.pdf")
    (paper,) = run("papers", store, "--fiscal-year", "2026")["papers"]  # type: ignore[misc]
    dxdesk("spoil", store, paper["paper"], passphrase=SECRET, code=2)
    done = run("spoil", store, paper["paper"][:8], "--reason", "日付の誤り", "--batch")
    assert (done["papers"], done["taken_back"]) == ([paper["paper"]], False)
    refused = run("reprint", store, paper["paper"], "--mark", "再交付", "--out", tmp_path / "2.pdf", code=1)
    assert refused["error"]["code"] == "paper-spoiled"  # type: ignore[index]
    run("spoil", store, paper["paper"], "--take-back")
    run("spoil", store, paper["paper"], "--reason", "発行者の誤り")
    run("report", store, "certificate", *one, "--out", tmp_path / "3.pdf")
    listed = run("papers", store, "--fiscal-year", "2026")["papers"]
    assert [one["spoiled"] for one in listed] == ["発行者の誤り", ""]  # type: ignore[attr-defined]
    late = run("spoil", store, paper["paper"], "--take-back", code=1)
    assert late["error"]["code"] == "spoiled-followed"  # type: ignore[index]


def test_notices_go_out_under_one_number_whichever_command_makes_them(store: Path, tmp_path: Path) -> None:
    year = ("--fiscal-year", "2026")
    letter = ("--document-number", "8検人第142号", "--document-date", "2027-03-25", "--branches")
    run("export", store, "results", *year, "--employee", "001009", *letter, "--out", tmp_path / "結果")
    run("report", store, "result-notice", *year, "--employee", "001009", "--out", tmp_path / "1.pdf")
    text = text_of((tmp_path / "1.pdf").read_bytes())
    assert "8検人第142号の1" in text
    assert "令和9年3月25日" in text
    assert "人事課長" in text
    lone = dxdesk("report", store, "result-notice", *year, "--out", tmp_path / "2.pdf", "--branches",
                  passphrase=SECRET, code=2)  # fmt: skip
    assert "--document-number" in lone.err


def test_the_numbering_of_the_year_in_work_is_shown_where_none_is_named(store: Path) -> None:
    year = run("status", store)["fiscal_year"]
    assert run("numbering", store, "certificate") == run(
        "numbering", store, "certificate", "--fiscal-year", year
    )
