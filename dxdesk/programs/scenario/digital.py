"""DX推進課 in the demonstration: what HR gives it, what it keeps of its own, and what it sends back.

All of its own is marked 見本. HR gives aggregates for years, so that they are there whenever somebody looks,
and by a decision a few particulars of individuals for a month, which is over when the demonstration ends.
"""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.capabilities import CAPABILITIES, PROVISION
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.domain.indicators import FIXED, MEAN
from dxdesk.domain.provisions import Item, Permit
from dxdesk.domain.purposes import FIRST, Use
from dxdesk.domain.target_record import Actual, Aim, Basis, Forecast, Span, TargetSaid
from dxdesk.ports.entities import Role
from dxdesk.programs.scenario import planning, practising
from dxdesk.programs.scenario.demo import STORES, Demo, asked
from dxdesk.programs.scenario.inbox import received
from dxdesk.programs.scenario.town import Town
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox.opening import create_from
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.organisation import capabilities, giving
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE, SURVEY
from dxdesk.usecases.sealing.workbook_kinds import PROVISION as PROVISION_KIND
from dxdesk.usecases.sending import dispatch, provisions
from dxdesk.usecases.targets import keeping as targets
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk

KEY = "dx"
"""Under which the stage keeps its store."""

_YEARS = 5
"""So many years aggregates may be used."""

_QUESTION = "DX推進課に、気軽に相談できる。"
_WORDS = (
    *("そう思う", "ややそう思う", "どちらともいえない", "ややそう思う"),
    *("あまりそう思わない", "そう思う", "ややそう思う"),
)


def uses(desk: Desk) -> tuple[str, ...] | None:
    """Return what the records of a year are for where an office gives of them; ``None``: what is usual."""
    with desk.store.read() as uow:
        given = capabilities.is_on(uow, PROVISION)
    return (*(use.value for use in FIRST), Use.DX_SECTION.value) if given else None


def play(demo: Demo, town: Town, year: int, folder: Path) -> None:
    """Let HR give, DX推進課 begin its store and keep its own, and HR take in what it sends."""
    demo.clock.day = f"{year + 1}-03-26"
    desk = _begin(demo, year, _given(demo, year, folder / "提供", until=_last(year)))
    _plan(desk, year)
    _aim(demo, desk, year)
    practising.of_digital(desk, town, year)
    _ask(demo, desk, town, year, folder)
    planning.of_digital(desk, year)
    _send(demo, desk, year, folder / "送付票")
    # HR knows the targets of DX推進課 by now, and gives what it counted of them.
    _decide(demo, desk, year, folder / "提供(個人の項目)", until=_last(year))
    demo.step()


def _last(year: int) -> str:
    return f"{year + 1 + _YEARS}-03-31"


def _given(demo: Demo, year: int, folder: Path, *, until: str = "", items: tuple[str, ...] = ()) -> Path:
    wanted = provisions.Providing(folder, year, items, until=until, again=True)
    done = provisions.provide(demo.hr, wanted)
    demo.list_files(PROVISION_KIND.kind, year, [done.file])
    return done.file


def _begin(demo: Demo, year: int, paper: Path) -> Desk:
    """Make the store out of the first 提供票, with all that there is switched on."""
    path = demo.folder / STORES / "DX推進課.dxdesk"
    passphrase = "mihon-dxsuishin"
    desk, report = create_from(demo.services, paper, str(path), passphrase)
    if report.outcome == "refused":
        raise RuntimeError(f"the demonstration's own 提供票 is refused: {report.errors}")
    demo.add_desk(KEY, desk, path, passphrase, "DX推進担当課の台帳")
    for one in CAPABILITIES:
        if Role.DX.value in one.roles:
            capabilities.switch(desk, one.code, True)
    return desk


def _decide(demo: Demo, desk: Desk, year: int, folder: Path, *, until: str) -> None:
    """Give particulars of individuals by a decision that ends with the year."""
    permit = Permit(
        (Item.NUMBER, Item.SECTION, Item.STAGES),
        "見本区個人情報の利用に関する要綱第5条",
        f"{year - 2018}総人第215号",
        f"{year + 1}-03-02",
        f"{year + 1}-03-03",
        f"{year + 1}-03-31",
    )
    giving.keep_permit(demo.hr, permit)
    paper = _given(demo, year, folder, until=until, items=permit.items)
    receive(desk, ReceiveFiles((paper,)))
    last = f"令和{year - 2017}年3月31日"
    demo.mishap(
        "provision-over", year,
        f"DX推進課に渡した個人の項目は、{last}で決定(決裁番号 {permit.number})が終わり、使えなくなる。"
        "集計は引き続き使える。",
        files=[demo.listing.path(paper)],
    )  # fmt: skip


def _plan(desk: Desk, year: int) -> None:
    """Plan a course of one's own, held this year and the next."""
    code = "dx-consult"
    course = CourseSaid(
        code=code,
        name="業務改善の相談会(見本)",
        held_by="DX推進課",
        form=("集合",),
        hours=2,
        note="見本です。",
        by_attendance=True,
    )
    editing.save_course(desk, course)
    for turn, day in (
        ("第1回", f"{year}-07-16"),
        ("第2回", f"{year + 1}-01-21"),
        ("第3回", f"{year + 1}-06-17"),
    ):
        editing.save_session(desk, SessionSaid(course=code, turn=turn, first_day=day, place="第2研修室"))


def _taught(demo: Demo, year: int) -> tuple[str, ...]:
    """Return the course of HR's that most people completed in the year; none where nobody did any."""
    with demo.hr.store.read() as uow:
        taken = taken_in(uow, ledger(uow), year)
    counts = {code: len(one.completed) for code, one in taken.items()}
    most = max(sorted(counts), key=lambda code: counts[code], default="")
    return (most,) if most and counts[most] else ()


def _aim(demo: Demo, desk: Desk, year: int) -> None:
    """Set targets of one's own: of one the figure is typed, of the others HR counts it."""
    by_hand = TargetSaid(
        code="dx-meetings",
        name="DX推進の担当者の意見交換会(見本)",
        aim=Aim.PROCESS,
        span=Span.YEAR,
        unit="回",
        basis=Basis.HAND,
        first_year=year,
        last_year=year + 1,
        plans={year: "4", year + 1: "6"},
        actuals={year: Actual("3", f"{year + 1}-03-24", "DX推進課の記録")},
        forecasts={year + 1: Forecast("6", "2か月に1回開く。")},
        held_by="DX推進課",
    )
    counted = TargetSaid(
        code="dx-consult-times",
        name="業務改善の相談会の開催(見本)",
        aim=Aim.PROCESS,
        span=Span.YEAR,
        unit="回",
        basis=Basis.TIMES,
        courses=("dx-consult",),
        first_year=year,
        last_year=year + 1,
        plans={year: "2", year + 1: "3"},
        held_by="DX推進課",
    )
    attended = counted._replace(
        code="dx-basic",
        name="DX基礎研修を修了した人の割合(見本)",
        aim=Aim.PARTICIPATION,
        unit="%",
        basis=Basis.COMPLETED,
        courses=_taught(demo, year),
        any_course=True,
        plans={year: "30", year + 1: "50"},
    )
    for target in (by_hand, counted, *((attended,) if attended.courses else ())):
        targets.save_target(desk, target)


def _ask(demo: Demo, desk: Desk, town: Town, year: int, folder: Path) -> None:
    """Keep an outcome with an indicator, ask everybody about it, and evaluate what was done for it."""
    outcome = OutcomeSaid("D1", "direct", "困ったときに相談できる(見本)")
    indicator = IndicatorSaid(
        code="D1-1",
        name="DX推進課に相談できると感じる度合い(見本)",
        outcome=outcome.code,
        question=_QUESTION,
        measure=MEAN,
        aim=FIXED,
        aimed="4.0",
    )
    activity = ActivitySaid("D1", "相談の窓口(見本)", (outcome.code,), "DX推進課")
    for thing in (outcome, indicator, activity):
        indicators.write_down(desk, thing, new=True)
    units = {unit.code: unit.name for unit in town.units}
    rows = [
        (
            f"令和{year - 2018}年度",
            units.get(person.department_code, ""),
            person.grade,
            _WORDS[place % len(_WORDS)],
        )
        for place, person in enumerate(asked(town))
    ]
    path = folder / "相談のアンケート(見本).xlsx"
    header = ("年度", "所属", "職層", _QUESTION)
    received(demo, year, SURVEY.kind, path, header, rows, desk=desk)
    done = activity._replace(
        fiscal_year=year,
        planned="(見本) 毎週水曜",
        done="41回",
        participants=86,
        went_well="その場で直せた相談が半分あった",
        to_change="出張の回を設ける",
    )
    indicators.evaluate(desk, done)


def _send(demo: Demo, desk: Desk, year: int, folder: Path) -> None:
    """Send what it keeps to HR, who compared the code of its key by telephone."""
    done = dispatch.export(desk, dispatch.Export(DX_PACKAGE.word, folder))
    demo.list_files(DX_PACKAGE.kind, year, done.files)
    receive(demo.hr, ReceiveFiles(done.files))
    keys.register(demo.hr, desk.key_id)
