"""The tasks of drafting a policy: its six steps, and what an office does around them from year N-2 to N.

Steps and months follow the study material of 東京都/GovTech東京 (2025-12-08, 手順1 to 6 and the table
N-2年度 to N年度), in our words. Its table gives months by merged cells, and none for 見直し and 年度計画のみ,
of which it only says that they may be shorter: all months are estimates that an office changes to its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dxdesk.domain.drafting_points import ALONE, POINTS, TOGETHER, Together
from dxdesk.domain.drafting_record import Sort

STEP_NAMES: Mapping[int, str] = {
    1: "前提の整理",
    2: "人材像・スキル要件の定義",
    3: "スキル基準の定義と活用方法",
    4: "定量・定性目標の検討",
    5: "人材確保施策の検討",
    6: "人材育成施策の検討",
}

Months = tuple[int, int, int, int]
"""From and to: fiscal years before N (0: N itself) and month, each."""

NEW, REVISION, PLAN = Sort.NEW, Sort.REVISION, Sort.PLAN


class Task(NamedTuple):
    """A task: ``step`` 1 to 6, 0 for what belongs to none; ``screens`` are where it is done in the program.

    A sort of drafting that ``months`` has no entry for has no such task. ``what`` says by sort what to do
    (one without an entry: that of ``Sort.NEW``).
    """

    code: str
    step: int
    name: str
    months: Mapping[Sort, Months]
    what: Mapping[Sort, str]
    screens: tuple[str, ...] = ()

    def text(self, sort: Sort) -> str:
        """Return what to do, for a sort of drafting."""
        return self.what.get(sort, self.what[NEW])

    @property
    def points(self) -> tuple[str, ...]:
        """What to talk about; none where the source of the tasks gives none."""
        return POINTS.get(self.code, ())

    @property
    def together(self) -> Together:
        """What 人事課 and DX推進課 do together; ``ALONE`` where the source of the tasks says nothing."""
        return TOGETHER.get(self.code, ALONE)


TASKS: tuple[Task, ...] = (
    Task(
        "setup", 0, "体制と日程を決める",
        {NEW: (2, 1, 2, 3), REVISION: (1, 4, 1, 5), PLAN: (1, 6, 1, 6)},
        {
            NEW: "人事、DX推進、情報システムのどの課が何を受け持つか、いつまでに決めるかを決めます。",
            PLAN: "年度計画を作る課と、協議の日程を決めます。",
        },
        ("agenda",),
    ),
    Task(
        "premise", 1, STEP_NAMES[1],
        {NEW: (1, 4, 1, 6), REVISION: (1, 5, 1, 6), PLAN: (1, 6, 1, 7)},
        {
            NEW: "DX推進計画を読み、改定の予定も見て、DX推進計画か人材育成基本方針に組み込むか、"
            "独立した方針にするかを決めます。",
            REVISION: "いまの方針の位置づけと内容を確かめ、最新のDX推進計画と比べて課題を挙げ、"
            "どう改めるかを決めます。",
            PLAN: "いまの方針とDX推進計画を読み、この年度に進めることを確かめます。",
        },
        ("framework", "agenda"),
    ),
    Task(
        "personas", 2, STEP_NAMES[2],
        {NEW: (1, 4, 1, 9), REVISION: (1, 6, 1, 8)},
        {
            NEW: "団体の特性に合う人材像と、それぞれに要るスキルを決めます。DX推進員を置くかも検討します。",
            REVISION: "まだ定めていない人材像(DX推進員も)がないか、スキルに過不足がないかを確かめ、"
            "足りないものを定めます。",
        },
        ("framework",),
    ),
    Task(
        "standards", 3, STEP_NAMES[3],
        {NEW: (1, 4, 1, 9), REVISION: (1, 7, 1, 8)},
        {
            NEW: "育成段階を把握し、管理するのに合うスキル基準を選び、何に使うかを決めます。",
            REVISION: "いまの基準があるか、実情に合っているかを確かめ、直します。",
        },
        ("framework", "skillmap"),
    ),
    Task(
        "targets", 4, f"{STEP_NAMES[4]}(中期目標)",
        {NEW: (1, 4, 1, 9), REVISION: (1, 7, 1, 9)},
        {
            NEW: "どの人材像の、どの育成段階の人が、いつまでに何人要るかを、DX推進計画に合わせて決めます。",
            REVISION: "いまの目標と、これまでの効果を、最新のDX推進計画と合っているか確かめます。",
        },
        ("aims", "growth"),
    ),
    Task(
        "year-targets", 4, "年度の目標",
        {NEW: (1, 4, 1, 8), REVISION: (1, 7, 1, 9), PLAN: (1, 7, 1, 8)},
        {NEW: "中期目標から逆算して、この年度にどこまで進めるかを決めます。"},
        ("aims", "growth"),
    ),
    Task(
        "gaining", 5, STEP_NAMES[5],
        {NEW: (1, 6, 1, 9), REVISION: (1, 8, 1, 9), PLAN: (1, 8, 1, 9)},
        {
            NEW: "CIO補佐や高度な専門人材など、外部から迎えるかを検討する役割と手段を整理し、"
            "専門職の制度を設けるかも検討します。",
            REVISION: "行っている確保の施策を、加えるか、改めるか、やめるかを決めます(専門職の制度も)。",
            PLAN: "この年度に外部の人材が要るかと、その手段を決めます。",
        },
        ("staffing",),
    ),
    Task(
        "raising", 6, STEP_NAMES[6],
        {NEW: (1, 6, 1, 9), REVISION: (1, 8, 1, 9), PLAN: (1, 8, 1, 9)},
        {
            NEW: "スキル要件から研修の体系を整理し、育成段階に合わせて、研修(Off-JT)と実務(OJT)の"
            "進め方を決めます。",
            REVISION: "いまの施策の目標と効果を確かめ、研修と実務の進め方を見直します。"
            "研修だけに留まっていないかに気をつけます。",
            PLAN: "次の年度の研修計画と、実務の中で育てる取組を決めます。",
        },
        ("training", "practice", "action_plan"),
    ),
    Task(
        "budget", 0, "予算要求の手続き",
        {NEW: (1, 9, 1, 11), REVISION: (1, 9, 1, 11), PLAN: (1, 9, 1, 11)},
        {NEW: "年度計画の予算要求案を作り、人事課と協議して決裁を受け、予算を要求します。"},
        ("action_plan",),
    ),
    Task(
        "policy-decision", 0, "方針を文書にまとめ、庁内の決裁を受ける",
        {NEW: (1, 10, 1, 12), REVISION: (1, 11, 1, 12)},
        {
            NEW: "1から6で決めたことを基本方針の文書にまとめ、庁内の決裁を受けます。",
            REVISION: "改めたところを基本方針の文書に入れ、庁内の決裁を受けます。",
        },
        ("documents",),
    ),
    Task(
        "assembly", 0, "委員会・議会への報告、公表の準備",
        {NEW: (1, 1, 1, 3), REVISION: (1, 1, 1, 3)},
        {NEW: "委員会や議会に報告し、公表の準備をします。"},
        ("documents",),
    ),
    Task(
        "plan-paper", 0, "予算の議決のあと、年度計画(確定版)を作る",
        {NEW: (1, 12, 1, 3), REVISION: (1, 1, 1, 3), PLAN: (1, 2, 1, 3)},
        {NEW: "議決された予算に合わせて計画を直し、確定版の文書にして、協議と決裁を受けます。"},
        ("action_plan",),
    ),
    Task(
        "publish", 0, "方針の公表、職員への説明",
        {NEW: (0, 4, 0, 5), REVISION: (0, 4, 0, 5)},
        {NEW: "方針を公表し、職員に説明します。"},
    ),
    Task(
        "carry-out", 0, "年度計画の実行",
        {NEW: (0, 4, 0, 3), REVISION: (0, 4, 0, 3), PLAN: (0, 4, 0, 3)},
        {NEW: "計画した研修と取組を行い、年度の終わりに実績と効果をまとめます。"},
        ("action_plan",),
    ),
)  # fmt: skip
"""In the order in which they are listed."""

BY_CODE = {one.code: one for one in TASKS}


def tasks_of(sort: str) -> tuple[Task, ...]:
    """Return the tasks of a sort of drafting; none for a word that is none."""
    return tuple(one for one in TASKS if sort in one.months)


def months_of(task: Task, sort: str, fiscal_year: int) -> tuple[str, str]:
    """Return the first and the last month (ISO) of a task in a drafting for a fiscal year."""
    before, first, until, last = task.months[Sort(sort)]
    return _month(fiscal_year - before, first), _month(fiscal_year - until, last)


def _month(fiscal_year: int, month: int) -> str:
    return f"{fiscal_year + (month < _APRIL):04}-{month:02}"


_APRIL = 4
