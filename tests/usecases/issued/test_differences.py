"""What a 訂正 says otherwise: the skills that changed and no others, from what both papers say."""

from __future__ import annotations

from datetime import date

from dxdesk.ports import printing as doc
from dxdesk.usecases.issued.differences import changes, with_changes

HEAD = doc.PersonHead("000011", "見本 一", "税務課")
DAY = date(2026, 3, 25)


def certificate(*items: tuple[str, str], name: str = "検証区長", body: str = "証します") -> doc.Certificate:
    listed = tuple(doc.CertificateItem(*one) for one in items)
    return doc.Certificate("証", "第1号", HEAD, body, DAY, name, "", listed)


def notice(*levels: tuple[str, int | None]) -> doc.ResultNotice:
    lines = tuple(doc.ResultLine(*one) for one in levels)
    return doc.ResultNotice(HEAD, 2025, "検証区", lines, correction="結果を訂正しました。理由: 転記の誤り")


def test_a_skill_that_came_or_went_is_told_too() -> None:
    old, new = certificate(("A", "LV1"), ("B", "LV2")), certificate(("B", "LV3"), ("C", "LV1"))
    assert changes(old, new) == ("A LV1 → なし", "B LV2 → LV3", "C なし → LV1")


def test_a_certificate_names_four_and_counts_the_rest() -> None:
    old = certificate(*((str(n), "LV1") for n in range(6)))
    new = certificate(*((str(n), "LV2") for n in range(6)))
    made = with_changes(old, new)
    assert made.marks == ("0 LV1 → LV2、1 LV1 → LV2", "2 LV1 → LV2、ほか3項目")
    made = with_changes(certificate(*((str(n), "LV1") for n in range(4))), new)
    assert "ほか" in made.marks[-1]


def test_a_notice_names_all_of_them() -> None:
    old = notice(*((f"S{n}", 1) for n in range(9)))
    new = notice(*((f"S{n}", 2 if n else None) for n in range(9)))
    made = with_changes(old, new)
    assert isinstance(made, doc.ResultNotice)
    assert made.correction.startswith(
        "結果を訂正しました。理由: 転記の誤り。変わったところ: S0 LV1 → なし、S1 LV1 → LV2、"
    )
    assert made.correction.endswith("S8 LV1 → LV2。")


def test_where_no_level_changed_name_sender_and_wording_are_told() -> None:
    old, new = certificate(("A", "LV1")), certificate(("A", "LV1"), name="新区長", body="証する")
    assert changes(old, new) == ("発行者 検証区長 → 新区長", "証書の文")
    assert with_changes(old, old) == old


def test_people_under_one_section_are_no_levels() -> None:
    old, new = (
        certificate(("税務課", "甲"), ("税務課", "乙")),
        certificate(("税務課", "甲"), ("税務課", "丙")),
    )
    assert changes(old, new) == ()
