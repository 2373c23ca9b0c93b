"""What the window of 選任 says."""

OPEN_ALL = "選任…"
TITLE = "選任"
TEXT = (
    "どの所属からだれを任命するかを、推薦依頼で集めます。戻ってきた報告は「受付」で下見してから取り込み、"
    "ここで任命を決めます。人事評価には使いません。"
)
ROUND = "選任"
NEW = "新しい選任…"
SEND = "推薦依頼を作る"
SEND_TITLE = "推薦依頼を作る"
TAKE = "報告を受け取る"
EXPORT = "選任名簿を書き出す"
PRINT = "印刷する"
COLUMNS = ("状態", "所属", "氏名", "区分", "任期", "確かめること")
STATES = {
    "missing": "まだ選任なし",
    "waiting": "決定待ち",
    "appointed": "任命済み",
    "declined": "選ばない",
    "replaced": "交代した",
}
FIGURES = (
    "{persona} 対象 {asked:,}所属(1所属 {wanted}人)のうち、まだ選任のない所属 {missing:,}。"
    "決定待ち {waiting:,}人、任命済み {appointed:,}人。報告の期限 {deadline}。"
)
NO_DEADLINE = "なし"
NOTHING = "まだ選任がありません。「新しい選任」で、対象の所属と期限を決めて始めます。"
APPOINT = "任命する"
APPOINT_ALL = "{count:,}人を任命する"
DECLINE = "選ばない"
BACK = "決定を取り消す"
BACK_ASK = "{name}さんについての決定を取り消しますか。"
BACK_TEXT = "任命してあれば、その任期をなくし、終えた前任の任期を元に戻します。報告は残ります。"
DOUBT = "確かめることがある人が{count:,}人います。任命してよいですか。"
DOUBT_TEXT = "{reasons}\nほかに問題のある人は、任命せずに残します。"
DECIDED = "{count:,}人を決めました。"
DECIDED_ENDED = "前の任期を終えたのは{count:,}人です。"
DECIDED_TEXT = "「年度」の「名簿に合わせる」で、いまの年度の申告に反映します。"
PAPER_TITLE = "この選任の始まりとは別の日からの任命が{count:,}人います。"
PAPER_TEXT = (
    "{names}。\nこの任命の決裁を写してください。空のままでも任命できます。"
    "そのとき選任通知には、通し番号と、印刷した日が付きます。"
)
WORK = "選任を記録しています"

CHANGE = "変える…"
CHANGE_TEXT = "対象の所属、人数、期限、任期、通知と決裁の欄を変えられます。報告と任命はそのままです。"
SAVE = "変える"
END = "この選任を終える"
END_ASK = (
    "この選任を終えますか",
    "まだ選んでいない所属も、選任待ちに出なくなります。任命した人はそのまま残ります。"
    "終えた選任は開き直せません。続けるときは、新しい選任を始めてください。",
)
BEGIN_TITLE = "新しい選任"
BEGIN_TEXT = "スキル体系の定めから、対象の所属と人数を入れてあります。違うところを直してください。"
BEGUN = "この年度は、もう始まっています。"
BEGUN_TEXT = "任期の始まりと、報告の期限を確かめてください。期限は、過ぎた日を入れずに空けてあります。"
PERSONA = "人材像"
YEAR = "年度"
NUMBER = "所属ごとの人数"
DEADLINE = "報告の期限"
FROM = "任期の始まり"
TO = "任期の終わり"
OPEN = "終わりを決めない"
SECTIONS = "対象の所属"
NOTICE = "任命した人に選任通知を出す"
DOCUMENT = "文書番号"
APPROVAL = "決裁番号・区分"
APPROVED_ON = "決裁日"
NOT_YET = "まだ"
BEGIN = "始める"
NO_PERSONA = "任命できる人材像がまだありません。"
NO_PERSONA_TEXT = "「年度」で年度を始めると、その年度のスキル体系にある人材像の選任を始められます。"
