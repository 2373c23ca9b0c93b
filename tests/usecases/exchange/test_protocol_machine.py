"""A whole office at random: whatever arrives where, in which order and how often, HR's replicas agree.

Two replicas of one HR store receive the files that sections and employees produce, each in an order of
its own, with repetitions and undone imports in between. Whenever both hold the same files and the same
decisions, they must agree to the last bit; and what they keep for quick lists must be what the records say.
So must two stores of one person with the forms, slips and results that are sent to them. Among the files are
lists of courses, sessions, seats asked for and people named, which make records of things, and
some that a stranger sealed anew, who calls keys by false names and uses a confirmer's enrolment for a key
that is another's, and some of confirmers that lack what they rest on or take a confirmation back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from dxdesk.domain import file_names, rights
from dxdesk.domain.contents import FileEntry, goals_in
from dxdesk.domain.enrolments import GRANTED, PASSED
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import ANSWER_PARTS, Part, Trust, revise
from dxdesk.ports.workbooks import SUBMIT_LABEL, WITHDRAW_LABEL
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import dump, file_report, kept, keys, ledgers, receive
from dxdesk.usecases.forms import questions
from dxdesk.usecases.growth_files import keeping, vouching
from dxdesk.usecases.growth_files import reading as growing
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.nominations import deciding as nominating
from dxdesk.usecases.person_year import counting, derived
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, conflicts, deputies
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import ClaimText, Envelope, KeyText
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import deciding as enrolling
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year_start import agreeing, overview
from tests.helpers import histories, owned_lists
from tests.helpers.begun import SECTIONS, world
from tests.helpers.forging import resealed, sealed_model
from tests.helpers.memory import MemoryStore, forgetful
from tests.helpers.office import (
    CHIEF,
    MANAGER,
    OTHER_CHIEF,
    STAFF,
    YEAR,
)
from tests.helpers.owned_lists import OwnedLists

PEOPLE = (*STAFF, CHIEF)
_UNIT_OF = dict(zip(PEOPLE, ("111_窓口係", "111_窓口係", "112_庶務係", "111_窓口係"), strict=True))


_ROWS: tuple[dict[str, str], ...] = (
    {"kind": "実務経験", "name": "電子申請", "role": "担当", "began": "R7.4", "result": "半分"},
    {"kind": "実務経験", "name": "電子申請", "role": "リード", "began": "R7.4", "result": "全部"},
    {"kind": "資格・試験", "name": "衛生管理者", "began": "R7.6.1", "until": "R12.5.31"},
)
"""What people write into the sheet 成長記録 of their form; two of them are about one thing."""


class Year(RuleBasedStateMachine):
    """One random year."""

    def __init__(self) -> None:
        super().__init__()
        self.world = world()
        self.papers = self.world.papers
        self.before = set(self.papers.papers)
        self.folder = self.world.office.folder
        self.desks = {name: forgetful(desk) for name, desk in self.world.desks.items()}
        self.count = 0
        self.batch: list[Path] = []
        self.forms = {
            number: [self.folder / "forms" / _UNIT_OF[number] / f"申告票_R7_{number}.xlsx"]
            for number in PEOPLE
        }
        self.start_forms = {
            number: [self.folder / "starts" / _UNIT_OF[number] / f"期首票_R7_{number}.xlsx"]
            for number in PEOPLE
        }
        self.refused: dict[str, set[Path]] = {}
        self.mail: list[Path] = list(self.forms[PEOPLE[0]])
        self.lists = OwnedLists(self.folder / "lists", *self.hr)
        self.agreed: object = None

    def teardown(self) -> None:
        try:
            self.sync()
        finally:
            for path in set(self.papers.papers) - self.before:
                del self.papers.papers[path]

    @property
    def hr(self) -> tuple[Desk, Desk]:
        return self.desks["hr1"], self.desks["hr2"]

    @property
    def person(self) -> tuple[Desk, Desk]:
        return self.desks["person1"], self.desks["person2"]

    def _next(self) -> int:
        self.count += 1
        return self.count

    # Employees

    @initialize(
        levels=st.lists(st.integers(1, 3), min_size=len(PEOPLE), max_size=len(PEOPLE)),
        early=st.lists(st.sampled_from(SECTIONS), max_size=3),
    )
    def everybody_answers(self, levels: list[int], early: list[str]) -> None:
        for number, level in zip(PEOPLE, levels, strict=True):
            self._fill(number, 0, {uid: f"LV{level}" for uid in self.world.items}, "", SUBMIT_LABEL)
        # Two PCs claim one enrolment in every history: which of their files comes first must not matter.
        self.sections_do_their_week(["other", "rival", *early])

    @rule(
        number=st.sampled_from(PEOPLE),
        form=st.integers(0, 9),
        level=st.integers(1, 3),
        items=st.sets(st.integers(0, 3), min_size=1),
        evidence=st.sampled_from(["", "窓口の改善を担当した", "研修で学んだ"]),
        action=st.sampled_from([SUBMIT_LABEL, SUBMIT_LABEL, SUBMIT_LABEL, WITHDRAW_LABEL]),
        attained=st.sampled_from(["", "", "できた", "半分できた"]),
        told=st.lists(st.sampled_from(_ROWS), max_size=2, unique_by=lambda row: row["name"]),
    )
    def employee_answers(
        self,
        number: str,
        form: int,
        level: int,
        items: set[int],
        evidence: str,
        action: str,
        attained: str,
        told: list[dict[str, str]],
    ) -> None:
        levels = {self.world.items[n]: f"LV{level}" for n in items}
        self._fill(number, form, levels, evidence, action, attained, told)

    def _fill(
        self,
        number: str,
        form: int,
        levels: dict[str, str],
        evidence: str,
        action: str,
        attained: str = "",
        told: Sequence[dict[str, str]] = (),
    ) -> None:
        blank = self.forms[number][-1 - form % len(self.forms[number])]
        path = self.folder / "answered" / f"{number}-{self._next()}.xlsx"
        filled = self.papers.filled(blank, path, levels, evidence, action, attained=attained, growth=told)
        self.batch.append(filled)

    # The goals of the year, at its beginning

    @rule(
        number=st.sampled_from(PEOPLE),
        form=st.integers(0, 9),
        goals=st.dictionaries(
            st.sampled_from(["goal:01", "goal:02"]), st.sampled_from(["学ぶ", "電子にする", "話す"])
        ),
        action=st.sampled_from(["", SUBMIT_LABEL, SUBMIT_LABEL, WITHDRAW_LABEL]),
    )
    def employee_writes_goals(self, number: str, form: int, goals: dict[str, str], action: str) -> None:
        blank = self.start_forms[number][-1 - form % len(self.start_forms[number])]
        path = self.folder / "goals" / f"{number}-{self._next()}.xlsx"
        self.batch.append(self.papers.goals_written(blank, path, goals, action))

    @rule(
        name=st.sampled_from(SECTIONS),
        number=st.sampled_from(PEOPLE),
        agree=st.booleans(),
        kind=st.sampled_from(["", "year-start-confirmations", "year-start-forms", "confirmations", "forms"]),
    )
    def section_says_of_goals(self, name: str, number: str, agree: bool, kind: str) -> None:
        desk = self.desks[name]
        self._receive_new(desk)
        self._say_of_goals(desk, number, agree)
        if kind:
            self._send(desk, kind)

    @rule(which=st.integers(0, 1), number=st.sampled_from(PEOPLE), agree=st.booleans())
    def replica_says_of_goals(self, which: int, number: str, agree: bool) -> None:
        self._say_of_goals(self.hr[which], number, agree)
        self._tell_the_other(which)

    def _say_of_goals(self, desk: Desk, number: str, agree: bool) -> None:
        if agree:
            said = agreeing.Agreement(number, {"assignment": "done"}, "2026-01-09")
            _try(lambda: agreeing.agree(desk, said))
        else:
            _try(lambda: agreeing.return_goals(desk, number, "何をするかを書いてください"))

    # Sections

    @rule(name=st.sampled_from(SECTIONS), data=st.data())
    def section_receives(self, name: str, data: st.DataObject) -> None:
        everything = data.draw(st.booleans())
        if everything:
            self._receive_new(self.desks[name])
        else:
            self._receive(self.desks[name], *data.draw(st.lists(st.sampled_from(self.batch), max_size=6)))

    @rule(names=st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3))
    def sections_do_their_week(self, names: list[str]) -> None:
        for name in names:
            self._receive_new(self.desks[name])
            confirming.confirm_all(self.desks[name])
            self._send(self.desks[name], "confirmations")

    @rule(
        name=st.sampled_from(SECTIONS),
        number=st.sampled_from(PEOPLE),
        level=st.none() | st.integers(1, 3),
        principal=st.sampled_from(["", "", CHIEF, MANAGER]),
    )
    def section_confirms(self, name: str, number: str, level: int | None, principal: str) -> None:
        self._receive_new(self.desks[name])
        levels = {} if level is None else {self.world.items[0]: level}
        decision = confirming.Decision(number, levels, comment="一緒に確かめた", on_behalf_of=principal)
        _try(lambda: confirming.confirm(self.desks[name], decision))

    @rule(number=st.sampled_from(PEOPLE), sent=st.booleans())
    def the_second_confirmer_does_both_stages(self, number: str, sent: bool) -> None:
        desk = self.desks["manager"]
        self._receive_new(desk)
        first = person_year(desk, number).route.first
        _try(lambda: confirming.confirm(desk, confirming.Decision(number, on_behalf_of=first)))
        _try(lambda: confirming.confirm(desk, confirming.Decision(number)))
        if sent:
            self._send(desk, "confirmations")

    @rule(name=st.sampled_from(SECTIONS), number=st.sampled_from(PEOPLE))
    def section_returns(self, name: str, number: str) -> None:
        self._receive_new(self.desks[name])
        reasons = {self.world.items[0]: "いつのことか書いてください"}
        _try(lambda: confirming.return_(self.desks[name], number, "根拠を足してください", reasons))
        self._send(self.desks[name], "return-slips")

    @rule(name=st.sampled_from(SECTIONS), number=st.sampled_from(PEOPLE), level=st.integers(1, 3))
    def section_types_in(self, name: str, number: str, level: int) -> None:
        said = Answers({self.world.items[1]: level})
        _try(lambda: self_report.submit(self.desks[name], answers=said, employee_number=number))

    @rule(name=st.sampled_from(SECTIONS), week=st.booleans())
    def section_renews_its_key(self, name: str, week: bool) -> None:
        keys.renew(self.desks[name])
        if week:
            self.sections_do_their_week([name])

    @rule(name=st.sampled_from(SECTIONS), data=st.data())
    def section_settles(self, name: str, data: st.DataObject) -> None:
        self._settle([self.desks[name]], data)

    @rule(
        name=st.sampled_from(SECTIONS),
        kind=st.sampled_from(["confirmations", "confirmations", "return-slips"]),
    )
    def section_sends(self, name: str, kind: str) -> None:
        self._send(self.desks[name], kind)

    def _send(self, desk: Desk, kind: str) -> list[Path]:
        out = self.folder / f"sent-{self._next()}"
        written: list[Path] = []
        _try(lambda: written.extend(dispatch.export(desk, dispatch.Export(kind, out)).files))
        self.batch.extend(written)
        for path in written:
            parts = file_names.bare(path.stem).split("_")
            if parts[0] == "期首票":
                self.start_forms.setdefault(parts[2], []).append(path)
            if parts[0] in ("申告票", "差戻票") and parts[2] in self.forms:
                self.forms[parts[2]].append(path)
            if parts[0] in ("申告票", "差戻票", "結果通知票") and parts[2] == PEOPLE[0]:
                self.mail.append(path)
        return written

    @rule(name=st.sampled_from(SECTIONS))
    def hr_answers_a_section(self, name: str) -> None:
        """HR sends its packages again, with its word for the keys it accepts; a section reads its own."""
        sent = self._send(self.hr[0], "section-packages")
        owner = self.desks[name].identity.owner
        self._receive(
            self.desks[name], *(path for path in sent if file_names.bare(path.stem).endswith(owner))
        )

    @rule(name=st.sampled_from(SECTIONS))
    def section_sends_forms(self, name: str) -> None:
        self._send(self.desks[name], "forms")

    # Strangers

    @rule(mail=st.booleans(), data=st.data(), seed=st.sampled_from(["5a" * 32, "6b" * 32]))
    def a_stranger_seals_a_file_anew(self, mail: bool, data: st.DataObject, seed: str) -> None:
        batch = self.mail if mail else self.batch
        path = data.draw(st.sampled_from(batch))
        role = data.draw(st.sampled_from(["hr", "section"]))
        self._forge(batch, path, seed, partial(self._falsified, seed, role))

    def _forge(
        self, batch: list[Path], path: Path, seed: str, change: Callable[[Envelope], Envelope]
    ) -> None:
        """Put a changed file on a batch; what somebody forged so badly that nobody opens it is left alone."""
        out = self.folder / f"forged-{self._next()}" / path.name
        try:
            resealed(self.world.office.services, path, out, seed, change)
        except KnownError:
            assert path.parent.name.startswith("forged-"), "a genuine file is opened by everybody"
        else:
            batch.append(out)

    def _falsified(self, seed: str, role: str, envelope: Envelope) -> Envelope:
        """Return what a stranger says who has the other confirmer's enrolment: chief's key is that one's."""
        sealer = self.world.office.services.sealer
        chief, mine = (sealer.public_of(s) for s in (self.desks["chief"].store.signing_seed, seed))
        with self.desks["other"].store.read() as uow:
            secret = next(e.seed for e in uow.exchange.enrolments() if e.seed)
        text = sealer.public_of(secret)
        claims = [
            ClaimText(public=key, enrolment=text, signature=codec.sign_claim(sealer, secret, key))
            for key in (chief, mine)
        ]
        others = [key for key in envelope.keys if key.public not in (chief, mine)]
        named = [KeyText(public=chief, role=role, owner=OTHER_CHIEF, store="x")]
        named += [KeyText(public=mine, role=role, owner=CHIEF, store="x")]
        issuer = envelope.issuer.model_copy(update={"sequence": 900, "role": role})
        update = {"issuer": issuer, "keys": [*others, *named], "claims": claims, "round": envelope.round + 5}
        return envelope.model_copy(update=update)

    @rule(
        name=st.sampled_from(SECTIONS),
        left=st.sampled_from([Action.SUBMIT, Action.CONFIRM1]),
        also=st.none() | st.sampled_from([Action.SUBMIT, Action.CONFIRM1, Action.RETURN1]),
        made_up=st.booleans(),
        data=st.data(),
    )
    def a_section_sends_less_than_it_rests_on(
        self, name: str, left: Action, also: Action | None, made_up: bool, data: st.DataObject
    ) -> None:
        """A changed program leaves out a step, or adds one of the owner's that follows all others."""
        desk = self.desks[name]
        own = [
            p
            for p in self.batch
            if p.stem.startswith("確認票_") and f"_{desk.identity.owner}_" in file_names.bare(p.stem)
        ]
        if not own:
            return
        path = data.draw(st.sampled_from(own))
        change = partial(self._lacking, desk, left, also, made_up)
        self._forge(self.batch, path, desk.store.signing_seed, change)

    def _lacking(
        self, desk: Desk, left: Action, also: Action | None, made_up: bool, envelope: Envelope
    ) -> Envelope:
        told = [model.revision() for model in envelope.revisions]
        steps = [revision for revision in told if revision.record.part is Part.LIFE]
        kept = [model for model in envelope.revisions if model.revision().content.get("action") != left]
        if also is not None and steps:
            lineage = {one for step in steps if step.record == steps[0].record for one in step.lineage}
            said = {"action": also.value, "round": 1, "of": [], "by": desk.identity.owner}
            covers = lineage | ({"f" * 32} if made_up else set())
            trust = Trust.SECTION
            made = revise(steps[0].record, said, also_covers=covers, key_id=desk.key_id, trust=trust)
            kept.append(sealed_model(self.world.office.services, desk.store.signing_seed, made))
        return envelope.model_copy(update={"revisions": kept})

    # The person's stores, each by itself

    @rule(which=st.integers(0, 1), data=st.data())
    def person_receives(self, which: int, data: st.DataObject) -> None:
        self._receive(self.person[which], *data.draw(st.lists(st.sampled_from(self.mail), max_size=6)))

    @rule(which=st.integers(0, 1), data=st.data())
    def person_undoes(self, which: int, data: st.DataObject) -> None:
        self._undo(self.person[which], data)

    # What people tell of themselves over all years, and what is found of it

    @rule(
        place=st.integers(0, 3),
        months=st.integers(1, 12),
        act=st.sampled_from(["add", "correct", "correct", "take out"]),
        sent=st.booleans(),
    )
    def person_tells_of_themselves(self, place: int, months: int, act: str, sent: bool) -> None:
        """The first person, on a PC of their own: what they tell goes with the answered form."""
        desk, entry = (
            self.desks["teller"],
            FileEntry("experience", "窓口の見直し", "2024-01", f"2024-{months:02}"),
        )
        lines = [one.line for one in growing.file_of(desk).lines]
        if act == "add" or not lines:
            _try(lambda: keeping.add(desk, entry))
        elif act == "correct":
            _try(lambda: keeping.correct(desk, lines[place % len(lines)].uid, entry))
        else:
            _try(lambda: keeping.take_out(desk, lines[place % len(lines)].uid))
        if sent:
            said = Answers(dict.fromkeys(self.world.items, 1))
            folder = self.folder / f"told-{self._next()}"
            done = _try(lambda: self_report.submit(desk, folder, said))
            if isinstance(done, self_report.Submitted) and done.file is not None:
                self.batch.append(done.file)

    @rule(name=st.sampled_from(SECTIONS), place=st.integers(0, 5), yes=st.booleans(), sent=st.booleans())
    def section_finds_something(self, name: str, place: int, yes: bool, sent: bool) -> None:
        desk = self.desks[name]
        self._receive_new(desk)
        self._find(desk, place, yes)
        if sent:
            self._send(desk, "confirmations")

    @rule(which=st.integers(0, 1), place=st.integers(0, 5), yes=st.booleans(), add=st.booleans())
    def replica_finds_something(self, which: int, place: int, yes: bool, add: bool) -> None:
        desk = self.hr[which]
        if add:
            keeping.add(desk, FileEntry("mentoring", "新人の指導", "2025-04"), PEOPLE[0])
        self._find(desk, place, yes)
        self._tell_the_other(which)

    def _find(self, desk: Desk, place: int, yes: bool) -> None:
        file = _try(lambda: growing.file_of(desk, PEOPLE[0]))
        if isinstance(file, growing.PersonFile) and file.lines:
            uid = file.lines[place % len(file.lines)].line.uid
            found = vouching.Answer(PEOPLE[0], uid, yes, vouching.Seen("成果物"), "一緒に見た")
            _try(lambda: vouching.vouch(desk, found))

    # HR's replicas, each by itself

    @rule(which=st.integers(0, 1), data=st.data())
    def replica_receives(self, which: int, data: st.DataObject) -> None:
        self._receive(self.hr[which], *data.draw(st.lists(st.sampled_from(self.batch), max_size=8)))

    @rule(which=st.integers(0, 1), data=st.data())
    def replica_undoes(self, which: int, data: st.DataObject) -> None:
        self._undo(self.hr[which], data)

    def _undo(self, desk: Desk, data: st.DataObject) -> None:
        live = [r.number for r in ledgers.receipts(desk) if r.live]
        if live:
            number = data.draw(st.sampled_from(live))
            _try(lambda: undo_receipt(desk, number))

    @rule(which=st.integers(0, 1), places=st.lists(st.integers(0, owned_lists.COUNT - 1), max_size=4))
    def replica_takes_lists(self, which: int, places: list[int]) -> None:
        """Records of things: courses, sessions, seats asked for, people named."""
        self.lists.take(self.hr[which], places)

    @rule(number=st.sampled_from(PEOPLE), decision=st.sampled_from([GRANTED, PASSED]))
    def both_decide_of_things(self, number: str, decision: str) -> None:
        self.sync()
        for desk in self.hr:
            _try(partial(enrolling.decide, desk, owned_lists.SESSION, [number], decision))
            _try(partial(nominating.accept, desk, owned_lists.ROUND))
        self.sync()

    @rule(
        which=st.integers(0, 1), number=st.sampled_from(PEOPLE), principal=st.sampled_from([CHIEF, MANAGER])
    )
    def replica_stands_in(self, which: int, number: str, principal: str) -> None:
        desk = self.hr[which]
        _try(lambda: confirming.confirm(desk, confirming.Decision(number, on_behalf_of=principal)))
        self._tell_the_other(which)

    @rule(which=st.integers(0, 1), number=st.sampled_from(PEOPLE))
    def replica_returns(self, which: int, number: str) -> None:
        _try(lambda: confirming.return_(self.hr[which], number, "本人に確かめてください"))
        self._tell_the_other(which)

    @rule(which=st.integers(0, 1), data=st.data())
    def replica_settles(self, which: int, data: st.DataObject) -> None:
        self._settle([self.hr[which]], data)
        self._tell_the_other(which)

    def _tell_the_other(self, which: int) -> None:
        """Make the same decision known to the other replica."""
        with self.hr[which].store.read() as uow:
            own = [stored.revision for stored in uow.exchange.everything() if 0 in stored.receipts]
        with self.hr[1 - which].store.write() as uow:
            uow.exchange.add_revisions(own, 0)
            people = sorted({(r.record.fiscal_year, r.record.employee_number) for r in own})
            derived.refresh(self.hr[1 - which], uow, [p for p in people if all(p)])
            uow.commit()

    # Deputies

    @rule(
        deputy=st.sampled_from([OTHER_CHIEF, CHIEF, MANAGER]),
        principal=st.sampled_from([CHIEF, MANAGER]),
        ended=st.booleans(),
        told=st.booleans(),
    )
    def both_name_a_deputy(self, deputy: str, principal: str, ended: bool, told: bool) -> None:
        """HR names somebody for days that hold today, or no longer do; sections may hear of it."""
        self.sync()
        naming = deputies.Naming(deputy, principal, "2026-01-01", "2026-01-08" if ended else "2026-01-31")
        for desk in self.hr:
            _try(partial(deputies.name, desk, naming))
        if told:
            self._send(self.hr[0], "section-packages")
        self.sync()

    @rule(data=st.data())
    def both_take_a_deputy_back(self, data: st.DataObject) -> None:
        self.sync()
        named = deputies.named(self.hr[0])
        if named:
            naming = data.draw(st.sampled_from(named))
            for desk in self.hr:
                deputies.withdraw(desk, naming)
            self.sync()

    @rule(data=st.data(), allow=st.booleans())
    def both_decide_of_a_deputy(self, data: st.DataObject, allow: bool) -> None:
        self.sync()
        held = deputies.held(self.hr[0])
        assert held == deputies.held(self.hr[1])
        if held:
            one = data.draw(st.sampled_from(held))
            for desk in self.hr:
                deputies.decide(desk, one.ids, allow=allow)
            self.sync()

    @rule(number=st.sampled_from(PEOPLE), level=st.integers(0, 3), data=st.data())
    def somebody_names_answers_that_are_not_theirs(
        self, number: str, level: int, data: st.DataObject
    ) -> None:
        """Forged notes say that a form follows answers it was never issued on."""
        said = person_year(self.hr[0], number)
        known = sorted({r.id for part in (*ANSWER_PARTS, Part.LIFE) for r in said.judged.of(part)})
        if not known:
            return
        named = frozenset(data.draw(st.sets(st.sampled_from(known), min_size=1)))
        notes = questions.notes_text({part: named for part in (*ANSWER_PARTS, Part.LIFE)})
        blank = self.forms[number][0]
        path = self.folder / "answered" / f"{number}-{self._next()}.xlsx"
        levels = {self.world.items[0]: f"LV{level}"}
        self.batch.append(self.papers.filled(blank, path, levels, "", SUBMIT_LABEL, notes=notes))

    # HR with everything in hand

    @rule(number=st.sampled_from(PEOPLE), action=st.sampled_from([Action.SUBMIT, Action.CONFIRM1]))
    def hr_takes_back_all_files_that_tell_of_a_step(self, number: str, action: Action) -> None:
        """For good: what rests on such a step and came without it waits from then on."""
        self.sync()
        for path in tuple(self.batch):
            if self._tells(path, number, action) and len(self.batch) > 1 and self._taken_back(path):
                self.batch.remove(path)
        self.sync()

    def _tells(self, path: Path, number: str, action: Action) -> bool:
        sha256 = self.papers.papers[path].sha256
        with self.hr[0].store.read() as uow:
            of_file = [r.number for r in uow.exchange.receipts(live_only=True) if r.file_sha256 == sha256]
            brought = [revision for receipt in of_file for revision in uow.exchange.revisions_of(receipt)]
        return any(r.record.employee_number == number and r.content.get("action") == action for r in brought)

    def _taken_back(self, path: Path) -> bool:
        """Undo a file wherever it is here; where a decision rests on it, it stays (and comes again)."""
        sha256 = self.papers.papers[path].sha256
        found = [(d, r) for d in self.hr for r in ledgers.receipts(d) if r.live and r.file_sha256 == sha256]
        done = [_try(partial(ledgers.undo, desk, receipt.number)) is not None for desk, receipt in found]
        return all(done)

    @rule()
    def sync(self) -> None:
        """Bring both replicas to the same files, and the person's stores to theirs; they must agree.

        Where nobody did anything since they last agreed, they do: half of all steps begin or end so.
        """
        if self.agreed is not None and self._everything() == self.agreed:
            return
        for desk in self.hr:
            self._receive_new(desk)
            self.lists.take_new(desk)
        for desk in self.person:
            self._receive_new(desk, self.mail)
        assert _own_state(self.person[0]) == _own_state(self.person[1])
        one, two = (dump.dump(desk) for desk in self.hr)
        assert one.records == two.records
        assert (one.state_digest, one.growth_digest) == (two.state_digest, two.growth_digest)
        files = [growing.file_of(desk, PEOPLE[0]) for desk in self.hr]
        assert files[0] == files[1]
        _counted_because_found(files[0])
        starts = [overview.overview(desk) for desk in self.hr]
        assert starts[0].lines == starts[1].lines
        assert starts[0].shares == starts[1].shares
        assert self._waiting(self.hr[0]) == self._waiting(self.hr[1])
        assert _kept(self.hr[0]) == _kept(self.hr[1])
        # What both keep is the same by now, so one of them tells of both.
        _fresh(self.hr[0])
        _nobody_alone(self.hr[0])
        self.agreed = self._everything()

    def _everything(self) -> object:
        """Return what stays the same as long as nothing was written and no file is about that was not."""
        stores = [desk.store for desk in (*self.hr, *self.person)]
        kept = [store.content.tables for store in stores if isinstance(store, MemoryStore)]
        return kept, tuple(self.batch), tuple(self.mail), frozenset(self.lists.sent)

    def _waiting(self, desk: Desk) -> set[str]:
        waits = [*ledgers.pending(desk), *ledgers.quarantined(desk)]
        held = {f"{one.employee_number} {one.stage} {one.ids}" for one in deputies.held(desk)}
        return held | {f"{item.file} {item.why}" for item in waits}

    @rule(data=st.data())
    def both_settle(self, data: st.DataObject) -> None:
        self.sync()
        self._settle(self.hr, data)
        self.sync()

    @rule(data=st.data(), revoke=st.booleans(), after=st.integers(0, 4))
    def both_decide_on_a_key(self, data: st.DataObject, revoke: bool, after: int) -> None:
        self.sync()
        known = [info.key_id for info in keys.keys(self.hr[0]) if not info.own]
        if not known:
            return
        key_id = data.draw(st.sampled_from(known))
        for desk in self.hr:
            if revoke:
                keys.revoke(desk, key_id, after)
            else:
                keys.register(desk, key_id)
        self.sync()

    @rule(number=st.sampled_from(STAFF), unit=st.sampled_from(["111", "112"]), send_forms=st.booleans())
    def somebody_moves(self, number: str, unit: str, send_forms: bool) -> None:
        self.sync()
        for desk in self.hr:
            with desk.store.write() as uow:
                person = uow.people.employee(number)
                assert person is not None
                uow.people.save_employees([replace(person, department_code=unit)])
                uow.commit()
            cycle.refresh_assignments(desk)
        self._send(self.hr[0], "section-packages")
        if send_forms:
            self._send(self.hr[0], "forms")
        self.sync()

    @rule(week=st.booleans())
    def both_finalise(self, week: bool) -> None:
        if week:
            self.sections_do_their_week(["chief", "other", "manager"])
        self.sync()
        found = [
            _try(lambda desk=desk: finalise.finalise(desk, "8総人第12号", "2026-03-18")) for desk in self.hr
        ]
        assert found[0] == found[1]
        self._send(self.hr[0], "results")
        self.sync()

    @rule(number=st.sampled_from(PEOPLE), level=st.integers(1, 3))
    def both_correct(self, number: str, level: int) -> None:
        self.sync()
        wanted = {self.world.items[0]: level}
        for desk in self.hr:
            _try(partial(finalise.correct, desk, number, wanted, "転記の誤り"))
        self.sync()

    @rule(which=st.integers(0, 1))
    def hr_sends_slips(self, which: int) -> None:
        self._send(self.hr[which], "return-slips")

    # What the rules share

    def _receive(self, desk: Desk, *files: Path) -> file_report.ImportReport:
        return receive.receive(desk, receive.ReceiveFiles(files))

    def _receive_new(self, desk: Desk, batch: list[Path] | None = None) -> None:
        """Receive what the store does not hold (any more) and was not refused."""
        batch = self.batch if batch is None else batch
        refused = self.refused.setdefault(desk.identity.store_id + desk.store.label, set())
        with desk.store.read() as uow:
            live = {receipt.file_sha256 for receipt in uow.exchange.receipts(live_only=True)}
        known = refused | {path for path in batch if self.papers.papers[path].sha256 in live}
        report = self._receive(desk, *(path for path in batch if path not in known))
        refused |= {Path(file.path) for file in report.files if file.outcome == "refused"}

    def _settle(self, desks: list[Desk] | tuple[Desk, ...], data: st.DataObject) -> None:
        found = conflicts.conflicts(desks[0])
        if not found:
            return
        conflict = data.draw(st.sampled_from(found))
        take = data.draw(st.integers(1, len(conflict.choices)))
        for desk in desks:
            _try(partial(conflicts.resolve, desk, conflict.id, take, "本人に電話で確かめた"))


def _counted_because_found(file: growing.PersonFile) -> None:
    """No entry counts that somebody told of themselves and nobody else found so."""
    for line in (one.line for one in file.lines):
        if line.counts and (line.own or line.kind.always_vouched):
            assert line.finding is not None
            assert line.finding.made.by != file.number
            assert line.finding.vouched.said == line.said


def _try(action: Callable[[], object]) -> object:
    """Do what may be refused; a refusal changes nothing."""
    with suppress(KnownError):
        return action()
    return None


def _kept(desk: Desk) -> list[object]:
    with desk.store.read() as uow:
        return list(uow.results.assessments(YEAR))


def _nobody_alone(desk: Desk) -> None:
    """No second confirmation stands on its maker's own first one, unless HR let it or a snapshot froze it."""
    with desk.store.read() as uow:
        acceptance = counting.load_acceptance(uow)
    allowed = acceptance.deputies.get(YEAR, rights.NOBODY).allowed
    for number in PEOPLE:
        person = person_year(desk, number)
        steps = {one.id: one for one in person.judged.of(Part.LIFE)}
        if person.finalised or not person.route.first:
            continue
        for second in steps.values():
            owner = acceptance.confirmer_of(second)
            if second.step.action != Action.CONFIRM2 or not owner or second.id in allowed:
                continue
            assert any(
                one.step.action == Action.CONFIRM1 and acceptance.confirmer_of(one) != owner
                for one in steps.values()
            ), (number, owner)


def _own_state(desk: Desk) -> object:
    """Return all a person's store goes by: what counts, whose word, the form, the notice, the frameworks."""
    with desk.store.read() as uow:
        texts = [(row.code, row.version, row.digest) for row in uow.exchange.frameworks()]
        whose = {key_id: (key.role, key.owner) for key_id, key in accepted_keys(uow).items()}
        form, notice = kept.form(uow, YEAR), kept.notice(uow, YEAR)
    return dump.dump(desk).state_digest, whose, form, notice, texts, keys.keys(desk)


def _fresh(desk: Desk) -> None:
    """The standings kept for lists and maps are those the records give."""
    kept = _kept(desk)
    with desk.store.write() as uow:
        derived.refresh_year(desk, uow, YEAR)
        assert list(uow.results.assessments(YEAR)) == kept


_SETTINGS = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    print_blob=True,
)


def test_rows_of_the_growth_sheet_are_told_in_every_replica() -> None:
    """What the machine types into the sheet 成長記録 is reached, and corrected by a later row of the same."""
    year = Year()
    try:
        levels = dict.fromkeys(year.world.items, "LV1")
        for row in _ROWS[:2]:
            year._fill(STAFF[0], 0, levels, "", SUBMIT_LABEL, told=[row])
        year.sync()
        found = [[kept.line.entry.name for kept in growing.file_of(hr, STAFF[0]).lines] for hr in year.hr]
        assert found == [["電子申請"], ["電子申請"]]
    finally:
        year.teardown()


def test_replicas_agree_in_any_year() -> None:
    run_state_machine_as_test(Year, settings=_SETTINGS)  # type: ignore[no-untyped-call]


@pytest.mark.soak
def test_replicas_agree_in_thousands_of_years() -> None:
    """3,000 random histories of 40 steps (or ``DXDESK_HISTORIES``); the ordinary suite runs 6 of 25 steps."""
    histories.play(Year, _SETTINGS)


def test_the_stores_of_the_machine_forget() -> None:
    """What one history does is gone for the next one."""
    first = Year()
    try:
        first._fill(STAFF[0], 0, dict.fromkeys(first.world.items, "LV2"), "", SUBMIT_LABEL)
        first.sync()
        assert person_year(first.hr[0], STAFF[0]).items[0].self_level == 2
        changed = dump.dump(first.hr[0]).state_digest
    finally:
        first.teardown()
    second = Year()
    try:
        assert dump.dump(second.hr[0]).state_digest != changed
        assert person_year(second.hr[0], STAFF[0]).items[0].self_level is None
    finally:
        second.teardown()


def test_goals_that_a_section_agreed_on_are_agreed_on_in_every_replica() -> None:
    """What the machine draws of a year's start is reached: handed in, agreed on, told at the year's end."""
    year = Year()
    try:
        first = STAFF[0]
        year.employee_writes_goals(number=first, form=0, goals={"goal:01": "学ぶ"}, action="")
        year.section_says_of_goals(name="chief", number=first, agree=True, kind="year-start-confirmations")
        year.section_sends_forms(name="chief")
        year.employee_answers(
            number=first,
            form=0,
            level=2,
            items={0},
            evidence="",
            action=SUBMIT_LABEL,
            attained="できた",
            told=[],
        )
        for info in keys.keys(year.hr[0]):
            if info.owner == CHIEF:
                for desk in year.hr:
                    keys.register(desk, info.key_id)
        year.sync()
        for desk in year.hr:
            person = person_year(desk, first)
            (goal,) = goals_in(person.views[Part.PLAN].items).values()
            assert (goal.text, goal.attained) == ("学ぶ", "できた")
            assert (person.plan_life.state, person.plan_life.changed) == (PlanState.AGREED, False)
    finally:
        year.teardown()


def test_what_an_earlier_snapshot_left_out_stays_out() -> None:
    """Confirmed twice, finalised, the key revoked, corrected; then one replica undoes and receives again.

    The correction's own lineage no longer knows what followed from the revoked key: of what finalising had
    left out, the replica that received anew kept the former confirmations once more, and the other did not.
    """
    year = Year()
    try:
        for number in PEOPLE:
            year._fill(number, 0, dict.fromkeys(year.world.items, "LV2"), "", SUBMIT_LABEL)
        year.sections_do_their_week(["chief", "other", "manager"])
        for number in PEOPLE:
            year.section_confirms(name="manager", number=number, level=3, principal="")
        year.sections_do_their_week(["manager"])
        year.section_sends(name="manager", kind="confirmations")
        year.both_finalise(week=False)
        finalised = [number for number in PEOPLE if person_year(year.hr[0], number).finalised]
        assert finalised
        (revoked,) = (info.key_id for info in keys.keys(year.hr[0]) if info.owner == MANAGER)
        for desk in year.hr:
            keys.revoke(desk, revoked, 0)
        for number in finalised:
            year.both_correct(number=number, level=1)
        for receipt in ledgers.receipts(year.hr[0]):
            if receipt.live:
                _try(partial(ledgers.undo, year.hr[0], receipt.number))
        year.sync()
    finally:
        year.teardown()


def test_one_person_at_both_stages_waits_in_every_replica() -> None:
    """The invariant of the machine, met: the second confirmer stood in for the first and did both."""
    year = Year()
    try:
        for number in PEOPLE:
            year._fill(number, 0, dict.fromkeys(year.world.items, "LV2"), "", SUBMIT_LABEL)
        year.the_second_confirmer_does_both_stages(number=STAFF[0], sent=True)
        year.sync()
        assert {one.employee_number for one in deputies.held(year.hr[1])} == {STAFF[0]}
        year.sections_do_their_week(["chief"])
        year.sync()
        assert deputies.held(year.hr[0]) == ()
    finally:
        year.teardown()


def test_records_of_things_are_the_same_in_any_order_taken_back_and_taken_again() -> None:
    """Courses, sessions, seats asked for, people named; HR decides of them in between."""
    year = Year()
    try:
        year.lists.take(year.hr[0], range(owned_lists.COUNT))
        courses_last = [2, 3, 7, 6, 1, 0, 3, 2, 5, 4]
        year.lists.take(year.hr[1], courses_last)
        year.both_decide_of_things(number=PEOPLE[1], decision=GRANTED)
        for receipt in ledgers.receipts(year.hr[1]):
            if receipt.live:
                _try(partial(undo_receipt, year.hr[1], receipt.number))
        assert dump.dump(year.hr[0]).state_digest != dump.dump(year.hr[1]).state_digest
        year.sync()
        with year.hr[1].store.read() as uow:
            things = {stored.revision.record.employee_number.partition(":")[0]
                      for stored in uow.exchange.part(0, Part.OWNED)}  # fmt: skip
        assert things >= {"course", "session", "enrolment", "round", "nominee"}
    finally:
        year.teardown()
