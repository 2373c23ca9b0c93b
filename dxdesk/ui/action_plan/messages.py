"""Words of 年度計画."""

from __future__ import annotations

from dxdesk.usecases.action_plan.overview import Step

TITLE = "年度計画"
SUBTITLE = "翌年度の研修と取組を、予算要求案と確定版の2つの版で決めます。"
YEAR = "年度"
HELP = (
    ("Enter", "選んだ行を直す"),
    ("F5", "読み直す"),
)
TAB_DIFFERENCES, TAB_DONE, TAB_EFFECTS, TAB_FIGURES = "2つの版の違い", "実績", "効果", "もとにした数字"
TAB_AIMS = "目標"
AIM_COLUMNS = (
    *("類型", "目標", "難しさ", "この年度の目標値", "期間の目標"),
    *("実績", "時点、出どころ", "状況", "役立てる行"),
)
NO_AIMS = "目標がありません。「目標と指標」の画面で入れると、ここに並びます。"
AIM_NOTE = (
    "その年度の目標値と、時点の日までの実績です。年度が始まる前は、前の年度の実績です。"
    "「期間の目標」は基本方針の期間のもので、「案」は、それを年度に割り付けたときの値です"
    "(決めるときは、「目標と指標」の「年度に割り付ける」で入れます)。"
    "行を直すときに目標のコードを書くと、役立てる行が並びます。"
)

NEXT: dict[Step, tuple[str, str]] = {
    Step.MAKE_DRAFT: ("まだ計画がありません。9月から10月に、予算要求案を作ります。", "予算要求案を作る"),
    Step.CONSULT_DRAFT: ("予算要求案を直したら、決裁の前に人事課と協議します。", "協議を記録する…"),
    Step.DECIDE_DRAFT: ("人事課との協議が済みました。決裁を受けたら記録します。", "決裁を記録する…"),
    Step.WAIT: ("予算要求案は決裁済みです。今年度の結果を確定すると、確定版を作れます。", ""),
    Step.MAKE_FINAL: ("予算の議決のあとに、前の年度の結果を見て、確定版を作ります。", "確定版を作る"),
    Step.CONSULT_FINAL: ("確定版を直したら、決裁の前に人事課と協議します。", "協議を記録する…"),
    Step.DECIDE_FINAL: ("人事課との協議が済みました。決裁を受けたら記録します。", "決裁を記録する…"),
    Step.CARRY_OUT: ("計画は決裁済みです。年度の途中で、実績を「実績」に入れます。", "実績を入れる…"),
    Step.SETTLE: (
        "年度が終わりました。費用を入れ、「効果」を見て、次の計画に進みます。",
        "実績を入れる…",
    ),
}

COLUMNS = ("研修・取組、役割", "回数", "定員・人数", "実施月", "費用(円)", "必要な人数", "分担")
DIFFERENCE_COLUMNS = ("違い", "研修・取組、数字", "項目", "予算要求案", "確定版")
DONE_COLUMNS = (
    "研修・取組",
    "回数の計画",
    "開いた回数",
    "定員・人数",
    "受けた・着任した人",
    "修了した人",
    "費用の計画",
    "費用の実績",
    "気を付けること",
)
EFFECT_COLUMNS = (
    "研修",
    "スキル",
    "受けた人",
    "前後が分かる人",
    "上がった",
    "同じ",
    "下がった",
    "前の年度 → この年度",
)
FIGURE_COLUMNS = ("もとにした数字", "値", "時点", "出どころ")
NO_VERSION = "この年度の{version}は、まだありません。"
NO_LINES = "行がありません。「行を加える」で加えてください。"
NO_DIFFERENCES = "違いはありません。2つの版があるときに並びます。"
NO_DONE = "年度が始まると、実績が計画と並びます。"
NO_EFFECTS = "前の年度とその年度の両方の結果が確定すると、受けた人の前後のレベルが並びます。"
NO_FIGURES = "計画を作ると、もとにした数字が時点と一緒に残ります。"
TOTAL = "合計 {lines:,}件 / 定員 {places}{heads} / 費用 {yen}{note}"
TOTAL_HEADS = " / 確保する人数 {heads:,}人"
PICK = "行を選ぶと、計画のわけと所属ごとの定員が出ます。"
LATE = "{months}に開く予定でしたが、開いていません"
NOT_OWN = "これは{owner}の計画です。直せるのは{owner}だけです。"
EFFECT_NOTE = "研修だけの効果とは言えません。少人数の基準より少ない人数は出しません。"

FROM_POLICY, FROM_STAFFING = "方針の研修から加える", "確保計画から加える"
ADDED_FROM = "{added:,}行を加えました。{there}"
THERE_ALREADY = "{count:,}行は、もうあります。"
ADD, EDIT, DROP = "行を加える…", "直す…", "除く…"
DONE = "実績を入れる…"
REOPEN, GIVE_UP = "決裁を取り消す…", "取りやめる…"
IMPORT, EXPORT = "表から取り込む…", "書き出す…"
EXPORT_TEXT = "計画の行をExcelの表にします。確定版があれば確定版、なければ予算要求案です。"
EXPORT_NEXT = "直した表は、「表から取り込む」で取り込めます。"
ADD_TITLE, EDIT_TITLE, DONE_TITLE = "行を加える", "行を直す", "実績を入れる: {name}"
CONSULT_TITLE, DECIDE_TITLE, REOPEN_TITLE = "人事課との協議を記録する", "決裁を記録する", "決裁を取り消す"
COURSE_HINT = "研修台帳の研修コード。取組なら空のまま"
STAFFING_HINT = "確保計画のコード。研修と取組なら空のまま"
MEANS_HINT = "例 任用(非常勤・会計年度任用職員)"
PROVIDER_HINT = "例 東京都、GovTech東京、外部の事業者"
WHY_HINT = "なぜこの研修・取組なのか。研修コードのある行は、確定版を作るときに数え直した理由になります。"
TARGET_HINT = "この行が役立てる目標のコード"
MONTHS_HINT = "例 5月、10月"
SECTIONS_HINT = "例 区民部 12、福祉部 8"
CONSULTED_ON, CONSULTED_WITH, CONSULTED = "協議の日", "相手", "結果"
WITH_HINT, RESULT_HINT = "例 人事課人材育成係", "例 了承。定員を20人に減らす"
DAY_HINT = "例 令和8年10月9日"
DECIDED_ON, APPROVAL = "決裁日", "文書番号"
REASON = "取り消すわけ"
SPENT, TIMES_DONE, PEOPLE_DONE, SOURCE, AS_OF = (
    "費用の実績(円)",
    "行った回数",
    "参加した人数",
    "出どころ",
    "時点",
)
SOURCE_HINT = "例 支出負担行為書"
DROP_ASK, DROP_TEXT, DROP_GO = (
    "「{name}」を計画から除きますか",
    "この版の行がなくなります。もう1つの版は変わりません。",
    "除く",
)
GIVE_UP_ASK, GIVE_UP_GO = "{title}の{version}を取りやめますか", "取りやめる"
GIVE_UP_TEXT = "この版が画面から消え、同じ年度の計画を作り直せます。"
SAVED, UNCHANGED = "計画を保存しました", "変わったところはありません"
MAKING, LOADING = "数字を集めて計画を作っています", "年度計画を読んでいます"
MADE = "{version}を作りました({count:,}件)。定員と費用を確かめて直してください。"
IMPORT_FILTER = "年度計画の表 (*.xlsx *.xlsm *.csv)"
IMPORT_ASK, IMPORT_GO = "「{file}」を取り込みますか", "取り込む"
IMPORT_TEXT = "変わること {count:,}件\n{changes}"
IMPORT_MORE = "ほか {count:,}件"
IMPORTED = "{added:,}行を加え、{changed:,}行を直しました。"
IMPORT_NOTHING = "「{file}」は、いまの計画と同じです。何も変えていません。"
