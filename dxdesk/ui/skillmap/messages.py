"""What the skill map says."""

TITLE = "スキルマップ"
SHOWN = "{shown:,}人を表示"
SEARCH = "例: 業務改革 LV2以上 かつ 係長級"
SEARCH_LIKE = "例: {examples}"
SUGGESTED = "{text}  {kind}"
EXAMPLES = "書き方の例: {examples}"
MOMENT_NAME = "いつの記録か"
NOW = "いまの記録"
MOMENT = "{day} 確定"
MOMENT_CORRECTED = "{day} 訂正後"
PAST = "{day} の時点で確定していた、過去の記録です"
PAST_TEXT = "所属や職名もその時点のものです。そのあとの確定、訂正、異動は入っていません。"
BACK_TO_NOW = "いまの記録に戻る"
PAST_TITLE = "{day} の時点(過去)"
PEOPLE, SECTIONS = "人 × スキル", "所属 × スキル"
COMPARE = "前年と比べる"
NEWEST = "いまの体系で見る"
NEWEST_TIP = (
    "この年度の結果を、改定対応表のとおりに、いちばん新しい年度の体系に読み替えて見ます。結果は変わりません。"
)
REQUIRED, REACHED, MISSING = "求められる水準 {label}・{told}", "届いています", "あと{steps}段"
UNKNOWN_YET = "まだ分かりません"
SHORT_OF = "ほかに足りないスキル(段数): {names}"
REREAD = "いまの体系に読み替えています"
GROUP = "所属でまとめる"
ALL_SECTIONS = "所属: すべて"
ALL_GRADES = "職層: すべて"
ALL_PERSONAS = "人材像: すべて"
SOURCES = {"best": "いま分かる値", "confirmed": "確認された値", "self": "本人の申告"}
SOURCE_TIPS = {
    "best": "確認された値。まだ確認されていない人は、本人の申告です。",
    "confirmed": "上長が確認した値だけです。まだの人は空欄です。",
    "self": "本人が申告した値です。",
}
SOURCE_NAME = "どの値で見るか"
FINAL = "確定値"
EXCEL = "Excelへ…"
EXCEL_TITLE = "スキルマップをExcelにする"
EXCEL_TEXT = (
    "そのまま印刷できるブックを2つ作ります。所属とスキルの集計表(配れるもの)と、"
    "人とスキルの表が入ったスキルマップ(人事の中だけで使うもの)です。"
)
EXCEL_CONFIRMED = "Excelに入るのは確認された値だけです。画面の「{source}」のままではありません。"
EXCEL_NEXT = "個人の評価には使わず、年度の利用目的の範囲で使ってください。"
PRINT = "印刷"
PRINT_NOW = "印刷できるのは、いまの記録だけです。過去の時点のものは「Excelへ」で作れます。"
COPY = "表をコピー"
COPY_TIP = "選んだ範囲だけなら Ctrl+C"
COPIED = "コピーしました。Excelに貼り付けられます。"
LEADS = ("氏名", "所属", "職名")
SECTION_LEADS = ("所属", "人数")
NO_SECTION = "(所属なし)"
LEGEND = "凡例"
LEGEND_NONE = "記録なし"
LEGEND_UP, LEGEND_DOWN = "▲ 前年より上", "▼ 前年より下"
LEGEND_NO_LAST = "前年の記録がまだないので、▲▼は付きません"
LEGEND_HATCH = "体系が変わり、対応するレベルがない"
LEGEND_OF = "{label}以上の人の割合"
LEGEND_GROUPS = "所属の行は{of}"
LEGEND_SHARES = ("0–24%", "25–49%", "50–74%", "75%以上")
STEP = "{label}以上を数える"
STEP_NAME = "どのレベルからの割合か"

VIEWS = "保存した条件"
NO_VIEWS = "まだ保存した条件はありません"
KEEP = "いまの条件を保存…"
KEEP_TITLE = "条件を保存"
KEEP_TEXT = "さがす言葉と絞り込みを、この名前で取っておきます。あとで「保存した条件」から選べます。"
KEEP_NAME = "条件の名前"
KEPT = "条件「{name}」を保存しました"
FORGET = "「{name}」を削除"
FORGOTTEN = "条件「{name}」を削除しました"
SAVE = "保存する"
CLEAR = "条件をすべて外す"

PICK = "表のますか見出しを選ぶと、そのスキルの人数と、あてはまる人がここに出ます。"
COUNT = "{label} 以上"
OF = "表示中の{whole:,}人のうち"
SHARE_BY_SECTION = "所属別 {label}以上の割合"
UNKNOWN = "ほか 記録なし {count:,}人"
SHOW_PEOPLE = "この{count:,}人を見る"
PEOPLE_OF = "{section} {label}以上の{count:,}人"
MORE = "ほか {count:,}人"
LAST_YEAR = "前年 {label}"
NO_LAST_YEAR = "前年の記録なし"
SHEET = "DXスキルシートを見る"

EMPTY = "まだ表示できる人がいません"
EMPTY_TEXT = (
    "年度を開始して対象の人が決まると、ここに人とスキルの表が出ます。"
    "申告が届き、確認されるごとに、ますが色と数字で埋まります。"
)
EMPTY_ACT = {"hr": "年度の画面を開く", "section": "受付の画面を開く", "dx": "受付の画面を開く"}
NOTHING_YET = (
    "まだ申告も確認も届いていないので、ますはすべて「–」です。"
    "届いたファイルを「受付」で取り込むと埋まります。"
)
NOBODY = "条件に合う人はいません"
NOBODY_TEXT = "いまの条件: {told}\n条件を一つ外すか、レベルを下げてみてください。"
HELP = (
    (
        "何をする画面ですか",
        "だれがどのスキルをどのレベルで持っているかを、数字と濃さで見ます。濃いほど高いレベルです。",
    ),
    (
        "さがすには",
        "「業務改革 LV2以上 かつ 係長級」のように書いて Enter を押します。所属・職層・人材像・育成段階・"
        "研修・資格でもさがせます。書いている間に候補が出ます。よく使う条件は「保存した条件」に取っておけます。",
    ),
    (
        "並べ替えとまとめ方",
        "見出しを押すと並べ替わり、もう一度で逆順、三度目で元の順に戻ります。「所属でまとめる」で所属ごとに分かれます。",
    ),
    (
        "前年と比べるには",
        "「前年と比べる」を選ぶと、上がった人に▲、下がった人に▼が付きます。斜線は前年の体系になかったスキルです。",
    ),
    (
        "あてはまる人を見るには",
        "ますを選ぶと右に人が出ます。Enter かダブルクリックで、その人たちだけの表になります。",
    ),
    (
        "Excelで使うには",
        "範囲を選んで Ctrl+C、表ごとなら「表をコピー」。「Excelへ」は印刷できる集計表を作ります。",
    ),
)
