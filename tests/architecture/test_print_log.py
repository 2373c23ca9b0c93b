"""Whatever leaves the program as a paper or file stands in 印刷の記録, or is named here with why not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dxdesk

ROOT = Path(dxdesk.__file__).parent
LEAVING = {"writing", "write_whole", "write_beside", "write_page", "print_pages"}
NOTING = {"note", "note_reprint"}
NOTED_BY = {"", "print_notes", "self.batching"}
"""On what a note of the log is called; a ledger may have notes of its own."""
EXPORTS = {"writes", "writes_plain"}
"""Decorators of what writes within an export."""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield functions and methods, with what stands inside them."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (one for one in node.body if isinstance(one, ast.FunctionDef))


def called(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each call as (on what, name)."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            of = one.func
            if isinstance(of, ast.Attribute):
                yield ast.unparse(of.value), of.attr
            elif isinstance(of, ast.Name):
                yield "", of.id


def leaving() -> Iterator[tuple[str, bool]]:
    """Yield each function that writes what leaves the program, and whether it notes it or is an export's."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("programs/", "store/")):
            continue
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            calls = list(called(function))
            if any(call in LEAVING or (call == "save" and on == "preview") for on, call in calls):
                of_export = any(ast.unparse(one) in EXPORTS for one in function.decorator_list)
                noted = any(call in NOTING and on in NOTED_BY for on, call in calls)
                yield f"{name}: {function.name}", of_export or noted


EXPORT = "within an export, which has an entry of its kind in the audit"
HANDED_IN = "what somebody hands in: 操作の記録 says so, and HR's 受付簿"
ELSEWHERE = {
    "cli/certificates.py: register": "a sample of the words, about nobody",
    "cli/safety.py: _register_recovery_code": "an entry of its own; no paper of the office",
    "ui/settings/passphrase_acts.py: make_code": "an entry of its own; no paper of the office",
    "ui/settings/view.py: print_paper": "控えの符号: an entry would make the code one of another audit",
    "usecases/answering/self_report.py: _write_form": HANDED_IN,
    "usecases/action_plan/tables.py: write_table": EXPORT,
    "usecases/filling_forms/filling.py: fill": "an entry of its own, which the log reads",
    "usecases/imports/plain_tables.py: write": EXPORT,
    "usecases/imports/roster_export.py: write_roster": EXPORT,
    "usecases/imports/training_export.py: write_catalogue": EXPORT,
    "usecases/manual/book.py: write_manual": "手引: it is of no store",
    "usecases/practice/practice_forms.py: write_case_forms": EXPORT,
    "usecases/practice/practice_forms.py: write_events": EXPORT,
    "usecases/reports/batches.py: _write": "noted for all files at once by ``batch_printing.write_batch``",
    "usecases/requests/filling.py: send": "an answer to HR: 操作の記録 and 配布簿 say so",
    "usecases/sending/dispatch.py: write_sealed": EXPORT,
    "usecases/sending/dispatch.py: _write_form": EXPORT,
    "usecases/sending/guides.py: _write": EXPORT,
    "usecases/sending/locking.py: write_list": EXPORT,
    "usecases/sending/nomination_requests.py: _section": EXPORT,
    "usecases/sending/plain_workbooks.py: _write": EXPORT,
    "usecases/sending/plain_workbooks.py: _write_sealed": EXPORT,
    "usecases/sending/plan_forms.py: _form": EXPORT,
    "usecases/sending/provisions.py: _written": "an export, or a withdrawal: 提供記録 says so",
    "usecases/sending/talent_systems.py: _link": EXPORT,
    "usecases/targets/table_writing.py: write_table": EXPORT,
    "usecases/workplace/outgoing.py: write_beside": "writes for whoever calls it, who is looked at here",
    "usecases/year_start/own.py: _write": HANDED_IN,
}
"""What neither notes it by itself nor is an export, and where the log has it from or why it has it not."""


def test_whatever_leaves_the_program_is_in_the_log_of_prints() -> None:
    found = dict(leaving())
    assert sum(found.values()) > 15
    assert {place for place, known in found.items() if not known} == set(ELSEWHERE)


def test_what_the_log_is_told_in_place_of_a_note_is_written() -> None:
    """Whoever is excused by an entry of the audit makes it."""
    for name, entry in {
        "usecases/filling_forms/filling.py": '"form-filled"',
        "usecases/workplace/passphrases.py": '"recovery-code"',
        "usecases/reports/batch_printing.py": "print_notes.note(",
        "usecases/sending/plain_workbooks.py": "_enter(desk, asked, order, files, before)",
        "usecases/sending/dispatch.py": 'f"export-{self.command.kind}"',
        "usecases/requests/filling.py": '"request-return"',
    }.items():
        assert entry in (ROOT / name).read_text(encoding="utf-8"), name
