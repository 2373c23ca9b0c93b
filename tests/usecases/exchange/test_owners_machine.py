"""人事課 and DX推進課 at random: whatever goes between them, in which order and how often, replicas agree.

HR's store and one of DX推進課 have two replicas each; another store of DX推進課 was made by hand. Both
sides write down courses, sessions, targets, outcomes, indicators and 取組, take lists and surveys in, send
what they keep, and receive in any order, with repetitions and undone imports in between. Whenever two
replicas hold the same files they must agree to the last bit, and what an owner keeps is what that owner
alone says of it: among the files are some of a stranger, and some of a changed program that says things of
the other owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from dxdesk.domain import owned, subjects
from dxdesk.domain.contents import CourseSaid, SessionSaid, owned_value
from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.domain.records import Revision, Trust, revise
from dxdesk.domain.target_record import Actual, TargetSaid
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import dump, file_report, keys, ledgers, receive
from dxdesk.usecases.exchange.provisions import provided
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.indicators import keeping as aiming
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.person_year import differing, owned_things
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.provisions import Providing, provide, withdraw
from dxdesk.usecases.targets import keeping as targeting
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.training import editing, keeping
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import histories
from tests.helpers.forging import resealed, sealed_model
from tests.helpers.memory import forgetful
from tests.helpers.office import STAFF, YEAR
from tests.helpers.owned_lists import Lists
from tests.helpers.two_owners import owners, tables

CODES, NAMES = ("a", "b"), ("基礎", "応用")
_STRANGER = "5a" * 32
_HR, _DX, _WRITERS = "hr", "dx", ("hr", "dx", "by hand")


class Owners(RuleBasedStateMachine):
    """One random history."""

    def __init__(self) -> None:
        super().__init__()
        self.begin = owners()
        self.papers = self.begin.papers
        self.before = set(self.papers.papers)
        begin = self.begin
        self.desks = {
            _HR: (forgetful(begin.hr), forgetful(begin.hr)),
            _DX: (forgetful(begin.digital), forgetful(begin.digital)),
            "by hand": (forgetful(begin.by_hand),),
        }
        self.lists = {
            _HR: Lists(begin.folder / "HRの表", tables(Role.HR)),
            _DX: Lists(begin.folder / "DXの表", tables(Role.DX)),
        }
        self.batch: dict[str, list[Path]] = {_HR: [], _DX: [begin.given]}
        self.refused: dict[int, set[Path]] = {}
        self.count = 0
        self.revoked = False

    def teardown(self) -> None:
        try:
            self.everything_arrives()
        finally:
            for path in set(self.papers.papers) - self.before:
                del self.papers.papers[path]

    def _next(self) -> Path:
        self.count += 1
        return self.begin.folder / str(self.count)

    # What each side says of its own things, by hand and from lists

    @initialize(codes=st.lists(st.sampled_from(CODES), min_size=2, max_size=2))
    def both_have_begun(self, codes: list[str]) -> None:
        for name, code in zip((_HR, _DX), codes, strict=True):
            self.an_owner_writes_a_course_down(name, 0, code, NAMES[0], "")
            self.an_owner_writes_a_session_down(name, 0, code, "第1回", "2026-02-16")
        self.dx_sends(_DX)

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        code=st.sampled_from(CODES),
        called=st.sampled_from(NAMES),
        place=st.sampled_from(["", "庁舎801"]),
    )
    def an_owner_writes_a_course_down(
        self, name: str, which: int, code: str, called: str, place: str
    ) -> None:
        def write(desk: Desk) -> None:
            with desk.store.read() as uow:
                before = ledger(uow).course(code)
            base = before if before is not None else CourseSaid(code)
            editing.save_course(desk, base._replace(name=f"{called}{code}", note=place), before)

        self._say(name, which, write)

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        code=st.sampled_from(CODES),
        act=st.sampled_from(["end", "merge", "resume", "policy"]),
    )
    def an_owner_ends_or_takes_courses(self, name: str, which: int, code: str, act: str) -> None:
        other = CODES[1 - CODES.index(code)]
        acts: Mapping[str, Callable[[Desk], object]] = {
            "end": lambda desk: keeping.end_course(desk, code),
            "merge": lambda desk: keeping.end_course(desk, code, other),
            "resume": lambda desk: editing.resume_course(desk, code),
            "policy": lambda desk: keeping.take_preset(desk, "setagaya"),
        }
        self._say(name, which, acts[act])

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        code=st.sampled_from(CODES),
        turn=st.sampled_from(["第1回", "第2回"]),
        day=st.sampled_from(["2026-02-16", "2026-03-02", "2026-06-01"]),
    )
    def an_owner_writes_a_session_down(self, name: str, which: int, code: str, turn: str, day: str) -> None:
        said = SessionSaid(course=code, turn=turn, first_day=day)
        self._say(name, which, lambda desk: editing.save_session(desk, said))

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        place=st.integers(0, 3),
        turn=st.sampled_from(["", "第1回", "第2回", "第3回"]),
        off=st.booleans(),
    )
    def an_owner_changes_a_session(self, name: str, which: int, place: int, turn: str, off: bool) -> None:
        """Give it another turn, so that it goes on as another one, or say whether it takes place.

        Never one from a list: what is said of that follows the list, which follows it when taken again.
        """

        def change(desk: Desk) -> None:
            with desk.store.read() as uow:
                known = [one for one in ledger(uow).sessions if one.course in CODES]
            if known:
                session = known[place % len(known)]
                if turn:
                    editing.save_session(desk, session._replace(turn=turn), session)
                else:
                    editing.call_off(desk, session, off=off)

        self._say(name, which, change)

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        code=st.sampled_from(CODES),
        year=st.integers(2025, 2026),
        figure=st.sampled_from(["", "10", "20"]),
        act=st.sampled_from(["new", "plan", "actual", "end", "policy"]),
    )
    def an_owner_aims_at_something(
        self, name: str, which: int, code: str, year: int, figure: str, act: str
    ) -> None:
        new = TargetSaid(code=code, name=f"目標{code}", unit="人", plans={year: figure} if figure else {})
        acts: Mapping[str, Callable[[Desk], object]] = {
            "new": lambda desk: targeting.save_target(desk, new),
            "plan": lambda desk: targeting.set_year(desk, code, year, plan=figure),
            "actual": lambda desk: targeting.set_year(desk, code, year, actual=Actual(figure, "", "集計")),
            "end": lambda desk: targeting.end(desk, code, ended=bool(figure)),
            "policy": lambda desk: targeting.take_preset(desk, "setagaya"),
        }
        self._say(name, which, acts[act])

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        code=st.sampled_from(("01", *CODES)),
        called=st.sampled_from(NAMES),
        act=st.sampled_from(["outcome", "indicator", "activity", "evaluate", "end", "policy"]),
        new=st.booleans(),
    )
    def an_owner_measures_something(
        self, name: str, which: int, code: str, called: str, act: str, new: bool
    ) -> None:
        outcome = OutcomeSaid(code, "direct", called, note=code)
        indicator = IndicatorSaid(f"値{code}", called, "01", measure="value", unit="件")
        activity = ActivitySaid(code, called, ("01",))
        done = ActivitySaid(code, called, ("01",), fiscal_year=2025, done=called, participants=len(code))
        acts: Mapping[str, Callable[[Desk], object]] = {
            "outcome": lambda desk: aiming.write_down(desk, outcome, new=new),
            "indicator": lambda desk: aiming.write_down(desk, indicator, new=new),
            "activity": lambda desk: aiming.write_down(desk, activity, new=new),
            "evaluate": lambda desk: aiming.evaluate(desk, done),
            "end": lambda desk: aiming.end(desk, indicator, ended=new),
            "policy": lambda desk: aiming.take_preset(desk, "shinagawa"),
        }
        self._say(name, which, acts[act])

    def _say(self, name: str, which: int, act: Callable[[Desk], object]) -> None:
        """Let an owner do something in one replica, and make the same known to the other."""
        desks = self.desks[name]
        desk = desks[which % len(desks)]
        _try(partial(act, desk))
        with desk.store.read() as uow:
            own = [stored.revision for stored in uow.exchange.everything() if 0 in stored.receipts]
        for other in desks:
            if other is not desk:
                with other.store.write() as uow:
                    uow.exchange.add_revisions(own, 0)
                    uow.commit()

    @rule(
        name=st.sampled_from([_HR, _DX]),
        which=st.integers(0, 1),
        places=st.lists(st.integers(0, 23), max_size=4),
    )
    def a_replica_takes_lists(self, name: str, which: int, places: list[int]) -> None:
        lists = self.lists[name]
        lists.take(self.desks[name][which], [place % len(lists.files) for place in places])

    @rule(
        name=st.sampled_from(_WRITERS),
        which=st.integers(0, 1),
        place=st.integers(0, 9),
        take=st.integers(1, 2),
    )
    def an_owner_settles_what_two_stores_said(self, name: str, which: int, place: int, take: int) -> None:
        def choose(desk: Desk) -> None:
            found = [one for one in differing.differences(desk) if one.mine]
            if found:
                one = found[place % len(found)]
                differing.settle(desk, one.subject, one.field, take)

        self._say(name, which, choose)

    # What goes between them

    @rule(name=st.sampled_from([_DX, _DX, "by hand"]))
    def dx_sends(self, name: str) -> None:
        desk, out = self.desks[name][0], self._next()
        _try(lambda: self.batch[_HR].extend(dispatch.export(desk, dispatch.Export("dx-package", out)).files))

    @rule(items=st.sampled_from([(), (), ("number", "levels")]), why=st.sampled_from(["研修の計画", "案内"]))
    def hr_gives(self, items: tuple[str, ...], why: str) -> None:
        wanted = Providing(self._next(), items=items, why=why, again=True)
        _try(lambda: self.batch[_DX].append(provide(self.desks[_HR][0], wanted).file))

    @rule(place=st.integers(0, 5))
    def hr_takes_back_what_it_gave(self, place: int) -> None:
        desk = self.desks[_HR][0]
        given = giving.listed(desk)[0]
        key = given[place % len(given)].key
        _try(lambda: self.batch[_DX].append(withdraw(desk, key, self._next()).file))

    @rule(name=st.sampled_from(_WRITERS), which=st.integers(0, 1), data=st.data())
    def somebody_receives(self, name: str, which: int, data: st.DataObject) -> None:
        batch = self.batch[_HR if name == _HR else _DX]
        files = data.draw(st.lists(st.sampled_from(batch), max_size=6)) if batch else []
        desks = self.desks[name]
        _receive(desks[which % len(desks)], *files)

    @rule(name=st.sampled_from(_WRITERS), which=st.integers(0, 1), data=st.data())
    def somebody_undoes(self, name: str, which: int, data: st.DataObject) -> None:
        desks = self.desks[name]
        desk = desks[which % len(desks)]
        live = [receipt.number for receipt in ledgers.receipts(desk) if receipt.live]
        if live:
            number = data.draw(st.sampled_from(live))
            _try(lambda: undo_receipt(desk, number))

    # Keys

    @rule(name=st.sampled_from([_DX, "by hand"]), revoke=st.booleans(), after=st.integers(0, 4))
    def hr_decides_on_a_key(self, name: str, revoke: bool, after: int) -> None:
        """Compare a code, or believe a key no more; before any file named it there is nothing to decide."""
        self.sync()
        key_id = self.desks[name][0].key_id
        if key_id not in {one.key_id for one in keys.keys(self.desks[_HR][0])}:
            return
        self.revoked = self.revoked or revoke
        for desk in self.desks[_HR]:
            if revoke:
                keys.revoke(desk, key_id, after)
            else:
                keys.register(desk, key_id)
        self.sync()

    @rule()
    def the_store_made_by_hand_compares_hrs_code(self) -> None:
        (desk,) = self.desks["by hand"]
        _try(lambda: keys.register(desk, self.desks[_HR][0].key_id))

    @rule()
    def the_store_made_by_hand_renews_its_key(self) -> None:
        keys.renew(self.desks["by hand"][0])

    # Strangers, and programs that were changed

    @rule(to=st.sampled_from([_HR, _DX]), data=st.data())
    def a_stranger_seals_a_file_anew(self, to: str, data: st.DataObject) -> None:
        if self.batch[to]:
            path = data.draw(st.sampled_from(self.batch[to]))
            self._forge(to, path, _STRANGER, lambda envelope: envelope)

    @rule(
        name=st.sampled_from([_DX, "by hand"]),
        place=st.integers(0, 30),
        kind=st.sampled_from(["", "", "enrolment", "round"]),
        owner=st.sampled_from([_DX, _DX, _HR]),
        covering=st.booleans(),
    )
    def a_changed_program_says_things_of_hr(
        self, name: str, place: int, kind: str, owner: str, covering: bool
    ) -> None:
        """With the key of DX推進課: of a thing that HR keeps, or of a kind that only HR has."""
        desk = self.desks[name][0]
        own = [path for path in self.batch[_HR] if self._sealed_by(path, desk)]
        of_hr = sorted(self._counting(self.desks[_HR][0], _HR).items())
        if own and of_hr:
            subject, revisions = of_hr[place % len(of_hr)]
            change = partial(
                self._with_more, desk, f"{kind}:{'c' * 32}" if kind else subject, owner,
                revisions if covering else (),
            )  # fmt: skip
            self._forge(_HR, own[place % len(own)], desk.store.signing_seed, change)

    def _with_more(
        self, desk: Desk, subject: str, owner: str, covered: tuple[Revision, ...], envelope: Envelope
    ) -> Envelope:
        said = owned_value(owner, {"name": "書き換え", "note": "書き換え", "ended": True})
        record = owned_things.record_of(desk, subject, {}).record
        covers = {one for revision in covered for one in revision.lineage}
        made = revise(record, dict(said), also_covers=covers, key_id=desk.key_id, trust=Trust.SECTION)
        model = sealed_model(desk.services, desk.store.signing_seed, made)
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    def _sealed_by(self, path: Path, desk: Desk) -> bool:
        payload = self.papers.papers[path].payload
        assert payload is not None
        return desk.identity.store_id.encode() in payload and not path.parent.name.startswith("forged")

    def _forge(self, to: str, path: Path, seed: str, change: Callable[[Envelope], Envelope]) -> None:
        out = self._next().with_name(f"forged-{self.count}") / path.name
        self.batch[to].append(resealed(self.begin.hr.services, path, out, seed, change))

    # What must hold

    @rule()
    def sync(self) -> None:
        """Bring the replicas of each store to the same files; they must agree."""
        for name in (_HR, _DX):
            for desk in self.desks[name]:
                self._receive_new(name, desk)
                self.lists[name].take_new(desk)
            one, two = self.desks[name]
            found = dump.dump(one), dump.dump(two)
            assert found[0].records == found[1].records
            assert found[0].digest == found[1].digest
            assert _shown(one) == _shown(two)
            for desk in self.desks[name]:
                self._nobody_says_what_is_anothers(desk)

    def _receive_new(self, name: str, desk: Desk) -> None:
        """Receive what the store does not hold (any more) and was not refused."""
        batch = self.batch[_HR if name == _HR else _DX]
        refused = self.refused.setdefault(id(desk), set())
        with desk.store.read() as uow:
            live = {receipt.file_sha256 for receipt in uow.exchange.receipts(live_only=True)}
        known = refused | {path for path in batch if self.papers.papers[path].sha256 in live}
        report = _receive(desk, *(path for path in batch if path not in known))
        refused |= {Path(file.path) for file in report.files if file.outcome == "refused"}

    def _counting(self, desk: Desk, owner: str = "") -> dict[str, tuple[Revision, ...]]:
        with desk.store.read() as uow:
            found = owned_things.counting_of(uow, subjects.OWNERS)
        return {
            subject: revisions
            for subject, revisions in found.items()
            if not owner or owned.value(revisions)["owner"] == owner
        }

    def _nobody_says_what_is_anothers(self, desk: Desk) -> None:
        """What is shown of a thing is what its owner says of it, and of a kind that the owner may have."""
        hrs = self.desks[_HR][0].key_id
        of_hr = self._counting(self.desks[_HR][0], _HR)
        for subject, revisions in self._counting(desk).items():
            owner = owned.value(revisions)["owner"]
            assert owner in subjects.OWNERS[subject.partition(":")[0]]
            assert {(one.key_id == hrs, one.owned.owner) for one in revisions} == {(owner == _HR, owner)}
            assert (subject in of_hr) == (owner == _HR)

    def everything_arrives(self) -> None:
        """At the end of a history HR compares both codes, and hears of all that both stores keep."""
        self.sync()
        self._receive_new("by hand", self.desks["by hand"][0])
        self.the_store_made_by_hand_compares_hrs_code()
        for name in (_DX, "by hand"):
            self.dx_sends(name)
        self.sync()
        for name in (_DX, "by hand"):
            self.hr_decides_on_a_key(name, revoke=False, after=0)
        if self.revoked:
            return
        kept: dict[str, set[Revision]] = {}
        for name in (_DX, "by hand"):
            for subject, revisions in self._counting(self.desks[name][0], _DX).items():
                kept.setdefault(subject, set()).update(revisions)
        theirs = self._counting(self.desks[_HR][0], _DX)
        for subject, revisions in kept.items():
            assert owned.value(theirs[subject]) == owned.value(sorted(revisions, key=lambda one: one.id))


def _receive(desk: Desk, *files: Path) -> file_report.ImportReport:
    return receive.receive(desk, receive.ReceiveFiles(files))


def _try(action: Callable[[], object]) -> object:
    """Do what may be refused; a refusal changes nothing."""
    with suppress(KnownError):
        return action()
    return None


def _shown(desk: Desk) -> object:
    """Return all that screens of an owner go by."""
    with desk.store.read() as uow:
        known, aims, measured = ledger(uow), targets(uow), indicators(uow)
        training = known.courses, known.sessions, known.held, known.owners, known.onward, known.counting
        came = attended(uow)
    given = [(one.fiscal_year, one.given) for one in provided(desk)] if desk.role is Role.DX else []
    waits = {(one.file, one.why) for one in (*ledgers.pending(desk), *ledgers.quarantined(desk))}
    apart = [(one.subject, one.field, [c.text for c in one.choices]) for one in differing.differences(desk)]
    taken = [(one.course, one.attended, one.completed) for one in training_year(desk, YEAR).courses]
    return training, came, taken, aims, measured, given, apart, waits, keys.keys(desk)


_SETTINGS = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    print_blob=True,
)


def test_replicas_of_both_owners_agree() -> None:
    run_state_machine_as_test(Owners, settings=_SETTINGS)  # type: ignore[no-untyped-call]


@pytest.mark.soak
def test_replicas_of_both_owners_agree_in_thousands_of_histories() -> None:
    """3,000 random histories of 40 steps (or ``DXDESK_HISTORIES``); the ordinary suite runs 6 of 25 steps."""
    histories.play(Owners, _SETTINGS)


def test_what_two_stores_of_an_owner_said_is_met_and_settled_in_every_replica() -> None:
    """What the machine draws is reached: a difference that comes back to the section, and attendance."""
    history = Owners()
    try:
        history.both_have_begun(codes=["b", "a"])
        history.an_owner_writes_a_course_down("by hand", 0, "a", NAMES[1], "")
        history.a_replica_takes_lists(_DX, 0, [0, 2, 6])
        history.everything_arrives()
        history.hr_gives(items=(), why="案内")
        history.sync()
        found = [differing.differences(desk) for desk in (*history.desks[_HR], *history.desks[_DX])]
        assert {tuple(one.field for one in each) for each in found} == {("name",)}
        history.an_owner_settles_what_two_stores_said(_DX, 0, 0, 2)
        history.dx_sends(_DX)
        history.sync()
        assert not any(differing.differences(desk) for desk in (*history.desks[_HR], *history.desks[_DX]))
        with history.desks[_HR][1].store.read() as uow:
            assert [one.said.number for one in attended(uow)] == [STAFF[0]]
    finally:
        history.teardown()
