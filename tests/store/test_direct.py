"""A question asked past SQLAlchemy's results is one like any other: heard, in its transaction, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlcipher3 import dbapi2 as driver

from dxdesk.domain.errors import KnownError
from dxdesk.store import direct, opening


def _engine(path: Path):  # type: ignore[no-untyped-def]
    return opening.engine_for(path, opening.Key(), mode="rwc")


def test_it_says_what_any_question_says_and_is_heard(tmp_path: Path) -> None:
    engine, heard = _engine(tmp_path / "a.dxdesk"), []
    event.listen(engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    with engine.connect() as connection:
        found = direct.asked(connection, "SELECT ?, 'い'", ("あ",))
        assert found == [tuple(connection.execute(text("SELECT 'あ', 'い'")).one())]
        assert heard[-2:] == ["SELECT ?, 'い'", "SELECT 'あ', 'い'"]
    engine.dispose()


def test_it_begins_the_transaction_that_later_questions_see(tmp_path: Path) -> None:
    path = tmp_path / "a.dxdesk"
    engine = _engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    with engine.connect() as reading:
        assert direct.asked(reading, "SELECT count(*) FROM t") == [(0,)]
        assert reading.connection.driver_connection.in_transaction  # type: ignore[union-attr]
        assert reading.in_transaction()
    engine.dispose()


def test_a_damaged_file_is_told_in_words_and_a_bug_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "a.dxdesk"
    engine = _engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    engine.dispose()
    with path.open("r+b") as file:
        file.seek(opening.PAGE)
        file.write(b"\xff" * opening.PAGE)
    with engine.connect() as connection:
        with pytest.raises(driver.OperationalError, match="no such table"):
            direct.asked(connection, "SELECT * FROM elsewhere")
        with pytest.raises(KnownError) as caught:
            direct.asked(connection, "SELECT * FROM t")
        assert caught.value.code == "store-damaged"
        assert "a.dxdesk" in str(caught.value)
    engine.dispose()


def test_after_the_transaction_was_ended_nothing_more_is_asked(tmp_path: Path) -> None:
    engine = _engine(tmp_path / "a.dxdesk")
    with engine.connect() as connection:
        connection.info[opening.ENDED] = KnownError("disk-full", "満杯です。", "空けてください。")
        with pytest.raises(KnownError, match="満杯"):
            direct.asked(connection, "SELECT 1")
        connection.info.pop(opening.ENDED)
    engine.dispose()
