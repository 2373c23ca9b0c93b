"""Scenes of HR's store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from dxdesk.domain.errors import Problem
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import messages, nominating_samples, samples
from dxdesk.ui.home.view import HomeScreen
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, dialog, shown, to, typed
from dxdesk.ui.proxy.view import Proxy
from dxdesk.ui.roster.view import Roster
from dxdesk.ui.status.view import StatusScreen
from dxdesk.ui.year.view import Year
from dxdesk.usecases.organisation.roster_drift import Change


def standing(role: Role) -> list[Scene]:
    """Return 提出状況 and 代行, which confirmers have too."""
    nobody, again = typed("status", "search", messages.NOT_FOUND)
    strangers, back = typed("proxy", "search", messages.NOT_FOUND)
    found = [
        Scene("status", to("status")),
        Scene("status-nobody", nobody, again),
        Scene("reminder", dialog("status", lambda screen: screen.make_reminder())),
        Scene("reminder-copied", dialog("status", lambda screen: screen.make_reminder(), _copied)),
        Scene("proxy", _proxy),
        Scene("proxy-item", _proxy_item),
        Scene("proxy-nobody", strangers, back),
    ]
    if role is Role.HR:
        found.append(Scene("proxy-confirm", _proxy_confirm, _proxy_enter))
    return found


def news() -> list[Scene]:
    """Return home with what changed since the last visit."""
    return [Scene("home-news", _news, lambda studio: studio.window.reload_screen())]


def _news(studio: Studio) -> None:
    screen = studio.at(HomeScreen)
    screen.show_news(samples.news(), messages.RECENT_AT)


def _copied(asked: Any) -> None:
    from dxdesk.ui.widgets.copying import COPIED

    asked.note.setText(COPIED)


def _proxy(studio: Studio) -> None:
    studio.at(Proxy).people.pick(lambda person: True)


def _proxy_item(studio: Studio) -> None:
    screen = studio.at(Proxy)
    screen.people.pick(lambda person: True)
    studio.settle()
    if screen.panel.work is not None:
        screen.panel.go_to(screen.panel.work.items[0].uid)


def _proxy_confirm(studio: Studio) -> None:
    screen = studio.at(Proxy)
    screen.confirm_mode.setChecked(True)
    screen.people.pick(lambda person: person.state == "submitted") or screen.people.pick(lambda _: True)
    screen._again()


def _proxy_enter(studio: Studio) -> None:
    screen: Any = studio.window.screens["proxy"]
    screen.enter_mode.setChecked(True)
    screen._again()


_UNIT_ACTS = ("add", "rename", "close")


def office() -> list[Scene]:
    """Return what only HR has."""
    nobody, again = typed("roster", "search", messages.NOT_FOUND)
    return [
        Scene("year", to("year")),
        Scene("year-lower", _year_lower),
        Scene("year-finalise", _finalising),
        Scene("year-draft", _draft),
        Scene("year-drift", _drift),
        Scene("year-packages", dialog("year", lambda s: s.packages.click(), lambda d: d.each.click())),
        Scene("year-close", dialog("year", lambda screen: screen._ask_close())),
        Scene("year-director", dialog("year", lambda screen: screen.show_director())),
        Scene("deputies", _deputies),
        Scene("deputies-named", _deputy_named),
        Scene("rules", _rules),
        Scene("year-opening", _opening, lambda studio: studio.window.screens["year"].reload()),
        Scene("correction", dialog("year", lambda screen: screen._correct())),
        Scene("correction-person", _correction),
        Scene("correction-error", lambda studio: _correction(studio, "999999")),
        Scene("roster", _roster),
        Scene("roster-nobody", nobody, again),
        Scene("roster-decide", _decide),
        Scene("roster-confirmers", _confirmers),
        Scene("roster-link", _link),
        Scene("roster-stop", partial(_own_record, act="stop")),
        Scene("roster-request", partial(_own_record, act="request")),
        Scene("import", dialog("roster", lambda screen: screen.import_table(None))),
        Scene("import-nothing", dialog("roster", lambda s: s.import_table(None), lambda d: d.look_at())),
        Scene("import-preview", lambda studio: _import(studio, good=True)),
        Scene("import-errors", lambda studio: _import(studio, good=False)),
        Scene("import-columns", partial(_columns, table=samples.foreign_roster)),
        Scene("import-questions", _questions),
        Scene("import-reading", partial(_columns, table=samples.grouped_roster)),
        Scene("import-moved", partial(_moved, table=samples.grouped_roster)),
        Scene("import-attendance", _attendance),
        Scene("appointments", _appointments),
        Scene("nominations", _nominations),
        Scene("nominations-begin", _nominations_begin),
        Scene("departments", _units),
        *(Scene(f"departments-{act}", partial(_units, act=act)) for act in _UNIT_ACTS),
    ]


_FIRST = Change("一次確認者", "佐藤 健一(001001)", "鈴木 香織(001002)")


def _year_lower(studio: Studio) -> None:
    screen = studio.at(Year)
    assert screen._running is not None
    bar = screen._running.verticalScrollBar()
    bar.setValue(bar.maximum())


def _deputies(studio: Studio) -> Shown | None:
    """Show a naming in work, with what it would not do."""
    screen = studio.at(Year)
    if screen.found is None or screen.found.cycle is None:
        return None
    screen.show_deputies()
    studio.settle()
    asked: Any = screen.dialog
    asked.table.pick(lambda _: True)
    number = next(iter(sorted(asked.found.confirmers)), "")
    asked.principal.choose(number)
    asked.deputy.choose(next((one.number for one in asked.found.staff if one.number != number), ""))
    studio.settle()
    asked._say_foreseen((Problem(*messages.BOTH_STAGES),))
    return shown(asked)


def _deputy_named(studio: Studio) -> Shown | None:
    """Show what is next after a naming; nothing is named here."""
    from dxdesk.ui.year import deputy_messages as said

    screen = studio.at(Year)
    if screen.found is None or screen.found.cycle is None:
        return None
    screen.show_deputies()
    studio.settle()
    asked: Any = screen.dialog
    name, number, *_ = messages.STOPPED[0]
    asked.say_named(said.PERSON.format(name=name, number=number), number, ())
    return shown(asked)


def _rules(studio: Studio) -> Shown | None:
    """Show what a year under earlier rules is asked before it moves, with made-up lines."""
    from dxdesk.ui.year.rules import MoveDialog

    screen = studio.at(Year)
    if screen.found is None or screen.found.cycle is None:
        return None
    asked = MoveDialog(screen, screen.found.cycle, samples.stopped())
    asked.open()
    return shown(asked)


def _drift(studio: Studio) -> Shown | None:
    """Show for whom the roster says something else, with made-up changes of people who are there."""
    from dxdesk.ui.year.drift import DriftDialog
    from dxdesk.usecases.organisation.roster_drift import Difference, Drift, Kind

    people = studio.at(StatusScreen).people.shown()[:6]
    screen = studio.at(Year)
    if screen.found is None or screen.found.cycle is None or len(people) < 6:
        return None
    said = (
        (Kind.LEFT, ()),
        (Kind.NUMBER, (Change("職員番号", "000900", people[1].number),)),
        (Kind.MOVED, (Change("所属", people[2].department, people[5].department), _FIRST)),
        (Kind.CONFIRMER, (_FIRST,)),
        (Kind.EXEMPT, (Change("対象", "対象", "対象外(在職状態が「休業等」)"),)),
        (Kind.DETAIL, (Change("職名", "主事", "主任"),)),
    )
    found = tuple(
        Difference(person.number, person.name, person.department, kind, changes)
        for person, (kind, changes) in zip(people, said, strict=True)
    )
    year = screen.found.cycle
    asked = DriftDialog(screen, Drift(year, found, f"{year.fiscal_year + 1}-04-01"))
    asked.open()
    return shown(asked)


def _opening(studio: Studio) -> None:
    screen = studio.at(Year)
    if screen.found is not None:
        screen._offer_new()


def _finalising(studio: Studio) -> Shown | None:
    """Ask as before the last round of the year: the first people of the office wait for others."""
    people = studio.at(StatusScreen).people.shown()
    screen = studio.at(Year)
    left = [replace(one, state=State.FIRST_CONFIRMED) for one in people[:5]]
    screen.ask_finalise(people[5:], left)
    return shown(screen.dialog)


def _draft(studio: Studio) -> Shown | None:
    """Show a draft from which people changed in each way there is."""
    from dxdesk.ui.year.draft import DraftDialog
    from dxdesk.usecases.year.draft_decision import GONE, NEW, OTHER, Changed, Draft, Drafted
    from dxdesk.usecases.year.drafting import Compared

    people = studio.at(StatusScreen).people.shown()[:6]
    screen = studio.at(Year)
    drafted = tuple(
        Drafted(
            one.number, one.name, one.department_code, one.department, "", {}, as_reported=False, digest=""
        )
        for one in people[1:]
    )
    said = (
        (people[0], NEW, "起案のあとに、確定できるようになりました。"),
        (people[1], OTHER, "業務改革 LV1 → LV2、所属 区民課 → 税務課"),
        (people[2], GONE, "いまは確定できません(食い違い)。"),
    )
    changed = tuple(Changed(one.number, one.name, how, text) for one, how, text in said)
    compared = Compared(Draft(2025, "2026-03-10T00:00:00Z", "", "", drafted), changed)
    screen.dialog = DraftDialog(screen, compared, lambda _: None)
    screen.dialog.open()
    return shown(screen.dialog)


def _correction(studio: Studio, number: str = "") -> Shown | None:
    screen = studio.at(Year)
    people = studio.at(StatusScreen).people.shown()
    finished = next((person.number for person in people if person.state == "finalised"), "")
    screen = studio.at(Year)
    screen._correct()
    asked: Any = screen.dialog
    studio.settle()
    asked.person.choose(number or finished)
    asked.load()
    studio.settle()
    for box in list(asked.boxes.values())[1:3]:
        box.setCurrentIndex(0 if box.currentIndex() else 1)
    return shown(asked)


def _own_record(studio: Studio, act: str) -> Shown | None:
    from dxdesk.ui.roster.person import about

    screen = studio.at(Roster)
    person = next(iter(screen.table.shown()), None)
    if person is None:
        return None
    found = about(studio.window.desk, person)
    (screen.stop_use if act == "stop" else screen.keep_request)(found)
    return shown(screen.own_dialog)


def _roster(studio: Studio) -> None:
    studio.at(Roster).table.pick(lambda person: True)


def _decide(studio: Studio) -> Shown | None:
    from dxdesk.ui.roster.person import about

    screen = studio.at(Roster)
    person = next(iter(screen.table.shown()), None)
    if person is None:
        return None
    screen.decide(about(studio.window.desk, person))
    asked: Any = screen.deciding
    asked.choices.button(1).setChecked(True)
    asked.accept()  # without a reason: it asks for one
    return shown(asked)


def _confirmers(studio: Studio) -> Shown | None:
    from dxdesk.ui.roster.person import about

    screen = studio.at(Roster)
    person = next(iter(screen.table.shown()), None)
    if person is None:
        return None
    screen.set_confirmers(about(studio.window.desk, person))
    asked: Any = screen.confirmer_dialog
    asked.fields["first_confirmer"].setText(messages.NOT_FOUND)
    asked.keep()  # nobody is called so
    studio.settle()
    return shown(asked)


def _link(studio: Studio) -> Shown | None:
    from dxdesk.ui.roster.person import about

    screen = studio.at(Roster)
    people = screen.table.shown()
    if len(people) < 2:
        return None
    screen.link(about(studio.window.desk, people[0]))
    asked: Any = screen.link_dialog
    asked.other.choose(people[1].number)
    asked.keep()  # two people of two names: it asks whether that is sure
    studio.settle()
    return shown(asked)


def _questions(studio: Studio) -> Shown | None:
    screen = studio.at(Roster)
    screen.import_table(samples.roster_of_others(studio))
    asked: Any = screen.dialog
    studio.settle()
    asked.partial.setChecked(True)
    asked.look_at()
    studio.settle()
    studio.settle()
    return shown(asked)


def _columns(studio: Studio, table: Callable[[Studio], Path]) -> Shown | None:
    screen = studio.at(Roster)
    screen.import_table(table(studio))
    studio.settle()
    studio.settle()
    asked: Any = screen.dialog
    return shown(asked)


def _moved(studio: Studio, table: Callable[[Studio], Path]) -> Shown | None:
    """Show what is said after a column took the meaning of another."""
    asked: Any = _columns(studio, table)
    reading = asked.reading
    taker, loser = list(reading.choices)[-1], next(iter(reading.choices))
    choice = reading.choices[taker]
    choice.setCurrentText(reading.choices[loser].currentText())
    choice.activated.emit(choice.currentIndex())
    asked.bring(reading)
    studio.settle()
    return shown(asked)


def _attendance(studio: Studio) -> Shown | None:
    screen = studio.at(Roster)
    screen.import_table(samples.attendance(studio))
    asked: Any = screen.dialog
    asked.kind.setCurrentIndex(asked.kind.findData("attendance"))
    asked.kind.activated.emit(asked.kind.currentIndex())
    studio.settle()
    asked.look_at()
    studio.settle()
    studio.settle()
    return shown(asked)


def _appointments(studio: Studio) -> Shown | None:
    screen = studio.at(Roster)
    screen.show_appointments()
    studio.settle()
    found: Shown | None = screen.appoint_dialog
    return found


def _nominations(studio: Studio) -> Shown | None:
    screen = studio.at(Roster)
    screen.show_nominations()
    studio.settle()
    found = screen.nomination_dialog
    assert found is not None
    if found.current() is None:
        found.show_rounds(nominating_samples.rounds())
        found.banner.hide()
    studio.settle()
    return shown(found)


def _nominations_begin(studio: Studio) -> Shown | None:
    _nominations(studio)
    found = studio.at(Roster).nomination_dialog
    assert found is not None
    found.start(None)
    studio.settle()
    made = found.beginning
    assert made is not None
    if not made.sections.count():
        made.bring_names(nominating_samples.NAMES)
        made.show_proposed(nominating_samples.ROUND)
        made.banner.hide()
    studio.settle()
    return shown(made)


def _units(studio: Studio, act: str = "") -> Shown | None:
    screen = studio.at(Roster)
    screen.show_units()
    asked: Any = screen.unit_dialog
    studio.settle()
    first = asked.tree.topLevelItem(0)
    if act and first is not None:
        asked.tree.setCurrentItem(first)
        asked.start(act)
    return shown(asked)


def _import(studio: Studio, *, good: bool) -> Shown | None:
    screen = studio.at(Roster)
    screen.import_table(samples.roster(studio, good=good))
    asked: Any = screen.dialog
    studio.settle()
    asked.partial.setChecked(True)
    asked.look_at()
    studio.settle()
    return shown(asked)
