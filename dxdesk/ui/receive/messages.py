"""What the receiving screen says."""

TITLE = "受付"
TITLE_PERSONAL = "届いたファイル"
TABS = ("受け付ける", "食い違い", "預かり中", "受付簿", "代理の確認", "台帳の違い")

DROP = "ここにファイルやフォルダーを置いてください"
DROP_TEXT = (
    "申告票・確認票・配布票などを、まとめて、順番を気にせず置けます。\n同じものを二度置いても重なりません。"
)
DROP_TEXT_DIGITAL = (
    "人事課から届いた提供票と、提供の取り下げを置いてください。\n同じものを二度置いても重なりません。"
)
DROP_TEXT_PERSONAL = (
    "人事や確認者から届いた、期首票・申告票・差戻票・結果通知票を置いてください。\n"
    "同じものを二度置いても重なりません。"
)
CHOOSE_FILES = "ファイルを選ぶ"
CHOOSE_FOLDER = "フォルダーを選ぶ"
LOOKING = "中身を確かめています"
APPLYING = "受け付けています"
APPLY = "{count:,}件を受け付ける"
DISCARD = "やめる"
MORE = "続けて受け付ける"
PREVIEW = "まだ取り込んでいません。中身を確かめて「受け付ける」を押してください。"
NOTHING_NEW = "新しく取り込むものはありません。"
ASIDE = "フォルダーの中の、ExcelとCSVのほかのファイル {count:,}件は見ていません。"
DONE = "{count:,}件を受け付けました。"
DONE_CONFLICT = "{count:,}件は、前に届いたものと食い違っています。どちらも残してあります。"
DONE_REFUSED = "{count:,}件は取り込めませんでした。下の一覧に理由と直し方があります。"
MOVED = (
    "{count:,}件は、見た後に変わったか、入ったか、なくなったので、取り込んでいません({names})。"
    "もう一度見てください。"
)
MOVED_MORE = " ほか{count:,}件"
LOOK_AGAIN = "もう一度見る"
CANCELLED = "途中でやめました。取り込みかけたものは残っていません。"
TO_REVIEW = "確認に進む"
TO_NOMINATIONS, TO_ENROLMENTS = "選任を開く", "申込を見る"
TO_CONFLICTS, TO_HELD, TO_WAITING = "食い違いを見る", "代理の確認を見る", "照合待ちを見る"
KNOWN_ALREADY = "このファイルは、もう受け付けてあります。"
DONE_BEFORE = "受付簿に残っているものは、やめる前に受け付けたものです。"

OUTCOMES = {
    "conflict": "食い違いあり",
    "refused": "取り込めない",
    "quarantined": "照合待ち",
    "pending": "他の到着待ち",
    "held": "代理の決定待ち",
    "late": "確定後に到着",
    "applied": "受付済み",
    "unchanged": "変わりなし",
}
OUTCOMES_PREVIEW = {**OUTCOMES, "applied": "受け付けられる"}
OUTCOME_LOOKS = {
    "conflict": "badge",
    "refused": "badge",
    "quarantined": "badge",
    "pending": "badge-plain",
    "held": "badge",
    "late": "badge-plain",
    "applied": "badge-done",
    "unchanged": "badge-plain",
}
WITHDRAWAL, RESUBMISSION = "取下げ", "再提出"
WITHDRAWAL_TIP = "本人が提出を取り下げる申告票です。"
WITHDRAWAL_MEANS = (
    "本人が提出を取り下げる申告票です。取り込むと、その提出はなかったことになり、本人の出し直しを待ちます。"
)
COLUMNS = ("結果", "ファイル", "種類", "差出人", "変更", "お知らせ")
NOTES = "{count:,}件"
WITH_NOTES = "お知らせあり"
LATE_ONLY = "確定の後に届いたもの"
PLACES = "{count:,}か所"
MORE_PLACES = "ほか {count:,}か所"
PERSON_CHANGES = "{name} {count:,}か所"
RETRY = "もう一度読む"
RETRY_CODES = frozenset({"file-open-elsewhere", "file-not-read", "file-missing"})
TABLE_CODES = frozenset({"not-ours", "not-a-workbook", "table-kind-needed", "table-taken"})
ALL = "すべて"
CHANGES = "変わるところ"
CONTENTS = "このファイルに入っているもの"
BOTH_KEPT = "食い違い(どちらも残ります)"
SAID_NOW, SAID_NEW, SAID = "いま: {value}", "届いたもの: {value}", "・{value}"
STATE = "状態"
STATE_CHANGES = "{before} → {after}"
NO_CHANGES = "変わるところはありません。"
RECORDS_ALONE = "新しい記録が{count:,}件入ります。人の答えは変わりません。中身は、それぞれの画面に出ます。"
PASSWORD = "パスワードを入力する"
PASSWORD_GO = "開いて確かめる"
PASSWORD_FIELD = "このファイルのパスワード"
PASSWORD_TITLE = "ファイルのパスワード"
TO_ROSTER = "名簿・受講記録として取り込む"
CONFLICT_NEXT = (
    "前に届いたものと食い違っています。どちらも残し、「食い違い」のページでどちらを採るかを決めます。"
)
CONFLICT_DECIDED = "前に届いたものと食い違っていましたが、もう決まっています。ここで決めることはありません。"
CONFLICT_NEXT_OWN = (
    "前に届いたものと食い違っています。どちらも残しています。"
    "「自己申告」で答えを選び直して提出すると、その答えになります。"
)
CONFLICT_NEXT_TOLD = (
    "この台帳の答えと違うところがあります。どちらも残しています。"
    "確定した結果は、結果通知票のとおりです。あなたが選び直すことはありません。"
)
HELD_NEXT = (
    "代理の指名がない確認か、一人で両方の段階をした確認が入っています。預かりましたが、集計には入りません。"
    "「代理の確認」のページで、認めるかどうかを決めます。"
)
REFUSED_MEANS = "取り込んでいません。台帳は変わっていません。"

CONFLICTS_NONE = "食い違いはありません"
CONFLICTS_NONE_TEXT = "同じ人から内容の違うファイルが届くと、ここで並べて比べられます。どちらも消えません。"
CONFLICT_FORMER = "{name}({year})"
CONFLICT_ABOUT_FORMER = "{year}の{name}さんから、内容の違うものが {count}つ 届いています"
CONFLICT_ABOUT = "{name}さんから、内容の違うものが {count}つ 届いています"
CONFLICT_TEXT = (
    "違うところだけを並べています。1か所ずつ選んで決められます。"
    "「すべてこちら」で、下のすべてをその側にします。選んだものをもう一度押すと、選ぶのをやめます。"
    "選ばなかったところは、食い違いのまま残ります。"
)
CONFLICT_COLUMNS = ("氏名", "違うところ")
CONFLICT_PLACES = "{count}か所"
CONFLICT_WHEN = "受付 {when}"
CONFLICT_BY = "書いた人 {by}"
CONFLICT_EMPTY = "(空欄)"
CONFLICT_LIST = "食い違いのある人"
TAKE = "すべてこちら"
REASON = "決めた理由(記録に残ります)"
REASON_HINT = "選ぶか、書いてください"
REASONS = ("本人に電話で確かめました。", "あとから届いたほうが新しいため。", "本人の提出し直しのため。")
SETTLE = "決める"
SETTLE_SOME = "選んだ {count}か所を決める"
CONFLICT_UNKEPT = "「食い違い」で選んだ、{name}さんの答え"
SETTLED = "{name}さんの食い違いを決めました。もう一方も記録に残っています。"
SETTLED_SOME = (
    "{name}さんの食い違いを、選んだところだけ決めました。"
    "残りの {count}か所は食い違いのままです。もう一方も記録に残っています。"
)
CHOOSE_FIRST = "先に、どちらを採るかを選んでください。"
REASON_FIRST = "決めた理由を書いてください。まだ何も変えていません。"

HELD_NONE = "決める代理の確認はありません"
HELD_NONE_TEXT = (
    "前もって指名されていない人がだれかの代わりに確認したときと、一人が一次と二次の両方を確認したときに、ここで預かります。"
    "人事課が認めるまで集計に入りません。"
)
HELD_TEXT = (
    "本来の確認者の代わりに確認されましたが、その日の代理の指名がないか、一人が両方の段階を確認しています。"
    "本人か所属に事情を確かめて、1件ずつ決めてください。"
)
HELD_COLUMNS = ("対象の人", "したこと", "した人", "本来の確認者", "した日", "わけ")
HELD_NAME = "決める代理の確認"
HELD_PERSON = "{name}さん({number})"
HELD_SUMMARY = "{person}の{what}を、{by}が{day}に、{principal}の代わりに行いました。{why}。"
HELD_OWN_NAME = "(自分の受け持ち)"
HELD_SUMMARY_BOTH = "{person}の{what}を、{by}が行いました。{why}。"
HELD_NO_DAY = "日付なし"
HELD_PICK = "一覧で1件を選んでください。"
ALLOW = "認める…"
REFUSE = "認めない…"
ALLOW_TITLE = "この代理の確認を認めますか"
REFUSE_TITLE = "この代理の確認を認めないことにしますか"
ALLOW_MEANS = (
    "{what}が集計に入ります。だれがだれの代わりに行ったかは、記録と帳票に残ります。"
    "所属には、次に送る所属配布票で伝わります。あとから取り消せません。"
)
REFUSE_MEANS = (
    "{what}は集計に入りません。記録には残ります。本来の確認者({principal})が確認するか、代理を指名してやり直します。"
    "あとから認めることはできません。"
)
ALLOW_GO, REFUSE_GO = "認める", "認めない"
ALLOWED = "{person}の{what}を認めました。"
REFUSED_HELD = "{person}の{what}を認めませんでした。"
NAME_DEPUTY = "この代理を指名する…"
NAME_DEPUTY_TIP = "期間を決めて指名すると、その間の確認をまとめて認めます。"

WAITING_NONE = "預かっているファイルはありません"
WAITING_NONE_TEXT = (
    "足りない情報があるファイルや、はじめての発行元からのファイルは、集計に入れずにここで預かります。"
)
QUARANTINE = "照合待ち: はじめての発行元"
QUARANTINE_TEXT = (
    "電話で相手の画面のコードを読み上げてもらい、下のコードと同じなら登録します。"
    "違うときは登録せず、ファイルの出どころを確かめてください。"
)
ISSUER = "{name}さん({number})"
CODE = "確認コード"
DOUBT_PEOPLE = "この鍵の記録がある人: {names}"
MORE_PEOPLE = " ほか{count}人"
REGISTER = "同じだったので登録する"
REGISTER_ASK = "この鍵を登録しますか"
REGISTER_MEANS = (
    "{name}のコードは「{code}」です。電話などで聞いたコードと同じだったときだけ、登録してください。\n"
    "預かっているファイル {count}件を反映し、これから届くものも受け付けます。"
)
REGISTER_GO = "登録する"
REGISTERED = "{name}の鍵を登録しました。預かっていたファイルを反映しました。"
PENDING = "ほかのファイルの到着待ち"
SEEN = "{file}・{sender}・{when} 受付"

LEDGER_COLUMNS = ("番号", "受付日時", "結果", "種類", "ファイル", "差出人", "追加", "変更", "お知らせ")
LEDGER_RECORDS = "{count:,}件"
LEDGER_NONE = "受付簿はまだ空です"
LEDGER_NONE_TEXT = "ファイルを受け付けると、番号と日時がここに残ります。"
LEDGER_SEARCH = "ファイル名・差出人・番号でさがす"
LEDGER_PRINT = "受付簿を印刷する"
UNDO = "この受付を元に戻す…"
UNDO_TITLE = "受付 {number}番を元に戻す"
UNDO_TEXT = (
    "「{file}」の内容を取り消します。ほかのファイルにも書かれていることは残ります。"
    "同じファイルを置けば、また受け付けられます。"
)
UNDO_CHANGES = "戻ると変わること {count:,}件"
UNDO_NOTHING = "戻しても、いまの名簿の人は変わりません。"
UNDO_KEPT = "この取込みで加わった所属と一覧の値は、そのまま残ります。"
UNDO_LOOK = "何が戻るかを調べています"
UNDO_COLUMN = "変わること"
UNDO_GO = "元に戻す"
UNDONE = "受付 {number}番を元に戻しました。"
UNDONE_MARK = "元に戻した"
TWIN_MARK = "※番号重複 {file}"
TWIN_TIP = (
    "同じ発行元の同じ通し番号で、内容の違うファイルが届いています。"
    "どちらが正しいか、発行元に確かめてください。"
)

HELP = (
    (
        "何をする画面ですか",
        "届いたファイルをまとめて受け付けます。順番は気にしなくて構いません。同じファイルを何度置いても大丈夫です。",
    ),
    (
        "取り込む前に確かめたい",
        "置いただけでは取り込まれません。一覧で中身を見てから「受け付ける」を押します。",
    ),
    (
        "食い違いとは",
        "同じ人から内容の違うファイルが届いた状態です。どちらも残っています。比べて、採るほうを決めてください。",
    ),
    ("照合待ちとは", "はじめての発行元です。電話で確認コードを読み合わせてから登録すると、反映されます。"),
    (
        "代理の確認とは",
        "前もって指名されていない人が、だれかの代わりに確認したものです。人事課が1件ずつ、認めるかどうかを決めます。",
    ),
    ("間違えて受け付けたら", "「受付簿」でその行を選び、「元に戻す」を押してください。"),
)

DIFFERING_NAME = "台帳の違い"
DIFFERING_COLUMNS = ("記録", "名前", "項目", "いま使っているもの", "もう一方", "決める課")
DIFFERING_TEXT = (
    "同じ課の2つの台帳が、同じ項目に違うことを書いています。決めるまでは、どの台帳でも同じほうを使います。"
)
DIFFERING_NONE = "台帳の違いはありません"
DIFFERING_NONE_TEXT = "控えから戻した台帳と元の台帳などで、同じ研修や目標に違うことを書くと、ここに出ます。"
DIFFERING_PICK = "一覧から1つ選んでください。"
DIFFERING_SUMMARY = "「{thing}」の{field}"
DIFFERING_STANDS, DIFFERING_HERE = "いま使っているもの", "この台帳で書いたもの"
DIFFERING_TAKE, DIFFERING_TAKE_NAME = "こちらにする", "「{text}」にする"
DIFFERING_OTHER = "決めるのは{owner}です。決めたことは、次のファイルで届きます。"
DIFFERING_SETTLED = "「{thing}」の{field}を「{text}」に決めました。"
DIFFERING_GO = "台帳の違いを決める"
