"""The roster: names as their owners write them, found however a clerk types them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.ports import entities as rows
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.store.opened import SqlStore
from tests.helpers.stores import on_every_kind

pytestmark = on_every_kind

MISAKI = rows.Employee(
    "001234",
    "髙橋 美咲",
    alias="山﨑 美咲",
    kana="タカハシ ミサキ",
    department_code="010100",
    grade="係長級",
    job="事務",
    title="主査",
    employment="任期の定めのない常勤",
    duty_status="在職",
    personas=("データ活用", "業務改革"),
    first_confirmer="000777",
    second_confirmer="000888",
    posts=(rows.Post("020300", "併任"), rows.Post("020400")),
)


def save(store: SqlStore, *people: rows.Employee) -> None:
    with store.write() as unit:
        unit.people.save_employees(people)
        unit.commit()


def found(store: SqlStore, text: str) -> list[str]:
    with store.read() as unit:
        return [person.number for person in unit.people.find(text)]


def test_a_person_comes_back_as_entered_and_is_replaced_by_number(store: SqlStore) -> None:
    save(store, MISAKI)
    with store.read() as unit:
        assert unit.people.employee("001234") == MISAKI
        assert unit.people.employee("1234") is None
    moved = rows.Employee("001234", "髙橋 美咲", department_code="020300")
    save(store, moved)
    with store.read() as unit:
        assert unit.people.employees() == [moved]


def test_who_left_stays_but_is_listed_only_when_asked(store: SqlStore) -> None:
    save(store, MISAKI, rows.Employee("000002", "検証 太郎", department_code="010100", left=True))
    with store.read() as unit:
        assert [p.number for p in unit.people.employees()] == ["001234"]
        assert [p.number for p in unit.people.employees(include_left=True)] == ["000002", "001234"]
        left = unit.people.employee("000002")
    assert left is not None
    assert left.left is True


def test_the_roster_is_ordered_by_department_and_number(store: SqlStore) -> None:
    places = {"3": "010100", "1": "020100", "2": "010100"}
    save(
        store, *(rows.Employee(number, "検証 太郎", department_code=code) for number, code in places.items())
    )
    with store.read() as unit:
        assert [p.number for p in unit.people.employees()] == ["2", "3", "1"]


def test_a_person_is_found_however_the_clerk_types(store: SqlStore) -> None:
    save(store, MISAKI, rows.Employee("000003", "𠮷田 葛󠄀子", kana="ヨシダ カツコ"))
    for text in (
        "高橋",
        "髙橋美咲",
        "高橋　美咲",
        "山崎",
        "たかはし",
        "ﾀｶﾊｼ",
        "タカハシミサキ",
        "001234",
        "１２３４",
        "美咲 0012",
    ):
        assert found(store, text) == ["001234"], text
    for text in ("吉田", "𠮷田", "葛子", "葛󠄀子", "よしだ かつこ"):
        assert found(store, text) == ["000003"], text
    assert found(store, "高橋 000003") == []
    assert found(store, "%") == []
    assert found(store, "") == ["001234", "000003"]


def test_search_results_come_in_the_order_of_the_syllabary_and_end_at_the_limit(store: SqlStore) -> None:
    kana = {"1": "ヤマダ", "2": "アンドウ", "3": "ガモウ", "4": "カモ", "5": ""}
    save(store, *(rows.Employee(n, f"検証{n}", kana=k) for n, k in kana.items()))
    save(store, rows.Employee("6", "検証6", kana="アイダ", left=True))
    assert found(store, "検証") == ["2", "4", "3", "1", "5", "6"]
    with store.read() as unit:
        assert [p.number for p in unit.people.find("検証", 2)] == ["2", "4"]


# Names as they occur: plane 2, IVS, private use (外字), compatibility ideographs, combining marks.
_ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("𠮷𡈽𩸽髙﨑神葛辻" + "\U000e0100\U000e0101\ufe00\ue000\U000f0000\u3099 \u0301が"),
    ),
    max_size=30,
)


@settings(suppress_health_check=list(HealthCheck))  # one store for all examples: none commits
@given(name=_ANY, alias=_ANY, kana=_ANY, persona=_ANY, title=_ANY)
def test_every_name_is_kept_byte_by_byte(
    store: SqlStore, name: str, alias: str, kana: str, persona: str, title: str
) -> None:
    person = rows.Employee(
        "000001", name, alias, kana, personas=(persona, "x"), posts=(rows.Post("1", title), rows.Post(kana))
    )
    with store.write() as unit:
        unit.people.save_employees([person])
        read = unit.people.employee("000001")
    assert read == person
    assert read is not None
    assert read.name.encode() == name.encode()


def test_a_transfer_keeps_its_history(store: SqlStore) -> None:
    changes = [
        rows.EmployeeChange("001234", "2026-04-01T00:00:00Z", "department_code", "010100", "020300"),
        rows.EmployeeChange("001234", "2025-04-01T00:00:00Z", "department_code", "", "010100"),
        rows.EmployeeChange("000777", "2025-04-01T00:00:00Z", "name", "山崎", "山﨑"),
    ]
    with store.write() as unit:
        unit.people.add_changes(changes)
        unit.people.add_changes([])
        unit.commit()
        assert unit.people.changes("001234") == [changes[1], changes[0]]
        assert unit.people.changes("000777") == [changes[2]]


def test_a_department_code_may_be_used_again(store: SqlStore) -> None:
    old = rows.Department("0101", "情報課", "01", "2020-04-01", "2025-03-31", ("0102", "0103"))
    new = rows.Department("0101", "人材育成課", "01", "2025-04-01")
    with store.write() as unit:
        unit.people.save_departments([new, old])
        assert unit.people.departments() == [old, new]
        unit.people.save_departments([rows.Department("0101", "人財育成課", "01", "2025-04-01")])
        unit.people.save_departments([])
        assert [d.name for d in unit.people.departments()] == ["情報課", "人財育成課"]


def test_own_lists_keep_their_order(store: SqlStore) -> None:
    entries = [
        rows.ListEntry("duty_status", "休職", False, 1, True),
        rows.ListEntry("duty_status", "在職", True, 0),
        rows.ListEntry("grade", "一般職"),
    ]
    with store.write() as unit:
        unit.people.save_entries(entries)
        unit.people.save_entries([])
        assert unit.people.entries("duty_status") == [entries[1], entries[0]]
        assert unit.people.entries("grade") == [entries[2]]
        assert unit.people.entries("employment") == []


def receipt(store: SqlStore, *, live: bool = True) -> int:
    with store.write() as unit:
        number = unit.exchange.add_receipt(
            rows.Receipt(
                0, "2026-02-04T01:31:00Z", "研修.xlsx", "ab" * 32, "attendance", "applied", live=live
            )
        )
        unit.commit()
    return number


def test_evidence_of_an_undone_receipt_is_gone_and_may_come_again(store: SqlStore) -> None:
    first, second = receipt(store), receipt(store)
    course = EvidenceRecord("001234", "course", "DX基礎研修", "2025-06-01", "修了", True, first)
    exam = EvidenceRecord("001234", "exam", "ITパスポート", "2025-05-01", "合格", False, first)
    other = EvidenceRecord("000777", "course", "DX基礎研修", "2025-06-01")
    with store.write() as unit:
        assert unit.people.add_evidence([course, exam, other]) == 3
        assert unit.people.add_evidence([course]) == 0
        assert unit.people.add_evidence([]) == 0
        assert unit.people.evidence("001234") == [exam, course]
        assert len(unit.people.evidence()) == 3
        undone = unit.exchange.receipt(first)
        assert undone is not None
        unit.exchange.update_receipt(replace(undone, live=False))
        assert unit.people.evidence() == [other]
        again = replace(course, receipt=second)
        assert unit.people.add_evidence([again]) == 1
        assert unit.people.evidence("001234") == [again]
        unit.exchange.update_receipt(undone)
        assert [item.name for item in unit.people.evidence("001234")] == ["ITパスポート", "DX基礎研修"]


def test_a_course_completed_later_counts_as_completed(store: SqlStore) -> None:
    june, september, again = receipt(store), receipt(store), receipt(store)
    going_on = EvidenceRecord("001234", "course", "DX基礎研修", "2025-06-01", "受講中", False, june)
    done = EvidenceRecord("001234", "course", "DX基礎研修", "2025-06-01", "修了", True, september)
    with store.write() as unit:
        unit.people.add_evidence([going_on])
        assert unit.people.add_evidence([done]) == 0
        unit.people.add_evidence(
            [EvidenceRecord("001234", "course", "DX基礎研修", "2025-06-01", "受講中", False, again)]
        )
        assert unit.people.evidence("001234") == [done]


def test_a_history_is_folded_in_one_field_and_says_no_more_than_that(store: SqlStore) -> None:
    lines = [
        rows.EmployeeChange("001234", f"2026-04-0{day}T00:00:00Z", field, old, new)
        for day, field, old, new in (
            (1, "duty_status", "在職", "病休"),
            (2, "duty_status", "病休", "療養"),
            (3, "title", "病休", "療養"),
            (4, "duty_status", "療養", "在職"),
        )
    ]
    with store.write() as unit:
        unit.people.add_changes(lines)
        unit.people.fold_changes(
            "duty_status", {"病休": "休業等", "療養": "休業等", "在職": "在職"}.__getitem__
        )
        unit.commit()
    with store.read() as unit:
        told = [(line.field, line.old, line.new) for line in unit.people.changes("001234")]
    assert told == [
        ("duty_status", "在職", "休業等"),
        ("title", "病休", "療養"),
        ("duty_status", "休業等", "在職"),
    ]


def test_a_value_that_is_removed_from_a_list_leaves_the_others(store: SqlStore) -> None:
    with store.write() as unit:
        unit.people.save_entries(rows.ListEntry("grade", value) for value in ("主事", "主任"))
        unit.people.save_entries([rows.ListEntry("employment", "主事")])
        unit.people.remove_entries([rows.ListEntry("grade", "主事"), rows.ListEntry("grade", "係長")])
        unit.commit()
    with store.read() as unit:
        assert [entry.value for entry in unit.people.entries("grade")] == ["主任"]
        assert [entry.value for entry in unit.people.entries("employment")] == ["主事"]


def test_rows_without_a_record_are_those_of_receipts_that_support_none(store: SqlStore) -> None:
    told, undone, untold = receipt(store), receipt(store, live=False), receipt(store)
    course = EvidenceRecord("001234", "course", "DX基礎研修", "2025-06-01", "修了", True, told)
    rows_of = {number: replace(course, receipt=number) for number in (told, undone, untold)}
    key = RecordKey("131091", 0, "001234", Part.GROWTH)
    sealed = Revision(key, frozenset(), "{}", "k", Trust.HR)
    with store.write() as unit:
        unit.people.add_evidence(rows_of.values())
        assert unit.people.unsealed_evidence() == list(rows_of.values())
        # What a person answers in a year is no record of growth.
        answer = replace(sealed, record=key._replace(fiscal_year=2025, part=Part.EVIDENCE))
        unit.exchange.add_revisions([answer], untold)
        unit.exchange.add_revisions([sealed], told)
        assert unit.people.unsealed_evidence() == [rows_of[undone], rows_of[untold]]
        assert unit.exchange.years() == [2025]
        other = replace(course, employee_number="000777")
        unit.people.add_evidence([other])
        assert set(unit.people.evidence_of(["001234"])) == set(rows_of.values())
        assert unit.people.evidence_of([]) == []
        unit.people.remove_evidence(["001234", "ない"])
        assert unit.people.evidence() == [other]
        assert unit.people.evidence_of(["001234"]) == []
