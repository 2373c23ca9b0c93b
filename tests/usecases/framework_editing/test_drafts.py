"""From a preset over a draft to a version that a year runs on."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.framework_editing.taking import versions
from dxdesk.usecases.frameworks import versions as frameworks
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, current_cycle, open_cycle
from tests.helpers.memory import in_memory
from tests.helpers.town import write_roster


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    desk = create_store(
        in_memory(bootstrap.services()),
        str(tmp_path / "人事.dxdesk"),
        Role.HR,
        ("131091", "検証区"),
        "あいことば2026",
    )
    assert (
        apply_roster(desk, write_roster(tmp_path / "職員名簿.csv"), accept=("new-list-value",)).outcome
        == "applied"
    )
    return desk


def test_a_draft_is_kept_unsound_and_published_sound(office: Desk) -> None:
    made = drafts.new_draft(office, "shinagawa", "R7-1.2")
    added = edit.new_skill(
        made.framework, "shinagawa.x", made.framework.items[0].category, "データ活用の相談"
    )
    drafts.save_draft(office, made.draft_id, added)
    assert drafts.drafts(office)[0].findings > 0
    with pytest.raises(KnownError) as refused:
        drafts.publish(office, made.draft_id)
    assert {problem.code for problem in refused.value.problems} == {"framework-no-statement"}
    for level in (1, 2, 3):
        added = edit.word_level(added, "shinagawa.x", level, (f"相談に応じられる{level}",))
    drafts.save_draft(office, made.draft_id, added)
    told = drafts.publish(office, made.draft_id, dry_run=True)
    assert [(one.name, one.who) for one in told.anew] == [("データ活用の相談", "全員")]
    assert drafts.drafts(office)
    version = drafts.publish(office, made.draft_id).framework
    assert drafts.drafts(office) == ()
    assert version.follows == "R7-1.2"
    assert {line.version for line in versions(office) if line.kept} == {version.version}
    open_cycle(office, OpenCycle(2026, "shinagawa", "2026-04-01"))
    assert current_cycle(office).framework_version == version.version
    office.store.close()


def test_a_published_version_is_only_copied(office: Desk) -> None:
    first = drafts.new_draft(office, "kashiwa", frameworks.load_preset("kashiwa").version)
    drafts.publish(office, first.draft_id)
    with pytest.raises(KnownError) as gone:
        drafts.save_draft(office, first.draft_id, first.framework)
    assert gone.value.code == "framework-draft-unknown"
    again = drafts.new_draft(office, "kashiwa", first.framework.version)
    assert again.framework.version not in ("", first.framework.version)
    drafts.save_draft(office, again.draft_id, edit_version(again, first.framework.version))
    with pytest.raises(KnownError) as refused:
        drafts.publish(office, again.draft_id)
    assert refused.value.code == "framework-version-taken"
    drafts.delete_draft(office, again.draft_id)
    assert drafts.drafts(office) == ()
    office.store.close()


def edit_version(made: drafts.OpenDraft, version: str) -> frameworks.Framework:
    from dataclasses import replace

    return replace(made.framework, version=version)


def test_a_skill_taken_out_is_retired_in_the_bridge(office: Desk) -> None:
    first = drafts.new_draft(office, "kashiwa", frameworks.load_preset("kashiwa").version)
    drafts.publish(office, first.draft_id)
    second = drafts.new_draft(office, "kashiwa", first.framework.version)
    gone = second.framework.items[0]
    assert second.known[gone.uid] == (f"版 {first.framework.version}",)
    drafts.save_draft(office, second.draft_id, edit.remove(second.framework, edit.ITEMS, gone.uid))
    told = drafts.publish(office, second.draft_id)
    assert told.dropped == (gone.name,)
    dropped = [link for link in told.framework.links if link.kind == "dropped"]
    assert [link.old for link in dropped] == [(gone.uid,)]
    office.store.close()


def test_the_newest_version_is_the_one_nobody_follows(office: Desk) -> None:
    before = frameworks.load_preset("nakano").version
    for version in ("R8-9", "R8-10"):
        made = drafts.new_draft(office, "nakano", before)
        drafts.save_draft(office, made.draft_id, edit_version(made, version))
        drafts.publish(office, made.draft_id)
        before = version
    open_cycle(office, OpenCycle(2026, "nakano", "2026-04-01"))
    assert current_cycle(office).framework_version == "R8-10"
    office.store.close()
