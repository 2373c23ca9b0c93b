"""What a person's own home says."""

from dxdesk.domain.lifecycle import UNSENT_CHANGES

OWN = "あなたの申告"
COUNT = "{done} / {whole}"
COUNT_TEXT = "項目のレベルを選びました"
MINUTES = "残り およそ{minutes}分"
SAVED = "下書きは {moment} に保存しました"
ALL_CHOSEN = "あとは確かめて提出するだけです"
SUBMITTED = "提出しました"
WAITING = "{names}の確認を待っています。直すときは、自己申告を開いて出し直せます。"
CONFIRMERS = "確認する人: {names}"
FILE_TO = "書き出した申告票のファイルは {whom} へ、共有フォルダーかメールで送ります。"
RETURNED = "第{number}回の申告です。差し戻された項目が {count}つ あります"
RETURNED_ALL = "第{number}回の申告です。全体について理由が書かれています"
RESULT = "今年度の結果が届いています"
EXEMPT = "今年度は対象外です"
EXEMPT_TEXT = "理由: {reason}"
RETURNED_MARK = "差戻し"
UNSENT_MARK = "直し中"
COLUMNS = ("スキル", "前年", "今回", "確認")
LIST = "スキルごとの今回のレベル。選ぶと、その項目を開きます"
UNANSWERED = "未入力"
DISPUTED = "食い違い"
SINCE = "前回見てから: {parts}"
ARRIVED = "{kind} {count}件が届きました"
UNSENT = f"提出しました。{UNSENT_CHANGES}"
UNSENT_TEXT = "一覧の「今回」は、提出したレベルです。直したものはまだ送られていません。"
NOTHING_SUBMITTED = "いま対応が要ることはありません"
NOTHING_SUBMITTED_TEXT = (
    "提出は済んでいます。差戻票や結果通知票が届いたら、この窓のどこにでも置いてください。"
)
HALF = "はじめに届いた申告票も要ります"
HALF_TEXT = "差戻票は受け取りました。スキルの説明が入っている、はじめに届いた申告票も置いてください。"
HALF_ACT = "ファイルを開く"
HELP = (
    (
        "何をする画面ですか",
        "あなたの申告がどこまで進んだか、いま何をすればよいかを見る画面です。上の列が1年の流れです。",
    ),
    (
        "途中まで書いたものは",
        "「続きを書く」を押すと、続きから始められます。右の一覧で選んだ項目へも移れます。",
    ),
    (
        "ファイルが届いたら",
        "差戻票も結果通知票も、この窓のどこにでも置いてください。中身を見分けて受け付けます。",
    ),
)
