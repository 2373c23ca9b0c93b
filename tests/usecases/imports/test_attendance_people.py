"""Whose record a line of a list is where its number and its name do not agree, or one of them is missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

A, B, C = w.TAX_A, w.TAX_B, w.TAX_C  # 𠮷田 翔太, 葛西 花子, 神谷 潤
TARO = "000007"  # 検証 太郎
HEAD = ("職員番号", "氏名", "研修名", "受講日", "結果")
COURSE = ("DX研修", "2025/6/1", "修了")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """HR without a year, and without any record of courses."""
    with w.municipality(tmp_path) as (made, _):
        with made.store.write() as uow:
            uow.people.remove_evidence([row.employee_number for row in uow.people.evidence()])
            uow.commit()
        yield made


def book(folder: Path, *rows: Sequence[object], name: str = "表.xlsx") -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    made.save(folder / name)
    return folder / name


def one(folder: Path, number: str, name: str) -> Path:
    return book(folder, HEAD, (number, name, *COURSE))


def look(desk: Desk, path: Path, *accept: str) -> evidence.EvidencePreview:
    return evidence.preview_evidence(desk, path, "attendance", accept=accept)


def take(desk: Desk, path: Path, *accept: str) -> list[str]:
    """Take a list in and return whose records there are."""
    done = evidence.apply_evidence(desk, path, "attendance", accept=accept)
    assert done.outcome == "applied", [str(problem) for problem in done.errors]
    return [record.employee_number for record in kept(desk)]


def kept(desk: Desk) -> list[EvidenceRecord]:
    with desk.store.read() as uow:
        return list(uow.people.evidence())


def codes(found: evidence.EvidencePreview) -> list[str]:
    return [problem.code for problem in found.errors]


def rename(desk: Desk, number: str, **fields: object) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(number)
        assert person is not None
        uow.people.save_employees([dataclasses.replace(person, **fields)])  # type: ignore[arg-type]
        uow.commit()


def only(found: evidence.EvidencePreview) -> Question:
    (question,) = found.questions
    return question


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (A, "吉田翔太"),
        (A, "𠮷田\u3000翔太"),
        (A, "ヨシダ ショウタ"),
        (A, "ﾖｼﾀﾞ ｼｮｳﾀ"),
        (A, "よしだ しょうた"),
        (A, "吉田"),
        (A, "吉田 翔太(主任)"),
        ("000002", "高橋 美咲"),
        ("000003", "山崎健"),
        (C, "神谷　潤"),
        (A, ""),
    ],
)
def test_another_spelling_of_a_name_is_no_difference(
    desk: Desk, tmp_path: Path, number: str, name: str
) -> None:
    seen = look(desk, one(tmp_path, number, name))
    assert (codes(seen), seen.questions) == ([], ())
    assert take(desk, tmp_path / "表.xlsx") == [number]


@pytest.mark.parametrize("name", ["石川 花子", "石川", "石川花子"])
def test_the_name_somebody_works_under_is_no_difference(desk: Desk, tmp_path: Path, name: str) -> None:
    rename(desk, B, alias="石川")
    assert codes(look(desk, one(tmp_path, B, name))) == []


def test_a_surname_alone_is_known_of_a_name_without_a_blank(desk: Desk, tmp_path: Path) -> None:
    rename(desk, B, name="田中花子", kana="")
    assert codes(look(desk, one(tmp_path, B, "田中"))) == []
    assert codes(look(desk, one(tmp_path, B, "田"))) == ["name-differs"], "one letter is no surname"


@pytest.mark.parametrize("name", ["葛西 太郎", "別所 一", "検証 太郎", "山田"])
def test_a_number_of_somebody_of_another_name_is_asked_about(desk: Desk, tmp_path: Path, name: str) -> None:
    path = one(tmp_path, B, name)
    seen = look(desk, path)
    assert codes(seen) == ["name-differs"]
    problem = seen.errors[0]
    assert (problem.place.cell, problem.found) == ("B2", name)
    assert f"職員番号{B}は「葛\U000e0100西 花子」さんの番号" in problem.message
    assert only(seen).taken == ""
    assert all(option.accept in problem.fix for option in only(seen).options)
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "refused"
    assert kept(desk) == []


def test_who_is_meant_is_said_for_each_person(desk: Desk, tmp_path: Path) -> None:
    path = one(tmp_path, B, "検証太郎")
    key = f"{B}/検証太郎"
    asked = only(look(desk, path))
    assert [option.accept for option in asked.options] == [
        f"by-number:{key}",
        f"by-name:{key}={TARO}",
        f"leave-out:{key}",
    ]
    for accept, numbers in (
        (f"by-number:{key}", [B]),
        ("by-number", [B]),
        (f"by-name:{key}={TARO}", [TARO]),
        (f"by-name:{key}", [TARO]),
        ("by-name", [TARO]),
        (f"leave-out:{key}", []),
        ("leave-out", []),
    ):
        seen = look(desk, path, accept)
        assert codes(seen) == [], accept
        assert [record.employee_number for record in seen.told] == numbers, accept
        assert only(seen).taken in [option.accept for option in asked.options]
        assert "name-differs" in [notice.code for notice in seen.notices]
    for nothing in (f"by-name:{key}={A}", "by-number:x", "name-differs"):
        assert codes(look(desk, path, nothing)) == ["name-differs"], nothing
    assert take(desk, path, f"by-name:{key}={TARO}") == [TARO]


def test_what_is_said_of_one_counts_before_what_is_said_of_all(desk: Desk, tmp_path: Path) -> None:
    rows = [(A, "検証 太郎", *COURSE), (B, "別所 一", *COURSE)]
    path = book(tmp_path, HEAD, *rows, *rows)
    seen = look(desk, path, "by-number", f"by-name:{A}/検証太郎")
    assert codes(seen) == []
    assert {record.employee_number for record in seen.told} == {TARO, B}
    assert len(look(desk, path).errors) == 2, "each person once, however many lines"
    assert "ほかに1行" in look(desk, path).errors[0].message


def test_a_name_of_two_people_is_asked_with_both(desk: Desk, tmp_path: Path) -> None:
    rename(desk, C, name="検証 太郎", kana="カミヤ ジュン")
    path = one(tmp_path, B, "検証 太郎")
    options = only(look(desk, path)).options
    assert [option.accept.rpartition("=")[2] for option in options[1:3]] == [C, TARO]
    assert codes(look(desk, path, "by-name")) == ["name-differs"], "which of the two was not said"
    assert take(desk, path, f"by-name:{B}/検証太郎={C}") == [C]


@pytest.mark.parametrize("number", ["", "009999", "未定", "２０２５-06-01"])
def test_a_number_that_says_nobody_beside_a_known_name(desk: Desk, tmp_path: Path, number: str) -> None:
    path = book(tmp_path, HEAD, (A, "吉田翔太", *COURSE), (number, "髙橋美咲", *COURSE))
    seen = look(desk, path)
    assert codes(seen) == ["found-by-name"]
    assert seen.errors[0].place.cell in ("A3", "A3")
    assert "氏名「髙橋美咲」の人は名簿にいます" in seen.errors[0].message
    key = only(seen).key
    assert codes(look(desk, path, "employee-unknown", "number-empty", "number-characters")) == [
        "found-by-name"
    ]
    assert take(desk, path, f"leave-out:{key}") == [A], "the rest of the table goes on"
    path = book(tmp_path, HEAD, (A, "吉田翔太", *COURSE), (number, "髙橋美咲", *COURSE), name="次.xlsx")
    assert take(desk, path, f"by-name:{key}") == ["000002", A]


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("", "", "number-empty"),
        ("", "どこにも いない", "number-empty"),
        ("あ", "どこにも いない", "number-characters"),
        ("009999", "どこにも いない", "employee-unknown"),
        ("009999", "", "employee-unknown"),
    ],
)
def test_who_is_nobody_is_left_out_where_that_is_accepted(
    desk: Desk, tmp_path: Path, number: str, name: str, code: str
) -> None:
    path = book(tmp_path, HEAD, (A, "吉田翔太", *COURSE), (number, name, *COURSE))
    seen = look(desk, path)
    # A line without number and name under another one may mean that one: that is asked, too.
    assert [p.code for p in seen.errors] == [*(["fill-number"] if not (number or name) else []), code]
    assert (seen.errors[-1].place.cell, "承認" in seen.errors[-1].fix) == ("A3", True)
    assert take(desk, path, code) == [A]


def test_a_person_who_is_in_no_roster_is_named_once_with_all_lines(desk: Desk, tmp_path: Path) -> None:
    lines = [("009999", "他市 職員", f"研修{n}", "2025/6/1", "修了") for n in range(8)]
    path = book(tmp_path, HEAD, *lines, (A, "", *COURSE))
    seen = look(desk, path)
    assert codes(seen) == ["employee-unknown"]
    assert "ほかに7行" in seen.errors[0].message
    assert seen.errors[0].found == "009999 A2、A3、A4、A5、A6 ほか"
    done = evidence.apply_evidence(desk, path, "attendance", accept=("employee-unknown",))
    assert (done.added, [n.message for n in done.notices if n.code == "employee-unknown"]) == (
        1,
        [
            "名簿にない職員番号です。同じ番号の行が、ほかに7行あります。"
            "承認のとおり、これらの8行を除いて取り込みました。"
        ],
    )


def test_who_left_keeps_the_record_and_is_named(desk: Desk, tmp_path: Path) -> None:
    rename(desk, B, left=True)
    path = book(tmp_path, HEAD, ("", "葛西花子", *COURSE), (B, "葛西 花子", "UX研修", *COURSE[1:]))
    seen = look(desk, path)
    assert "名簿から外れた人" in only(seen).options[0].label
    assert take(desk, path, "by-name") == [B, B]


def staff(desk: Desk, count: int) -> list[tuple[str, str]]:
    """Add people to the roster; return numbers and names."""
    with desk.store.write() as uow:
        model = uow.people.employee(A)
        assert model is not None
        names = [(f"01{n:04}", f"人{chr(0x4E00 + 7 * n)} 名{chr(0x5E00 + 5 * n)}") for n in range(count)]
        uow.people.save_employees(
            [dataclasses.replace(model, number=n, name=name, kana="", alias="") for n, name in names]
        )
        uow.commit()
    return names


def test_a_column_that_slipped_by_a_row_is_refused(desk: Desk, tmp_path: Path) -> None:
    people = staff(desk, 30)
    names = [name for _, name in people]
    slipped = zip((number for number, _ in people), names[1:] + names[:1], strict=True)
    path = book(tmp_path, HEAD, *((number, name, *COURSE) for number, name in slipped))
    assert codes(look(desk, path, "by-number", "names-shifted")) == ["names-shifted"]
    seen = look(desk, path)
    assert (codes(seen), seen.questions) == (["names-shifted"], ())
    assert "30人" in seen.errors[0].message
    slipped = zip((number for number, _ in people), names[1:] + names[:1], strict=True)
    each = [f"by-number:{number}/{''.join(name.split())}" for number, name in slipped]
    assert codes(look(desk, path, *each)) == [], "of each of them it was said"
    few = book(
        tmp_path, HEAD, *((n, name if p > 4 else "別所 一", *COURSE) for p, (n, name) in enumerate(people))
    )
    assert codes(look(desk, few)) == ["name-differs"] * 5


def test_a_matrix_asks_each_person_once(desk: Desk, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", "DX研修", "UX研修", "BPR研修"),
        (B, "別所 一", "修了", "修了", "欠席"),
        (A, "吉田 翔太", "修了", "修了", "欠席"),
    )
    seen = look(desk, path)
    assert codes(seen) == ["name-differs"]
    assert "(3行)" in only(seen).text
    assert {record.employee_number for record in look(desk, path, "leave-out").told} == {A}


@pytest.mark.parametrize("written", ["佐々木 花子", "佐々木\u3000花子", "神谷花子"])
def test_another_surname_with_the_number_and_the_given_name_is_told_and_not_asked(
    desk: Desk, tmp_path: Path, written: str
) -> None:
    """婚姻: the system for courses has the name of before or after."""
    found = look(desk, one(tmp_path, B, written))
    assert (codes(found), found.questions) == ([], ())
    (told,) = [notice for notice in found.notices if notice.code == "surname-differs"]
    assert told.found == f"{B} 葛西 花子 → {written}".replace("\u3000", " ") or written in told.found
    assert take(desk, one(tmp_path, B, written)) == [B]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("佐々木 洋子", "another given name"),
        ("山田由花子", "由花子 ends like 花子, and 山田由 is no surname"),
        ("検証 太郎", "somebody else is called so"),
    ],
)
def test_what_may_be_somebody_else_is_asked_about(desk: Desk, tmp_path: Path, written: str, why: str) -> None:
    assert codes(look(desk, one(tmp_path, B, written))) == ["name-differs"], why


def test_a_namesake_of_the_written_name_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    """葛西 花子's number with 検証 花子, who is in the roster under another number."""
    rename(desk, TARO, name="検証 花子")
    assert codes(look(desk, one(tmp_path, B, "検証 花子"))) == ["name-differs"]


def test_a_number_that_went_to_somebody_else_is_asked_about_though_the_given_name_is_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    """佐々木 花子 had the number before 葛西 花子: what a list says of it may be hers."""
    with desk.store.write() as uow:
        holders.hand_over(uow, B, holders.Holder("2026-04-01", 2026, "佐々木 花子"))
        uow.commit()
    assert codes(look(desk, one(tmp_path, B, "佐々木 花子"))) == ["name-differs"]
    assert codes(look(desk, one(tmp_path, B, "葛西 花子"))) == []


def test_a_number_with_signs_within_is_proposed_as_the_known_one(desk: Desk, tmp_path: Path) -> None:
    path = one(tmp_path, f"{B[:3]}-{B[3:]}", "葛西 花子")
    assert codes(look(desk, path)) == ["code-spelt-otherwise"]
    assert take(desk, path, "code-spelt-otherwise") == [B]
