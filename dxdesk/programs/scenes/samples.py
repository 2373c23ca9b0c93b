"""Made-up reports and failures for scenes, shaped as the use cases give them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Backup
from dxdesk.programs.scenes import messages
from dxdesk.ui.pictures.studio import Studio
from dxdesk.ui.receive.naming import Names, read_names
from dxdesk.usecases.checking import against, files, inside
from dxdesk.usecases.checking.report import Aspect, CheckReport, Grade
from dxdesk.usecases.exchange.file_report import Change, FileReport, ImportReport
from dxdesk.usecases.home.news import News
from dxdesk.usecases.review.deputies import Held
from dxdesk.usecases.year.rules import Stopped


def held() -> tuple[Held, ...]:
    """Return what two people did for somebody else without having been named for both."""
    return tuple(
        Held(
            number,
            name,
            Part.REVIEW2,
            Action.CONFIRM2,
            by,
            by_name,
            principal,
            principal_name,
            "2026-02-03",
            (f"{position:032}",),
            bool(position),
        )
        for position, (name, number, by_name, by, principal_name, principal) in enumerate(messages.STOPPED)
    )


def stopped() -> tuple[Stopped, ...]:
    """Return what the newest rules would stop: confirmations, and an answer typed by a stranger."""
    found = [
        Stopped(number, name, Part.LIFE, Action.CONFIRM2, by, by_name, principal, principal_name, True)
        for name, number, by_name, by, principal_name, principal in messages.STOPPED
    ]
    name, number, *_ = messages.STOPPED[0]
    return (*found, Stopped(number, name, Part.SELF, "", "001012", messages.LONG_NAME, "", "", False))


def failure(texts: tuple[str, str, str], found: str = "") -> KnownError:
    """Return an expected failure."""
    return KnownError(*texts, found=found)


def glyphs() -> KnownError:
    """Return what refuses to print letters that no font has."""
    problems = tuple(
        Problem(*messages.GLYPH_MISSING, found, Place(person)) for person, found in messages.GLYPHS
    )
    return KnownError.of(problems)


def batch(studio: Studio) -> tuple[ImportReport, Names]:
    """Return a batch of files with every outcome there is."""
    names = read_names(studio.window.desk)
    number = next(iter(names.people), "001021")
    item = next(iter(names.items), "item")
    changes = tuple(
        Change(number, part, item if what == "item" else what, before, after)
        for part, what, before, after in messages.CHANGES
    )
    disputed = tuple(replace(one, after="", said=(one.before, one.after)) for one in changes)
    refused = tuple(
        Problem(*texts, messages.LONG_NAME, Place(messages.LONG_FILE, "DXスキル申告票", "D12"))
        for texts in messages.REFUSED
    )

    def report(outcome: str, file: str = messages.FORM_FILE, **more: Any) -> FileReport:
        return FileReport(file, "form", 0, outcome, sender=messages.LONG_NAME, **more)

    locked = Problem(*messages.PASSWORD)
    note = Problem(*messages.PENDING_NOTE)
    reports = (
        report("applied", added=3, changes=changes),
        report("conflict", messages.LONG_FILE, conflicts=2, changes=disputed),
        report("refused", messages.LONG_FILE, errors=refused),
        report("refused", messages.PACKAGE_FILE, errors=(locked,)),
        report("quarantined", messages.PACKAGE_FILE),
        report("pending", notes=(note,)),
        report("unchanged", unchanged=12),
    )
    return ImportReport(reports), names


def foreign_roster(studio: Studio) -> Path:
    """Write a roster table whose headers are of another system's making."""
    path = studio.scratch / "別のシステムの名簿.csv"
    lines = (messages.ROSTER_HEAD_FOREIGN, *messages.ROSTER_GOOD)
    private.write_text(path, "\n".join(lines) + "\n", "utf-8-sig")
    return path


def grouped_roster(studio: Studio) -> Path:
    """Write a roster table with a header of two lines, and a section nobody can tell by its header."""
    path = studio.scratch / "職員一覧表.csv"
    lines = (*messages.ROSTER_ABOVE, messages.ROSTER_HEAD_GROUPS, *messages.ROSTER_GROUPS)
    private.write_text(path, "\n".join(lines) + "\n", "utf-8-sig")
    return path


def roster_of_others(studio: Studio) -> Path:
    """Write a roster table in which numbers of the store have other names, and words that nobody knows."""
    with studio.window.desk.store.read() as uow:
        numbers = [person.number for person in uow.people.employees()]
    path = studio.scratch / "来年度の名簿.csv"
    lines = [f"{number},{line}" for number, line in zip(numbers, messages.ROSTER_OTHERS, strict=False)]
    private.write_text(path, "\n".join((messages.ROSTER_HEAD_OTHERS, *lines)) + "\n", "utf-8-sig")
    return path


def attendance(studio: Studio) -> Path:
    """Write a list of attendance with words, names, days and lines that have to be asked about."""
    path = studio.scratch / "受講記録_6月.csv"
    numbers = list(read_names(studio.window.desk).people)
    lines = [f"{number},{rest}" for number, rest in zip(numbers, messages.ATTENDANCE, strict=False)]
    lines += [f"{numbers[-1]},{rest}" for rest in messages.ATTENDANCE_TWICE]
    private.write_text(path, "\n".join((messages.ATTENDANCE_HEAD, *lines)) + "\n", "utf-8-sig")
    return path


def roster(studio: Studio, *, good: bool) -> Path:
    """Write a roster table, one that fits or one with errors."""
    path = studio.scratch / ("職員名簿.csv" if good else "職員名簿_直す前.csv")
    lines = messages.ROSTER_GOOD if good else messages.ROSTER_BAD
    private.write_text(path, "\n".join((messages.ROSTER_HEAD, *lines)) + "\n", "utf-8-sig")
    return path


def check_report(findings: tuple[str, ...] = ()) -> CheckReport:
    """Return what a check of all grades found; with ``findings`` the audit has them, and a file differs."""
    looked = messages.LOOKED
    audit = Aspect("audit", looked[2], findings)
    one = (Aspect("file", looked[0]), Aspect("seals", looked[1], (), (messages.UNSIGNED,)), audit)
    differ = (messages.FILE_DIFFERS,) if findings else ()
    two = (Aspect("files", looked[3], differ, (messages.FILE_MISSING,)),)
    three = (Aspect("paper", looked[4]),)
    grades = tuple(
        Grade(number, room.TITLE, aspects, room.PROVES, room.LEAVES)
        for number, (room, aspects) in enumerate(((inside, one), (files, two), (against, three)), 1)
    )
    return CheckReport(messages.NOW, grades, "" if findings else messages.RECENT_AT)


def copies() -> tuple[Backup, ...]:
    """Return the automatic copies of a store."""
    folder = Path(f"{messages.STORE_PATH}.backups")
    return tuple(
        Backup(messages.STORE_PATH, folder / f"{stamp}.dxdesk", at, size)
        for stamp, at, size in messages.COPIES
    )


def news() -> tuple[News, ...]:
    """Return what changed since the last visit."""
    return tuple(News(key, text, "receive", "ledger") for key, text in messages.NEWS)
