"""確定案: what a decision is asked of stays as it was, and whatever changed since is told before 確定."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports import setting_names
from dxdesk.ports.entities import SnapshotLine
from dxdesk.usecases.organisation.office_settings import office_settings, save_office_settings
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.year import draft_decision, drafting, finalise
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def complete(town: Town, number: str = YOSHINO, level: str = "LV2") -> None:
    town.receive(town.hr, town.answered(number, level))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))


def refused(error: pytest.ExceptionInfo[KnownError]) -> tuple[str, str]:
    return error.value.code, "\n".join(str(one) for one in error.value.problems)


def paper(town: Town) -> str:
    read = pypdf.PdfReader(io.BytesIO(printing.make_report(town.hr, "draft-decision")))
    return "\n".join(page.extract_text() for page in read.pages)


def move(town: Town, number: str) -> None:
    """Give somebody another post, which is frozen with their result."""
    with town.hr.store.write() as uow:
        person = uow.people.employee(number)
        assert person is not None
        uow.people.save_employees([replace(person, title="主査")])
        uow.commit()


def test_a_draft_of_which_nothing_changed_is_what_is_finalised(town: Town) -> None:
    complete(town)
    made = drafting.draft(town.hr)
    assert [one.number for one in made.draft.people] == [YOSHINO]
    found = drafting.compare(town.hr)
    assert found is not None
    assert (found.draft, found.changed) == (made.draft, ())
    done = finalise.finalise(town.hr, "8総人第12号", "2026-03-18")
    assert done.people == 1
    assert drafting.compare(town.hr) is None
    with town.hr.store.read() as uow:
        kept = draft_decision.kept(uow, done.snapshot.fiscal_year)
    assert kept is not None
    assert kept.snapshot == done.snapshot.number


def test_a_year_without_a_draft_is_finalised_as_before(town: Town) -> None:
    complete(town)
    assert drafting.compare(town.hr) is None
    assert finalise.finalise(town.hr).excluded == ()


def test_who_became_ready_since_is_named_and_left_out_or_drafted_anew(town: Town) -> None:
    complete(town)
    drafting.draft(town.hr)
    complete(town, KASAI)
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr, "8総人第12号", "2026-03-18")
    code, told = refused(error)
    assert code == "draft-changed"
    assert f"({KASAI}): 起案のあとに、確定できるようになりました。" in told
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED
    done = finalise.finalise(town.hr, "8総人第12号", "2026-03-18", without=[KASAI])
    assert (done.people, done.excluded) == (1, (KASAI,))
    assert KASAI in [number for number, _, _ in done.left_out]
    assert person_year(town.hr, KASAI).state is State.RECEIVED
    assert finalise.finalise(town.hr).people == 1


def test_who_is_ready_no_more_is_named_with_what_stands_in_the_way(town: Town) -> None:
    complete(town)
    complete(town, KASAI)
    drafting.draft(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV3", "もう一通.xlsx"))
    found = drafting.compare(town.hr)
    assert found is not None
    assert [(one.number, one.how, one.text) for one in found.changed] == [
        (YOSHINO, draft_decision.GONE, "いまは確定できません(食い違い)。")
    ]
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr)
    assert refused(error)[0] == "draft-changed"
    assert finalise.finalise(town.hr, without=[YOSHINO]).people == 1


def test_another_result_is_named_by_what_is_different(town: Town) -> None:
    complete(town)
    drafting.draft(town.hr)
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=MANAGER, **lowered(town)))
    found = drafting.compare(town.hr)
    assert found is not None
    (changed,) = found.changed
    assert changed.how == draft_decision.OTHER
    assert "LV2 → LV1" in changed.text


def lowered(town: Town) -> dict[str, object]:
    first = person_year(town.hr, YOSHINO).items[0]
    return {"levels": {first.uid: 1}, "comments": {first.uid: "次の機会に広げましょう"}}


CONTENT = {
    **{"lineage": ["1"], "kept": ["1"], "name": "検証 一郎", "kana": "ケンショウ イチロウ"},
    **{"department": ["112", "区民課"], "grade": "主事", "title": "主任", "personas": ["user"]},
    **{
        "goals": {"a": "目標"},
        "stages": {"user": "1"},
        "comments": {"a": "よい"},
        "plan": [["目標", "達成", ""]],
    },
}
OTHERS = {
    **{"name": "検証 二郎", "kana": "ケンショウ ジロウ", "department": ["113", "税務課"], "grade": "係長級"},
    **{"title": "係長", "personas": ["other"], "goals": {"a": "別"}, "stages": {"user": "2"}},
    **{"comments": {"a": "もっと"}, "plan": [["目標", "未達成", ""]]},
}


def test_each_thing_that_is_frozen_makes_another_result_and_where_it_grew_from_does_not() -> None:
    line = SnapshotLine(2025, 1, YOSHINO, ("1",), {"a": 1}, CONTENT)
    before = draft_decision.drafted(line, as_reported=False).digest
    others = [replace(line, content={**CONTENT, name: value}) for name, value in OTHERS.items()]
    others.append(replace(line, levels={"a": 2}))
    found = [draft_decision.drafted(one, as_reported=False).digest for one in others]
    found.append(draft_decision.drafted(line, as_reported=True).digest)
    assert len({before, *found}) == len(found) + 1
    grown = replace(line, heads=("2",), snapshot=2, content={**CONTENT, "lineage": ["1", "2"], "kept": ["2"]})
    assert draft_decision.drafted(grown, as_reported=False).digest == before


def test_a_draft_gives_way_to_another_only_when_that_is_asked_for(town: Town) -> None:
    complete(town)
    first = drafting.draft(town.hr).draft
    later = replace(town.hr, services=replace(town.hr.services, clock=FixedClock("2027-03-20")))
    assert drafting.draft(later).draft == first
    complete(town, KASAI)
    with pytest.raises(KnownError) as error:
        drafting.draft(town.hr)
    assert refused(error)[0] == "draft-exists"
    again = drafting.draft(town.hr, again=True)
    assert [one.number for one in again.draft.people] == [YOSHINO, KASAI]
    assert [one.number for one in again.before] == [KASAI]
    assert finalise.finalise(town.hr).people == 2


def test_a_number_of_nobody_leaves_nobody_out_in_silence(town: Town) -> None:
    complete(town)
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr, without=["999999"])
    assert refused(error)[0] == "finalise-without-unknown"
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED


def test_a_decision_older_than_its_draft_is_told(town: Town) -> None:
    complete(town)
    later = replace(town.hr, services=replace(town.hr.services, clock=FixedClock("2026-03-20")))
    drafting.draft(later)
    done = finalise.finalise(town.hr, "1", "2026-03-19")
    assert any("確定案を作った日" in one.message for one in done.warnings)


def test_the_paper_says_what_was_drafted_whatever_came_since(town: Town) -> None:
    complete(town)
    with pytest.raises(KnownError) as error:
        paper(town)
    assert refused(error)[0] == "nobody-to-print"
    drafting.draft(town.hr)
    before = paper(town)
    assert "取扱注意" in before
    assert YOSHINO in before
    complete(town, KASAI)
    assert paper(town) == before
    finalise.finalise(town.hr, "8総人第12号", "2026-03-18", without=[KASAI])
    after = paper(town)
    assert KASAI not in after
    assert "8総人第12号" in after
    assert "この案は、第1回の確定として確定しました" in after


def boxed(town: Town, boxes: str) -> None:
    save_office_settings(town.hr, replace(office_settings(town.hr), decision_boxes=boxes))


def test_who_stamps_is_what_the_office_says_until_it_is_decided(town: Town) -> None:
    complete(town)
    boxed(town, "市長、副市長・部長・担当")
    assert office_settings(town.hr).decision_boxes == "市長・副市長・部長・担当"
    first = drafting.draft(town.hr).draft
    assert "市長" in paper(town)
    assert "決裁権者" not in paper(town)
    boxed(town, "区長・課長")
    assert "副市長" in paper(town), "the paper is as it was when it was made"
    again = drafting.draft(town.hr).draft
    assert (again.boxes, again.drafted_at) == (("区長", "課長"), first.drafted_at)
    finalise.finalise(town.hr, "8総人第12号", "2026-03-18")
    boxed(town, "")
    assert "決裁権者" in office_settings(town.hr).decision_boxes
    assert "区長" in paper(town)
    assert "決裁権者" not in paper(town), "what was decided on stays"


def test_a_draft_of_an_earlier_program_has_the_boxes_it_was_printed_with(town: Town) -> None:
    complete(town)
    made = drafting.draft(town.hr).draft
    with town.hr.store.write() as uow:
        name = f"{setting_names.DRAFT_DECISION}{made.fiscal_year}"
        said = json.loads(uow.settings.get(name))
        said.pop("boxes")
        uow.settings.set(name, json.dumps(said))
        uow.commit()
    assert "決裁権者" in paper(town)
