"""What changed since the last visit: nothing at the first, nothing when nothing did."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.file_names import bare
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import receive
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w

YESTERDAY, NOON = "2026-02-03T08:00:00Z", "2026-02-03T23:59:00Z"


def told(desk: Desk, since: str) -> dict[str, str]:
    return {entry.key: entry.text for entry in home(desk, since).news}


def form_of(desk: Desk, blank: Path, folder: Path, level: int) -> Path:
    """Answer a form in a personal store of its own, as somebody does at their desk."""
    own, _ = opening.create_from(desk.services, blank, str(folder / f"{level}.dxdesk"), "")
    levels = dict.fromkeys((item.uid for item in self_report.open_answers(own).items), level)
    file = self_report.submit(own, folder / str(level), Answers(levels)).file
    own.store.close()
    assert file is not None
    return file


def test_files_and_disagreements_that_came_since_are_news(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.open_year(desk)
        blank = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        forms = [form_of(desk, blank, tmp_path, level) for level in (1, 2)]
        receive.receive(desk, receive.ReceiveFiles((forms[0],)))
        assert told(desk, "") == {}, "a first visit knows no before"
        assert told(desk, NOON)["arrived-form"] == "新しく届いた申告票 1件"
        clock.day = "2026-02-05"
        assert "arrived-form" not in told(desk, "2026-02-04T00:00:00Z")
        receive.receive(desk, receive.ReceiveFiles((forms[1], forms[0])))
        found = told(desk, "2026-02-04T12:00:00Z")
        assert found["arrived-form"] == "新しく届いた申告票 1件", "what came before says nothing new"
        assert found["conflicts"] == "新しい食い違い 1件"
        clock.day = "2026-02-06"
        later = told(desk, "2026-02-05T12:00:00Z")
        assert set(later) == {"due-自己申告"}


def test_an_unknown_issuers_file_is_news_to_the_one_who_has_to_ring_up(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        packages = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out")).files
        package = next(path for path in packages if bare(path.stem).endswith(w.LEADER_TAX))
        for name in ("甲", "乙"):
            where = str(tmp_path / f"{name}.dxdesk")
            section, _ = opening.create_from(desk.services, package, where, w.PASSPHRASE)
            self_report.submit(section, answers=Answers({"shinagawa.bpr": 1}), employee_number=w.TAX_B)
            confirming.confirm(section, confirming.Decision(w.TAX_B))
            sent = dispatch.export(section, dispatch.Export("confirmations", tmp_path / name)).files
            section.store.close()
            receive.receive(desk, receive.ReceiveFiles(tuple(sent)))
        found = home(desk, YESTERDAY).news
        assert {"新しく届いた確認票 2件", "新しい預かり 2件"} <= {entry.text for entry in found}
        waiting = next(entry for entry in found if entry.key == "waiting")
        assert (waiting.screen, waiting.focus) == ("receive", "quarantine")


def test_a_day_comes_closer_and_passes_and_only_where_somebody_is_missing(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        assert told(desk, YESTERDAY)["due-自己申告"] == "自己申告の期限 あと9日(前回はあと10日)"
        assert told(desk, "2026-02-04T00:00:00Z") == {}, "the same day is no news"
        clock.day = "2026-02-16"
        found = told(desk, "2026-02-12T00:00:00Z")
        assert found == {
            "passed-自己申告": "自己申告の期限を過ぎました",
            "due-一次確認": "一次確認の期限 あと4日(前回はあと8日)",
        }
        clock.day = "2025-12-01"
        assert told(desk, "2025-11-20T00:00:00Z") == {}, "far days press nobody"
        assert told(desk, "よくわからない") == {}


def test_what_was_finalised_meanwhile_is_news_to_a_colleague(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        clock.day = w.AFTER
        people = finalise.finalise(desk, "", w.AFTER).people
        assert told(desk, "2026-03-01T00:00:00Z")["finalised"] == f"確定した人 {people}人"
