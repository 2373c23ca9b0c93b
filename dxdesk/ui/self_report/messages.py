"""What the answering screen says."""

TITLE = "DXスキル申告"
NO_FORM = "申告票がまだ届いていません"
NO_FORM_TEXT = "人事課や上長から届いた「申告票」のファイルを、この窓に置くと始められます。"
OPEN_FORM = "届いたファイルを開く"

GOALS = "来年度の目標"
LINES = "研修・資格・経験"
SUBMIT_PAGE = "確認して提出"
ANSWERING = "入力中"
UNANSWERED = "未入力"

LAST = "前年"
REQUIRED = "求められる水準"
KEEP = "前年のまま"
KEEP_ALL = "残りをすべて前年のままにする"
CHOSEN = "選択中"
EVIDENCE = "根拠(研修・資格・実務でしたこと)"
EVIDENCE_HINT = "例: 4月から備品予約アプリを作り、課内で運用している。"
RECORDS = "記録から書き加える"
NO_RECORDS = "人事課の記録はまだありません。"
RETURNED = "差し戻された理由"
PREVIOUS = "前の項目"
NEXT = "次の項目へ"
TO_GOALS = "目標へ進む"
TO_LINES = "経験へ進む"
TO_SUBMIT = "確認へ進む"

GOALS_TEXT = "来年度にのばしたいものだけで構いません。空欄は「目標なし」として扱います。"
LAST_GOAL = "前年の目標: {goal}"
COMMENT = "上長や人事課に伝えたいこと(任意)"

LINES_TEXT = "この1年の研修、資格・試験、実務を書きます。人事課の記録にあるものは書かなくて構いません。"
LINE_TITLES = ("種類", "名称・内容", "日付", "結果・期間")
LINE_HINTS = ("", "例: RPA基礎研修", "例: R7.7.3", "例: 修了")

REVIEW_TEXT = "内容を確かめて提出します。提出したあとも、確認が始まるまでは直して出し直せます。"
SUBMIT = "提出する"
SUBMIT_PROXY = "本人の申告として記録する"
SUBMIT_WORK = "申告票を書き出しています"
WITHDRAW = "提出を取り下げる"
FOLDER = "申告票を書き出す場所"
FOLDER_CHOOSE = "場所を選ぶ…"
MISSING = "まだレベルを選んでいない項目が {count}つ あります。このまま提出することもできます。"
MISSING_GO = "選びに行く"
SUBMITTED = "提出の準備ができました。"
SUBMITTED_TEXT = "申告票を書き出しました: {file}"
SUBMITTED_NEXT = "このファイルを {sender} へ、共有フォルダーかメールで送ってください。"
SUBMITTED_PROXY = "本人の申告として記録しました(代行入力)。"
SUBMITTED_PROXY_TEXT = "だれが入力したかも残ります。続けて確認に進めます。"
WITHDRAWN = "取下げの申告票を書き出しました: {file}"
OPEN_FOLDER = "フォルダーを開く"
ALREADY = "提出済みです。直して提出し直すこともできます。"

KEYS_CHOOSE = "選ぶ"
KEYS_NEXT = "次へ"
KEYS_UNDO = "元に戻す"
MINUTES = "残り およそ{minutes}分"
READY = "すべて選びました"
COUNT = "{whole}項目のうち {done}項目"
PARTLY = "{whole}つのうち{done}つ。このまま {label} にする場合は、根拠に書き添えてください。"

HELP = (
    (
        "何をする画面ですか",
        "スキルごとに、いまの自分に近いレベルを選びます。15分ほどで終わります。途中で閉じても続きから始められます。",
    ),
    (
        "レベルはどう選びますか",
        "文章を読んで、当てはまる段をクリックするか、数字のキーを押します。Enter で次の項目へ進みます。",
    ),
    (
        "前年と同じときは",
        "「前年のまま」を押すと前年のレベルになります。残りをまとめて前年のままにすることもできます。",
    ),
    (
        "提出すると、どうなりますか",
        "申告票のファイルができます。それを上長か人事課へ送ってください。この窓からは送信されません。",
    ),
    ("直したくなったら", "もう一度開いて直し、提出し直してください。新しいほうが使われます。"),
)
