"""What the screen 申込・推薦 says."""

from __future__ import annotations

TITLE = "申込・推薦"
TEXT = "届いた受講申込票と推薦依頼に、この台帳で答えて返します。書いたものは、ひとりでに保存されます。"
LISTED = "届いた依頼"
DUE = "(締切 {day})"
STATES = ("作成済み", "記入中", "未記入")
NOTHING = "記入するものはありません"
NOTHING_TEXT = "受講申込票か推薦依頼のファイルが届いたら、この窓に置いてください。"
OPEN = "ファイルを開く"
FOR = "{section}の{label}です。{sender}へ返します。"
SENT = "{day}に「{file}」を作りました。"

SESSIONS = "申し込める研修"
SESSION_COLUMNS = ("研修の回", "開始日", "締切", "定員", "申し込む人")
PEOPLE = "申し込む人"
PEOPLE_TEXT = "受けさせたい人に印を付けます。印を外すと、申込をやめます。"
SETTLED = "{word}。変えるときは、発行した課に連絡してください。"
NOTE = "{name}さんの備考"
NOTE_NONE = "備考(人を選ぶと書けます)"
ADD = "載っていない人を加える…"
SEATS_NONE = "決めていない"
SEATS = "{count}人"

NAMED = "{persona}に選ぶ人({wanted}人)"
TERM = "任期 {term}"
HELD = "この人材像の任期 {now}"
"""Of who has a term that is over today, up to the one that is asked for."""

MEMBER_COLUMNS = ("氏名", "職員番号", "職名", "いまの任命", "選任", "任期・引継ぎ")
MEMBERS = "所属の職員"
NAME_ONE = "選ぶ…"
CHANGE = "直す…"
DROP = "選ぶのをやめる"
HANDED = {"yes": "引継ぎ済", "no": "引継ぎ未", "": ""}

NOMINEE = "選任"
NOMINEE_OF = "{name}さん({number})"
MANNER = "区分"
FIRST, LAST = "任期の始まり(違うときだけ)", "任期の終わり(違うときだけ)"
AS_ASKED = "依頼のとおり"
INSTEAD = "前任"
INSTEAD_NONE = "選んでください"
HANDOVER = "引継ぎ"
HANDOVERS = (("", "まだ言えない"), ("yes", "済"), ("no", "未"))
HANDED_ON = "引継ぎ日"
UNSAID = "決めない"
REMARK = "備考(引継ぎの内容など)"
TAKE = "これにする"
STOP = "やめる"

PERSON = "載っていない人を加える"
PERSON_TEXT = "異動してきたばかりの人や、兼務の人です。職員番号は、先頭の0も書いてください。"
NUMBER, NAME = "職員番号", "氏名"
PERSON_GO = "加える"
PERSON_LACKS = "職員番号と氏名を書いてください。"

FINDINGS = "確かめること"
FINDINGS_LATER = (
    "修了しているか、先に受ける研修を受けているかは、発行した課で確かめます。",
    "ほかの所属からも選ばれていないかは、発行した課で確かめます。",
)
FOLDER = "ファイルを置く場所"
CHOOSE = "場所を選ぶ…"
SEND = "返すファイルを作る"
SENDING = "返すファイルを作っています"
SEND_NOBODY = "だれも選んでいません"
SEND_NOBODY_TEXT = "申し込む人がいないという答えとして、このまま返すファイルを作ります。"
DONE = "返すファイルを作りました。"
DONE_TEXT = "置いた場所: {file}"
DONE_NEXT = (
    "このファイルを、{whom}へ共有フォルダーかメールで送ってください。直したいときは、直してもう一度作れます。"
)
OPEN_FOLDER = "フォルダーを開く"

HELP = (
    ("依頼を選ぶ", "いくつかあるときは、上で選びます。締切の近いものが上に来ます。"),
    (
        "受講申込票",
        "研修の回を選び、受けさせたい人に印を付けます。「申込済」などは、いまの申込のようすです。",
    ),
    (
        "推薦依頼",
        "人を選んで「選ぶ…」を押し、新任、再任、交代のどれかを決めます。交代では前任と引継ぎも書きます。",
    ),
    (
        "返す",
        "「返すファイルを作る」で作ったファイルを、発行した課へ送ります。Excel で記入したものと同じです。",
    ),
)
