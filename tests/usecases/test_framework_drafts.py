"""体系の下書き: copied, changed, published, and never changed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.usecases import cycle, finalise, framework_drafts, skillmap
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.framework_drafts import Draft
from dxdesk.usecases.framework_taking import versions
from tests.helpers import world as w


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        yield desk


def with_a_new_skill(draft: Draft, *, written: bool) -> tuple[Draft, str]:
    framework, uid = edit.add_item(draft.framework, "生成AIの活用", draft.framework.items[0].category)
    for level in (1, 2, 3) if written else ():
        framework = edit.set_criteria(framework, uid, level, "", [f"水準{level}の目安"])
    return replace(draft, framework=framework), uid


def test_a_preset_becomes_a_version_of_ones_own_and_a_year_starts_on_it(desk: Desk) -> None:
    draft = framework_drafts.begin(desk, "shinagawa")
    assert (draft.base_version, draft.framework.version) == ("R7-1", "R7-2")
    changed, uid = with_a_new_skill(draft, written=True)
    framework_drafts.save(desk, changed)
    assert framework_drafts.load(desk, draft.key) == changed
    told = framework_drafts.publish(desk, draft.key)
    assert [note.code for note in told.notes] == ["framework-answer-anew", "framework-summary"]
    assert "生成AIの活用" in told.notes[0].message
    assert framework_drafts.drafts(desk) == ()
    opened = cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "shinagawa", w.BASE))
    assert opened.cycle.framework == "shinagawa@R7-2"
    assert uid in [item.uid for item in skillmap.people_map(desk).items]


def test_an_unfinished_draft_is_kept_and_not_published(desk: Desk) -> None:
    draft, uid = with_a_new_skill(framework_drafts.begin(desk, "shinagawa"), written=False)
    framework_drafts.save(desk, draft)
    line = framework_drafts.drafts(desk)[0]
    assert (line.skills, line.findings, line.base) == (9, 3, "shinagawa R7-1")
    with pytest.raises(KnownError) as refused:
        framework_drafts.publish(desk, draft.key)
    assert {problem.place.cell for problem in refused.value.problems} == {
        f"items[8].criteria[{place}].statements" for place in range(3)
    }
    assert framework_drafts.load(desk, draft.key).framework.has(uid)
    assert [found.version for found in versions(desk) if found.code == "shinagawa"] == ["R7-1"]


def test_a_published_version_never_changes_and_its_name_is_taken(desk: Desk) -> None:
    first = framework_drafts.begin(desk, "kashiwa")
    framework_drafts.publish(desk, first.key)
    again = framework_drafts.begin(desk, "kashiwa", "R7-1")
    assert again.framework.version == "R7-3"
    taken = replace(again, framework=edit.replace_head(again.framework, version="R7-2"))
    framework_drafts.save(desk, taken)
    assert [found.code for found in framework_drafts.findings(desk, taken)] == ["framework-version-taken"]
    with pytest.raises(KnownError) as refused:
        framework_drafts.publish(desk, again.key)
    assert refused.value.code == "framework-version-taken"


def test_a_retired_skill_goes_on_in_another_and_last_years_result_stays(desk: Desk) -> None:
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "shinagawa", w.BASE, w.DUE_SELF))
    w.answered(desk, w.TAX_A, 2)
    w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
    finalise.finalise(desk)
    past = {row.number: row for row in skillmap.people_map(desk, w.YEAR).rows}[w.TAX_A]
    draft = framework_drafts.begin(desk, "shinagawa")
    (gone, _), (into, _) = draft.published[:2]
    draft = replace(draft, framework=edit.remove_item(draft.framework, gone), merges=((gone, into),))
    assert draft.retired == (draft.published[0],)
    framework_drafts.save(desk, draft)
    told = framework_drafts.publish(desk, draft.key)
    assert next(note.code for note in told.notes) == "framework-next-year"
    desk.services.clock.day = "2026-04-10"  # type: ignore[attr-defined]
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "shinagawa", "2026-04-01"))
    now = skillmap.people_map(desk, w.YEAR + 1)
    row = next(row for row in now.rows if row.number == w.TAX_A)
    place = [item.uid for item in now.items].index(into)
    assert row.last_level(place) == 2
    assert {row.number: row for row in skillmap.people_map(desk, w.YEAR).rows}[w.TAX_A].levels == past.levels


def test_a_framework_of_another_name_has_no_bridge(desk: Desk) -> None:
    draft = framework_drafts.begin(desk, "nakano")
    framework = edit.replace_head(draft.framework, code="own-ward", version="初版", name="わが区の体系")
    framework_drafts.save(desk, replace(draft, framework=framework))
    told = framework_drafts.publish(desk, draft.key)
    assert (told.code, told.version) == ("own-ward", "初版")
    kept = next(found for found in versions(desk) if found.code == "own-ward")
    assert kept.kept


def test_a_draft_that_is_gone_or_was_never_there_is_told(desk: Desk) -> None:
    draft = framework_drafts.begin(desk, "setagaya")
    framework_drafts.discard(desk, draft.key)
    assert framework_drafts.drafts(desk) == ()
    for key in (draft.key, "sender-label"):
        with pytest.raises(KnownError) as refused:
            framework_drafts.load(desk, key)
        assert refused.value.code == "framework-draft-gone"
    with pytest.raises(KnownError) as refused:
        framework_drafts.begin(desk, "nowhere")
    assert refused.value.code == "framework-version-unknown"
