"""What is said of papers that are written in files at once, and of the log of prints."""

BATCH = "まとめて作る…"
BATCH_TIP = "並べ方と分け方を決めて、PDFをフォルダーに書き出します。受領簿と送付状も付けられます。"
TITLE = "まとめて作る"
TEXT = "{title} {people:,}人分({sections:,}所属)を、PDFで書き出します。"
ORDER, SPLIT = "並べ方", "ファイルの分け方"
ORDERS = (("帳票の決まった順", ""), ("所属順", "section"), ("職員番号順", "number"), ("カナ順", "kana"))
SPLITS = (("1つのファイル", ""), ("所属ごとに1つ", "section"), ("1人ずつ", "person"))
BOTH_SIDES = "両面印刷用に、だれの分も表の面から始める"
RECEIPTS = "受領簿を所属ごとに付ける"
COVERS = "送付状を所属ごとに付ける"
FOLDER, CHOOSE = "入れるフォルダー", "選ぶ…"
COUNT = "できるもの: {files}"
PAPERS, LISTS, LETTERS = "{title}のPDF {count:,}個", "受領簿 {count:,}個", "送付状 {count:,}個"
AT_MOST = "(前回のままの人の分は除きます)"
GO, STOP = "作る", "やめる"
WORK = "PDFを書き出しています"
MADE = "PDFを{count:,}個作りました: {folder}"
OPEN = "フォルダーを開く"
TAB = "印刷の記録"
COLUMNS = (
    *("番号", "日時", "操作した人", "帳票", "したこと", "年度", "人数", "ページ"),
    "ファイル・プリンター",
)
SEARCH = "帳票・ファイル・人でさがす"
LOG_TEXT = (
    "印刷、PDFの保存、Excelの書き出し、図の保存をした記録です。"
    "「設定」の「操作の記録」と同じもので、書き換えられません。"
)
LOG_EXPORT, LOG_FILE = "Excelに書き出す…", "印刷の記録.xlsx"
LOG_WORK = "印刷の記録を書き出しています"
LOG_EXPORTED = "印刷の記録を書き出しました: {file}"
LOG_NONE = "まだ何も印刷していません"
LOG_NONE_TEXT = "印刷や保存をすると、いつ、だれが、何人分を、どこへ出したかがここに並びます。"
