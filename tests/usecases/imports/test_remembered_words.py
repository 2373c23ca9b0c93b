"""What is remembered of words is listed whole, whoever kept it, and one is forgotten without the others."""

from __future__ import annotations

import pytest

from dxdesk import bootstrap
from dxdesk.domain import canonical
from dxdesk.domain.completion import word_key
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import duty_words
from dxdesk.usecases.imports.course_names import ALIASES
from dxdesk.usecases.imports.remembered_answers import keep_words, words_of
from dxdesk.usecases.imports.remembered_words import Remembered, forget, remembered
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory
from tests.helpers.town import PASSPHRASE

HEADERS = ("職員番号", "研修名", "出欠")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("words")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "空.dxdesk"), Role.HR, ("131091", "検証区"), PASSPHRASE)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    made = forgetful(empty)
    with made.store.write() as uow:
        duty_words.learn(uow, {"0123": "在職", "4567": "退職等", "89ab": "退職等"})
        keep_words(
            uow, "attendance", HEADERS, ["出欠"], {"半日": "attended", word_key("欠席(病気)"): "absent"}
        )
        keep_words(uow, "attendance", HEADERS, (), {"遅刻": "attended"})  # of a table with a column a course
        uow.settings.set(ALIASES, canonical.dumps({"接遇": "接遇", "ai": "生成AI研修"}))
        uow.commit()
    return made


def test_everything_is_listed_and_no_reason_among_it(desk: Desk) -> None:
    found = remembered(desk)
    assert found[0] == Remembered("duty", "", "在職 1つ、退職等 2つ")
    cells = {one.word: one.meaning for one in found if one.kind == "cell" and not one.is_digest}
    assert cells == {"半日": "受講・出席", "遅刻": "受講・出席"}
    assert [one.meaning for one in found if one.kind == "cell" and one.is_digest] == ["欠席など"]
    assert "病気" not in str(found)
    assert {one.word: one.meaning for one in found if one.kind == "course"} == {
        "接遇": "",
        "ai": "生成AI研修",
    }


def test_each_is_forgotten_alone(desk: Desk) -> None:
    for one in remembered(desk):
        before = remembered(desk)
        forget(desk, one)
        assert remembered(desk) == tuple(other for other in before if other != one)
    with desk.store.read() as uow:
        assert words_of(uow, "attendance", HEADERS, ["出欠"]) == {}
        assert [entry.action for entry in uow.audit.entries(6)] == ["words-forgotten"] * 6
