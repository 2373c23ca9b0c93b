"""A printed code opens a store whose passphrase was forgotten, and nothing else does."""

from __future__ import annotations

import os
import shutil

import pytest

from dxdesk.domain import recovery_code
from dxdesk.domain.errors import KnownError
from dxdesk.store import opening, recovery
from dxdesk.store.backups import automatic_backups
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import PASSPHRASE

NEW = "こだま こだま 2027"


def refused(code: str) -> pytest.RaisesExc[KnownError]:
    return pytest.raises(KnownError, check=lambda error: error.code == code)


def test_the_code_opens_the_store_and_its_backups(hr: SqlStore, stores: SqlStores) -> None:
    assert not stores.has_recovery_code(hr)
    code = stores.make_recovery_code(hr, PASSPHRASE)
    assert stores.has_recovery_code(hr)
    backup = hr.back_up()
    hr.close()
    for typed in (code, recovery_code.grouped(code).lower()):
        for place in (hr.path, backup):
            opened = stores.open(str(place), typed, read_only=True)
            assert opened.identity.role == hr.identity.role
            opened.close()
    assert stores.verify(str(hr.path), code) == []
    for wrong in (recovery_code.new(), code[:-1]):
        with refused("wrong-passphrase"):
            stores.open(str(hr.path), wrong)
    stores.open(str(hr.path), PASSPHRASE).close()


def test_who_forgot_the_passphrase_sets_another_by_the_code(hr: SqlStore, stores: SqlStores) -> None:
    code = stores.make_recovery_code(hr, PASSPHRASE)
    backup = hr.back_up()
    hr.close()
    opened = stores.open(str(hr.path), code)
    stores.change_passphrase(opened, code, NEW)
    assert not stores.has_recovery_code(opened), "it is worth nothing any more"
    stores.renew_backups(opened, code)
    opened.close()
    assert stores.verify(str(backup), NEW) == []
    stores.open(str(hr.path), NEW).close()
    assert not recovery.beside(hr.path).exists()
    with refused("wrong-passphrase"):
        stores.open(str(hr.path), code)


def test_a_new_code_and_dropping_it_end_the_one_before(hr: SqlStore, stores: SqlStores) -> None:
    first = stores.make_recovery_code(hr, PASSPHRASE)
    second = stores.make_recovery_code(hr, PASSPHRASE)
    with refused("wrong-passphrase"):
        stores.open(str(hr.path), first, read_only=True)
    stores.open(str(hr.path), second, read_only=True).close()
    stores.drop_recovery_code(hr)
    assert not stores.has_recovery_code(hr)
    with refused("wrong-passphrase"):
        stores.open(str(hr.path), second, read_only=True)
    stores.drop_recovery_code(hr)  # nothing there: nothing to do


def test_what_is_kept_says_nothing_without_the_code(hr: SqlStore, stores: SqlStores) -> None:
    code = stores.make_recovery_code(hr, PASSPHRASE)
    kept = recovery.beside(hr.path)
    raw = kept.read_bytes()
    for secret in (hr.key.raw, code, PASSPHRASE):
        assert secret.encode() not in raw
    assert bytes.fromhex(hr.key.raw) not in raw
    if os.name == "posix":
        assert kept.stat().st_mode & 0o777 == 0o600
    for position in range(16, len(raw), 997):  # every byte counts, beside the salt that both share
        spoilt = bytearray(raw)
        spoilt[position] ^= 1
        kept.write_bytes(spoilt)
        found = None
        with refused("wrong-passphrase"):
            found = stores.open(str(hr.path), code, read_only=True)
        assert found is None
    kept.write_bytes(raw)
    stores.open(str(hr.path), code, read_only=True).close()


def test_a_copy_without_its_file_does_not_open_by_the_code(hr: SqlStore, stores: SqlStores) -> None:
    code = stores.make_recovery_code(hr, PASSPHRASE)
    hr.close()
    alone = hr.path.with_name("写し.dxdesk")
    shutil.copy(hr.path, alone)
    with refused("wrong-passphrase"):
        stores.open(str(alone), code)
    shutil.copy(recovery.beside(hr.path), recovery.beside(alone))
    stores.open(str(alone), code).close()


def test_a_code_is_made_for_whoever_knows_the_passphrase(
    hr: SqlStore, store: SqlStore, stores: SqlStores
) -> None:
    with refused("former-passphrase-wrong"):
        stores.make_recovery_code(hr, "ちがう")
    with refused("recovery-needs-passphrase"):
        stores.make_recovery_code(store, "")
    looking = stores.open(str(hr.path), PASSPHRASE, read_only=True)
    with refused("store-read-only"):
        stores.make_recovery_code(looking, PASSPHRASE)
    with refused("store-read-only"):
        stores.drop_recovery_code(looking)
    looking.close()
    assert not recovery.beside(hr.path).exists()


def test_a_file_of_a_former_key_goes_when_the_store_is_opened(hr: SqlStore, stores: SqlStores) -> None:
    stores.make_recovery_code(hr, PASSPHRASE)
    former = recovery.beside(hr.path).read_bytes()
    stores.change_passphrase(hr, PASSPHRASE, NEW)
    hr.close()
    recovery.beside(hr.path).write_bytes(former)
    stores.open(str(hr.path), NEW).close()
    assert not recovery.beside(hr.path).exists()


def test_the_salt_is_the_stores_so_that_one_derivation_serves_both(hr: SqlStore, stores: SqlStores) -> None:
    stores.make_recovery_code(hr, PASSPHRASE)
    assert opening.salt_of(recovery.beside(hr.path)).hex() == hr.key.salt
    assert automatic_backups(hr.path) == []
