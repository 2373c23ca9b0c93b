"""年度計画 in pictures: both versions, what differs, what came of it, and what is asked."""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.action_plan import DRAFT, FINAL, Figure, Named, Places, PlanLine, PlanSaid, differences
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ui.action_plan.view import ActionPlan
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.widgets.form import FormDialog
from dxdesk.usecases.action_plan.actuals import Actual
from dxdesk.usecases.action_plan.aims import PlanAim
from dxdesk.usecases.action_plan.effects import Effect
from dxdesk.usecases.action_plan.ledger import Held
from dxdesk.usecases.action_plan.overview import PlanYear, Step

PLACE = "action_plan"
_YEAR = 2026


def planning(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    if role not in (Role.HR, Role.DX):
        return ()
    return (
        Scene("action_plan", _at(0), _back),
        Scene("action_plan-final", _at(1), _back),
        Scene("action_plan-differences", _at(2), _back),
        Scene("action_plan-done", _at(3), _back),
        Scene("action_plan-effects", _at(4), _back),
        Scene("action_plan-aims", _at(5), _back),
        Scene("action_plan-figures", _at(6), _back),
        Scene("action_plan-line", _line, _back),
    )


def _at(tab: int) -> Callable[[Studio], None]:
    def scene(studio: Studio) -> None:
        used = not studio.window.navigation.buttons[PLACE].isHidden()
        if not used:
            studio.window.offer_places(frozenset({ACTION_PLAN}))
        screen = studio.at(ActionPlan)
        studio.settle()
        if not used or (tab and screen.found is not None and screen.found.final is None):
            # A year that stands at 予算要求案 has nothing yet of what these pictures are about.
            screen.banner.hide()
            screen.show_found(_sample())
        screen.tabs.setCurrentIndex(tab)
        studio.settle()

    return scene


def _line(studio: Studio) -> Shown | None:
    _at(1)(studio)
    screen = studio.at(ActionPlan)
    screen.acts.edit(screen.shown_year, FINAL, "", PlanLine())
    dialog = screen.acts.dialog
    assert isinstance(dialog, FormDialog)
    studio.settle()
    return shown(dialog)


def _back(studio: Studio) -> None:
    for screen in studio.window.screens.values():
        if isinstance(screen, ActionPlan):
            screen.stale = True
    studio.window.reload_screen()


def _sample() -> PlanYear:
    """Return a year as an office has it that plans: made up, for stores that have none."""
    day = f"{_YEAR - 1}-10-05"
    lines = {
        "L01": PlanLine("業務改革研修(見本)", "bpr", "", 2, 40, (f"{_YEAR}-05", f"{_YEAR}-10"),
                        (Places("", "区民部", 24), Places("", "ほかの所属", 16)), 480_000,
                        "企画・実施", "講師の手配", "", 38, "「業務改革」で、求められる水準に届いていない人"),
        "L02": PlanLine("相談の窓口(見本)", "", "D1", by_dx="実施"),
        "L03": PlanLine("CIO補佐官(見本)", staffing="R8-1", heads=1, means="任用(非常勤・特別職非常勤職員)",
                        why="経験者が庁内にいない", note="R8.10までに"),
    }  # fmt: skip
    aims = (
        PlanAim(Named("hr", "trained"), "業務改革研修の修了者(見本)", "参加率", "★", "40人", reached="18人",
                of_year=_YEAR, as_of=f"{_YEAR}-08-01", word="△ 途中", lines=("業務改革研修(見本)",)),
        PlanAim(Named("hr", "posts"), "DX推進員を置いた課(見本)", "体制整備", "★〜★★", "",
                f"{fiscal_year_short(_YEAR + 3)}までに各課2人以上"),
    )  # fmt: skip
    before = (
        Figure("level:bpr", "「業務改革」で、求められる水準に届いていない人", day, "38人 / 120人", "見本"),
    )
    after = (before[0]._replace(told="31人 / 118人", as_of=f"{_YEAR}-04-02"),)
    draft = PlanSaid(_YEAR, DRAFT, day, before, day, "人事課(見本)", "了承", day, "見本第1号", lines=lines)
    changed = {**lines, "L01": lines["L01"]._replace(yen=400_000, needed=31)}
    final = PlanSaid(_YEAR, FINAL, f"{_YEAR}-04-02", after, lines=changed)
    counts = ("LV1", "LV2"), (12, 6), (7, 11)
    effect = Effect(_YEAR, "bpr", "業務改革", 19, 18, *counts, 5, 13, 0, name="BPR研修")
    return PlanYear(
        _YEAR, (_YEAR,), f"{_YEAR}-08-01", "hr", Held("hr", "", draft), Held("hr", "", final),
        differences(draft, final),
        {
            "L01": Actual(1, 19, 18, 180_000, True, "", "支出負担行為書(見本)"),
            "L03": Actual(None, None, None, None, True, arrived=0, lacking="公募中、あと1人"),
        },
        {"bpr": (effect,)},
        (), Step.CONSULT_FINAL, {}, aims, True, True,
    )  # fmt: skip
