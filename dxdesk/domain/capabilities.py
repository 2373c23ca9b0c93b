"""使う機能: what an office may add to the 申告 when it is ready; a new store has none of it.

One entry each, in the order in which they are offered. Switching one off hides it; what it kept stays.
Whatever shows something of a capability asks its setting first (``setting_names.USES`` and its code, ``ON``):
on screens, in navigation, on forms.
"""

from __future__ import annotations

from typing import NamedTuple

from dxdesk.domain.errors import KnownError

ON = "1"
"""What the setting of a capability says where it is on; anything else is off."""


TRAINING = "training"
NOMINATION = "nomination"
AUTHORITIES = "authorities"
CANDIDATES = "candidates"
TOOLS = "tools"
GROWTH_FILES = "growth-files"
YEAR_START = "year-start"
AIMS = "aims"
PROVISION = "provision"
ACTION_PLAN = "action-plan"
STAFFING = "staffing"
AGENDA = "agenda"
PRACTICE = "practice"


class Capability(NamedTuple):
    """A capability: its stored code, its name, what it does in one sentence, and which roles have it.

    ``shown``: screens show it, so that ホーム may offer it; what few need is not offered.
    """

    code: str
    name: str
    text: str
    roles: tuple[str, ...]
    shown: bool


CAPABILITIES: tuple[Capability, ...] = (
    Capability(
        TRAINING,
        "研修台帳",
        "研修と回の一覧を持ち、年度ごとの受講率・修了率と、必須の研修をまだ修了していない人を"
        "「研修」の画面で見られます。",
        ("hr", "dx"),
        shown=True,
    ),
    Capability(
        NOMINATION,
        "4月の選任",
        "毎年4月に、どの所属からだれを任命するかを推薦依頼で集め、任命と選任名簿までつなげます。",
        ("hr",),
        shown=True,
    ),
    Capability(
        CANDIDATES,
        "候補者さがし",
        "人材像や育成段階、自分で書いた条件を、だれが満たし、だれがあと少しで、何が足りないかを、"
        "「育成」の画面でさがせます。",
        ("hr",),
        shown=True,
    ),
    Capability(
        TOOLS,
        "ツール版スキルマップ",
        "スキル体系にあるツール(LoGoフォームなど)を、次に始める年度から、スキルと同じように答えてもらい、"
        "課ごとに何人が使えるかを「育成」で見られます。",
        ("hr",),
        shown=True,
    ),
    Capability(
        AUTHORITIES,
        "任命権者の区分",
        "教育委員会や公営企業など、任命権者の違う職員が名簿にいるとき、所属ごとの任命権者と、"
        "ほかの任命権者の職員を扱うための決定を、「個人情報」で決められます。",
        ("hr",),
        shown=False,
    ),
    Capability(
        GROWTH_FILES,
        "成長記録",
        "実務経験や資格などを一人ずつ年度をまたいで残し、上長が証跡を見て確認したものだけを段階の判定に数えます。",
        ("hr", "section", "personal"),
        shown=True,
    ),
    Capability(
        YEAR_START,
        "期首の目標",
        "年度の初めにデジタルの目標を立てたかを申告票の印で集めるか、期首票で目標を集め、"
        "年度末の申告票で達成のようすを本人の言葉で聞きます。",
        ("hr",),
        shown=True,
    ),
    Capability(
        AIMS,
        "目標と指標",
        "方針の目標(体制整備・参加率・能力成熟度など)を年度ごとに置き、数えられるものは台帳から数えて、"
        "どこまで進んだかを「目標と指標」で見られます。",
        ("hr", "dx"),
        shown=True,
    ),
    Capability(
        PRACTICE,
        "実践と支援",
        "改善案件(案件票)、体験会や連携会議などの行事、名前を残さないDX相談を記録し、所属ごとの支援のばらつきと、"
        "業務改善レポートを「実践と支援」の画面で作れます。",
        ("hr", "dx"),
        shown=True,
    ),
    Capability(
        PROVISION,
        "DX推進担当課への提供",
        "所属ごとの人数の集計と、決定した範囲の個人の記録をDX推進担当課へ渡し、"
        "だれに何を渡したかを提供記録に残します。",
        ("hr",),
        shown=True,
    ),
    Capability(
        ACTION_PLAN,
        "年度計画",
        "翌年度の研修と取組を、予算要求案と確定版の2つの版で計画し、人事課との協議、決裁、年度の実績と効果までを"
        "「年度計画」の画面で残せます。",
        ("hr", "dx"),
        shown=True,
    ),
    Capability(
        STAFFING,
        "確保計画",
        "育成では間に合わない役割や業務を、外部委託・任用・自治体間派遣のどれで、いつまでに何人そろえるかを決め、"
        "採用依頼までを「確保計画」の画面に残します。",
        ("hr", "dx"),
        shown=True,
    ),
    Capability(
        AGENDA,
        "検討事項と年の予定",
        "決まっていないことを担当と期限を付けて残し、1年の予定と一緒に、期限が近づくとホームでお知らせします。",
        ("hr", "dx"),
        shown=True,
    ),
)

CODES = frozenset(one.code for one in CAPABILITIES)

REQUESTS = "requests"
"""Nothing to switch on: a section that got something to fill in sees 申込・推薦, and no other."""

PLACES = CODES | {REQUESTS}
"""What a place in the window may depend on."""


def capability(code: str) -> Capability:
    """Return the capability of a code.

    Raises:
        KnownError: ``capability-unknown``.
    """
    for one in CAPABILITIES:
        if one.code == code:
            return one
    raise KnownError(
        "capability-unknown",
        "その機能はありません。何も変えていません。",
        f"{'、'.join(f'{one.code}({one.name})' for one in CAPABILITIES)}から選んでください。",
        found=code,
    )
