"""Change the rules in small ways and see whether a test notices; ``dev.py mutate`` runs it.

Each mutant gets a process of its own, which imports the changed module instead of the one in the tree and
runs the module's tests until one fails. What is found out is remembered in ``.mutation/`` as long as the
module and its tests stay as they are, so that an interrupted run goes on where it stopped.
Exit 0: every survivor is in the kept list with a reason; 1: some are not, or the list is out of date.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import multiprocessing
import os
import runpy
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

# The processes that try mutants import this file by its path; its siblings stand beside it.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import mutation
from console import ROOT, WINDOWS, say, use_any_console

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from multiprocessing.context import BaseContext


@dataclass(frozen=True)
class Subject:
    """A module that holds rules, and the tests that hold it, the quickest first."""

    path: str
    tests: tuple[str, ...]

    @property
    def module(self) -> str:
        """The dotted name it is imported by."""
        return self.path.removesuffix(".py").replace("/", ".")


SUBJECTS: dict[str, Subject] = {
    "merge": Subject(
        "dxdesk/domain/merge.py", ("tests/domain/test_merge.py", "tests/domain/test_settling.py")
    ),
    "records": Subject(
        "dxdesk/domain/records.py", ("tests/domain/test_records.py", "tests/domain/test_merge.py")
    ),
    "contents": Subject("dxdesk/domain/contents.py", ("tests/domain/test_contents.py",)),
    "growth": Subject("dxdesk/domain/growth.py", ("tests/domain/test_growth.py",)),
    "numbers": Subject("dxdesk/domain/numbers.py", ("tests/domain/test_numbers.py",)),
    "people": Subject("dxdesk/domain/same_person.py", ("tests/domain/test_same_person.py",)),
    "office_codes": Subject("dxdesk/domain/office_codes.py", ("tests/domain/test_office_codes.py",)),
    "lifecycle": Subject(
        "dxdesk/domain/lifecycle.py",
        (
            "tests/domain/test_resting.py",
            "tests/domain/test_lifecycle.py",
            "tests/usecases/person_year/test_lacking.py",
        ),
    ),
    "rights": Subject(
        "dxdesk/domain/rights.py",
        ("tests/domain/test_rights.py", "tests/usecases/person_year/test_rights.py"),
    ),
    "subjects": Subject(
        "dxdesk/domain/subjects.py",
        ("tests/domain/test_subjects.py", "tests/usecases/sealing/test_shapes.py"),
    ),
    "counting": Subject(
        "dxdesk/usecases/person_year/counting.py",
        (
            "tests/usecases/person_year/test_counting.py",
            "tests/usecases/person_year/test_judging_growth.py",
            "tests/usecases/person_year/test_rights.py",
            "tests/usecases/person_year/test_lacking.py",
            "tests/usecases/review/test_deputies.py",
            "tests/usecases/review/test_both_stages.py",
            "tests/usecases/exchange/test_lacking.py",
        ),
    ),
    "keys": Subject(
        "dxdesk/usecases/person_year/key_acceptance.py",
        (
            "tests/usecases/person_year/test_key_acceptance.py",
            "tests/usecases/person_year/test_counting.py",
        ),
    ),
    "evidence": Subject(
        "dxdesk/usecases/person_year/key_evidence.py",
        (
            "tests/usecases/person_year/test_key_acceptance.py",
            "tests/usecases/person_year/test_counting.py",
        ),
    ),
    "succession": Subject(
        "dxdesk/usecases/sealing/key_succession.py", ("tests/usecases/sealing/test_key_succession.py",)
    ),
    "members": Subject("dxdesk/usecases/sealing/members.py", ("tests/usecases/sealing/test_versions.py",)),
    "versions": Subject(
        "dxdesk/usecases/sealing/versions.py",
        ("tests/usecases/sealing/test_formats.py", "tests/usecases/sealing/test_versions.py"),
    ),
    "codec": Subject(
        "dxdesk/usecases/sealing/codec.py",
        ("tests/usecases/sealing/test_codec.py", "tests/usecases/sealing/test_formats.py"),
    ),
    "shapes": Subject("dxdesk/usecases/sealing/shapes.py", ("tests/usecases/sealing/test_shapes.py",)),
    "deputies": Subject(
        "dxdesk/usecases/review/deputies.py",
        ("tests/usecases/review/test_deputy_requests.py", "tests/usecases/review/test_deputies.py"),
    ),
}
"""Every module that is mutated, by the name ``--only`` knows it by: the one place that names paths."""

KEPT = ROOT / "build" / "mutation_survivors.toml"
REMEMBERED = ROOT / ".mutation"
ORIGINAL = -1
"""The number under which the unchanged module is tried."""

KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
_NOT_MADE = 70
"""The exit code of a process that could not make its mutant; none of pytest's."""

Key = tuple[str, str, str]

_QUIET = (
    "no:cacheprovider", "no:randomly", "no:xdist", "no:xdist.looponfail", "no:pytest-qt", "no:openxml-audit",
)  # fmt: skip
_PRELOADED = (
    "pytest", "_hypothesis_pytestplugin", "_pytest.unittest", "_pytest.skipping", "_pytest.warnings",
    "hypothesis", "hypothesis.internal.conjecture.optimiser", "platformdirs.pytest_plugin", "click",
    "sqlalchemy", "sqlalchemy.dialects.sqlite.pysqlcipher", "sqlcipher3.dbapi2",
    "pydantic", "pydantic.main", "pydantic.types", "pydantic.functional_validators", "pydantic.json_schema",
    "openpyxl", "python_calamine", "msoffcrypto", "xml.sax.saxutils", "urllib.request",
    "fontTools.fontBuilder", "fontTools.ttLib.tables.otTables", "fontTools.pens.ttGlyphPen",
    "cryptography.hazmat.primitives.asymmetric.ed25519", "cryptography.hazmat.primitives.serialization",
    "cryptography.hazmat.primitives.ciphers.algorithms", "cryptography.hazmat.primitives.ciphers.modes",
    "dxdesk.store.migrate", "dxdesk.excel.workbooks", "dxdesk.domain.recovery_code", "dxdesk.pdf.fontset",
)  # fmt: skip
"""What most tests need and no mutant changes: nothing here may bring one of ``SUBJECTS`` along."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Try all mutants that are asked for; return the exit code."""
    use_any_console()
    options = _parser().parse_args(arguments)
    names = options.only or list(SUBJECTS)
    if options.list:
        for name in names:
            _list(name)
        return 0
    begun = time.monotonic()
    bad = 0
    for name in names:
        bad += _report(name, _try_all(name, options.jobs, again=options.again))
    say(f"{time.monotonic() - begun:.0f} s")
    return 1 if bad else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(SUBJECTS), metavar="NAME", help="one module")
    parser.add_argument("--list", action="store_true", help="list the mutants, try none")
    parser.add_argument("--again", action="store_true", help="forget what earlier runs found out")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many at a time (2)")
    return parser


def _list(name: str) -> None:
    found = mutation.mutants((ROOT / SUBJECTS[name].path).read_text(encoding="utf-8"))
    say(f"{name}: {len(found)} mutants")
    for mutant in found:
        print(f"  {mutant.number} {mutant.function} | {mutant.line} | {mutant.change}")


def _try_all(name: str, jobs: int, *, again: bool) -> dict[Key, str]:
    """Return what became of every mutant of a module, by its key.

    Raises:
        SystemExit: the module or its tests were edited meanwhile; what was found out before is remembered.
    """
    subject = SUBJECTS[name]
    found = mutation.mutants((ROOT / subject.path).read_text(encoding="utf-8"))
    looked_at = _fingerprint(subject)
    memory = REMEMBERED / f"{name}-{looked_at}.json"
    known: dict[str, str] = {}
    if memory.exists() and not again:
        known = json.loads(memory.read_text(encoding="utf-8"))
    left = [mutant for mutant in found if str(mutant.number) not in known]
    say(f"{name}: {len(found)} mutants, {len(left)} to try")
    if left:
        context = _context()
        limit = _limit(context, subject, jobs)
        with ThreadPoolExecutor(jobs) as pool:
            tries = pool.map(lambda mutant: _outcome(context, subject, mutant.number, limit), left)
            for mutant, outcome in zip(left, tries, strict=True):
                # A test that fails half written would pass for one that noticed the mutant.
                if _fingerprint(subject) != looked_at:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise SystemExit(
                        f"[dev] {subject.module}: it or its tests changed meanwhile; run it again"
                    )
                known[str(mutant.number)] = outcome
                _remember(memory, known)
    return {mutant.key: known[str(mutant.number)] for mutant in found}


def _fingerprint(subject: Subject) -> str:
    """Return a hash over the module, its tests and the way mutants are made."""
    files = (subject.path, *subject.tests, "build/mutation.py")
    contents = [hashlib.sha256((ROOT / file).read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("".join(contents).encode()).hexdigest()[:16]


def _remember(memory: Path, known: dict[str, str]) -> None:
    memory.parent.mkdir(exist_ok=True)
    half = memory.with_suffix(".half")
    half.write_text(json.dumps(known), encoding="utf-8")
    half.replace(memory)


def _context() -> BaseContext:
    """Return how processes are made: forked off one that has the heavy libraries, where that is possible."""
    if WINDOWS:
        return multiprocessing.get_context("spawn")
    os.chdir(ROOT)  # where the process that is forked finds our own modules
    os.environ["PYTHONHASHSEED"] = "0"  # sets have one order, so that a mutant has one fate
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def _limit(context: BaseContext, subject: Subject, jobs: int) -> float:
    """Return how long a mutant may take, from what the unchanged module takes in as many processes.

    Raises:
        SystemExit: the tests do not pass as they are.
    """
    begun = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        plain = [pool.submit(_outcome, context, subject, ORIGINAL, 600, show=not job) for job in range(jobs)]
    if {one.result() for one in plain} != {SURVIVED}:
        raise SystemExit(f"[dev] {subject.module}: its tests fail without any change")
    return max(30.0, 10 * (time.monotonic() - begun))


def _outcome(context: BaseContext, subject: Subject, number: int, limit: float, *, show: bool = False) -> str:
    """Try one mutant in a process of its own."""
    process: multiprocessing.process.BaseProcess
    process = context.Process(target=_attempt, args=(subject, number, show))  # type: ignore[attr-defined]
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        process.join()
        return TIMEOUT
    if process.exitcode == _NOT_MADE:
        raise RuntimeError(f"{subject.module}: mutant {number} cannot be made")
    return SURVIVED if process.exitcode == 0 else KILLED


def _attempt(subject: Subject, number: int, show: bool) -> None:
    """Run the tests against one mutant as ``python -m pytest`` does; the exit code is pytest's."""
    os.chdir(ROOT)
    # The tests are compiled once for all processes; the tree's own caches stay as they are.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(REMEMBERED / "compiled")
    # Hypothesis tries the same examples each time, so that a mutant has one fate.
    os.environ |= {"DXDESK_HYPOTHESIS": "ci", "CI": "1", "QT_QPA_PLATFORM": "offscreen"}
    sys.path.insert(0, str(ROOT))
    if number != ORIGINAL:
        sys.meta_path.insert(0, _Instead(subject, _compiled(subject, number)))
    if not show:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    # Hypothesis is there before pytest could rewrite its assertions, which are none of ours.
    words = ["-x", "-q", "--no-header", "-m", "not soak", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    for plugin in (*_QUIET, Path(__file__).stem):
        words += ["-p", plugin]
    sys.argv = ["pytest", *words, *subject.tests]
    runpy.run_module("pytest", run_name="__main__")


def _compiled(subject: Subject, number: int) -> CodeType:
    """Return the code of a mutant; one that cannot be made must not pass for one that a test noticed."""
    try:
        tree = mutation.mutated((ROOT / subject.path).read_text(encoding="utf-8"), number)
        return compile(tree, subject.path, "exec")
    except Exception:
        traceback.print_exc()
        raise SystemExit(_NOT_MADE) from None


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Put tests that search last: those of a single example take a hundredth of the time (pytest's hook)."""
    items.sort(key=lambda item: bool(getattr(item.obj, "is_hypothesis_test", False)))


class _Instead(importlib.abc.MetaPathFinder):
    """Finds the changed module where the one in the tree would be found."""

    def __init__(self, subject: Subject, code: CodeType) -> None:
        """Keep whose place is taken, and by what."""
        self._subject = subject
        self._code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module comes from, if it is the changed one."""
        if fullname != self._subject.module:
            return None
        place = str(ROOT / self._subject.path)
        return importlib.util.spec_from_file_location(
            fullname, place, loader=_Changed(fullname, place, self._code)
        )


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads given code in place of a file's."""

    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        """Keep the code beside the place it pretends to come from."""
        super().__init__(fullname, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Return the changed code."""
        return self._code


def _report(name: str, outcomes: dict[Key, str]) -> int:
    """Say what became of a module's mutants; return how many lines of the kept list are wrong."""
    counts = Counter(outcomes.values())
    kept = _kept(name)
    survivors = {key for key, outcome in outcomes.items() if outcome == SURVIVED}
    say(
        f"{name}: {len(outcomes)} mutants, {counts[KILLED]} killed, {counts[TIMEOUT]} timed out, "
        f"{counts[SURVIVED]} survived, {len(survivors & kept.keys())} of them kept with a reason"
    )
    unknown = [key for key in outcomes if key in survivors and key not in kept]
    stale = [key for key in kept if key not in survivors]
    for title, keys in (("no test notices", unknown), ("in the list, but does not survive", stale)):
        for function, line, change in keys:
            print(f"  {title}: {function} | {line} | {change}")
    return len(unknown) + len(stale)


def _kept(name: str) -> dict[Key, str]:
    """Return the survivors a person looked at, with the reason each is let live.

    Raises:
        SystemExit: an entry gives no reason, or names a module that is not mutated.
    """
    entries = tomllib.loads(KEPT.read_text(encoding="utf-8")).get("survivor", [])
    strangers = [entry for entry in entries if entry["module"] not in SUBJECTS or not entry["reason"].strip()]
    if strangers:
        raise SystemExit(f"[dev] {KEPT.name}: unknown module or no reason: {strangers[0]}")
    return {
        (entry["function"], entry["line"], entry["change"]): entry["reason"]
        for entry in entries
        if entry["module"] == name
    }


if __name__ == "__main__":
    raise SystemExit(main())
