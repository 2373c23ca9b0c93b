"""What 年度 says of a roster that changed while the year is open."""

TITLE = "名簿に合わせる"
NONE = "名簿とのずれはありません。"
NONE_TEXT = "対象者・所属・確認者は、いまの名簿のとおりです。"
LOOKING = "名簿とくらべています"
SOME = "この年度の対象者と、いまの名簿が違う人が {count:,}人います。"
MEANS = (
    "合わせると、対象・所属・確認者がこの一覧のとおりになります。届いた申告と確認は消えません。"
    "所属や確認者が変わった人の分は、新しい確認者の配布票を作り直して渡してください。確定した人は変わりません。"
)
COLUMNS = ("職員", "何が変わるか", "いまの年度 → 名簿")
GO = "{count:,}人を名簿に合わせる"
DONE = "{count:,}人を名簿に合わせました。"
NEXT = (
    (
        frozenset({"new", "asked"}),
        "新しく対象になった人には、申告票か、その人の確認者の所属配布票を作って渡してください。",
    ),
    (
        frozenset({"moved", "confirmer"}),
        "所属や確認者が変わった人がいます。新しい確認者へ、所属配布票を作って渡してください。",
    ),
)
"""What to do next, by the kinds of difference there were."""
OUT_OF_STEP = "{said}。合わせるまで、対象・所属・確認者は前のままです。"
SHOW = "ずれている人を見る…"
