"""文案: filled with the office's own settings, edited by it, told when what they were made of changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.authorities import BOARD
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.organisation import authorities, office_settings, office_texts
from dxdesk.usecases.reports import office_papers
from tests.helpers.stories import Town

BLANK = office_texts.BLANK


def text_of(town: Town, code: str) -> str:
    return office_texts.office_text(town.hr, code).text


def test_every_text_is_filled_with_what_the_office_set(town: Town) -> None:
    settings = office_settings.office_settings(town.hr)
    office_settings.save_office_settings(town.hr, replace(settings, contact="人事課 内線1234"))
    texts = {one.code: one for one in office_texts.office_texts(town.hr)}
    assert list(texts) == ["guideline", "staff", "union", "file-register", "request-letter"]
    whole = "\n".join(one.text for one in texts.values())
    for said in ("検証区", "令和7年度", "育成、配置の参考", "区長部局", "人事課 内線1234"):
        assert said in whole, said
    for code in ("guideline", "staff", "union"):
        assert "人事評価" in texts[code].text
        assert BLANK in texts[code].text, "how long it is kept is the office's to say"
    for what in ("だれが見るのか", "いつまで残るのか", "何に使い、何に使わないのか"):
        assert what in texts["staff"].text
    for what in ("記録するもの", "見ることができる者", "保存する年数", "人事評価との区別"):
        assert what in texts["union"].text


def test_another_authority_is_named_once_there_is_one(town: Town) -> None:
    assert BOARD not in text_of(town, "guideline")
    authorities.assign(town.hr, "112", BOARD)
    assert f"{BOARD}の職員については" in text_of(town, "guideline")
    assert BOARD in text_of(town, "union")
    assert BOARD in text_of(town, "file-register")


@pytest.mark.parametrize(("count", "said"), [(999, "に満たない"), (1_000, "以上である")])
def test_a_thousand_people_decide_of_the_register(town: Town, count: int, said: str) -> None:
    with town.hr.store.write() as uow:
        people = uow.people.employees(include_left=True)
        more = [replace(people[0], number=f"9{n:05}") for n in range(count - len(people))]
        uow.people.save_employees(more)
        uow.commit()
    text = text_of(town, "file-register")
    assert f"{count:,}人で、1,000人{said}" in text
    assert "担当が確かめてください" in text


def test_what_an_office_worded_stays_and_is_told_when_its_settings_change(town: Town) -> None:
    kept = office_texts.keep_text(town.hr, "staff", "■ 目的\nうちの言葉\u000bです")
    assert (kept.text, kept.edited, kept.stale) == ("■ 目的\nうちの言葉\nです", True, False)
    settings = office_settings.office_settings(town.hr)
    office_settings.save_office_settings(town.hr, replace(settings, contact="人事課 内線9999"))
    assert office_texts.office_text(town.hr, "staff").stale
    assert office_texts.office_text(town.hr, "guideline").stale is False
    fresh = office_texts.keep_text(town.hr, "staff", "")
    assert (fresh.edited, fresh.stale) == (False, False)
    assert "内線9999" in fresh.text
    assert office_texts.keep_text(town.hr, "staff", fresh.text).edited is False


def test_texts_are_written_for_paper_and_for_a_word_processor(town: Town, tmp_path: Path) -> None:
    paper = office_papers.write(town.hr, "guideline", tmp_path / "要綱.pdf")
    assert paper.read_bytes().startswith(b"%PDF")
    plain = office_papers.write(town.hr, "guideline", tmp_path / "要綱.txt").read_bytes()
    assert plain.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in plain
    assert plain.decode("utf-8-sig").splitlines()[0] == "実施要綱(案)"


def test_headings_and_lines_are_told_apart() -> None:
    found = office_texts.parts_of("前書き\n■ 目的\n1行目\n\n2行目\n■対象\n")
    assert found == (("", ("前書き",)), ("目的", ("1行目", "2行目")), ("対象", ()))


def test_what_is_no_text_is_refused_and_nothing_kept(town: Town) -> None:
    for code, text, error_code in (
        ("speech", "文", "office-text-unknown"),
        ("staff", "あ" * 20_001, "office-text-long"),
    ):
        with pytest.raises(KnownError) as error:
            office_texts.keep_text(town.hr, code, text)
        assert error.value.code == error_code
    assert not any(one.edited for one in office_texts.office_texts(town.hr))
    with pytest.raises(KnownError) as error:
        office_texts.office_texts(town.chief)
    assert error.value.code == "wrong-role"
