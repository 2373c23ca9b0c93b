"""What HR and the late section do in the demonstration's year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_number
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import digital
from dxdesk.programs.scenario.demo import Demo
from dxdesk.programs.scenario.inbox import received, take_in
from dxdesk.programs.scenario.town import Town, Unit
from dxdesk.programs.scenario.training import ATTENDANCE, Row
from dxdesk.programs.scenario.year_scenario import YearScenario
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.issued.letters import Letter
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.progress import status
from dxdesk.usecases.reports.choice import choices, kinds_in_use
from dxdesk.usecases.reports.kind import ReportKind
from dxdesk.usecases.reports.printing import make_report, unprintable
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, RESULT_NOTICE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.year import cycle

_ROSTER = [
    "職員番号",
    "氏名",
    "フリガナ",
    "所属コード",
    "所属名",
    "親所属コード",
    "親所属名",
    "職層",
    "職種",
    "職名",
    "任用区分",
    "在職状態",
    "人材像",
    "一次確認者",
    "二次確認者",
]
_FIRST_NUMBER = 142
"""Where the office's 文書番号 stand when its notices go out."""
_BOOKS = {"summary": "集計表", "framework": "体系", "roster": "名簿", "templates": "様式"}


def open_year(demo: Demo, town: Town, year: int, framework: str, folder: Path) -> None:
    """Import roster and evidence and open the cycle."""
    demo.clock.day = date(year, 12, 1).isoformat()
    import_roster(demo, town, year, folder / "名簿" / "職員名簿.xlsx")
    _import_evidence(demo, town, year, folder / "名簿")
    demo.clock.day = date(year + 1, 1, 13).isoformat()
    begin_year(demo, year, framework)


def begin_year(demo: Demo, year: int, framework: str) -> None:
    """Open the cycle, or bring one that was opened for the goals of its start into step with the roster."""
    days = (date(year + 1, 1, 1), date(year + 1, 2, 13), date(year + 1, 2, 20), date(year + 1, 2, 27))
    wanted = cycle.OpenCycle(year, framework, *(day.isoformat() for day in days), uses=digital.uses(demo.hr))
    cycle.open_cycle(demo.hr, wanted)


def import_roster(demo: Demo, town: Town, year: int, path: Path) -> None:
    """Write the roster as the HR system would, and import it."""
    from dxdesk.programs.scenario.by_hand import write_list

    rows = []
    for person in town.staff:
        code, name, parent, parent_name = town.places[person.department_code]
        rows.append(
            (
                *(person.number, person.name, person.kana, code, name, parent, parent_name),
                *(person.grade, person.job, person.title, person.employment, person.duty_status),
                *("、".join(person.personas), person.first_confirmer, person.second_confirmer),
            )
        )
    write_list(path, "職員名簿", _ROSTER, rows)
    take_in(demo, year, "roster", path)


def _import_evidence(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Attendance comes as CSV of an older system (CP932), examinations as a workbook."""
    attended = [(person.number, *row) for person, row in _attended(demo, town, year)]
    if attended:
        received(demo, year, "attendance", folder / "受講記録.csv", ATTENDANCE, attended)
    exams = [
        (person.number, person.name, *row) for person in town.staff for row in demo.voices.exams(person, year)
    ]
    if exams:
        header = ("職員番号", "氏名", "資格・試験名", "合格日", "結果")
        received(demo, year, "qualifications", folder / "資格・試験.xlsx", header, exams)


def _attended(demo: Demo, town: Town, year: int) -> Iterator[tuple[Employee, Row]]:
    """Yield who attended what: as the training ledger plans it, where the office has one."""
    if demo.attended is not None:
        yield from demo.attended(town, year)
        return
    for person in town.staff:
        yield from ((person, row) for row in demo.voices.courses(person, year))


def moved(town: Town, person: Employee) -> tuple[Town, Unit]:
    """Return the town after somebody moved to another section, and that section."""
    old = next(position for position, unit in enumerate(town.units) if person in unit.others)
    new = (old + 1) % len(town.units)
    unit = town.units[new]
    first = unit.chiefs[0].number if len(unit.chiefs) > 1 else ""
    after = replace(person, department_code=unit.code, first_confirmer=first)
    units = list(town.units)
    units[old] = replace(units[old], others=tuple(p for p in units[old].others if p != person))
    units[new] = replace(unit, others=(*unit.others, after))
    return replace(town, units=tuple(units)), units[new]


# --- the late section ------------------------------------------------------------------------------


def late_chief(scenario: YearScenario) -> None:
    """The 係長 confirms a part, gets a new PC, opens the package there again: two keys, both must wait."""
    unit, chief = scenario.town.late, scenario.mishaps.swapped
    label = f"{unit.name} {chief.name}さん(一次確認)の台帳"
    desk = scenario.demo.section(chief, scenario.package(chief), label)
    scenario.take(desk, [scenario.late_box])
    ready = [
        entry.employee_number
        for entry in confirming.review_queue(desk)
        if entry.ready and not entry.conflicts
    ]
    confirming.confirm_all(desk, ready[: max(1, len(ready) // 2)])
    first = scenario.hand_on(desk, chief)
    key = f"{chief.number}_新しいPC"
    second_desk = scenario.demo.section(chief, scenario.package(chief), f"{label}(PCを入れ替えた後)", key=key)
    scenario.take(second_desk, [scenario.late_box])
    confirming.confirm_all(second_desk, ready)
    out = scenario.confirmations(chief) / "新しいPC"
    second: tuple[Path, ...] = ()
    if any(not entry.conflicts and entry.done for entry in confirming.review_queue(second_desk)):
        second = dispatch.export(second_desk, dispatch.Export(CONFIRMATION.word, out)).files
        scenario.demo.list_files("confirmation", scenario.year, second)
    scenario.demo.mishap(
        "quarantined-key", scenario.year,
        f"{chief.name}さん({chief.number})の確認票が入れ替えた後のPCの鍵でも届き、本人のものかを確かめるまで人事課では集計に入れない。",
        confirmer=chief.number, files=[scenario.demo.listing.path(path) for path in (*first, *second)],
        key_ids=[desk.key_id, second_desk.key_id],
    )  # fmt: skip


# --- HR's papers -----------------------------------------------------------------------------------


def remind(demo: Demo, year: int, folder: Path) -> None:
    """Keep the text that asks the late again."""
    path = folder / "再依頼.txt"
    private.write_text(path, status.reminder(demo.hr, fiscal_year=year).text + "\n")
    demo.list_files("reminder", year, [path])


def tell(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Write result notices, workbooks for others and every kind of PDF."""
    demo.clock.day = date(year + 1, 3, 27).isoformat()
    wanted = dispatch.Export(
        RESULT_NOTICE.word, folder / "結果通知票", fiscal_year=year, letters=_letters(demo, year)
    )
    done = dispatch.export(demo.hr, wanted)
    demo.list_files("result-notice", year, done.files)
    demo.step(len(done.files))
    for kind, name in _BOOKS.items():
        wanted = dispatch.Export(kind, folder / "集計と様式" / name, fiscal_year=year)
        demo.list_files(kind, year, dispatch.export(demo.hr, wanted).files)
    _give_results(demo, town, folder)
    for report in kinds_in_use(demo.hr):
        path = folder / "帳票" / f"{report.title}.pdf"
        private.make_folder(path.parent)
        _print(demo, report, year, path)
        demo.step()


def _letters(demo: Demo, year: int) -> dict[str, Letter]:
    """Return under which 文書番号 the notices of a year go out: one for each 任命権者."""
    found = authorities.kept(demo.hr)
    names = found.names if found.several else ("",)
    begun = fiscal_year_number(year)
    return {
        name: Letter(f"{begun}検人第{_FIRST_NUMBER + place}号", demo.clock.day)
        for place, name in enumerate(names)
    }


def count(demo: Demo) -> None:
    """Enter how much HR received and sent in the listing."""
    demo.listing.about["receipts"] = len(ledgers.receipts(demo.hr))
    demo.listing.about["dispatches"] = len(ledgers.dispatches(demo.hr))


def _print(demo: Demo, report: ReportKind, year: int, path: Path) -> None:
    """Write one kind of PDF; a name no font of this PC can draw is left out and told, as an office would.

    What there is nobody for is not written: a list of who has not handed in may be of nobody.
    """
    kind = report.kind
    one = choices(demo.hr, kind).of(kind)[0].number if report.of_one else ""
    try:
        private.write_bytes(path, make_report(demo.hr, kind, employee=one, fiscal_year=year))
    except KnownError as error:
        if error.code == "nobody-to-print":
            return
        left = unprintable(error)
        if not left:
            raise
        if all(told["kind"] != "glyph-missing" for told in demo.listing.mishaps):
            demo.mishap("glyph-missing", year, _left_out(error), employees=list(left))
        private.write_bytes(path, make_report(demo.hr, kind, fiscal_year=year, leave_out=left))
    demo.list_files(f"report-{kind}", year, [path])


def _left_out(error: KnownError) -> str:
    """Return who was left out of the prints and what would help."""
    who = "、".join(dict.fromkeys(problem.place.file for problem in error.problems))
    codes = "、".join(dict.fromkeys(problem.found for problem in error.problems))
    return (
        f"{who}さんを除いて印刷しました。文字 {codes} を持つ書体がこのPCにないためです。"
        "書体を fonts フォルダーに置くと、この人の分も印刷できます。"
    )


def _give_results(demo: Demo, town: Town, folder: Path) -> None:
    """Whoever has a store of their own opens their result in it."""
    for person in town.staff:
        desk = demo.desks.get(f"personal-{person.number}")
        notices = list((folder / "結果通知票").rglob(f"*_{person.number}.xlsx"))
        if desk is not None and notices:
            receive(desk, ReceiveFiles(tuple(notices)))
