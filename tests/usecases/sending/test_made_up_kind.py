"""A workbook is new by its module and its entry alone: no other list has to be told of it."""

from __future__ import annotations

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.home.news import news
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.dispatch_lists import dispatch_list
from dxdesk.usecases.reports.receipt_lists import receipt_list
from dxdesk.usecases.sealing import codec, versions
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.recipients import recipients
from tests.helpers import made_up_kind
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town


def test_it_is_written_numbered_and_named_in_both_ledgers(town: Town) -> None:
    with made_up_kind.known() as kind:
        done = dispatch.export(town.hr, dispatch.Export(kind.word, town.folder / "分担"))
        names = [path.name for path in done.files]
        assert {f"{kind.label}_{CHIEF}.xlsx", f"{kind.label}_{OTHER_CHIEF}.xlsx"} <= set(names)
        assert {one.number for one in recipients(town.hr, kind).people} >= set(STAFF)

        sent = ledgers.dispatches(town.hr, 2025)[: len(names)]
        assert {entry.kind for entry in sent} == {kind.kind}
        assert sum(row.count(kind.label) for row in dispatch_list(town.hr).rows) == len(names)
        with town.hr.store.read() as uow:
            assert uow.audit.entries()[0].action == kind.action

        (report,) = town.receive(town.chief, town.folder / "分担" / f"{kind.label}_{CHIEF}.xlsx").files
        assert (report.outcome, report.kind) == ("applied", kind.kind)
        assert sum(row.count(kind.label) for row in receipt_list(town.chief).rows) == 1


@pytest.mark.parametrize(("order", "first"), [(-1, made_up_kind.KIND.kind), (5, SECTION_PACKAGE.kind)])
def test_it_has_its_place_in_a_batch(town: Town, order: int, first: str) -> None:
    with made_up_kind.known(order) as kind:
        sheet = next(p for p in town.send(town.hr, kind.word, "分担") if p.stem.endswith(CHIEF))
        for batch in ([sheet, town.package(CHIEF)], [town.package(CHIEF), sheet]):
            report = town.receive(town.chief, *batch)
            assert {one.outcome for one in report.files} <= {"applied", "unchanged"}
            assert min(report.files, key=lambda one: one.receipt).kind == first


def test_a_role_that_may_not_send_or_take_it_is_refused(town: Town) -> None:
    with made_up_kind.known() as kind:
        with pytest.raises(KnownError) as error:
            town.send(town.chief, kind.word, "分担")
        assert error.value.code == "wrong-role"
        sheet = next(p for p in town.send(town.hr, kind.word, "分担") if p.stem.endswith(CHIEF))
        for desk in (town.hr, town.person):
            (report,) = town.receive(desk, sheet).files
            (problem,) = report.errors
            assert problem.code == "not-for-this-role"
            assert problem.message.startswith(kind.label)
            assert problem.fix == kind.received.elsewhere
        (elsewhere,) = town.receive(town.other, sheet).files
        assert [problem.code for problem in elsewhere.errors] == ["not-addressed"]


def test_a_sheet_that_was_rewritten_is_refused_by_cell(town: Town) -> None:
    from openpyxl import load_workbook

    with made_up_kind.known() as kind:
        sheet = next(p for p in town.send(town.hr, kind.word, "分担") if p.stem.endswith(CHIEF))
        book = load_workbook(sheet)
        cell = next(c for row in book[kind.label].iter_rows() for c in row if c.value == STAFF[0])
        cell.value = "999999"
        book.save(sheet)
        (report,) = town.receive(town.chief, sheet).files
        assert report.outcome == "refused"
        assert {problem.place.sheet for problem in report.errors if problem.place} == {kind.label}


def test_it_is_news(town: Town) -> None:
    with made_up_kind.known() as kind:
        sheet = next(p for p in town.send(town.hr, kind.word, "分担") if p.stem.endswith(CHIEF))
        (report,) = town.receive(town.chief, sheet).files
        assert report.outcome == "applied", report
        with town.chief.store.write() as uow:
            table = year_table.load(town.chief, uow)
            found = news(town.chief, uow, table, "2020-01-01T00:00:00Z")
        told = [one.text for one in found if one.key == f"arrived-{kind.kind}"]
        assert told == [f"新しく届いた{kind.said} 1件"]


def test_a_program_without_the_entry_refuses_it(town: Town) -> None:
    with made_up_kind.known() as kind:
        sheet = next(p for p in town.send(town.hr, kind.word, "分担") if p.stem.endswith(CHIEF))
    (report,) = town.receive(town.chief, sheet).files
    assert report.outcome == "refused"
    with pytest.raises(KnownError) as error:
        town.send(town.hr, kind.word, "再び")
    assert error.value.code == "export-kind"


def test_older_programs_are_told_that_they_are_too_old_for_it(town: Town) -> None:
    with made_up_kind.known() as kind:
        payload = town.services.workbooks.open(town.form(STAFF[0]), ()).sealed_payload()
        assert payload is not None
        form = codec.open_payload(town.services.sealer, payload).envelope.model_copy(update={"extra": ""})
        assert versions.lowest(form, ()) == 1
        assert versions.lowest(form.model_copy(update={"kind": kind.kind}), ()) == kind.format == 2
