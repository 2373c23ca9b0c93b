"""成長記録 in the demonstration: what people and HR write, what supervisors find, what the office gives.

Two people are told of in both years: HR's list of the first year and what they write themselves in the last
add up to more months than a year has, of which those that overlap count once.
"""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import (
    ACCREDITATION,
    AWARD,
    EXPERIENCE,
    GRANT,
    LEAD,
    MEMBER,
    MENTORING,
    QUALIFICATION,
    SECONDMENT,
)
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import ways
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.inbox import received
from dxdesk.programs.scenario.town import Town
from dxdesk.usecases.growth_files import keeping, reading, switch, vouching
from dxdesk.usecases.sealing.workbook_kinds import EXPERIENCE_TABLE
from dxdesk.usecases.workplace.desk import Desk

_HEADER = ("職員番号", "氏名", "案件名", "役割", "開始", "終了", "期間", "成果")
_WORKS = (
    ("窓口の受付票の見直し", "リード", "{before}年4月", "{year}年9月", "", "待ち時間が半分になった"),
    ("電子申請のDX案件", "リード", "{before}年7月", "継続中", "", "申請の3割が電子になった"),
    ("統計の集計の自動化", "担当", "", "", "14か月", "毎月の半日が15分になった"),
    ("庁内の問い合わせ票の統一", "担当", "{before}年10月", "{year}年3月", "", ""),
)
_FIRST_WORK = ("施設予約の電子化", "リード", "{year}年4月", "{year}年9月", "", "予約の半分が電子になった")
ON_FORMS = (
    (
        "実務経験",
        "オンライン申請の問い合わせ対応",
        "担当",
        "R{short}.4",
        "継続中",
        "月40件に答えている",
        "窓口担当",
    ),
    ("資格・試験", "ITパスポート試験", "", "{year}年9月", "", "合格", ""),
    ("これまでの学び", "前職での業務システムの保守", "", "2018年4月", "2021年3月", "仕様書を書いた", ""),
    ("後進育成", "係の新人への表計算の手ほどき", "", "R{short}.6", "R{short}.11", "", ""),
)
"""What people type into the sheet 成長記録 of their 申告票, in the order of its columns."""
_WRITE_ON_FORM = 0.4
UNFOUND = "後輩への電子申請の手ほどき"
"""What somebody tells of themselves and no supervisor can find."""
_LOST = 0.2
"""The share of what the lines of 申告票 tell of which nothing is left to see."""
_REASON = "証跡を見つけられませんでした。"


def begin(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Let HR take in, in a year without files, what two people did in it, and find it so."""
    hr = demo.hr
    if not _used(hr):
        return
    demo.clock.day = f"{year + 1}-03-29"
    people = ways.writers(town)
    rows = [_row(person, _FIRST_WORK, year) for person in people]
    received(demo, year, EXPERIENCE_TABLE.kind, folder / "実務経験の一覧.csv", _HEADER, rows)
    for person in people:
        for kept in reading.file_of(hr, person.number).lines:
            if kept.line.entry.name == _FIRST_WORK[0]:
                seen = vouching.Seen("事務分掌表", f"{year}-04-01", f"総総第{year - 1950}号")
                vouching.vouch(hr, vouching.Answer(person.number, kept.line.uid, True, seen))


def take_in(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Let HR take in a list that another system kept: one person a section, first of those who were named."""
    if not _used(demo.hr):
        return
    able = {one.number for one in asked(town)}
    told = {one.number for one in ways.writers(town)}
    rows: list[tuple[str, ...]] = []
    for unit in town.prompt:
        people = sorted((one for one in unit.others if one.number in able), key=lambda one: not one.personas)
        others = [one for one in people if one.number not in told] or people
        if others:
            rows.append(_row(others[0], _WORKS[len(rows) % len(_WORKS)], year))
    if rows:
        received(demo, year, EXPERIENCE_TABLE.kind, folder / "実務経験の一覧.xlsx", _HEADER, rows)


def _row(person: Employee, work: tuple[str, ...], year: int) -> tuple[str, ...]:
    what, role, began, ended, period, result = work
    days = (text.format(before=year - 1, year=year) for text in (began, ended))
    return person.number, person.name, what, role, *days, period, result


def tell(demo: Demo, desk: Desk, town: Town, person: Employee, year: int) -> None:
    """Let somebody write into their own file before they hand in: what they did, passed and taught."""
    if not _used(desk):
        return
    entries = _told(year) if person in ways.writers(town) else (_passed(demo, person, year),)
    for entry in entries:
        keeping.add(desk, entry)


def on_form(demo: Demo, person: Employee, year: int) -> tuple[tuple[str, ...], ...]:
    """Return what somebody types into the sheet 成長記録 of their 申告票; most have nothing to add."""
    rng = demo.voices.rng("grown", person.number, year)
    if rng.random() > _WRITE_ON_FORM:
        return ()
    row = rng.choice(ON_FORMS)
    return (tuple(text.format(year=year, short=year - 2018) for text in row),)


def _told(year: int) -> tuple[FileEntry, ...]:
    led = FileEntry(EXPERIENCE, "電子申請のDX案件", f"{year}-04", f"{year}-12", role=LEAD)
    return (
        led._replace(result="申請の3割が電子になった"),
        FileEntry(EXPERIENCE, "庁内の問い合わせ票の統一", f"{year}-10", f"{year + 1}-01", role=MEMBER),
        FileEntry(MENTORING, UNFOUND, f"{year}-06", f"{year}-11"),
    )


def _passed(demo: Demo, person: Employee, year: int) -> FileEntry:
    number = f"第{demo.voices.rng('passed', person.number).randint(100, 999)}号"
    return FileEntry(QUALIFICATION, "ITパスポート試験", f"{year}-10-12", number=number)


def find(demo: Demo, desk: Desk, year: int) -> None:
    """Let a confirmer look at what waits: most is confirmed from what was seen, some cannot be."""
    if not _used(desk):
        return
    for person in reading.people(desk):
        if not person.unconfirmed:
            continue
        for kept in reading.file_of(desk, person.number).lines:
            line = kept.line
            if line.counts or line.findings:
                continue
            rng = demo.voices.rng("found", person.number, line.entry.name, line.entry.date)
            found = line.entry.name != UNFOUND and (not line.from_form or rng.random() > _LOST)
            what = "合格証" if line.entry.kind == QUALIFICATION else "事務分掌表"
            seen = vouching.Seen(what, f"{year + 1}-02-{rng.randint(10, 18)}", f"第{rng.randint(10, 99)}号")
            answer = vouching.Answer(
                person.number, line.uid, found, seen if found else vouching.Seen(), "" if found else _REASON
            )
            vouching.vouch(desk, answer)
            if line.entry.name == UNFOUND:
                demo.mishap(
                    "growth-unfound", year,
                    f"{person.name}さん({person.number})の成長記録の「{UNFOUND}」を、上長が証跡で確かめられなかった(確認できない)。",
                    employee=person.number, by=desk.identity.owner,
                )  # fmt: skip


def give(demo: Demo, town: Town, year: int) -> None:
    """Let HR keep, in March, an accreditation, a secondment, grants, and an award of two for one case."""
    if not _used(demo.hr):
        return
    able = {one.number for one in asked(town)}
    people = [one.number for unit in town.prompt for one in unit.others if one.number in able]
    accredited = FileEntry(
        *(ACCREDITATION, "エキスパート職員", f"{year + 1}-04-01", f"{year + 3}-03-31"),
        criteria="エキスパート職員認定要綱第3条",
        approval=f"{year - 2018}総人第88号",
        approved_on=f"{year + 1}-03-22",
    )
    prize = FileEntry(
        *(AWARD, "DX推進賞", f"{year + 1}-03-27"), case="窓口の見直し", result="待ち時間が半分になった"
    )
    sent = FileEntry(
        *(SECONDMENT, "デジタル部門への派遣", f"{year + 1}-04-01", f"{year + 2}-03-31"),
        place="東京都デジタルサービス局",
    )
    paid = FileEntry(GRANT, "資格の受験料の助成", f"{year + 1}-03-10", rate=80, times=1)
    for entry, given in (
        *((accredited, people[:1]), (prize, people[:2])),
        *((sent, people[-1:]), (paid, people[1:3])),
    ):
        for number in given:
            keeping.add(demo.hr, entry, number)


def _used(desk: Desk) -> bool:
    with desk.store.read() as uow:
        return switch.files_on(desk, uow)
