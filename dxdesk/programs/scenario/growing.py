"""成長記録 in the demonstration: HR's old list of experience, what chiefs find, and what the office gives."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ACCREDITATION, AWARD
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
_EVERY_FOURTH = 4
_UNFOUND = "証跡を見つけられませんでした。"


def take_in(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Let HR take in a list that another system kept, where the office uses it: one person a section."""
    if not _used(demo.hr):
        return
    able = {one.number for one in asked(town)}
    people = [next((one for one in unit.others if one.number in able), None) for unit in town.prompt]
    rows = []
    for place, person in enumerate(one for one in people if one is not None):
        what, role, began, ended, period, result = _WORKS[place % len(_WORKS)]
        days = (text.format(before=year - 1, year=year) for text in (began, ended))
        rows.append((person.number, person.name, what, role, *days, period, result))
    if rows:
        received(demo, year, EXPERIENCE_TABLE.kind, folder / "実務経験の一覧.xlsx", _HEADER, rows)


def find(desk: Desk) -> None:
    """Let a confirmer look at what waits: most is confirmed from what was seen, some cannot be."""
    if not _used(desk):
        return
    for person in reading.people(desk):
        if not person.unconfirmed:
            continue
        for kept in reading.file_of(desk, person.number).lines:
            line = kept.line
            if line.counts:
                continue
            found = int(line.uid[:4], 16) % _EVERY_FOURTH > 0
            seen = vouching.Seen("事務分掌表", "", "") if found else vouching.Seen()
            comment = "" if found else _UNFOUND
            vouching.vouch(desk, vouching.Answer(person.number, line.uid, found, seen, comment))


def give(demo: Demo, town: Town, year: int) -> None:
    """Let HR keep an accreditation, and an award of two people for one case, at the end of a year."""
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
    for entry, given in ((accredited, people[:1]), (prize, people[:2])):
        for number in given:
            keeping.add(demo.hr, entry, number)


def _used(desk: Desk) -> bool:
    with desk.store.read() as uow:
        return switch.files_on(desk, uow)
