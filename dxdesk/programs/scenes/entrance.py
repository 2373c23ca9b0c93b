"""Scenes before a store is open: first start, files that arrived, passphrases, the lock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.pictures.stage import Scene, Shown, Stage
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
        Scene("create-known", lambda stage: _create(stage, code="131091")),
        Scene("create-error", lambda stage: _create(stage, code="131092", objected=True)),
        Scene("create-frameworks", _presets),
        Scene("passphrase", _passphrase),
        Scene("passphrase-sample", lambda stage: _passphrase(stage, sample=True)),
        Scene("passphrase-wrong", lambda stage: _passphrase(stage, wrong=True)),
        Scene("file-password", _file_password),
        Scene("lock", lambda _: _locked()),
        Scene("found-form", lambda stage: _found(stage, personal=True)),
        Scene("found-form-more", lambda stage: _found(stage, personal=True, more=True)),
        Scene("found-package", lambda stage: _found(stage, personal=False)),
    ]


def _shown(made: Any) -> Any:
    made.show()
    return made


def _welcome() -> Any:
    from dxdesk.ui.startup.welcome import Welcome

    made = Welcome()
    made.show_entries(())
    return _shown(made)


def _recent(stage: Stage) -> Shown:
    from dxdesk.ui.startup.recent import Recent

    made = _welcome()
    entries = []
    for place, (location, caption) in enumerate(messages.RECENTS):
        if place < 2:  # the last one is no longer where it was
            private.make_file(stage.scratch / Path(location).name)
            location = str(stage.scratch / Path(location).name)
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


def _create(stage: Stage, *, code: str = "", objected: bool = False) -> Shown:
    from dxdesk.ui.startup.create import CreateDialog

    made = CreateDialog(stage.window, Path(messages.STORE_PATH).parent)
    made.code.setText(code)
    if objected:
        made.entry.first.setText("みじかい")
    made.show()
    if objected:
        stage.settle()
        made.accept()
    return made


def _presets(stage: Stage) -> Shown:
    from dxdesk.ui.startup.presets import PresetsDialog
    from dxdesk.usecases.frameworks.preview import preview
    from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

    made = PresetsDialog([preview(load_preset(code)) for code in preset_codes()], stage.window)
    made.show()
    return made


def _passphrase(stage: Stage, *, wrong: bool = False, sample: bool = False) -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(Path(messages.STORE_FILE).stem, messages.STORE_PATH, stage.window, store=True)
    made.show()
    if sample:
        made.banner.say(said.SAMPLE_STORE, said.SAMPLE_SECRET.format(secret="mihon-jinjika"), tone="info")
    if wrong:
        made.entry.first.setText("WRONGPASSPHRASE")
        made.entry.caps.show()
        made.banner.say(*explain(samples.failure(messages.WRONG_PASSPHRASE)))
    return made


def _file_password(stage: Stage) -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(messages.LONG_FILE, messages.PASSWORD[1], stage.window, field=said.FILE_PASSWORD)
    made.show()
    return made


def _locked() -> Shown:
    from dxdesk.ui.widgets.passphrase import PassphraseDialog

    made = PassphraseDialog(said.LOCKED, said.LOCKED_IDLE, act=said.UNLOCK, cancel=said.LOCK_CLOSE)
    made.show()
    return made


def _found(stage: Stage, *, personal: bool, more: bool = False) -> Shown:
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
        parent=stage.window,
    )
    made.show()
    if more:
        made.change_place.click()
        made.with_passphrase.setChecked(True)
    return made
