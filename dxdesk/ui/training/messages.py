"""What the training screen says."""

TITLE = "研修"
SUBTITLE = "{year}・{day} 現在・対象の人 {asked:,}人{beside}"
BESIDE = "(休業等・対象外の {count:,}人は別です)"
UNPLANNED = "{year}は dxdesk でまだ開いていないので、いまの名簿の人を対象に数えています。"
YEAR = "年度"
IMPORT = "表を取り込む…"
ADD = "研修を加える…"
LOADING = "研修を数えています"
NONE = "―"
PEOPLE = "{count:,}人"

TAB_COURSES, TAB_MISSING, TAB_SKILLS = "研修一覧", "未受講者", "スキル別"
TAB_COUNTED = "{title} {count:,}"

EMPTY = "研修台帳は、まだ空です"
EMPTY_TEXT = (
    "方針に付いている研修を加えるか、役所の研修一覧(Excel か CSV)を取り込むと始められます。"
    "加えた後は、役所の一覧として自由に直せます。"
)
EMPTY_OWN = "「{name}」の研修 {count:,}件を加える"
EMPTY_CHOOSE = "方針の研修から選ぶ…"
EMPTY_IMPORT = "研修一覧の表を取り込む…"
EMPTY_ADD = "研修を1つずつ加える…"

SEARCH = "研修名・コード・担当・対象でさがす"
ENDED_TOO = "終えた研修も出す"
COLUMNS = (
    *("コード", "研修", "担当", "提供元", "形式", "だれに"),
    *("回", "対象", "受講率", "修了率", "未受講者"),
)
TABLE = "研修の一覧"
NO_COURSES = "この年度に出す研修はありません。"
FOR_WHOM = "{need} {who}"
RATE = "{done:,} / {asked:,}人  {percent}"
RATE_SHORT = "{percent} ({done:,}人)"
"""Beside a column that says of how many."""
ONLY_REQUIRED = (
    "率は、この年度に対象の人のうち受けた人・修了した人の割合です。未受講者は「必須」の研修だけを数えます。"
)
NOTICES = "お知らせ {count:,}件"
NOTICES_TEXT = "数字はこのまま数えています。誤りがあれば、回か受講の表を直してください。"
CLASH = "「{name}」は、コード「{codes}」の研修の名前です。受講は先のコードの研修に数えています。"
CLASH_FIX = "どの研修の名前かを決めて、ほかの研修の名前か別名を直してください。"
TAKE = "方針の研修を加える…"
EXPORT = "一覧を書き出す…"

PICK = "研修を選ぶと、内容・回・率の内訳・未受講者が、ここに出ます。"
CARD_TABS = ("内容", "回", "率の内訳", "未受講者")
EDIT, END, MERGE, RESUME = "直す…", "終える…", "研修を統合…", "また行う"
ENDED, MERGED = "終えた研修", "「{name}」に統合"
FACTS = {
    "code": "コード",
    "aliases": "別名",
    "held_by": "担当",
    "provider": "提供元",
    "form": "実施形態",
    "hours": "時間数",
    "cost": "費用",
    "needs": "だれに",
    "rule": "受講の条件",
    "hint": "対象の原則",
    "after": "先に受ける研修",
    "recurrence": "受講の頻度",
    "valid": "有効年数",
    "skills": "対応するスキル",
    "outcomes": "成果",
    "done": "修了の扱い",
    "roster": "受講者の名簿",
    "reference": "記録の年度",
    "note": "備考",
}
COST, YEARS = "{count:,}円", "{count:,}年"
BY_ATTENDANCE, NO_ROSTER = "出席した人を修了とします", "とりません(率も未受講者も数えません)"
REFERENCE = "{year}に行った研修の記録です"
COUNTED = "対象 {asked:,}人のうち、受けた人 {attended:,}人、修了した人 {completed:,}人"
HELD = "前の年度の修了が有効な {count:,}人は、対象から外しています。"
OTHERS = "対象でない人も {count:,}人受けています。"

SESSIONS = "この年度の回"
SESSION_COLUMNS = ("回", "開催日", "受講期", "会場", "定員", "申込締切", "状態")
NO_SESSIONS = "この年度の回は、まだありません。"
SESSION_ADD, SESSION_EDIT = "回を加える…", "回を直す…"
SESSION_OFF, SESSION_ON = "中止にする", "中止をやめる"
SESSION_MERGE, SESSION_PART = "回を統合…", "統合をやめる"
CALLED_OFF, SESSION_MERGED = "中止", "統合"
BETWEEN_DAYS = "{first}から{last}"

BY = "分け方"
WAYS = {"section": "所属", "grade": "職層", "persona": "人材像"}
GROUP_COLUMNS = ("対象の人", "受講率", "修了率")
GROUPS = "率の内訳"
NO_GROUPS = "この年度の率はありません({state})。"
NOBODY = "(なし)"

MISSING_COLUMNS = ("研修", "所属", "職員番号", "氏名", "状況")
MISSING_TEXT = (
    "「必須」の研修をまだ修了していない人です。"
    "選択・定めなしの研修と、提供のなかった研修では、だれも載りません。"
)
MISSING_NONE = "必須の研修をまだ修了していない人はいません。"
MISSING_SEARCH = "氏名・職員番号・所属でさがす"
MISSING_COURSE = "研修"
MISSING_ALL = "すべての研修({people:,}人・のべ {count:,}件)"
MISSING_OF = "{name}({count:,}人)"
MISSING_BESIDE = "休業等・対象外の {count:,}人は、未受講者に入れていません: {names}"
MISSING_LEFT_OUT = "休業等・対象外の {count:,}人は、未受講者に入れていません。"
MISSING_NAMED = 12
COPY = "一覧をコピーする"
COPIED = "{count:,}人分をコピーしました。Excel やメールに貼り付けられます。"
FILE = "Excel に書き出す…"
FILE_FOLDER = "未受講者の一覧を置くフォルダーを選ぶ"
FILE_NAME = "未受講者_{course}{day}.xlsx"
FILE_WRITTEN = "「{file}」を書き出しました。"

SKILL_COLUMNS = ("スキル", "レベル", "研修", "提供", "参加率")
SKILLS = "スキルごとの提供と参加"
SKILLS_TEXT = (
    "参加率は、対象の人のうち、そのスキルの研修を1つでも受けた人の割合です。"
    "「提供なし」は、この年度に回も受講もなかったことで、0% ではありません。"
)
SKILLS_NONE = "スキルに対応する研修が、まだありません。研修を直すときに「対応するスキル」を選べます。"
TIMES, TIMES_UNKNOWN = "{count:,}回", "回の記録なし"

COURSE_NEW, COURSE_EDIT = "研修を加える", "研修を直す"
COURSE_TEXT = "空の欄は、何も決めないことになります。前の名前での受講も、この研修の受講に数えます。"
NAME, CODE = "研修名", "研修コード"
CODE_HINT = "空なら、研修名で見分けます"
CODE_FIXED = "コードは変えられません(この研修の受講が離れてしまうため)"
ZERO = "決めない"
HOURS_UNIT, MINUTES_UNIT, COST_UNIT, YEARS_UNIT = " 時間", " 分", " 円", " 年"
RULES = (("", "なし"), ("new-staff", "新規採用の人だけ"), ("wish", "希望する人"))
RECURRENCES = (
    ("", "決めない(年度ごとに数える)"),
    ("once", "1回"),
    ("yearly", "毎年"),
    ("every-n", "何年かごと"),
    ("regular", "定期(年度ごとに数える)"),
)
EVERY = "何年ごと"
MINUTES = "時間数の分"
NEEDS = (("required", "必須"), ("elective", "選択"), ("none", "定めなし"))
AUDIENCE = "だれに(1行に1つ。人材像と職層の両方を選ぶと、両方に当てはまる人)"
AUDIENCE_NONE = "1行もなければ、全職員の「定めなし」です。"
AUDIENCE_ADD = "対象を加える"
EVERYBODY_PERSONA, EVERYBODY_GRADE = "人材像を問わない", "職層を問わない"
NEED_OF, PERSONA_OF, GRADE_OF = "区分", "人材像", "職層"
SERVES = "対応するスキル"
SERVES_ADD = "スキルを加える"
SKILL_OF, LEVEL_OF = "スキル", "レベル"
SKILL_CHOOSE = "(選んでください)"
LEVEL_UNKNOWN = "レベル{level}"
LEVEL_NONE = "レベルを問わない"
ALIASES, ALIASES_ADD = "別名(受講の表での呼び名)", "別名を加える"
ALIAS_OF = "別名"
OUTCOMES, OUTCOMES_ADD, OUTCOME_OF = "成果", "成果を加える", "成果"
NO_COURSE = "なし"
ROSTER = "受講者の名簿をとる(とらない研修は、率も未受講者も数えません)"
DONE_BY_THERE = "出席した人を修了とする"
PLAN = "ふつうの研修(計画)"
REFERENCE_OF = "{year}の実績(参考)"
REMOVE = "外す"
REMOVE_OF = "{what} {position}行目を外す"
FIELD_OF = "{what} {position}行目"
SAVE = "保存する"
CANCEL, CLOSE = "やめる", "閉じる"
COURSE_SAVED, COURSE_ADDED = "研修を保存しました", "研修を加えました"
UNCHANGED = "変わりはありません"

RATES_FILE = "参加率表を書き出す…"

SESSION_NEW, SESSION_CHANGE = "回を加える", "回を直す"
SESSION_OF = "「{name}」の回"
TURN, TURN_HINT = "回", "例 第1回、前期"
FIRST, LAST, DEADLINE = "開催日", "終了日", "申込締切"
NO_DAY = "なし"
SESSION_NEEDS = "回、開催日、受講期のどれか1つは要ります。書くと、保存できます。"
SESSION_YEAR = "年度(開催日のない回だけ)"
PERIOD, PERIOD_HINT = "受講期", "例 第1四半期"
PLACE, SEATS, SEATS_UNIT = "会場", "定員", " 人"
GROUND, GROUND_HINT = "受講決定の根拠", "例 職員研修実施要綱 第5条"
APPROVAL, APPROVED = "受講決定の決裁番号", "受講決定の決裁日"
DECISION_TEXT = (
    "根拠、決裁番号、決裁日は、役所の決裁のしくみで決まったものを写す欄です。受講決定一覧に出ます。"
    "空けておくと、一覧に手で書き入れる線が出ます。"
)
SESSION_SAVED = "{year}の回を保存しました"
SESSION_ELSEWHERE = "開催日がその年度なので、いま見ている{shown}の一覧には出ません。"
SESSION_GO = "{year}を見る"
SESSION_CALLED_OFF, SESSION_BACK = "回を中止にしました", "回の中止をやめました"

END_ASK = "「{name}」を終えますか"
END_TEXT = "これからの年度の一覧に出なくなります。これまでの受講と数字は残ります。「また行う」で戻せます。"
END_GO = "終える"
END_DONE = "「{name}」を終えました"
RESUMED = "「{name}」をまた行うことにしました"
SESSION_MERGE_TITLE = "「{name}」の回を、別の回に統合する"
SESSION_MERGE_TEXT = (
    "この回の申込、受講決定、アンケートの答えを、統合先の回に合わせます。同じ人の申込は1つになります。"
    "あとで「統合をやめる」で元に戻せます。"
)
SESSION_MERGE_INTO = "統合先の回"
SESSION_MERGE_NONE = "統合先にできる回が、ほかにありません。"
SESSION_MERGE_DONE, SESSION_PARTED = "「{name}」の回を統合しました", "回の統合をやめました"
MERGE_TITLE = "「{name}」を、別の研修に統合する"
MERGE_TEXT = (
    "統合すると、この研修の受講も、選んだ研修の受講に数えます。この研修は一覧に出なくなります。"
    "「また行う」で元に戻せます。"
)
MERGE_INTO, MERGE_GO = "統合先の研修", "統合する"
MERGE_CHOOSE = "(選んでください)"
MERGE_NONE = "統合先にできる研修が、ほかにありません。"
MERGE_DONE = "「{name}」を統合しました"

TAKE_TITLE = "方針の研修を加える"
TAKE_TEXT = "同じコードの研修がすでにあれば、そのままにします。加えた後は、自由に直せます。"
TAKE_POLICY, TAKE_GO = "どの方針の研修を加えるか", "加える"
TAKE_ITEM = "{name} {count:,}件"
TAKE_OWN = "(この役所の体系)"
TAKE_RECORD = "(過去の年度の実績。計画にするときは「直す」で「ふつうの研修」にします)"
TAKE_OTHER = (
    "ほかの体系の研修です。この役所の体系にない人材像は、「直す」で選び直すまで、だれも対象になりません。"
)
TAKE_SOURCE = "もとの文書: {source}"
TAKEN = "{added:,}件の研修を加えました。"
TAKEN_KEPT = "前からある{kept:,}件は、そのままです。"
EXPORT_TEXT = "研修一覧と研修の回の2つのシートがあるExcelの表にします。"
EXPORT_NEXT = "直した表は、「表を取り込む」で、そのまま取り込めます。"

IMPORT_TITLE = "研修の表を取り込む"
IMPORT_TEXT = (
    "役所の研修一覧、研修の回、受講の申込の表(Excel か CSV)を取り込みます。先に中身を確かめられます。"
    "受講の表は「名簿」から取り込みます。"
)
IMPORT_TEXT_DIGITAL = (
    "研修一覧、研修の回、この課の回に出席した人の表(Excel か CSV)を取り込みます。先に中身を確かめられます。"
    "出席した人の表には、職員番号、研修名、受講日、結果の列が要ります。"
)
IMPORT_KIND = "表の種類"
IMPORT_FIRST = "表のファイルを選んでください。"
IMPORT_LOOKING, IMPORT_TAKING = "表を確かめています", "表を取り込んでいます"
IMPORT_COUNTS = "{kind}として: 加わる {added:,}件、変わる {changed:,}件、そのまま {unchanged:,}件"
IMPORT_ERRORS = "直すところが {count:,}か所あります。直すまで、表は1行も取り込みません。"
IMPORTED = "{kind}を取り込みました(加わった {added:,}件、変わった {changed:,}件)。"

SUBTITLE_COURSES = "{year}の研修と回"
ONLY_COURSES = (
    "人事課が持つ研修も並びますが、ここでは直せません。受講した人と率は、人事課の台帳で見られます。"
)
OF_OTHER = "{holder}の研修"
HELP = (
    ("Ctrl+F", "研修や人をさがす"),
    ("Enter", "選んだ研修を直す"),
    ("F5", "読み直す"),
)
APART = "{name}(台帳の違いあり)"
