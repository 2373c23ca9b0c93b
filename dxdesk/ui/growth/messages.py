"""What the growth screen says."""

TITLE = "育成"
SUBTITLE = "{year}・人材像ごとの要求水準と、確認されたレベルの差です(対象外の職員は含みません)"
TABS = ("足りないところ", "配置と受講", "異動の影響", "形式知", "候補者さがし")
TAB_GAPS, TAB_HEADS, TAB_LEAVING, TAB_KNOWLEDGE, TAB_CANDIDATES = range(5)
EMPTY = "年度がまだ始まっていません"
EMPTY_TEXT = "年度を始めて確認が進むと、どのスキルがどの所属で足りないかが、ここで分かります。"
EMPTY_ACT = {"hr": "年度の画面を開く", "section": "受付の画面を開く"}
NOTHING = "要求水準のある人がいません"
NOTHING_TEXT = "スキル体系に、人材像ごとの要求水準がありません。「設定」の「スキル体系」で決められます。"

SCOPE = "だれを見るか"
EVERYBODY = "全体"
SECTIONS = "所属"
PERSONAS = "人材像"
REACHED = "要求水準に届いている割合"
MISSING = "足りない段数"
SHORT = "届いていないところ(人×スキル)"
SKILL_COLUMNS = ("スキル", "要求", "確認", "自己", "届いていない", "足りない段数", "重み")
SKILL_TEXT = (
    "足りない段数に重みを掛けた大きい順です。要求・確認・自己は、その水準を求められる人の平均です。"
    "届いていない人と足りない段数は、確認された値がある人だけを数えます(一次確認済みも)。"
)
KNOWN = "{people:,}人のうち {known:,}人が確認済みです。"
KNOWN_ALL = "{people:,}人の全員が確認済みです。"
KNOWN_FIRST = "{people:,}人のうち {known:,}人が確認済み、{first:,}人が一次確認済みです。"
KNOWN_NONE = "まだだれも確認されていないので、割合と段数はありません({people:,}人)。"
LEFT_OUT = "まだの{count:,}人は、割合にも段数にも入っていません。"
FEW = "確認された値がある人が半分に満たないので、参考です。"
WEIGHT, WEIGHTS, WEIGHTS_SET, WEIGHTS_GO = "重み", "スキルの重み", "重みを決める…", "保存する"
WEIGHTS_TEXT = (
    "急いで育てたいスキルほど大きくします(0〜9。ふつうは1、0は最後に並びます)。"
    "並べる順番だけが変わり、足りない段数や割合は変わりません。"
)
WEIGHTS_SAVED = "重みを保存しました。"
OF = "{short:,}人 / {people:,}人"
SECTION_COLUMNS = ("所属", "確認", "届いている", "足りない段数")
SECTION_TEXT = "所属ごと(足りない段数の多い順)"
SECTION_FEW = "確認された値がある人が半分に満たない所属は「参考」として下に並べます。"
REFERENCE = "{text} 参考"
CONFIRMED_OF = "{known:,} / {people:,}人"
CONFIRMED_TIP = "確認済み {known:,}人、一次確認済み {first:,}人({people:,}人のうち)"
FIRST_OF = " (一次 {first:,})"
SHOW_PEOPLE = "このスキルの人を見る"
NONE = "―"

PLACEMENT = "配置の基準"
PLACEMENT_TEXT = "配置の基準に、課ごとの人数が足りているかです。"
PLACEMENT_OURS = "、本システムの補足"
PLACEMENT_KEPT = "{name}(課ごとに{count}人{ours}): {offices:,}課すべてで足りています。"
PLACEMENT_SHORT = "{name}(課ごとに{count}人{ours}): {offices:,}課のうち {short:,}課で足りません。"
PLACEMENT_OFFICE = "{name} {found}人"
PLACEMENT_NONE = "このスキル体系には、配置の基準がありません。"
TOOLS, TOOLS_SET = "ツールの配置の基準", "ツールの基準を決める…"
TOOLS_TEXT = (
    "ツールのいちばん上の段階の人を、課ごとに何人置くかを決めます(0は、基準なし)。"
    "方針に目標があるものは、その人数を入れてあります。「保存する」を押すと、基準になります。"
)
TOOLS_LINE = "{name} {level}"
TOOLS_PROPOSED = "方針の目標"
TOOLS_SAVED = "ツールの配置の基準を保存しました。"
COURSES = "研修の受講"
COURSE_COLUMNS = ("対象", "研修", "区分", "修了した人", "割合")
ELECTIVE = "選択"
COURSES_TEXT = (
    "{year}(4月から翌年3月まで)に修了した人を、その年度の対象者の人数で割っています。"
    "人材像を問わない研修は、対象者の全員(特定の設問のための研修は、その設問に答える人)で割ります。"
)
COURSES_LEDGER = (
    "{year}(4月から翌年3月まで)の、研修台帳の必須の研修と、提供のあった研修です。"
    "対象の人のうち修了した人を数えています。「研修」の画面と同じ数字です。"
)
COURSE_FOR_ALL = "人材像を問わない"
UNDATED = "(ほかに日付なし {count:,}人)"
OPEN_COURSE = "記録なし"
COURSE_NONE = "このスキル体系には、研修の定めがありません。"
COURSE_NONE_LEDGER = "研修台帳に、必須の研修も、この年度に提供のあった研修もありません。"
HEADS = "要求水準に届いた人数"
HEADS_COLUMNS = ("人材像", "スキル", "水準", "自己評価で届いた人", "確認で届いた人", "まだ確認されていない人")
HEADS_TEXT = (
    "自己評価で届いた人は、答えた人のうちの人数です(専門の人材像では、合致する人の数)。"
    "確認で届いた人は、確認された値がある人(一次確認済みも)のうちの人数です。"
)
PEOPLE = "{count:,}人"
STAGES = "育成段階ごとの人数"
STAGES_TEXT = "確定した結果による人数です。行を選ぶと、その段階の人が下に並びます。"
STAGES_COLUMNS = ("人材像", "段階", "人数")
STAGES_PEOPLE = ("氏名", "職員番号", "所属")
STAGES_LIST = "この段階の人"

LEAVING_TEXT = (
    "異動や退職の予定の人を選ぶと、いちばん上の水準の人がいなくなる所属が分かります。"
    "配置の基準に足りなくなる課と、研修を終えたばかりの人、長く同じ所属にいる人も、参考に挙げます。"
    "「職員番号」と「異動先」の列がある一覧を読むと、異動先に移る人も数に入れます。"
    "選んだ人も、読んだ一覧も、出た結果も、どこにも残しません。"
)
LEAVING_PERSON = "異動・退職する人"
LEAVING_NUMBERS = "異動・退職する人の職員番号"
LEAVING_HINT = (
    "加えた人の番号が、1行に1人ずつ入ります。Excel の職員番号の列を、そのまま貼り付けることもできます。"
)
LEAVING_GO = "影響を見る"
LEAVING_FILE = "異動の一覧を読む…"
LEAVING_TO_YEAR = "年度の利用目的を見る"
LEAVING_CHOOSE = "異動の一覧を選ぶ"
LEAVING_FILTER = "表 (*.xlsx *.csv *.tsv *.txt);;すべてのファイル (*)"
LEAVING_READ = "「{file}」の{count:,}人の異動で数えました。ファイルの中身は残していません。"
LEAVING_NOBODY = "異動や退職をする人を加えてください。"
LEAVING_FINE = "いちばん上の水準の人がいなくなる所属も、配置の基準に足りなくなる課もありません。"
LEAVING_LOST = "{skill}の{level}の人がいなくなる所属: {sections}"
LEAVING_FALLING = "{rule}(課ごとに{count}人)に足りなくなる課: {offices}"
LEAVING_OFFICE = "{name} {had}人→{left}人"
LEAVING_TRAINED = "研修を終えて半年以内の人: {people}"
LEAVING_STAYED = "いまの所属に続けている人: {people}"
LEAVING_HINT_OF = "{name}さん({text})"
LEAVING_UNKNOWN = "今年度の対象にない番号: {numbers}"
LOADING = "数えています"

CANDIDATES_TEXT = (
    "人材像や育成段階が求めるもの、自分で書いた条件を、だれが満たし、だれがあと少しで、何が足りないかをさがします。"
    "確認された水準と、人事の受講・資格の記録だけを数えます。人事評価や、再度の任用、公募の選考には使いません。"
)
CANDIDATES_WHAT, CANDIDATES_OWN_ONLY = "求めるもの", "自分の条件だけ"
CANDIDATES_OWN = "自分の条件(1行に1つ。なくてもかまいません)"
CANDIDATES_HINT = "業務改革 LV2\n研修: BPR研修\n資格: ITパスポート試験"
CANDIDATES_SECTION, CANDIDATES_GRADE, CANDIDATES_FOR = "所属", "職層", "何のために"
CANDIDATES_ANY = "すべて"
CANDIDATES_GO, CANDIDATES_ALL = "さがす", "全員の一覧を見る…"
CANDIDATES_FOUND = "{looked:,}人のうち、すべて満たす人 {meeting:,}人、一部を満たす人 {near:,}人({basis})"
CANDIDATES_ASKED = "求めるもの: {asked}"
CANDIDATES_HOLDING = "すでにその人材像の {count:,}人は入っていません。"
CANDIDATES_LEFT = "{text}。"
CANDIDATES_SHORT = "近い順に{count}人です。"
CANDIDATES_COLUMNS = ("氏名", "職員番号", "所属", "職層", "満たす", "足りないもの")
CANDIDATES_LIST, CANDIDATES_COUNTS = "近い人", "所属ごとの人数"
CANDIDATES_COUNT_COLUMNS = ("所属", "すべて満たす", "一部を満たす")
CANDIDATES_MET = "{met} / {whole}"
CANDIDATES_ENOUGH = "すべて満たしています"
CANDIDATES_REASON_TITLE = "全員の一覧を見ますか"
CANDIDATES_REASON_TEXT = "何のために要るかを書いてください。だれがいつ見たかと一緒に、操作の記録に残ります。"
CANDIDATES_REASON, CANDIDATES_REASON_GO = "理由", "一覧を見る"
CANDIDATES_REFUSED = "{year}の利用目的に「選任・認定」も「配置の参考」もないので、候補者をさがせません。"
CANDIDATES_REFUSED_FIX = "要るときは、職員に知らせたうえで、「年度」の利用目的に加えてください。"

KNOWLEDGE_TEXT = (
    "職員の知識や経験を、手順書や研修資料の形にしたものの一覧です。"
    "何が、どこにあり、だれが知っているかを残します。"
)
KNOWLEDGE_SEARCH = "題名・スキル・人・置き場所でさがす"
KNOWLEDGE_COLUMNS = ("題名", "種類", "スキル", "知っている人", "作った日", "置き場所")
KNOWLEDGE_NONE = "まだ何も書かれていません。「書き加える」を押すと、ここに並びます。"
KNOWLEDGE_ADD, KNOWLEDGE_EDIT, KNOWLEDGE_REMOVE = "書き加える…", "直す…", "外す…"
KNOWLEDGE_FILE = "Excel に書き出す…"
KNOWLEDGE_FOLDER = "形式知の一覧を置くフォルダーを選ぶ"
KNOWLEDGE_NAME = "形式知の一覧.xlsx"
KNOWLEDGE_WRITTEN = "「{file}」を書き出しました。"
KNOWLEDGE_TITLE = "形にした知識"
KNOWLEDGE_FIELDS = {
    "title": "題名",
    "kind": "種類",
    "skill": "スキル",
    "people": "知っている人",
    "made_on": "作った日(例 R8.4.1)",
    "place": "置き場所(共有フォルダーの場所など)",
    "note": "備考",
}
KNOWLEDGE_SAVE = "保存する"
KNOWLEDGE_SAVED = "形式知の一覧を保存しました"
KNOWLEDGE_ASK = "「{title}」を一覧から外しますか"
KNOWLEDGE_ASK_TEXT = "一覧から消えます。手順書などのファイルは、置き場所に残ります。"
KNOWLEDGE_GO = "外す"

HELP = (
    ("Ctrl+F", "だれを見るかを選ぶ"),
    ("F5", "読み直す"),
)
