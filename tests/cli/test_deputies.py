"""代理 by command: HR names, decides where nobody was named, and moves a year to the newest rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain import rights
from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, DIRECTOR, KEN, MANAGER, Town, build

TERM = ("--for", MANAGER, "--from", "2026-01-05", "--to", "2027-03-31")


def both_stages(town: Town) -> Path:
    """The chief confirms, then stands in for the manager without having been named."""
    chief = town.section(CHIEF, town.fill(KEN))
    dxdesk("review", chief, "--confirm", KEN)
    # Whoever stands in unnamed is told at once that HR has to decide first.
    asked = ["deputy-asks"] if rights.NEWEST > 1 else []
    words = ("review", chief, "--confirm", KEN, "--on-behalf-of", MANAGER, "--json")
    done = dxdesk(*words, code=3 if asked else 0)
    assert [note["code"] for note in done.json["notices"]] == asked
    out = town.folder / "確認票"
    dxdesk("export", chief, "confirmations", "--out", out)
    return out


def state_of(town: Town) -> dict[str, int]:
    states = dxdesk("status", town.hr, "--json").json["states"]
    return {state: count for state, count in states.items() if count and state.endswith(("firmed", "ived"))}


def test_hr_names_a_deputy_shortens_the_term_and_takes_it_back(town: Town) -> None:
    assert dxdesk("deputies", town.hr, "--json").json == {"deputies": [], "notices": []}
    done = dxdesk("deputies", town.hr, "--name", DIRECTOR, *TERM, "--reason", "出張", "--json").json
    assert done["deputies"] == [
        {
            "deputy": DIRECTOR,
            "principal": MANAGER,
            "first_day": "2026-01-05",
            "last_day": "2027-03-31",
            "reason": "出張",
            "deputy_name": "検証 三郎",
            "principal_name": "検証 二郎",
        }
    ]
    said = dxdesk("deputies", town.hr).out
    assert said == (
        f"2026-01-05 〜 2027-03-31 検証 三郎さん({DIRECTOR})が検証 二郎さん({MANAGER})の代理(出張)\n"
    )
    dxdesk("deputies", town.hr, "--withdraw", DIRECTOR, *TERM, "--ends", "2026-12-28")
    shorter = (*TERM[:-1], "2026-12-28")
    assert "2026-12-28 検証 三郎" in dxdesk("deputies", town.hr).out
    gone = dxdesk("deputies", town.hr, "--withdraw", DIRECTOR, *TERM, "--json", code=1)
    assert gone.error == "deputy-unknown"
    done = dxdesk("deputies", town.hr, "--withdraw", DIRECTOR, *shorter)
    first, told, last = done.out.splitlines()
    assert (first, last) == ("代理の指名を取り消しました。", "代理の指名はありません。")
    assert f"export section-packages --confirmer {DIRECTOR} " in told


def test_whom_one_names_for_both_stages_is_said_with_the_naming(town: Town) -> None:
    done = dxdesk("deputies", town.hr, "--name", CHIEF, *TERM, "--json").json
    assert [note["code"] for note in done["notices"]] == ["deputy-both"]
    assert "所属配布票" in dxdesk("deputies", town.hr, "--name", KEN, *TERM).out


def test_hr_sees_who_stood_in_unnamed_and_decides(town: Town) -> None:
    assert dxdesk("held", town.hr).out == "決めるものはありません。\n"
    files = both_stages(town)
    assert town.take(town.hr, files, code=3).outcomes == ["held"]
    assert state_of(town) == {"first_confirmed": 1}
    (one,) = dxdesk("held", town.hr, "--json").json["held"]
    assert (one["employee_number"], one["stage"], one["action"]) == (KEN, "review2", "confirm2")
    assert (one["by"], one["on_behalf_of"], one["both"]) == (CHIEF, MANAGER, False)
    line = dxdesk("held", town.hr).out
    assert f"二次確認: 検証 一郎さん({CHIEF})が検証 二郎さん({MANAGER})の代わりに" in line
    assert dxdesk("held", town.hr, "--allow", "abc", "--json", code=1).error == "deputy-decided"
    assert dxdesk("held", town.hr, "--allow", one["id"], "--json").json == {"decided": one["id"], "held": []}
    assert state_of(town) == {"received": 1}


def test_hr_refuses_what_was_not_agreed(town: Town) -> None:
    town.take(town.hr, both_stages(town), code=3)
    (one,) = dxdesk("held", town.hr, "--json").json["held"]
    assert dxdesk("held", town.hr, "--refuse", one["id"]).out.startswith("認めませんでした: ")
    assert state_of(town) == {"first_confirmed": 1}
    assert dxdesk("held", town.hr, "--refuse", one["id"], "--json", code=1).error == "deputy-decided"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deputies", "a", "--name", CHIEF), "--for、--from、--to が要ります"),
        (("deputies", "a", "--for", CHIEF), "--name か --withdraw か --ask が要ります"),
        (("deputies", "a", "--name", "1", "--withdraw", "2", *TERM), "一緒に使えません"),
        (("deputies", "a", "--name", "1", *TERM, "--ends", "2026-01-01"), "--withdraw と一緒"),
        (("deputies", "a", "--withdraw", "1", *TERM, "--reason", "x"), "--name か --ask と一緒"),
        (("held", "a", "--allow", "1", "--refuse", "2"), "一緒に使えません"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: tuple[str, ...], said: str) -> None:
    assert said in dxdesk(*words, code=2).err


def test_only_hr_names_decides_and_moves(town: Town) -> None:
    chief = town.section(CHIEF)
    for words in (("deputies", chief, "--name", DIRECTOR, *TERM), ("held", chief), ("rules", chief)):
        assert dxdesk(*words, "--json", code=1).error == "wrong-role"
    assert dxdesk("deputies", chief, "--json").json["deputies"] == []  # whom HR named, everybody may see


def test_a_year_of_the_first_rules_is_moved_after_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(rights, "NEWEST", 1)  # the program of those days
        town = Town(tmp_path)
        build(town)
        assert town.take(town.hr, both_stages(town)).outcomes == ["applied"]
    assert state_of(town) == {"received": 1}
    looked = dxdesk("rules", town.hr, "--json").json
    assert (looked["fiscal_year"], looked["rules"], looked["moved"]) == (2026, 1, False)
    (one,) = looked["stopped"]
    assert (one["employee_number"], one["action"], one["by"], one["effect"]) == (
        KEN,
        "confirm2",
        CHIEF,
        "held",
    )
    said = dxdesk("rules", town.hr).out
    assert "規則 1" in said
    assert f"二次確認 検証 一郎さん({CHIEF})(検証 二郎さん({MANAGER})の代わり)" in said
    assert state_of(town) == {"received": 1}  # looking moves nothing
    moved = dxdesk("rules", town.hr, "--move", "--json", code=3).json
    assert (moved["rules"], moved["moved"], moved["stopped"]) == (2, True, looked["stopped"])
    assert state_of(town) == {"first_confirmed": 1}
    assert len(dxdesk("held", town.hr, "--json").json["held"]) == 1
    again = dxdesk("rules", town.hr, "--move", "--json").json
    assert (again["rules"], again["moved"], again["stopped"]) == (2, False, [])


def test_a_year_opened_now_is_under_the_newest_rules(town: Town) -> None:
    assert "いちばん新しい規則 2" in dxdesk("rules", town.hr).out


def test_a_section_gets_the_text_that_asks_hr(town: Town) -> None:
    section = town.section(CHIEF)
    words = (
        "deputies",
        section,
        "--ask",
        MANAGER,
        "--for",
        CHIEF,
        "--from",
        "2026-02-02",
        "--to",
        "2026-02-13",
    )
    text = dxdesk(*words, "--reason", "出張", "--json").json["request"]
    assert f"・本来の確認者: 検証 一郎さん({CHIEF})" in text
    assert f"・代理をする人: 検証 二郎さん({MANAGER})" in text
    assert "・期間: 令和8年2月2日(月)から 令和8年2月13日(金)まで" in text
    assert dxdesk(*words).out.startswith("【お願い】令和8年度 確認の代理の指名について")
    same = ("deputies", section, "--ask", CHIEF, *words[4:])
    assert dxdesk(*same, "--json", code=1).error == "deputy-himself"
    hr = ("deputies", town.hr, *words[2:])
    assert dxdesk(*hr, "--json", code=1).error == "wrong-role"
