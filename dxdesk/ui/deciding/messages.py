"""What deciding about one person says."""

SAID_SELF, SAID_FIRST, SAID_BOTH = "申告", "一次確認", "申告や一次確認"
"""What stands if nothing is corrected: at the first stage, at the second, in a queue of both."""

COLUMNS = ("スキル", "前年", "求める水準", "自己申告", "一次", "確認", "違い・根拠")
COLUMNS_SHORT = ("スキル", "前年", "水準", "自己申告", "一次", "確認", "違い・根拠")
DIFF_LAST = "前年 {steps}"
DIFF_FIRST = "一次で修正 {before}→{after}"
DIFF_OWN = "修正 {before}→{after}"
DIFF_REQUIRED = "水準まであと{steps}段"
DIFF_BLANK = "未選択"

DETAIL = "{name}"
CRITERIA = "基準"
EVIDENCE = "本人が書いた根拠"
NO_EVIDENCE = "根拠は書かれていません。"
RECORDS = "人事課の記録"
GOAL = "来年度の目標"
START_GOALS = "期首の目標と達成のようす"
LAST_PLAN = "前年の目標と達成のようす"
LINES = "研修・資格・経験(本人)"
FREE = "本人から"
FIRST_SAID = "一次確認のコメント"
FIRST_OVERALL = "一次確認から(全体)"
FIRST_BY = "一次確認 {name}"
FIRST_BY_PROXY = "一次確認 {name}(代理 {by})"
PROXY_BY = "代行入力 {name}"
COMMENT = "コメント({what}どおりなら不要です)"
COMMENT_NEEDED = "コメント({what}と異なるため必須)"
COMMENT_NAME = "コメント"
OVERALL = "全体へのコメント(任意)"
PHRASE = "定型文を入れる"
PHRASES = (
    "根拠を具体的に書き足してください。",
    "担当した範囲を書き足してください。",
    "実際に行ったことに合わせて、レベルを見直してください。",
    "研修の修了が確かめられるものを書いてください。",
)
CORRECT_PHRASES = (
    "一部の工程を担当した段階のため、今回はこのレベルとします。",
    "周りへの指導まで行っているため、1つ上のレベルとします。",
    "根拠となる実績を確かめられないため、前年のレベルとします。",
)

RETURN = "差戻し…"
LATER = "あとで"
CONFIRM = "確認して次へ"
CONFIRM_AGAIN = "確認し直して次へ"
CONFIRM_BEHALF = "代理で確認して次へ"
CONFIRM_BEHALF_HERE = "代理で確認する"
HINT = ("合っていれば", "だけで次の人へ")
LEVEL_HINT = ("行を選んで", "で直す")
KEY_CONFIRMS, KEY_CONFIRMS_WRITING = "Enter", "Ctrl+Enter"
HINT_SHORT, LEVEL_HINT_SHORT = ("", ""), ("", "直す")
MORE_BELOW, MORE_BELOW_TIP = "↓あと {count}項目", "下に続きがあります。押すと下へ送ります。"
UNSEEN = "まだ見ていない項目が {count}つあります。もう一度押すと確認します"
ON_BEHALF = "{name}さんの代わりに一次確認をする"
ON_BEHALF_NOW = "いま {name}さんの代理として確認しています。記録にも「代理」と残ります。"
NAMED_NOW = "{name}さんの代理に指名されています。代理として確認し、記録にも「代理」と残ります。"
BEHALF_STOP = "代理をやめる"
BOTH_WOULD = "このあとの二次確認も自分で行うと、人事課が認めるまで集計に入りません。"
BOTH_DID = "一次確認もあなたがしています。二次確認もすると、人事課が認めるまで集計に入りません。"
READ_ONLY = "ほかの人が使っているため、見るだけです。確認と差戻しはできません。"
READ_ONLY_TEXT = "確認するには、ほかの人が台帳を閉じてから開き直してください。"
RETURNED_WAITS = "差し戻しました。本人が出し直すのを待っています。"
WITHDRAWN = "本人が申告を取り下げました。出し直すのを待っています。書いたコメントは残っています。"
CONFIRMED_ALREADY = "この人の確認は済んでいます。"
WAITING_FIRST = "一次確認({name}さん)を待っています。"
WAITING_SELF = "本人の提出を待っています。"
CONFLICT = "内容の違う申告票が届いています。先にどちらを採るか決めてください。"
CONFLICT_GO = "くらべて決める"
CHANGED = "確認したあとに、本人が出し直しています。もう一度確かめてください。"
CHANGED_FIRST = "二次確認のあとに、一次確認が変わっています。もう一度確かめてください。"

NEEDS_COMMENT = "「{name}」が{what}と異なります。コメントを書いてから確認してください。"
NEEDS_COMMENT_MEANS = "まだ確認していません。書いた内容は残っています。"

NOTE_BEHALF = "{name}さんの代理"
NOTE_UNCHANGED = "前年のまま"
NOTE_FIRST_TIME = "初めての申告"
NOTE_NO_LAST = "前年の結果なし"
NOTE_UP = "前年から {up}"
NOTE_EVEN = "±0"
NOTE_DIFFERS_LAST = "前年と差異 {count}(計 {up})"
NOTE_DIFFERS_FIRST = "一次確認で申告から変わったもの {count}"
NOTE_PROXY = "代行入力"
NOTE_STAGE = "段階の提案"

STAGES = "育成段階"
STAGES_HINT = "決めなければ、いまのままです"
STAGES_KEY = "提案どおりにする"
STAGE_KEEP = "決めない(いまのまま)"
STAGE_CHOICE = "{persona}の段階を決める"
STAGE_TAKE = "提案を採る"
STAGE_MORE = "段階を選ぶ…"
STAGE_COMMENT = "{persona}の段階についてのコメント"
STAGE_COMMENT_NEEDED = "なぜこの段階とするのか(提案などと異なるため必須)"
STAGE_COMMENT_HINT = "段階についてのコメント(なくてもかまいません)"
STAGE_NEEDS = "育成段階({persona})が、提案とも前の確認とも異なります。コメントを書いてから確認してください。"
NOTE_CONFLICT = "食い違い {count}か所"
NOTE_CHANGED = "出し直し"

BULK_TITLE = "まとめて確認"
BULK_EDITED = "{count}か所修正"
BULK_AS_SAID = "{what}どおり"
BULK_GO = "{count}人を確認する"

RETURN_TITLE = "{name}さんに差し戻す"
RETURN_TEXT = "直してほしい項目に理由を書きます。差戻票に印刷され、本人はその項目を直して出し直します。"
RETURN_OVERALL = "全体の理由"
RETURN_ITEM = "「{name}」を差し戻す理由"
RETURN_GO = "差し戻す"
RETURN_NEEDS = "理由を1つ以上書いてください。まだ差し戻していません。"
TAKE_BACK = "取り消す"
TAKE_BACK_KEY = "Ctrl+Z でも取り消せます"
LAST_CONFIRMED = "{name}さんを確認しました"
LAST_CONFIRMED_MANY = "{count}人を確認しました"
LAST_RETURNED = "{name}さんに差し戻しました"
TAKEN_BACK = "{name}さんの確認を取り消しました。"
TAKEN_BACK_MANY = "{count}人の確認を取り消しました。"
TAKEN_BACK_RETURN = "{name}さんへの差戻しを取り消しました。"
