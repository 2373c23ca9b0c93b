"""上長が確認する: confirm, correct, return, stand in for somebody; first stage, second stage, HR."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.ports.entities import Assessment
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.forms.wording import confirmer_text
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.standing import PersonYear, person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.confirming import Decision
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, YEAR, all_levels, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def refused(action: str, town: Town, desk: object, *args: object, **named: object) -> str:
    with pytest.raises(KnownError) as error:
        getattr(confirming, action)(desk, *args, **named)
    return error.value.code


def confirmed_by_chief(town: Town, *numbers: str) -> tuple[Path, ...]:
    town.receive(town.chief, *(town.answered(number) for number in numbers))
    confirming.confirm_all(town.chief, numbers)
    return town.send(town.chief, "confirmations", "一次確認")


def test_a_level_that_differs_needs_a_comment(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    town.receive(town.chief, town.answered(YOSHINO, "LV2"))
    assert refused("confirm", town, town.chief, Decision(YOSHINO, {first: 1})) == "comment-needed"
    assert (
        refused("confirm", town, town.chief, Decision(YOSHINO, {first: 9}, {first: "?"}))
        == "level-outside-scale"
    )
    assert person_year(town.chief, YOSHINO).state is State.SUBMITTED
    confirming.confirm(
        town.chief, Decision(YOSHINO, {first: 1}, {first: "一緒にやった段階"}, "よい1年でした")
    )
    person = person_year(town.chief, YOSHINO)
    assert person.state is State.FIRST_CONFIRMED
    item = person.items[0]
    assert (item.self_level, item.first, item.first_comment) == (2, 1, "一緒にやった段階")
    assert (person.items[1].first, person.items[1].first_comment) == (2, "")
    assert person.first_overall == "よい1年でした"
    assert second == person.items[1].uid


def test_confirming_all_leaves_those_who_need_a_look_and_says_why(town: Town) -> None:
    one = town.answered(YOSHINO, "LV1", "一通目.xlsx")
    two = town.answered(YOSHINO, "LV2", "二通目.xlsx")
    town.receive(town.chief, one, two, town.answered(KASAI))
    done = confirming.confirm_all(town.chief)
    assert done.confirmed == (KASAI,)
    assert [problem.code for problem in done.skipped] == ["conflict-first"]
    assert "𠮷野 花子" in str(done.skipped[0])
    queue = {entry.employee_number: entry for entry in confirming.review_queue(town.chief)}
    assert (queue[KASAI].done, queue[YOSHINO].ready, queue[YOSHINO].conflicts) == (
        True,
        True,
        len(uids(town.hr)),
    )


def test_the_queue_shows_whose_turn_it_is(town: Town) -> None:
    confirmation = confirmed_by_chief(town, YOSHINO)
    first = {e.employee_number: e for e in confirming.review_queue(town.chief)}
    assert set(first) == {YOSHINO, KASAI}
    assert (first[YOSHINO].stage, first[YOSHINO].done, first[KASAI].ready) == (Part.REVIEW1, True, False)
    before = {e.employee_number: e for e in confirming.review_queue(town.manager)}
    assert (before[YOSHINO].stage, before[YOSHINO].ready) == (Part.REVIEW2, False)
    town.receive(town.manager, *confirmation)
    assert {e.employee_number for e in confirming.review_queue(town.manager) if e.ready} == {YOSHINO}


@pytest.mark.parametrize(
    ("stage", "first", "found"),
    [
        # whose first confirmer there is; what the first said; (sole, differs)
        (Part.REVIEW1, None, (False, 2)),
        (Part.REVIEW2, None, (True, 2)),
        (Part.REVIEW2, 1, (False, 1)),
    ],
)
def test_what_differs_is_said_of_last_year_unless_somebody_confirmed_first(
    town: Town, monkeypatch: pytest.MonkeyPatch, stage: Part, first: int | None, found: tuple[bool, int]
) -> None:
    """Two items moved since last year; the first confirmer, where there is one, changed one of three."""
    desk = town.chief if stage is Part.REVIEW1 else town.manager
    read = derived.people_years

    def with_last_year(*given: object) -> list[PersonYear]:
        people = [person for person in read(*given) if person.employee_number == YOSHINO]  # type: ignore[arg-type]
        one, two, three, *rest = people[0].items
        items = (
            replace(one, self_level=2, last=1, first=first),
            replace(two, self_level=1, last=2, first=None if first is None else 1),
            replace(three, self_level=1, last=1, first=None if first is None else 1),
            *(replace(item, self_level=None, last=None, first=None) for item in rest),
        )
        route = people[0].route
        if stage is Part.REVIEW2 and first is None:
            route = replace(route, first="")
        person = replace(people[0], route=route)
        vars(person)["items"] = items
        return [person]

    monkeypatch.setattr(derived, "people_years", with_last_year)
    (entry,) = confirming.review_queue(desk)
    assert (entry.stage, entry.moved) == (stage, 1 if first else 2)
    assert (entry.sole, entry.differs) == found


def test_only_the_confirmer_confirms_and_a_deputy_says_for_whom(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    assert refused("confirm", town, town.manager, Decision(YOSHINO)) == "not-ready"
    assert refused("confirm", town, town.other, Decision(YOSHINO)) == "person-unknown"
    assert refused("confirm", town, town.chief, Decision(CHIEF)) in ("not-confirmer", "person-unknown")
    town.receive(town.manager, town.answered(YOSHINO))
    confirming.confirm(town.manager, Decision(YOSHINO, on_behalf_of=CHIEF))
    person = person_year(town.manager, YOSHINO)
    assert person.state is State.FIRST_CONFIRMED
    assert confirmer_text(person, Part.REVIEW1) == "山﨑 直樹(代理 髙橋 美咲)"
    confirming.confirm(town.manager, Decision(YOSHINO))
    files = town.send(town.manager, "confirmations", "代理")
    # The first stage counts; who did it and the second one, too, waits for HR (``test_both_stages``).
    assert [file.outcome for file in town.receive(town.hr, *files).files] == ["held"]
    person = person_year(town.hr, YOSHINO)
    assert person.state is State.FIRST_CONFIRMED
    assert confirmer_text(person, Part.REVIEW1) == "山﨑 直樹(代理 髙橋 美咲)"


def test_the_second_stage_sees_the_first_and_builds_on_it(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    town.receive(town.chief, town.answered(YOSHINO, "LV2", evidence="8月に改善した"))
    confirming.confirm(town.chief, Decision(YOSHINO, {first: 1}, {first: "まだ一緒に"}))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "一次確認"))
    person = person_year(town.manager, YOSHINO)
    assert (person.items[0].self_level, person.items[0].first, person.items[0].first_comment) == (
        2,
        1,
        "まだ一緒に",
    )
    assert person.items[0].evidence == "8月に改善した"
    confirming.confirm(town.manager, Decision(YOSHINO, {second: 3}, {second: "課の手本です"}))
    person = person_year(town.manager, YOSHINO)
    assert (person.items[0].confirmed, person.items[1].confirmed) == (1, 3)
    assert person.items[1].second_comment == "課の手本です"


def test_the_second_stage_waits_for_the_first(town: Town) -> None:
    town.receive(town.manager, town.answered(YOSHINO))
    assert refused("confirm", town, town.manager, Decision(YOSHINO)) == "not-ready"


def test_a_return_needs_a_reason_and_something_to_return(town: Town) -> None:
    assert refused("return_", town, town.chief, YOSHINO, "根拠を") == "not-ready"
    town.receive(town.chief, town.answered(YOSHINO))
    assert refused("return_", town, town.chief, YOSHINO, " ", {}) == "reason-needed"
    assert person_year(town.chief, YOSHINO).state is State.SUBMITTED


def test_reasons_stand_on_the_slip_and_the_second_round_replaces_the_first(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.chief, town.answered(YOSHINO, "LV3"))
    confirming.return_(town.chief, YOSHINO, "全体に具体的に", {first: "いつのことですか"})
    slip = town.send(town.chief, "return-slips", "差戻し")[0]
    assert slip.name == f"差戻票_R7_{YOSHINO}(窓口係 𠮷野 花子)_2.xlsx"
    again = town.fill(slip, "再提出.xlsx", {first: "LV2"}, evidence="令和7年8月の改善")
    for _ in range(2):
        town.receive(town.chief, again)
        person = person_year(town.chief, YOSHINO)
        assert (person.state, person.round, person.disputed) == (State.SUBMITTED, 2, 0)
        assert [item.self_level for item in person.items[:2]] == [2, 3]  # what was not touched stays
    confirming.confirm(town.chief, Decision(YOSHINO))
    assert person_year(town.chief, YOSHINO).items[0].first == 2


def test_the_second_confirmers_return_is_known_to_the_first_and_to_hr(town: Town) -> None:
    """The slip goes to the employee; its answer comes back to the first confirmer, who knew nothing of it."""
    town.receive(town.manager, *confirmed_by_chief(town, YOSHINO, KASAI))
    confirming.confirm(town.manager, Decision(KASAI))
    confirming.return_(town.manager, YOSHINO, "一次確認と根拠が合いません")
    slip = town.send(town.manager, "return-slips", "差戻し")[0]
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次確認"))
    assert person_year(town.hr, KASAI).state is State.RECEIVED
    told = person_year(town.hr, YOSHINO)
    assert (told.state, told.reason) == (State.RETURNED, "一次確認と根拠が合いません")
    town.receive(town.chief, slip)  # still blank: the manager passed it on
    assert person_year(town.chief, YOSHINO).state is State.RETURNED
    again = town.fill(slip, "再提出.xlsx", {uids(town.hr)[0]: "LV1"})
    assert town.receive(town.chief, again).files[0].outcome == "applied"
    person = person_year(town.chief, YOSHINO)
    assert (person.state, person.round, person.quarantined) == (State.SUBMITTED, 2, 0)
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "一次確認2"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次確認2"))
    person = person_year(town.hr, YOSHINO)
    assert (person.state, person.round, person.items[0].confirmed) == (State.RECEIVED, 2, 1)


def test_a_first_confirmers_return_goes_along_with_what_was_confirmed(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO), town.answered(KASAI))
    confirming.confirm(town.chief, Decision(YOSHINO))
    confirming.return_(town.chief, KASAI, "根拠を書いてください")
    files = town.send(town.chief, "confirmations", "一次確認")
    assert [path.name for path in files] == [f"確認票_R7_{CHIEF}(山﨑 直樹)_{MANAGER}(髙橋 美咲)あて.xlsx"]
    town.receive(town.manager, *files)
    assert person_year(town.manager, KASAI).state is State.RETURNED
    assert person_year(town.manager, YOSHINO).state is State.FIRST_CONFIRMED


def test_the_first_stage_cannot_return_what_the_second_has_confirmed(town: Town) -> None:
    town.receive(town.hr, town.answered(YOSHINO))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=principal))
    assert refused("return_", town, town.hr, YOSHINO, "もう一度", on_behalf_of=CHIEF) == "not-ready"
    confirming.return_(town.hr, YOSHINO, "本人に確かめてください")
    person = person_year(town.hr, YOSHINO)
    assert (person.state, person.life.clash) == (State.RETURNED, ())


def test_hr_confirms_again_for_a_confirmer_who_is_alone(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(OTHER_CHIEF))
    confirming.confirm(town.hr, Decision(OTHER_CHIEF, on_behalf_of=MANAGER))
    assert person_year(town.hr, OTHER_CHIEF).state is State.RECEIVED
    confirming.confirm(
        town.hr, Decision(OTHER_CHIEF, {first: 1}, {first: "電話で伺った"}, on_behalf_of=MANAGER)
    )
    person = person_year(town.hr, OTHER_CHIEF)
    assert (person.state, person.items[0].confirmed) == (State.RECEIVED, 1)


def test_what_hr_confirmed_in_somebodys_place_they_confirm_anew_in_the_next_round(town: Town) -> None:
    """HR's standing in carries no more weight than the confirmer: no conflict is left behind."""
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV3"))
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=CHIEF))
    confirming.return_(town.hr, YOSHINO, "確かめてください")
    slip = town.send(town.hr, "return-slips", "差戻し")[0]
    town.receive(town.chief, *town.send(town.hr, "section-packages", "配布2", section="111")[:1])
    package = next(p for p in (town.folder / "配布2").iterdir() if CHIEF in p.name)
    town.receive(town.chief, package, town.fill(slip, "再提出.xlsx", {first: "LV1"}))
    confirming.confirm(town.chief, Decision(YOSHINO))
    person = person_year(town.chief, YOSHINO)
    assert (person.state, person.disputed, person.items[0].first) == (State.FIRST_CONFIRMED, 0, 1)


def test_an_answer_after_the_confirmation_asks_for_another_one(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.chief, town.answered(YOSHINO, "LV2"))
    confirming.confirm(town.chief, Decision(YOSHINO))
    later = Answers({uid: 2 for uid in uids(town.hr)} | {first: 3})
    self_report.submit(town.chief, answers=later, employee_number=YOSHINO)
    entry = next(e for e in confirming.review_queue(town.chief) if e.employee_number == YOSHINO)
    assert (entry.state, entry.ready, entry.changed) == (State.SUBMITTED, True, False)
    confirming.confirm(town.chief, Decision(YOSHINO))
    assert person_year(town.chief, YOSHINO).items[0].first == 3


def test_a_clash_settled_by_the_other_stage_counts_everywhere(town: Town) -> None:
    """The manager settles what the chief's confirmation and a withdrawal say; HR sees it settled, too."""
    confirmation = confirmed_by_chief(town, YOSHINO)
    gone = town.answered(YOSHINO, name="取下げ.xlsx", action="取り下げる")
    town.receive(town.manager, *confirmation, gone)
    assert refused("confirm", town, town.manager, Decision(YOSHINO)) == "conflict-first"
    clash = conflicts.conflicts(town.manager)[0]
    confirm = next(side.number for side in clash.choices if "一次確認" in side.text)
    conflicts.resolve(town.manager, clash.id, confirm, "本人に電話で確かめた")
    assert person_year(town.manager, YOSHINO).state is State.FIRST_CONFIRMED
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, gone, *town.send(town.manager, "confirmations", "二次確認"))
    person = person_year(town.hr, YOSHINO)
    assert (person.state, person.disputed) == (State.RECEIVED, 0)
    assert conflicts.conflicts(town.hr) == ()


def test_two_reviews_of_one_stage_are_settled_in_the_other_confirmers_place(town: Town) -> None:
    first, *_ = uids(town.hr)
    form = town.answered(KAMIYA, "LV2")
    for desk, level in ((town.other, 1), (town.rival, 3)):
        town.receive(desk, form)
        confirming.confirm(desk, Decision(KAMIYA, {first: level}, {first: "面談で確かめた"}))
    one = town.send(town.other, "confirmations", "PC1")
    two = town.send(town.rival, "confirmations", "PC2")
    town.receive(town.manager, *one, *two)
    for desk in (town.other, town.rival):
        keys.register(town.manager, desk.key_id)
    dispute = next(c for c in conflicts.conflicts(town.manager) if c.part is Part.REVIEW1)
    assert [side.text for side in dispute.choices] == ["LV1 面談で確かめた", "LV3 面談で確かめた"]
    conflicts.resolve(town.manager, dispute.id, 2, "係長に電話で確かめた")
    person = person_year(town.manager, KAMIYA)
    assert (person.items[0].first, person.disputed) == (3, 0)
    assert confirmer_text(person, Part.REVIEW1) == "渡邉 彩(代理 髙橋 美咲)"


def test_the_first_time_is_said_where_earlier_results_are_known_and_this_person_has_none(town: Town) -> None:
    """A store that was made this year cannot know it, and a second round is no first one."""
    first, second = YOSHINO, KASAI
    town.receive(town.chief, town.answered(first), town.answered(second))

    def told() -> list[bool]:
        queue = {e.employee_number: e.first_time for e in confirming.review_queue(town.chief)}
        return [queue[first], queue[second]]

    assert told() == [False, False]
    with town.chief.store.write() as uow:
        receipt = next(iter(uow.exchange.receipts())).number
        key = RecordKey(town.chief.identity.municipality_code, YEAR - 1, first, Part.ASSIGNMENT)
        uow.exchange.add_revisions([Revision(key, frozenset(), "{}", trust=Trust.HR)], receipt)
        uow.results.save_assessments(
            [
                Assessment(YEAR - 1, first, "finalised", confirmed_levels=b"\xff\x02"),
                Assessment(YEAR - 1, second, "not_started", confirmed_levels=b"\xff\xff"),
            ]
        )
        uow.commit()
    assert told() == [False, True]
    confirming.return_(town.chief, second, "根拠を書いてください")
    slip = next(path for path in town.send(town.chief, "return-slips", "差戻し") if second in path.name)
    again = town.fill(slip, "再提出.xlsx", all_levels(town.hr, "LV2"), evidence="書き足した")
    town.receive(town.chief, again)
    assert told() == [False, False]
