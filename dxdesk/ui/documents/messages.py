"""What the documents screen says."""

TITLE = "帳票"
TABS = ("印刷する", "Excelのファイルを作る")
YEAR = "年度"
YEAR_FORMER = "いまは{today}です。"
YEAR_NOT_BEGUN = "{today}は、始めると選べます。"
YEAR_ONLY = "{year}の帳票です。{today}は、始めると選べます。"
YEAR_RESULTS = "結果は、{others}にあります。"
YEAR_TIPS = {
    YEAR_FORMER: "{year}の帳票です。きょうは{today}で、ここで選べます。",
    YEAR_NOT_BEGUN: "{year}の帳票です。{today}の分は、「年度」の画面で{today}を始めると作れます。",
    YEAR_ONLY: "{year}の帳票です。{today}の分は、「年度」の画面で{today}を始めると作れます。",
    YEAR_RESULTS: "{year}には、結果の確定した人がまだいません。{others}の分は、ここで選べます。",
}
"""Beside the year, in a line of the narrow column; the whole sentence is told where one points."""
KIND = "何を"
SCOPE = "だれの分を"
EVERYBODY = "全員({count:,}人)"
SECTION = "所属を選ぶ"
SECTION_ITEM = "{name}({count:,}人)"
NO_SECTION = "(所属なし)"
PERSON = "1人を選ぶ"
WHOLE = "全体"
SHOW = "表示する"
WORK = "帳票を作っています"
PRINT = "印刷する…"
SAVE = "PDFで保存する…"
SAVED = "保存しました: {file}"
PRINTED = "印刷に送りました({pages}ページ)。"
PRINT_WORK = "印刷に送っています"
PAGES = "{pages}ページ"
ZOOM_WIDTH, ZOOM_PAGE = "幅に合わせる", "1ページを見る"
FIND = "文書の中をさがす"
HITS, NO_HITS = "{count:,}件中 {hit:,}件目", "見つかりません"
EMPTY = "左で帳票を選んでください"
EMPTY_TEXT = "印刷したときの見た目がここに出ます。確かめてから印刷や保存ができます。"
MANY = "{title} {count:,}人分"
MANY_TEXT = "「表示する」を押すと作ります。作っている間もほかの仕事ができ、途中でやめられます。"
NUMBERED_TEXT = "「表示する」を押すと番号を付けて作り、控えを残します。もう一度作ると、同じものになります。"
MAKING, MAKING_TEXT = "{title}を作っています", "できるとここに出ます。"
READING = "だれの分を作れるかを調べています。"
NOBODY = "印刷できる人がまだいません"
NOBODY_FINAL = (
    "{title}は、結果が確定した人の分だけ作れます。「年度」の画面で「確定」を済ませると、ここに出ます。"
)
NOBODY_YEAR = "年度が始まり、対象の人が決まると作れます。"
NOTHING = "印刷するものがまだありません"
NOTHING_OWN = "届いた申告票や結果通知票を「届いたファイル」に置くと、ここで見て印刷できます。"
GLYPHS = "印刷できない字のある人"
GLYPHS_TITLE = "{count}人の字が印刷できません"
GLYPHS_TEXT = (
    "次の字を持つフォントがこのパソコンにないため、印刷を止めました。"
    "空白や四角では印刷しません。登録されている字はそのままです。"
)
GLYPHS_ADVICE = (
    "この字を持つフォント(文字情報基盤の明朝体や外字のファイル)を置き場所に入れて「表示する」を押すと、"
    "届け出どおりの字で印刷できます。"
)
GLYPHS_OTHERS = "急ぐときは、先にほかの人の分を作れます。"
WITHOUT = "この{count}人を除いて作る"
WITHOUT_TOLD = "{count}人を除いて作りました({numbers})。フォントを入れたら、その人の分を作ってください。"
FONTS = "フォントの置き場所を開く"
MAKE = "作る…"
UNREACHED = (
    "届いていない答えを確認者へ送る",
    "人事課に届いた答えや、代行入力した答えのうち、確認者へまだ送っていないものがある人の所属配布票だけを作ります。",
    "このファイルを、それぞれの確認者へ共有フォルダーかメールで送ってください。",
)
"""Title, text and next step of the packages for confirmers whom answers have not reached."""
HELP = (
    ("何をする画面ですか", "印刷する帳票と、人に送るExcelのファイルを作ります。"),
    (
        "印刷するには",
        "帳票と範囲を選ぶと見た目が出ます。人数が多いときや番号を付ける証書は「表示する」を押すと作ります。"
        "確かめてから「印刷する」を押します。",
    ),
    (
        "証書と結果通知票",
        "はじめて作ったときの番号、日付、発行者、文面を控え、もう一度作ると同じものを刷ります。"
        "再交付や控の文字を入れられます。発行したものは「交付台帳」に並びます。",
    ),
    (
        "名前の字が出ないとき",
        "どのフォントにもない字は、印刷を止めて、だれのどの字かをお知らせします。空白や四角では印刷しません。"
        "その人たちを除いて先に作ることもできます。",
    ),
)
