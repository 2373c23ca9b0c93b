"""Scenes of 体系: the list, a draft's pages, findings, publishing, and a framework of 50 skills."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.view import FrameworkScreen
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, to

MANY = 50
_BASIS = ("head", "skills", "scales", "grades", "personas", "grid")
_PLAN = ("requirements", "stages", "tools", "targets", "glossary")
PAGES = (*_BASIS, *_PLAN)
FULL = {"tools": "govtech-tokyo", "targets": "govtech-tokyo", "glossary": "kashiwa"}
"""Of some pages, the example that has something to show there."""


def frameworks() -> list[Scene]:
    """Return the scenes of the framework screen; nothing of them is kept."""
    pages = [
        Scene(f"framework-{name}", partial(_page, place=position), _back)
        for position, name in enumerate(PAGES)
    ]
    return [
        Scene("framework", to("framework")),
        *pages,
        Scene("framework-roles", _roles, _back),
        Scene("framework-level", _level, _back),
        Scene("framework-finding", _finding, _back),
        Scene("framework-retired", _retired, _back),
        Scene("framework-publish", _publish, _back),
        Scene("framework-many", partial(_many, place=messages.TAB_SKILLS), _back),
        Scene("framework-many-grid", partial(_many, place=messages.TAB_GRID), _back),
    ]


def _edit(studio: Studio, framework: Framework | None = None, code: str = "shinagawa") -> Any:
    """Open an example in the editor; it is no draft of the store, so nothing is written."""
    from dxdesk.usecases.framework_editing.drafts import OpenDraft
    from dxdesk.usecases.framework_editing.usage import usage
    from dxdesk.usecases.frameworks import versions

    screen = studio.at(FrameworkScreen)
    base = versions.load_preset(code)
    shown = framework or replace(base, version="R8-1", follows=base.version)
    seen = {item.uid: (f"版 {base.version}",) for item in base.items}
    with screen.desk.store.read() as uow:
        used = usage(screen.desk, uow, shown)
    screen.edit(OpenDraft("", shown, base, seen, used))
    assert screen.editor is not None
    screen.editor.draft.keeps = False
    studio.settle()
    return screen


def _back(studio: Studio) -> None:
    screen: Any = studio.window.screens["framework"]
    screen.show_list()


def _page(studio: Studio, place: int) -> None:
    screen = _edit(studio, code=FULL.get(PAGES[place], "shinagawa"))
    screen.editor.tabs.setCurrentIndex(place)
    if place == messages.TAB_SKILLS:
        screen.editor.skills.open(edit.ITEMS, screen.editor.draft.framework.items[0].uid)


def _finding(studio: Studio) -> None:
    screen = _edit(studio)
    screen.editor.skills.add_skill.click()
    screen.editor.check()


def _roles(studio: Studio) -> None:
    screen = _edit(studio, code="kashiwa")
    screen.editor.tabs.setCurrentIndex(messages.TAB_PERSONAS)
    page = screen.editor.tabs.page(messages.TAB_PERSONAS)
    page.open(page.picked(), "facets")
    studio.settle()


def _level(studio: Studio) -> Shown | None:
    screen = _edit(studio)
    screen.editor.tabs.setCurrentIndex(messages.TAB_SCALES)
    form = screen.editor.tabs.page(messages.TAB_SCALES).form
    form.rows("levels").add.click()
    found: Shown | None = form.dialog
    return found


def _retired(studio: Studio) -> None:
    screen = _edit(studio)
    draft = screen.editor.draft
    draft.apply(edit.remove(draft.framework, edit.ITEMS, draft.framework.items[1].uid))
    screen.editor.skills.tree.pick("dropped", draft.opened.base.items[1].uid)


def _publish(studio: Studio) -> Shown | None:
    from dxdesk.usecases.framework_editing.drafts import Anew, Publication

    screen = _edit(studio)
    framework = screen.editor.draft.framework
    anew = (Anew(framework.items[0].name, messages.SCOPES["everyone"]),)
    screen.ask_publish(Publication(framework, (), anew, (framework.items[1].name,), ()))
    found: Shown | None = screen.dialog
    return found


def _many(studio: Studio, place: int) -> None:
    from dxdesk.usecases.frameworks import versions

    base = versions.load_preset("shinagawa")
    first = base.items[0]
    more = tuple(
        replace(first, uid=f"many.{n}", code=str(n + 20), name=f"{first.name}{n}")
        for n in range(MANY - len(base.items))
    )
    screen = _edit(studio, replace(base, version="R8-1", follows=base.version, items=(*base.items, *more)))
    screen.editor.tabs.setCurrentIndex(place)
