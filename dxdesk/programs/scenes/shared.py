"""Scenes that several roles have: receiving, the map, documents, settings, help, what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.pictures.stage import Scene, Shown, Stage, dialog, shown, tab, to
from dxdesk.ui.settings import deputy_request, handing
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.telling import Told
from dxdesk.ui.shell.worker import Running


def receiving(role: Role) -> list[Scene]:
    """Return the scenes of 受付."""
    found = [
        Scene("receive", _drop_area),
        Scene("receive-preview", lambda stage: _reports(stage, 0, dry_run=True), _start_over),
        Scene("receive-conflict", lambda stage: _reports(stage, 1, dry_run=True), _start_over),
        Scene("receive-refused", lambda stage: _reports(stage, 2, dry_run=True), _start_over),
        Scene("receive-done", lambda stage: _reports(stage, 3, dry_run=False), _start_over),
        Scene("receive-password", _password, _start_over),
        Scene("receive-ledger", to("receive", page="ledger")),
        Scene("receive-undo", dialog("receive", _undo)),
    ]
    if role is not Role.PERSONAL:
        found += [
            Scene("receive-conflicts", to("receive", page="conflicts")),
            Scene("receive-conflicts-chosen", _conflict_chosen, _conflict_left),
            Scene("receive-pending", to("receive", page="pending")),
        ]
    if role is Role.HR:
        found += [
            Scene("receive-held", _held, _held_again),
            Scene("receive-held-ask", _held_ask, _held_again),
            Scene("receive-held-none", to("receive", page="held")),
        ]
    return found


def _held(stage: Stage) -> None:
    screen = stage.go("receive", page="held")
    stage.settle()
    screen.held.show_held(samples.held())


def _held_ask(stage: Stage) -> Shown | None:
    _held(stage)
    screen: Any = stage.window.screens["receive"]
    screen.held.refuse.click()
    return shown(screen.dialog)


def _held_again(stage: Stage) -> None:
    stage.window.screens["receive"].reload()


def _drop_area(stage: Stage) -> None:
    stage.go("receive").tabs.setCurrentIndex(0)


def _reports(stage: Stage, place: int, *, dry_run: bool) -> Any:
    screen = stage.go("receive")
    screen.tabs.setCurrentIndex(0)
    report, names = samples.batch(stage)
    screen._received(report, names, dry_run=dry_run)
    wanted = report.files[place]
    screen.reports.table.pick(lambda each: each is wanted)
    return None


def _password(stage: Stage) -> Shown | None:
    _reports(stage, 3, dry_run=True)
    screen: Any = stage.window.screens["receive"]
    screen._ask_password(samples.batch(stage)[0].files[3])
    stage.settle()
    return shown(screen.dialog)


def _knowledge(stage: Stage) -> Shown | None:
    screen = stage.go("growth")
    screen.tabs.setCurrentIndex(3)
    stage.settle()
    screen.register.edit(None)
    stage.settle()
    asked = screen.register.dialog
    return shown(asked)


def _start_over(stage: Stage) -> None:
    screen: Any = stage.window.screens["receive"]
    screen.start_over()


def _undo(screen: Any) -> None:
    screen.tabs.setCurrentIndex(3)
    receipts = screen.ledger.table.shown()
    if receipts:
        screen.undo(receipts[0])


def _conflict_chosen(stage: Stage) -> None:
    page = stage.go("receive", page="conflicts").conflicts
    if page.choices:
        page.take(page.choices[0].number)
        page._settle()  # without a reason: it asks for one


def _conflict_left(stage: Stage) -> None:
    screen: Any = stage.window.screens["receive"]
    screen.conflicts.banner.hide()


def maps(role: Role) -> list[Scene]:
    """Return the scenes of スキルマップ and 育成."""
    found = [
        Scene("skillmap", _map),
        Scene("skillmap-person", _map_person),
        Scene("skillmap-grouped", _map_grouped, lambda stage: _group(stage, False)),
        Scene("skillmap-sections", _map_sections),
        Scene("skillmap-section", _map_section, lambda stage: _mode(stage, people=True)),
        Scene("skillmap-nobody", _map_nobody, _map_clear),
        Scene("skillmap-keep", _map_keep),
        Scene("growth", tab("growth", 0)),
    ]
    if role is Role.HR:
        found.append(Scene("skillmap-past", _map_past, _map_now))
        found += [Scene("growth-heads", tab("growth", 1)), Scene("growth-leaving", tab("growth", 2))]
    if role in (Role.HR, Role.DX):
        found.append(Scene("growth-knowledge", tab("growth", 3)))
        found.append(Scene("growth-knowledge-new", _knowledge))
        found.append(Scene("growth-weights", dialog("growth", lambda screen: screen.ask_weights())))
        found.append(Scene("skillmap-excel", dialog("skillmap", lambda screen: screen._excel())))
    return found


def _map(stage: Stage) -> None:
    screen = stage.go("skillmap")
    screen.compare.setChecked(True)
    screen._show_mode(people=True)
    screen._picked(0)


def _map_person(stage: Stage) -> None:
    stage.go("skillmap").people_table.choose(2, 1)


def _group(stage: Stage, on: bool) -> None:
    screen: Any = stage.window.screens["skillmap"]
    screen.filters.grouped.setChecked(on)


def _map_grouped(stage: Stage) -> None:
    stage.go("skillmap")
    _group(stage, True)


def _mode(stage: Stage, *, people: bool) -> None:
    screen: Any = stage.window.screens["skillmap"]
    screen._show_mode(people=people)


def _map_sections(stage: Stage) -> None:
    stage.go("skillmap")._show_mode(people=False)


def _map_section(stage: Stage) -> None:
    screen = stage.go("skillmap")
    screen._show_mode(people=False)
    screen.section_table.choose(1, 0)


def _map_nobody(stage: Stage) -> None:
    screen = stage.go("skillmap")
    screen.search.setText(messages.NOT_FOUND)
    screen.filters.changed.emit()


def _map_clear(stage: Stage) -> None:
    screen: Any = stage.window.screens["skillmap"]
    screen.filters.clear()
    stage.settle()


def _map_past(stage: Stage) -> None:
    moment = stage.go("skillmap").filters.moment
    moment.setCurrentIndex(moment.count() - 1)
    moment.activated.emit(moment.currentIndex())


def _map_now(stage: Stage) -> None:
    screen: Any = stage.window.screens["skillmap"]
    screen.filters.back_to_now()
    stage.settle()


def _map_keep(stage: Stage) -> Shown | None:
    screen = stage.go("skillmap")
    screen.keep()
    return shown(screen.keeping)


def documents(role: Role) -> list[Scene]:
    """Return the scenes of 帳票."""
    found = [
        Scene("documents", _document),
        Scene("documents-glyphs", _glyphs),
    ]
    if role is not Role.SECTION:
        found.append(Scene("documents-none", _none))
    if role is not Role.PERSONAL:
        found += [
            Scene("documents-files", tab("documents", 1)),
            Scene(
                "documents-send", dialog("documents", _make_file, lambda asked: asked.lock.setChecked(True))
            ),
        ]
    return found


def _document(stage: Stage) -> None:
    screen = stage.go("documents")
    screen.tabs.setCurrentIndex(0)
    if "status" in screen.kinds:
        screen.kinds["status"].setChecked(True)
    screen.make()


def _glyphs(stage: Stage) -> None:
    screen = stage.go("documents")
    screen._show_pdf(b"")
    screen.refuse_glyphs(samples.glyphs(), ("001021", "001014"))


def _none(stage: Stage) -> None:
    screen = stage.go("documents")
    choices = screen.choosing.choices
    for report in choices.kinds if choices is not None else ():
        if report.final_only:
            screen.kinds[report.kind].setChecked(True)
            stage.wait()
            return


def _make_file(screen: Any) -> None:
    next(iter(screen.file_cards.values())).click()


def _hand_over(screen: Any) -> None:
    handing.ask(screen, screen._show)


def _handed(asked: Any) -> None:
    from dxdesk.usecases.workplace.passphrases import BackupsRenewed

    asked.show_done(True, BackupsRenewed(4, ()))


def settings(role: Role) -> list[Scene]:
    """Return the scenes of 設定."""
    found = [
        Scene("settings", tab("settings", 0)),
        Scene("settings-check", tab("settings", 7)),
        Scene("settings-checked", _checked),
        Scene("settings-unsound", _unsound, _unchecked),
        Scene("restore", dialog("settings", lambda screen: screen.ask_restore(), _copies)),
        Scene("restore-none", dialog("settings", lambda screen: screen.ask_restore(), _no_copies)),
        Scene("restore-working", dialog("settings", lambda screen: screen.ask_restore(), _half_restored)),
        Scene("restore-done", dialog("settings", lambda screen: screen.ask_restore(), _restored)),
        Scene("settings-audit", tab("settings", 6)),
    ]
    if role is Role.HR:
        found += [Scene("settings-papers", tab("settings", 1)), Scene("settings-lists", tab("settings", 2))]
        found += [
            Scene("settings-frameworks", tab("settings", 3)),
            Scene("settings-uses", tab("settings", 8)),
        ]
    if role is not Role.PERSONAL:
        found += [
            Scene("settings-keys", _keys),
            Scene("settings-revoke", dialog("settings", _revoke)),
            Scene("settings-renew", dialog("settings", lambda screen: screen._ask_renew())),
            Scene("settings-dispatches", tab("settings", 5)),
            Scene("hand-over", dialog("settings", _hand_over)),
            Scene("hand-over-done", dialog("settings", _hand_over, _handed)),
            Scene("hand-over-memo", dialog("settings", lambda screen: screen.show_memo())),
        ]
    if role is Role.SECTION:
        found += [
            Scene("ask-deputy", dialog("settings", lambda screen: deputy_request.ask(screen, screen._show)))
        ]
    return [*found, Scene("settings-audit-none", _audit_none, lambda stage: _audit_find(stage, ""))]


def _audit_find(stage: Stage, text: str) -> None:
    screen: Any = stage.window.screens["settings"]
    screen.audit_page.search.setText(text)


def _audit_none(stage: Stage) -> None:
    stage.go("settings", page="audit")
    _audit_find(stage, messages.NOT_FOUND)


def _checked(stage: Stage) -> None:
    _shown(stage, samples.check_report())


def _unsound(stage: Stage) -> None:
    _shown(stage, samples.check_report(messages.FINDINGS))


def _shown(stage: Stage, report: Any) -> None:
    screen = stage.go("settings", page="check")
    screen.check_page.show_report(report)
    stage.settle()


def _unchecked(stage: Stage) -> None:
    screen: Any = stage.window.screens["settings"]
    screen.check_page.show_checking(True)
    screen.check_page.show_checking(False)


def _copies(asked: Any) -> None:
    asked.copies.show_copies(samples.copies(), messages.NOW, several=False)


def _no_copies(asked: Any) -> None:
    asked.copies.show_copies((), messages.NOW, several=False)
    asked.location.clear()


def _half_restored(asked: Any) -> None:
    _copies(asked)
    asked.show_busy(True)
    asked.show_progress(2100, 3000)


def _restored(asked: Any) -> None:
    asked.show_made(messages.RESTORED_PATH)


def _keys(stage: Stage) -> None:
    screen = stage.go("settings", page="keys")
    screen.keys.pick(lambda key: key.state == "quarantined") or screen.keys.pick(lambda key: True)


def _revoke(screen: Any) -> None:
    screen.enter({"page": "keys"})
    if screen.keys.pick(lambda key: key.state == "accepted" and not key.own):
        screen._ask_revoke()


def troubles() -> list[Scene]:
    """Return what the window says when something fails, or is under way."""
    work = Running(messages.WORK)
    return [
        Scene("error", _error),
        Scene("crash", _crash),
        Scene("crash-asked", _crash_asked, _asked_no_more),
        Scene(
            "working", lambda stage: _working(stage, work), lambda stage: stage.window.status.end_work(work)
        ),
        Scene("read-only", _read_only, lambda stage: stage.window.status.say_locked("")),
    ]


def _error(stage: Stage) -> None:
    stage.go("home")
    stage.window.show_error(samples.failure(messages.SHARE_GONE))


def _crash(stage: Stage) -> None:
    stage.go("home")
    stage.window.show_crash(Path(messages.CRASH_FILE))


def _crash_asked(stage: Stage) -> Shown | None:
    stage.go("home")
    ask_first(stage.window, *messages.ASKING, lambda: None, grave=False)
    stage.settle()
    stage.window.show_crash(Path(messages.CRASH_FILE))
    told: Any = stage.window.findChild(Told)
    return shown(told)


def _asked_no_more(stage: Stage) -> None:
    open_still: list[AskDialog] = list(stage.window.findChildren(AskDialog))
    for asking in open_still:
        asking.reject()
        asking.deleteLater()


def _working(stage: Stage, running: Running) -> None:
    stage.go("receive").tabs.setCurrentIndex(0)
    stage.window.status.begin_work(running)
    stage.window.status.show_work(running, 1204, 3000)


def _read_only(stage: Stage) -> None:
    stage.go("home")
    stage.window.status.say_locked(messages.LOCKED)


def helping() -> list[Scene]:
    """Return the manual, and the guide step by step; once shown the guide stays above the screens."""
    return [
        Scene("help", _help),
        Scene("help-search", lambda stage: _help(stage, "差戻し")),
        Scene("help-none", lambda stage: _help(stage, messages.NOT_FOUND), _close_help),
        Scene("guide-1", _guide),
        *(Scene(f"guide-{step}", _guide_on) for step in range(2, 6)),
    ]


def _help(stage: Stage, text: str = "") -> Shown | None:
    stage.go("receive")
    stage.window.show_help()
    manual = stage.window.manual
    if manual is not None:
        manual.search.setText(text)
    return manual


def _close_help(stage: Stage) -> None:
    if stage.window.manual is not None:
        stage.window.manual.search.clear()
        stage.window.manual.close()


def _guide(stage: Stage) -> None:
    stage.go("home")
    stage.window.show_guide()


def _guide_on(stage: Stage) -> None:
    if stage.window.guide is not None:
        stage.window.guide.turn(1)
