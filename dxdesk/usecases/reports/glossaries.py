"""用語集: the words of the office with their meaning and where it comes from."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import AGENDA
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.agenda.glossary import TermLine, terms
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("用語", 1.6),
    doc.TableColumn("説明", 4.6),
    doc.TableColumn("出典", 1.8),
)
_SUMMARY = "「要約」と書いた説明は、方針の用語を本システムが要約したものです(公式の文言ではありません)。"


def paper(desk: Desk) -> doc.TextDocument:
    """Return the document.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``nobody-to-print`` (there is no word).
    """
    found = [one for one in terms(desk) if not one.said.ended]
    if not found:
        raise nothing(
            "用語集に、用語がまだありません。",
            "「検討と予定」の「用語集」で、用語を加えるか、方針の用語を加えてください。",
        )
    ours = (_SUMMARY,) if any(one.said.supplement for one in found) else ()
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        (doc.TextPart(f"用語 {len(found):,}語", columns=_COLUMNS, rows=tuple(map(_row, found))),),
        paragraphs=ours,
        printed_on=today(desk),
    )


def _row(one: TermLine) -> tuple[str, ...]:
    said = one.said
    name = f"{said.name}\n({said.reading})" if said.reading else said.name
    return name, f"{said.meaning}(要約)" if said.supplement else said.meaning, said.source or "―"


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="term-list",
    title="用語集",
    roles=(Role.HR, Role.DX),
    hint="用語を、よみの順に、説明と出典を添えて並べます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    uses=AGENDA,
)
