"""本人開示用一覧 holds all of a growth file: entries, corrections, what was found of them, and by whom."""

from __future__ import annotations

from dxdesk.domain.contents import FileEntry, file_entry_value
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.usecases.reports.disclosed_records import DECIDE, OTHERS, Reader

PERSON, UID = "000011", "a" * 32
RECORD = RecordKey("131091", 0, PERSON, Part.GROWTH)


def told(items: dict[str, object], **said: str) -> list[tuple[str, str, str]]:
    revision: Revision = revise(RECORD, {"items": items, **said}, key_id="k", trust=Trust.SECTION)
    return [tuple(one) for one in Reader([], frozenset({PERSON}), frozenset()).lines(revision)]  # type: ignore[misc]


def test_an_entry_says_all_that_is_kept_of_it() -> None:
    entry = FileEntry(
        "experience",
        "窓口の見直し",
        "2024-04",
        "2025-05",
        role="lead",
        result="半分",
        section=("1020", "税務課"),
    )
    assert told({UID: file_entry_value(entry)}) == [
        ("実務経験", "窓口の見直し R6.4\u301cR7.5 リード 半分 税務課", "")
    ]
    certificate = FileEntry("qualification", "衛生管理者", "2023-04-01", number="第1号", expires="2028-03-31")
    assert told({UID: file_entry_value(certificate)}) == [
        ("資格・試験", "衛生管理者 R5.4.1 第1号", ""),
        ("有効期限", "R10.3.31", ""),
    ]
    course = {"kind": "course", "name": "BPR研修", "date": "2025-06-01", "result": "修了", "completed": True}
    assert told({UID: course}) == [("研修", "BPR研修 R7.6.1 修了", "")]
    assert told({UID: None}) == [("成長記録", "外した", "")]


def test_every_field_of_an_entry_is_told() -> None:
    values: dict[str, object] = {"ongoing": True, "months": 14, "rate": 50, "times": 3, "role": "lead"}
    for name in FileEntry._fields:
        if name in ("kind", "completed"):  # said by the heading, and by the result
            continue
        days = ("expires", "approved_on", "date", "until")
        usual = ("1020", "税務課") if name == "section" else "2025-06-01" if name in days else "何かの言葉"
        entry = FileEntry("experience", "名", "2024-04")._replace(**{name: values.get(name, usual)})
        assert told({UID: file_entry_value(entry)}) != told(
            {UID: file_entry_value(FileEntry("experience", "", ""))}
        ), name


def test_what_was_found_tells_who_and_leaves_their_words_to_be_decided() -> None:
    found = {
        "kind": "confirmation",
        "of": UID,
        "said": UID,
        "answer": "cannot",
        "seen": ["辞令", "2024-04-01", "第12号"],
        "comment": "期間が分からない",
    }
    assert told({UID: found}, by="000003", by_name="山﨑 直樹", made_on="2026-02-03") == [
        ("成長記録の確認", "確認できない R8.2.3 辞令 R6.4.1 第12号", ""),
        ("確認した人", "山﨑 直樹", OTHERS),
        ("確認のコメント", "期間が分からない", DECIDE),
    ]
