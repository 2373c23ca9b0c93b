"""Scenes of 目標と指標, 提供 and what DX推進課 was given: the store's own, else made up where it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dxdesk.domain.capabilities import AIMS, PROVISION, TRAINING
from dxdesk.domain.provisions import Given, Item, Permit, State
from dxdesk.domain.target_record import Basis
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ui.aims.target_dialog import FiguresDialog
from dxdesk.ui.aims.view import Aims
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.provision.given_view import Provided
from dxdesk.ui.provision.permit_dialog import PermitDialog
from dxdesk.ui.provision.provide_dialog import ProvideDialog
from dxdesk.ui.provision.view import Provision
from dxdesk.ui.settings.small_cells_card import SmallCellsCard
from dxdesk.ui.settings.view import Settings
from dxdesk.ui.training.view import Training

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.provisions import Received
    from dxdesk.usecases.forms.provision_sheets import SkillCounts
    from dxdesk.usecases.sending.provision_preview import Preview

_DAY, _END, _PURPOSE = "2026-03-26", "2099-03-31", "DX部門での利用"
_PERMIT = Permit(
    (Item.NUMBER, Item.SECTION, Item.STAGES),
    *("見本区個人情報の利用に関する要綱第5条", "7総人第215号", "2026-03-02", "2026-03-03", _END),
)


def digital(role: Role) -> list[Scene]:
    """Return the scenes of a role; the window offers the places for them alone where they are not used."""
    if role not in (Role.HR, Role.DX):
        return []
    found: dict[str, Callable[[Studio], Shown | None]] = {
        "aims": lambda studio: _aims(studio, "targets"),
        "aims-figures": _figures,
        "aims-indicators": lambda studio: _aims(studio, "indicators"),
        "aims-model": lambda studio: _aims(studio, "model"),
        "aims-activities": lambda studio: _aims(studio, "activities"),
        "aims-barriers": lambda studio: _aims(studio, "barriers"),
        "aims-survey": _survey,
    }
    if role is Role.HR:
        found |= {
            "provision": _records,
            "provision-permits": _permits,
            "provision-give": lambda studio: _give(studio, individuals=False),
            "provision-give-individuals": lambda studio: _give(studio, individuals=True),
            "provision-permit": _permit,
        }
    else:
        found |= {
            "training": _training,
            "training-session": _sessions,
            "provided": lambda studio: _provided(studio, State.HOLDS),
            "provided-individuals": _individuals,
            "provided-ended": lambda studio: _provided(studio, State.ENDED),
            "provided-withdrawn": lambda studio: _provided(studio, State.WITHDRAWN),
        }
    found["settings-small-cells"] = _small_cells
    return [Scene(name, show, _back) for name, show in found.items()]


def _back(studio: Studio) -> None:
    for screen in studio.window.screens.values():
        if isinstance(screen, (Aims, Provision, Provided, Training)):
            screen.stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses


def _offer(studio: Studio, place: str) -> None:
    """Offer a place that the office does not use; where it does, the others it uses stay beside it."""
    if studio.window.navigation.buttons[place].isHidden():
        studio.window.offer_places(frozenset({place}))


# --- DX推進課's own courses -----------------------------------------------------------------------------


def _training(studio: Studio) -> None:
    _offer(studio, TRAINING)
    studio.at(Training)
    studio.settle()


def _sessions(studio: Studio) -> None:
    """Show the sessions of the first course, where there is one."""
    _training(studio)
    screen = studio.at(Training)
    if screen.found is None or screen.found.empty:
        return
    page: Any = screen.page("courses")
    page.table.pick(lambda _: True)
    studio.settle()
    page.card.tabs.setCurrentIndex(1)


# --- 目標と指標 --------------------------------------------------------------------------------------


def _aims(studio: Studio, page: str) -> None:
    _offer(studio, AIMS)
    studio.at(Aims, page=page)
    studio.settle()


def _figures(studio: Studio) -> Shown | None:
    """Ask for the figures of a target, of one whose actual is typed where there is such a one."""
    _aims(studio, "targets")
    screen = studio.at(Aims)
    page: Any = screen.page("targets")
    by_hand = sorted(page.table.shown(), key=lambda one: one.said.basis != Basis.HAND)
    for one in by_hand[:1]:
        dialog = FiguresDialog(one, screen)
        dialog.open()
        studio.settle()
        return shown(dialog)
    return None


def _survey(studio: Studio) -> Shown | None:
    _aims(studio, "indicators")
    page: Any = studio.at(Aims).page("indicators")
    page.import_survey()
    studio.settle()
    return shown(page.dialog)


# --- 提供 ----------------------------------------------------------------------------------------------


def _provision(studio: Studio, page: int) -> Provision:
    _offer(studio, PROVISION)
    screen = studio.at(Provision)
    screen.banner.hide()
    if not screen.table.shown():
        screen.show_records(_made_up_records(), {"0001": _PERMIT})
    screen.tabs.setCurrentIndex(page)
    studio.settle()
    return screen


def _records(studio: Studio) -> None:
    _provision(studio, 0)


def _permits(studio: Studio) -> None:
    _provision(studio, 1)


def _permit(studio: Studio) -> Shown | None:
    screen = _provision(studio, 1)
    dialog = PermitDialog(screen, lambda: None)
    dialog.open()
    return shown(dialog)


def _give(studio: Studio, *, individuals: bool) -> Shown | None:
    from dxdesk.usecases.sending.provision_preview import Choices

    screen = _provision(studio, 0)
    permits = {"0001": _PERMIT} if individuals else {}
    dialog = ProvideDialog(screen, Choices((2025, 2024), permits, (), _DAY), _PURPOSE)
    dialog.open()
    studio.settle()
    for item, box in dialog.items.items():
        if box.isEnabled():
            box.blockSignals(True)
            box.setChecked(item in _PERMIT.items)
    dialog.show_preview(_preview(individuals=individuals))
    return shown(dialog)


def _preview(*, individuals: bool) -> Preview:
    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.sending.provision_preview import Preview, SkillShown

    together = Problem(
        "provision-together",
        "令和7年度の集計は、前にも渡しています(提供記録0001)。"
        "2つを比べると、伏せた人数が分かることがあります。",
        "少ない人数の異動や追加があったときは、渡してよいか、または前の提供を取り下げるかを決めてください。",
    )
    skills = [("業務改革", 31, 9), ("プロジェクトマネジメント", 24, 16), ("デジタル活用", 34, 6)]
    skills += [("データ活用", 28, 12), ("セキュリティ", 40, 0)]
    return Preview(
        label="令和7年度",
        use="利用",
        until="2026-03-31",
        below=5,
        people=112,
        sections=8,
        skills=tuple(SkillShown(*one) for one in skills),
        items=("職員番号", "所属", "育成段階") if individuals else (),
        individuals=112 if individuals else 0,
        permit=_PERMIT if individuals else None,
        left_out="",
        notes=(together,) if individuals else (),
    )


def _made_up_records() -> tuple[Given, ...]:
    what, to = "令和7年度 所属別の人数", "DX推進担当課"
    return (
        Given("0003", _DAY, "利用", what, to, _PURPOSE, _END, ""),
        Given("0002", "2026-02-20", "利用", f"{what}、個人の職員番号、所属", to, _PURPOSE, "2026-03-15",
              "7総人第215号", "2"),
        Given("0001", "2026-01-20", "利用", what, to, _PURPOSE, "2026-03-31", "", "1", "2026-02-19"),
    )  # fmt: skip


# --- what DX推進課 was given ---------------------------------------------------------------------------


def _provided(studio: Studio, state: State) -> None:
    screen = studio.at(Provided)
    screen.banner.hide()
    if state is State.HOLDS and screen.table.shown():
        return
    screen.show_received((_received(state),))
    studio.settle()


def _individuals(studio: Studio) -> None:
    """Show individuals as a decision of every particular would give them."""
    from dataclasses import replace

    made = _received(State.HOLDS)
    levels = "業務改革 LV2、プロジェクトマネジメント LV1、デジタル活用 LV3、データ活用 LV2、セキュリティ LV1"
    people = tuple(
        (f"{place:06d}", f"見本 {name}", section, "主任", levels, "DX推進員 育成中", "DX基礎研修")
        for place, (name, section) in enumerate((("一郎", "総務課"), ("咲", "区民課"), ("健", "税務課")), 101)
    )
    given = replace(made.given, items=tuple(Item), people=people, people_until="2098-03-31")
    screen = studio.at(Provided)
    screen.banner.hide()
    screen.show_received((replace(made, given=given),))
    studio.settle()
    screen.individuals.table.pick(lambda _: True)


def _received(state: State) -> Received:
    from dxdesk.usecases.exchange.provisions import Received
    from dxdesk.usecases.forms.provision_sheets import Provision as Paper

    receipt = Receipt(1, f"{_DAY}T00:00:00Z", "提供票.xlsx", "", "provision", "applied", fiscal_year=2025)
    skills = tuple(_skill(name) for name in ("業務改革", "データ活用")) if state is State.HOLDS else ()
    until = _END if state is State.HOLDS else "2026-03-31"
    paper = Paper(_PURPOSE, until, 5, skills, decision=_PERMIT.number)
    since: Mapping[State, str] = {State.ENDED: "2026-03-31", State.WITHDRAWN: "2026-02-19"}
    return Received(receipt, 2025, paper, state, since.get(state, ""))


def _skill(name: str) -> SkillCounts:
    from dxdesk.usecases.forms.provision_sheets import SkillCounts

    rows = (
        ("010100", "総務課", (None, 8, None, 0, 14)),
        ("010200", "区民課", (None, 12, None, 0, 19)),
        ("", "全体", (6, 20, 7, 0, 33)),
    )
    return SkillCounts(name, name, ("LV0", "LV1", "LV2", "LV3"), rows)


def _small_cells(studio: Studio) -> None:
    screen = studio.at(Settings, page="uses")
    studio.settle()
    card = screen.findChild(SmallCellsCard)
    if card is not None:
        card.show()
        studio.settle()
        screen.uses.show_last()
        studio.wait()
