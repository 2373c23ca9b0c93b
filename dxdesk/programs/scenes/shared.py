"""Scenes that several roles have: receiving, the map, documents, settings, help, what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.documents.view import Documents
from dxdesk.ui.growth.candidates_page import CandidatesPage
from dxdesk.ui.growth.messages import TAB_CANDIDATES
from dxdesk.ui.growth.view import Growth
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, dialog, shown, tab, to
from dxdesk.ui.receive.view import Receive
from dxdesk.ui.settings import deputy_request, handing
from dxdesk.ui.settings.view import Settings
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.letter import LetterDialog
from dxdesk.ui.shell.telling import Told
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.skillmap.view import SkillMap


def receiving(role: Role) -> list[Scene]:
    """Return the scenes of 受付."""
    found = [
        Scene("receive", _drop_area),
        Scene("receive-preview", lambda studio: _reports(studio, 0, dry_run=True), _start_over),
        Scene("receive-conflict", lambda studio: _reports(studio, 1, dry_run=True), _start_over),
        Scene("receive-refused", lambda studio: _reports(studio, 2, dry_run=True), _start_over),
        Scene("receive-done", lambda studio: _reports(studio, 3, dry_run=False), _start_over),
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


def _held(studio: Studio) -> None:
    screen = studio.at(Receive, page="held")
    studio.settle()
    screen.held.show_held(samples.held())


def _held_ask(studio: Studio) -> Shown | None:
    _held(studio)
    screen: Any = studio.window.screens["receive"]
    screen.held.refuse.click()
    return shown(screen.dialog)


def _held_again(studio: Studio) -> None:
    studio.window.screens["receive"].reload()


def _drop_area(studio: Studio) -> None:
    studio.at(Receive).tabs.setCurrentIndex(0)


def _reports(studio: Studio, position: int, *, dry_run: bool) -> Any:
    screen = studio.at(Receive)
    screen.tabs.setCurrentIndex(0)
    report, names = samples.batch(studio)
    screen._received(report, names, dry_run=dry_run)
    wanted = report.files[position]
    screen.reports.table.pick(lambda each: each is wanted)
    return None


def _password(studio: Studio) -> Shown | None:
    _reports(studio, 3, dry_run=True)
    screen: Any = studio.window.screens["receive"]
    screen._ask_password(samples.batch(studio)[0].files[3])
    studio.settle()
    return shown(screen.dialog)


def _knowledge(studio: Studio) -> Shown | None:
    screen = studio.at(Growth)
    screen.tabs.setCurrentIndex(3)
    studio.settle()
    screen.register.edit(None)
    studio.settle()
    asked = screen.register.dialog
    return shown(asked)


def _start_over(studio: Studio) -> None:
    screen: Any = studio.window.screens["receive"]
    screen.start_over()


def _undo(screen: Any) -> None:
    screen.tabs.setCurrentIndex(3)
    receipts = screen.ledger.table.shown()
    if receipts:
        screen.undo(receipts[0])


def _conflict_chosen(studio: Studio) -> None:
    page = studio.at(Receive, page="conflicts").conflicts
    if page.choices:
        page.take(page.choices[0].number)
        page._settle()  # without a reason: it asks for one


def _conflict_left(studio: Studio) -> None:
    """Take back what was chosen, or the window would ask before it goes on to where the guide leads."""
    page = studio.at(Receive, page="conflicts").conflicts
    page.banner.hide()
    if page.taken:
        page.take(page.choices[0].number)


def maps(role: Role) -> list[Scene]:
    """Return the scenes of スキルマップ and 育成."""
    found = [
        Scene("skillmap", _map),
        Scene("skillmap-person", _map_person),
        Scene("skillmap-grouped", _map_grouped, lambda studio: _group(studio, False)),
        Scene("skillmap-sections", _map_sections),
        Scene("skillmap-section", _map_section, lambda studio: _mode(studio, people=True)),
        Scene("skillmap-nobody", _map_nobody, _map_clear),
        Scene("skillmap-keep", _map_keep),
        Scene("growth", tab("growth", 0)),
    ]
    if role is Role.HR:
        found.append(Scene("skillmap-past", _map_past, _map_now))
        found += [Scene("growth-heads", tab("growth", 1)), Scene("growth-leaving", tab("growth", 2))]
        found.append(Scene("growth-candidates", _candidates))
        found.append(Scene("growth-knowledge", tab("growth", 3)))
        found.append(Scene("growth-knowledge-new", _knowledge))
        found.append(Scene("growth-weights", dialog("growth", lambda screen: screen.ask_weights())))
        found.append(Scene("skillmap-excel", dialog("skillmap", lambda screen: screen._excel())))
    return found


def _candidates(studio: Studio) -> None:
    """Show who comes nearest to the first that is asked, where the office looks for candidates."""
    screen = studio.at(Growth)
    if not screen.tabs.isTabVisible(TAB_CANDIDATES):
        return
    screen.tabs.setCurrentIndex(TAB_CANDIDATES)
    studio.settle()
    page = screen.tabs.page(TAB_CANDIDATES)
    if isinstance(page, CandidatesPage) and page.what.count():
        page.go.click()
        studio.settle()


def _map(studio: Studio) -> None:
    screen = studio.at(SkillMap)
    screen.compare.setChecked(True)
    screen._show_mode(people=True)
    screen._picked(0)


def _map_person(studio: Studio) -> None:
    studio.at(SkillMap).people_table.choose(2, 1)


def _group(studio: Studio, on: bool) -> None:
    screen: Any = studio.window.screens["skillmap"]
    screen.filters.grouped.setChecked(on)


def _map_grouped(studio: Studio) -> None:
    studio.go("skillmap")
    _group(studio, True)


def _mode(studio: Studio, *, people: bool) -> None:
    screen: Any = studio.window.screens["skillmap"]
    screen._show_mode(people=people)


def _map_sections(studio: Studio) -> None:
    studio.at(SkillMap)._show_mode(people=False)


def _map_section(studio: Studio) -> None:
    screen = studio.at(SkillMap)
    screen._show_mode(people=False)
    screen.section_table.choose(1, 0)


def _map_nobody(studio: Studio) -> None:
    screen = studio.at(SkillMap)
    screen.search.setText(messages.NOT_FOUND)
    screen.filters.changed.emit()


def _map_clear(studio: Studio) -> None:
    screen: Any = studio.window.screens["skillmap"]
    screen.filters.clear()
    studio.settle()


def _map_past(studio: Studio) -> None:
    moment = studio.at(SkillMap).filters.moment
    moment.setCurrentIndex(moment.count() - 1)
    moment.activated.emit(moment.currentIndex())


def _map_now(studio: Studio) -> None:
    screen: Any = studio.window.screens["skillmap"]
    screen.filters.back_to_now()
    studio.settle()


def _map_keep(studio: Studio) -> Shown | None:
    screen = studio.at(SkillMap)
    screen.keep()
    return shown(screen.keeping)


def _report_words(studio: Studio) -> Shown | None:
    screen = studio.at(Documents)
    screen.choosing.pick("annual-report")
    studio.settle()
    screen.tools.edit_words()
    studio.settle()
    return shown(screen.tools.dialog)


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
    if role is Role.HR:
        found += [
            Scene("documents-words", _report_words),
            Scene("documents-register", tab("documents", 2)),
            Scene("documents-letter", dialog("documents", _letter)),
            Scene("documents-numbering", dialog("documents", lambda screen: screen.number())),
        ]
    return found


def _letter(screen: Any) -> None:
    screen.dialog = LetterDialog({"": messages.ISSUER}, screen)
    screen.dialog.open()


def _document(studio: Studio) -> None:
    screen = studio.at(Documents)
    screen.tabs.setCurrentIndex(0)
    if "status" in screen.kinds:
        screen.kinds["status"].setChecked(True)
    screen.make()


def _glyphs(studio: Studio) -> None:
    screen = studio.at(Documents)
    screen._show_pdf(b"")
    screen.refuse_glyphs(samples.glyphs(), ("001021", "001014"))


def _none(studio: Studio) -> None:
    screen = studio.at(Documents)
    choices = screen.choosing.choices
    for report in choices.kinds if choices is not None else ():
        if report.span.final:
            screen.kinds[report.kind].setChecked(True)
            studio.wait()
            return


def _make_file(screen: Any) -> None:
    next(iter(screen.file_cards.values())).click()


def _hand_over(screen: Any) -> None:
    handing.ask(screen, screen._show, lambda: None)


def _handed(asked: Any) -> None:
    from dxdesk.usecases.workplace.passphrases import BackupsRenewed

    asked.show_done(True, BackupsRenewed(4, ()))


def _office_text(screen: Any) -> None:
    from dxdesk.usecases.organisation.office_texts import office_text

    screen.privacy.open_text(office_text(screen.desk, "staff"))
    screen.dialog = screen.privacy.dialog


def _decision(screen: Any) -> None:
    screen.privacy.ask_decision()
    screen.dialog = screen.privacy.dialog


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
            Scene("settings-privacy", tab("settings", 9)),
            Scene("office-text", dialog("settings", _office_text)),
            Scene("authority-decision", dialog("settings", _decision)),
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
    return [*found, Scene("settings-audit-none", _audit_none, lambda studio: _audit_find(studio, ""))]


def _audit_find(studio: Studio, text: str) -> None:
    screen: Any = studio.window.screens["settings"]
    screen.audit_page.search.setText(text)


def _audit_none(studio: Studio) -> None:
    studio.go("settings", page="audit")
    _audit_find(studio, messages.NOT_FOUND)


def _checked(studio: Studio) -> None:
    _shown(studio, samples.check_report())


def _unsound(studio: Studio) -> None:
    _shown(studio, samples.check_report(messages.FINDINGS))


def _shown(studio: Studio, report: Any) -> None:
    screen = studio.at(Settings, page="check")
    screen.check_page.show_report(report)
    studio.settle()


def _unchecked(studio: Studio) -> None:
    screen: Any = studio.window.screens["settings"]
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


def _keys(studio: Studio) -> None:
    screen = studio.at(Settings, page="keys")
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
            "working",
            lambda studio: _working(studio, work),
            lambda studio: studio.window.status.end_work(work),
        ),
        Scene("read-only", _read_only, lambda studio: studio.window.status.say_locked("")),
    ]


def _error(studio: Studio) -> None:
    studio.go("home")
    studio.window.show_error(samples.failure(messages.SHARE_GONE))


def _crash(studio: Studio) -> None:
    studio.go("home")
    studio.window.show_crash(Path(messages.CRASH_FILE))


def _crash_asked(studio: Studio) -> Shown | None:
    studio.go("home")
    ask_first(studio.window, *messages.ASKING, lambda: None, grave=False)
    studio.settle()
    studio.window.show_crash(Path(messages.CRASH_FILE))
    told: Any = studio.window.findChild(Told)
    return shown(told)


def _asked_no_more(studio: Studio) -> None:
    open_still: list[AskDialog] = list(studio.window.findChildren(AskDialog))
    for asking in open_still:
        asking.reject()
        asking.deleteLater()


def _working(studio: Studio, running: Running) -> None:
    studio.at(Receive).tabs.setCurrentIndex(0)
    studio.window.status.begin_work(running)
    studio.window.status.show_work(running, 1204, 3000)


def _read_only(studio: Studio) -> None:
    studio.go("home")
    studio.window.status.say_locked(messages.LOCKED)


def helping() -> list[Scene]:
    """Return the manual, and the guide step by step; once shown the guide stays above the screens."""
    return [
        Scene("help", _help),
        Scene("help-search", lambda studio: _help(studio, "差戻し")),
        Scene("help-pdf", _help_pdf, _close_help),
        Scene("help-none", lambda studio: _help(studio, messages.NOT_FOUND), _close_help),
        Scene("guide-1", _guide),
        *(Scene(f"guide-{step}", _guide_on) for step in range(2, 6)),
    ]


def _help(studio: Studio, text: str = "") -> Shown | None:
    studio.go("receive")
    studio.window.show_help()
    manual = studio.window.manual
    if manual is not None:
        manual.search.setText(text)
    return manual


def _help_pdf(studio: Studio) -> Shown | None:
    from dxdesk.ui.manual import messages as said

    _help(studio)
    manual = studio.window.manual
    if manual is not None:
        manual.open_page("system")
        manual.show_work(said.PDF_WORK, 3, 10)
        manual.banner.say(said.PDF_MADE, messages.PDF_PATH, tone="done", act=said.OPEN)
    return manual


def _close_help(studio: Studio) -> None:
    if studio.window.manual is not None:
        studio.window.manual.search.clear()
        studio.window.manual.show_work("", 0, 0)
        studio.window.manual.banner.hide()
        studio.window.manual.close()


def _guide(studio: Studio) -> None:
    studio.go("home")
    studio.window.show_guide()


def _guide_on(studio: Studio) -> None:
    if studio.window.guide is not None:
        studio.window.guide.turn(1)
