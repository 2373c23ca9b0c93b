"""Many papers at once: in order, for both sides, in files of their own, with a list to sign."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.batches import Arranged, Batch, Split, arranged
from dxdesk.usecases.reports.kind import By
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w


def four_finalised(desk: Desk) -> None:
    """Three people of 税務課 and their director are finalised, and somebody's form was sent out."""
    w.play(desk)
    w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
    w.confirmed(desk, w.LEADER_TAX, w.CHIEF_TAX)
    w.answered(desk, w.DIRECTOR, 2)
    finalise.finalise(desk)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr"), "2026-03-25") as (made, _):
        four_finalised(made)
        yield made


def made(desk: Desk, kind: str, folder: Path, **wanted: object) -> Arranged:
    batch = Batch(**wanted)  # type: ignore[arg-type]
    with arranged(desk, catalogue.kind_named(kind), batch, folder) as printing:
        printing.keep(make_report(printing.desk, kind, by=batch.by), folder / "全部.pdf")
    return printing


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def numbers_in(texts: list[str], desk: Desk) -> list[str]:
    with desk.store.read() as uow:
        known = [one.number for one in uow.people.employees()]
    return [number for text in texts for number in known if f"職員番号{number}" in text]


def test_papers_lie_in_the_order_that_was_chosen(desk: Desk, tmp_path: Path) -> None:
    with desk.store.read() as uow:
        staff = {one.number: one for one in uow.people.employees()}
    for by, key in (
        (By.SECTION, lambda one: (one.department_code, one.number)),
        (By.NUMBER, lambda one: (one.number,)),
        (By.KANA, lambda one: (not one.kana, one.kana, one.number)),
    ):
        found = made(desk, "skill-sheet", tmp_path / str(by), by=by)
        (file,) = found.files
        outline = [entry.title.split()[0] for entry in pypdf.PdfReader(file).outline]
        assert len(outline) == 11
        assert outline == sorted(outline, key=lambda number, key=key: key(staff[number]))


def test_numbers_follow_the_order_that_was_chosen(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        four_finalised(desk)
        with desk.store.write() as uow:  # whose reading comes first is last by number
            people = sorted(uow.people.employees(), key=lambda one: one.number)
            uow.people.save_employees(
                [replace(one, kana=chr(0x30F0 - place)) for place, one in enumerate(people)]
            )
            uow.commit()
        file = made(desk, "certificate", tmp_path / "out", by=By.KANA).files[0]
        texts = pages(file.read_bytes())
        assert [re.findall(r"第\d+号", text)[0] for text in texts] == [
            f"第{n}号" for n in range(1, len(texts) + 1)
        ]


def test_everybody_begins_on_a_front_side(desk: Desk, tmp_path: Path) -> None:
    plain, both = (
        made(desk, "result-notice", tmp_path / str(sides), both_sides=sides).files[0].read_bytes()
        for sides in (False, True)
    )
    reader = pypdf.PdfReader(io.BytesIO(both))
    firsts = [reader.get_destination_page_number(one) for one in reader.outline]
    assert len(firsts) > 1
    assert all(first % 2 == 0 for first in firsts)
    assert [text for text in pages(both) if text] == pages(plain)
    assert pages(both)[-1]  # nothing follows the last one


@pytest.mark.parametrize("kind", ["skill-sheet", "certificate"])
def test_each_person_has_a_file_of_their_own(desk: Desk, kind: str, tmp_path: Path) -> None:
    found = made(desk, kind, tmp_path / "out", split=Split.PERSON)
    assert len(found.files) > 1
    assert all(one.is_file() for one in found.files)
    title = catalogue.kind_named(kind).title
    for file in found.files:
        number, name = re.fullmatch(rf"{title}_(\d+)\((?:.*) (\S+ \S+)\)", file.stem).groups()  # type: ignore[union-attr]
        text = "".join(pages(file.read_bytes()))
        assert name.replace(" ", "") in re.sub("[\U000e0100-\U000e01ef]", "", text)
        assert number in text or kind == "certificate"
    assert not (tmp_path / "out" / "全部.pdf").exists()


def test_each_section_has_a_file_and_a_list_to_sign(desk: Desk, tmp_path: Path) -> None:
    found = made(desk, "certificate", tmp_path / "out", split=Split.SECTION, with_list=True)
    papers = {
        one.stem.partition("_")[2]: one for one in found.files if one.name.startswith("スキル確認結果証_")
    }
    lists = {one.stem.rpartition("_")[2]: one for one in found.files if one.name.startswith("受領簿_")}
    assert papers.keys() == lists.keys()
    assert len(papers) > 1
    for section, file in papers.items():
        listed = "".join(pages(lists[section].read_bytes()))
        assert "受領印" in listed
        for text in pages(file.read_bytes()):
            number = re.findall(r"第\d+号", text)[0]
            assert number in listed
        assert f"スキル確認結果証{len(pages(file.read_bytes()))}枚" in listed


def test_a_list_is_of_each_section_also_beside_one_file(desk: Desk, tmp_path: Path) -> None:
    found = made(desk, "skill-sheet", tmp_path / "out", with_list=True)
    assert (tmp_path / "out" / "全部.pdf") in found.files
    assert sum(one.name.startswith("受領簿_DXスキルシート_") for one in found.files) > 1


def test_all_files_stay_or_none(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dxdesk.usecases.reports import batches

    written, write = [], batches.write_whole

    def third_fails(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise KnownError("disk-full", "ディスクの空きが足りません。")
        written.append(path)
        write(path, data)

    monkeypatch.setattr(batches, "write_whole", third_fails)
    with pytest.raises(KnownError) as told:
        made(desk, "skill-sheet", tmp_path / "out", split=Split.PERSON)
    assert [one.code for one in told.value.problems] == ["disk-full", "export-undone"]
    assert len(written) == 2
    assert not any(path.exists() for path in written)


def test_what_no_font_has_is_told_of_everybody_and_nothing_is_written(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        w.open_year(desk)
        with desk.store.write() as uow:
            two = [one for one in uow.people.employees() if one.number in (w.TAX_A, w.TAX_B)]
            uow.people.save_employees([replace(one, name="検証 \U000f1234") for one in two])
            uow.commit()
        from dxdesk.usecases.year.cycle import refresh_assignments

        refresh_assignments(desk)
        with pytest.raises(KnownError) as told:
            made(desk, "skill-sheet", tmp_path / "out", split=Split.PERSON)
        assert [one.place.file.split()[0] for one in told.value.problems if one.code == "glyph-missing"] == [
            w.TAX_A,
            w.TAX_B,
        ]
        assert not list(tmp_path.rglob("DXスキルシート*"))


@pytest.mark.parametrize(
    "wanted", [{"by": By.KANA}, {"split": Split.PERSON}, {"split": Split.SECTION}, {"with_list": True}]
)
def test_a_list_of_all_has_no_people_to_order_or_part(
    desk: Desk, tmp_path: Path, wanted: dict[str, object]
) -> None:
    with pytest.raises(KnownError) as told:
        made(desk, "status", tmp_path, **wanted)
    assert told.value.code == "report-batch"


def test_who_has_not_handed_in_is_told_to_each_section_alone(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        w.open_year(desk)
        found = made(desk, "non-submitters", tmp_path / "out", split=Split.SECTION)
        assert len(found.files) > 1
        for file in found.files:
            section = file.stem.partition("_")[2]
            assert all(section in text for text in pages(file.read_bytes()))


@pytest.mark.parametrize("kind", ["status", "dispatches", "section-map"])
def test_wide_tables_go_on_a3(desk: Desk, kind: str, tmp_path: Path) -> None:
    dispatch.export(desk, dispatch.Export("forms", tmp_path, employee=w.CHILD_A))
    box = pypdf.PdfReader(io.BytesIO(make_report(desk, kind, large=True))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (1191, 842)
    assert catalogue.kind_named(kind).wide


def test_a_letter_goes_with_each_section_and_says_how_many_are_enclosed(desk: Desk, tmp_path: Path) -> None:
    found = made(desk, "skill-sheet", tmp_path / "out", split=Split.SECTION, with_list=True, with_cover=True)
    covers = [one for one in found.files if one.name.startswith("送付状_DXスキルシート_")]
    sheets = [one for one in found.files if one.name.startswith("DXスキルシート_")]
    assert len(covers) == len(sheets) > 1
    for cover in covers:
        (text,) = pages(cover.read_bytes())
        (listed,) = [
            "".join(pages(one.read_bytes()))
            for one in found.files
            if one.name == cover.name.replace("送付状", "受領簿")
        ]
        count = re.findall(r"DXスキルシート(\d+)枚", listed)[0]
        assert f"DXスキルシート{count}部" in text
        assert "受領簿1部" in text
    assert found.pages == sum(len(pages(one.read_bytes())) for one in sheets)
