"""What a receiver does not count comes back to whoever sent it: a code, names, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.errors import Problem
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import keys, ledgers, told_back, uncounted
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.home import overview
from dxdesk.usecases.person_year.counting import Verdict
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import Envelope, RevisionModel
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town, confirmed

YOSHINO, KASAI, KAMIYA = STAFF


def package(town: Town, number: str, folder: str) -> Path:
    """Return the package HR makes for a confirmer now."""
    (found,) = town.send(town.hr, "section-packages", folder, confirmer=number)
    return found


def told(report: FileReport) -> list[Problem]:
    return [note for note in report.notes if note.code.startswith("uncounted-")]


def at_home(desk: Desk) -> list[Todo]:
    return [todo for todo in overview.home(desk).todo if todo.key == "uncounted"]


def take(town: Town, desk: Desk, path: Path) -> FileReport:
    return town.receive(desk, path).files[0]


def test_a_confirmer_hears_of_a_revoked_key_and_of_its_end(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.chief, YOSHINO))
    keys.revoke(town.hr, town.chief.key_id, 0)
    report = take(town, town.chief, package(town, CHIEF, "配布2"))
    (note,) = told(report)
    assert note.code == "uncounted-key-revoked"
    assert note.message.startswith("検証区 人事担当では、𠮷野 花子さんの一次確認が集計に入っていません。")
    assert "この台帳の鍵ではありません" not in note.fix
    assert report.uncounted
    (todo,) = at_home(town.chief)
    assert "𠮷野 花子さん" in todo.text
    assert [p.code for p in ledgers.receipts(town.chief)[0].problems] == ["uncounted-key-revoked"]

    keys.register(town.hr, town.chief.key_id)
    report = take(town, town.chief, package(town, CHIEF, "配布3"))
    assert (told(report), report.uncounted) == ([], False)
    assert at_home(town.chief) == []


def test_what_was_said_again_under_a_key_that_counts_is_no_news(town: Town) -> None:
    """What the sentence says to do: renew the key, have it registered, confirm again."""
    town.receive(town.hr, confirmed(town, town.chief, YOSHINO))
    keys.revoke(town.hr, town.chief.key_id, 0)
    take(town, town.chief, package(town, CHIEF, "配布2"))
    keys.renew(town.chief)
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.chief, "confirmations", "もう一度"))
    keys.register(town.hr, town.chief.key_id)
    person = person_year(town.hr, YOSHINO)
    assert person.state is State.FIRST_CONFIRMED
    assert {item.first for item in person.items} == {2}
    assert told(take(town, town.chief, package(town, CHIEF, "配布3"))) == []
    assert at_home(town.chief) == []


def test_a_confirmation_that_waits_for_the_submission_is_told(town: Town) -> None:
    sent = confirmed(town, town.chief, YOSHINO)

    def sealed_alone(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"revisions": [r for r in envelope.revisions if r.key]})

    seed = town.chief.store.signing_seed
    town.receive(town.hr, resealed(town.services, sent, town.folder / "確認だけ.xlsx", seed, sealed_alone))
    (note,) = told(take(town, town.chief, package(town, CHIEF, "配布2")))
    assert note.code == "uncounted-unsubmitted"
    town.receive(town.hr, sent)
    assert told(take(town, town.chief, package(town, CHIEF, "配布3"))) == []


def test_every_reason_has_its_words_and_every_standing_its_reason() -> None:
    said = [
        told_back.as_problem(uncounted.Uncounted(why, "self", "", ()), Role.HR, "", ())
        for why in uncounted.Why
    ]
    assert [one.code for one in said] == [f"uncounted-{why}" for why in uncounted.Why]
    waits = set(Verdict) - {Verdict.COUNTS, Verdict.QUARANTINED, Verdict.REJECTED}
    assert uncounted._WAITS.keys() == waits


def test_the_order_of_files_makes_no_difference_and_what_is_undone_is_said_no_more(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.chief, YOSHINO))
    keys.revoke(town.hr, town.chief.key_id, 0)
    before = package(town, CHIEF, "配布2")
    keys.register(town.hr, town.chief.key_id)
    after = package(town, CHIEF, "配布3")
    later = take(town, town.chief, after)
    take(town, town.chief, before)
    assert at_home(town.chief) == []
    ledgers.undo(town.chief, later.receipt)
    (todo,) = at_home(town.chief)
    assert "失効" in todo.text


def test_one_hears_of_ones_own_records_only(town: Town) -> None:
    town.receive(
        town.hr, confirmed(town, town.chief, YOSHINO, "一"), confirmed(town, town.other, KAMIYA, "二")
    )
    keys.revoke(town.hr, town.chief.key_id, 0)
    for number, codes in ((OTHER_CHIEF, []), (MANAGER, []), (CHIEF, ["key-revoked"])):
        told_there = uncounted.told_in(envelope_of(town.services, package(town, number, f"配布{number}")))
        assert [one.why for one in told_there] == codes


def test_who_writes_of_others_people_learns_no_names(town: Town) -> None:
    """The chief's own program writes a confirmation of somebody of another section."""
    genuine = confirmed(town, town.other, KAMIYA)
    seed, key_id = town.chief.store.signing_seed, town.chief.key_id

    def by_chief(envelope: Envelope) -> Envelope:
        place = (town.chief.identity.store_id, 1, envelope.issuer.sequence)
        issuer = envelope.issuer.model_copy(update={"store": place[0], "owner": CHIEF})
        made = []
        for model in envelope.revisions:
            revision = model.revision()
            if revision.key_id == town.other.key_id:
                content = {**revision.content, "by": CHIEF}
                revision = replace(revision, value=canonical.dumps(content), key_id=key_id)
                (revision,) = codec.seal_revisions(town.services.sealer, seed, [revision], place)
            made.append(RevisionModel.of(revision))
        return envelope.model_copy(update={"issuer": issuer, "revisions": made})

    town.receive(town.hr, confirmed(town, town.chief, YOSHINO, "自分の"))
    forged = resealed(town.services, genuine, town.folder / "よその人.xlsx", seed, by_chief)
    assert town.receive(town.hr, forged).files[0].uncounted
    sent = package(town, CHIEF, "配布2")
    told_there = uncounted.told_in(envelope_of(town.services, sent))
    assert {person for one in told_there for person in one.people} == {(KAMIYA, "")}
    assert all(f"職員番号 {KAMIYA}の一次確認" in note.message for note in told(take(town, town.chief, sent)))


def test_a_file_without_news_is_as_it_was(town: Town) -> None:
    extra = canonical.loads(envelope_of(town.services, package(town, CHIEF, "配布2")).extra)
    assert sorted(extra) == ["program", "wording"]


def test_two_keys_of_one_confirmer_are_told_to_both_stores(town: Town) -> None:
    town.receive(
        town.hr, confirmed(town, town.other, KAMIYA, "PC1"), confirmed(town, town.rival, KAMIYA, "PC2")
    )
    again = package(town, OTHER_CHIEF, "配布2")
    for desk in (town.other, town.rival):
        found = told(take(town, desk, again))
        assert [note.code for note in found] == ["uncounted-key-disputed"] * 2
        # One of the two keys is the other store's.
        assert sum("この台帳の鍵ではありません" in note.fix for note in found) == 1


def test_a_person_hears_that_an_answer_came_after_the_end(town: Town) -> None:
    first = confirmed(town, town.chief, YOSHINO, "一次")
    town.receive(town.manager, first)
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次"))
    finalise.finalise(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV3", "遅れて.xlsx"))
    (notice,) = [p for p in town.send(town.hr, "results", "結果") if YOSHINO in p.name]
    report = take(town, town.person, notice)
    (note,) = told(report)
    assert note.code == "uncounted-late"
    assert note.message.startswith("検証区 人事担当では、あなたの申告が集計に入っていません。")
    (todo,) = at_home(town.person)
    assert todo.title == "送った申告が、集計に入っていません"


def test_a_section_that_passes_a_persons_file_on_is_not_told(town: Town) -> None:
    """The news in a form is its person's: HR, and the section it goes through, are no addressees."""
    town.receive(town.hr, town.answered(YOSHINO))
    lines = [uncounted.Uncounted("late", "self", "", ((YOSHINO, "𠮷野 花子"),))]

    def telling(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"extra": uncounted.added(envelope.extra, lines)})

    form = resealed(
        town.services, town.form(YOSHINO), town.folder / "票.xlsx", town.hr.store.signing_seed, telling
    )
    assert [told(take(town, desk, form)) for desk in (town.chief, town.hr)] == [[], []]
    assert [note.code for note in told(take(town, town.person, form))] == ["uncounted-late"]


def test_news_for_a_confirmer_are_nothing_to_who_stands_in_for_them(town: Town) -> None:
    """A deputy takes files addressed to the confirmer."""
    payload = town.services.workbooks.open(_package_saying(town, uncounted.added('{"wording":2}', LINES)))
    opened = codec.open_payload(town.services.sealer, payload.sealed_payload() or b"")
    for desk, codes in ((town.other, []), (town.chief, ["uncounted-key-revoked"])):
        with desk.store.read() as uow:
            assert [one.code for one in told_back.problems(desk, uow, opened, "f")] == codes


def test_a_later_file_about_the_person_takes_it_back(town: Town) -> None:
    source = confirmed(town, town.chief, YOSHINO)

    def made(sequence: int, **said: str) -> Path:
        def change(envelope: Envelope) -> Envelope:
            issuer = envelope.issuer.model_copy(update={"sequence": sequence})
            return envelope.model_copy(update={"issuer": issuer, "package": f"{sequence}", **said})

        path = town.folder / f"確認票{sequence}.xlsx"
        return resealed(town.services, source, path, town.chief.store.signing_seed, change)

    news = uncounted.added('{"wording":2}', [replace(LINES[0], what="review2")])
    take(town, town.manager, made(900, extra=news))
    assert len(at_home(town.manager)) == 1
    take(town, town.manager, made(901))
    assert at_home(town.manager) == []


def test_a_package_takes_back_what_was_said_of_people_in_no_file(town: Town) -> None:
    """The chief confirmed somebody of another section; nothing of that person is in the chief's package."""
    lines = [replace(LINES[0], why="not-entitled", people=((KAMIYA, "神谷 蓮"),))]
    take(town, town.chief, _package_saying(town, uncounted.added('{"wording":2}', lines)))
    (todo,) = at_home(town.chief)
    assert "神谷 蓮さん" in todo.text
    take(town, town.chief, _package_saying(town, '{"wording":2}', sequence=901))
    assert at_home(town.chief) == []


def _package_saying(town: Town, extra: str, seed: str = "", sequence: int = 900) -> Path:
    def change(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"sequence": sequence})
        return envelope.model_copy(update={"extra": extra, "issuer": issuer, "package": f"{sequence}"})

    path = town.folder / f"{len(extra)}{seed[:4]}.xlsx"
    return resealed(town.services, town.package(CHIEF), path, seed or town.hr.store.signing_seed, change)


LINES = [uncounted.Uncounted("key-revoked", "review1", "", ((YOSHINO, "𠮷野 花子"),))]


def test_a_stranger_tells_nothing(town: Town) -> None:
    forged = _package_saying(town, uncounted.added('{"wording":2}', LINES), town.services.sealer.new_seed())
    assert told(take(town, town.chief, forged)) == []
    assert at_home(town.chief) == []


def test_a_reason_of_a_later_program_is_told_without_its_words(town: Town) -> None:
    lines = [replace(LINES[0], why="moon", what="tides")]
    (note,) = told(take(town, town.chief, _package_saying(town, uncounted.added('{"wording":2}', lines))))
    assert note.code == "uncounted-other"
    assert "𠮷野 花子さんの記録が" in note.message


@pytest.mark.parametrize("said", ["7", '[{"why":1}]', '[{"why":"x","what":"y","key":"","people":[1]}]', "{}"])
def test_what_no_program_writes_so_is_nothing(town: Town, said: str) -> None:
    report = take(town, town.chief, _package_saying(town, f'{{"uncounted":{said},"wording":2}}'))
    assert (told(report), report.outcome) == ([], "unchanged")
    assert at_home(town.chief) == []
