"""The paper that goes along: for whom, with which code and days, beside which file."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Route
from dxdesk.ports.entities import Role
from dxdesk.ports.printing import GuidePage
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle
from dxdesk.usecases.person_year.standing import PersonYear, person_year
from dxdesk.usecases.sending import dispatch, guides
from dxdesk.usecases.sending.guides import Confirmer, Guides
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town


def sent(town: Town, kind: str, folder: str, **more: object) -> dispatch.Exported:
    return dispatch.export(town.hr, dispatch.Export(kind, town.folder / folder, guide=True, **more))  # type: ignore[arg-type]


def said(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    assert len(pages) == 1
    return pages[0].extract_text().replace("\n", "")


def named(found: tuple[Path, ...], number: str) -> Path:
    (path,) = [one for one in found if number in one.name]
    return path


def code(town: Town) -> str:
    sealer = town.services.sealer
    return sealer.spoken_code(sealer.public_of(town.hr.store.signing_seed))


def test_each_package_has_its_paper_beside_it(town: Town) -> None:
    done = sent(town, "section-packages", "配布", password="ひらけごま")
    assert [path.stem + "_ご案内.pdf" for path in done.files] == [path.name for path in done.guides]
    assert {path.suffix for path in done.files} == {".xlsx"}
    text = said(named(done.guides, CHIEF))
    for part in (
        "窓口係 係長 山﨑 直樹 様",
        f"所属配布票_R7_{CHIEF}(窓口係 ",
        "一次確認 2人",
        code(town),
        "令和8年2月13日(金)",
        "一次確認 令和8年2月20日(金)",
        "髙橋 美咲さん",
        "パスワードは、この紙とは別に",
        "人事担当",
        "電話(内線)",
    ):
        assert part in text
    assert "令和8年2月27日" not in text
    second = said(named(done.guides, MANAGER))
    assert "令和8年2月27日(金)" in second
    assert "一次確認者から確認票が届いたら" in second
    assert "人事担当へ返します" in second


def test_the_code_on_paper_is_the_one_the_file_shows(town: Town) -> None:
    done = sent(town, "section-packages", "配布", confirmer=CHIEF)
    found = opening.recognise(town.services, done.files[0])
    assert found.spoken_code == code(town)
    assert found.spoken_code in said(done.guides[0])


def test_forms_have_one_paper_for_all(town: Town) -> None:
    done = sent(town, "forms", "申告票")
    assert [path.name for path in done.guides] == ["申告票_R7_ご案内.pdf"]
    assert done.guides[0].parent == town.folder / "申告票"
    text = said(done.guides[0])
    assert "職員の皆さま" in text
    assert code(town) in text
    assert "パスワード" not in text


def test_a_paper_is_this_store_s_own_file_and_is_renewed(town: Town) -> None:
    first = sent(town, "forms", "申告票")
    again = sent(town, "forms", "申告票")
    assert (again.guides, again.beside) == (first.guides, ())
    first.guides[0].write_bytes(b"with notes of somebody")
    third = sent(town, "forms", "申告票")
    assert [path.name for path in third.guides] == ["申告票_R7_ご案内 (2).pdf"]
    with town.hr.store.read() as uow:
        assert '"guides":1' in uow.audit.entries()[0].counts


def test_without_asking_for_it_there_is_none(town: Town) -> None:
    done = dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / "配布"))
    assert done.guides == ()
    assert not list((town.folder / "配布").glob("*.pdf"))


def test_a_section_s_forms_have_no_paper_of_hr(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        dispatch.export(town.chief, dispatch.Export("forms", town.folder / "係", guide=True))
    assert error.value.code == "wrong-role"
    assert town.chief.role is Role.SECTION


def test_a_paper_that_cannot_be_written_takes_its_export_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(guides.private, "write_bytes", full)
    with pytest.raises(KnownError) as error:
        sent(town, "section-packages", "配布")
    assert error.value.code == "file-not-written"
    assert not list((town.folder / "配布").glob("*.*"))


def test_a_name_no_font_has_leaves_the_number(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = town.services.printer.draw

    def lacking(pages: Sequence[GuidePage]) -> bytes:
        if any("山﨑" in repr(page) for page in pages):
            raise KnownError("glyph-missing", "", "")
        return draw(pages)

    monkeypatch.setattr(town.services.printer, "draw", lacking, raising=False)
    done = sent(town, "section-packages", "配布", confirmer=CHIEF)
    text = said(done.guides[0])
    assert f"職員番号 {CHIEF} 様" in text
    assert f"{CHIEF}\u2026.xlsx" in text
    assert "山﨑" not in text  # a code to compare may well hold さん: さんま


def person(town: Town, **route: str) -> PersonYear:
    found = person_year(town.hr, STAFF[0])
    return dataclasses.replace(found, route=Route(**route), second_name=route["second"] and "髙橋 美咲")


@pytest.mark.parametrize(
    ("route", "there", "absent"),
    [
        (
            {"first": CHIEF, "second": ""},
            ("一次確認 1人", "最後の確認をした分は", "申告票が届いたら"),
            ("二次確認者", "確認票が届いたら"),
        ),
        (
            {"first": CHIEF, "second": MANAGER},
            ("一次確認をした分は、二次確認者(髙橋 美咲さん)へ渡します。",),
            ("最後の確認", "確認票が届いたら"),
        ),
        (
            {"first": OTHER_CHIEF, "second": CHIEF},
            ("二次確認 1人", "一次確認者から確認票が届いたら", "最後の確認をした分は"),
            ("申告票が届いたら",),
        ),
        ({"first": OTHER_CHIEF, "second": ""}, ("代理 1人", "最後の確認をした分は"), ("二次確認者",)),
    ],
)
def test_what_is_said_fits_the_steps_that_are_theirs(
    town: Town, route: Mapping[str, str], there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    cycle = _cycle(town)
    whose = Confirmer(CHIEF, "山﨑 直樹さん", [person(town, **route)], locked=False)
    page = Guides(town.hr, cycle, "検証区 人事担当")._confirmers_page("所属配布票.xlsx", whose)
    text = "".join((*page.about, *(one for _, sentences in page.steps for one in sentences)))
    assert [part for part in there if part not in text] == []
    assert [part for part in absent if part in text] == []


def test_who_has_nobody_is_told_so_and_many_who_follow_are_cut_short(town: Town) -> None:
    papers = Guides(town.hr, _cycle(town), "検証区 人事担当")
    empty = papers._confirmers_page("票.xlsx", Confirmer(CHIEF, "山﨑 直樹さん", [], locked=False))
    assert "いま確認していただく人はいません。" in empty.about
    base = person(town, first=CHIEF, second=MANAGER)
    many = [dataclasses.replace(base, second_name=f"確認 {n}郎") for n in range(6)]
    page = papers._confirmers_page("票.xlsx", Confirmer(CHIEF, "山﨑 直樹さん", many, locked=False))
    assert "確認 3郎さんほか)" in str(page.steps)
    assert "4郎" not in str(page.steps)


def test_who_has_no_name_is_addressed_by_number_once(town: Town) -> None:
    papers = Guides(town.hr, _cycle(town), "検証区 人事担当")
    called = (("職員番号000111の方", "職員番号000111 様"), ("学務課 山﨑 直樹さん", "学務課 山﨑 直樹 様"))
    for text, addressed in called:
        page = papers._confirmers_page("票.xlsx", Confirmer(CHIEF, text, [], locked=False))
        assert page.to == addressed


def _cycle(town: Town) -> Cycle:
    with town.hr.store.read() as uow:
        return find_cycle(uow)


def test_a_confirmer_with_a_character_nobody_can_draw_gets_a_package_its_paper_and_its_password(
    town: Town,
) -> None:
    """The name is in the file's name, too: what is printed of the file goes without it."""
    with town.hr.store.write() as uow:
        chief = uow.people.employee(CHIEF)
        assert chief is not None
        uow.people.save_employees([dataclasses.replace(chief, name="\uf8f0崎 直樹")])
        uow.commit()
    done = sent(town, "section-packages", "配布", confirmer=CHIEF, lock_list=town.folder / "一覧.pdf")
    (package,) = [path for path in done.files if path.suffix == ".xlsx"]
    assert "\uf8f0崎" in package.name
    assert f"{CHIEF}\u2026.xlsx" in said(done.guides[0])
    assert CHIEF in said(town.folder / "一覧.pdf")
