"""What answering one sheet says."""

MORE = "来年度の目標・経験"
SUBMIT_PAGE = "確認して提出"
ANSWERING = "入力中"
UNANSWERED = "未入力"
RETURNED_MARK = "差戻し"

LAST = "前年"
REQUIRED = "求められる水準"
KEEP = "前年のまま"
KEEP_TIP = "前年と同じ {label} にします"
KEEP_ALL = "残りをすべて前年のままにする"
KEPT_ALL = "{count}項目を前年のままにしました。ひとつずつ直せます。"
CHOSEN = "選択中"
PLACE = "{number} / {whole}"
COURSES = "このスキルの研修\n{courses}"
RAISED = "前年より{steps}つ上"
LOWERED = "前年より{steps}つ下"
SAME = "前年と同じ"
PROPOSED = "印の付いた文から、このレベルに届いています。"
PROPOSED_GO = "{label} にする"
EVIDENCE = "根拠(研修・資格・実務でしたこと)"
EVIDENCE_HINT = "例: 4月から備品予約アプリを作り、課内で運用している。"
RECORDS = "記録から書き加える"
ADDED = "書き加えました"
NO_RECORDS = "人事課の記録はまだありません。受けた研修などは、左の欄にそのまま書けます。"
GOAL = "来年度の目標(任意)"
GOAL_HINT = "例: 係の申請を1つ電子化する"
RETURNED = "差し戻された理由"
PREVIOUS = "前の項目"
NEXT = "次の項目へ"
TO_MORE = "目標・経験へ"
TO_SUBMIT = "確認へ進む"

GOAL_ALL = "来年度の目標(全体)・上長や人事課に伝えたいこと"
GOAL_ALL_HINT = "例: 窓口の申請を電子化する仕事に加わりたい。データ分析の研修を受けたい。"
MORE_TEXT = "どれも書けるところだけで構いません。空欄のままでも提出できます。"
GOALS = "スキルごとの来年度の目標"
LAST_GOAL = "前年の目標: {goal}"
START_GOALS = "期首の目標"
START_GOALS_TEXT = "自分の言葉で書きます。人事評価には使いません。"
ATTAINED, GOAL_COMMENT = "達成のようす", "コメント"
GOAL_FIELD = "期首の目標{number} {title}"
LAST_PLAN = "前年の目標: {goal} / 達成のようす: {reached}"
NOT_TOLD = "書かれていません"
MARK = "デジタルの目標を1つ以上立てましたか。立てたときは、どこに立てたかを選んでください。"
MARK_UNSAID = "(選ぶ)"
LINES = "この1年の研修・資格・経験"
LINES_TEXT = "人事課の記録にあるもの(各項目の右に出ているもの)は書かなくて構いません。"
LINE_TITLES = ("種類", "名称・内容", "日付", "結果・期間")
LINE_HINTS = ("", "例: RPA基礎研修", "例: R7.7.3", "例: 修了")

REVIEW_TEXT = "内容を確かめて提出します。提出したあとも、確認が始まるまでは直して出し直せます。"
CLOSED_TEXT = "提出した内容です。結果が届いているので、ここでは直せません。"
COMPARED = "前年とくらべて: {parts}"
COMPARED_PARTS = ("上がった {n}", "下がった {n}", "同じ {n}", "前年の記録なし {n}")
FIX = "直す"
EDIT_FIELD = "{name}を直す"
SUBMIT = "提出する"
SUBMIT_AGAIN = "出し直す"
WRITE_AGAIN = "もう一度書き出す"
SUBMIT_PROXY = "本人の申告として記録する"
SUBMIT_WORK = "申告票を書き出しています"
WITHDRAW = "提出を取り下げる"
WITHDRAW_ASK = "提出を取り下げますか"
WITHDRAW_MEANS = (
    "取下げの申告票を、回答とは別の名前({file})で書き出します。"
    "{whom} へ送ると、提出がなかったことになります。\n"
    "書き出した申告票をまだ送っていなければ、取下げは要りません。直して、出し直してください。"
)
WITHDRAW_MEANS_PROXY = (
    "代行入力した申告を、この台帳で取り下げます。書いた答えは残り、直してもう一度記録できます。"
)
WITHDRAW_GO = "取り下げる"
FOLDER = "申告票を書き出す場所"
FOLDER_CHOOSE = "場所を選ぶ…"
LACKS = "提出の前に見ておきたいところが {count}つ あります。このまま提出することもできます。"
LACK_TEXTS = {
    "reason": "差し戻された理由について、まだ直していません。",
    "level": "レベルをまだ選んでいません。",
    "ground": "選んだレベルに、当てはまらない文があります。根拠を書き添えてください。",
    "raised": "前年より上げましたが、根拠がまだありません。",
}
LACK_GO = {"level": "選びに行く", "ground": "書きに行く", "raised": "書きに行く", "reason": "直しに行く"}
LACK_NONE = "すべての項目にレベルがあり、書き残しもありません。"
NOTHING_SAID = "なし"
SUBMITTED_PROXY = "本人の申告として記録しました(代行入力)。"
SUBMITTED_PROXY_TEXT = "だれが入力したかも残ります。続けて確認に進めます。"

KEYS = "キー:"
KEYS_CHOOSE = "選ぶ"
KEYS_NEXT = "次へ"
KEYS_EVIDENCE = "根拠へ"
NOT_IN_A_FIELD = "どの欄にも入っていません。根拠は、Tab か クリックで欄に入ってから書きます"
KEYS_UNDO = "元に戻す"
KEYS_LEAVE, KEYS_FIELD = "レベルを選ぶキーに戻る", "次の欄へ"
UNDONE = "ひとつ元に戻しました"
REDONE = "やり直しました"
NOTHING_TO_UNDO = "元に戻すものはありません"
PARTLY = "{whole}つのうち{done}つ。このまま {label} にする場合は、根拠に書き添えてください。"

LOCKED = "このレベルの裏づけ: {missing}"
