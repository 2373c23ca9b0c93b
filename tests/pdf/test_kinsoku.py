"""Lines break as Japanese readers expect, and nothing is lost or torn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.pdf.clusters import clusters
from dxdesk.pdf.kinsoku import NOT_AT_END, NOT_AT_START, wrap


def _measure(cluster: str) -> float:
    return 500 if cluster[0].isascii() else 1000


def test_closing_marks_do_not_begin_a_line_nor_brackets_end_one() -> None:
    text = "業務改革(BPR)について、「日常業務」の改善案を、係の会議で提案できる。" * 3
    for width in range(6, 30):
        for line in wrap(text, width * 1000, _measure):
            assert line[0] not in NOT_AT_START
            assert line[-1] not in NOT_AT_END


def test_words_and_numbers_stay_whole() -> None:
    lines = wrap("会議ではMicrosoft365とkintoneを使った。", 10000, _measure)
    assert any("Microsoft365" in line for line in lines)
    assert any("kintone" in line for line in lines)


def test_a_name_breaks_between_family_and_given_name() -> None:
    assert wrap("総務部 人事課 検証太 花子", 12000, _measure) == ["総務部 人事課 検証太", "花子"]


def test_a_last_line_of_one_syllable_gets_company() -> None:
    lines = wrap("担当業務の流れを図にして、どこに時間がかかるかを説明できる。", 28000, _measure)
    assert len(lines) == 2
    assert len(lines[-1]) >= 4


def test_line_feeds_of_all_systems_are_kept() -> None:
    assert wrap("一\r\n二\r三\n\n四", 9000, _measure) == ["一", "二", "三", "", "四"]


ALPHABET = st.sampled_from([*"あ漢字、。「」(ーッabc12 ", "葛\U000e0100", "か\u3099", "\U00020bb7", "…"])


@given(st.lists(ALPHABET, max_size=80).map("".join), st.integers(1, 20))
def test_no_character_is_lost_and_no_selector_is_torn_off(text: str, width: int) -> None:
    lines = wrap(text, width * 1000, _measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    kept = [cluster for cluster in clusters(text) if not cluster.isspace()]
    assert [cluster for line in lines for cluster in clusters(line) if not cluster.isspace()] == kept
