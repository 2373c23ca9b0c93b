"""One fiscal year of the town, from opening the cycle to telling people their result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dxdesk.domain.year_start import WHERES
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import deputising, growing, hr_acts, practising, surveying, ways
from dxdesk.programs.scenario.answers import BETTER, CORRECTED
from dxdesk.programs.scenario.town import Unit
from dxdesk.programs.scenario.year_scenario import YearScenario
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.whole_queue import review_sheet
from dxdesk.usecases.sealing.workbook_kinds import FORM, RETURN_SLIP, SECTION_PACKAGE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, drafting, finalise


class Year(YearScenario):
    """Plays one year; afterwards the stage holds its stores and files."""

    def play(self, framework: str) -> None:
        """Play the year."""
        hr_acts.open_year(self.demo, self.town, self.year, framework, self.folder)
        growing.take_in(self.demo, self.town, self.year, self.folder / "成長記録")
        self.send()
        self.answers()
        self.first_confirmation()
        self.second_confirmation()
        self.transfer()
        self.collect()
        self.finalise()
        growing.give(self.demo, self.town, self.year)
        surveying.play(self.demo, self.town, self.year, framework, self.folder / "目標と指標")
        practising.play(self.demo, self.town, self.year, self.folder / "実践と支援")
        hr_acts.tell(self.demo, self.town, self.year, self.folder)

    # --- sending and answering -----------------------------------------------------------------

    def send(self) -> None:
        """Write packages and forms."""
        self.on(1, 14)
        deputising.name(self)
        for kind in (SECTION_PACKAGE, FORM):
            done = dispatch.export(self.demo.hr, dispatch.Export(kind.word, self.folder / kind.said))
            self.demo.list_files(kind.word, self.year, done.files)
            self.demo.step(len(done.files))

    def answers(self) -> None:
        """Everybody answers: most in Excel, some in the app; directors dictate theirs."""
        for unit in self.town.units:
            for person in (unit.manager, *unit.chiefs, *unit.others):
                if person in self.asked and person != self.mishaps.silent:
                    self.let_answer(unit, person)
                    self.demo.step()
        mishaps = self.mishaps
        again = self.fill(self.late_box, mishaps.undecided, "2", variant="again")
        torn = self.fill(self.box(self.chief_of(mishaps.torn)), mishaps.torn, "2", variant="again")
        self.demo.mishap(
            "conflict", self.year,
            f"{mishaps.torn.name}さん({mishaps.torn.number})から内容の違う申告票が2つ届き、一次確認者がどちらを採るかを決めた。",
            employee=mishaps.torn.number, files=[self.demo.listing.path(torn)],
        )  # fmt: skip
        self.demo.mishap(
            "conflict-open", self.year,
            f"{mishaps.undecided.name}さん({mishaps.undecided.number})の内容の違う申告票が2つ人事課に届き、まだ決めていない。",
            employee=mishaps.undecided.number, files=[self.demo.listing.path(again)],
        )  # fmt: skip
        self.demo.mishap(
            "unsent", self.year,
            f"{mishaps.silent.name}さん({mishaps.silent.number})は申告票を出していない。",
            employee=mishaps.silent.number,
        )  # fmt: skip

    def let_answer(self, unit: Unit, person: Employee) -> None:
        """Let one person answer into the folder of who confirms them first."""
        box = self.box(self._reader(unit, person))
        if ways.in_app(self.demo.voices, self.town, person):
            self.answer_in_app(person, box)
        else:
            self.fill(box, person)

    def _reader(self, unit: Unit, person: Employee) -> Employee:
        if person == unit.manager:
            return next(d for d in self.town.directors if d.department_code == unit.division[0])
        if person in unit.chiefs or person == self.mishaps.stood_in:
            return unit.manager
        return unit.chiefs[0] if unit.late else self.chief_of(person)

    def fill(
        self, box: Path, person: Employee, mark: str = "", *, variant: str = "", form: Path | None = None
    ) -> Path:
        """Fill in a form in Excel."""
        from dxdesk.programs.scenario.by_hand import fill_form

        source = form or self.form(person)
        made = self.demo.voices.says(person, self.year, variant)
        target = box / (f"{source.stem}_{mark}.xlsx" if mark else source.name)
        typed = self.demo.voices.typed(person, made, self.year)
        mark = WHERES.get(self.demo.voices.goal_set(person.number), "")
        told = self.demo.voices.attained(person.number, self.year)
        grown = growing.on_form(self.demo, person, self.year)
        fill_form(
            *(source, target, typed),
            lines=made.lines,
            comment=made.comment,
            mark=mark,
            attained=told,
            grown=grown,
        )
        self.demo.list_files("answered-form", self.year, [target])
        return target

    def answer_in_app(self, person: Employee, box: Path) -> None:
        """Answer in a store of one's own and hand in the form it writes."""
        self.on(2, self.demo.voices.rng("day", person.number).randint(2, 13))
        desk = self.demo.personal(person, self.form(person))
        said = self.said(person)
        growing.tell(self.demo, desk, self.town, person, self.year)
        goals = self_report.open_answers(desk).goals
        if goals is not None:
            told = self.demo.voices.attained(person.number, self.year)
            attained = dict(zip(goals.texts, told, strict=False))
            mark = "" if goals.texts else self.demo.voices.goal_set(person.number)
            said = replace(said, mark=mark, attained=attained)
        self_report.save_draft(desk, said)
        done = self_report.submit(desk, box)
        assert done.file is not None
        self.demo.list_files("answered-form", self.year, [done.file])

    def said(self, person: Employee) -> Answers:
        """Return a person's answers as the app keeps them."""
        from dxdesk.ports.workbooks import ExperienceLine

        made = self.demo.voices.says(person, self.year)
        lines = tuple(ExperienceLine(*line) for line in made.lines)
        evidence = {uid: text for uid, text in made.evidence.items() if text}
        goals = {uid: text for uid, text in made.goals.items() if text}
        return Answers(made.levels, evidence, goals, lines, made.comment)

    # --- confirming ----------------------------------------------------------------------------

    def first_confirmation(self) -> None:
        """Every 係長 opens the package, receives the forms and confirms."""
        self.on(2, 18)
        for unit in self.town.prompt:
            for chief in unit.chiefs:
                desk = self.demo.section(
                    chief, self.package(chief), f"{unit.name} {chief.name}さん(一次確認)の台帳"
                )
                self.take(desk, [self.box(chief)])
                self.settle(desk, "本人に確かめ、先に出したほうを採った。")
                if self.mishaps.returned in unit.others and self.chief_of(self.mishaps.returned) == chief:
                    self.return_once(desk, chief)
                self.correct_some(desk)
                growing.find(self.demo, desk, self.year)
                self.decide_stages(desk)
                confirming.confirm_all(desk)
                deputising.overreach(self, desk, chief, unit)
                self.hand_on(desk, chief)
                self.demo.step()
        hr_acts.late_chief(self)

    def return_once(self, desk: Desk, chief: Employee) -> None:
        """Return an answer, let it be answered anew on the slip, and receive the second round."""
        person = self.mishaps.returned
        uid = next(iter(self.demo.voices.says(person, self.year).levels))
        reasons = {uid: "根拠に、いつ、どの業務で行ったかを書いてください。"}
        confirming.return_(desk, person.number, "根拠をもう少し具体的に書いてください。", reasons)
        done = dispatch.export(desk, dispatch.Export(RETURN_SLIP.word, self.folder / "差戻票" / chief.number))
        self.demo.list_files("return-slip", self.year, done.files)
        again = self.fill(self.box(chief), person, "再提出", form=done.files[0], variant=BETTER)
        self.take(desk, [again])
        self.demo.mishap(
            "returned", self.year, f"{person.name}さん({person.number})に差し戻し、2回目の提出を確認した。",
            employee=person.number, files=[self.demo.listing.path(path) for path in (*done.files, again)],
        )  # fmt: skip

    def correct_some(self, desk: Desk, without: frozenset[str] = frozenset()) -> None:
        """Confirm a few people with a level lowered and a comment that says why."""
        for entry in confirming.review_queue(desk, self.year):
            rng = self.demo.voices.rng("corrects", entry.employee_number, self.year)
            if not entry.ready or rng.random() > 0.12 or entry.employee_number in without:
                continue
            made = self_report.open_answers(desk, entry.employee_number).answers
            high = [uid for uid, level in made.levels.items() if level >= 2]
            if not high:
                continue
            uid = rng.choice(high)
            lowered = {uid: self.demo.voices.beside(uid, made.levels[uid])}
            confirming.confirm(desk, confirming.Decision(entry.employee_number, lowered, {uid: CORRECTED}))

    def decide_stages(self, desk: Desk) -> None:
        """Confirm people with the stages that HR's records speak for; what they only say is left open."""
        found = review_sheet(desk, self.year)
        for entry in found.entries:
            growth = found.sheets[entry.employee_number].growth if entry.ready and entry.proposed else ()
            stages: dict[str, str | None] = {
                one.persona.code: one.growth.proposed.code
                for one in growth
                if one.growth.proposed is not None and not one.own_word
            }
            if stages:
                confirming.confirm(desk, confirming.Decision(entry.employee_number, stages=stages))

    def second_confirmation(self) -> None:
        """課長, 部長 and 副区長 confirm; one 課長 stands in for the absent 係長."""
        self.on(2, 25)
        for unit in self.town.prompt:
            manager = unit.manager
            desk = self.demo.section(
                manager, self.package(manager), f"{unit.name} {manager.name}さん(二次確認)の台帳"
            )
            self.take(desk, [self.box(manager), *(self.confirmations(chief) for chief in unit.chiefs)])
            if self.mishaps.stood_in in unit.others:
                self.stand_in(desk, unit)
            growing.find(self.demo, desk, self.year)
            self.correct_some(desk, deputising.left_to_others(self))
            queue = (entry.employee_number for entry in confirming.review_queue(desk, self.year))
            confirming.confirm_all(desk, sorted(set(queue) - deputising.left_to_others(self)))
            self.hand_on(desk, manager)
            self.demo.step()
        late = self.town.late.manager
        label = f"{self.town.late.name} {late.name}さん(二次確認)の台帳"
        self.demo.section(late, self.package(late), label)
        self.lead_the_leaders()

    def stand_in(self, desk: Desk, unit: Unit) -> None:
        """Confirm at the first stage on behalf of the 係長, who is away."""
        person, chief = self.mishaps.stood_in, self.chief_of(self.mishaps.stood_in)
        confirming.confirm(desk, confirming.Decision(person.number, on_behalf_of=chief.number))
        self.demo.mishap(
            "on-behalf-of", self.year,
            f"{person.name}さん({person.number})の一次確認は、不在の{chief.name}さんに代わり{unit.manager.name}さんが行った(代理)。二次確認も同じ人なので、人事課が認めた。",
            employee=person.number, confirmer=chief.number, by=unit.manager.number,
        )  # fmt: skip

    def lead_the_leaders(self) -> None:
        """部長 confirm their 課長; what 部長 said on paper is typed in at the 副区長's (代行入力)."""
        for director in self.town.directors:
            desk = self.demo.section(director, self.package(director), f"{director.name}さん(部長)の台帳")
            self.take(desk, [self.box(director)])
            confirming.confirm_all(desk)
            deputising.stand_in(self, desk, director)
            self.hand_on(desk, director)
        vice = self.town.vice
        desk = self.demo.section(vice, self.package(vice), f"{vice.name}さん(副区長)の台帳")
        for director in self.town.directors:
            self_report.submit(desk, None, self.said(director), director.number, proxy_by="区長室 秘書担当")
        confirming.confirm_all(desk)
        self.hand_on(desk, vice)
        self.demo.mishap(
            "proxy-entry", self.year,
            f"{self.town.directors[0].name}さん({self.town.directors[0].number})の紙の申告を秘書担当が入力した(代行入力)。",
            employee=self.town.directors[0].number,
        )  # fmt: skip

    # --- HR ------------------------------------------------------------------------------------

    def transfer(self) -> None:
        """Somebody moves after being confirmed: a newer roster comes, the packages of the new place too."""
        self.on(2, 27)
        town, unit = hr_acts.moved(self.town, self.mishaps.moved)
        hr_acts.import_roster(self.demo, town, self.year, self.folder / "名簿" / "職員名簿_異動後.xlsx")
        cycle.refresh_assignments(self.demo.hr, self.year)
        out = self.folder / "所属配布票" / "異動後"
        done = dispatch.export(self.demo.hr, dispatch.Export(SECTION_PACKAGE.word, out, section=unit.code))
        self.demo.list_files(SECTION_PACKAGE.word, self.year, done.files)
        self.demo.mishap(
            "transfer", self.year,
            f"{self.mishaps.moved.name}さん({self.mishaps.moved.number})は一次・二次確認の後に{unit.name}へ異動した。異動前の確認を採った。",
            employee=self.mishaps.moved.number, to=unit.code,
        )  # fmt: skip

    def collect(self) -> None:
        """HR takes everything back in an order of its own, some of it twice."""
        self.on(3, 3)
        hr = self.demo.hr
        found = [*(self.folder / "確認票").rglob("*.xlsx"), *self.late_box.glob("*.xlsx")]
        rng = self.demo.voices.rng("pile", self.year)
        files = sorted(found)
        rng.shuffle(files)
        self.take(hr, files)
        self.take(hr, files[:3])
        self.settle_moved("異動前の確認者が本人の業務を見て確認しているため。")
        hr_acts.remind(self.demo, self.year, self.folder)
        self.demo.step(len(files))
        late = self.town.late
        self.demo.mishap(
            "late-section", self.year,
            f"{late.name}は二次確認の期限を過ぎても確認票を出していない。申告票だけが人事課に届いている。",
            section=late.code,
        )  # fmt: skip

    def settle_moved(self, reason: str) -> None:
        """Settle what the transfer raised; the other conflict waits for a person."""
        for conflict in conflicts.conflicts(self.demo.hr, self.year):
            if conflict.employee_number == self.mishaps.moved.number:
                conflicts.resolve(self.demo.hr, conflict.id, 1, reason)

    def finalise(self) -> None:
        """Freeze the result; one of them is corrected afterwards."""
        self.on(3, 18)
        deputising.allow_both_stages(self)
        drafting.draft(self.demo.hr)
        number = f"総人第{self.year - 1890}号"
        finalise.finalise(self.demo.hr, number, self.demo.clock.today())
        self.on(3, 24)
        person = self.mishaps.stood_in
        levels = self._corrected(person)
        finalise.correct(self.demo.hr, person.number, levels, "転記の誤りのため", "人事課長")
        self.demo.mishap(
            "correction", self.year, f"{person.name}さん({person.number})の結果を確定の後に訂正した。",
            employee=person.number,
        )  # fmt: skip

    def _corrected(self, person: Employee) -> dict[str, int]:
        from dxdesk.usecases.person_year.standing import person_year

        items = person_year(self.demo.hr, person.number, self.year).items
        # Somebody may have got nowhere yet in anything they are asked for.
        known = [item for item in items if item.confirmed is not None]
        item = next((item for item in known if item.confirmed), known[0])
        assert item.confirmed is not None
        return {item.uid: self.demo.voices.beside(item.uid, item.confirmed)}
