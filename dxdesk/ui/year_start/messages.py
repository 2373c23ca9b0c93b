"""What the screen 期首 says."""

from __future__ import annotations

from dxdesk.domain.lifecycle import UNSENT_CHANGES

TITLE = "期首"
HELP = (
    (
        "何をする画面ですか",
        "年度の初めの目標を書いて出すか、受け持つ人の目標を見て同意します。人事評価には使いません。",
    ),
    (
        "目標はどう書きますか",
        "スキルとレベルを選ぶか、スキルを空けて自分の言葉で書きます。1つ以上あれば出せます。",
    ),
    (
        "割合はどう数えますか",
        "目標を立てた人を、対象の人で割ります。対象外の人は、どちらにも入りません。",
    ),
)

OWN_TEXT = "今年度の目標を1つ以上書きます。書いたものは、ひとりでに保存されます。"
NO_FORM = "期首票がまだ届いていません"
NO_FORM_TEXT = "人事課から届いた期首票のファイルを、この窓に置いてください。"
OPEN = "ファイルを開く"
SEE_PROPOSAL = "来年度の目標の案…"
CLOSE = "閉じる"
GOAL = "目標{number}"
SKILL, LEVEL, TEXT, MEASURE, BY = "スキル", "目標のレベル", "目標", "測り方", "いつまで"
NO_SKILL = "(スキル以外)"
NO_LEVEL = "(決めない)"
NO_MEASURE = "(選ぶ)"
TEXT_HINT = "例: 係の申請を1つ電子にする"
BY_HINT = "例: 3/31"
FOLDER = "期首票を置くフォルダー"
CHOOSE = "選ぶ…"
SUBMIT = "提出する"
SUBMIT_AGAIN = "直して提出する"
WITHDRAW = "取り下げる…"
WITHDRAW_ASK = "目標を取り下げますか"
WITHDRAW_TEXT = "取下げの期首票を作ります。書いた目標はこの台帳に残り、直して出し直せます。"
SUBMITTED = "期首票を作りました。"
WITHDRAWN = "取下げの期首票を作りました。"
WROTE = "置いた場所: {file}"
NEXT = "このファイルを{whom}へ送ってください。"
OPEN_FOLDER = "フォルダーを開く"
RETURNED = "目標が差し戻されました"
ALREADY = "目標は提出済みです。直したときは、もう一度提出してください。"
CHANGED_SINCE = f"{UNSENT_CHANGES}。"
CHANGED_SINCE_TEXT = f"直した目標はまだ送られません。「{SUBMIT_AGAIN}」から出し直してください。"
AGREED = "確認者が目標に同意しました。"

MODE_SAID = "集め方: {mode}"
DAY_SAID, DUE_SAID = "基準日 {day}", "提出期限 {day}"
SHARE_SAID = "{whole:,}人のうち {count:,}人が目標を立てました({share})"
OFF = "期首の目標を集めていません"
OFF_TEXT = "集め方を決めると、申告票の印か期首票で目標を集められます。"
SET_UP = "集め方…"
MAKE = "期首票を作る"
SEND = "期首確認票を作る"
SEARCH = "氏名・職員番号・所属でさがす"
COLUMNS = ("職員番号", "氏名", "所属", "状態", "目標")
NOBODY = "期首の目標を聞く人がいません。"
NOT_YET = "まだ目標が出ていません。"
MARK_ONLY = "この年度は印だけを集めています。目標の文は集めません。"
PICK = "左の一覧で人を選ぶと、目標が出ます。"
GOALS = "目標"
MET = "面談日"
NO_DAY = "決めない"
SUPPORTS = "支援行動"
UNSAID = "(答えない)"
AGREE, AGREE_RECORD = "同意する", "支援の記録を残す"
AGREE_AGAIN, SAME = "記録を直す", "記録は、いまのままです。変えていません。"
"""Of somebody whose goals were agreed on already: what is said besides may be said anew."""
SUPPORTS_BELOW = "支援行動は、目標の下にあります。"
RETURN = "差し戻す…"
RETURN_ASK = "目標を差し戻す理由"
RETURN_HINT = "例: いつまでに何をするかを書いてください。"
RETURN_GO = "差し戻す"
STOP = "やめる"
DONE_AGREE = "{name}さんの目標に同意しました。"
DONE_RECORD = "{name}さんの支援の記録を残しました。"
DONE_RETURN = "{name}さんの目標を差し戻しました。期首票を作って本人に渡してください。"
CHANGED = "同意のあとで目標が変わりました。もう一度確かめてください。"
DISPUTED = "違う内容の期首票が2通あります。「受付」で、どちらにするかを決めてください。"
REASON = "差戻しの理由: {reason}"
LIST, SHARES = "一覧", "割合"
SHARE_COLUMNS = ("所属", "対象", "答えた人", "目標を立てた人", "割合")
WHERE = "{place}: {count:,}人"

SETTING = "期首の目標の集め方"
SETTING_TEXT = "開いている年度と、これから始める年度に効きます。もう配った票は変わりません。"
MODE = "集め方"
MODES = (
    ("none", "なし(何も聞かない)"),
    ("mark", "印だけ(申告票で、立てたかと、どこに立てたかを選んでもらう)"),
    ("form", "期首票(年度の初めに目標を集め、年度末に達成のようすを聞く)"),
)
DAY = "期首の基準日(例: 5月1日)"
DUE = "目標の提出期限(空なら期限なし)"
AGREEMENT = "上長の同意を求める"
MEETING = "面談日を記録する"
OWN_SUPPORTS = "庁内で決めた支援行動(1行に1つ)"
SAVE = "決める"
SAVED = "期首の目標の集め方を決めました。"
