"""What the versions of スキル体系 say, in the list and on the card."""

VERSIONS = "スキル体系"
FRAMEWORK_TEXT = (
    "同梱の体系の文は本システムの要約です。"
    "選んで編集用の Excel を作り、公式の文言を貼り付けて取り込むと、新しい版になります。"
    "前の版と、その版で答えた年度は変わりません。次に始める年度から、新しい版を使えます。"
)
FRAMEWORK_COLUMNS = ("体系", "版", "スキル", "文言", "使っている年度")
FRAMEWORK_SUMMARY = "要約(公式ではない)"
FRAMEWORK_OFFICIAL = "公式の文言"
FRAMEWORK_UNUSED = "まだ使っていません"
FRAMEWORK_PRESET = "同梱(まだ使っていません)"
FRAMEWORK_WRITE = "編集用の Excel を作る…"
FRAMEWORK_TAKE = "直した Excel を取り込む…"
FRAMEWORK_FOLDER = "編集用の Excel を置くフォルダーを選ぶ"
FRAMEWORK_FILE = "直した体系の Excel を選ぶ"
FRAMEWORK_FILTER = "Excel ブック (*.xlsx)"
FRAMEWORK_WORK = "スキル体系を書き出しています"
FRAMEWORK_LOOKING = "スキル体系を読んでいます"
FRAMEWORK_WRITTEN = "「{file}」を作りました。"
FRAMEWORK_WRITTEN_TEXT = (
    "「水準」のシートの判断の目安を公式の文言に替え、「体系」のシートの版を新しくしてから取り込んでください。"
)
FRAMEWORK_SAME = "「{file}」の版は、同じ中身ですでにあります。何も変えていません。"
FRAMEWORK_ASK = "「{file}」を新しい版として取り込みますか"
FRAMEWORK_NO_SKILL = "スキルの名前と判断の目安は、前の版と同じです。"
FRAMEWORK_LINES = 12
FRAMEWORK_MORE = "ほか {count}件"
FRAMEWORK_GO = "取り込む"
FRAMEWORK_TAKEN = "新しい版を取り込みました(受付 {number})。「年度」で次の年度を始めるときに選べます。"
PREVIEW_NAME = "{name}({version}版)"
PREVIEW_SOURCE = "出典: {source}"
PREVIEW_SKILLS = "スキル {count:,}"
PREVIEW_MINDSET = "マインドセット {count:,}"
PREVIEW_LEVELS = "水準 {count:,}段階"
PREVIEW_PERSONAS = "人材像 {count:,}"
PREVIEW_STAGES = "育成段階 {count:,}"
PREVIEW_REQUIREMENTS = "研修・要件 {count:,}"
PREVIEW_SUMMARY = "判断の目安の文は本システムの要約で、公式の文言ではありません。"
PREVIEW_REPLACE = (
    "公式の文言に替えるときは、「設定」の「スキル体系」で編集用の Excel を作り、"
    "方針の文を貼り付けて取り込みます。年度を始めると、その年度の文は変えられません。"
)
PREVIEW_MORE = "本システムの補足と、方針に定めのないことを見る"
PREVIEW_LESS = "閉じる"
