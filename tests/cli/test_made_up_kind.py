"""A kind of workbook that was added is a word of the command, and named in what it prints."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dxdesk.cli import exchange
from dxdesk.cli.app import App
from tests.helpers import made_up_kind
from tests.helpers.commands import PASSPHRASE
from tests.helpers.town import CHIEF, fresh


def test_export_takes_its_word_and_import_names_it(tmp_path: Path) -> None:
    town = fresh(tmp_path)
    with made_up_kind.known() as kind:
        app = App(name="dxdesk")
        exchange.register(app)

        def run(*words: object) -> tuple[int, str]:
            environment = {"DXDESK_PASSPHRASE": PASSPHRASE}
            result = CliRunner().invoke(app, [str(word) for word in words], env=environment)
            return result.exit_code, result.output

        code, text = run("export", "--help")
        assert (code, kind.word in text) == (0, True)
        code, text = run("export", town.hr, kind.word, "--out", tmp_path / "分担", "--json")
        done = json.loads(text)
        assert (code, done["kind"]) == (0, kind.word)
        names = [Path(path).name for path in done["files"]]
        assert f"{kind.label}_{CHIEF}.xlsx" in names

        code, text = run("export", town.hr, kind.word, "--out", tmp_path / "a", "--guide")
        assert code == 2
        assert "--guide は section-packages か forms と一緒に使います。" in text
        code, text = run("import", town.hr, tmp_path / "分担" / names[0], "--json")
        (file,) = json.loads(text)["files"]
        assert (code, file["kind"], file["outcome"]) == (1, kind.kind, "refused")
        assert kind.label in file["errors"][0]["message"]
