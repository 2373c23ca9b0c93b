"""Words of 目標と指標, and of its tab 目標."""

from __future__ import annotations

from dxdesk.domain.target_record import BASIS_NAMES, Basis
from dxdesk.ports.entities import Role

TITLE = "目標と指標"
SUBTITLE = "方針の目標がどこまで進んだかを、年度ごとに見ます。{counted}"
COUNTED_BY = {
    Role.HR: "数えられるものは、この台帳から数えます。",
    Role.DX: "人の数は人事課が数え、提供票で届きます。",
}
YEAR = "年度"
TAB_TARGETS = "目標"
HELP = (
    ("Ctrl+F", "目標をさがす"),
    ("Enter", "選んだ目標の数字を入れる"),
    ("F5", "読み直す"),
)

SEARCH = "目標をさがす"
TABLE = "目標"
COLUMNS = ("類型", "目標", "期間", "目標値", "実績", "状況", "あと", "見込み")
ENDED_TOO = "終えた目標も見る"
NO_TARGETS = "その言葉を含む目標はありません。"
ADD = "目標を加える…"
EDIT = "直す…"
FIGURES = "数字を入れる…"
DIVIDE = "年度に割り付ける…"
DIVIDE_TITLE, DIVIDE_BASE, DIVIDE_YEAR = "年度に割り付ける: {name}", "案の作り方", "{year}の目標値({unit})"
DIVIDE_HINT = "案を直して保存すると、その値が年度の目標値になります。空にした年度は未定のままです。"
END = "終える…"
RESUME = "また続ける"
TAKE = "方針の目標を加える…"
IMPORT = "表から取り込む…"
EXPORT = "書き出す…"
EXPORT_TEXT = "目標と、年度ごとの目標値・実績・見込みをExcelの表にします。"
EXPORT_NEXT = "直した表は、「表から取り込む」でそのまま取り込めます。"
EMPTY_TEXT = (
    "団体で決めた目標を1つずつ加えるか、表から取り込みます。"
    "数値目標のある方針なら、その目標から始められます。"
)
PICK = "目標を選ぶと、内わけと前の年度の数字が出ます。"
LOADING = "目標を数えています"

FACTS = {
    "measured": "数え方",
    "count": "数えたもの",
    "beside": "あわせて見る数",
    "short": "足りない課",
    "why": "実績がないわけ",
    "source": "出どころ",
    "as_of": "時点",
    "forecast": "見込み",
    "group": "施策",
    "measures": "人材施策",
    "held_by": "担当",
    "effort": "設定・測定のしやすさ",
    "hurdle": "ハードルの理由",
    "deadline": "期限",
    "period": "期間の目標",
    "earlier": "前の年度",
    "owner": "持っている課",
    "note": "備考",
}
OWNERS = {"hr": "人事課", "dx": "DX推進課"}
EARLIER = "{year}: 目標 {plan}{actual}"
EARLIER_ACTUAL = "、実績 {actual}"
EXAMPLE = "例"
SUPPLEMENT = "本システムの補足"
COUNT = "{count:,} / {of:,}"
NONE = "\N{EM DASH}"

CANCEL = "やめる"
SAVE = "保存する"
SAVED = "目標を保存しました"
UNCHANGED = "変わったところはありません"
ENDED = "終えました。数字は残っています"
RESUMED = "また続けます"
END_ASK = "「{name}」を終えますか"
END_GO = "終える"
END_TEXT = "一覧から外れます。年度の数字は残り、「また続ける」で戻せます。"

NEW_TITLE = "目標を加える"
EDIT_TITLE = "目標を直す"
NAME = "目標"
CODE = "コード"
CODE_HINT = "空なら、目標の名前と同じにします"
AIM = "類型"
SPAN = "期間"
BASIS = "数え方"
UNIT = "単位"
GROUP = "施策"
HELD_BY = "担当"
MEASURES = "人材施策"
MEASURES_HINT = "例: 育成(活動量の把握)"
HURDLE = "ハードルの理由"
PERSONA = "人材像"
STAGE = "段階"
ITEM = "スキル・ツール"
LEVEL = "レベル"
COURSES = "研修"
ANY_COURSE = "どれか1つでよい"
FIRST_YEAR = "期間の始まりの年度"
LAST_YEAR = "期間の終わりの年度"
DEADLINE = "期限"
NOTE = "備考"
ABOUT = "約"
AT_LEAST = "以上"
EACH = "各課に"
NOT_SAID = "決めない"
EVERYBODY = "全職員"
NO_DAY = "期限なし"
TOP_LEVEL = "最高のレベル"
NO_YEAR = "なし"
INDICATOR = "評価指標"
SORT = "行事の種類"
ALL_SORTS = "すべての行事"
COURSE_CHOOSE = "研修を選ぶ"
BASES: tuple[tuple[str, str], ...] = tuple(
    (str(code), BASIS_NAMES[code]) for code in Basis if code is not Basis.SUM
)
KEPT_BASIS = "{name}(ここでは変えられません)"

FIGURES_TITLE = "{year}の数字"
PLAN = "目標値"
ACTUAL = "実績"
ACTUAL_COUNTED = "この目標の実績は、手で入れずに数えます: {figure}"
SOURCE = "出どころ"
SOURCE_HINT = "例: 事例の一覧、会議録"
AS_OF = "時点"
NO_AS_OF = "決めない"
FORECAST = "年度末の見込み"
WORDS = "見込みの言葉"
FIGURES_TEXT = "空にすると、未定に戻ります。"

TAKE_TITLE = "方針の目標を加える"
TAKE_TEXT = "方針に書かれた目標を、この台帳の目標として加えます。前からある目標は、そのままです。"
TAKE_POLICY = "方針"
TAKE_GO = "加える"
TAKE_FROM = "始める年度"
TAKE_AS_STATED = "方針に書かれた年度のまま"
TAKE_ITEM = "{name}({count}件)"
TAKEN = "{added}件の目標を加えました。"
TAKEN_KEPT = "前からある{kept}件はそのままです。"

IMPORT_TITLE = "目標の表を取り込む"
IMPORT_ABOUT = (
    "書いた欄だけが変わり、空の欄は何も変えません。取り込む前に、何が何に変わるかを1つずつ示します。"
    "年度の書かれていない列は、選んだ年度のものとして読みます。"
)
IMPORT_YEAR = "年度の書かれていない列の年度"
IMPORT_FIRST = "表のファイルを選んでください。"
IMPORT_LOOKING, IMPORT_TAKING = "表を確かめています", "表を取り込んでいます"
IMPORT_ERRORS = "直すところが {count:,}か所あります。直すまで、何も取り込みません。"
IMPORT_COUNTS = "新しい目標 {added:,}件、変わる目標 {changed:,}件、変わらない目標 {unchanged:,}件です"
IMPORT_SAME = "この表は、いまの目標と同じです"
IMPORT_CHANGES = "変わること"
IMPORT_COLUMNS = ("目標と欄", "いま", "取り込むと")
IMPORTED = "{added:,}件を加え、{changed:,}件を直しました。"
APART = "{name}(台帳の違いあり)"
