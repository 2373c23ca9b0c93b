"""受付 after a look: what was looked at is taken, and nothing that changed, came or went meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.workbooks import WITHDRAW_LABEL
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from tests.helpers.office import CODE, PASSPHRASE, STAFF
from tests.helpers.stories import Town

ONE, TWO, THREE = STAFF


def looked(town: Town, folder: Path) -> dict[str, str]:
    """What a look at a folder found."""
    found = receive(town.hr, ReceiveFiles((folder,), dry_run=True))
    assert all(len(file.sha256) == 64 for file in found.files)
    return {file.path: file.sha256 for file in found.files}


def codes(town: Town, folder: Path, seen: dict[str, str]) -> dict[str, str]:
    """What became of each file, by name: its outcome, or why it was not taken."""
    found = receive(town.hr, ReceiveFiles((folder,), looked_at=seen))
    return {Path(f.path).name: f.errors[0].code if f.errors else f.outcome for f in found.files}


def test_the_rest_is_taken_and_what_changed_came_or_went_is_named(town: Town) -> None:
    paths = [town.answered(number) for number in (ONE, TWO)]
    gone = town.answered(THREE)
    folder = paths[0].parent
    seen = looked(town, folder)
    withdrawn = town.fill(town.form(TWO), "withdrawn.xlsx", {}, action=WITHDRAW_LABEL)
    paths[1].write_bytes(withdrawn.read_bytes())  # saved over
    gone.unlink()
    assert codes(town, folder, seen) == {
        paths[0].name: "applied",
        paths[1].name: "changed-since-look",
        withdrawn.name: "came-since-look",
        gone.name: "gone-since-look",
    }
    assert person_year(town.hr, ONE).state is State.SUBMITTED
    assert person_year(town.hr, TWO).state is State.NOT_STARTED
    # Looked at again, they are taken.
    assert set(codes(town, folder, looked(town, folder)).values()) <= {"applied", "unchanged"}
    assert person_year(town.hr, TWO).state is State.WITHDRAWN


def test_a_file_that_could_not_be_read_and_now_can_was_not_seen(town: Town) -> None:
    path = town.answered(ONE)
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    seen = looked(town, path.parent)
    assert codes(town, path.parent, seen)[path.name] not in ("applied", "changed-since-look")
    path.write_bytes(whole)
    assert codes(town, path.parent, seen) == {path.name: "changed-since-look"}


def test_a_file_named_by_itself_that_is_gone_says_so_in_its_own_words(town: Town) -> None:
    path = town.answered(ONE)
    seen = {str(path): receive(town.hr, ReceiveFiles((path,), dry_run=True)).files[0].sha256}
    path.unlink()
    (file,) = receive(town.hr, ReceiveFiles((path,), looked_at=seen)).files
    assert file.outcome == "refused"


def test_nothing_is_compared_where_nobody_looked(town: Town) -> None:
    path = town.answered(ONE)
    assert receive(town.hr, ReceiveFiles((path,))).files[0].outcome == "applied"


def test_the_file_whose_code_was_compared_begins_the_store_or_none(town: Town, tmp_path: Path) -> None:
    package, other = town.send(town.hr, "section-packages", "配布")[:2]
    mine = tmp_path / "届いた.xlsx"
    mine.write_bytes(package.read_bytes())
    seen = opening.recognise(town.services, mine).sha256
    mine.write_bytes(other.read_bytes())
    where = str(tmp_path / "新しい.dxdesk")
    with pytest.raises(KnownError) as error:
        opening.create_from(town.services, mine, where, PASSPHRASE, seen=seen)
    assert error.value.code == "changed-since-look"
    mine.write_bytes(package.read_bytes())
    desk, report = opening.create_from(town.services, mine, where, PASSPHRASE, seen=seen)
    desk.store.close()
    assert (report.outcome, desk.identity.municipality_code) == ("applied", CODE)
