"""Files between 人事課 and DX推進課 that are not as they should be: each is told, and none is half taken.

All through real files: written, changed or sealed anew by somebody else, and dropped into a store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import canonical
from dxdesk.domain.authorities import Decision, Scope
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.exchange.provisions import provided
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import authorities, giving
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import PERMIT, Digital, digital, plan
from tests.helpers.forging import envelope_of, resealed, sealed_model


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def told(report: FileReport) -> tuple[str, list[str]]:
    return report.outcome, [one.code for one in report.errors]


def store(
    office: Digital, role: Role, name: str, municipality: tuple[str, str] = ("131091", "検証区")
) -> Desk:
    path = str(office.folder / f"{name}.dxdesk")
    desk = opening.create_store(office.hr.services, path, role, municipality, w.PASSPHRASE)
    office.desks.append(desk)
    return desk


def said(change: Callable[[dict[str, object]], object]) -> Callable[[Envelope], Envelope]:
    """Return a change of what a 提供票 gives."""

    def changed(envelope: Envelope) -> Envelope:
        extra = canonical.loads(envelope.extra)
        change(extra["provision"])
        return envelope.model_copy(update={"extra": canonical.dumps(extra)})

    return changed


def sealed_anew(office: Digital, desk: Desk, file: Path, change: Callable[[Envelope], Envelope]) -> Path:
    office.files += 1
    out = office.folder / f"作り直し{office.files}.xlsx"
    return resealed(desk.services, file, out, desk.store.signing_seed, change)


def retyped(file: Path, text: str, other: str) -> Path:
    """Return a copy in which the first cell with a text says another, and the sheet and cell it was in."""
    book = openpyxl.load_workbook(file)
    cell = next(
        cell for sheet in book for line in sheet.iter_rows() for cell in line if str(cell.value or "") == text
    )
    cell.value = other
    out = file.with_name(f"書換え_{file.name}")
    book.save(out)
    return out


# --- 提供票 -----------------------------------------------------------------------------------------


def test_a_particular_that_the_decision_does_not_name_refuses_the_whole_file(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    done = office.give(items=("number", "levels"))
    dx = office.begin(office.give().file)
    shown = provided(dx)
    for change, found in (
        (lambda given: given.update(permitted=["number"]), "レベル"),
        (lambda given: given.update(decision=""), "職員番号、レベル"),
        (lambda given: given.update(items=["number", "points"], permitted=["number"]), "points、レベル"),
    ):
        report = office.take(dx, sealed_anew(office, office.hr, done.file, said(change)))
        assert told(report) == ("refused", ["provision-item"])
        assert report.errors[0].found == found
        assert report.errors[0].place.file.startswith("作り直し")
        assert provided(dx) == shown


def test_one_that_cannot_be_read_or_is_of_somebody_else_is_refused(office: Digital) -> None:
    file = office.give().file
    dx = office.begin(file)
    for change in (
        lambda given: given.pop("why"),
        lambda given: given.update(people=[["x"]]),
        lambda given: given["skills"][0].update(rows=[["1", "a", [1]]]),
    ):
        report = office.take(dx, sealed_anew(office, office.hr, file, said(change)))
        assert told(report) == ("refused", ["provision-unreadable"])

    def of_dx(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"role": "dx", "store": dx.identity.store_id})
        return envelope.model_copy(update={"issuer": issuer})

    report = office.take(dx, sealed_anew(office, dx, file, of_dx))
    assert told(report) == ("refused", ["provision-unreadable"])
    assert len(provided(dx)) == 1


def test_a_sheet_that_was_retyped_names_its_cell(office: Digital) -> None:
    done = office.give(why="研修の計画")
    dx = office.begin(office.give().file)
    report = office.take(dx, retyped(done.file, "研修の計画", "配置の計画"))
    assert report.outcome == "refused"
    (problem,) = report.errors
    assert (problem.place.file, problem.place.sheet) == (f"書換え_{done.file.name}", "提供の内容")
    assert re.fullmatch(r"C\d+", problem.place.cell)
    assert "配置の計画" in problem.found


@pytest.mark.parametrize("role", [Role.HR, Role.SECTION, Role.PERSONAL])
def test_it_is_refused_in_every_other_store(office: Digital, role: Role) -> None:
    file = office.give().file
    desk = office.hr if role is Role.HR else store(office, role, role.value)
    report = office.take(desk, file)
    assert told(report) == ("refused", ["not-for-this-role"])
    assert "DX推進担当課" in report.errors[0].fix


def test_what_one_wrote_oneself_says_whom_it_is_for(office: Digital) -> None:
    done = office.give()
    report = office.take(office.hr, done.file)
    assert told(report) == ("refused", ["not-for-this-role"])
    assert report.errors[0].message.startswith("提供票は、この台帳で作ったものです。")
    back = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    report = office.take(office.hr, back.file)
    assert told(report) == ("refused", ["not-for-this-role"])
    assert report.errors[0].message.startswith("この台帳で作った、提供の取り下げです。")
    assert "DX推進担当課へ送って" in report.errors[0].fix
    other = store(office, Role.HR, "もう1つ")
    (problem,) = office.take(other, back.file).errors
    assert problem.message == "提供票は、この台帳では使いません。取り込んでいません。"


def test_another_municipalitys_is_refused(office: Digital) -> None:
    other = store(office, Role.DX, "ほかの市", ("122173", "柏市"))
    assert told(office.take(other, office.give().file)) == ("refused", ["other-municipality"])


def test_another_authority_gets_it_by_a_decision_and_the_ledger_calls_it_so(office: Digital) -> None:
    authorities.assign(office.hr, "1010", "教育委員会")
    with pytest.raises(KnownError) as error:
        office.give(authority="教育委員会")
    assert error.value.code == "provision-beyond"
    assert error.value.problems[0].found == "教育委員会"
    assert not list(office.folder.glob("提供*/*.xlsx")), "nothing was written"
    authorities.keep_decision(
        office.hr,
        Decision("教育委員会", (Scope.PROVISION.value,), "所属別の人数", "要綱第5条", "7検総第20号",
                 "2025-12-01", "2025-12-01", "2026-03-31"),
    )  # fmt: skip
    done = office.give(authority="教育委員会")
    assert (done.given.use, done.given.to) == ("提供", "DX推進担当課(教育委員会)")
    dx, own = office.begin(done.file), office.give().file
    assert len(provided(dx)) == 1
    report = office.take(dx, own)
    assert told(report) == ("refused", ["provision-addressee"])
    assert report.errors[0].found == "人事課と同じ任命権者のDX推進担当課"
    assert report.errors[0].place.file == own.name
    mayors = office.begin(own, "市長部局")
    before = provided(mayors)
    back = withdraw(office.hr, done.given.key, office.folder / "取下げ").file
    for file in (done.file, back):
        report = office.take(mayors, file)
        assert told(report) == ("refused", ["provision-addressee"])
        assert report.errors[0].message.startswith("任命権者「教育委員会」のDX推進担当課あての")
    assert provided(mayors) == before
    assert office.take(dx, back).outcome == "applied"


def test_a_withdrawal_is_told_again_when_it_comes_again_and_stays(office: Digital) -> None:
    done = office.give()
    dx = office.begin(done.file)
    back = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    first, again = office.take(dx, back.file), office.take(dx, back.file)
    for report in (first, again):
        assert "provision-withdrawn" in [note.code for note in report.notes]
        assert provided(dx) == ()
    assert (first.outcome, again.outcome) == ("applied", "unchanged")
    for number in {first.receipt, again.receipt}:
        with pytest.raises(KnownError) as error:
            ledgers.undo(dx, number)
        assert error.value.code == "withdrawal-stays"
    assert provided(dx) == ()


def test_a_provision_that_was_taken_back_says_so_when_it_comes_again(office: Digital) -> None:
    done = office.give()
    dx = office.begin(done.file)
    back = withdraw(office.hr, done.given.key, office.folder / "取下げ").file
    number = office.take(dx, back).receipt
    report = office.take(dx, done.file)
    (note,) = [one for one in report.notes if one.code == "provision-taken-back"]
    assert note.found == str(number)
    assert provided(dx) == ()
    assert "provision-taken-back" not in [one.code for one in office.take(dx, office.give().file).notes]


def test_a_second_notice_of_a_withdrawal_lies_beside_the_first(office: Digital) -> None:
    done = office.give()
    files = [withdraw(office.hr, done.given.key, office.folder / "取下げ").file for _ in range(2)]
    assert len(set(files)) == 2
    assert all(one.exists() for one in files)


# --- 送付票 -----------------------------------------------------------------------------------------


@pytest.fixture
def sent(office: Digital) -> tuple[Desk, Path]:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    return dx, office.send(dx)


def courses(desk: Desk) -> set[str]:
    with desk.store.read() as uow:
        return {one.code for one in ledger(uow).courses}


def test_what_is_hrs_in_it_under_the_senders_key_refuses_it(office: Digital, sent: tuple[Desk, Path]) -> None:
    dx, file = sent

    def hrs(envelope: Envelope) -> Envelope:
        mine = [model for model in envelope.revisions if model.revision().owned.owner == "dx"]
        value = mine[0].revision().value.replace('"owner":"dx"', '"owner":"hr"')
        forged = replace(mine[0].revision(), value=value, seal=None)
        model = sealed_model(dx.services, dx.store.signing_seed, forged)
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    assert any(model.revision().owned.owner == "dx" for model in envelope_of(dx.services, file).revisions)
    report = office.take(office.hr, sealed_anew(office, dx, file, hrs))
    assert told(report) == ("refused", ["thing-not-owned"])
    assert courses(office.hr) == {"basic"}


def test_a_retyped_course_names_its_cell(office: Digital, sent: tuple[Desk, Path]) -> None:
    _, file = sent
    report = office.take(office.hr, retyped(file, "生成AI研修", "別の研修"))
    assert report.outcome == "refused"
    assert report.errors[0].place.sheet in ("研修", "研修の回")
    assert courses(office.hr) == {"basic"}


@pytest.mark.parametrize("role", [Role.DX, Role.SECTION, Role.PERSONAL])
def test_a_package_of_the_digital_section_is_for_hr_alone(
    office: Digital, sent: tuple[Desk, Path], role: Role
) -> None:
    dx, file = sent
    desk = dx if role is Role.DX else store(office, role, role.value)
    report = office.take(desk, file)
    assert told(report) == ("refused", ["not-for-this-role"])
    assert "人事課の台帳" in report.errors[0].fix
