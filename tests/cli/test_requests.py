"""A section answers 受講申込票 and 推薦依頼 by command, and HR imports what it wrote as any file."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.usecases.imports import training_tables
from tests.helpers import training
from tests.helpers import world as w
from tests.helpers.commands import dxdesk
from tests.helpers.requesting import OFFICE, SECTION_PASSPHRASE, both

LATER = "DX基礎研修 第9回"


@dataclass
class Files:
    hr: Path
    section: Path
    enrolment: Path
    nomination: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Both stores closed, with a session that is still to come whenever this runs."""
    folder = tmp_path_factory.mktemp("both")
    with both(folder, on_file=True) as town:
        head = ("研修名", "回", "開始日", "定員", "申込締切")
        session = training.table(
            folder / "later.csv", head, ("DX基礎研修", "第9回", "2048-06-02", "1", "2048-05-20")
        )
        done = training_tables.apply_training(town.hr, session, "sessions")
        assert not done.errors, done.errors
        form = training.forms(town.hr, folder / "先の票", "basic/第9回", section=OFFICE)[OFFICE]
    return Files(folder / "人事.dxdesk", folder / "所属.dxdesk", form, town.nomination)


@pytest.fixture
def files(made: Files, tmp_path: Path) -> Files:
    """The same with stores of a test's own."""
    copies = [tmp_path / path.name for path in (made.hr, made.section)]
    for path, copy in zip((made.hr, made.section), copies, strict=True):
        shutil.copyfile(path, copy)
    return replace(made, hr=copies[0], section=copies[1])


def run(files: Files, *words: object, code: int = 0) -> Any:
    name, *rest = words
    return dxdesk(name, files.section, *rest, "--json", passphrase=SECTION_PASSPHRASE, code=code).json


def written(path: Path, said: object) -> Path:
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def test_from_nothing_to_what_hr_reads(files: Files, tmp_path: Path) -> None:
    assert run(files, "requests") == {"requests": []}
    assert (
        "届いている依頼はありません" in dxdesk("requests", files.section, passphrase=SECTION_PASSPHRASE).out
    )
    came = run(files, "import", files.enrolment, files.nomination)["files"]
    assert [one["outcome"] for one in came] == ["applied", "applied"]
    form, request = (one["receipt"] for one in came)
    listed = {one["number"]: one for one in run(files, "requests")["requests"]}
    assert set(listed) == {form, request}
    assert (listed[form]["kind"], listed[form]["deadline"]) == ("enrolment_form", "2048-05-20")
    assert [one["title"] for one in listed[form]["sessions"]] == [LATER]
    assert listed[request]["persona_name"] == "DX推進委員"

    answers = {"sessions": {LATER: {w.TAX_A: "○", w.TAX_B: "○"}}, "notes": {w.TAX_A: "主任"}}
    kept = run(files, "fill-request", form, "--from", written(tmp_path / "申込.json", answers))
    assert kept["sessions"][0]["asked"] == [w.TAX_A, w.TAX_B]
    assert [one["code"] for one in kept["notices"]] == ["session-short"]
    named = {"people": [{"number": w.TAX_A, "manner": "新任", "first_day": "R8.10.1"}]}
    kept = run(files, "fill-request", request, "--from", written(tmp_path / "推薦.json", named))
    (line,) = kept["named"]
    assert (line["name"], line["manner"], line["first_day"]) == ("𠮷田 翔太", "new", "2026-10-01")

    for number in (form, request):
        done = run(files, "send-request", number, "--out", tmp_path / "返す")
        assert Path(done["file"]).is_file()
        assert done["goes_to"] == "検証区 人事担当"
    states = {one["number"]: one["sent_file"] for one in run(files, "requests")["requests"]}
    assert all(states.values())
    back = sorted((tmp_path / "返す").glob("*.xlsx"))
    taken = dxdesk("import", files.hr, *back, "--json", passphrase=w.PASSPHRASE).json["files"]
    assert sorted((one["kind"], one["added"]) for one in taken) == [("enrolment", 2), ("nominations", 1)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"sessions": {"ない研修": {}}}, "session-unknown"),
        ({"sessions": {LATER: {"999": "○"}}}, "person-unknown"),
        ({"sessions": {LATER: {w.TAX_A: "たぶん"}}}, "enrolment-word"),
        ({"sessions": []}, "answers-unreadable"),
        ([], "answers-unreadable"),
    ],
)
def test_what_nobody_understands_is_told_and_nothing_is_kept(
    files: Files, tmp_path: Path, said: object, code: str
) -> None:
    (came,) = run(files, "import", files.enrolment)["files"]
    before = run(files, "requests")
    source = written(tmp_path / "答え.json", said)
    told = run(files, "fill-request", came["receipt"], "--from", source, code=1)
    assert told["error"]["code"] == code
    assert run(files, "requests") == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"number": w.TAX_A}, "nomination-manner"),
        ({"number": w.TAX_A, "manner": "新任", "first_day": "来月"}, "date-unreadable"),
        ({"number": w.TAX_A, "manner": "交代", "handed_over": "さあ"}, "nomination-handover"),
        ({"number": w.TAX_A, "manner": "新任", "boss": "x"}, "answers-unreadable"),
    ],
)
def test_a_line_that_nobody_understands_is_told(
    files: Files, tmp_path: Path, line: object, code: str
) -> None:
    (came,) = run(files, "import", files.nomination)["files"]
    source = written(tmp_path / "答え.json", {"people": [line]})
    told = run(files, "fill-request", came["receipt"], "--from", source, code=1)
    assert told["error"]["code"] == code


def test_a_number_that_is_no_request_is_told(files: Files, tmp_path: Path) -> None:
    told = run(files, "send-request", 999, "--out", tmp_path, code=1)
    assert told["error"]["code"] == "request-unknown"
