"""What the roster screen says."""

from dxdesk.domain.columns import CATALOGUE_COLUMNS, ENROLMENT_COLUMNS, LABELS, SESSION_COLUMNS
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE, QUALIFICATIONS, ROSTER

TITLE = "名簿"
SUBTITLE = "在職 {staff:,}人・{departments:,}所属"
SEARCH = "氏名(どの字体でも)・カナ・旧姓・職員番号でさがす"
COLUMNS = ("職員番号", "氏名", "フリガナ", "所属", "職層", "職名", "一次確認者", "二次確認者", "在職")
IMPORT = "表を取り込む…"
EXPORT = "書き出す…"
EXPORT_TITLE = "{title}を書き出す"
EMPTY = "職員名簿がまだありません"
EMPTY_TEXT = (
    "人事システムから出した表(Excel か CSV)を、そのまま取り込めます。取り込む前に中身を確かめられます。"
)
LEFT = "退職・転出"
WITH_LEFT = "退職・転出した人も表示"
SHOWN = "{count:,}人を表示"
DETAIL_EMPTY = "左で人を選ぶと、確認者とこれまでの変更が出ます。"
VARIANT = "※ この画面では、名前の字を近い字で表示しています。記録と印刷は、届いた字のままです。"
CHANGES = "これまでの変更"
CHANGE = "{when} {field}: {old} → {new}"
FIRST_ENTRY = "{when} 名簿に入りました"
EVIDENCE = "受講と資格の記録"
NO_EVIDENCE = "記録はありません。"
NOT_ATTENDED = "(受講に数えません)"
CONFIRMERS = "確認者"
NO_CONFIRMER = "決まっていません"
NO_SECOND = "なし(一次だけで確認が済みます)"
ROUTE_GIVEN = "名簿の指定どおりです。"
SET_CONFIRMERS = "確認者を決める…"
SET_TITLE = "{name}さんの確認者を決めます"
SET_TEXT = (
    "氏名・カナ・職員番号でさがして選びます。空にすると指定がなくなり、所属の係長・課長から自動で決まります。"
    "確認者の列がある名簿を次に取り込むと、その表のとおりになります。"
)
SET_HINT = "氏名・カナ・職員番号でさがす"
SET_GO = "決める"
SET_WORK = "確認者を記録しています"
SET_DONE = "{name}さんの確認者を決めました。"
SET_SAME = "{name}さんの確認者は、もとのままです。"
SET_NEXT = "「年度」の「名簿に合わせる」で、いまの年度に反映します。"
NUMBERS = "職員番号のつながり"
FORMERS = "前の番号: {numbers}"
LATER = "いまの番号: {number}"
NO_OTHER_NUMBER = "ほかの番号はありません。"
LINK = "番号が変わった…"
UNLINK = "{number}とのつながりを解く…"
LINK_TITLE = "{who}の番号が変わったことを記録します"
LINK_FORMER = "前の番号の人"
LINK_LATER = "新しい番号の人"
_LINK_MEANS = "前の番号の結果、受講、段階、任命が引き継がれます。記録そのものは前の番号に残り、後で解けます。"
LINK_TEXT_FORMER = f"再任用や採用替えで番号が変わった人の、前の番号を選びます。{_LINK_MEANS}"
LINK_TEXT_LATER = f"再任用や採用替えで番号が変わった人の、新しい番号を選びます。{_LINK_MEANS}"
LINK_ASKED = {
    "link-other-name": "氏名は違いますが、同じ人であることを確かめました",
    "link-both-working": "どちらも在籍していますが、同じ人であることを確かめました",
    "link-deputy": "新しい番号でも、同じように代理の指名をします",
}
LINK_GO = "番号をつなぐ"
LINK_WORK = "番号をつないでいます"
LINKED = "番号をつなぎました: {pair}"
PAIR = "{former} → {later}"
UNLINK_ASK = "番号のつながりを解きますか({pair})"
UNLINK_MEANS = (
    "つなぐ前に戻ります。前の番号の結果や受講は、新しい番号の人には出なくなります。"
    "つながっていた間に確定した結果は変わりません。"
)
UNLINK_GO = "つながりを解く"
UNLINK_WORK = "番号のつながりを解いています"
UNLINKED = "番号のつながりを解きました: {pair}"
LEFT_NOT, LEFT_BACK = "名簿にいる", "名簿に戻りました"
TARGET = "この人の申告"
ASKED = "対象です"
ASKED_IN = "{year}の対象です"
ASKED_LATER = "{year}は、前の番号{number}で結果が確定しています。この番号で申告するのは、次の年度からです。"
NOT_ASKED = "対象外です({reason})"
DECIDED = "この人だけの決定です: {reason}"
DECIDE = "対象かどうかを決める…"
DECIDE_TITLE = "{name}さんを対象にしますか"
DECIDE_TEXT = (
    "ふつうは「設定」の一覧のとおりに決まります。この人だけ別にするときに、理由を残して決めます。"
    "変えた後は「年度」の「名簿に合わせる」で、いまの年度に反映します。"
)
DECIDE_CHOICES = (("", "一覧のとおりにする"), ("1", "対象にする"), ("0", "対象外にする"))
DECIDE_REASON = "理由(記録に残ります)"
DECIDE_REASON_FIRST = "理由を書いてください。まだ何も変えていません。"
DECIDE_GO = "決める"
DECIDED_SAID = "決めました。「年度」の「名簿に合わせる」で、いまの年度に反映します。"
FIELDS = {
    "name": "氏名",
    "alias": "旧姓・通称",
    "kana": "フリガナ",
    "department_code": "所属",
    "grade": "職層",
    "job": "職種",
    "title": "職名",
    "employment": "任用区分",
    "duty_status": "在職状態",
    "personas": "人材像",
    "first_confirmer": "一次確認者",
    "second_confirmer": "二次確認者",
    "posts": "兼務",
    "left": "在籍",
    "holder": "この番号の人",
    "number": "職員番号",
}

OWN_RECORD = "本人の請求"
STOPPED_SINCE = "{day}から、利用を止めています({reason})"
REQUESTED = "{day} 訂正の請求: {what}"
REQUEST_OPEN = "まだ回答していません"
REQUEST_ANSWERED = "{day} 回答: {answer}"
DISCLOSE = "本人開示用一覧…"
DISCLOSE_NAME = "本人開示用一覧_{number}.pdf"
DISCLOSE_KINDS = "印刷用 (*.pdf);;Excel (*.xlsx)"
DISCLOSED = "本人開示用一覧を作りました: {file}"
DISCLOSED_DECIDE = "開示の可否を決める行が{count:,}行あります(「扱い」の欄)。渡す前に決めてください。"
STOP_USE = "利用を止める…"
STOP_TITLE = "{name}さんの記録の利用を止める"
STOP_TEXT = (
    "一覧、スキルマップ、候補に出なくなります。記録は消えません。申告を求めるかどうかは変わりません。"
    "いつでも、また始められます。"
)
STOP_SINCE = "いつから"
STOP_REASON = "理由"
STOP_HINT = "例: 本人の請求(R8.1.5、8人第20号)"
STOP_GO = "利用を止める"
STOPPED = "利用を止めました。一覧、スキルマップ、候補に出ません。"
RESUME = "利用を始める…"
RESUME_TITLE = "{name}さんの記録の利用を、また始める"
RESUME_TEXT = "一覧、スキルマップ、候補に、また出るようになります。"
RESUME_GO = "利用を始める"
RESUMED = "利用を始めました。"
REQUEST = "訂正の請求…"
REQUEST_TITLE = "{name}さんからの訂正の請求"
REQUEST_TEXT = (
    "請求と回答を、日付とともに残します。記録そのものは変わりません。"
    "訂正するときは、名簿の取込みや確定後訂正で直します。"
)
REQUEST_WHICH = "どの請求か"
REQUEST_NEW = "(新しい請求)"
REQUEST_ON = "請求の日"
REQUEST_WHAT = "請求の内容"
REQUEST_ANSWERED_ON = "回答の日"
REQUEST_ANSWER = "回答"
REQUEST_GO = "記録する"
REQUEST_KEPT = "訂正の請求を記録しました。"

UNITS = "所属…"
UNITS_TITLE = "所属"
UNITS_TEXT = (
    "所属は名簿の取込みで加わります。組織改正で名称や上下が変わるとき、廃止するときは、その日を決めて変えます。"
    "前の名称や、廃止した所属がどこになったかは残ります。"
)
UNITS_COLUMNS = ("所属", "コード", "職員", "いつから", "いつまで", "引き継いだ所属")
UNITS_ENDED = "廃止した所属や前の名称も表示"
UNITS_PICK = "一覧で所属を選んでください。まだ何も変えていません。"
UNITS_OVER = "終わりの日が決まっている所属は、もう変えられません。何も変えていません。"
UNIT_ACTS = (
    ("add", "加える", "所属を加える"),
    ("rename", "名称を変える", "「{name}」の名称を変える"),
    ("move", "上の所属を変える", "「{name}」を別の所属の下に移す"),
    ("close", "廃止する", "「{name}」を廃止する"),
)
AUTHORITY = "任命権者"
AUTHORITY_TITLE = "「{name}」の任命権者(下の所属も同じになります)"
AUTHORITY_ABOVE = "(上の所属と同じ)"
UNIT_AUTHORITY = "任命権者…"
UNIT_CODE = "所属コード"
UNIT_NAME = "名称"
UNIT_PARENT = "上の所属"
UNIT_TOP = "(いちばん上)"
UNIT_SINCE = "この日から"
UNIT_LAST = "最後の日"
UNIT_SUCCESSORS = "仕事を引き継ぐ所属(いくつでも)"
UNIT_NO_DAY = "日を決めない(書き誤りを直す、前からある所属を足す)"
UNIT_GO = "決める"
UNIT_STAFF = "{count:,}人"
UNITS_SAVED = {
    "add": "「{name}」を加えました。",
    "rename": "名称を「{name}」に変えました。",
    "move": "「{name}」を移しました。",
    "close": "「{name}」を廃止しました。",
    "authority": "「{name}」の任命権者を決めました。",
}
UNITS_NEXT = "いまの年度には、「年度」の「名簿に合わせる」で反映します。"

IMPORT_TITLE = "表を取り込む"
IMPORT_TEXT = "取り込む前に、何が変わるかを確かめます。まだ何も変わりません。"
KIND = "表の種類"
KINDS = tuple((kind.kind, kind.label) for kind in (ROSTER, ATTENDANCE, QUALIFICATIONS))
KIND_UNSAID = "(選んでください)"
KIND_FIRST = "表の種類を選んでください。"
KIND_UNKNOWN = "見出しだけでは、何の表か分かりません。まだ中身を確かめていません。"
KIND_UNKNOWN_MEANS = "「表の種類」を選んでから「中身を確かめる」を押してください。"
ONE_AT_A_TIME = "表は1つずつ取り込みます。「{name}」を選びました。"
OTHERS_LEFT = "ほかの{count:,}個は、続けて1つずつ選んでください。"
PARTIAL = "この表は一部の職員だけ(載っていない人はそのまま残す)"
AS_OF = "名簿の基準日"
MATCH_FAILED = "見出しの意味が分からない列があります。この表はまだ取り込んでいません。"
MATCH_NEXT = "下の一覧で列の意味を選び、もう一度「中身を確かめる」を押してください。"
MATCH_NEXT_COURSE = (
    "下の一覧で列の意味を選ぶか、この表の研修名を入れ、もう一度「中身を確かめる」を押してください。"
)
AS_OF_TEXT = (
    "いつの時点の名簿かを決めます。新しい所属や、所属の名称の変更は、この日からになります。"
    "3月に来年度の名簿を取り込むときは、4月1日にします。"
)
LOOKING = "表を読んでいます"
APPLYING = "取り込んでいます"
NOT_READ = "表を読むのをやめました。何も変えていません。"
NOT_APPLIED = "取り込みをやめました。何も取り込んでいません。"
NOT_APPLIED_MEANS = "この表で選んだことや答えも、覚えていません。もう一度「取り込む」を押せば取り込めます。"
COUNTS = "追加 {added:,}・変更 {changed:,}・名簿からいなくなる {left:,}{renumbered}・変わりなし {unchanged:,}"
COUNTS_RENUMBERED = "・番号が変わる {count:,}"
AS_KIND = "{kind}として: {counts}"
COUNTS_EVIDENCE = "追加 {added:,}・変更 {updated:,}・変わりなし {unchanged:,}"
ERRORS = "このままでは取り込めないところが {count:,}か所 あります"
ERRORS_TEXT = "元の表を直して選び直すか、下の提案でよければ印を付けて、もう一度確かめてください。"
ERRORS_LATER = "ほかの {count:,}か所は、読むシートが決まってから示します。"
NOTICES = "お知らせ {count:,}件"
ACCEPT = "{agree}({count:,}か所)"
QUESTIONS = {
    "another-name": "氏名が変わった人・番号が渡った人",
    "surname-changed": "氏だけが変わった人",
    "number-new": "番号が変わったかもしれない人",
    "name-brackets": "氏名に括弧書きのある人",
    "letters-lost": "字が失われたように見えるところ",
    "name-otherwise": "氏名の書き方が変わった人",
    "kana-moved": "ほかの人のフリガナになった人",
    "duty-unknown": "意味の分からない在職状態",
    "persona-unknown": "スキル体系にない人材像",
    "confirmer-name-unknown": "同じ氏名の職員がいる確認者",
    "name-differs": "番号の人と氏名が違う行",
    "found-by-name": "職員番号では分からず、氏名が名簿にある人",
    "lines-contradict": "同じ研修なのに食い違う行",
    "day-column": "どの列の日付で数えるか",
}
QUESTIONS_SAID = {
    "duty-unknown": "在職状態の言葉の意味(変えられます)",
    "persona-unknown": "人材像の読み方(変えられます)",
}
"""What stands over questions that are all answered, where that reads better."""
QUESTIONS_TEXT = {
    "another-name": (
        "番号は今の名簿にありますが、氏名も読みも違います。1人ずつ決めて、もう一度確かめてください。"
    ),
    "surname-changed": (
        "婚姻などで氏が変わった同じ人か、番号が別の人に渡ったのかを決めて、もう一度確かめてください。"
    ),
    "number-new": (
        "名簿からいなくなる人か前にいた人と、同じ氏名の人が新しい番号で加わります。"
        "同じ人なら番号をつなぐと、前の番号の結果や受講が引き継がれます。"
        "任用区分が違う人(再任用など)は、選んだときだけつなぎます。"
    ),
    "name-brackets": (
        "括弧の中が氏名の一部なのか、書き添えなのかを1人ずつ決めて、もう一度確かめてください。"
        "旧姓・通称と分かる書き添えは、尋ねずに氏名から除き、旧姓・通称の欄に入れます。"
    ),
    "letters-lost": (
        "?、〓、●などは、書き出したシステムが持たない字の代わりのことがあります。"
        "今の内容のままにするか、書かれたとおりにするかを決めて、もう一度確かめてください。"
        "今の内容のない人や所属は、元の表を正しい字に直すのが確かです。"
    ),
    "name-otherwise": (
        "番号と読みなどから同じ人のようですが、氏名の書き方が今の名簿と違います。"
        "今の氏名のままにするか、書かれたとおりにするかを決めて、もう一度確かめてください。"
    ),
    "kana-moved": (
        "氏名は変わらず、フリガナだけがほかの人のものになります。フリガナの列がずれたり入れ替わったり"
        "していないかを見て、どちらにするかを決めて、もう一度確かめてください。"
    ),
    "confirmer-name-unknown": "どの職員のことかを選んで、もう一度確かめてください。",
    "name-differs": (
        "職員番号は名簿にありますが、氏名が違います。どちらの人の記録かを1人ずつ決めて、もう一度確かめてください。"
    ),
    "found-by-name": (
        "職員番号が空か、読めないか、名簿にありません。その氏名の人でよいかを決めて、もう一度確かめてください。"
    ),
    "lines-contradict": (
        "欠席と修了のように両立しない行があります。正しい行を選んで、もう一度確かめてください。"
    ),
    "day-column": "数える年度が変わります。1度選べば、次からは、日付の列の見出しが同じ表で同じに読みます。",
    "persona-unknown": "どの人材像のことかを選んで、もう一度確かめてください。",
    "duty-unknown": (
        "4つのどれかを選んで、もう一度確かめてください。次からは尋ねません。表の言葉そのものは残しません。"
    ),
}
UNDECIDED = "(まだ決めていません)"
UNDECIDED_OPTIONAL = "(何もしない)"
UNDECIDED_OF = {"number-new": "(決めない: 番号はつながず、後でつなげます)"}
"""What no answer means, where that is more than nothing being done."""
ANSWER_OF = "「{text}」の答え"
ALL_ALIKE = "全員: {label}"
ADDED = "追加する人"
CHANGED = "変わる人"
GONE = "名簿からいなくなる人"
MORE = "ほか {count:,}人"
UNUSED = "使わない列: {columns}"
APPLIED = "取り込みました。{counts}"
APPLIED_NEXT = "年度が始まっているときは、「年度」の画面で「名簿に合わせる」を押してください。"
APPLIED_EVIDENCE = (
    "年度が始まっていれば、これから作る配布票・申告票に載ります。すでに配ったものには載っていません。"
)
UNCHANGED = "この表の内容は、すでに取り込まれています。"
TO_YEAR = "年度へ"
FILE_FIRST = "表のファイルを選んでください。"
MATCH_SHEET = "シート"
MATCH_NONE = "使わない"
MATCH_CODES = frozenset({"header-missing", "header-ambiguous"})
READ = "この表をこう読みました"
READ_SHEET = "シート「{sheet}」・"
READ_COUNTS = "見出しは{rows}行目・{lines:,}行・職員{people:,}人"
READ_COLUMN = {"section": "所属", "confirmer": "確認者", "duty_status": "在職状態"}
READ_WITHOUT = {
    "section": "所属のない人 {count:,}人",
    "confirmer": "確認者のない人 {count:,}人",
    "duty_status": "在職状態のない人 {count:,}人",
}
READ_LACKING = "この表にない列: {columns}(取り込むと、{means})"
READ_OFFER = "{name}({lines:,}行)"
READ_TOGETHER = "{count}枚を一緒に"
READ_ALL = "同じ列の{count}枚を一緒に読む({lines:,}行)"
READ_REMEMBERED = "前に決めた対応を使っています: {columns}"
READ_FORGET = "忘れて読み直す"
READ_TITLES = ("見出し", "意味", "例")
READ_MEANING = "「{header}」の意味"
READ_MORE = "使わない{count}列も一覧に出す"
READ_LIKELY = "{column}の列かもしれません"
READ_LIKELY_OF = {
    "section-column-missing": "所属",
    "confirmer-column-missing": "確認者",
    "duty-column-missing": "在職状態",
    "number-serial": "職員番号",
    "number-column-missing": "職員番号",
    "name-column-missing": "氏名",
    "event-column-missing": "研修名・試験名",
}
READ_STOPS = "このままでは取り込めないところが {count:,}か所 あります。この下に示します。"
READ_AGAIN = "列の意味などを変えました。もう一度 中身を確かめてください。"
READ_TOOK = "{header}の列から移しました"
READ_GAVE = "{header}の列へ移しました"
READ_GAVE_ALL = "{meaning}は、「{header}」の列へ移しました。その列を別の意味にすると、ここに戻ります。"
READ_JOIN = "{column}(つなぐ)"
_FILL = "{column}の「上と同じ」の印や空の欄を、上と同じ値として取り込む"
_LEAVE = "上に値があって空の{column}を、空のまま取り込む"
_BLANK = "{column}の欄が空の人は、{column}を空にして取り込む"
_WITHOUT = "{column}の列がないまま取り込む(今いる人の{column}は残ります)"
_OMIT = "その行を除いて取り込む"
AGREE = {
    # How the table was understood.
    "section-column-missing": _WITHOUT.format(column="所属"),
    "confirmer-column-missing": _WITHOUT.format(column="確認者"),
    "duty-column-missing": _WITHOUT.format(column="在職状態"),
    "persona-column-missing": _WITHOUT.format(column="人材像"),
    "duty-column-beside": "{found}を、在職状態の列のとおり在職のまま取り込む",
    "employment-column-beside": "印の列を使わずに、{found}を任用区分の列のとおりに取り込む",
    "date-column-missing": "日付のない記録として取り込む",
    "confirmer-by-name": "確認者の氏名を、その氏名の人の職員番号として取り込む",
    "confirmer-with-name": "番号と氏名で書かれた確認者を、その番号の職員として取り込む",
    "sheets-alike": "シート「{found}」は読まずに、このシートだけを取り込む",
    "hidden-doubles": "隠れている行のうち、見えている行と同じ人の行を除いて取り込む",
    "struck-people": "取り消し線を引かれた人({found})も取り込む",
    # Lines and gaps.
    "rows-not-people": "{found}の行を除いて取り込む",
    "section-headings": "{found}の行を見出しとし、その下の人の所属として取り込む",
    "none-marks": "「-」「なし」のような印の欄を、空の欄として取り込む",
    **{
        f"fill-{column.value.replace('_', '-')}": _FILL.format(column=LABELS[column])
        for column in (*CATALOGUE_COLUMNS, *SESSION_COLUMNS, *ENROLMENT_COLUMNS)
    },
    "fill-number": _FILL.format(column="職員番号"),
    "fill-name": _FILL.format(column="氏名"),
    "fill-department-code": _FILL.format(column="所属コード"),
    "fill-department-name": _FILL.format(column="所属名"),
    "fill-parent-code": _FILL.format(column="親所属コード"),
    "fill-parent-name": _FILL.format(column="親所属名"),
    "fill-team-code": _FILL.format(column="係コード"),
    "fill-team-name": _FILL.format(column="係名"),
    "fill-grade": _FILL.format(column="職層"),
    "fill-job": _FILL.format(column="職種"),
    "fill-title": _FILL.format(column="職名"),
    "fill-employment": _FILL.format(column="任用区分"),
    "fill-duty-status": _FILL.format(column="在職状態"),
    "fill-personas": _FILL.format(column="人材像"),
    "fill-authority": _FILL.format(column="任命権者"),
    "fill-first-confirmer": _FILL.format(column="一次確認者"),
    "fill-second-confirmer": _FILL.format(column="二次確認者"),
    "fill-post-kind": _FILL.format(column="本務兼務区分"),
    "fill-post-department": _FILL.format(column="兼務所属コード"),
    "fill-post-title": _FILL.format(column="兼務職名"),
    "fill-event": _FILL.format(column="研修名・試験名"),
    "fill-turn": _FILL.format(column="回"),
    "fill-date": _FILL.format(column="日付"),
    "fill-result": _FILL.format(column="結果"),
    "fill-completed": _FILL.format(column="修了"),
    "fill-attended": _FILL.format(column="出欠"),
    "leave-department-name": _LEAVE.format(column="所属名"),
    "leave-parent-code": _LEAVE.format(column="親所属コード"),
    "leave-parent-name": _LEAVE.format(column="親所属名"),
    "blank-section": _BLANK.format(column="所属"),
    "blank-grade": _BLANK.format(column="職層"),
    "blank-employment": _BLANK.format(column="任用区分"),
    "blank-duty-status": _BLANK.format(column="在職状態"),
    "blank-persona": _BLANK.format(column="人材像"),
    "blank-first": _BLANK.format(column="一次確認者"),
    "blank-second": _BLANK.format(column="二次確認者"),
    "blank-title": _BLANK.format(column="職名"),
    "blank-job": _BLANK.format(column="職種"),
    "blank-kana": _BLANK.format(column="フリガナ"),
    "blank-alias": _BLANK.format(column="旧姓・通称"),
    # Numbers, departments and lists.
    "number-serial": "「{found}」の列の1から順に並ぶ番号を、職員番号として取り込む",
    "numbers-many": "前の番号の記録を新しい番号に引き継いで、職員番号が変わったものとして取り込む",
    "number-not-text": "先頭の0が失われたかもしれない職員番号を、下に示す番号とみなして取り込む",
    "number-full-width": "全角で書かれた職員番号を、半角にして取り込む",
    "number-length": "桁数の違う職員番号を、下に示す番号とみなして取り込む",
    "number-blank-around": "職員番号の前後の空白を除いて取り込む",
    "department-not-text": "先頭の0だけ違う所属コードを、すでにあるコードとして取り込む",
    "department-uncoded": "今の所属にない名前を、名前をそのままコードにした新しい所属として加えて取り込む",
    "department-two-codes": "名前が同じでコードの違う所属を、別の所属として取り込む",
    "department-zeros": "所属コードを、書かれたとおりのコードとして取り込む",
    "digits-uneven": "桁数のそろわない職員番号を、書かれたとおりの番号として取り込む",
    "department-other-code": "名前が同じでコードだけ違う所属を、今ある所属として取り込む",
    "department-names-swapped": "ほかの所属の今の名前になる所属を、書かれたとおりの名前に変えて取り込む",
    "department-renamed": "まったく違う名前になる所属を、書かれたとおりの名前に変えて取り込む",
    "code-spelt-otherwise": "記号や空白だけ違うコードを、下に示すとおり今あるコードとして取り込む",
    "code-like-number": "数のような形のコードを、書かれたとおりのコードとして取り込む",
    "authority-word-unknown": "一覧にない「{found}」を、任命権者の一覧に加えて取り込む",
    "new-list-value": "一覧にない値を、下に示すとおり一覧に加えて取り込む",
    "surname-changed": "氏だけが変わった人を同じ人として、氏を変えて取り込む",
    "leaving-differs": "退職日が過ぎている人を、在職状態にかかわらず退職等として取り込む",
    "people-left": "この表にいない人を、名簿から外す",
    "roster-older": "あとの名簿があっても、{found}で取り込んだこの古い名簿に戻す",
    # Attendance and examinations.
    "employee-unknown": f"名簿にいない人は、{_OMIT}",
    "number-empty": f"職員番号も氏名も空のところは、{_OMIT}",
    "number-characters": f"職員番号を読み取れないところは、{_OMIT}",
    "code-spoilt": f"職員番号が日付などに変わってしまったところは、{_OMIT}",
    "event-empty": f"研修名・試験名が空のところは、{_OMIT}",
    "event-not-a-name": f"研修名・試験名の欄に名称でないものがあるところは、{_OMIT}",
    "date-unreadable": f"日付を読み取れないところは、{_OMIT}",
    "date-month-only": "日のない日付を、その月の1日の日付として取り込む",
    "date-future": f"日付がきょうより後のところは、{_OMIT}",
    "result-unclear": f"受講・修了したのか分からない言葉があるところは、{_OMIT}",
    "result-contradicts": f"欄どうしが食い違うところは、{_OMIT}",
    "turns-differ": "どれかの回に出席・修了していれば、その研修を受講・修了したものとして取り込む",
    "pass-mark-missing": "得点を使わずに取り込む",
    "course-unknown": "スキル体系にない研修名を、体系にない研修として取り込む",
    "course-from-title": "研修名の列がないので、すべての行を「{found}」の記録として取り込む",
    "status-unread": "「{found}」などがある列を、出欠や結果の列としては使わずに取り込む",
    "session-of-other": "DX推進担当課が持つ回の行を除いて取り込む",
    "score-unclear": "何段階目か分からない答えは、答えなしとして取り込む",
    "score-scale": "1から5でない数字の列を除いて取り込む",
    "survey-again": "前に取り込んだ答えに足し合わせる",
    "survey-over-year": "1つの年度のアンケートとして取り込む",
    "survey-too-many": "選びすぎた答えを除いて取り込む",
    "survey-option-unknown": "選択肢にない言葉を「その他」として数える",
    "survey-options-missing": "この表の言葉を選択肢の一覧にする",
}
"""What a tick agrees to, by the code of what it accepts; ``found`` is what the first such finding names."""

HELP = (
    (
        "何をする画面ですか",
        "だれがどこにいて、だれが確認するかの名簿です。人事システムの表を取り込んで作ります。",
    ),
    (
        "組織改正があったら",
        "新しい名簿を、その名簿の基準日を決めて取り込みます。廃止した所属は、「所属…」で最後の日を決めます。",
    ),
    (
        "見出しの名前が違っても大丈夫ですか",
        "よくある見出しは自動で見分け、列ごとに何として読んだかを示します。"
        "違っていれば意味を選び直せて、選んだ対応は次も使います。",
    ),
    ("間違った表を取り込んだら", "「受付」の受付簿でその行を選び、「元に戻す」を押してください。"),
    (
        "受講記録や資格も取り込めますか",
        "同じ「表を取り込む」から種類を選びます。分からない言葉や、体系にない研修名は、1度だけお尋ねします。",
    ),
)

APPOINT = "人材像の任命…"
APPOINT_TITLE = "人材像の任命"
APPOINT_TEXT = (
    "任命した人材像は、年度の基準日に任期中の人にだけ当てはまります。"
    "変えた後は「年度」の「名簿に合わせる」で、いまの年度に反映します。"
)
APPOINT_COLUMNS = ("任期", "氏名", "所属", "人材像", "始まり", "終わり")
APPOINT_STATES = {"running": "任期中", "coming": "これから", "ended": "満了"}
APPOINT_NEW = "新しく任命する"
APPOINT_PERSONA = "人材像"
APPOINT_FROM = "任期の始まり"
APPOINT_TO = "任期の終わり"
APPOINT_OPEN = "終わりを決めない"
APPOINT_PERSON = "任命する人"
APPOINT_NUMBERS = "任命する人の職員番号"
APPOINT_NUMBERS_HINT = "Excel の職員番号の列を、そのまま貼り付けられます。"
APPOINT_GO = "任命する"
APPOINTED = "{count}人を任命しました。"
APPOINTED_TEXT = "「年度」の「名簿に合わせる」で、いまの年度の申告に反映します。"
APPOINT_LAST = "最後の日"
APPOINT_END = "選んだ任期を終える"
APPOINT_END_ASK = (
    "{name}さんの任期を、{day}で終えますか",
    "{day}のあとは、この人を、その人材像の人として数えません。それまでの任期は残ります。"
    "まちがえたときは、もう一度この任期を選び、正しい終わりの日を入れて終えてください。",
    "任期を終える",
)
APPOINT_GONE_ASK = (
    "{name}さんの任期を、なかったことにしますか",
    "終わりの日({day})が、始まりの日({first})より前です。この任期は一覧から消え、元に戻せません。"
    "要るときは、もう一度任命してください。",
    "なかったことにする",
)
APPOINT_ENDED = "{name}さんの任期の終わりを決めました。"
APPOINT_WORK = "任命を記録しています"
APPOINT_EMPTY = "まだだれも任命していません。任命すると、人と任期がここに残ります。"
APPOINT_NONE = "任命できる人材像がまだありません。"
APPOINT_NONE_TEXT = "「年度」で年度を始めると、その年度のスキル体系にある人材像を任命できます。"
