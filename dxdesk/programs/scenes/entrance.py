"""Scenes before a store is open: first start, files that arrived, passphrases, the lock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.pictures.studio import Scene, Shown, Studio
from dxdesk.ui.startup import messages as said
from dxdesk.ui.widgets.messages import explain


def entrance() -> list[Scene]:
    """Return the scenes, which need no store."""
    return [
        Scene("welcome", lambda _: _welcome()),
        Scene("welcome-recent", _recent),
        Scene("welcome-found", lambda _: _found_known()),
        Scene("welcome-error", lambda _: _in_use()),
        Scene("create", _create),
        Scene("create-known", lambda studio: _create(studio, code="131091")),
        Scene("create-error", lambda studio: _create(studio, code="131092", objected=True)),
        Scene("create-frameworks", _presets),
        Scene("passphrase", _passphrase),
        Scene("passphrase-sample", lambda studio: _passphrase(studio, sample=True)),
        Scene("passphrase-wrong", lambda studio: _passphrase(studio, wrong=True)),
        Scene("file-password", _file_password),
        Scene("lock", lambda _: _locked()),
        Scene("found-form", lambda studio: _found(studio, personal=True)),
        Scene("found-form-more", lambda studio: _found(studio, personal=True, more=True)),
        Scene("found-package", lambda studio: _found(studio, personal=False)),
    ]


def _shown(made: Any) -> Any:
    made.show()
    return made


def _welcome() -> Any:
    from dxdesk.ui.startup.welcome import Welcome

    made = Welcome()
    made.show_entries(())
    return _shown(made)


def _recent(studio: Studio) -> Shown:
    from dxdesk.ui.startup.recent import Recent

    made = _welcome()
    entries = []
    for position, (location, caption) in enumerate(messages.RECENTS):
        if position < 2:  # the last one is no longer where it was
            private.make_file(studio.scratch / Path(location).name)
            location = str(studio.scratch / Path(location).name)
        entries.append(Recent(location, caption, messages.RECENT_AT))
    made.show_entries(entries)
    return _widget(made)


def _found_known() -> Shown:
    made = _welcome()
    title = said.FOUND_TITLE.format(title=messages.PACKAGE, year=messages.YEAR)
    text = said.FOUND_KNOWN.format(to=messages.LONG_NAME)
    made.banner.say(title, text, tone="info", act=said.OPEN_KNOWN.format(store="所属_001130"))
    return _widget(made)


def _in_use() -> Shown:
    made = _welcome()
    made.banner.say(*explain(samples.failure(messages.STORE_IN_USE)), act=said.OPEN_READ_ONLY)
    return _widget(made)


def _widget(made: Any) -> Shown:
    assert isinstance(made, Shown)
    return made


def _create(studio: Studio, *, code: str = "", objected: bool = False) -> Shown:
    from dxdesk.ui.startup.create import CreateDialog

    made = CreateDialog(studio.window, Path(messages.STORE_PATH).parent)
    made.code.setText(code)
    if objected:
        made.entry.first.setText("みじかい")
    made.show()
    if objected:
        studio.settle()
        made.accept()
    return made


def _presets(studio: Studio) -> Shown:
    from dxdesk.ui.startup.presets import PresetsDialog
    from dxdesk.usecases.frameworks.preview import preview
    from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

    made = PresetsDialog([preview(load_preset(code)) for code in preset_codes()], studio.window)
    made.show()
    return made


def _passphrase(studio: Studio, *, wrong: bool = False, sample: bool = False) -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(Path(messages.STORE_FILE).stem, messages.STORE_PATH, studio.window, store=True)
    made.show()
    if sample:
        made.banner.say(said.SAMPLE_STORE, said.SAMPLE_SECRET.format(secret="mihon-jinjika"), tone="info")
    if wrong:
        made.entry.first.setText("WRONGPASSPHRASE")
        made.entry.caps.show()
        made.banner.say(*explain(samples.failure(messages.WRONG_PASSPHRASE)))
    return made


def _file_password(studio: Studio) -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(messages.LONG_FILE, messages.PASSWORD[1], studio.window, field=said.FILE_PASSWORD)
    made.show()
    return made


def _locked() -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(said.LOCKED, said.LOCKED_IDLE, act=said.UNLOCK, cancel=said.LOCK_CLOSE)
    made.show()
    return made


def _found(studio: Studio, *, personal: bool, more: bool = False) -> Shown:
    from dxdesk.ui.startup.found_file import FoundFileDialog

    title, file, says = (
        (messages.FORM, messages.FORM_FILE, messages.FORM_SAYS)
        if personal
        else (messages.PACKAGE, messages.PACKAGE_FILE, messages.PACKAGE_SAYS)
    )
    made = FoundFileDialog(
        Path(file),
        said.FOUND_TITLE.format(title=title, year=messages.YEAR),
        said.FOUND_TEXT.format(to=messages.LONG_NAME, says=says),
        Path(file).stem,
        personal=personal,
        code=messages.SPOKEN_CODE,
        parent=studio.window,
    )
    made.show()
    if more:
        made.change_place.click()
        made.with_passphrase.setChecked(True)
    return made
