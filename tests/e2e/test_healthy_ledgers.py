"""点検 has nothing to tell of a ledger nobody rewrote, however it came about and whatever was done in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.records import Part
from dxdesk.programs.scenario.by_hand import fill_form
from tests.helpers.commands import PASSPHRASE, dxdesk
from tests.helpers.rewriting import rewriting
from tests.helpers.town import CHIEF, KEN, MANAGER, MISAKI, SKILL, SKILLS, YUMIKO, Town, fresh

OTHER = SKILLS[0]
UNSEEN = "見て確認したはずの記録が、台帳にない確認が 1件あります"


def healthy(store: Path, passphrase: str | None = None) -> None:
    """Check a store by the command: from the last check on, and everything."""
    words = {} if passphrase is None else {"passphrase": passphrase}
    for more in ((), ("--whole",)):
        dxdesk("verify", store, *more, **words)


def write_answers(store: Path, folder: Path, said: Mapping[str, object], *more: object, by: str) -> None:
    path = folder / "答え.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    dxdesk("answer", store, "--from", path, *more, passphrase=by)


class Person:
    """Somebody's own store, and what they do in it."""

    def __init__(self, town: Town, number: str, made_of: Path, name: str) -> None:
        self.town, self.number = town, number
        self.store = town.folder / f"{name}.dxdesk"
        self.out = town.folder / "提出" / name
        self._take(made_of, "--create")

    def answer(self, **said: object) -> None:
        write_answers(self.store, self.town.folder, said, by="")

    def submit(self) -> Path:
        return self._sent("submit")

    def withdraw(self) -> Path:
        return self._sent("withdraw")

    def _sent(self, how: str) -> Path:
        done = dxdesk(how, self.store, "--out", self.out, "--json", passphrase="").json
        healthy(self.store, "")
        return Path(done["file"])

    def take(self, *files: Path) -> None:
        self._take(*files)

    def _take(self, *words: object) -> None:
        """Take files in; those of a section wait for HR's word and can be answered (3)."""
        done = dxdesk("import", self.store, *words, passphrase="", code=None)
        assert done.code in (0, 3), done
        healthy(self.store, "")

    def undo_all(self) -> None:
        """Undo one receipt after the other, as far as they can be."""
        for number in (1, 2, 3):
            dxdesk("undo", self.store, number, passphrase="", code=None)
            healthy(self.store, "")


def files_of(town: Town, store: Path, kind: str, folder: str, number: str) -> list[Path]:
    done = dxdesk("export", store, kind, "--out", town.folder / folder, "--json").json
    return [Path(path) for path in done["files"] if number in Path(path).name]


def a_form(town: Town) -> Path:
    return town.form(KEN)


def a_form_reissued(town: Town) -> Path:
    """Return what HR sends once more to somebody who handed in, in Excel, long ago."""
    town.take(town.hr, town.fill(KEN, lines=[("研修", "DX基礎", "R8.6.3", "修了")], comment="窓口を変えたい"))
    (form,) = files_of(town, town.hr, "forms", "再配布", KEN)
    return form


def a_slip(town: Town) -> Path:
    """Return the slip with which the first confirmer returned what was answered in Excel."""
    return slip_of(town, town.section(CHIEF, town.fill(KEN)))


def a_slip_of_hr(town: Town) -> Path:
    town.take(town.hr, town.fill(KEN))
    return slip_of(town, town.hr)


def a_slip_after_a_withdrawal(town: Town) -> Path:
    """Return a slip on answers that their person took back once and gave again, in another store."""
    first = Person(town, KEN, town.form(KEN), "前の台帳")
    first.answer(levels=dict.fromkeys(SKILLS, 1), goals={SKILL: "研修を受ける"})
    files = [first.submit(), first.withdraw(), first.submit()]
    return slip_of(town, town.section(CHIEF, *files))


def slip_of(town: Town, store: Path) -> Path:
    dxdesk("review", store, "--return", KEN, "--reason", "根拠を足してください")
    (slip,) = files_of(town, store, "return-slips", "差戻し", KEN)
    return slip


def as_it_is(person: Person) -> None:
    person.submit()


def other_level(person: Person) -> None:
    person.answer(levels=dict.fromkeys(SKILLS, 1) | {SKILL: 3})
    person.submit()


def other_evidence(person: Person) -> None:
    person.answer(levels=dict.fromkeys(SKILLS, 1), evidence={OTHER: "集計を作った"})
    person.submit()


def several_times(person: Person) -> None:
    as_it_is(person)
    as_it_is(person)
    other_level(person)
    person.withdraw()
    as_it_is(person)
    other_evidence(person)


def taken_back(person: Person) -> None:
    as_it_is(person)
    person.withdraw()
    person.withdraw()


def undone(person: Person) -> None:
    other_level(person)
    person.undo_all()


@pytest.mark.parametrize("does", [as_it_is, other_level, other_evidence, several_times, taken_back, undone])
@pytest.mark.parametrize(
    "made_of", [a_form, a_form_reissued, a_slip, a_slip_of_hr, a_slip_after_a_withdrawal]
)
def test_a_persons_store_is_whole(
    town: Town, made_of: Callable[[Town], Path], does: Callable[[Person], None]
) -> None:
    person = Person(town, KEN, made_of(town), "本人")
    if made_of is a_form:
        person.answer(levels={SKILL: 2})
    does(person)


def test_a_persons_store_is_whole_through_several_rounds(town: Town) -> None:
    """Each round with a slip: answered unchanged, then with other levels, then in a store made anew."""
    chief = town.section(CHIEF, town.fill(KEN))
    slip = slip_of(town, chief)
    person = Person(town, KEN, slip, "本人")
    for does in (as_it_is, other_level, other_evidence):
        does(person)
        town.take(chief, *person.out.glob("*.xlsx"))
        healthy(chief)
        slip = slip_of(town, chief)
        healthy(chief)
        person.take(slip, town.form(KEN))
    later = Person(town, KEN, slip, "新しい台帳")
    as_it_is(later)
    town.take(chief, *later.out.glob("*.xlsx"))
    later.take(town.form(KEN), *person.out.glob("*.xlsx"))
    several_times(later)


def test_a_section_is_whole_that_types_in_after_a_file_that_follows_another(town: Town) -> None:
    """The person handed in twice and sent the second file only: nobody here ever saw the first answers."""
    person = Person(town, KEN, town.form(KEN), "本人")
    person.answer(levels=dict.fromkeys(SKILLS, 1), evidence={SKILL: "集計を作った"}, comment="続けたい")
    person.submit()
    person.answer(levels=dict.fromkeys(SKILLS, 2), evidence={SKILL: "集計を変えた"}, comment="広げたい")
    sent = person.submit()
    for store in (town.section(CHIEF, sent), town.hr):
        town.take(store, sent)
        dxdesk("withdraw", store, "--employee", KEN)
        healthy(store)
        dxdesk("submit", store, "--employee", KEN)
        healthy(store)
        write_answers(store, town.folder, {"levels": {SKILL: 3}}, "--employee", KEN, by=PASSPHRASE)
        dxdesk("submit", store, "--employee", KEN)
        healthy(store)


def test_sections_and_hr_are_whole_through_a_year(town: Town) -> None:
    """Confirmed, returned, typed in, undone, taken in again, finalised, corrected: checked after each."""
    files = [town.fill(number) for number in (KEN, MISAKI)]
    chief = town.section(CHIEF, *files)
    write_answers(chief, town.folder, {"levels": {SKILL: 2}}, "--employee", YUMIKO, by=PASSPHRASE)
    dxdesk("submit", chief, "--employee", YUMIKO)
    dxdesk("review", chief, "--confirm-all")
    healthy(chief)
    slip = slip_of(town, chief)
    again = town.folder / "再提出.xlsx"
    fill_form(slip, again, {SKILL: ("LV1", "昨年9月、窓口の集計を自動にした", "")})
    dxdesk("undo", chief, 2, code=None)
    healthy(chief)
    town.take(chief, *files, again)
    dxdesk("review", chief, "--confirm-all")
    healthy(chief)
    sent = [path for number in (KEN, MISAKI, YUMIKO, CHIEF)
            for path in files_of(town, chief, "confirmations", f"確認票{number}", CHIEF)]  # fmt: skip
    manager = town.section(MANAGER, *sent[:1])
    healthy(manager)
    dxdesk("review", manager, "--confirm-all")
    healthy(manager)
    sent += files_of(town, manager, "confirmations", "確認票2", MANAGER)
    town.take(town.hr, *reversed(sent))
    healthy(town.hr)
    town.take(town.hr, again, *files)
    for number in (3, 1):
        dxdesk("undo", town.hr, number, code=None)
        healthy(town.hr)
    town.take(town.hr, *files, again, *sent)
    with rewriting(town.hr, PASSPHRASE) as hand:
        told = "SELECT enrolment FROM claims WHERE enrolment LIKE 'named%' AND enrolment LIKE ?"
        assert hand.rows(told, f"%{CHIEF}%")
        assert not hand.rows(told, f"%{YUMIKO}%"), "whoever is typed in for has no key"
    dxdesk("finalise", town.hr, "--decision-date", "2027-03-18")
    healthy(town.hr)
    changed = ("--employee", MISAKI, "--set", f"{SKILL}=1", "--reason", "転記の誤り")
    dxdesk("correct", town.hr, *changed)
    healthy(town.hr)


class Round:
    """A person, their first confirmer and HR, whose files go to and fro in any order."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.person = Person(town, KEN, town.form(KEN), "本人")
        self.person.answer(levels=dict.fromkeys(SKILLS, 1), goals={OTHER: "研修を受ける"})
        self.others = (town.section(CHIEF), town.hr)
        self.files: list[Path] = []

    def do(self, act: str) -> None:
        """Do one thing; what is refused in a state changes nothing."""
        who, _, what = act.partition(" ")
        if who == "person":
            self._person(what)
            return
        store = self.others[who == "hr"]
        folder, mine = self.town.folder / f"{len(self.files)} {act}", ("--employee", KEN)
        if what == "takes":
            dxdesk("import", store, *self.files[-2:], code=None)
        elif what == "returns":
            dxdesk("review", store, "--return", KEN, "--reason", "根拠を足してください", code=None)
            self._sent(store, "return-slips", folder)
        elif what == "confirms":
            dxdesk("review", store, "--confirm", KEN, code=None)
            self._sent(store, "confirmations", folder)
        elif what == "types in":
            write_answers(store, self.town.folder, {"levels": {SKILL: 3}}, *mine, by=PASSPHRASE)
            dxdesk("submit", store, *mine, code=None)
        elif what == "withdraws":
            dxdesk("withdraw", store, *mine, code=None)
        else:
            self._sent(store, "forms", folder)
        healthy(store)

    def _sent(self, store: Path, kind: str, folder: Path) -> None:
        dxdesk("export", store, kind, "--out", folder, code=None)
        self.files += sorted(folder.rglob(f"*{KEN}*.xlsx")) or sorted(folder.rglob("*.xlsx"))

    def _person(self, what: str) -> None:
        own = self.person
        if what == "takes":
            dxdesk("import", own.store, *self.files[-2:], passphrase="", code=None)
        elif what == "changes":
            level = 1 + len(self.files) % 2
            own.answer(levels=dict.fromkeys(SKILLS, level), evidence={OTHER: f"{level}件作った"})
        elif what in ("submit", "withdraw"):
            done = dxdesk(what, own.store, "--out", own.out, "--json", passphrase="", code=None)
            self.files += [Path(done.json["file"])] if not done.code else []
        elif what == "begins anew" and self.files:
            store = self.town.folder / f"新しい台帳{len(self.files)}.dxdesk"
            dxdesk("import", store, self.files[-1], "--create", passphrase="", code=None)
            own.store = store if store.exists() else own.store
        healthy(own.store, "")


ACTS = (
    *("person submit", "person submit", "person withdraw", "person changes", "person takes"),
    *("person begins anew", "chief takes", "chief takes", "chief returns", "chief returns"),
    *("chief confirms", "chief types in", "chief withdraws", "chief sends forms", "hr takes", "hr types in"),
    *("hr returns", "hr withdraws", "hr sends forms"),
)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(ACTS), min_size=6, max_size=14))
def test_all_are_whole_whatever_is_done_in_whichever_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    played = Round(fresh(tmp_path_factory.mktemp("回")))
    for act in acts:
        played.do(act)


# --- what never came is no way around what came ---------------------------------------------------------


def rewritten(store: Path, level: int, passphrase: str = PASSPHRASE) -> str:
    """Put another answer in the place of KEN's with a level; return what a check says."""
    with rewriting(store, passphrase) as hand:
        query = "SELECT covers, value FROM revisions WHERE employee_number = ? AND part = 'self'"
        (old,) = (
            replace(hand.revision(KEN, Part.SELF), covers=frozenset(covers.split()), value=value)
            for covers, value in hand.rows(query, KEN)
            if set(json.loads(value)["items"].values()) == {level}
        )
        hand.replace(old, replace(old, value=hand.other_level(old)))
    return dxdesk("verify", store, passphrase=passphrase, code=1).out


def test_an_earlier_answer_that_came_is_missed_where_a_later_one_follows_it(town: Town) -> None:
    """As above, but both files came: the first answers were here when somebody typed in."""
    person = Person(town, KEN, town.form(KEN), "本人")
    chief = town.section(CHIEF)
    for level in (1, 2):
        person.answer(levels=dict.fromkeys(SKILLS, level))
        town.take(chief, person.submit())
    dxdesk("withdraw", chief, "--employee", KEN)
    healthy(chief)
    assert UNSEEN in rewritten(chief, 1)


def test_an_answer_of_ones_own_is_missed_though_a_later_slip_names_it(town: Town) -> None:
    person = Person(town, KEN, town.form(KEN), "本人")
    person.answer(levels=dict.fromkeys(SKILLS, 1))
    person.take(slip_of(town, town.section(CHIEF, person.submit())))
    person.answer(levels=dict.fromkeys(SKILLS, 2))
    person.submit()
    assert UNSEEN in rewritten(person.store, 1, "")
