"""What 年度 says of a 確定案 and of what changed since it was made."""

MAKE = "確定案を作る…"
OPEN = "確定案を見る…"
ASK = "確定案を作りますか"
MEANS = (
    "いま確定できる {count:,}人と、その結果を取っておきます。結果はまだ確定しません。"
    "「帳票」の「確定の起案文」で、対象者一覧の付いた起案文を印刷できます。"
    "決裁を受けて確定するときに、そのあとに変わった人を1人ずつ知らせます。"
)
GO = "確定案を作る"
MADE = "{count:,}人の確定案を作りました。"
MADE_TEXT = "決裁を受けたら、文書番号と決裁日を入れて確定してください。"
PRINT = "起案文を印刷する"
SHOWN = "確定案: {day}に作成、{count:,}人。"
LOOKING = "確定案とくらべています"
TITLE = "確定案"
SAME = "{day}に作った {count:,}人の確定案です。そのあとに変わった人はいません。"
CHANGED = "{day}に作った {count:,}人の確定案から、変わった人が {changed:,}人います。"
CHANGED_MEANS = (
    "決裁を受けたのは、確定案の人と結果です。変わった人がいるままでは確定しません。"
    "いまの内容で起案し直す(再起案)か、変わった人を今回の確定から除いてください。除いた人は、あとで確定できます。"
)
COLUMNS = ("職員", "変わったこと")
REDRAFT = "再起案する"
LEAVE_OUT = "{count:,}人を除いて確定する…"
LEFT_OUT = "確定案から変わったので除く人 {count:,}人: {names}"
"""Said before 確定, of those who are left out of it."""
