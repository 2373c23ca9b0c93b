"""用語集 and what policies bring: words and 検討事項 taken once, written down, read from tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.agenda_record import MatterSaid
from dxdesk.domain.capabilities import AGENDA
from dxdesk.domain.errors import KnownError
from dxdesk.domain.glossary_record import TermSaid
from dxdesk.usecases.agenda import glossary, keeping
from dxdesk.usecases.agenda.overview import agenda_year
from dxdesk.usecases.agenda.presets import matter_offers, take_matters
from dxdesk.usecases.agenda.tables import MATTERS, TERMS
from dxdesk.usecases.imports import plain_tables
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import office, people
from tests.helpers.plain_table import table
from tests.helpers.using import use


def names(desk: Desk, query: str = "") -> list[str]:
    return [one.said.name for one in glossary.terms(desk, query) if not one.said.ended]


def test_words_of_policies_come_once_and_are_edited(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        with pytest.raises(KnownError) as error:
            glossary.terms(desk)
        assert error.value.code == "agenda-off"
        use(desk, AGENDA)
        assert {one.code: one.count for one in glossary.offers()} == {
            "kashiwa": 8, "setagaya": 2, "govtech-tokyo": 5}  # fmt: skip
        glossary.save_term(desk, TermSaid(name="ＢＰＲ", reading="びーぴーあーる", meaning="仕事の見直し"))
        assert glossary.take_terms(desk, "kashiwa").added == 7, "the office's own word stays"
        assert glossary.take_terms(desk, "kashiwa").unchanged == 8
        assert len(names(desk)) == 8
        assert names(desk, "情報 漏えい") == ["情報セキュリティ"]
        assert names(desk)[0] == "情報セキュリティ" or names(desk) == sorted(
            names(desk), key=names(desk).index
        )
        said = glossary.term_there(desk, "kashiwa-1")
        assert said is not None
        assert (said.name, said.supplement) == ("DX", True)
        glossary.save_term(desk, said._replace(meaning="私たちの説明"), "kashiwa-1")
        changed = glossary.term_there(desk, "kashiwa-1")
        assert changed is not None
        assert not changed.supplement, "what the office wrote is no summary of ours"
        glossary.end_term(desk, "kashiwa-1")
        assert "DX" not in names(desk)
        for code, wanted in (
            ("term-nameless", TermSaid(meaning="x")),
            ("term-meaningless", TermSaid(name="x")),
            ("term-twice", TermSaid(name="bpr", meaning="x")),
        ):
            with pytest.raises(KnownError) as error:
                glossary.save_term(desk, wanted)
            assert error.value.code == code
        with pytest.raises(KnownError) as error:
            glossary.take_terms(desk, "nakano")
        assert error.value.code == "terms-none-stated"


def test_no_sentence_of_a_policy_is_shipped_word_for_word() -> None:
    for code in ("kashiwa", "setagaya", "govtech-tokyo"):
        listed = glossary.preset_terms(code)
        assert listed
        assert all(one.source and one.reading and one.supplement for one in listed)


def test_matters_of_kashiwa_come_once(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, AGENDA)
        offered = [code for code, _ in matter_offers()]
        assert offered == ["govtech-tokyo", "kashiwa", "nakano", "setagaya", "shinagawa"]
        keeping.save_matter(desk, MatterSaid(name="予算の確保"))
        assert take_matters(desk, "kashiwa").added == 3
        assert take_matters(desk, "kashiwa").added == 0
        found = agenda_year(desk).matters
        assert len(found) == 4
        assert sum("柏市" in one.said.note for one in found) == 3
        with pytest.raises(KnownError) as error:
            take_matters(desk, "nowhere")
        assert error.value.code == "matters-none-stated"


def test_what_other_policies_still_have_to_decide_and_whom_to_ask_come_too(tmp_path: Path) -> None:
    with office(tmp_path, "govtech-tokyo", people(3, 0)) as desk:
        use(desk, AGENDA)
        added = {
            code: take_matters(desk, code).added
            for code in (*("nakano", "setagaya"), "govtech-tokyo", "shinagawa")
        }
        assert added == {"nakano": 1, "setagaya": 2, "govtech-tokyo": 4, "shinagawa": 1}
        whats = " ".join(one.said.what for one in agenda_year(desk).matters)
        for word in (
            "中野区人材育成戦略",
            "世田谷区人材育成方針",
            "530294",
            "513699",
            "ワークショップ",
            "ICTツール",
        ):
            assert word in whats or any(word in one.said.name for one in agenda_year(desk).matters), word


def test_tables_of_words_and_matters_go_both_ways(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, AGENDA)
        glossary.take_terms(desk, "kashiwa")
        take_matters(desk, "kashiwa")
        for of in (TERMS, MATTERS):
            with all_or_nothing(desk) as outgoing:
                (path,) = plain_tables.write(desk, tmp_path / of.sheet, outgoing, of)
            found = plain_tables.preview(desk, path, of)
            assert (found.outcome, found.errors) == ("unchanged", ()), of.sheet
        new = table(tmp_path, {"件名": "外部人材", "期限": "R8.9.30", "状況": "検討中", "所属": "1020"})
        done = plain_tables.apply(desk, new, MATTERS)
        assert done.added == 1
        bad = table(
            tmp_path,
            {"件名": "あ", "状況": "決定"},
            {"件名": "い", "担当者": "999999"},
            {"件名": "う", "期限": "いつか"},
            {"期限": "R8.9.30"},
        )
        errors = plain_tables.apply(desk, bad, MATTERS).errors
        assert {(one.code, one.place.cell) for one in errors} == {
            ("agenda-undecided", "2行A列"),
            ("answers-person", "3行C列"),
            ("date-unreadable", "4行D列"),
            ("agenda-nameless", "5行A列"),
        }
        assert len(agenda_year(desk).matters) == 5
        undo_receipt(desk, done.receipt)
        assert len(agenda_year(desk).matters) == 4
        words = table(tmp_path, {"用語": "LGWAN", "説明": ""}, {"用語": "RPA", "説明": "自動化"})
        (error,) = plain_tables.apply(desk, words, TERMS).errors
        assert (error.code, error.place.cell, error.found) == ("term-meaningless", "2行B列", "LGWAN")
