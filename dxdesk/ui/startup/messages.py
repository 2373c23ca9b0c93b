"""What the way in says."""

WELCOME = "dxdesk へようこそ"
WELCOME_TEXT = "DXスキルの申告・確認・集計を、1年度通して行う机です。インターネットにはつながりません。"

OPEN_TITLE = "届いたファイルを開く"
OPEN_TEXT = "申告票・所属配布票などのExcelファイルや、いつもの台帳を開きます。中身を見分けてお知らせします。"
NEW_TITLE = "新しく始める"
NEW_TEXT = "人事課などで、この自治体の台帳をはじめて作ります。"
SAMPLE_TITLE = "見本を試す"
SAMPLE_TEXT = "架空の職員による1年度分を作って、人事課の画面を開きます。1分ほどかかります。"
SAMPLE_WORK = "見本を作っています"
DROP_HINT = "この画面にファイルをそのまま置いても開けます。"

RECENT = "最近使った台帳"
RECENT_NONE = "まだありません。"
RECENT_GONE = "ファイルが見つかりません"
RESTORE = "控えから戻す…"
RESTORE_TIP = "台帳が開けないときや、前の日の状態に戻りたいときに、控えから台帳を作ります。"

FILE_FILTER = "開けるファイル (*.xlsx *.dxdesk);;すべてのファイル (*)"
STORE_FILTER = "dxdesk の台帳 (*.dxdesk)"

OPEN_READ_ONLY = "見るだけで開く"
CANCEL = "やめる"
NO_BACKUP = "「{store}」の自動の控えを取れませんでした。"
GO_BACK = "控えから戻す…"
OPENING = "台帳を開いています"

NEW_STORE = "新しい台帳を作る"
NEW_STORE_TEXT = (
    "所属と個人の台帳は、届いたファイルを開くだけで作れます。ここでは人事課などの台帳を作ります。"
)
ROLE = "だれの台帳ですか"
CODE = "団体コード(6桁)"
CODE_HINT = "総務省の全国地方公共団体コードです。最後の1桁(検査数字)も入れます。"
CODE_LIKE = "例: 131091"
NAME_LIKE = "例: 検証区"
CODE_WRONG = "団体コードは半角数字6桁で入力してください。"
NAME = "自治体の名前"
NAME_WRONG = "自治体の名前を入力してください。"
WHERE = "台帳のファイル"
WHERE_CHOOSE = "場所を選ぶ…"
CREATE = "作って始める"
CREATING = "台帳を作っています"

FOUND_TITLE = "{year}の{title}です"
FOUND_TEXT = (
    "{to}さんあてです。{says}\n\n人事課の確認コード: {code}\n"
    "人事課が配った案内の紙のコードと同じことを確かめてください。"
    "違うときは、台帳を作らずに、人事課に知らせてください。"
)
FOUND = "届いたファイルの中身"
RECOGNISING = "中身を確かめています"
FOUND_KNOWN = "{to}さんあてです。このPCにある台帳を開いて、取り込む前に中身を確かめます。"
FOREIGN = "名簿などの表なら、人事の台帳を開いて取り込めます。まだ何も変えていません。"
OPEN_KNOWN = "「{store}」を開く"
MAKE_STORE = "このPCに台帳を作って開く"
NOT_OURS = "いつもの台帳を開いて、もう一度このファイルを置いてください。"
FILE_PASSWORD = "このファイルのパスワード"

LOCKED = "ロックしています"
LOCKED_TEXT = "しばらく操作がなかったため、画面を隠しました。入力の続きは保存されています。"
UNLOCK = "ロックを外す"
LOCK_CLOSE = "台帳を閉じる"
LOCK_WRONG = "パスフレーズが違います。"
LOCK_WRONG_FIX = "大文字・小文字、全角・半角を見てください。"

PRESETS, PRESETS_CLOSE = "同梱のスキル体系", "閉じる"
PRESETS_SEE = "どんな体系が使えるかを見る"
PRESETS_TEXT = (
    "どの体系で始めるかは、台帳を作ったあと、「年度」で年度を始めるときに選びます。"
    "文は要約で、公式の文言に替えられます。"
)
