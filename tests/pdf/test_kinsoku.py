"""Lines break as Japanese readers expect, and nothing is lost or torn."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dxdesk import paths
from dxdesk.domain.marks import NEVER_FIRST, NEVER_LAST
from dxdesk.pdf.clusters import clusters
from dxdesk.pdf.fontset import FontSet, Style
from dxdesk.pdf.kinsoku import wrap
from dxdesk.pdf.paper import Fonts
from dxdesk.pdf.printer import PdfPrinter
from tests.pdf import people
from tests.pdf.reading import pieces_of


def _measure(cluster: str) -> float:
    return 500 if cluster[0].isascii() else 1000


def test_closing_marks_do_not_begin_a_line_nor_brackets_end_one() -> None:
    text = "業務改革(BPR)について、「日常業務」の改善案を、係の会議で提案できる。" * 3
    for width in range(6, 30):
        for line in wrap(text, width * 1000, _measure):
            assert line[0] not in NEVER_FIRST
            assert line[-1] not in NEVER_LAST


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


def test_a_blank_between_two_words_is_not_lost_where_a_last_line_gets_company() -> None:
    text = "福祉課 5、健康課 5、学務課 5、ほかの所属 12"
    for width in range(12, 30):
        lines = wrap(text, width * 1000, _measure)
        assert lines[-1] == "12" or lines[-1].endswith(" 12"), (width, lines)


def test_line_feeds_of_all_systems_are_kept() -> None:
    assert wrap("一\r\n二\r三\n\n四", 9000, _measure) == ["一", "二", "三", "", "四"]


ALPHABET = st.sampled_from([*"あ漢字、。「」(ーッabc12 ", "葛\U000e0100", "か\u3099", "\U00020bb7", "…"])


@given(st.lists(ALPHABET, max_size=80).map("".join), st.integers(1, 20))
def test_no_character_is_lost_and_no_selector_is_torn_off(text: str, width: int) -> None:
    lines = wrap(text, width * 1000, _measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    kept = [cluster for cluster in clusters(text) if not cluster.isspace()]
    assert [cluster for line in lines for cluster in clusters(line) if not cluster.isspace()] == kept


BOTH_WIDTHS = (
    "業務改革\uff08BPR\uff0f見直し\uff09について\uff0c\u300c日常業務\uff1a窓口\u300dの改善案を\uff0c"
    "係\uff3b3人\uff3d の会議で\uff08次回も\uff09提案できたか\uff1f できた\uff01 "
    "費用は\uffe512\uff0c000円\uff1b\uff08 当初 \uff09からの"
    "効果は30\uff05\uff0e図\uff08別紙1\uff09も付けた\uff5b下書き\uff5d\uff61"
)
FIRST_NEVER = set("\uff09\uff3d\uff5d\u300d\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff05\uff61、。)]},.:;?!%")
LAST_NEVER = set("\uff08\uff3b\uff5b\u300c\uffe5([{")


def _no_line_breaks_badly(lines: list[str]) -> bool:
    """The marks are named here once more: a set that lost some must not excuse itself."""
    return not any(line[0] in FIRST_NEVER or line[-1] in LAST_NEVER for line in lines)


def test_full_width_marks_bind_as_their_ascii_twins_do() -> None:
    for width in range(6, 40):
        assert _no_line_breaks_badly(wrap(BOTH_WIDTHS * 3, width * 1000, _measure)), width
    for mark in FIRST_NEVER:
        assert mark in NEVER_FIRST
    assert LAST_NEVER <= NEVER_LAST
    assert not NEVER_FIRST & NEVER_LAST


def test_no_line_of_a_printed_document_breaks_badly(printer: PdfPrinter) -> None:
    long = BOTH_WIDTHS * 4
    plain = "".join(long.split())
    printed = [printer.draw([people.sheet(comment=long[position:])]) for position in range(12)] + [
        printer.draw([replace(people.notice(), overall_comment=long[position:])]) for position in range(12)
    ]
    seen = 0
    for pdf in printed:
        lines = [line for line in pieces_of(pdf) if len(line) > 5 and "".join(line.split()) in plain]
        assert _no_line_breaks_badly(lines), lines
        seen += len(lines)
    assert seen > 24 * 4


PLAIN = Fonts(FontSet(paths.resources_dir() / "fonts", (), machine_fonts=False))


@given(
    st.lists(st.one_of(ALPHABET, st.sampled_from(["\n", "\r\n", "\u3000", "\t"])), max_size=40).map("".join),
    st.floats(20, 400),
)
def test_a_text_that_fits_is_set_as_one_that_is_broken(text: str, width: float) -> None:
    font = PLAIN.styles[Style.GOTHIC]
    assert PLAIN.wrap(text, 9.0, width) == (
        wrap(text, width * 1000 / 9.0, font.cluster_width) if text else []
    )


@given(st.lists(st.one_of(ALPHABET, st.just("\n")), min_size=1, max_size=40).map("".join), st.floats(60, 400))
def test_a_name_that_is_made_to_fit_keeps_the_lines_it_was_given(text: str, width: float) -> None:
    size, lines = PLAIN.fit(text, 9.0, 6.0, width)
    assert len(lines) >= text.count("\n") + 1
    assert not any("\n" in line for line in lines)
    assert 6.0 <= size <= 9.0
