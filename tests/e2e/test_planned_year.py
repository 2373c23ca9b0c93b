"""A played year of each policy ends, by commands, in papers that its office would put on a desk.

予算要求資料, 年度計画書 with what differs between both versions and what came of the year, 確保計画書, 引継書
and the sheet of drafting the next policy: asked of the text that stands on their pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dxdesk import bootstrap
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.programs.demo import LAST_YEAR
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.workplace.clock import FixedClock
from tests.helpers import two_years
from tests.helpers.commands import dxdesk

NEXT = LAST_YEAR + 1
OF = ("--fiscal-year", NEXT)
TODAY = f"{NEXT}-04-20"


@dataclass(frozen=True)
class Office:
    """HR's store of a played office, to be worked in by commands on a day in April."""

    code: str
    hr: Path
    passphrase: str
    folder: Path

    def run(self, *words: object, code: int = 0) -> Any:
        """Run a command on the store and return what it says as JSON."""
        name, *rest = words
        done = dxdesk(name, self.hr, *rest, "--json", passphrase=self.passphrase, code=code)
        return done.json

    def paper(self, kind: str, *more: object) -> str:
        """Print a paper and return its text with the ends of lines gone, as a reader takes it in."""
        out = self.folder / f"{kind}.pdf"
        dxdesk("report", self.hr, kind, "--out", out, *more, passphrase=self.passphrase)
        text = "".join(page.extract_text() for page in PdfReader(out).pages)
        out.unlink()
        return "".join(text.split())


@pytest.fixture(scope="module", params=preset_codes())
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, place = two_years.played(request.param), tmp_path_factory.mktemp("計画")
    store = next(one for one in two_years.told(folder)["stores"] if one["role"] == "hr")
    own = place / "人事.dxdesk"
    shutil.copy(folder / store["path"], own)
    services = bootstrap.services
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "services", lambda clock=None: services(clock or FixedClock(TODAY)))
        yield Office(request.param, own, store["passphrase"], place)


def test_the_year_is_agreed_on_and_decided_and_its_papers_say_so(office: Office) -> None:
    begun = office.run("plan", *OF)
    assert begun["step"] == "consult-final"
    lines = begun["versions"]["final"]["lines"]
    early = office.run("plan", *OF, "--decided", TODAY, "--number", "1", code=1)
    assert early["error"]["code"] == "plan-not-consulted"
    first = lines[0]
    office.run("plan", *OF, "--line", first["code"], "--yen", 275_000, "--by-it", "会場のPC")
    talk = ("--consulted", TODAY, "--with", "人事課人材育成係", "--result", "定員を減らして了承")
    office.run("plan", *OF, *talk)
    decided = office.run("plan", *OF, "--decided", TODAY, "--number", "8総人第77号")
    assert decided["step"] == "carry-out"

    asked = office.paper("budget-request", *OF)
    label = fiscal_year_label(NEXT)
    for said in (
        "予算要求資料",
        label,
        "計画の理由",
        "もとにした数字",
        "合計",
        "".join(first["name"].split()),
    ):
        assert said in asked, said
    plan = office.paper("action-plan", *OF)
    for said in (
        "年度計画書", label, "確定版", "8総人第77号", "定員を減らして了承",
        "予算要求案との違い", "変わった行", "275,000円", "会場のPC", "もとにした数字",
    ):  # fmt: skip
        assert said in plan, said


def test_the_year_that_ended_stands_beside_its_plan_with_its_effects(office: Office) -> None:
    of = ("--fiscal-year", LAST_YEAR)
    ended = office.run("plan", *of)
    assert ended["step"] == "settle"
    assert "支出負担行為書" not in office.paper("action-plan", *of), "what was decided stands"
    plan = office.paper("plan-results", *of)
    for said in (
        "年度計画の実績と効果",
        "実績",
        "費用の実績/計画(円)",
        "支出負担行為書(見本)",
        "効果(受けた人の前後のレベル)",
    ):
        assert said in plan, said
    # Where no course of the policy leads to a skill, the paper says why there is nothing to tell.
    told = bool(ended["effects"])
    assert ("研修だけの効果とは言えません" in plan, "まだ出せません" in plan) == (told, not told)


def test_what_training_cannot_fill_ends_at_the_request(office: Office) -> None:
    found = office.run("staffing", *OF)  # the demonstration plans for it in autumn
    code = next(one["code"] for one in found["roles"])
    office.run("staffing", *OF, "--advance", code, "--to", "asked", "--on", TODAY)
    paper = office.paper("staffing-plan", *OF)
    told = ("確保計画書", fiscal_year_label(NEXT), "見本", "依頼", "協議と決裁", "点数、順位は載せていません")
    for said in told:
        assert said in paper, said


def test_the_next_policy_is_laid_out_with_what_the_store_knows(office: Office) -> None:
    found = office.run("drafting")
    (one,) = found["draftings"]
    assert (one["fiscal_year"], one["sort"], one["sample"]) == (NEXT, "revision", True)
    known = {task["code"]: "".join(task["known"]) for task in one["tasks"]}
    assert load_preset(office.code).name in known["premise"]
    assert f"{fiscal_year_label(LAST_YEAR)}の確定した結果" in known["targets"]
    sheet = office.paper("drafting-sheet", *OF)
    for said in (
        "方針の策定の手順と予定",
        "見直し",
        "人材像・スキル要件の定義",
        "ギャップ",
        "年度計画の実行",
    ):
        assert said in sheet, said


def test_the_successor_reads_what_stands_and_what_is_to_be_decided_on_one_page(office: Office) -> None:
    paper = office.paper("hand-over")
    assert paper.count("人事の台帳") == 1, "the head of a further page would say it again"
    for said in (
        "引継書(1枚)",
        "いまどこか",
        "年度計画",
        "パートナーシップの形成(見本)",
        "予算の確保(見本)",
        "だれが何を知っているか",
    ):
        assert said in paper, said
    for decided in ("DXスペシャリスト人材が主導すべき業務(見本)", "高度専門人材の導入(見本)"):
        assert decided not in paper, "what was decided is open no more"
