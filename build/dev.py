"""The one entry for people and CI: sets up, runs, tests, checks and builds dxdesk.

Standard library only, so that ``python3 build/dev.py demo`` works in a fresh clone. Every command
first makes ``.venv`` complete (see ``environment.py``) and leaves it alone when it already is.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# Run as a script, its own folder is the place its siblings are found in.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import checks
import environment
import executable
from console import ROOT, run, say, use_any_console

if TYPE_CHECKING:
    from collections.abc import Callable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    use_any_console()
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.passes_on:
        parser.error("unknown arguments: " + " ".join(rest))
    if rest[:1] == ["--"]:
        rest = rest[1:]
    action: Callable[[argparse.Namespace, list[str]], int] = options.action
    return action(options, rest)


def demo(options: argparse.Namespace, rest: list[str]) -> int:
    """Play the made-up years into a folder, say where everything is, open HR's window."""
    named = bool(rest) and not rest[0].startswith("-")
    folder = Path(rest[0]).resolve() if named else ROOT / "demo-out"
    rest = rest[1:] if named else rest
    python = environment.ensure()
    environment.install_name_fonts()
    code = run([python, "-m", "dxdesk", "demo", folder, *rest], cwd=Path.cwd())
    if code != 0:
        return code
    say(f"見本一式 / everything is in: {folder}")
    return _open_hr(python, folder, window=not options.no_window)


def _open_hr(python: Path, folder: Path, *, window: bool) -> int:
    """Open the window on the HR store that ``demo.json`` names, or say how to."""
    listing = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    hr = next(store for store in listing["stores"] if store["role"] == "hr")
    store, passphrase = folder / hr["path"], hr.get("passphrase") or ""
    say(f"人事課の台帳 / HR store: {store}")
    say(f"パスフレーズ / passphrase: {passphrase}")
    if not window:
        return 0
    if not environment.display_present():
        say("画面がないので、ウィンドウは開きません。画面のある PC では次で開けます:")
        say(f'  {environment.venv_python()} -m dxdesk "{store}"')
        return 0
    say("人事課の画面を開きます / opening the window")
    return run([python, "-m", "dxdesk", store], env={"DXDESK_PASSPHRASE": passphrase})


def run_app(_: argparse.Namespace, rest: list[str]) -> int:
    """Run dxdesk from source with the given arguments."""
    return run([environment.ensure(), "-m", "dxdesk", *rest], cwd=Path.cwd())


def test(_: argparse.Namespace, rest: list[str]) -> int:
    """Run the ordinary tests, a file at a time on every processor (a file shares what it sets up)."""
    many = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
    words: list[str | Path] = [environment.ensure(), "-m", "pytest", "-m", "not soak", *many, *rest]
    return run(words, env=environment.quick_files())


def soak(_: argparse.Namespace, rest: list[str]) -> int:
    """Run the long tests, and whatever hypothesis searches in the ordinary ones with many more examples."""
    profile = {"DXDESK_HYPOTHESIS": os.environ.get("DXDESK_HYPOTHESIS", "soak")}
    return run([environment.ensure(), "-m", "pytest", "-m", "soak or hypothesis", *rest], env=profile)


def check(_: argparse.Namespace, __: list[str]) -> int:
    """Run everything that looks at the code without running it."""
    return checks.check_all(environment.ensure())


def bench(_: argparse.Namespace, rest: list[str]) -> int:
    """Measure against bare libraries and print the ratios."""
    return run([environment.ensure(), "-m", "tests.bench", *rest])


def mutate(_: argparse.Namespace, rest: list[str]) -> int:
    """Change the rules in small ways and see that a test notices each change."""
    return run([environment.ensure(), ROOT / "build" / "mutate.py", *rest])


def exe(options: argparse.Namespace, _: list[str]) -> int:
    """Build the one-file executable, then prove that it stands on its own."""
    python = environment.ensure()
    if not options.only_prove:
        code = executable.build(python)
        if code != 0:
            return code
    return executable.prove()


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description="dxdesk の開発と見本の入口 / set up, try, test, check and build dxdesk"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(
        name: str, action: Callable[[argparse.Namespace, list[str]], int], text: str, passes_on: str = ""
    ) -> argparse.ArgumentParser:
        epilog = f"ほかの引数はそのまま {passes_on} に渡します / other arguments go to {passes_on}"
        command = commands.add_parser(
            name, help=text, description=text, epilog=epilog if passes_on else None, allow_abbrev=False
        )
        command.set_defaults(action=action, passes_on=bool(passes_on))
        return command

    played = add("demo", demo, "架空の職員で2年度を通した見本一式を作り、人事課の画面を開く", "dxdesk demo")
    # The folder is taken from the rest: argparse would mistake the 120 of "--staff 120" for it.
    played.usage = "dev.py demo [-h] [--no-window] [DIR(省略時 demo-out)] [--staff N ...]"
    played.add_argument("--no-window", action="store_true", help="作るだけで、画面を開かない")
    add("run", run_app, "ソースから dxdesk を動かす", "dxdesk")
    add("test", test, "ふだんの試験(長時間のものを除く)", "pytest")
    add("soak", soak, "長時間の試験", "pytest")
    add("check", check, "書式・型・層・移行の点検と、長さの一覧")
    add("bench", bench, "速さを素のライブラリとの比で測る", "tests.bench")
    add("mutate", mutate, "規則を少しずつ変えて、試験が気づくかを確かめる", "build/mutate.py(--only, --list)")
    built = add("exe", exe, "1ファイルの実行ファイルを dist/ に作り、自己診断を通す")
    built.add_argument("--only-prove", action="store_true", help="作らずに、いまある実行ファイルを診断する")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
