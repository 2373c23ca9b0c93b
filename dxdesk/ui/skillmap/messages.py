"""What the skill map says."""

TITLE = "スキルマップ"
SUBTITLE = "{year}・{basis}・{shown:,}人を表示"
SEARCH = "例: 業務改革 LV2以上 かつ 係長級"
PEOPLE, SECTIONS = "人 × スキル", "所属 × スキル"
COMPARE = "前年と比べる"
ALL_SECTIONS = "所属: すべて"
ALL_GRADES = "職層: すべて"
ALL_PERSONAS = "人材像: すべて"
FILTERS = ("所属でしぼる", "職層でしぼる", "人材像でしぼる", "見るレベル", "数えるレベル")
EXCEL = "Excelへ…"
PRINT = "印刷"
COPY = "表をコピー"
COPIED = "コピーしました。Excelに貼り付けられます。"
LEADS = ("氏名", "所属", "職名")
SECTION_LEADS = ("所属", "人数")
LEGEND = "凡例"
LEGEND_NONE = "記録なし"
LEGEND_UP, LEGEND_DOWN = "▲上がった", "▼下がった"
STEP = "{label}以上の割合"
PICK = "スキルの列を選ぶと、ここに人数が出ます。"
COUNT = "{label} 以上"
OF = "人 / 表示中 {whole:,}人"
SHARE_BY_SECTION = "所属別 {label}以上の割合"
SHOW_PEOPLE = "この{count:,}人を見る"
EMPTY = "まだ表示できる人がいません"
EMPTY_TEXT = "申告が届き、確認されると、ここに色と数字で並びます。"
NOBODY = "条件に合う人はいません。条件を変えてみてください。"
HELP = (
    (
        "何をする画面ですか",
        "だれがどのスキルをどのレベルで持っているかを、色と数字で見ます。濃いほど高いレベルです。",
    ),
    (
        "さがすには",
        "「業務改革 LV2以上 かつ 係長級」のように書いて Enter を押します。所属・職層・人材像でも絞れます。",
    ),
    ("前年と比べるには", "「前年と比べる」を選ぶと、上がった人に▲、下がった人に▼が付きます。"),
    ("Excelで使うには", "「表をコピー」で貼り付けるか、「Excelへ」で整った集計表を作ります。"),
)
