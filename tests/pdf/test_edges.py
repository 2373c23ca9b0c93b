"""Whatever may be written into a heading stays on the paper: shrunk, then wrapped, never cut off."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dxdesk.domain.text import LINE_UNITS
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from dxdesk.ports.office_letters import DraftPaper, OfficialLetter
from dxdesk.ports.printing import Align
from tests.pdf import people

LONG = "長" * LINE_UNITS
"""As long as what stands in a heading may be."""
WHO = doc.PersonHead("A" * 20, "名" * 40, "課" * 93, "級" * 30, "職" * 60, "像" * 60)


def documents(printer: PdfPrinter) -> Iterator[Callable[[], bytes]]:
    sheet, notice, certificate = people.sheet(WHO), people.notice(WHO), people.certificate(WHO)
    issuer = {"issuer_title": LONG, "issuer_name": "名" * 60, "number": f"{LONG}第12号"}
    yield lambda: printer.draw([dataclasses.replace(certificate, **issuer)])
    head = {"municipality": LONG, "state": "確定", "purpose": "目的" * 100}
    yield lambda: printer.draw([dataclasses.replace(sheet, **head)])
    told = {"document_number": LONG, "issuer": f"{LONG}　{LONG}", "municipality": LONG, "contact": LONG}
    yield lambda: printer.draw([dataclasses.replace(notice, **told)])
    rows = (doc.MapRow(WHO, (1, 2)), doc.MapRow(dataclasses.replace(WHO, department="係"), (1, 2)))
    sections = (doc.SectionRow("課" * 93, 2, ((0, 2, 0, 0), (0, 2, 0, 0))),)
    skills = ("技" * 30, "データ活用")
    yield lambda: printer.draw(
        [doc.SectionMap(2025, LONG, skills, rows, sections, section="課" * 93, basis="値" * 60)]
    )
    status = (doc.StatusRow("課" * 93, 30_000, (10_000, 20_000)),)
    yield lambda: printer.draw(
        [doc.StatusReport(2025, LONG, ("未着手", "提出"), status, people.DAY, purpose=LONG * 3)]
    )
    missing = (doc.NonSubmitter(WHO.employee_number, WHO.name, "未着手", people.DAY, 99_999),) * 60
    yield lambda: printer.draw(
        [doc.NonSubmitters(2025, LONG, "課" * 93, 30_000, missing, people.DAY, (LONG * 3,), LONG * 3)]
    )
    people_of = (doc.TableColumn("番号"), doc.TableColumn("氏名"), doc.TableColumn("備考"))
    signed = (("1", WHO.name * 9, LONG),) * 60
    yield lambda: printer.draw(
        [
            doc.SessionPaper(
                *("出席簿", LONG, 2025, "研修" * 60, (LONG * 3,), people_of),
                *(signed, (WHO.name,) * 60, people.DAY),
                tall=True,
            )
        ]
    )
    levels = tuple(doc.TableColumn("段" * 30) for _ in range(6))
    courses = "\n".join(f"・{LONG}\n(必須 {'課' * 93}・提供 1,000回)" for _ in range(40))
    skills_by_level = (("技" * 60, *[courses] * 5), ("技", *["研修なし"] * 5))
    yield lambda: printer.draw(
        [
            doc.TextDocument(
                *("DXスキル・研修受講マップ", LONG),
                (doc.TextPart("研" * 120, (), levels, skills_by_level),),
                paragraphs=(LONG * 3,),
                landscape=True,
            )
        ]
    )
    said = doc.TextPart("面" * 120, entries=(("ラベル" * 20, LONG * 3), ("ラベル" * 20, "")), room=90)
    yield lambda: printer.draw(
        [doc.TextDocument("面談シート", LONG, (said,), WHO, (LONG * 3,), purpose=LONG * 3, fiscal_year=2025)]
    )
    members = tuple(doc.CertificateItem("課" * 93, "名" * 40, subject="名" * 40) for _ in range(60))
    together = {"body": f"{LONG * 3}\n{LONG * 3}", "items": members}
    yield lambda: printer.draw([dataclasses.replace(certificate, **together)])
    few = (dataclasses.replace(members[0], value="名" * 90),) * 3
    yield lambda: printer.draw([dataclasses.replace(certificate, items=few)])
    columns = (doc.TableColumn("番号"), doc.TableColumn("ファイル"))
    yield lambda: printer.draw(
        [doc.TableDocument("受付簿", columns, (("1", "名" * 200),), LONG, 2025, notes=(LONG * 3,))]
    )
    named = doc.TextPart("別" * 120, (LONG * 3,), columns, (("1", WHO.name * 9),) * 60)
    yield lambda: printer.draw(
        [
            DraftPaper(
                *("確定の起案文", 2025, LONG, (("件名" * 20, LONG * 3), ("起案者" * 20, "")), (LONG * 3,)),
                *((named, dataclasses.replace(said, room=0)), named, people.DAY, ("職" * 8,) * 10),
            )
        ]
    )
    items = (dataclasses.replace(said, room=0, paragraphs=(f"(1) {LONG * 3}",)), named)
    slip = (("", LONG * 3), ("所属", LONG), ("氏名", ""))
    yield lambda: printer.draw(
        [
            OfficialLetter(
                *("送付状", (LONG, LONG), (LONG, LONG), (LONG, "名" * 60), LONG * 2, (LONG * 9,)),
                *(items, slip, LONG),
            )
        ]
    )


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float, float]]:
    """Return what is drawn from now on: text, left edge, right edge, width of the paper."""
    found: list[tuple[str, float, float, float]] = []
    text = Paper.text

    def noted(paper: Paper, x: float, y: float, words: str, size: float, **how: Any) -> None:
        width = paper.fonts.width(words, size, how.get("style", Style.GOTHIC))
        width += how.get("spacing", 0.0) * max(len(words) - 1, 0)
        left = (
            x - width * {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[how.get("align", Align.LEFT)]
        )
        found.append((words, left, left + width, paper.width))
        text(paper, x, y, words, size, **how)

    monkeypatch.setattr(Paper, "text", noted)
    return found


@pytest.mark.parametrize("position", range(14))
def test_nothing_runs_off_the_paper(
    printer: PdfPrinter, drawn: list[tuple[str, float, float, float]], position: int
) -> None:
    list(documents(printer))[position]()
    assert drawn
    assert [(words, left, right) for words, left, right, paper in drawn if left < 0 or right > paper] == []
