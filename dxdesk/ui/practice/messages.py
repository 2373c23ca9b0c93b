"""Words of 実践と支援."""

from __future__ import annotations

TITLE = "実践と支援"
SUBTITLE = "課の改善案件、行事、DX相談を残し、支援がどの課に届いているかを見ます。"
YEAR = "年度"
TAB_CASES, TAB_EVENTS, TAB_ASKED, TAB_SUPPORT = "案件", "行事", "相談", "支援のばらつき"
HELP = (
    ("Ctrl+F", "一覧の中をさがす"),
    ("Enter", "選んだものを直す"),
    ("F5", "読み直す"),
)
LOADING = "読んでいます"
SEARCH = "名前・所属・人・ツールでさがす"
SEARCH_EVENTS = "行事の名前・種類・会場でさがす"
SEARCH_ASKED = "相談の内容・所属でさがす"
NO_FIT = "その言葉を含むものはありません。"
NONE = "\N{HORIZONTAL BAR}"

CASE_TABLE, EVENT_TABLE, ASKED_TABLE, SUPPORT_TABLE = "改善案件", "行事", "相談", "所属ごとの支援"
CASE_COLUMNS = ("所属", "案件", "リード", "時間(年)", "創出した時間", "状況", "期間")
EVENT_COLUMNS = ("日", "種類", "行事", "会場・担当", "参加")
ASKED_COLUMNS = ("日", "所属", "相談", "解決したところ", "日数", "応じた職員")

ADD_CASE, ADD_EVENT, ADD_ASKED = "案件を加える…", "行事を加える…", "相談を加える…"
EDIT, END, RESUME = "直す…", "一覧から外す…", "一覧に戻す"
ENDED_TOO = "外した案件も見る"
IMPORT, FORM, EVENTS_OUT = "表から取り込む…", "案件票を書き出す…", "行事の表を書き出す…"
AWARD = "表彰の記録にする…"
PAGE = "庁内ページを作る…"

CASES_EMPTY = "{year}の改善案件は、まだありません"
CASES_EMPTY_TEXT = (
    "案件票を課に送って集めるか、1つずつ加えます。戻った案件票は「受付」に置くだけで取り込めます。"
)
EVENTS_EMPTY = "{year}の行事は、まだありません"
EVENTS_EMPTY_TEXT = "体験会、成果発表会、連携会議などを1つずつ加えるか、行事の表から取り込みます。"
ASKED_EMPTY = "{year}の相談は、まだありません"
ASKED_EMPTY_TEXT = "だれの相談かは残しません。内容、所属、かかった日数、解決したところだけを書きます。"
SUPPORT_EMPTY = "所属が、この台帳にありません"
SUPPORT_EMPTY_TEXT = "人事課の台帳では名簿を、DX推進担当課の台帳では提供票を、先に取り込んでください。"

TOTAL_DONE, TOTAL_HOURS, TOTAL_RUNNING = "完了した案件", "創出した時間(年)", "進行中・これから"
TOTAL_UNMEASURED = "時間を測っていない完了 {count:,}件"
COUNT = "{count:,}件"
BEST = "優良事例"
TWICE = "人事課とDX推進担当課の両方にある案件です。1件と数えます。"
APART = "{name}(台帳の違いあり)"
OF_OWNER = "{owner}の記録です。直せるのは{owner}だけです。直すときは、{owner}に頼んでください。"
NOBODY_NOTED = "だれが参加したかは、書かれていません。"
PICK = "選ぶと、くわしいことがここに出ます。"
FACTS = {
    "escorts": "伴走",
    "tools": "ツール・スキル",
    "effect": "効果",
    "phase": "フェーズ",
    "attendees": "参加した人",
    "owner": "持っている課",
    "code": "番号",
    "note": "備考",
}

NEW_CASE, CHANGE_CASE = "案件を加える", "案件を直す"
NEW_EVENT, CHANGE_EVENT = "行事を加える", "行事を直す"
NEW_ASKED, CHANGE_ASKED = "相談を加える", "相談を直す"
NAME_CASE, NAME_EVENT, TOPIC = "案件の名前", "行事の名前", "相談の内容(氏名は書かない)"
SECTION, LEAD, ESCORTS = "所属", "リード", "伴走した人"
ANSWERED_BY = "応じた職員(相談した人ではありません)"
PERSON_HINT = "氏名・カナ・職員番号でさがす"
NUMBER_HINT = "職員番号"
NUMBERS_HINT = "職員番号を1行に1人"
TOOLS, TOOLS_HINT = "使うツール・スキル(、で区切る)", "例: 業務改革、その他: 手作りの表"
BEFORE, AFTER, HOURS_HINT = "改善前の時間(1年分)", "改善後の時間(1年分)", "測っていなければ空のまま"
EFFECT, STATUS, STARTED, FINISHED = "効果", "状況", "始めた日", "終えた日"
PHASE, EXEMPLARY, NOTE = "フェーズ", "優良事例にする", "備考"
SORT, HELD_ON, PLACE, HELD_BY = "種類", "行事の日", "会場", "担当"
ATTENDEES, PARTICIPANTS, PARTICIPANTS_HINT = "参加した人", "参加人数", "番号を書かないときだけ"
ASKED_ON, DAYS, DAYS_HINT, SOLVED = "相談の日", "かかった日数", "当日なら 0", "解決したところ"
NOT_SAID = "決めない"
SAVED, UNCHANGED = "保存しました", "変わったところはありません"
NUMBER_UNREAD = "{name}を数として読めません。まだ保存していません。"
NUMBER_FIX = "0以上の数を書いてください。"

END_ASK = "「{name}」を一覧から外しますか"
END_TEXT = "目標や成長記録にも数えなくなります。書いたことは残ります。"
END_GO = "外す"
ENDED, RESUMED = "一覧から外しました", "一覧に戻しました"

AWARD_TITLE = "「{name}」を表彰の記録にする"
AWARD_NAME, AWARD_DAY, AWARD_HINT = "賞の名称", "表彰の日", "例: 業務改善賞"
AWARDED = "{count:,}人の成長記録に、表彰を残しました。"
AWARDED_NONE = "同じ表彰が、全員の成長記録にもうあります。"
AWARDED_NEXT = "「帳票」の「表彰状」で、案件ごとに1枚の証書を印刷できます。"

FORM_TEXT = "課ごとに、改善案件を書いてもらう Excel の案件票を作ります。前に聞いた案件が入っています。"
FORM_NEXT = "課に送ってください。戻った案件票は、「受付」にほかのファイルと一緒に置けます。"
EVENTS_TEXT = "この台帳の行事を、直してまた取り込める Excel の表にします。"
EVENTS_NEXT = "直した表は、「表から取り込む」でそのまま取り込めます。"
PAGE_FOLDER = "庁内ページを置くフォルダー"
PAGE_MADE = "「{name}」を作りました。"
PAGE_NEXT = "この1つのファイルだけで開けます。職員の氏名は載っていません。"

IMPORT_CASES, IMPORT_EVENTS = "案件票を取り込む", "行事の表を取り込む"
SUPPORT_NOTE = (
    "{below}人に満たない人数と、引き算で分かる人数は「少人数」としています。"
    "職員の少ない所属の相談の件数も出しません。人事評価にも、所属の評価にも使いません。"
)
WHY_COURSES, WHY_GOALS = "研修を受けた人: {why}", "目標を立てた人: {why}"
WITHOUT = "案件も相談もない所属 {count:,}か所"
ALL_REACHED = "どの所属にも、案件か相談があります"
NO_SUPPORT = "支援なし"
