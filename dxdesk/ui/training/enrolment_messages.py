"""What the tab of enrolments says."""

TAB = "申込"
TEXT = (
    "所属へ受講申込票を送り、戻った票を「表を取り込む」か「受付」に入れると、ここに並びます。"
    "だれを受講とするかを決めるのは人事です。"
)
NONE = "この年度の申込は、まだありません。「受講申込票を作る」で所属へたずねられます。"
SESSION = "研修の回"
COLUMNS = ("順", "状態", "所属", "職員番号", "氏名", "申込日", "備考", "確かめること")
TABLE = "申込と受講決定の一覧"
SEATS = "定員 {seats:,}人・受講決定 {granted:,}人・決定待ち {asked:,}人"
NO_SEATS = "定員の記録なし・受講決定 {granted:,}人・決定待ち {asked:,}人"
SHORT = "申込が定員より{count:,}人多くいます。"
OVER = "受講決定が定員より{count:,}人多くなっています。"
GRANT, PASS, CANCEL = "受講を決める", "見送りにする", "取消にする"
BY_ARRIVAL = "申込の順に定員まで決める…"
BY_ARRIVAL_ASK = "「{title}」の受講を、申込の順に決めますか"
BY_ARRIVAL_TEXT = (
    "決定待ちの人を、申込の早い順に、定員({seats:,}人)まで受講とします。"
    "入らない人と、確かめることのある人は、決めずに残します。"
)
BY_ARRIVAL_GO = "順に決める"
BY_ARRIVAL_DONE = "{count:,}人の受講を決めました。決めていない人が{left:,}人います。"
LOOK_ASK = "{name}さんの受講を決めますか"
LOOK_GO = "受講を決める"
DONE = "{name}さんを「{decision}」にしました"
FORMS, LIST, SHEETS = "受講申込票を作る…", "受講決定一覧…", "出席簿…"
FORMS_TEXT = "所属ごとに1つのExcelの票です。これから行う、締切の前の回が並びます。"
FORMS_NEXT = "所属へ送り、戻った票を「受付」に入れてください。"
LIST_TEXT = "申込の一覧と、受講を決めた人の回ごと・所属ごとの表です。決定の欄に書いて取り込むこともできます。"
LIST_NEXT = "決定の欄に書いた表は、「受付」か「表を取り込む」で取り込めます。"
SHEETS_TEXT = "受講を決めた人の出席簿を、これから行う回ごとに作ります。"
SHEETS_NEXT = "結果を書いた表は、「名簿」から受講記録として取り込めます。"
ASKED = "だれのことか、どうするかを選び、もう一度「中身を確かめる」を押してください。"
UNDECIDED = "(選んでください)"
ANSWER_OF = "{text} の答え"
ACCEPT = "このとおりに取り込む({count:,}か所)"
ACCEPTED = "提案のとおりに取り込む"
SESSION_OF_ANSWERS = "どの回のアンケートか"

ANSWERS_TAB = "アンケート"
ANSWERS_TEXT = (
    "受講後アンケートの集計です。だれの答えかはどこにも残しません。5人未満の答えは示しません。"
    "答えの表は「表を取り込む」で「受講後アンケート」と回を選んで取り込みます。"
)
ANSWERS_NONE = "この年度のアンケートは、まだありません。"
ANSWERS_COUNT = "{count:,}人の答え"
ANSWERS_COLUMNS = ("問い", "答えた人", "平均", "1", "2", "3", "4", "5")
ANSWERS_TABLE = "5段階の問い"
FEW = "5人未満"
WRITTEN_COLUMNS = ("問い", "書かれたこと")
WRITTEN_TABLE = "自由記述"
ANSWERS_FILE = "集計を書き出す…"
ANSWERS_FILE_TEXT = "回ごとの平均と分布、自由記述をExcelの表にします。"
ANSWERS_FILE_NEXT = "研修の改善のために使い、人の評価には使わないでください。"
