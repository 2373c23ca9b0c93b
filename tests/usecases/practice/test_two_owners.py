"""What DX推進課 keeps of cases and support reaches HR, and a case that both keep counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.capabilities import AIMS, PRACTICE, PROVISION
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, Solved, Status
from dxdesk.domain.target_figures import Standing
from dxdesk.domain.target_record import Actual, Basis, TargetSaid
from dxdesk.domain.wareki import short_day
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.practice import keeping
from dxdesk.usecases.practice.overview import practice_year
from dxdesk.usecases.practice.support import support
from dxdesk.usecases.reports import target_tables
from dxdesk.usecases.targets import keeping as targets
from dxdesk.usecases.targets.overview import target_year
from tests.helpers import world as w
from tests.helpers.digital import digital, uses

CASE = CaseSaid(
    name="窓口の予約", section="1020", lead=w.TAX_A, hours_before="100", hours_after="40",
    status=Status.DONE, finished="2025-10-01",
)  # fmt: skip


def test_what_the_digital_section_keeps_is_seen_by_hr_and_a_case_of_both_counts_once(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        uses(office.hr, PROVISION, PRACTICE, AIMS)
        dx = office.begin(office.give().file)
        uses(dx, PRACTICE, AIMS)
        keeping.write_down(dx, CASE, new=True)
        keeping.write_down(dx, CASE._replace(name="申請の電子化", exemplary=True), new=True)
        asked = ConsultationSaid(
            topic="集計", section="1020", asked_on="2025-10-02", days=1, solved=Solved.DESK
        )
        keeping.write_down(dx, asked, new=True)
        targets.save_target(dx, TargetSaid(code="n", name="案件", basis=Basis.CASES, unit="件"))
        (line,) = target_year(dx, 2025).lines
        assert (line.measured, line.standing) == ("", Standing.OPEN), "HR may keep cases, too"
        assert line.found.why.startswith("数えられません(人事課の件数は提供票で")
        assert "DX推進担当課の記録だけでは2件です" in line.found.why
        office.take(office.hr, office.send(dx))
        keys.register(office.hr, dx.key_id)
        keeping.write_down(office.hr, CASE, new=True)
        found = practice_year(office.hr, 2025)
        assert {(one.held.owner, one.said.name, one.twice) for one in found.cases} == {
            ("hr", "窓口の予約", True),
            ("dx", "窓口の予約", True),
            ("dx", "申請の電子化", False),
        }
        assert (found.totals.done, found.totals.hours, found.totals.consultations) == (2, 120, 1)
        assert support(office.hr, 2025).total.done == 2
        keeping.write_down(office.hr, CASE._replace(name="住所の照会"), new=True)
        office.take(dx, office.give().file)
        (line,), (hrs,) = target_year(dx, 2025).lines, target_year(office.hr, 2025).lines
        assert line.measured == hrs.measured == "3件", "a case of both counts once in both stores"
        day = short_day(office.hr.services.clock.today())
        assert line.found.beside == f"DX推進担当課 1件、人事課 2件({day}現在)"
        (paper,) = [one for one in target_tables.paper(dx).paragraphs if "実績は" in one]
        assert "人事課が数えて提供票で渡したもの" in paper
        assert "DX推進担当課の記録を足しています" in paper
        with pytest.raises(KnownError) as refused:
            keeping.end(office.hr, "case", "1020-申請の電子化")
        assert refused.value.code == "thing-of-other", "only its owner changes a thing"


def test_who_has_no_roster_names_nobody_either(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        uses(office.hr, PROVISION, PRACTICE)
        dx = office.begin(office.give().file)
        uses(dx, PRACTICE)
        asked = ConsultationSaid(
            topic="検証 花子さんの端末", section="1020", asked_on="2025-10-02", days=1, solved=Solved.DESK
        )
        with pytest.raises(KnownError) as refused:
            keeping.write_down(dx, asked, new=True)
        assert (refused.value.code, refused.value.problems[0].found) == ("consultation-named", "花子さん")
        keeping.write_down(dx, asked._replace(topic="職員さんの端末"), new=True)


def test_each_sections_own_records_add_up_and_none_of_hr_is_said(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        uses(office.hr, PROVISION)
        dx = office.begin(office.give().file)
        uses(dx, PRACTICE, AIMS)
        for code, basis, unit in (
            ("n", Basis.CASES, "件"),
            ("h", Basis.HOURS, "時間"),
            ("e", Basis.EVENTS, "回"),
        ):
            actuals = {2025: Actual("9", "", "聞き取り")} if code == "n" else {}
            wanted = TargetSaid(code=code, name=code, basis=basis, unit=unit, actuals=actuals)
            targets.save_target(dx, wanted)
        keeping.write_down(dx, CASE, new=True)
        office.take(office.hr, office.send(dx))
        keys.register(office.hr, dx.key_id)
        office.take(dx, office.give().file)
        found = {one.said.code: one for one in target_year(dx, 2025).lines}
        assert {code: one.measured for code, one in found.items()} == {"n": "1件", "h": "60時間", "e": "0回"}
        day = short_day(office.hr.services.clock.today())
        assert found["n"].found.beside == (
            f"DX推進担当課 1件、人事課 0件({day}現在)、手で入れた実績(9件)は、台帳から数えたので使いません"
        ), "what somebody typed does not vanish unsaid"


def test_hr_is_told_of_whom_a_consultation_of_the_digital_section_names(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        uses(office.hr, PROVISION, PRACTICE)
        dx = office.begin(office.give().file)
        uses(dx, PRACTICE)
        with office.hr.store.read() as uow:
            name = uow.people.employees()[0].name
        asked = ConsultationSaid(
            topic=f"{name}の端末", section="1020", asked_on="2025-10-02", days=1, solved=Solved.DESK
        )
        keeping.write_down(dx, asked, new=True)
        keeping.write_down(dx, asked._replace(topic="職員の端末"), new=True)
        notes = [one for one in office.take(office.hr, office.send(dx)).notes if "named" in one.code]
        assert [(one.code, one.found) for one in notes] == [("consultation-named-there", name)]
