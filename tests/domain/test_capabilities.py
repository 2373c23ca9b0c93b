"""使う機能: the one table of it."""

from __future__ import annotations

import pytest

from dxdesk.domain.capabilities import CAPABILITIES, capability
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role


def test_each_has_a_code_a_name_one_sentence_and_stores_to_be_in() -> None:
    assert [one.code for one in CAPABILITIES] == [
        *("training", "nomination", "candidates", "tools", "authorities", "growth-files", "year-start"),
        *("aims", "practice", "provision", "action-plan"),
        *("staffing", "agenda"),
    ], "what is stored and typed"
    assert len({one.name for one in CAPABILITIES}) == len(CAPABILITIES)
    for one in CAPABILITIES:
        assert capability(one.code) is one
        assert one.text.endswith("。")
        assert one.text.count("。") == 1
        assert one.roles
        assert {*one.roles} <= {role.value for role in Role}


def test_a_code_nobody_knows_names_those_there_are() -> None:
    with pytest.raises(KnownError) as error:
        capability("sorcery")
    assert (error.value.code, error.value.problems[0].found) == ("capability-unknown", "sorcery")
    assert "training(研修台帳)" in error.value.problems[0].fix
