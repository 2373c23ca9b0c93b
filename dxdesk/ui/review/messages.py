"""What the screen 確認 says: the queue, the grid, the spread, many at once."""

TITLE = "確認"
DONE_OF = "{whole}人のうち {done}人 済み"
FILTERS = (("todo", "未確認"), ("differs", "差異あり"), ("again", "再提出"), ("all", "すべて"))
FILTER_TIPS = {
    "todo": "いま確認できる、まだ確認していない人です。",
    "differs": "いま確認できる人のうち、申告のレベルが前年と違う人です。一次確認のあとの二次確認では、"
    "一次確認が申告と違う人です。"
    "申告が食い違っている人も入ります。",
    "again": "差し戻したか確認したあとに、出し直された人です。",
    "all": "確認する人の全員です。",
}
SEARCH = "氏名・カナ・職員番号でさがす"
BULK = "{what}どおりの{count}人をまとめて確認…"
BULK_SHORT = "まとめて確認…"
SEND = "確認票を出す…"
MODES = (("one", "1人ずつ"), ("grid", "一覧で入力"), ("spread", "分布"))
SEND_SLIPS = "差戻票を出す…"
EMPTY = "確認する人がいません"
EMPTY_TEXT = "人事課から届いた所属配布票と、職員から届いた申告票を取り込むと、ここに並びます。"
EMPTY_GO = "受付の画面を開く"
NOBODY = "この条件の人はいません"
NOBODY_TEXT = "上の「すべて」を選ぶと、全員が並びます。"
NOBODY_FOUND_TEXT = "さがす言葉を消すか、氏名の一部だけにしてください。"
STAGE_BULK = "育成段階の提案がある人も、段階はいまのままです。"
NOTE_ROUND = "再提出 {round}回目"
NOTE_WAITS = {
    "not_started": "提出待ち",
    "draft": "提出待ち",
    "submitted": "一次確認待ち",
    "returned": "本人の出し直し待ち",
    "withdrawn": "取下げ・本人の出し直し待ち",
}
NOTE_DRAFT = "書きかけ"
CONFLICTING, DONE = "食い違い", "済み"
RESTORED = "前回の書きかけを、{count}人分そのまま戻しました({names})。まだ確認していません。"
UNDONE, REDONE = "元に戻しました", "やり直しました"
NOTHING_TO_UNDO = "元に戻せる操作はありません"
ENTRY_TEXT = "矢印で動き、数字で入れます。{count}人 × {items}スキル"
ENTRY_WAITING = "。まだ確認できない {count}人は出ていません"
ENTRY_EMPTY = "いま確認できる人がいません"
ENTRY_EMPTY_TEXT = "申告が届くと、全員のレベルをここで一度に入れられます。"
ENTRY_NAME = "氏名"
ENTRY_NUMBER = "職員番号"
ENTRY_KEYS = (
    ("0〜3", "入れて右へ"),
    ("Del", "もとのレベルに戻す"),
    ("Ctrl+C", "写す"),
    ("Ctrl+V", "貼り付け"),
    ("Ctrl+Z", "元に戻す"),
)
ENTRY_COPY = "表をまるごと写す"
ENTRY_COPIED = "{rows}人 × {cols}スキルの表を写しました。Excel にそのまま貼り付けられます。"
ENTRY_GO = "{count}人を確認する…"
ENTRY_WHERE = "{name}さんの「{item}」"
ENTRY_NEEDS = "コメントの要る欄が、あと {count}あります"
ENTRY_NEEDS_NONE = "修正 {count}か所。コメントはそろっています"
ENTRY_UNTOUCHED = "修正はまだありません。このままでよければ、確認に進めます"
ENTRY_ALL_DONE = "全員を確認しました。直すときは、レベルを入れ直すと、もう一度確認できます"
ENTRY_NEXT = "次の欄へ"
ENTRY_FILL = "残りの欄にも同じコメントを入れる"
ENTRY_FILLED = "{count}か所に同じコメントを入れました。"
ENTRY_MISSING = "コメントのない修正が {count}か所あります。コメントを書いてから確認してください。"
ENTRY_OUTSIDE = "「{item}」に {level} はありません。"
PASTED = "{count}か所に入れました。"
PASTED_SAME = "貼り付けた値は、いまの表と同じでした。"
PASTE_EMPTY = "貼り付けるものがありません。"
PASTE_EMPTY_TEXT = "Excel で範囲を選んで Ctrl+C を押してから、ここで Ctrl+V を押してください。"
PASTE_LONG = "貼り付ける表は {rows}行ありますが、ここから下は {room}人です。まだ何も入れていません。"
PASTE_WIDE = "貼り付ける表は {cols}列ありますが、ここから右は {room}スキルです。まだ何も入れていません。"
PASTE_LONG_TEXT = "写した表もいまの入力も、そのまま残っています。"
PASTE_LONG_FIX = "「職員番号」と見出しの行も一緒に写すと、行や列の順が違っても人とスキルを見分けて入れます。"
PASTE_PART = "入るところまで入れる"
PASTE_LEFT = "入れなかったもの {count}件(元の値のままです):"
PASTE_MORE = "ほか {count}件"
PASTE_BAD = "{row}行目「{item}」の「{found}」は、どのレベルか分かりません"
PASTE_OUTSIDE = "{row}行目「{item}」に「{found}」というレベルはありません"
PASTE_NOT_ASKED = "{row}行目 {name}さんは「{item}」の対象ではありません"
PASTE_NOBODY = "{row}行目の職員番号 {found} は、この一覧にいません"
PASTE_REST = "{first}〜{last}行目は、並べる人がいないため入れていません"
PASTE_REST_WIDE = "{first}列目から右は、スキルがないため入れていません"
PASTE_NO_SKILL = "見出し「{found}」は、この一覧のスキルではありません"
SPREAD_TITLE = "あなたの担当の分布"
SPREAD_TEXT = "いまの確認のままなら、こうなります。下の細い棒は前年です。"
SPREAD_NO_LAST = "いまの確認のままなら、こうなります。前年の記録はまだありません。"
SPREAD_NOW, SPREAD_LAST = "今年", "前年(人数はかっこの中)"
SPREAD_NONE = "まだ {count}人"
SPREAD_BACK = "あと{count}人を確認する"
SPREAD_MEAN = "平均 {now}"
SPREAD_MEAN_BOTH = "平均 {now}(前年 {last})"
SPREAD_MEAN_SOME = "平均 {now}(前年は{count}人で {last})"
SPREAD_SAID = "{item}: {counts}"
SPREAD_COUNT = "{label} {count}人"
FINISHED = "全員の確認が終わりました"
FINISHED_TEXT = (
    "分布に気になるところがなければ、確認票を出します。直すときは「1人ずつ」で「すべて」から選びます。"
)
FINISHED_GO = "確認票を出す"
FINISHED_SENT = "確認票を出しました"
FINISHED_SENT_TEXT = (
    "作ったファイルを、次の確認者か人事課へ送れば終わりです。後から直したら、もう一度出せます。"
)
FINISHED_SENT_SOME = (
    "作ったファイルを、次の確認者か人事課へ送ります。まだ終わっていません。"
    "あと {count}人は、まだ確認できません({waits})。届いたら確認して、もう一度出します。"
)
FINISHED_AGAIN = "もう一度出す"
FINISHED_SOME = "確認できる人は、みな済みました"
FINISHED_SOME_TEXT = (
    "あと {count}人は、まだ確認できません({waits})。待たずに、済んだ人の分だけ確認票を出してもかまいません。"
)
FINISHED_WAITS = "{what} {count}人"
BULK_TEXT = "次の人は、{what}のレベルのまま確認します。直したい人がいれば、やめて1人ずつ確認してください。"
BULK_TEXT_EDITED = "一覧で入力したとおりに確認します。直した人には、直した数が出ています。"
BULK_DONE = "{count}人を確認しました。"
BULK_LEFT = "確認しなかった人:"
RETURNED = "{name}さんに差し戻しました。「差戻票を出す」で、本人に送るファイルを作れます。"
CONFIRMED = "{name}さんを確認しました。"
HELP = (
    ("何をする画面ですか", "部下の申告を1人ずつ見て、確認・修正・差戻しをします。左の列が順番待ちです。"),
    ("合っているときは", "Enter を押すだけで確認し、次の人に進みます。"),
    (
        "レベルを直すときは",
        "上下の矢印でスキルを選び、数字のキーか「確認」の欄で直します。申告と違うときは、本人に伝わるコメントが必要です。"
        "Ctrl+Z で元に戻せます。書きかけは自動で残ります。",
    ),
    (
        "確認や差戻しを間違えたら",
        "左の列の下の「取り消す」か Ctrl+Z で、最後の確認(まとめて確認した人は全員)や差戻しを取り消せます。"
        "書いていたコメントも戻ります。続けて押すと、その前へさかのぼります。"
        "確認票や差戻票で書き出したものは取り消せません。確認し直して、もう一度出してください。",
    ),
    (
        "大勢をまとめて入れるときは",
        "「一覧で入力」で、人 × スキルの表に数字で入れます。"
        "Excel の表を写して Ctrl+V で貼り付けることもできます。",
    ),
    (
        "育成段階の提案が出ているときは",
        "提案のわけを見て、よければ Ctrl+G(または「提案を採る」)で決めます。決めないまま確認すると、段階は"
        "いまのまま変わりません。提案と違う段階にするときは、コメントが必要です。",
    ),
    (
        "差し戻すときは",
        "「差戻し…」で項目ごとに理由を書きます。そのあと「差戻票を出す」でファイルを作り、本人に送ります。",
    ),
    (
        "確認者が不在のときは",
        "前もって人事課に、代理の指名(だれが、だれの代わりに、いつからいつまで)を頼みます。指名されると、期間中は"
        "本来の確認者の受け持つ人が「◯◯さんの代理」としてここに並びます。指名がないと、人事課が認めるまで集計に入りません。",
    ),
    (
        "終わったら",
        "「確認票を出す」でファイルを作り、次の確認者か人事課へ送ります。途中でも、済んだ人の分だけ出せます。",
    ),
)
SENDING = (
    "確認票を出す",
    "確認が済んだ人の分を、次の確認者か人事課あてのファイルにします。何度でも作り直せます。",
    "このファイルを、あて先へ共有フォルダーかメールで送ってください。",
)
SENDING_SLIPS = (
    "差戻票を出す",
    "差し戻した人ごとに、理由を書いた差戻票を作ります。本人がこの用紙で出し直します。",
    "このファイルを、本人へ送ってください。",
)
