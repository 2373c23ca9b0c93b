"""What is said of 少人数の基準."""

from dxdesk.domain.small_cells import THRESHOLD, Use

TITLE = "少人数の基準"
TEXT = (
    "1人からこの人数より少ない人数までを「少人数」と伏せます。引き算で分かる欄も、いっしょに伏せます。"
    f"ふつうは{THRESHOLD}人です。1人にすると、人数をすべて見せます。"
)
PEOPLE = "人"
FIELD = "少人数の基準 {use}"
WHERE = {
    Use.PROVISION: "提供票の所属別の人数",
    Use.SURVEY: "アンケートの所属ごと・職層ごとの値",
    Use.REPORT: "帳票の「DXスキル全庁集計報告書」で、この人数より少ない集まりの数字を伏せます。",
    Use.ASSEMBLY: "帳票の「DXスキル全庁集計報告書(議会版)」で、この人数より少ない集まりの数字を伏せます。",
}
KEPT = "{use}の基準を{below}人にしました。"
KEPT_TEXT = "これから作るものに使います。もう渡したものは変わりません。"
