"""What the framework screen says."""

TITLE = "体系"
LIST_TEXT = (
    "使っている体系は変えられません。写しを下書きにして直し、公開すると、新しい版になります。"
    "次に始める年度から、その版を選べます。"
)
DRAFTS = "下書き"
DRAFT_COLUMNS = ("名称", "版", "もとにした版", "スキル", "直すところ", "最後に直した日時")
NO_DRAFT = "下書きはありません。下の一覧から体系を選び、「写して下書きを作る」を押すと、ここに並びます。"
OPEN, DISCARD = "下書きを開く", "捨てる…"
DISCARD_ASK = "下書き「{name} {version}」を捨てますか"
DISCARD_TEXT = "直したところはすべてなくなります。公開した版と、これまでの年度は変わりません。"
DISCARD_GO = "捨てる"
VERSIONS = "体系と版"
VERSION_COLUMNS = ("体系", "版", "スキル", "文言", "使っている年度")
SUMMARY, OFFICIAL = "要約(公式ではない)", "公式の文言"
UNUSED, PRESET = "まだ使っていません", "同梱(まだ使っていません)"
BEGIN = "写して下書きを作る"
BY_EXCEL = "Excel で直す"
READY = "なし"
BEGUN = "「{name}」の版 {base} を写して、下書き「{version}」を作りました。"
WORK = "下書きを保存しています"

BACK, UNDO, REDO, PUBLISH = "一覧へ戻る", "元に戻す", "やり直す", "公開する…"
SUBTITLE = "下書き 版 {version}(もとは {base})・スキル {skills}"
TABS = ("スキル", "人材像と要求水準", "要件", "育成段階", "水準の並び", "版と出典")
SAVED = "下書きを保存しました"

ADD_SKILL, ADD_MIND, ADD_CATEGORY = "スキルを足す", "職層別の項目を足す", "分類を足す"
REMOVE, UP, DOWN = "外す…", "上へ", "下へ"
NEW_SKILL, NEW_CATEGORY = "新しいスキル", "新しい分類"
NEW_MIND = "新しい項目"
TREE = "分類とスキル"
TREE_HINT = "つかんで動かせます(キーでは Alt+↑、Alt+↓)。"
NAME, CODE, DESCRIPTION, SCALE = "名称", "番号", "説明", "水準の並び"
GRADES, PERSONAS = "答える職層(改行で区切る。空欄は全員)", "答える人材像"
EVERYBODY = "全員"
LEVEL_TEXT = "{label} の判断の目安(1行に1文)"
GRADE_TEXT = "{grade} の判断の目安(1行に1文)"
HEADING = "{label} の見出し"
USES = "使われているところ: {places}"
NO_USES = "ほかのところでは使われていません。"
NOTHING_CHOSEN = "左でスキルか分類を選んでください"
NOTHING_CHOSEN_TEXT = "名称や判断の目安を、ここで直せます。"

RETIRE_ASK = "「{name}」を次の版から外しますか"
RETIRE_TEXT = (
    "前の版にあるスキルなので、廃止として記録します。これまでの年度の結果は変わりません。\n"
    "ほかのスキルに統合するときは、前年のレベルは高いほうを引き継ぎます。"
)
REMOVE_ASK = "「{name}」を下書きから外しますか"
REMOVE_TEXT = "まだ公開していないので、記録は残りません。元に戻すこともできます。"
CATEGORY_TEXT = "中の分類とスキルは、1つ上の分類に移ります。"
REMOVE_GO = "外す"
DROP = "統合しない(廃止)"
MERGE = "統合先"

PERSONA_TAB = "人材像"
NO_LEVEL = "―"
GRID = "人材像ごとの要求水準"
GRID_HINT = "ますを選んで Enter(またはダブルクリック)で、求める水準を選びます。「―」は求めないことです。"

FIELDS = {
    "name": "名称",
    "description": "説明",
    "scope": "だれに当てはまるか",
    "exclusive": "1人に1つだけ(区分)",
    "per_section": "所属ごとの人数(0は決めない)",
    "grades": "当てはまる職層(1行に1つ)",
    "kind": "種類",
    "mandatory": "必須(外すと選択)",
    "item": "スキル(種類が水準のとき)",
    "level": "水準の値(種類が水準のとき)",
    "stage": "育成段階(種類が育成段階のとき)",
    "months": "月数(実務経験)",
    "hours": "時間数(研修)",
    "note": "注記",
    "step": "段階の番号",
    "statements": "基準の文(1行に1文)",
    "requirements": "求める要件",
    "persona": "人材像",
    "share": "到達とみなす割合(%)",
    "levels": "水準(1行に1つ: 値 表示 意味)",
    "code": "コード(半角の英数字と -)",
    "version": "版",
    "source": "出典(方針や計画の名前)",
    "summary": "判断の目安は要約(公式の文言に差し替えたら外す)",
}
SCOPES = {
    "everyone": "全職員",
    "assigned": "任命された職員",
    "otherwise": "ほかの区分でない職員",
    "grade": "職層で決まる",
}
KINDS = {
    "course": "研修",
    "exam": "資格・試験",
    "experience": "実務経験",
    "level": "水準",
    "stage": "育成段階",
}
ADD = "足す"
NEW = {
    "personas": "新しい人材像",
    "requirements": "新しい要件",
    "stages": "新しい段階",
    "scales": "新しい並び",
}
NO_PART = {
    "personas": "人材像がありません。「足す」を押すと作れます。",
    "requirements": "要件がありません。水準や段階に進むための研修・資格・経験を、ここに足します。",
    "stages": "育成段階がありません。先に人材像を作ってから足します。",
    "scales": "水準の並びがありません。",
}

FINDINGS = "公開の前に直すところ {count}"
FINDINGS_NONE = "直すところはありません。公開できます。"
FINDINGS_MORE = "ほか {count}"
SKILL_AT, LEVEL_AT, CATEGORY_AT = "スキル「{name}」", "{label} の判断の目安", "分類「{name}」"
PERSONA_AT, REQUIREMENT_AT, STAGE_AT = "人材像「{name}」", "要件「{name}」", "育成段階「{name}」"
SCALE_AT, TARGET_AT, TOOL_AT = "水準の並び「{name}」", "目標「{name}」", "ツール「{name}」"
HEAD_AT = "版と出典"
NO_NAME = "(名称なし)"

PUBLISH_ASK = "「{name}」を版 {version} として公開しますか"
PUBLISH_TEXT = "公開した版は、もう変えられません(写して次の版を作れます)。"
PUBLISH_ANEW = "前年のレベルを引き継がないスキル {count}: {names}。次の年度は、答える全員が新しく申告します。"
PUBLISH_GONE = "次の版から外すスキル {count}: {names}"
PUBLISH_SUMMARY = "判断の目安は要約のままです。公式の文言に替えるには、「Excel で直す」が早道です。"
PUBLISH_GO = "公開する"
PUBLISHED = "「{name}」を版 {version} として公開しました。「年度」で次の年度を始めるときに選べます。"
PUBLISH_FIRST = "先に、下の{count}か所を直してください。"
HELP = (
    (
        "体系を直すには",
        "同梱の体系や前の版を写して下書きを作り、直してから公開します。下書きは何度でも直せます。",
    ),
    ("年度の途中で変わりますか", "変わりません。始まっている年度は、その年度の版のままです。"),
    (
        "スキルを外すと",
        "前の版にあるスキルは廃止か統合になり、これまでの結果は残ります。新しいスキルは消えます。",
    ),
    ("元に戻せますか", "Ctrl+Z で1つずつ元に戻せます。Ctrl+Y でやり直します。"),
)
