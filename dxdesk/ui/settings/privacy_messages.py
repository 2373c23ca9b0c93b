"""What 設定 says of 個人情報: texts to begin with, authorities and decisions, 任用区分 with 人材像."""

from dxdesk.domain.authorities import Scope

TITLE = "個人情報"
LEAD = "職員に知らせる文の案と、本人の請求の扱いです。1人の記録の一覧は、「名簿」でその人を選んで作ります。"

TEXTS = "はじめに使う文案"
TEXTS_TEXT = (
    "庁内の設定(団体名、年度の利用目的、任命権者、問い合わせ先)を入れた案です。自由に直せます。"
    "法令の条の番号と内容は、施行の日の法令と条例で、担当が確かめてください。"
)
TEXT_OPEN = "見る・直す…"
TEXT_OPEN_OF = "{title}を見る・直す"
TEXT_EDITED = "直したもの"
TEXT_FRESH = "文案のまま"
TEXT_STALE = "直したあとで、元の設定が変わりました"
TEXT_HINT = "「■」で始まる行は見出しになります。(ここに入れてください)は、庁内で決めて入れるところです。"
TEXT_STALE_LONG = "直したあとで、利用目的や問い合わせ先などの設定が変わりました。文を見直してください。"
TEXT_KEEP = "この文で保存"
TEXT_COPY = "すべて写す"
TEXT_COPIED = "写しました。Word などに貼り付けてください。"
TEXT_SAVE = "ファイルにする…"
TEXT_AGAIN = "はじめの文案に戻す"
TEXT_AGAIN_TEXT = "いまの文は消え、いまの設定で作った文案に戻ります。"
TEXT_KEPT = "文案を保存しました。"
TEXT_BACK = "はじめの文案に戻しました。"
TEXT_SAVED = "文案を書きました: {file}"
TEXT_KINDS = "印刷用 (*.pdf);;Word でも開ける文字だけのファイル (*.txt)"
TEXT_WORK = "文案"
CLOSE = "閉じる"
CANCEL = "やめる"

AUTHORITIES = "任命権者"
AUTHORITIES_TEXT = (
    "所属ごとの任命権者は、「名簿」の「所属…」で決めます。ほかの任命権者の職員は、下の決定があるときだけ、"
    "一覧やスキルマップに出ます。「対象」を外した任命権者の職員には、申告を求めません。"
)
OWN = "この台帳の任命権者"
ASKED = "対象"
COUNTED = "{sections}所属 {people:,}人"
ADD = "加える"
ADD_HINT = "例: 病院事業"
UNKEPT = "「設定」の任命権者に書いた「{name}」"
ADD_FIELD = "任命権者の名前"
SAVED = "保存しました"
REFRESH = "いまの年度には、「年度」の「名簿に合わせる」で反映します。"

DECISIONS = "ほかの任命権者の職員を扱うための決定"
DECISIONS_TEXT = "決裁そのものは庁内のしくみで行い、ここには、根拠、決裁番号、項目、期間を書き写します。"
DECISIONS_NONE = "決定はまだありません。"
DECISION_COLUMNS = ("任命権者", "利用の範囲", "項目", "決裁番号", "期間")
DECISION_NEW = "決定を加える…"
DECISION_END = "この日で終わりにする"
DECISION_LAST = "終わりの日"
DECISION_TITLE = "決定を加える"
DECISION_SCOPES = "利用の範囲(いくつでも)"
DECISION_ITEMS = "項目"
DECISION_ITEMS_HINT = "例: 氏名、所属、スキルのレベル"
DECISION_GROUND = "根拠"
DECISION_GROUND_HINT = "例: 事務委任規則第3条、共同利用の要綱"
DECISION_NUMBER = "決裁番号"
DECISION_ON = "決裁の日"
DECISION_FROM = "期間の始まり"
DECISION_TO = "期間の終わり"
DECISION_OPEN = "終わりを決めない"
DECISION_KEEP = "この決定を加える"
DECIDED = "決定を加えました。"
DECISION_ENDED = "{name}についての決定を、{day}で終わりにしました。"
SCOPES = {
    Scope.LISTS: "一覧とスキルマップに出す",
    Scope.CANDIDATES: "異動の影響などの候補に入れる",
    Scope.PROVISION: "名簿などの表に書き出す",
    Scope.ISSUE: "証書を発行する",
}

PAIRS = "任用区分と人材像の組"
PAIRS_TEXT = (
    "任用区分だけで決められないときに、人材像との組で決めます。"
    "持っている人材像のどれか1つで対象なら、その人は対象です。"
)
PAIRS_APPOINTED = "任命された人は、任用区分にかかわらず対象です: {names}"
PAIRS_EMPLOYMENT = "任用区分"
PAIRS_PERSONA = "人材像"
PAIRS_ASKED = "対象にするか"
PAIRS_CHOICES = (("1", "対象"), ("", "対象外"))
PAIRS_GO = "決める"
PAIRS_TAKE = "取り消す"
PAIRS_TAKE_OF = "{employment} × {persona}の決定を取り消す"
PAIRS_NONE = "組で決めたものはありません。"
PAIR = "{employment} × {persona}"
