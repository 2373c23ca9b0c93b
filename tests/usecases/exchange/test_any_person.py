"""Whoever the roster let in can leave by every door: files, lists and papers, or is told alone."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path, PureWindowsPath

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import State
from dxdesk.domain.text import as_cell, plain
from dxdesk.usecases.imports.evidence import apply_evidence
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.roster_names import WRITTEN
from dxdesk.usecases.imports.roster_plan import BLANKS
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.year import finalise
from dxdesk.usecases.year.cycle import refresh_assignments
from tests.helpers.office import CHIEF, MANAGER, STAFF, all_levels
from tests.helpers.stories import Town, new_town
from tests.pdf.reading import text_of

NEW = "900001"
LISTS = ("section-map", "status", "receipts", "dispatches")
PAPERS = ("skill-sheet", "result-notice", "certificate", "completion")

odd_word = st.text(
    st.sampled_from("=@+-'\"<>&|/\\:*?.\u3099\u309a\u200b\ufe0f\ue000\U000e0100\U0001f600あ葛𠮷한Aa1 _x0B")
    | st.characters(codec=None, exclude_characters="\n\r\t"),
    max_size=30,
)
"""Words for a cell; line ends and tabs are refused in names."""


def roster(folder: Path, name: str, kana: str, title: str, section: str) -> Path:
    rows = [
        ["職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職名", "一次確認者", "二次確認者"],
        [NEW, name, kana, "990100", section, title, CHIEF, MANAGER],
    ]
    return table(folder / "名簿.csv", rows)


def table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        csv.writer(file).writerows([[as_cell(cell) for cell in row] for row in rows])
    return path


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_word, min_size=5, max_size=5))
@example(["😀", "ﾃｽﾄ", "=主任", "CON", "<b>&amp;]]>"])
@example(["[", "", "", "", ""])
@example(["か\u3099", "", "'", "aux.txt\U0001f600", '/\\:*?"|'])
def test_whoever_was_let_in_leaves_by_every_door(texts: list[str]) -> None:
    name, kana, title, section, course = (f"検{plain(text)}証".replace("\n", "") for text in texts)
    with tempfile.TemporaryDirectory() as folder, new_town(Path(folder)) as town:
        path = roster(Path(folder), name, kana, title, section)
        accept = (*BLANKS.values(), WRITTEN)
        if apply_roster(town.hr, path, partial=True, accept=accept).outcome == "refused":
            refused = preview_roster(town.hr, path, partial=True, accept=accept).errors
            assert all(problem.place.cell for problem in refused)
            return
        refresh_assignments(town.hr)
        kept = person_year(town.hr, NEW)
        play_the_year(town)
        rows = [["職員番号", "研修名", "受講日", "結果"]]
        rows += [[NEW, course, "2025-06-03", "修了"], [STAFF[0], "DX基礎研修", "2025-06-03", "修了"]]
        apply_evidence(town.hr, table(Path(folder) / "受講.csv", rows), "attendance")
        for kind in ("results", "summary", "roster"):
            assert town.send(town.hr, kind, kind)
        assert all(valid_on_windows(path.relative_to(folder)) for path in Path(folder).rglob("*"))
        for again in Path(folder, "roster").iterdir():
            found = preview_roster(town.hr, again)
            assert not found.errors
            assert not found.changes_anything
        papers(town, kept.name)


def play_the_year(town: Town) -> None:
    """The new person's form goes out, comes back, is confirmed twice, is finalised."""
    (package,) = town.send(town.hr, "section-packages", "配布票", confirmer=CHIEF)
    chief = town.reopened(package, "係長.dxdesk")
    (form,) = town.send(town.hr, "forms", "申告票", employee=NEW)
    answered = town.fill(form, "回答.xlsx", all_levels(town.hr, "LV2"))
    assert town.receive(chief, answered).count("refused") == 0
    confirming.return_(chief, NEW, "根拠を書いてください。")
    (slip,) = town.send(chief, "return-slips", "差戻票")
    again = town.fill(slip, "再提出.xlsx", all_levels(town.hr, "LV1"))
    assert town.receive(chief, again).count("refused") == 0
    confirming.confirm(chief, Decision(NEW))
    (confirmation,) = town.send(chief, "confirmations", "確認票")
    assert town.receive(town.hr, confirmation).count("refused") == 0
    confirming.confirm(town.hr, Decision(NEW, on_behalf_of=MANAGER))
    assert person_year(town.hr, NEW).state is State.RECEIVED
    finalise.finalise(town.hr)


def papers(town: Town, name: str) -> None:
    """Everything is printed, without the one person where a letter of theirs is in no font."""
    for kind in (*PAPERS, *LISTS):
        refused, pdf = printed(town, kind)
        if not refused:
            assert kind not in PAPERS or squeezed(name) in squeezed(text_of(pdf))
            continue
        assert kind in (*PAPERS, "section-map")
        assert printing.unprintable(KnownError.of(refused)) == (NEW,)
        assert all("U+" in problem.found for problem in refused)
        if kind in ("skill-sheet", "section-map", "completion"):
            assert printing.make_report(town.hr, kind, leave_out=[NEW]).startswith(b"%PDF")


def printed(town: Town, kind: str) -> tuple[tuple[Problem, ...], bytes]:
    try:
        return (), printing.make_report(town.hr, kind)
    except KnownError as error:
        return error.problems, b""


def squeezed(text: str) -> str:
    return "".join(text.split())


def valid_on_windows(path: Path) -> bool:
    return not any(
        PureWindowsPath(part).is_reserved() or part != part.rstrip(". ") or set(part) & set('<>:"/\\|?*')
        for part in path.parts
    )
