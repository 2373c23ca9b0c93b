"""受講後アンケート: answers come in, nobody who gave them does, and little is shown of few people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import questionnaires
from dxdesk.domain.contents import QuestionnaireSaid, Scored, Written
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.imports.questionnaire_tables import apply_questionnaire, preview_questionnaire
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.sealing.workbook_kinds import QUESTIONNAIRE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training.questionnaires import SessionAnswers, session_answers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import table, trained

FIRST = "basic/第1回"
HEAD = ("タイムスタンプ", "職員番号", "お名前", "満足度", "業務に役立ちそうか", "所属で使えそうか", "ご意見")
NAMES = ("𠮷田 翔太", "濵田 一", "神谷 潤", "見本 進", "山﨑 健", "髙橋 美咲")
NUMBERS = (w.TAX_A, w.CHILD_A, w.TAX_C, w.PROMOTER, w.LEADER_TAX, w.CHIEF_TAX)
ANSWERS = tuple(
    (f"2026-03-02 1{place}:00", number, name, str(score), word, "3", text)
    for place, (number, name, score, word, text) in enumerate(
        zip(
            *(NUMBERS, NAMES, (5, 4, 4, 3, 1, 5)),
            ("とても思う", "思う", "思う", "どちらともいえない", "思わない", "とても思う"),
            ("い: 早口でした", "ろ: 例が良い", "", "", "は: 続編を希望", "い: 早口でした"),
            strict=True,
        )
    )
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def take(desk: Desk, path: Path, *accept: str, **words: str) -> TableResult:
    done = apply_questionnaire(desk, path, FIRST, accept=accept, words=words)
    assert not done.errors, done.errors
    return done


def only(desk: Desk) -> SessionAnswers:
    (found,) = session_answers(desk)
    return found


def test_answers_come_in_and_are_counted_without_who_gave_them(desk: Desk, tmp_path: Path) -> None:
    done = take(desk, table(tmp_path / "回答.csv", HEAD, *ANSWERS))
    told = {one.code: one.found for one in done.notices}
    assert told["questionnaire-anonymous"] == "タイムスタンプ、職員番号、お名前"
    assert told["questionnaire-scored"] == "満足度、業務に役立ちそうか、所属で使えそうか"
    assert told["questionnaire-written"] == "ご意見"
    found = only(desk).summary
    assert found.answers == 6
    assert [(one.question, one.mean, one.counts) for one in found.scored] == [
        ("満足度", "3.67", (1, 0, 1, 2, 2)),
        ("業務に役立ちそうか", "3.83", (0, 1, 1, 2, 2)),
        ("所属で使えそうか", "3.00", (0, 0, 6, 0, 0)),
    ]
    with desk.store.read() as uow:
        kept = "".join(stored.revision.value for stored in uow.exchange.part(0, Part.OWNED)
                       if stored.revision.record.employee_number.startswith("questionnaire:"))  # fmt: skip
    assert kept
    for text in (*NAMES, *NUMBERS, "10:00"):
        assert text not in kept, "neither who nor when"


def test_a_line_cannot_be_put_together_again(desk: Desk, tmp_path: Path) -> None:
    """Whoever knows one answer of somebody learns no other one: the order of lines makes no difference."""
    take(desk, table(tmp_path / "回答.csv", HEAD, *ANSWERS))
    straight = only(desk)
    other = forgetful(desk)
    shuffled = [(*line[:3], *ANSWERS[(place + 2) % 6][3:]) for place, line in enumerate(ANSWERS)]
    assert take(other, table(tmp_path / "別.csv", HEAD, *shuffled)).outcome == "unchanged", "the same record"
    assert only(other) == straight


def test_of_fewer_than_five_nothing_is_shown(desk: Desk, tmp_path: Path) -> None:
    take(desk, table(tmp_path / "回答.csv", HEAD, *ANSWERS[:4]))
    found = only(desk).summary
    assert found.answers == 4
    assert {one.counts for one in found.scored} == {None}
    assert {one.mean for one in found.scored} == {""}
    assert [one.texts for one in found.written] == [None]
    (path,) = dispatch.export(desk, dispatch.Export(QUESTIONNAIRE.word, tmp_path / "集計")).files
    shown = "".join(
        str(cell.value)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    )
    assert "早口" not in shown
    assert "5人未満" in shown
    take(desk, table(tmp_path / "紙の回答.csv", HEAD, *ANSWERS[4:]))
    assert [one.answers for one in only(desk).summary.scored] == [6, 6, 6], "two lists of a session are one"
    assert only(desk).summary.written[0].texts is None, "of four who wrote"


def test_a_list_is_read_once_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "回答.csv", HEAD, *ANSWERS)
    first = take(desk, path)
    again = take(desk, path)
    assert (again.outcome, again.receipt) == ("unchanged", first.receipt)
    undo_receipt(desk, first.receipt)
    assert session_answers(desk) == ()


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        (("5", "4", "たぶん4", "3"), "score-unclear", "4行A列"),
        (("10", "8", "7", "9"), "score-scale", "2行A列"),
    ],
)
def test_what_is_no_step_is_asked_about(
    desk: Desk, tmp_path: Path, cells: tuple[str, ...], code: str, cell: str
) -> None:
    path = table(tmp_path / "回答.csv", ("満足度", "意見"), *((one, "あり") for one in cells))
    (asked,) = apply_questionnaire(desk, path, FIRST).errors
    assert (asked.code, asked.place.cell) == (code, cell)
    assert "承認" in asked.fix
    take(desk, path, code)


def test_words_whose_step_nobody_can_tell_are_read_as_words_until_it_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path / "回答.csv", ("満足度",), *((word,) for word in ["満足"] * 5 + ["不満"]))
    take(desk, path)
    assert only(desk).summary.scored == ()
    other = forgetful(desk)
    asked = preview_questionnaire(other, path, FIRST).questions
    assert [(one.key, one.optional) for one in asked] == [("不満", True), ("満足", True)], (
        "in the window, too"
    )
    take(other, path, 満足="4", 不満="2")
    assert [one.counts for one in only(other).summary.scored] == [(0, 1, 0, 5, 0)]
    with pytest.raises(KnownError) as caught:
        take(other, path, 満足="6")
    assert caught.value.code == "score-word"


@pytest.mark.parametrize("meaning", ["nothing", "2"])
def test_an_unknown_word_leaves_the_answers_beside_it_answers(
    desk: Desk, tmp_path: Path, meaning: str
) -> None:
    """Else the whole question was read as words, and what stood in it was kept as they wrote it."""
    words = (*["満足"] * 4, "とても満足", "不満", "わからない")
    path = table(tmp_path / "回答.csv", ("満足度",), *((word,) for word in words))
    found = preview_questionnaire(desk, path, FIRST)
    assert [(one.code, one.found) for one in found.result.errors] == [("score-unclear", "わからない")]
    assert [one.key for one in found.questions] == ["わからない"]
    take(desk, path, f"score-unclear:わからない={meaning}")
    low = 1 if meaning == "2" else 0
    assert [one.counts for one in only(desk).summary.scored] == [(0, 1 + low, 0, 4, 1)]
    assert not only(desk).summary.written


def test_a_list_of_no_session_or_without_answers_is_told(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "回答.csv", HEAD, *ANSWERS)
    for session, code in (("", "session-missing"), ("basic", "session-ambiguous"), ("x", "session-unknown")):
        with pytest.raises(KnownError) as caught:
            apply_questionnaire(desk, path, session)
        assert caught.value.code == code
    empty = table(tmp_path / "空.csv", ("氏名", "所属"), ("𠮷田 翔太", "税務課"))
    assert [one.code for one in apply_questionnaire(desk, empty, FIRST).errors] == ["questionnaire-empty"]
    with pytest.raises(KnownError) as caught:
        dispatch.export(desk, dispatch.Export(QUESTIONNAIRE.word, tmp_path))
    assert caught.value.code == "answers-none"


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("1 2 3 4 5", (1, 2, 3, 4, 5)),
        ("5(とても満足) 4(満足) 3(普通)", (5, 4, 3)),
        ("とても満足 満足 普通 不満 とても不満", (5, 4, 3, 2, 1)),
        ("満足 やや満足 普通 やや不満 不満", (5, 4, 3, 2, 1)),
        ("強くそう思う そう思う どちらともいえない そう思わない 全くそう思わない", (5, 4, 3, 2, 1)),
        ("満足 普通 不満", None),
        ("とても満足 満足 やや満足 普通", None),
        ("はい いいえ", None),
        ("0 5", None),
    ],
)
def test_which_step_a_word_is(words: str, steps: tuple[int, ...] | None) -> None:
    found = questionnaires.scale_of(words.split())
    assert found == (None if steps is None else dict(zip(words.split(), steps, strict=True)))


_lists = st.builds(
    QuestionnaireSaid,
    answers=st.integers(1, 9),
    scored=st.lists(
        st.builds(
            Scored,
            st.sampled_from(["甲", "乙"]),
            st.lists(st.integers(0, 4), min_size=5, max_size=5).map(tuple),
        ),
        max_size=2,
        unique_by=lambda one: one.question,
    ).map(tuple),
    written=st.lists(
        st.builds(Written, st.just("丙"), st.lists(st.text("あい", min_size=1), max_size=6).map(tuple)),
        max_size=1,
    ).map(tuple),
)


@given(lists=st.lists(_lists, max_size=4))
def test_whatever_is_shown_is_of_five_people_at_least(lists: list[QuestionnaireSaid]) -> None:
    found = questionnaires.summed(lists)
    backwards = questionnaires.summed(lists[::-1])
    assert {(one.question, one.counts) for one in found.scored} == {
        (one.question, one.counts) for one in backwards.scored
    }
    for scored in found.scored:
        total = sum(
            sum(one.counts) for said in lists for one in said.scored if one.question == scored.question
        )
        assert scored.answers == total
        assert (scored.counts is None) == (total < questionnaires.LEAST)
        if scored.counts is not None:
            assert 1 <= float(scored.mean) <= 5
    for written in found.written:
        assert written.texts is None or len(written.texts) >= questionnaires.LEAST
