"""What the screen 体系 says."""

from __future__ import annotations

TITLE = "体系"
SUBTITLE = (
    "スキルと水準、人材像を決めるところです。公開した版は変わりません。変えるときは、写して下書きを作ります。"
)
HELP = (
    ("下書きを作る", "版を選び、「写して下書きを作る」を押します。"),
    ("直す", "左で選び、右で書きます。入力のたびに保存します。"),
    ("公開する", "確かめることがなくなったら「公開する」を押します。公開した版は変えられません。"),
)
VERSIONS_TEXT = (
    "版を選び、写して下書きを作ります。"
    "まとめて文を差し替えるときは、編集用の Excel を作り、直して取り込むと新しい版になります。"
    "公開した版と、その版で答えた年度は変わりません。"
)
DRAFTS = "下書き"
DRAFTS_NONE = "下書きはまだありません。下の版を選び、「写して下書きを作る」を押してください。"
DRAFT_COLUMNS = ("名称", "版になる名前", "もとの版", "スキル", "確かめること", "保存")
DRAFT_OPEN = "下書きを開く"
DRAFT_BOOK = "Excel から下書きを作る…"
BOOK_FILE = "下書きにする体系の Excel を選ぶ"
BOOK_FILTER = "Excel ブック (*.xlsx)"
DRAFT_DELETE = "削除"
DRAFT_COPY = "写して下書きを作る"
DELETE_ASK = "「{name}」の下書きを削除しますか"
DELETE_TEXT = "書きかけの内容がなくなります。公開した版や年度には影響ありません。元には戻せません。"
DELETE_GO = "削除する"
DELETED = "「{name}」の下書きを削除しました。"
WORK = "スキル体系"
NONE_FOUND = "なし"
COUNT = "{count}件"
BACK = "一覧へ戻る"
UNDO = "元に戻す"
REDO = "やり直す"
PUBLISH = "公開する"
EDIT_SUBTITLE = "版「{version}」の下書き。もとは版「{follows}」です。"
EDIT_SUBTITLE_OWN = "版「{version}」の下書き。"
TABS = (
    "体系",
    "分類とスキル",
    "尺度",
    "職層",
    "人材像",
    "要求水準",
    "要件",
    "育成段階",
    "ツール",
    "目標",
    "用語",
)
TAB_HEAD, TAB_SKILLS, TAB_SCALES, TAB_GRADES, TAB_PERSONAS, TAB_GRID = range(6)
TAB_REQUIREMENTS, TAB_STAGES, TAB_TOOLS, TAB_TARGETS, TAB_GLOSSARY = range(6, 11)
SUMMARY_TEXT = (
    "この下書きの文は本システムの要約で、公式の文言ではありません。公式の文言に書き替えたら、下の印を外してください。"
    "まとめて貼り付けるときは、一覧で版を選んで「編集用の Excel を作る」を押し、文を差し替えて取り込みます。"
)
OFFICIAL_TEXT = "公式の文言として公開します。要約の注意書きは、申告票にも画面にも出なくなります。"

# findings
FINDINGS_NONE = "確かめることはありません。公開できます。"
FINDINGS = "確かめること {count}件。押すと、その場所へ移ります。"
PART_NAMES = {
    "scales": "尺度",
    "categories": "分類",
    "items": "スキル",
    "personas": "人材像",
    "requirements": "要件",
    "stages": "育成段階",
    "grades": "職層",
    "glossary": "用語",
    "targets": "目標",
    "tools": "ツール",
}
HEAD_NAMES = {"code": "コード", "version": "版", "name": "名称"}
FIELD_NAMES = {
    "name": "名称",
    "code": "コード",
    "category": "分類",
    "parent": "親",
    "scale": "尺度",
    "levels": "レベル",
    "criteria": "判断の目安",
    "by_grade": "職層ごとの文",
    "required": "要求水準",
    "personas": "人材像",
    "persona": "人材像",
    "grades": "職層",
    "scope": "当てはめ方",
    "exclusive": "排他",
    "supports": "対応するスキル",
    "requirements": "要件",
    "step": "段階",
    "stage": "育成段階",
    "item": "スキル",
    "kind": "種類",
    "includes": "名簿での書き方",
    "value": "数",
    "text": "説明",
    "cells": "育成段階",
    "facets": "役割",
}
UNNAMED = "(名称なし)"

# what one edits
ADD_SKILL = "スキルを足す"
ADD_CATEGORY = "分類を足す"
NEW_SKILL = "新しいスキル"
NEW_CATEGORY = "新しい分類"
RETIRE = "廃止する"
REMOVE = "消す"
RESTORE = "廃止をやめる"
DROPPED = "次の版で廃止"
ADD = "足す"
TREE = "分類とスキル"
TREE_HINT = "引いて動かすか、Ctrl+↑・Ctrl+↓で並べ替えます。"
LIST_EMPTY = "まだありません。「足す」を押すと、1つ目を作れます。要らなければ、このままで構いません。"
PICK = "左で選ぶと、ここで直せます。"
RETIRE_ASK = "「{name}」を次の版で廃止しますか"
RETIRE_TEXT = (
    "{known}で使っています。過去の回答はそのまま残り、次の版では聞かなくなります。公開するまでは戻せます。"
)
RETIRED = (
    "「{name}」は、この版で廃止になります。過去の年度の回答はそのまま残ります。「廃止をやめる」で戻せます。"
)
WHERE_USED = "使っているところ: {places}"
WHERE_MORE = "、ほか{count}か所"
WHERE_NOWHERE = "この体系のほかのところでは使っていません。"
KNOWN = "公開した版: {versions}"
PEOPLE = {
    "items": "答えた人: {count}人",
    "scales": "この尺度で答えた人: {count}人",
    "levels": "このレベルと答えた人: {count}人",
    "personas": "いまこの人材像の人: {count}人",
    "grades": "いまこの職層の人: {count}人",
    "requirements": "受講・合格の記録がある人: {count}人",
    "stages": "確定した年度でこの段階になった人: {count}人",
}
LEVEL_STATEMENTS = "{level} 判断の目安(1行に1文)"
GRADE_STATEMENTS = "{grade}に求めること(1行に1文)"
LABELS = {
    "name": "名称",
    "code": "コード",
    "version": "版",
    "source": "出典",
    "note": "注記",
    "summary": "文は要約(公式文言ではない)",
    "description": "説明",
    "category": "分類",
    "parent": "親",
    "scale": "尺度",
    "grades": "答える職層(印なしは全員)",
    "personas": "答える人材像(印なしは全員)",
    "supplement": "本システムの補足(方針にないもの)",
    "levels": "レベル(小さい順)。上の値ほど高いレベルです",
    "facets": "役割、任命、育成などの説明",
    "scope": "当てはめ方",
    "exclusive": "ほかの排他の人材像とは同時にならない",
    "share": "到達とみなす割合(%)。目安の文のこの割合に印が付いたら、その水準を勧めます",
    "per_section": "課ごとに置く人数(0は決めない)",
    "persona_grades": "当てはまる職層",
    "kind": "種類",
    "mandatory": "必須",
    "item": "スキル",
    "level": "レベル(値)",
    "stage": "育成段階",
    "months": "期間(か月)",
    "hours": "時間(0は決めない)",
    "persona": "人材像",
    "step": "段階の番号",
    "statements": "基準(1行に1文)",
    "requirements": "この段階に要る要件",
    "sources": "前の版から引き継ぐスキル(印なしは新設。2つ以上は統合、ほかと重なると分割)",
    "lowest": "統合では、低いほうのレベルを引き継ぐ(印なしは高いほう)",
    "words": "判断の目安の書き方",
    "supports": "証しになるスキルとレベル(印なしはどれでもない)",
    "for_personas": "対象の人材像(印なしは全員)",
    "target_name": "何の目標か",
    "value": "数(0は、まだ決めていない)",
    "unit": "単位(例 人、%)",
    "group": "見出し(同じ見出しの目標は、帳票で並びます)",
    "period": "時期(例 令和8年度まで)",
    "target_persona": "人材像(なしは、人材像によらない目標)",
    "about": "「約」を付ける",
    "at_least": "「以上」を付ける",
    "per_section_target": "課ごとの数にする",
    "includes": "名簿での書き方(1行に1つ)",
    "term": "用語",
    "text": "説明",
    "cells": "このツールで見る育成段階(印なしは、ツールごとには決めない)",
}
SCOPES = {
    "everyone": "すべての職員",
    "assigned": "任命された職員",
    "grade": "職層で決まる",
    "otherwise": "ほかに当てはまらない職員",
}
ITEM_KINDS = {"skill": "スキル", "mindset": "マインドセット"}
WORDINGS = {"level": "レベルごとに書く", "grade": "職層ごとに書く"}
REQUIREMENT_KINDS = {
    "course": "研修",
    "exam": "資格・試験",
    "experience": "実務経験",
    "level": "水準",
    "stage": "育成段階",
}
NEW_NAMES = {
    "scales": "新しい尺度",
    "personas": "新しい人材像",
    "requirements": "新しい要件",
    "stages": "新しい段階",
    "targets": "新しい目標",
    "tools": "新しいツール",
    "grades": "新しい職層",
    "glossary": "新しい用語",
}
NO_PARENT = "なし"
TOOL_CELL = "{stage}でできること(1行に1つ)。空欄は、まだ決めていない"
NAME_BAD = "名称が空か、ほかと同じです。ほかと違う名称を書いてください。"
REMOVE_ASK = "「{name}」を消しますか"
REMOVE_TEXT = "次の版からなくなります。公開した版と、その版で答えた年度はそのまま残ります。"
REMOVE_WITH = {
    "grades": "職層ごとに書いた、この職層の文もなくなります。",
    "glossary": "文の中の言葉はそのままで、用語の説明だけがなくなります。",
}
SOURCES_BAD = (
    "引き継ぎ方が決まりません。統合するスキルは、この版から廃止するか、ほかのスキルの印を外してください。"
)
LEVEL_COLUMNS = {"value": "値", "label": "記号", "name": "意味", "supplement": "補足"}
LEVEL_ADD = "レベルを足す"
LEVEL_ADD_MEANS = "「{label}」を足すと、この尺度のスキル{count}つに、その判断の目安を書くことになります。"
LEVEL_REMOVE_MEANS = "「{label}」を消します。この尺度のスキルは{count}つです。"
LEVEL_WORDS_GO = "次のスキルに書いた、このレベルの判断の目安もなくなります: {names}"
LEVEL_ANEW = (
    "レベルの並びが変わるため、公開した次の年度は、これらのスキルを答える人の全員が答え直します。"
    "公開するまでは、Ctrl+Z で戻せます。"
)
FACET_COLUMNS = {"name": "見出し", "texts": "内容(1行に1つ)", "supplement": "補足"}
FACET_ADD = "見出しを足す"
FACET_NEW = "新しい見出し"
ROW_UP = "上へ"
ROW_DOWN = "下へ"
ROW_NAME = "{number}行目の{title}"
ROW_ASK = "レベルの並びを変えますか"
ROW_GO = "変える"
GRID_TEXT = "人材像ごとに、スキルに要る水準を選びます。数字のキーでも選べます。"
GRID_NONE = "未定"
GRID_OUT = "対象外"
GRID_EMPTY = "人材像を足すと、ここで要求水準を決められます。"
SKILL = "スキル"

# publishing
PUBLISH_ASK = "版「{version}」として公開しますか"
PUBLISH_FIXED = "公開した版は変えられません。直すときは、写して次の版を作ります。"
PUBLISH_FIRST = "次に始める年度から使えます。"
PUBLISH_ANEW = "新しく答えるスキルと、答える人:"
PUBLISH_DROPPED = "廃止するスキル: {names}"
PUBLISH_CHANGES = "変わるところ:"
PUBLISH_MORE = "ほか{count}件"
PUBLISH_GO = "公開する"
PUBLISHED = "版「{version}」を公開しました。"
PUBLISHED_TEXT = "次に始める年度から、この版になります。年度は「年度」の画面で始めます。"
PUBLISH_REFUSED = "まだ公開できません。確かめることが{count}件あります。"
PUBLISH_REFUSED_TEXT = "下の一覧の行を押すと、その場所へ移ります。入力した内容は下書きに残っています。"
LINES = 8

PROPOSED = "DX推進担当課の案"
PROPOSED_NAME = "{name}(版 {version})"
PROPOSED_CHANGES = "スキル{skills:,}、いまの版との違い{count:,}か所。まだどの年度でも使っていません。"
PROPOSED_TAKE, PROPOSED_AGAIN = "案を下書きにする", "もう一度下書きにする"
