"""人事課 and DX推進課 both measure: their codes may be the same, their answers are not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.usecases.exchange import keys, receive
from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.groups import by_group
from dxdesk.usecases.indicators.overview import figure_lines, overview
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful
from tests.helpers.surveying import table
from tests.helpers.two_owners import owners

BARRIER = "課題・障壁と感じているものは何ですか。"
OPTIONS = ("予算がない", "人手が足りない")


@pytest.fixture
def hr() -> Desk:
    return forgetful(owners().hr)


def come_from(dx: Desk, hr: Desk, folder: Path) -> None:
    """Let HR hear of all that DX推進課 keeps, and believe it."""
    sent = dispatch.export(dx, dispatch.Export("dx-package", folder / "送付")).files
    receive.receive(hr, receive.ReceiveFiles(sent))
    keys.register(hr, dx.key_id)


def measure(desk: Desk, called: str, folder: Path, *answers: str) -> None:
    """Write down what is measured under the codes everybody uses, and take a survey in."""
    keeping.write_down(desk, OutcomeSaid("09", "direct", called), new=True)
    asked = IndicatorSaid("09", "障壁", "09", BARRIER, measure="choice", options=OPTIONS, most=3)
    keeping.write_down(desk, asked, new=True)
    rows = [("2025", answer) for answer in answers]
    done = apply_survey(desk, TakeSurvey(table(folder / f"{called}.csv", ("年度", BARRIER), *rows)))
    assert done.outcome == "applied", done.errors


def test_answers_to_a_question_of_one_code_are_counted_for_whoever_asked(hr: Desk, tmp_path: Path) -> None:
    dx = forgetful(owners().digital)
    measure(hr, "人事課の成果", tmp_path, "予算がない", "予算がない", "人手が足りない")
    measure(dx, "DXの成果", tmp_path, "人手が足りない")
    come_from(dx, hr, tmp_path)
    found = overview(hr)
    rows = {row.owner: row for row in found.rows if row.indicator.code == "09"}
    named = {owner: row.outcome.name for owner, row in rows.items() if row.outcome is not None}
    assert named == {"hr": "人事課の成果", "dx": "DXの成果"}
    assert sorted((one.people, one.counts) for one in found.options) == [
        (1, (("人手が足りない", 1),)),
        (3, (("予算がない", 2), ("人手が足りない", 1))),
    ]


def test_what_both_have_under_one_code_and_name_is_one(hr: Desk, tmp_path: Path) -> None:
    dx = forgetful(owners().digital)
    for desk in (hr, dx):
        keeping.write_down(desk, ActivitySaid("A1", "研修", ("01",)), new=True)
    come_from(dx, hr, tmp_path)
    found = overview(hr)
    assert [one.code for one in found.outcomes] == ["01"]
    assert [one.code for one in found.activities] == ["A1"]
    assert found.owners["outcome", "01"] == "hr"
    assert {row.owner: row.outcome.name for row in found.rows if row.outcome} == {
        "hr": "使われている",
        "dx": "使われている",
    }
    assert len(figure_lines(found)["01"]) == 2, "what either asks stands in the one box"


def test_two_different_things_of_one_code_are_told_apart_by_their_owner(hr: Desk, tmp_path: Path) -> None:
    dx = forgetful(owners().digital)
    for desk, called in ((hr, "人事課"), (dx, "DX")):
        keeping.write_down(desk, OutcomeSaid("09", "direct", f"{called}の成果"), new=True)
        keeping.write_down(desk, OutcomeSaid("08", "direct", f"{called}の手前", ("09",)), new=True)
        keeping.write_down(desk, ActivitySaid("A1", f"{called}の取組", ("09",)), new=True)
        keeping.evaluate(desk, ActivitySaid("A1", f"{called}の取組", ("09",), fiscal_year=2025, done=called))
    come_from(dx, hr, tmp_path)
    found = overview(hr)
    other = "DX推進担当課"
    assert {one.code: one.name for one in found.outcomes if one.code != "01"} == {
        "08": "人事課の手前",
        f"08({other})": "DXの手前",
        "09": "人事課の成果",
        f"09({other})": "DXの成果",
    }
    leading = {one.code: one.leads_to for one in found.outcomes if one.leads_to}
    assert leading == {"08": ("09",), f"08({other})": (f"09({other})",)}
    assert {one.code: one.outcomes for one in found.activities} == {
        "A1": ("09",),
        f"A1({other})": (f"09({other})",),
    }
    done = {code: [one.done for one in said] for code, said in found.evaluations.items()}
    assert done == {"A1": ["人事課"], f"A1({other})": ["DX"]}
    assert found.owners["activity", f"A1({other})"] == "dx"
    assert {one.code for one in overview(dx).outcomes} == {"01", "08", "09"}, "there it is the only one"


@pytest.mark.parametrize("owner", ["hr", "dx"])
def test_a_section_and_a_target_say_what_their_own_owner_asked(hr: Desk, tmp_path: Path, owner: str) -> None:
    dx = forgetful(owners().digital)
    question = "道具が使われている。"
    for desk, step in ((hr, "5"), (dx, "1")):
        whose = desk.role.value
        asked = IndicatorSaid("09", f"{whose}の割合", "01", question, measure="mean")
        keeping.write_down(desk, asked, new=True)
        answers = [("2025", f"{whose}課", step)] * 6
        taken = TakeSurvey(table(tmp_path / f"{whose}.csv", ("年度", "所属", question), *answers))
        assert apply_survey(desk, taken).outcome == "applied"
        said = TargetSaid(code="t", name="平均", basis=Basis.INDICATOR, of_indicator="09")
        save_target(desk, said)
    come_from(dx, hr, tmp_path)
    figure = {"hr": "5.0", "dx": "1.0"}[owner]
    groups = by_group(hr, "09", "section", 2025, owner).groups
    assert [(one.name, one.answers, one.figure) for one in groups] == [(f"{owner}課", 6, f"{figure}00")]
    found = {one.held.owner: one.found.value for one in target_year(hr, 2025).lines}
    assert found[owner] == Decimal(figure)
    assert by_group(hr, "09", "section", 2025) == by_group(hr, "09", "section", 2025, "hr")
