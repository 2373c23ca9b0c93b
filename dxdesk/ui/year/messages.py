"""What the year screen says."""

TITLE = "年度"
NO_ROSTER = "先に職員名簿を取り込みます"
NO_ROSTER_TEXT = "だれに申告してもらうかは名簿から決まります。人事システムの表をそのまま使えます。"
TO_ROSTER = "名簿を取り込む"

OPEN_TITLE = "年度を始める"
OPEN_TEXT = "日付とスキル体系を決めると、対象者と確認者が名簿から決まります。日付はあとから変えられます。"
OPEN_DAYS = (
    "下の日は、仮に入れてあります。そのまま始めると、実施依頼文には(推定)と印刷します。"
    "決まったら、「日付と文面」で確かめて保存してください。"
)
CHANGE_TITLE = "日付と文面"
CHANGE_TEXT = (
    "期限や文面は、年度の途中でも変えられます。保存すると、まだ配っていない用紙から新しい内容になり、"
    "対象者と確認者も、いまの名簿と基準日に合わせ直します。スキル体系は、この年度のあいだ変わりません。"
)
NOT_SAVED = "まだ保存していません"
STARTING_UNKEPT = "「年度を始める」に入れた日付や文面"
CHANGING_UNKEPT = "「年度」の「日付と文面」で変えたところ"
FISCAL_YEAR = "年度"
FRAMEWORK = "スキル体系"
BASE_DATE = "基準日(この日の所属で決めます)"
DUE_SELF = "自己申告の期限"
DUE_FIRST = "一次確認の期限"
DUE_SECOND = "二次確認の期限"
FORM_TITLE = "用紙の題名"
PURPOSE = "利用目的の文(用紙に印刷されます)"
USES = "利用目的(この年度の記録を使う範囲)"
USES_TEXT = (
    "選んだことのほかには使えません。人事評価には使いません。"
    "年度の途中で加えたときは、使う前に職員に知らせてください。"
)
USES_ALWAYS = "いつも含みます"
USES_SHOWN = "利用目的: {uses}"
PURPOSE_MADE = "選んだ目的から文を作る"
PURPOSE_OWN = "文は手で直してあります。選んだ目的と合っているか、確かめてください。"
START = "年度を始める"

CHOOSE_FRAMEWORK = "選んでください"

SAVE_DATES = "日付と文面を保存する"
STARTED = "{year}を始めました。対象 {staff:,}人、対象外 {exempt:,}人です。"
DATES_SAVED = "保存しました。まだ配っていない用紙から新しい内容になります。"
STARTING = "対象者と確認者を決めています"

NOTHING = "いまは、この画面ですることはありません"
NOTHING_TEXT = (
    "{waits}ほかの人の番です。申告や確認が届いたら「受付」に置いてください。"
    "確認が揃うと、ここで確定できます。"
)
NOTHING_FORMS = (
    "申告票は、確認者が所属配布票から作って配れます。人事課から配るなら、下の「申告票を作る…」で作ります。"
)
OWN = "届いたもので、決めるのを待っているものがあります"
OWN_TEXT = "{titles}。決めると、集計に入り、確定へ進めます。"
WAITS_SELF = "申告を待っている人が {count:,}人"
WAITS_CONFIRM = "確認を待っている人が {count:,}人"
WAITS_END = "います。"
TO_STATUS = "提出状況を見る"
TO_MAP = "スキルマップを見る"
TO_DOCUMENTS = "帳票を作る"
SECTION_TITLES = ("1  対象者と確認者", "2  配布", "3  集約と確定", "4  結果のお知らせ", "5  年度のしめくくり")
PEOPLE_TEXT = (
    "対象 {asked:,}人、対象外 {exempt:,}人です。異動などで名簿を入れ替えたら、最新の名簿に合わせます。"
)
REFRESH = "名簿に合わせる"
ROUTES_MISSING = "確認者が決まっていない人が {count:,}人 います"
ROUTES_MORE = "ほか {count:,}人"
ROUTES_FIX = (
    "「名簿」でその人の「確認者を決める…」を押すか、名簿の「一次確認者」「二次確認者」に職員番号を入れて取り込み直してください。"
    "部長級の人は、下の「部長級の確認者…」でまとめて決められます。"
)

SEND_TEXT = "確認者ごとの配布票と、1人1枚の申告票を作ります。どちらか一方でも、両方でも構いません。"
SEND_PACKAGES = "所属配布票を作る…"
SEND_FORMS = "申告票を作る…"
SENT = "これまでに作ったもの: 所属配布票 {packages:,}件、申告票 {forms:,}件"

FINALISE_TEXT = (
    "確認が終わった {ready:,}人を確定できます。まだの人は {left:,}人です。あとから確定を重ねられます。"
)
FINALISE_TEXT_AS_REPORTED = (
    "{ready:,}人を確定できます。まだの人は {left:,}人です。あとから確定を重ねられます。"
)
FINALISE_AS_REPORTED = "このうち {alone:,}人は、確認者がいないため、だれも確認していません(申告のまま)。"
FINALISE_NOBODY = "いま確定できる人はいません。まだの人は {left:,}人です。あとから確定を重ねられます。"
FINALISE_NONE = "確定する…"
FINALISED_SO_FAR = "確定済み {count:,}人"
DECISION_NUMBER = "起案・決裁の番号(任意)"
DECISION_DATE = "決裁日"
DECIDED_UNREAD = "決裁日を読み取れません。確定していません。"
DECIDED_FIX = "「R8.3.2」や「2026/3/2」のように書くか、「決める」の印を外してください。"
FINALISE = "{count:,}人を確定する…"
FINALISE_ASK = "確定しますか"
FINALISE_MEANS = (
    "{count:,}人のレベルを、いまの内容で固定します。あとから届いたものは、預かりますが結果は変えません。"
    "確定は取り消せません。直すときは「確定後訂正」を使います。"
)
FINALISE_WHO = "確定する人: {names}"
FINALISE_WHO_AS_REPORTED = (
    "このうち、確認者がいないため、だれも確認していない人 {count:,}人(申告のまま確定します): {names}"
)
FINALISE_NOT = "確定しない人 {count:,}人: {names}"
FINALISE_DISPUTED = "食い違い"
LEFT_PERSON = "{name}さん({state})"
READY_PERSON = "{name}さん"
FINALISE_GO = "確定する"
FINALISED = "{people:,}人を確定しました。"
FINALISED_AS_REPORTED = "確認者がいないため、申告のまま確定した人: {count:,}人。"
FINALISED_WHO = "確定した人: {names}。"
FINALISED_LEFT = "まだ確定していない人: {count:,}人"
FINALISED_LACKING = (
    "。このうち {names}は、確認が届いていても、本人の提出か一次確認がありません。"
    "「提出状況」で確かめてください。"
)
CORRECT = "確定後訂正…"
CORRECT_TITLE = "確定後訂正"
CORRECT_TEXT = "確定した人のレベルを、理由を付けて直します。前の結果も残ります。"
CORRECT_PERSON = "訂正する人"
CORRECT_SEARCH = "氏名・カナ・職員番号でさがす"
CORRECT_LOAD = "表示する"
CORRECT_HINT = "確定した人を氏名・カナ・職員番号でさがして選ぶと、その人のレベルがここに出ます。"
CORRECT_REASON = "訂正の理由"
CORRECT_APPROVER = "承認者(任意)"
CORRECT_GO = "訂正を確定する"
CORRECT_WHO = "{person}・{section}・{state}"
CORRECT_TURN = "この人の訂正は、これが{turn}回目です。"
CORRECT_LAST = "前回は {day} に訂正しました(理由: {reason})。"
CORRECT_NONE = "記録なし"
CORRECT_ONE = "{item}: {before} → {after}"
CORRECT_CHANGED = "{before} → {after}"
CORRECT_SAME = "{before} のまま"
CORRECT_CHANGES = "訂正すること {count}件: {changes}"
CORRECT_NO_CHANGES = "まだ何も変えていません。直すスキルの、新しいレベルを選んでください。"
CORRECTED = "{person}の結果を訂正しました(この人の{turn}回目の訂正)。"
CORRECTED_MEANS = "{changes}。訂正の前の結果も残っています。"
CORRECT_NOTHING = "直すレベルを選んでください。まだ何も変えていません。"

TELL_TEXT = "確定した人へ、確認されたレベルと次に要ることを知らせます。"
TELL_FILES = "結果通知票を作る…"
TELL_PRINT = "紙で渡す分を印刷する"

CLOSE_TEXT = "年度を閉じても、記録はすべて読めます。次の年度を始めると、今年度の結果が「前年」になります。"
CLOSE = "この年度を閉じる…"
CLOSE_ASK = "{year}を閉じますか"
CLOSE_MEANS = (
    "閉じた年度は、開き直せません。閉じたあとは、新しい年度を始められます。"
    "記録はそのまま残り、いつでも見られます。"
)
CLOSE_UNFINISHED = "結果が確定していない人が {count:,}人います: {names}\n\n"
CLOSE_OWES = "{said}\n閉じたあとも、ホームの要対応から行えます。\n\n"
CLOSE_GO = "{year}を閉じる"
CLOSED = "{year}を閉じました。新しい年度を始められます。"
NEW_YEAR = "新しい年度を始める"

HELP = (
    ("何をする画面ですか", "1年の流れを上から順に進めます。いま押すボタンに色が付いています。"),
    (
        "日付を変えたいとき",
        "いちばん下の「日付と文面」で変えて保存します。期限は配った用紙には書き直されません。",
    ),
    (
        "利用目的とは",
        "その年度の記録を何に使うかです。選んでいないことに使おうとすると、年度の名前を示して断ります。"
        "人事評価には使いません。",
    ),
    (
        "確認者が不在のとき",
        "「代理の指名…」で、だれが、だれの代わりに、いつからいつまで確認するかを、前もって決めます。"
        "続けて、代理をする人の所属配布票を作って渡します。",
    ),
    (
        "一部の人だけ先に確定できますか",
        "できます。確認が終わった人だけを確定し、残りはあとから重ねて確定します。",
    ),
    ("確定したあとに間違いが見つかったら", "「確定後訂正」で理由を書いて直します。前の結果も残ります。"),
)
