"""Scenes of a confirmer's store."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.deciding.dialogs import ReturnDialog
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, dialog, shown
from dxdesk.ui.proxy.view import Proxy
from dxdesk.ui.review.view import Review


def section() -> list[Scene]:
    """Return what only confirmers have."""
    return [
        Scene("review", _one),
        Scene("review-corrected", _corrected, _take_back),
        Scene("review-missing", _missing, _take_back),
        Scene("review-all", _all),
        Scene("review-deputy", _deputy, lambda studio: studio.window.screens["review"].reload()),
        Scene("proxy-not-theirs", _not_theirs),
        Scene("review-nobody", _nobody, _find_again),
        Scene("return", _return),
        Scene("return-empty", lambda studio: _return(studio, objected=True)),
        Scene("review-grid", lambda studio: _mode(studio, "grid")),
        Scene("review-spread", lambda studio: _mode(studio, "spread")),
        Scene("review-batch", _bulk),
        Scene("review-send", dialog("review", lambda screen: screen._send())),
    ]


def _screen(studio: Studio) -> Review:
    screen = studio.at(Review)
    screen.set_mode("one")
    studio.settle()
    return screen


def _here(studio: Studio) -> Review:
    """Return the screen as it stands: nothing is read again."""
    screen = studio.window.screens["review"]
    assert isinstance(screen, Review)
    return screen


def _one(studio: Studio) -> None:
    _screen(studio)


def _all(studio: Studio) -> None:
    _screen(studio).queue.sift("all")


def _mode(studio: Studio, mode: str) -> None:
    studio.at(Review).set_mode(mode)


def _corrected(studio: Studio) -> None:
    """Correct a level in the window only; nothing is written down as typed."""
    screen = _screen(studio)
    work = screen.page.work
    if work is not None and screen.page.confirm.isEnabled():
        uid = work.items[1].uid
        work.choose(uid, 0 if work.level(uid) else 1)
        screen.page.refresh()
        screen.page.grid.pick(uid)


def _missing(studio: Studio) -> None:
    _corrected(studio)
    screen = _here(studio)
    screen.page.confirm.setFocus()
    if screen.page.work is not None and screen.page.work.missing:
        screen.confirm()


def _take_back(studio: Studio) -> None:
    screen = _here(studio)
    work = screen.page.work
    if work is not None:
        work.stand_again(work.items[1].uid)
        screen.page.refresh()


def _deputy(studio: Studio) -> None:
    """Show the queue as whoever is named for another confirmer sees it; nothing is written."""
    screen = _screen(studio)
    if screen._found is None or not screen._entries:
        return
    name, number = messages.STOPPED[1][:2]
    others = [replace(e, on_behalf_of=number, on_behalf_of_name=name) for e in screen._entries[:2]]
    screen.show_sheet(replace(screen._found, entries=(*others, *screen._entries[2:])))
    screen.queue.sift("all")
    screen.queue.pick(others[0].employee_number)


def _not_theirs(studio: Studio) -> None:
    screen = studio.at(Proxy)
    studio.settle()
    screen._not_theirs(samples.failure(messages.NOT_THEIRS))


def _nobody(studio: Studio) -> None:
    _screen(studio).queue.search.setText(messages.NOT_FOUND)


def _find_again(studio: Studio) -> None:
    screen = _here(studio)
    screen.queue.search.clear()


def _return(studio: Studio, *, objected: bool = False) -> Shown | None:
    screen = _screen(studio)
    if screen.page.work is None:
        return None
    screen.send_back()
    studio.settle()
    asked = screen.dialog
    assert isinstance(asked, ReturnDialog)
    if objected:
        asked._check()
    else:
        first = next(iter(asked.reasons.values()), None)
        if first is not None:
            first.setText(messages.LONG_REASON)
        asked.overall.setPlainText(messages.RETURNED_ALL)
    return shown(asked)


def _bulk(studio: Studio) -> Shown | None:
    screen = _screen(studio)
    if not screen._as_reported():
        return None
    screen._bulk()
    return shown(screen.dialog)
