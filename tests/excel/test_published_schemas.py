"""Every kind of workbook that leaves keeps to the published schemas, and is whole to Excel."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from dxdesk.excel.workbooks import ExcelWorkbooks
from tests.excel import form_samples, table_samples
from tests.helpers.played import played


def faults(path: Path) -> list[str]:
    """Return what is wrong with a file; what Excel only writes otherwise when it saves is no fault."""
    found = OpenXmlValidator(FileFormat.OFFICE_2019).validate(path)
    return [
        f"{error.part_uri} {error.description}"
        for error in found.errors
        if error.severity is not ValidationSeverity.WARNING
    ]


def is_ours(path: Path) -> bool:
    """Tell whether we wrote a file; the demonstration's people answer with another program."""
    with zipfile.ZipFile(path) as package:
        return b"<Application>dxdesk<" in package.read("docProps/app.xml")


def kinds() -> dict[str, Path]:
    """Return one file of each kind that we wrote in the demonstration."""
    found: dict[str, Path] = {}
    for path in sorted(played()[0].rglob("*.xlsx")):
        kind = re.split("[_\\d]", path.stem)[0]
        if kind not in found and is_ours(path):
            found[kind] = path
    return found


def test_every_workbook_of_the_demonstration_keeps_to_the_schemas() -> None:
    files = kinds()
    assert {"申告票", "所属配布票", "確認票", "結果通知票"} <= files.keys()
    assert {kind: told for kind, path in files.items() if (told := faults(path))} == {}


def test_what_a_person_gets_without_a_store_keeps_to_them_too(tmp_path: Path) -> None:
    template = tmp_path / "名簿のひな形.xlsx"
    ExcelWorkbooks().write_roster_template(template)
    for path in (template, form_samples.sent(tmp_path), table_samples.written(tmp_path)):
        assert faults(path) == [], path.name


@pytest.mark.parametrize("part", ["xl/theme/theme1.xml", "xl/styles.xml"])
def test_a_part_that_is_missing_would_be_noticed(tmp_path: Path, part: str) -> None:
    path, without = form_samples.sent(tmp_path), tmp_path / "without.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(without, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    assert faults(without)
