"""``provide``: a decision about individuals is registered, listed and ended; what is over says so."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.capabilities import AIMS
from dxdesk.ports.entities import Role
from tests.helpers import world as w
from tests.helpers.commands import dxdesk
from tests.helpers.digital import digital, plan, uses
from tests.helpers.town import Town

DECISION = (
    *("--item", "levels", "--item", "number", "--ground", "要綱第5条", "--number", "8総第12号"),
    *("--decided", "2026-04-01", "--from", "2026-04-01", "--to", "2099-03-31"),
)


def test_a_decision_is_ended_earlier_and_never_later(town: Town) -> None:
    assert dxdesk("provide", "list", town.hr, "--json", code=1).json["error"]["code"] == "provision-off"
    dxdesk("uses", town.hr, "--on", "provision")
    key = dxdesk("provide", "decide", town.hr, *DECISION, "--json").json["decision"]["key"]

    def end(day: str, number: str = key) -> str:
        told = dxdesk("provide", "end", town.hr, number, "--to", day, "--json", code=1).json
        return str(told["error"]["code"])

    assert end("2099-04-01") == "permit-longer"
    assert end("2026-03-31") == "dates-out-of-order"
    assert end("そのうち") == "date-unreadable"
    assert end("2026-12-01", "0099") == "permit-unknown"
    (kept,) = dxdesk("provide", "list", town.hr, "--json").json["decisions"]
    assert (kept["items"], kept["valid_to"]) == (["levels", "number"], "2099-03-31")
    dxdesk("provide", "end", town.hr, key, "--to", "2026-10-31")
    (ended,) = dxdesk("provide", "list", town.hr, "--json").json["decisions"]
    assert ended == {**kept, "valid_to": "2026-10-31"}
    assert "2026-10-31まで" in dxdesk("provide", "list", town.hr).out


def test_what_ended_is_told_as_over_and_never_with_its_figures(tmp_path: Path) -> None:
    """The office of the helper lived in 2025; on the day of this test its provision is long over."""
    with digital(tmp_path, on_file=True) as office:
        dx = office.begin(office.give().file)
        stores = [str(desk.store.location) for desk in (office.hr, dx)]
        for desk in (office.hr, dx):
            desk.store.close()
        (record,) = dxdesk("provide", "list", stores[0], "--json", passphrase=w.PASSPHRASE).json["records"]
        assert (record["state"], record["until"]) == ("ended", "2026-03-31")
        assert "期間が終わりました" in dxdesk("provide", "list", stores[0], passphrase=w.PASSPHRASE).out
        told = dxdesk("provide", "received", stores[1], "--json", passphrase=w.PASSPHRASE).json
        assert told["provisions"] == []
        (over,) = told["over"]
        assert (over["state"], over["since"]) == ("ended", "2026-03-31")
        assert (over["skills"], over["people"]) == ([], [])
        out = dxdesk("provide", "received", stores[1], passphrase=w.PASSPHRASE).out
        assert "期間が終わりました(R8.3.31)。続けて使うときは、人事課に" in out


def test_reading_goes_beside_an_open_store_and_status_tells_what_the_section_holds(tmp_path: Path) -> None:
    with digital(tmp_path, on_file=True) as office:
        dx = office.begin(office.give(until="2099-03-31").file)
        plan(dx, "ai", "生成AI研修")
        uses(dx, AIMS)
        uses(office.hr, AIMS)
        stores = {desk.role: str(desk.store.location) for desk in (office.hr, dx)}
        for words in (("targets",), ("indicators",)):  # both are open, as beside a window
            for store in stores.values():
                dxdesk(*words, store, passphrase=w.PASSPHRASE)
        dxdesk("provide", "list", stores[Role.HR], passphrase=w.PASSPHRASE)
        dxdesk("provide", "received", stores[Role.DX], passphrase=w.PASSPHRASE)
        dxdesk("provide", "sending", stores[Role.DX], passphrase=w.PASSPHRASE)
        out = dxdesk("status", stores[Role.DX], passphrase=w.PASSPHRASE).out
        assert "提出状況は人事課の台帳で数えます" in out
        assert "令和7年度の提供票 使える期間: 令和81年3月31日まで" in out
        assert "研修: 1件(未送付 1件)" in out
        assert "0人" not in out
