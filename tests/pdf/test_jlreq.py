"""Where lines may break, mark by mark, held against the classes of JLREQ (appendix A) in both widths.

The classes stand here once more by code point, so that a table of the program that lost a mark is found.
"""

from __future__ import annotations

import pytest

from dxdesk.pdf.kinsoku import wrap

OPENING = (
    "\u2018\u201c\uff08\u3014\uff3b\uff5b\u3008\u300a\u300c"
    "\u300e\u3010\u2985\u3018\u3016\u00ab\u301d([{\uff62"
)
CLOSING = (
    "\u2019\u201d\uff09\u3015\uff3d\uff5d\u3009\u300b\u300d"
    "\u300f\u3011\u2986\u3019\u3017\u00bb\u301f)]}\uff63"
)
HYPHENS = "\u2010\u301c\u30a0\u2013\uff5e"
DIVIDING = "\uff01\uff1f\u203c\u2047\u2048\u2049!?"
MIDDLE_DOTS = "\u30fb\uff1a\uff1b\uff65:;"
FULL_STOPS = "\u3002\uff0e\uff61."
COMMAS = "\u3001\uff0c\uff64,"
ITERATION = "\u30fd\u30fe\u309d\u309e\u3005\u303b"
LONG_VOWEL = "\u30fc\uff70"
SMALL_KANA = (
    "\u3041\u3043\u3045\u3047\u3049\u30a1\u30a3\u30a5\u30a7\u30a9\u3063\u3083\u3085\u3087\u308e\u3095\u3096"
    "\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u31f0\u31f1\u31f2\u31f3\u31f4\u31f5\u31f6\u31f7\u31f8\u31f9"
    "\u31fa\u31fb\u31fc\u31fd\u31fe\u31ff\uff67\uff68\uff69\uff6a\uff6b\uff6c\uff6d\uff6e\uff6f"
)
PREFIXED = "\u00a5$\u00a3#\u20ac\u2116\uffe5\uff04\uffe1\uff03"
POSTFIXED = (
    "\u00b0\u2032\u2033\u2103\u00a2%\u2030\u33cb\u2113\u3303\u330d\u3314\u3318\u3322\u3323\u3326\u3327\u332b\u3336"
    "\u333b\u3349\u334a\u334d\u3351\u3357\u338e\u338f\u339c\u339d\u339e\u33a1\u33c4\uff05\uffe0"
)
NOT_FIRST = {
    "closing (cl-02)": CLOSING,
    "hyphens (cl-03)": HYPHENS,
    "dividing (cl-04)": DIVIDING,
    "middle dots (cl-05)": MIDDLE_DOTS,
    "full stops (cl-06)": FULL_STOPS,
    "commas (cl-07)": COMMAS,
    "iteration (cl-09)": ITERATION,
    "long vowel (cl-10)": LONG_VOWEL,
    "small kana (cl-11)": SMALL_KANA,
}


def _measure(cluster: str) -> float:
    narrow = cluster[0].isascii() or "\uff61" <= cluster[0] <= "\uff9f"
    return 500 if narrow else 1000


def _lines(text: str) -> list[list[str]]:
    """Return the lines of a text in every width from 4 to 14 letters, so that every place was an end."""
    return [wrap(text, width * 1000, _measure) for width in range(4, 15)]


@pytest.mark.parametrize("name", NOT_FIRST)
def test_no_mark_of_a_class_begins_a_line(name: str) -> None:
    for mark in NOT_FIRST[name]:
        for lines in _lines(f"所属の業務を見直{mark}次年度へ進める改善案{mark}職員に伝える"):
            assert not any(line.startswith(mark) for line in lines), (mark, lines)


@pytest.mark.parametrize("marks", [OPENING, PREFIXED], ids=["opening (cl-01)", "prefixed (cl-12)"])
def test_no_mark_of_a_class_ends_a_line(marks: str) -> None:
    for mark in marks:
        for lines in _lines(f"所属の業務を見直{mark}次年度へ進める改善案{mark}職員に伝える"):
            assert not any(line.endswith(mark) for line in lines), (mark, lines)


@pytest.mark.parametrize("figure", ["8", "\uff18", "12", "\uff11\uff12"])
def test_a_unit_stays_with_its_figure(figure: str) -> None:
    for unit in POSTFIXED:
        for lines in _lines(f"昨年度の研修の参加は{figure}{unit}で前の年より多い"):
            assert any(figure + unit in line for line in lines), (unit, lines)


@pytest.mark.parametrize(
    "row", ["\u2026\u2026", "\u2025\u2025", "\u2014\u2014", "\u2015\u2015", "\u3033\u3035"]
)
def test_rows_of_leaders_and_dashes_are_not_parted(row: str) -> None:
    for lines in _lines(f"これまでの取組は{row}そして次の年度へ"):
        assert any(row in line for line in lines), lines


@pytest.mark.parametrize(
    "number", ["12,000", "3.5", "\uff11\uff12\uff0c\uff10\uff10\uff10", "\uff12\uff10\uff12\uff16"]
)
def test_a_number_stays_whole_in_both_widths(number: str) -> None:
    roomy = [
        wrap(f"費用はあわせて{number}円になる見込みである", width * 1000, _measure) for width in range(8, 20)
    ]
    for lines in roomy:
        assert any(number in line for line in lines), lines


def test_a_word_in_katakana_goes_to_the_next_line_whole() -> None:
    text = "所属の職員へ情報セキュリティの研修を案内し参加者のコミュニケーションを助ける"
    for width in range(18, 34):
        lines = wrap(text, width * 1000, _measure)
        for word in ("セキュリティ", "コミュニケーション"):
            assert any(word in line for line in lines), (width, lines)


def test_a_word_longer_than_its_room_is_cut_and_nothing_is_lost() -> None:
    assert wrap("コミュニケーション", 4000, _measure) != []
    assert "".join(wrap("コミュニケーション", 4000, _measure)) == "コミュニケーション"
