"""Growth confirmations and what is said of goals come back as a sentence where HR does not count them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.errors import Problem
from dxdesk.domain.records import Part
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import keys, told_back, uncounted
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.home import overview
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import agreeing
from tests.helpers.begun import services
from tests.helpers.growth_files import WORK, vouched
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, Office, new_office, uids
from tests.helpers.starting import begin, start_form, type_into

PERSON = STAFF[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = new_office(tmp_path, services(), [GROWTH_FILES])
    yield office
    office.close()


def told(office: Office, desk: Desk, number: str, folder: str) -> list[tuple[str, str]]:
    """Return what the next package tells a section's store."""
    (path,) = office.send(office.hr, "section-packages", folder, confirmer=number)
    found = [n for n in office.receive(desk, path).files[0].notes if n.code.startswith("uncounted-")]
    return [(one.code, one.message) for one in found]


def confirmed_entry(office: Office, chief: Desk) -> None:
    """Let the chief confirm an entry of somebody and pass it on with the person's 申告."""
    uid = keeping.add(office.hr, WORK, PERSON)
    (path,) = office.send(office.hr, "section-packages", "more", confirmer=CHIEF)
    office.receive(chief, path)
    vouched(chief, PERSON, uid)
    person = office.personal(PERSON)
    done = self_report.submit(person, office.folder / "sent", Answers(dict.fromkeys(uids(person), 1)))
    assert done.file is not None
    office.receive(chief, done.file)
    confirming.confirm(chief, confirming.Decision(PERSON))
    office.receive(office.hr, *office.send(chief, "confirmations", "up"))


def test_a_confirmation_of_an_entry_whose_key_does_not_count_comes_back_and_its_end_too(
    office: Office,
) -> None:
    chief = office.section(CHIEF)
    confirmed_entry(office, chief)
    assert told(office, chief, CHIEF, "p1") == []
    keys.revoke(office.hr, chief.key_id, 0)
    found = told(office, chief, CHIEF, "p2")
    growth = [message for _, message in found if "成長記録の確認" in message]
    assert growth == [
        "検証区 人事担当では、𠮷野 花子さんの成長記録の確認が集計に入っていません。"
        "印を付けた鍵が、失効とされています。"
    ]
    assert any("成長記録の確認" in todo.text for todo in overview.home(chief).todo if todo.key == "uncounted")
    keys.register(office.hr, chief.key_id)
    assert told(office, chief, CHIEF, "p3") == []


def test_where_no_growth_files_are_kept_nothing_is_told_of_them(office: Office) -> None:
    chief = office.section(CHIEF)
    confirmed_entry(office, chief)
    keys.revoke(office.hr, chief.key_id, 0)
    with office.hr.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{GROWTH_FILES}", "off")
        uow.commit()
    assert not any("成長記録" in message for _, message in told(office, chief, CHIEF, "p2"))


def test_an_agreement_that_hr_does_not_count_comes_back_to_who_agreed(office: Office) -> None:
    begin(office, agreed=True)
    deputies.name(office.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-09", "2026-01-30"))
    office.send(office.hr, "year-start-forms", "starts")
    office.packages = office.send(office.hr, "section-packages", "packages2")
    goals = type_into(
        start_form(office.folder / "starts", PERSON), office.folder / "back" / "g.xlsx", {1: {"目標": "学ぶ"}}
    )
    deputy = office.section(OTHER_CHIEF)
    office.receive(deputy, goals)
    agreeing.agree(deputy, agreeing.Agreement(PERSON))
    office.receive(office.hr, *office.send(deputy, "year-start-confirmations", "up"))
    assert told(office, deputy, OTHER_CHIEF, "p1") == []
    deputies.withdraw(office.hr, deputies.named(office.hr)[0])
    ((code, message),) = told(office, deputy, OTHER_CHIEF, "p2")
    assert code == "uncounted-not-entitled"
    assert "期首の目標への同意か差戻しが集計に入っていません" in message
    assert "その日の代理でもない" in message


@pytest.mark.parametrize(("part", "words"), [(Part.PLAN, "期首の目標"), (Part.GROWTH, "成長記録")])
def test_a_person_hears_what_of_theirs_it_is(part: Part, words: str) -> None:
    one = uncounted.Uncounted(uncounted.Why.KEY_UNKNOWN, part.value, "", ((PERSON, ""),))
    problem: Problem = told_back.as_problem(one, Role.PERSONAL, "人事課", ())
    assert problem.message.startswith(f"人事課では、あなたの{words}が集計に入っていません。")
