"""実践と支援 in the demonstration: 案件票 sent out and back, events, consultations, an award."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.knowledge_record import Form, KnowledgeSaid, Turned, TurnedSaid
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, EventSaid, Solved, Sort, Status
from dxdesk.domain.target_record import Aim, Basis, Span, TargetSaid
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.programs.scenario import by_hand
from dxdesk.programs.scenario.demo import Demo
from dxdesk.programs.scenario.town import Town, Unit
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.knowledge import keeping as knowledge
from dxdesk.usecases.practice import awarding, keeping, turning
from dxdesk.usecases.practice.switch import practice_on
from dxdesk.usecases.practice.tables import CASES
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.targets import keeping as targets
from dxdesk.usecases.targets.ledger import targets as ledger
from dxdesk.usecases.workplace.desk import Desk

_NAMES = ("窓口の予約", "備品の貸出し", "会議録の下書き", "照会の集計")
_EFFECTS = (
    "電話がつながるまでの時間が短くなった",
    "紙の台帳をさがす手間がなくなった",
    "会議の翌日に下書きを配れるようになった",
    "集計の手直しがなくなった",
)
_HOURS = (("1200", "420"), ("300", "90.5"), ("480", "200"), ("", ""))
_TOPICS = (
    "表計算の集計が合わない",
    "申請フォームの作り方",
    "生成AIで下書きをしたい",
    "紙の台帳を電子にしたい",
)


def play(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Let HR, where it uses that, ask sections for their cases, and keep events and consultations."""
    with demo.hr.store.read() as uow:
        if not practice_on(uow):
            return
        commends = files_on(demo.hr, uow)
    _aim(demo.hr, year)
    _events(demo.hr, town, year)
    _consultations(demo.hr, town, year)
    if demo.keeps_files:
        _forms(demo, town, year, folder)
    else:
        for place, unit in enumerate(_asked(town)):
            keeping.write_down(demo.hr, _case(unit, place, year), new=True)
    first = _case(_asked(town)[0], 0, year)
    if commends:
        awarding.award(demo.hr, keeping.code_for(first), "業務改善賞(見本)", f"{year}-11-20")
    _know(demo.hr, keeping.code_for(first), town, year)
    demo.step()


def of_digital(desk: Desk, town: Town, year: int) -> None:
    """Let DX推進課 keep what it does itself: a meeting, a consultation."""
    meeting = EventSaid(
        name="DX推進リーダー連携会議(見本)",
        sort=Sort.MEETING,
        held_on=f"{year}-07-10",
        held_by="DX推進課",
        participants=18,
    )
    asked = ConsultationSaid(
        topic="オンライン申請の画面の直し方(見本)",
        section=town.units[-1].code,
        asked_on=f"{year}-11-05",
        days=3,
        solved=Solved.VENDOR,
    )
    for thing in (meeting, asked):
        keeping.write_down(desk, thing, new=True)


def _asked(town: Town) -> tuple[Unit, ...]:
    return tuple(town.units[: len(_NAMES)])


def _case(unit: Unit, place: int, year: int) -> CaseSaid:
    before, after = _HOURS[place]
    done = place < len(_NAMES) - 1
    return CaseSaid(
        name=f"{_NAMES[place]}(見本 {fiscal_year_short(year)})",
        section=unit.code,
        lead=unit.others[0].number,
        escorts=(unit.chiefs[0].number,) if unit.chiefs else (),
        tools=("その他:申請フォーム",),
        hours_before=before,
        hours_after=after,
        effect=_EFFECTS[place],
        status=Status.DONE if done else Status.ACTIVE,
        started=f"{year}-05-{10 + place}",
        finished=f"{year}-10-{10 + place}" if done else "",
        exemplary=place == 0,
    )


def _cells(case: CaseSaid) -> dict[str, str]:
    """Return what a section types into its 案件票."""
    return {
        "案件": case.name,
        "リードの職員番号": case.lead,
        "伴走の職員番号": "、".join(case.escorts),
        "使うツール・スキル": "その他: 申請フォーム",
        "改善前の時間(年)": case.hours_before,
        "改善後の時間(年)": case.hours_after,
        "効果": case.effect,
        "状況": "完了" if case.done else "進行中",
        "始めた日": case.started,
        "終えた日": case.finished,
        "優良事例": "○" if case.exemplary else "",
    }


def _forms(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Send 案件票, let sections type into them, and take them in; one comes back with faults first."""
    done = dispatch.export(demo.hr, dispatch.Export(CASE_FORM.word, folder / "案件票"))
    demo.list_files(CASE_FORM.kind, year, done.files)
    sent = {path.name.split("_")[1]: path for path in done.files}
    answered = []
    for place, unit in enumerate(_asked(town)):
        if unit.code in sent:
            path = folder / "戻った案件票" / sent[unit.code].name
            by_hand.fill_cases(sent[unit.code], path, [_cases_of(unit, place, year)])
            answered.append(path)
    faulty = folder / "戻った案件票" / "直しの要る案件票.xlsx"
    cells = _cases_of(_asked(town)[0], 0, year) | {"案件": "氏名だけの案件(見本)", "リードの職員番号": ""}
    by_hand.fill_cases(done.files[0], faulty, [cells])
    demo.list_files(CASE_FORM.kind, year, [*answered, faulty])
    report = receive_batch(demo.hr, Batch((*answered, faulty)))
    refused = [file for file in report.files if file.outcome == "refused"]
    if [Path(file.path).name for file in refused] != [faulty.name] or refused[0].kind != CASES:
        raise RuntimeError(f"the demonstration's own 案件票 are taken otherwise: {refused}")
    demo.mishap(
        "case-without-lead", year,
        "リードした人の職員番号のない案件票は、セルと直し方を挙げて断られ、何も取り込まれない。",
        files=[demo.listing.path(faulty)],
    )  # fmt: skip


def _cases_of(unit: Unit, place: int, year: int) -> dict[str, str]:
    return {title: text for title, text in _cells(_case(unit, place, year)).items() if text}


def _know(desk: Desk, case: str, town: Town, year: int) -> None:
    """Make what a case taught explicit, and put some of the time it created to a measure."""
    label = fiscal_year_short(year)
    for name, form, place, of, review in (
        (
            "予約フォームの作り方",
            Form.PROCEDURE,
            "共有フォルダー/手順書/予約フォーム",
            case,
            f"{year + 2}-04-01",
        ),
        ("よくある質問(申請フォーム)", Form.FAQ, "庁内ページ/DX/よくある質問", "", ""),
        ("表計算のこつ", Form.VIDEO, "庁内ページ/動画/表計算", "", f"{year + 1}-10-01"),
    ):
        said = KnowledgeSaid(
            name=f"{name}(見本 {label})",
            sort=form,
            place=place,
            section=town.units[0].code,
            made_on=f"{year}-11-10",
            case=of,
            tags=("申請", "フォーム") if "フォーム" in name else ("表計算",),
            review_on=review,
            sample=True,
        )
        knowledge.save_piece(desk, said)
    measure = TurnedSaid(
        name=f"窓口に来られない人への訪問(見本 {label})",
        what="予約の電話にかけていた時間を、訪問の相談に充てる",
        section=town.units[0].code,
        put="600",
        sources=(case,),
        since=f"{year}-12-01",
        state=Turned.ACTIVE,
        sample=True,
    )
    turning.save_measure(desk, measure)


def _events(desk: Desk, town: Town, year: int) -> None:
    people = tuple(unit.others[0].number for unit in town.units)
    for event in (
        EventSaid(name="申請フォームの体験会(見本)", sort=Sort.TRIAL, held_on=f"{year}-06-12",
                  place="大会議室",
                  held_by="人事課", attendees=people),
        EventSaid(name="成果発表会(見本)", sort=Sort.SHOWCASE, held_on=f"{year}-11-05", place="講堂",
                  held_by="人事課", participants=64),
        EventSaid(name="動画「表計算のこつ」(見本)", sort=Sort.MEDIA, held_on=f"{year}-09-01",
                  held_by="人事課"),
    ):  # fmt: skip
        keeping.write_down(desk, event, new=True)


def _consultations(desk: Desk, town: Town, year: int) -> None:
    solved = (Solved.DESK, Solved.SECTION, Solved.SYSTEM, Solved.OPEN)
    for place, (topic, where) in enumerate(zip(_TOPICS, solved, strict=True)):
        asked = ConsultationSaid(
            topic=f"{topic}(見本)",
            section=town.units[place % len(town.units)].code,
            asked_on=f"{year}-{6 + place:02}-15",
            days=2 * place,
            solved=where,
        )
        keeping.write_down(desk, asked, new=True)


def _aim(desk: Desk, year: int) -> None:
    """Aim at hours and cases of the year, counted from what is kept."""
    for code, name, basis, unit, plan in (
        ("cases-done", "完了した改善案件(見本)", Basis.CASES, "件", "3"),
        ("hours-created", "創出した時間(見本)", Basis.HOURS, "時間", "1500"),
    ):
        wanted = TargetSaid(
            code=code,
            name=name,
            aim=Aim.PRODUCT,
            span=Span.YEAR,
            unit=unit,
            basis=basis,
            plans={year: plan},
            held_by="人事課",
        )
        with desk.store.read() as uow:
            there = ledger(uow).find("hr", code)
        # One target goes on from year to year: a second of its name would stand beside it on every paper.
        if there is None:
            targets.save_target(desk, wanted)
        else:
            targets.save_target(desk, wanted._replace(plans={**there.said.plans, year: plan}), there.said)
