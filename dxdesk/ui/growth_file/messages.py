"""What the screen of growth files says."""

TITLE = "成長記録"
OF = "{name}さんの成長記録"
WHO = "{number} {section}"
SUBTITLE = "年度をまたいで残ります。人事評価には使いません。"
PERSON, PERSON_HINT = "職員", "職員番号・氏名・カナでさがす"
CHOOSE = "だれの記録を見るか、上の欄で選びます"
CHOOSE_TEXT = "職員番号、氏名、カナのどれかを入れると、合う人が出ます。"
NOBODY = "受け持ちの人が、まだいません"
NOBODY_TEXT = "人事課の配布票を取り込むと、確認する人がここに並びます。"

EXPIRING = "有効期限が近い資格"
EXPIRING_TEXT = "90日以内に期限が来るものです。Enter かダブルクリックで、その人の成長記録を開きます。"
EXPIRING_COLUMNS = ("有効期限", "あと", "氏名", "所属", "資格")
LEFT = "{days}日"

PEOPLE = "受け持ちの人"
PEOPLE_COLUMNS = ("氏名", "未確認")
PEOPLE_NONE = "―"

ADD = "記録を加える…"
LINES = "これまでの記録"
CORRECTED, RECORDED = "直された", "人事課"
"""The states that have long names, as a column says them."""
COLUMNS = ("いつ", "種類", "内容", "状態")
NONE_YET = "記録はまだありません。"
NONE_YET_OWN = "記録はまだありません。「記録を加える」から、実務経験や資格を書けます。"
MONTHS = "確認済の実務経験: 通算 {total}か月(うちリード {lead}か月)・継続 {running}か月"
MONTHS_NONE = "確認済の実務経験は、まだありません。"
UNCONFIRMED = "未確認 {count}件は、どこにも数えていません。"
WAITING = "数えていない記録が {count}件あります。送り主の鍵か割り当てを待っています。"
FORMER = "前の職員番号({numbers})の記録も一緒に並べています。"

PICK = "記録を選ぶと、確認と履歴がここに出ます。"
FIELDS = (
    ("いつ", "when"),
    ("役割", "role"),
    ("成果", "result"),
    ("所属", "section"),
    ("番号", "number"),
    ("有効期限", "expires"),
    ("率(%)", "rate"),
    ("件数", "times"),
    ("基準", "criteria"),
    ("決裁番号", "approval"),
    ("決裁日", "approved_on"),
    ("派遣先", "place"),
    ("還元", "given_back"),
    ("案件", "case"),
    ("備考", "note"),
)
FROM_FORM = "申告票に書かれたものです。"
FROM_CASE = "「実践と支援」の完了した改善案件か、応じた相談から出ています。"
UNDER = "職員番号 {number} のときの記録です。"
FOUND = "確認"
FOUND_NONE = "まだだれも確認していません。証跡を見て確認すると、数えます。"
CONFIRMED_BY = "{who} が確認: {seen}"
CANNOT_BY = "{who} が「確認できない」: {why}"
BEFORE = "(直す前の内容について)"
HISTORY = "履歴"
SAID = "{day} {who}: {what}"
TAKEN_OUT = "外した"
BY_PERSON = "本人"

CONFIRM = "確認する…"
CANNOT = "確認できない…"
CORRECT = "直す…"
TAKE_OUT = "外す…"
TAKE_OUT_TITLE = "「{name}」を外しますか。"
TAKE_OUT_TEXT = "成長記録に出なくなり、数えません。書かれていたことは履歴に残ります。"
TAKE_OUT_GO = "外す"

ENTRY_NEW, ENTRY_CHANGE = "記録を加える", "記録を直す"
ENTRY_TEXT = (
    "本人が書いた記録は、上長が証跡を見て確認すると数えます。日付は「2024年4月」「R6.4.1」のように書けます。"
)
KIND = "種類"
NAME, NAME_HINT = "名称", "例: 窓口の受付票の見直し"
BEGAN, BEGAN_HINT = "始まり(取った日)", "例: 2024年4月"
ENDED, ENDED_HINT = "終わり", "例: R7.5"
ONGOING = "いまも続いている"
CALLED = {"開始": "始まり", "終了": "終わり", "率": "率(%)"}
"""What fields are called here that tables and commands call otherwise."""
ONGOING_ELSEWHERE, ONGOING_HERE = "終わりを空けて「継続中」にして", f"「{ONGOING}」に印を付けて"
ROLE, NO_ROLE = "役割", "(なし)"
RESULT, RESULT_HINT = "成果", "例: 待ち時間が半分になった"
NUMBER, NUMBER_HINT = "番号", "例: 第12号"
EXPIRES, EXPIRES_HINT = "有効期限", "例: 2027年10月12日"
NOTE = "備考"
HINTS = {
    "rate": "例: 50",
    "times": "例: 1",
    "criteria": "例: エキスパート職員認定要綱第3条",
    "approval": "例: 7総人第88号",
    "approved_on": "例: R8.3.22",
    "case": "例: 窓口の見直し。一緒に表彰する人には、同じ案件を書きます",
    "place": "例: 東京都デジタルサービス局",
    "given_back": "例: 課内で報告会を2回開いた",
}
"""What is written in the fields that only one kind has."""
SAVE = "保存する"
LEAVE = "やめる"
KEPT = "保存しました。"
KEPT_OWN = "保存しました。申告票と一緒に届くので、提出が済んでいるときは、もう一度提出してください。"
GONE = "外しました。"

FIND_TITLE = "証跡を見て確認する"
FIND_TEXT = "見たものの種類と日付、番号だけを残します。証明書そのものや写しは残しません。"
SEEN, SEEN_HINT = "見たもの", "例: 合格証、辞令、成果物"
SEEN_ON, SEEN_ON_HINT = "その日付", "例: 2024年10月12日"
SEEN_NUMBER, SEEN_NUMBER_HINT = "その番号", "例: 第12号"
COMMENT, COMMENT_HINT = "一言", "なくてもかまいません"
FIND_GO = "確認する"
FOUND_SAID = "確認を残しました。次の確認票で人事課に届きます。"
FOUND_SAID_HR = "確認を残しました。"
CANNOT_TITLE = "確認できないとする"
CANNOT_TEXT = "この記録は数えなくなります。わけは本人に伝わります。後で証跡が出てきたら、確認し直せます。"
WHY, WHY_HINT = "わけ", "例: 期間の分かるものがない"
CANNOT_GO = "確認できないとする"
CANNOT_SAID = "「確認できない」として残しました。"

HELP: tuple[tuple[str, str], ...] = (
    ("↑ ↓", "記録を選ぶ"),
    ("Ctrl+F", "人をさがす"),
)
