"""What the documents screen says of paper, sentences and charts of a document."""

PAPER = "用紙"
PAPERS = (("A4", False), ("A3", True))
WORDS = "文を直す…"
CHARTS = "図をPNGで保存する…"
CHARTS_WORK = "図を保存しています"
CHARTS_SAVED = "図を{count}枚保存しました: {folder}"
NO_CHARTS = "この報告書には図がありません。保存したものはありません。"
TITLE = "{title}の文を直す"
TEXT = (
    "報告書の文は、数字から作られます。直した文は、この年度のこの報告書だけに使います。"
    "空欄の場所には、数字から作った文が入ります。"
)
READING = "文を読んでいます"
MADE = "数字から作った文: {made}"
OUTDATED = "数字が変わりました。いまの数字に合うか確かめて、合えばそのまま保存します。"
HINT = "直すときは、ここに書きます。"
BACK = "元の文に戻す"
COPY = "元の文を写して直す"
SAVE = "保存する"
SAVING = "文を保存しています"
SAVED = "報告書の文を保存しました。"
