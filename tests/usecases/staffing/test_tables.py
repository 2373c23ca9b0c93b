"""確保計画の表 and 役割の表: both ways, and what is wrong is told by its cell."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.capabilities import STAFFING
from dxdesk.usecases.imports import plain_tables
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.staffing import keeping
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.staffing.presets import take_table
from dxdesk.usecases.staffing.tables import ROLES, TABLE
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import office, people
from tests.helpers.plain_table import table
from tests.helpers.using import use


def test_what_is_written_comes_in_again_unchanged_and_changed(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, STAFFING)
        keeping.save_role(
            desk, keeping.SAMPLE._replace(fiscal_year=2026, needed_by="2027-03", panel="人事課長")
        )
        take_table(desk, "nakano")
        for of, lines in ((ROLES, 1), (TABLE, 6)):
            with all_or_nothing(desk) as outgoing:
                (path,) = plain_tables.write(desk, tmp_path / of.sheet, outgoing, of)
            found = plain_tables.preview(desk, path, of)
            assert (found.outcome, found.errors) == ("unchanged", ()), of.sheet
            assert found.unchanged == lines
        more = table(tmp_path, {"年度": "令和8年度", "役割・業務": "データ分析官", "人数": "1人",
                                "優先": "中", "いつまでに": "令和9年2月",
                                "必須の要件": "統計の経験"})  # fmt: skip
        done = plain_tables.apply(desk, more, ROLES)
        assert done.added == 1
        roles = {one.said.name: one.said for one in plan(desk, 2026).lines}
        assert (roles["データ分析官"].code, roles["データ分析官"].needed_by) == ("R8-2", "2027-02")
        undo_receipt(desk, done.receipt)
        assert [one.said.code for one in plan(desk, 2026).lines] == ["R8-1"]
        change = table(tmp_path, {"コード": "dx-leader", "役割": "各部課DXリーダー", "機能・役割": "変えた"})
        assert plain_tables.apply(desk, change, TABLE).updated == 1
        assert plain_tables.apply(desk, table(tmp_path, {"役割": "新しい", "機能": "何か"}), TABLE).added == 1
        assert plan(desk, 2026).table[-1].said.name == "新しい", "a new line stands last"


def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_taken(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, STAFFING)
        path = table(
            tmp_path,
            {"役割": "年度がない", "年度": "いつか"},
            {"役割": "外の月", "年度": "R8", "いつまでに": "令和10年5月"},
            {"役割": "言葉", "年度": "R8", "手法": "お願いする"},
            {
                "役割": "組み合わせ",
                "年度": "R8",
                "手法": "任用",
                "勤務形態": "常勤",
                "根拠": "会計年度任用職員",
            },
            {"役割": "金額", "年度": "R8", "給与の根拠": "月額30万円"},
            {"役割": "だれか", "年度": "R8", "備考": "検証さんを推す"},
            {"役割": "数", "年度": "R8", "人数": "たくさん"},
            {"役割": "正しい", "年度": "R8"},
            {"役割": "正しい", "年度": "R8"},
        )
        found = plain_tables.apply(desk, path, ROLES).errors
        assert {(one.code, one.place.cell) for one in found} == {
            ("table-year", "2行B列"),
            ("staffing-outside-year", "3行C列"),
            ("table-word", "4行D列"),
            ("staffing-combination", "5行F列"),
            ("staffing-pay", "6行G列"),
            ("staffing-person", "7行A列"),
            ("table-count", "8行I列"),
            ("table-twice", "10行A列"),
        }
        assert not plan(desk, 2026).lines
