"""A store that a file began passes a check of what is inside it right after its making, whatever the kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import MADE_BY_KEY
from dxdesk.usecases.checking.check import Check
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing.workbook_kinds import KINDS
from tests.helpers.finished import checked
from tests.helpers.office import PASSPHRASE
from tests.helpers.rewriting import SEALER, rewriting
from tests.kept import keeping

BEGINNING = {kind.kind: kind.received.begins for kind in KINDS if kind.received.begins is not None}
UNSEEN = "照らし合わせた記録がないのに、受け入れられている鍵が"


@pytest.fixture(scope="module")
def kept() -> dict[str, list[Path]]:
    """Return the kept files that begin a store, by their kind."""
    found: dict[str, list[Path]] = {kind: [] for kind in BEGINNING}
    services = bootstrap.services()
    for path in sorted(keeping.FILES.rglob("*.xlsx")):
        try:
            recognised = opening.recognise(services, path)
        except KnownError:
            continue  # locked, or none of ours
        if recognised.role is not None:
            found[recognised.kind].append(path)
    return found


def made(file: Path, store: Path) -> Role:
    desk, report = opening.create_from(bootstrap.services(), file, str(store), PASSPHRASE)
    desk.store.close()
    assert report.outcome != "refused", report
    return desk.role


@pytest.mark.parametrize("kind", BEGINNING)
def test_a_store_that_a_file_began_is_sound(kind: str, kept: dict[str, list[Path]], tmp_path: Path) -> None:
    assert kept[kind], "a kind that begins a store is kept"
    for number, file in enumerate(kept[kind]):
        store = tmp_path / f"{number}.dxdesk"
        assert made(file, store) is BEGINNING[kind]
        assert checked(store, Check()).findings == (), file


def test_a_digital_section_believes_at_first_the_key_of_the_file_it_was_made_from_only(
    kept: dict[str, list[Path]], tmp_path: Path
) -> None:
    store = tmp_path / "台帳.dxdesk"
    made(kept["provision"][0], store)
    with rewriting(store) as hand:
        other = "iif(value LIKE 'f%', 'e', 'f') || substr(value, 2)"
        hand.do(f"UPDATE settings SET value = {other} WHERE name = ?", MADE_BY_KEY)
    (told,) = checked(store, Check()).findings
    assert told.startswith(UNSEEN)


@pytest.mark.parametrize("named", [False, True])
def test_a_digital_section_whose_store_no_file_made_believes_no_key_at_first(
    named: bool, tmp_path: Path
) -> None:
    store = tmp_path / "台帳.dxdesk"
    desk = opening.create_store(
        bootstrap.services(), str(store), Role.DX, ("131091", "東京都品川区"), PASSPHRASE
    )
    desk.store.close()
    with rewriting(store) as hand:
        public = SEALER.public_of(SEALER.new_seed())
        values = (SEALER.fingerprint(public), public)
        hand.do(
            "INSERT INTO keys (key_id, public, role, owner, store_id, vouched, registered, revoked_after)"
            " VALUES (?, ?, 'hr', '', '', 'first', 0, -1)",
            *values,
        )
        if named:
            hand.do("INSERT INTO settings (name, value) VALUES (?, ?)", MADE_BY_KEY, values[0])
    (told,) = checked(store, Check()).findings
    assert told.startswith(UNSEEN)
