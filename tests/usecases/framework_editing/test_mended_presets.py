"""An office began on a preset that a later program mended: nothing changes by itself, and it can go over."""

from __future__ import annotations

from pathlib import Path

from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.framework_editing.taking import versions as listed
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w


def test_the_former_version_goes_on_until_the_office_takes_the_mended_one_over(tmp_path: Path) -> None:
    former, mended = versions.preset_version("shinagawa", "R7-1"), versions.load_preset("shinagawa")
    assert former is not None
    with w.municipality(tmp_path) as (desk, clock):
        with desk.store.write() as uow:
            uow.exchange.save_framework(versions.row_of(former))
            uow.commit()
        assert w.open_year(desk).cycle.framework == "shinagawa@R7-1", "not the mended one in silence"
        there = {line.version: line.kept for line in listed(desk) if line.code == "shinagawa"}
        assert there == {"R7-1": True, mended.version: False}, "the mended one stands in the list"
        w.answered(desk, w.TAX_A, 2)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        finalise.finalise(desk)

        draft = drafts.new_draft(desk, "shinagawa", mended.version)
        told = drafts.publish(desk, draft.draft_id)
        assert told.anew == ()
        assert told.framework.follows == mended.version
        clock.day = f"{w.YEAR + 1}-04-02"
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "shinagawa", f"{w.YEAR + 1}-04-01"))
        assert cycle.current_cycle(desk, w.YEAR).framework_version == "R7-1"
        assert cycle.current_cycle(desk, w.YEAR + 1).framework_version == told.framework.version
        last = {item.uid: item.last for item in person_year(desk, w.TAX_A, w.YEAR + 1).items}
        assert last["shinagawa.bpr"] == 2, "what was confirmed on the former reads on"


def test_a_name_that_went_out_with_a_preset_is_proposed_to_nobody(tmp_path: Path) -> None:
    """An office that begins in R7 with the mended text copies it: ``R7-1`` was the text before."""
    mended = versions.load_preset("shinagawa")
    with w.municipality(tmp_path) as (desk, clock):
        clock.day = "2026-01-09"
        assert drafts.new_draft(desk, mended.code, mended.version).framework.version == "R7-2"
