"""What the way in says."""

WELCOME = "dxdesk へようこそ"
WELCOME_TEXT = "DXスキルの申告・確認・集計を、1年度通して行う机です。インターネットにはつながりません。"

OPEN_TITLE = "届いたファイルを開く"
OPEN_TEXT = "申告票・所属配布票などのExcelファイルや、いつもの台帳を開きます。中身を見分けてお知らせします。"
NEW_TITLE = "新しく始める"
NEW_TEXT = "人事課かDX推進担当課で、この自治体の台帳をはじめて作ります。"
SAMPLE_TITLE = "見本を試す"
SAMPLE_TEXT = "架空の職員による2年度分を作って、人事課の画面を開きます。1分ほどかかります。"
SAMPLE_WORK = "見本を作っています"
SAMPLE_PLACE = "見本を置くフォルダーを選ぶ"
SAMPLE_STORE = "見本の台帳です。"
SAMPLE_SECRET = "パスフレーズ: {secret}"
SAMPLE_CHANGED = "この前は、見本のはじめのパスフレーズとは違うもので開きました。"
SAMPLE_TEXT_OPEN = "人も出来事も架空のものです。何を変えても、本物の台帳には影響しません。"
DROP_HINT = "この画面にファイルをそのまま置いても開けます。"

OPEN_KEY = "Ctrl+O"
HELP, HELP_KEY = "使い方", "F1"
RECENT = "最近使った台帳"
RECENT_NONE = "まだありません。"
RECENT_GONE = "ファイルが見つかりません"
RECENT_OPEN = "{store}を開く"
RECENT_FORGET = "一覧から外す(台帳は消えません)"
RECENT_FORGET_NAME = "{store}を一覧から外す"
RESTORE = "控えから戻す…"
RESTORE_TIP = "台帳が開けないときや、前の日の状態に戻りたいときに、控えから台帳を作ります。"

FILE_FILTER = "開けるファイル (*.xlsx *.csv *.txt *.tsv *.dxdesk);;すべてのファイル (*)"
STORE_FILTER = "dxdesk の台帳 (*.dxdesk)"

OPEN_READ_ONLY = "見るだけで開く"
CANCEL = "やめる"
NO_BACKUP = "「{store}」の自動の控えを取れませんでした。"
GO_BACK = "控えから戻す…"
OPENING = "台帳を開いています"

NEW_STORE = "新しい台帳を作る"
NEW_STORE_TEXT = (
    "人事課かDX推進担当課の台帳を作ります。所属と個人の台帳は、届いたファイルを開くだけで作れます。"
)
WHOSE = "どの課の台帳か"
NEW_FOR = {"hr": "人事課", "dx": "DX推進担当課"}
"""By role; as text, because the first window is painted before roles are loaded."""
WHOSE_TEXT = {
    "hr": "職員名簿を持ち、申告票を配って集める台帳です。ふつうは、まずこれを作ります。",
    "dx": "研修や目標を持ち、人事課からの提供票を受け取る台帳です。"
    "提供票が手元にあるときは、それを開くだけで作れます。",
}
FILE_NAMES = {"hr": "人事", "dx": "DX推進"}
CODE = "団体コード(6桁)"
CODE_HINT = "総務省の全国地方公共団体コードです。最後の1桁(検査数字)も入れます。"
CODE_LIKE = "例: 131091"
NAME_LIKE = "例: 品川区"
CODE_OF = "{name}の団体コードです。"
CODE_UNLISTED = (
    "市区町村と都道府県の一覧にはないコードです。一部事務組合・広域連合などなら、このままで構いません。"
)
CODE_UNSOUND = "団体コードの最後の1桁(検査数字)が、前の5桁と合いません。"
CODE_UNSOUND_FIX = (
    "打ち間違いがないか、総務省の全国地方公共団体コードの一覧で確かめてください。まだ何も作っていません。"
)
CODE_WRONG = "団体コードは数字6桁で入力してください。"
NAME = "自治体の名前"
NAME_WRONG = "自治体の名前を入力してください。"
WHERE = "台帳のファイル"
WHERE_CHOOSE = "場所を選ぶ…"
CREATE = "作って始める"
CREATING = "台帳を作っています"
NOTHING_MADE = "まだ何も作っていません。"

FOUND_TITLE = "{year}の{title}です"
FOUND_TEXT = "{to}さんあてです。{says}"
HR_CODE = "人事課の確認コード"
HR_CODE_WHERE = (
    "人事課が配った案内の紙(「ご案内」)の、枠の中のコードと同じことを確かめてください。"
    "紙が手元になければ、人事課に電話で聞いてください(人事課では「設定」の「この台帳」に出ています)。"
    "違うときは、台帳を作らずに、人事課に知らせてください。"
)
DOCUMENTS = "ドキュメント"
PLACE = "このPCに保存します: 「{folder}」の「{file}」"
PLACE_CHANGE = "変える"
WITH_PASSPHRASE = "パスフレーズを付ける(任意)"
WITHOUT_PASSPHRASE = (
    "付けないと、このPCを使える人は誰でもこの台帳を開けます。あとから「設定」で付けることもできます。"
)
PASSPHRASE_EMPTY = "パスフレーズが空です。"
PASSPHRASE_EMPTY_FIX = (
    "パスフレーズを入れるか、「パスフレーズを付ける」の印を外してください。まだ何も作っていません。"
)
FOUND = "届いたファイルの中身"
RECOGNISING = "中身を確かめています"
FOUND_KNOWN = "{to}さんあてです。このPCにある台帳を開いて、取り込む前に中身を確かめます。"
FOREIGN = "名簿などの表なら、人事の台帳を開いて取り込めます。まだ何も変えていません。"
OPEN_KNOWN = "「{store}」を開く"
MAKE_STORE = "このPCに台帳を作って開く"
SAME_FORM = "この票は取込み済みです。続きから答えられます"
NOT_OURS = "いつもの台帳を開いて、もう一度このファイルを置いてください。"
FILE_PASSWORD = "このファイルのパスワード"

LOCKED = "ロックしています"
LOCKED_IDLE = "しばらく操作がなかったため、画面を隠しました。入力の続きは保存されています。"
LOCKED_BY_HAND = "Ctrl+L が押されたため、画面を隠しました。入力の続きは保存されています。"
NO_LOCK = "この台帳にはパスフレーズがないので、画面を隠せません。"
NO_LOCK_FIX = (
    "席を離れるときは、台帳を閉じるか、PCの画面をロックしてください。パスフレーズは「設定」で付けられます。"
)
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
