"""The mutants of a module: what is changed, what is left alone, and that a kept survivor finds its own."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers.scripts import load, utf8
from tests.helpers.source import ROOT

SOURCE = '''
"""A docstring."""
TABLE: dict[str, int] = {"a": 1, "b": 2}

class Kind:
    """Another."""

    @property
    def free(self) -> int | None:
        return self.number

def rule(a, b):
    if a < b and not b:
        raise ValueError("words for people", a == 1)
    return all(x for x in a if x)
'''


@pytest.fixture
def mutation(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("mutation", monkeypatch)


@pytest.fixture
def mutate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("mutate", monkeypatch)


def test_every_kind_of_rule_is_changed_and_no_words(mutation: ModuleType) -> None:
    changes = {(m.function, m.change) for m in mutation.mutants(SOURCE)}
    assert changes == {
        ("TABLE", "{'a': 1, 'b': 2} -> {'b': 2}"),
        ("TABLE", "{'a': 1, 'b': 2} -> {'a': 1}"),
        ("TABLE", "'a' -> ''"),
        ("TABLE", "'b' -> ''"),
        ("TABLE", "1 -> 2"),
        ("TABLE", "1 -> 0"),
        ("TABLE", "2 -> 3"),
        ("TABLE", "2 -> 1"),
        ("Kind.free", "return self.number -> return None"),
        ("rule", "if a < b and (not b): -> if True:"),
        ("rule", "if a < b and (not b): -> if False:"),
        ("rule", "a < b and (not b) -> a < b or not b"),
        ("rule", "a < b and (not b) -> not b"),
        ("rule", "a < b and (not b) -> a < b"),
        ("rule", "a < b -> a <= b"),
        ("rule", "not b -> b"),
        ("rule", "raise ValueError('words for people', a == 1) -> pass"),
        ("rule", "a == 1 -> a != 1"),
        ("rule", "1 -> 2"),
        ("rule", "1 -> 0"),
        ("rule", "return all((x for x in a if x)) -> return None"),
        ("rule", "all((x for x in a if x)) -> any((x for x in a if x))"),
        ("rule", "for x in a if x -> for x in a"),
    }


def test_each_mutant_is_the_module_with_one_change(mutation: ModuleType) -> None:
    plain = ast.unparse(ast.parse(SOURCE)).splitlines()
    for mutant in mutation.mutants(SOURCE):
        tree = mutation.mutated(SOURCE, mutant.number)
        compile(tree, "<mutant>", "exec")
        changed = ast.unparse(tree).splitlines()
        assert changed != plain, mutant
        assert len(plain) >= len(changed), mutant


def test_a_mutant_is_known_by_its_line_wherever_that_stands(mutation: ModuleType) -> None:
    before = [mutant.key for mutant in mutation.mutants(SOURCE)]
    assert [mutant.key for mutant in mutation.mutants("\n\n" + SOURCE)] == before
    twice = mutation.mutants("x = f(1, 1)")
    assert [mutant.change for mutant in twice] == ["1 -> 2", "1 -> 0", "1 -> 2 #2", "1 -> 0 #2"]
    assert all(mutant.line == "x = f(1, 1)" for mutant in twice)


def test_the_table_of_modules_and_the_kept_list_are_up_to_date(
    mutation: ModuleType, mutate: ModuleType
) -> None:
    """Every path is there, and every kept survivor is a mutant of today's source."""
    for name, subject in mutate.SUBJECTS.items():
        assert all((ROOT / path).is_file() for path in (subject.path, *subject.tests)), name
        known = {m.key for m in mutation.mutants((ROOT / subject.path).read_text(encoding="utf-8"))}
        assert mutate._kept(name).keys() <= known, name


def test_what_is_there_before_a_mutant_is_brings_none_of_the_modules_that_are_changed(
    mutate: ModuleType,
) -> None:
    """Else the tests would look at the unchanged module, and every mutant of it would survive."""
    program = (
        "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *mutate._PRELOADED],
        capture_output=True, text=True, encoding="utf-8", env=utf8(), cwd=ROOT, check=True,
    )  # fmt: skip
    there = set(done.stdout.split())
    assert there >= set(mutate._PRELOADED)
    assert not there & {subject.module for subject in mutate.SUBJECTS.values()}


def test_a_run_stops_when_the_module_or_its_tests_are_edited_meanwhile(
    mutate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that fails half written notices nothing, and must not count as if it did."""
    (tmp_path / "rule.py").write_text("def held(a):\n    return a > 1\n", encoding="utf-8")
    test = tmp_path / "test_rule.py"
    test.write_text("", encoding="utf-8")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "mutation.py").write_text("", encoding="utf-8")
    tried = []

    def outcome(_context: object, _subject: object, number: int, _limit: float) -> str:
        tried.append(number)
        if tried.count(1) == 1 and number == 1:
            test.write_text("assert False", encoding="utf-8")
        return str(mutate.KILLED)

    for name, value in (
        ("ROOT", tmp_path), ("REMEMBERED", tmp_path / "kept"), ("_context", lambda: None),
        ("_limit", lambda *_: 1.0), ("_outcome", outcome),
        ("SUBJECTS", {"it": mutate.Subject("rule.py", ("test_rule.py",))}),
    ):  # fmt: skip
        monkeypatch.setattr(mutate, name, value)
    with pytest.raises(SystemExit, match="meanwhile"):
        mutate._try_all("it", 1, again=False)
    # How far the thread is ahead is chance; from the edit on nothing is remembered.
    for memory in (tmp_path / "kept").glob("*.json"):
        assert json.loads(memory.read_text(encoding="utf-8")) == {"0": mutate.KILLED}
    assert 1 in tried
    assert set(mutate._try_all("it", 1, again=False).values()) == {mutate.KILLED}


def test_one_mutant_is_noticed_one_is_not_and_a_run_goes_on_where_it_stopped(
    mutation: ModuleType, mutate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried for real, a process each: a rule that a test holds, and one that none does."""
    module = tmp_path / "ruled_by_tests.py"
    module.write_text(
        "def held(a):\n    return a > 1\n\n\ndef loose(a):\n    return a > 1\n", encoding="utf-8"
    )
    test = tmp_path / "test_it.py"
    test.write_text(
        "from ruled_by_tests import held\n\n\ndef test_it():\n    assert held(2) and not held(1)\n",
        encoding="utf-8",
    )
    program = tmp_path / "try_it.py"
    program.write_text(
        f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT / "build")!r})
import mutate
here = Path({str(tmp_path)!r})
mutate.ROOT, mutate.REMEMBERED, mutate.KEPT = here, here / "kept", here / "survivors.toml"
mutate._PRELOADED = ("pytest",)
mutate.SUBJECTS = {{"it": mutate.Subject("ruled_by_tests.py", ("test_it.py",))}}
mutate._fingerprint = lambda subject: "same"
if __name__ == "__main__":
    raise SystemExit(mutate.main(["--only", "it"]))
""",
        encoding="utf-8",
    )
    (tmp_path / "survivors.toml").write_text("", encoding="utf-8")

    def ran() -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, str(program)], capture_output=True, text=True, encoding="utf-8", env=utf8()
        )
        return done.returncode, done.stdout

    code, shown = ran()
    assert "it: 8 mutants, 4 killed, 0 timed out, 4 survived, 0 of them kept with a reason" in shown
    assert code == 1
    assert "no test notices: loose | return a > 1 | a > 1 -> a >= 1" in shown
    entry = (
        '[[survivor]]\nmodule = "it"\nfunction = "loose"\nline = "return a > 1"\n'
        'change = "{}"\nreason = "x"\n'
    )
    kept = [m.change for m in mutation.mutants(module.read_text(encoding="utf-8")) if m.function == "loose"]
    (tmp_path / "survivors.toml").write_text("".join(map(entry.format, kept)), encoding="utf-8")
    code, shown = ran()
    assert (code, "it: 8 mutants, 0 to try" in shown) == (0, True)
    stale = entry.format("a > 1 -> gone")
    (tmp_path / "survivors.toml").write_text("".join(map(entry.format, kept)) + stale, encoding="utf-8")
    code, shown = ran()
    assert (code, "in the list, but does not survive: loose" in shown) == (1, True)
