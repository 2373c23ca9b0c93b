"""What DX推進課 keeps of cases and support reaches HR, and a case that both keep counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.capabilities import AIMS, PRACTICE, PROVISION
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, Solved, Status
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.practice import keeping
from dxdesk.usecases.practice.overview import practice_year
from dxdesk.usecases.practice.support import support
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
        uses(office.hr, PROVISION, PRACTICE)
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
        assert line.measured == "2件", "DX推進課 counts what it keeps itself"
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
