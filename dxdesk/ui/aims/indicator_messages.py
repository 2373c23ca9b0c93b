"""Words of the tabs 評価指標, ロジックモデル, 取組と評価 and 課題・障壁."""

from __future__ import annotations

IMPORT = "アンケートを取り込む…"
TAB_MODEL, TAB_INDICATORS = "ロジックモデル", "評価指標"
TAB_ACTIVITIES, TAB_BARRIERS = "取組と評価", "課題・障壁"
EMPTY = "評価指標は、まだありません"
EMPTY_TEXT = "方針の指標を取り入れるか、団体で決めたアウトカムと指標を1つずつ加えると始められます。"
NONE_STATED = "方針に評価指標の定めはありません。団体で決めたアウトカムと指標を1つずつ加えられます。"
TAKE = "「{name}」の指標 {count:,}件を取り入れる"
TAKEN = "{count:,}件を加えました。"
ADD_INDICATOR, ADD_OUTCOME = "指標を加える…", "アウトカムを加える…"
ADD_ACTIVITY = "取組を加える…"
EDIT, END = "直す…", "終える…"
POLICY = "方針の期間と改定…"

SEARCH = "アウトカム・指標・設問でさがす"
TABLE = "評価指標の一覧"
COLUMNS = ("番号", "アウトカム・指標", "前", "新しい値", "回答", "目標まで", "次の目標")
NONE = "―"
ELSEWHERE = "人事課の調査"
MET, SHORT_OF = "達成", "あと{gap}"
PICK = "指標を選ぶと、設問・推移・答えの分布が、ここに出ます。"
QUESTION = "問: {text}"
ACTIVITIES = "取組: {names}"
RULE = "目標の決まり: ふつう3.5。2.5未満なら3、3.5以上なら、その年度の数字以上。"
FIXED = "目標値: {text}"
PUBLISHED = "{year}は公表値です({label})。出どころ: {source}"
COUNTED = "{year}の取り込んだアンケートから数えると {text} です。公表値は、公表されたままにしています。"
DISTRIBUTION = "{year}の答え {answers:,}人"
ANSWERED = "{year}の回答: {text}"
FEW = "少人数のため出しません"
STEPS = ("そう思う", "やや", "どちらともいえない", "あまり", "そう思わない")
BY = "分けて見る"
BY_ALL, BY_SECTION, BY_GRADE = "全体", "所属ごと", "職層ごと"
GROUP_TABLE = "分けて見た平均"
GROUP_COLUMNS = ("区分", "答えた人", "平均")
GROUP_NONE, WITHHELD = "この指標は、分けて数えていません。", "少人数"
GROUP_NOTE = "少人数の区分は、だれの答えか分かるおそれがあるので出していません。"
TREND = "{name}の推移: {points}"
TARGET = "目標 {text}"

MODEL_TEXT = "左の取組が、直接アウトカムを経て、めざす姿につながります。数字は新しい年度の評価指標です。"
MODEL_NOT_SAID = (
    "方針は、どのアウトカムがどのアウトカムにつながるかを1つずつは示していないので、線は引いていません。"
)
MODEL_MISSING = (
    "{layers}アウトカムは、まだありません。「アウトカムを加える…」で層を選んで加えると、図に入ります。"
)
MODEL_NONE = "アウトカムは、まだありません"
MODEL_SAID = "ロジックモデル。{boxes}"
REMARKS = "改定の記録"
OUTCOMES = "アウトカムの一覧"
OUTCOME_COLUMNS = ("層", "番号", "アウトカム", "つながる先")
LAYERS = {"final": "最終", "intermediate": "中間", "direct": "直接"}

ACTIVITY_TABLE = "取組の一覧"
ACTIVITY_COLUMNS = ("番号", "取組", "アウトカム", "担当", "予定したこと", "行ったこと", "参加", "評価")
EVALUATED, NOT_EVALUATED = "済", "まだ"
EVALUATE = "この年度の評価を書く…"
ACTIVITY_PICK = "取組を選ぶと、年度ごとの評価が、ここに出ます。"
ACTIVITY_NONE = "取組は、まだありません。"
WELL, CHANGE = "うまくいったこと: {text}", "変えること: {text}"
PLANNED, DONE = "予定したこと: {text}", "行ったこと: {text}"
PARTICIPANTS = "参加 {count:,}人"

BARRIER_NONE = "この年度までの、課題・障壁の答えはありません。"
BARRIER_TEXT = "評価指標とは別のアンケートです。選択肢の一覧は、団体で決めます。"
BARRIER_LIST = "選択肢の一覧: {text}"
BARRIER_NO_LIST = "まだありません(「直す…」で入れられます)"
BARRIER_HEAD = "{year} {name}(答えた人 {people:,}人)"
NEEDS_TABLE = "必要性などの問い"
NEEDS_COLUMNS = ("番号", "問い", "値", "出どころ")
SURVEYS = "アンケートの一覧"
SURVEY_COLUMNS = ("年度", "アンケート", "時期", "回答", "回答率", "出どころ")
SURVEY_OF = {"": "評価指標", "needs": "必要性と課題・障壁"}
IMPORTED_SOURCE = "取り込んだ表"
FORM = "アンケート様式を書き出す…"
FORM_TEXT = "評価指標の設問を並べたExcelのアンケートと、答えをまとめる表を作ります。"
FORM_NEXT = "答えを「アンケート」のシートにまとめると、そのまま取り込めます。"
BOOK = "表を書き出す…"
BOOK_TEXT = "評価指標の年度ごとの数字と次の目標、取組と評価を、Excelの表にします。"
BOOK_NEXT = "数字は、画面と帳票と同じです。"

SAVED = "保存しました。"
END_ASK = "「{name}」を終えますか"
END_TEXT = "一覧と図に出さなくなります。測った数字は残り、同じ番号で加え直すと、また出ます。"
END_GO = "終える"
ENDED = "「{name}」を終えました。"
NEW_INDICATOR, CHANGE_INDICATOR = "指標を加える", "指標を直す"
NEW_OUTCOME, CHANGE_OUTCOME = "アウトカムを加える", "アウトカムを直す"
NEW_ACTIVITY, CHANGE_ACTIVITY = "取組を加える", "取組を直す"
EVALUATION = "{year}の評価: {name}"
POLICY_TITLE = "方針の期間と改定"
CODE, NAME, OUTCOME, ASKED = "番号", "名前", "アウトカム", "設問"
MEASURE, AIM, AIMED, UNIT = "測り方", "目標の決まり", "目標値", "単位"
OPTIONS_LABEL, MOST = "選択肢(1行に1つ)", "選べる数(0は、いくつでも)"
FIGURES, FIGURES_HINT = "公表値(1行に1つ: 年度,見出し,数字,出どころ)", "2025,R7実績値,3.054,方針 3. 評価指標"
NOTE_LABEL, LAYER, LEADS_TO = "注", "層", "つながる先の番号(、で区切る)"
HELD_BY, FOR_OUTCOMES = "担当", "アウトカムの番号(、で区切る)"
PLANNED_LABEL, DONE_LABEL = "予定したこと", "行ったこと"
PARTICIPANTS_LABEL = "参加した人数(0は、数えていない)"
WELL_LABEL, CHANGE_LABEL = "うまくいったこと", "変えること"
FIRST_YEAR, FINAL_YEAR = "始まりの年度(西暦。0は、定めなし)", "終わりの年度(西暦。0は、定めなし)"
REMARKS_LABEL, REMARKS_HINT = "改定の記録(1行に1つ: 日付,内容)", "2026-04-01,指標05の設問を改めた"
MODEL_NAME = "ロジックモデルの名前"
MEASURES = {
    "mean": "5段階の平均",
    "share": "そう思う人の割合(5段階の4と5)",
    "choice": "選択肢から選ぶ",
    "elsewhere": "ほかの課の調査による",
    "value": "数字を公表値に書く",
}
AIMS = {"benchmark": "3.5を基準に、前の年度から決まる", "fixed": "目標値を決める", "": "目標はない"}

IMPORT_TITLE = "アンケートを取り込む"
IMPORT_TEXT = (
    "1人1行の表でも、問いごとに数えた表でも取り込めます。残すのは問いごとの件数だけで、"
    "名前や日時の列は読まず、1人ずつの答えも残しません。"
)
IMPORT_YEAR, YEAR_IN_TABLE = "どの年度のアンケートか", "表にあるとおり"
HANDED_OUT, HANDED_OUT_HINT = "配った人数", "回答率に使います"
HANDED_OUT_UNREAD = "配った人数「{text}」を数字として読めません。1以上の整数を書くか、空けておいてください。"
IMPORT_FIRST = "表のファイルを選んでください。"
IMPORT_LOOKING, IMPORT_TAKING = "表を確かめています", "表を取り込んでいます"
IMPORT_COUNTS = "{added:,}人の答えが加わります"
IMPORT_SAME = "同じ答えは、もう取り込んであります"
IMPORT_ERRORS = "直すところが {count:,}か所あります。直すまで、何も取り込みません。"
IMPORT_ASKED = "決めてください"
IMPORTED = "アンケートを取り込みました({count:,}人の答え)。"
APART = "{name}(台帳の違いあり)"
OF_OWNER = "{name}({owner})"
ONLY_OWNER = "{owner}の記録です。直せるのは{owner}だけです。直すときは、{owner}に頼んでください。"
OUTCOME_APART = "「{name}」は、{text}"
