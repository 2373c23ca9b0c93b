"""What 確保計画 says."""

from __future__ import annotations

TITLE = "確保計画"
SUBTITLE = "育成では間に合わない役割・業務を、どの手法で、いつまでに、何人そろえるか。採用依頼までを残します"
HELP = (
    ("Ctrl+F", "役割をさがす"),
    ("Enter", "選んだ役割を直す"),
    ("F5", "読み直す"),
)
ABOUT = (
    "「直す」「手法を決める」「人物要件と評価」「状況を進める」の順に決めていきます。"
    "応募者の氏名と点数は書けません。着任した人数だけを残します。"
)
TAB_PLAN, TAB_TABLE = "確保計画", "役割の表"
COLUMNS = ("番号", "役割・業務", "人数", "優先", "いつまでに", "始める月", "手法", "状況")
TABLE = "確保計画の役割"
EMPTY = (
    "この年度の確保計画は、まだありません",
    "育成で充てられない役割や業務があれば、1つずつ加えます。書き方は見本を見てください。",
)
ADD, SAMPLE, PRINT = "役割を加える…", "見本を加える", "確保計画書を作る"
SAMPLE_ADDED = "見本を加えました。直して使うか、見終わったら外してください。"
MEANS_ACT, PERSON_ACT, ADVANCE = "手法を決める…", "人物要件と評価…", "状況を進める…"
NEW_ROLE, CHANGE_ROLE = "役割を加える", "役割と要件を直す"
MEANS_TITLE = "手法を決める: {name}"
PERSON_TITLE = "人物要件と評価: {name}"
ADVANCE_TITLE = "状況を進める: {name}"
SAMPLE_BADGE, SUMMARY_BADGE = "見本", "要約"
PEOPLE = "{count}人"

FIELDS = {
    "name": "役割・業務",
    "section": "使う所属",
    "duties": "任せること",
    "untrained": "育成で充てられない理由",
    "heads": "足りない人数",
    "priority": "優先順位",
    "ranking": "優先順位の理由",
    "needed_by": "いつまでに(年度の中の月か日)",
    "training_months": "育成にかかる月数",
    "finding_months": "確保にかかる月数(募集から着任まで)",
    "means": "手法",
    "hours_form": "勤務形態(任用のとき)",
    "tenure": "根拠(任用のとき)",
    "means_reason": "手法を選んだ理由",
    "conditions": "勤務条件(働き方、在宅勤務、公募の原則など)",
    "pay": "給与の根拠(条例・規則の名。金額は書きません)",
    "must": "必須のスキル・経験(1行に1つ。体系のスキル名なら、そのスキルになります)",
    "wish": "歓迎するスキル・経験(1行に1つ)",
    "common": "全庁共通の要件(人柄など、人事課が全庁で求めるもの)",
    "criteria": "評価基準(何をもって判断するか)",
    "panel": "面接の体制(職名だけ。氏名は書きません)",
    "progress": "状況",
    "filled": "着任した人数",
    "asked_on": "依頼した日",
    "note": "備考(応募者の氏名や点数は書きません)",
}
NEEDED_HINT = "令和9年3月"
FACTS = {
    "section": "使う所属",
    "duties": "任せること",
    "untrained": "育成で充てられない理由",
    "ranking": "優先順位の理由",
    "times": "かかる期間",
    "means_reason": "手法を選んだ理由",
    "conditions": "勤務条件",
    "pay": "給与の根拠",
    "must": "必須のスキル・経験",
    "wish": "歓迎するスキル・経験",
    "common": "全庁共通の要件",
    "criteria": "評価基準",
    "panel": "面接の体制",
    "asked_on": "依頼した日",
    "note": "備考",
}
TRAINING_TAKES, FINDING_TAKES = "育成に{months}か月", "確保に{months}か月"

TABLE_COLUMNS = ("区分", "役割", "人材像", "配置", "獲得(採用)")
TABLE_NAME = "役割の表"
TABLE_EMPTY = (
    "役割の表は、まだありません",
    "人材像ごとに、機能・役割、配置、獲得、育成を書く表です。中野区の表から始めることもできます。",
)
TABLE_PRINT, TABLE_IMPORT = "印刷する…", "役割の表を取り込む"
IMPORT_TITLE = "確保計画の表を取り込む"
TABLE_ADD, TABLE_TAKE = "行を加える…", "中野区の表を加える"
TABLE_TAKEN = "中野区の表(要約)を加えました。前からある行は、そのままです。団体に合わせて直してください。"
NEW_LINE, CHANGE_LINE = "役割の表に加える", "役割の表を直す"
LINE_FIELDS = {
    "group": "区分",
    "name": "役割",
    "persona": "人材像",
    "functions": "機能・役割",
    "placement": "配置",
    "gaining": "獲得(採用)",
    "raising": "育成",
    "note": "備考",
}
LOST_PERSONA = "この人材像は、いまの体系にありません。直すときに選び直してください。"
