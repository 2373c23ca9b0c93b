"""What the settings screen says."""

TITLE = "設定"
TABS = (
    *("この台帳", "帳票と連絡先", "一覧と対象", "スキル体系", "鍵", "配布簿", "操作の記録", "点検"),
    *("使う機能", "個人情報"),
)
TAB_STORE, TAB_PAPERS, TAB_LISTS, TAB_FRAMEWORKS, TAB_KEYS, TAB_SENT, TAB_AUDIT, TAB_CHECK, TAB_USES = range(
    9
)
TAB_PRIVACY = TAB_USES + 1
USES_TEXT = (
    "申告のほかに使う機能を選びます。使わない機能は、画面にも票にも出ません。"
    "使うのをやめても隠れるだけで、記録は何も消えません。もう一度選ぶと、前のまま出ます。"
)
USES_ON = "{name}を使う"
USES_LATER = "いまは使わない"
USES_LATER_OF = "{name} いまは使わない"
USES_SWITCHED_ON = "{name}を使い始めました。"
USES_SWITCHED_OFF = "{name}を隠しました。記録は残っています。"
USES_DECLINED = "ホームにはもう出しません。使うときは、ここで選んでください。"
STORE = "台帳"
FACTS = ("だれの台帳か", "自治体", "団体コード", "持ち主", "台帳のファイル")
CODE = "この台帳の確認コード"
CODE_TEXT = (
    "ほかの人から電話で聞かれたら、このコードを読み上げてください。"
    "ファイルがこの台帳から出たものか確かめられます。"
)
BACKUP = "控え"
BACKUP_TEXT = (
    "台帳を変えて閉じると、前の控えから4時間たっていれば、控えを自動で取ります。"
    "確定、確定後訂正、年度の開始と終了、引継ぎのあとは、いつも取ります。PCの故障に備えて、共有フォルダーなどこのPCの外にも置いてください。"
    "台帳が壊れたときや、間違いの前に戻りたいときは、控えから新しい台帳を作れます。"
)
AUTOMATIC_LAST = "最後の自動の控え: {when}"
AUTOMATIC_NONE = "自動の控えは、まだありません。"
AUTOMATIC_FAILED = "自動の控えを取れていません"
AUTOMATIC_MISSED = (
    "最後の操作より後の控えがありません。前に閉じたときに取れなかったか、閉じずに電源が切れたようです。"
)
AUTOMATIC_GO = "いま控えを取る"
AUTOMATIC_MADE = "控えを取りました。"
BACKUP_GO = "控えを保存する…"
BACKUP_NAME = "{name}_控え_{day}.dxdesk"
BACKED_UP = "控えを保存しました: {file}"
BACKED_UP_TEXT = "控えを開くには、元と同じパスフレーズが要ります。"
BACKUP_WORK = "控えを保存しています"
RESTORE_GO = "控えから戻す…"
CHECK = "点検"
CHECK_TEXT = (
    "台帳が壊れていないか、記録が書き換えられていないかを調べます。開いたままで構いません。何も変えません。"
    "写しを取って調べるので、その間も入力できます。"
)
CHECK_SHORT = "台帳が壊れていないか、書き換えられていないかを調べます。結果は「点検」に文で出ます。"
CHECK_GO = "点検する"
CHECK_WORK = "台帳を点検しています"
CHECK_WHOLE = "前回の点検で確かめた記録も、はじめから確かめ直す"
CHECKED_AT = "({when} 点検)"
LOOKED = "見たもの: {what}"
GRADE = "{number}. {title}"
PROVES = "これで分かること"
LEAVES = "これでは分からないこと"
COMPARE = "いっしょに比べるもの"
COMPARE_TEXT = (
    "台帳のパスフレーズを知る人は、台帳の鍵で印を付け直せます。その書き換えは、台帳の外にあるものと比べて見つけます。"
    "空のままなら、台帳の中だけを調べます。"
)
COMPARE_FILES = "受け取ったファイルのフォルダー(申告票・確認票・名簿など)"
COMPARE_CODE = "紙の控えの符号"
COMPARE_CODE_HINT = "例: 20260318-000021x-dfe8-4f2a-…"
COMPARE_SENT = "この台帳が渡したファイルか、所属から戻ったファイル"
COMPARE_CHOOSE = "選ぶ…"
PAPER = "控えの符号"
PAPER_TEXT = (
    "いまの台帳を表す1行です。確定の日や年度末に紙に印刷し、人事の外(情報政策課など)で保管してください。"
    "あとで台帳が作り直されると、この符号と合わなくなります。"
)
PAPER_GO = "いまの符号を作る"
PAPER_WORK = "控えの符号を作っています"
PAPER_PRINT = "印刷用に保存する…"
PAPER_NAME = "{name}_控えの符号_{day}.pdf"
PAPER_SAVED = "控えの符号を保存しました: {file}"
LOOK = "見た目"
LOOK_TEXT = "明るさは、このPCのこの利用者だけの設定です。"
LOOKS = (
    ("system", "PCの設定に合わせる"),
    ("light", "明るい"),
    ("dark", "暗い"),
    ("contrast", "くっきり(白い地)"),
    ("contrast-dark", "くっきり(黒い地)"),
)
RETENTION = "保存する期間"
RETENTION_TEXT = (
    "この台帳から記録が自動で消えることはありません。年度を閉じた後も、確定した結果と、受付簿・操作の記録は残ります。"
    "文書の保存期間が過ぎた台帳と控えは、規程に沿って、ファイルごと廃棄してください。"
)
PAPERS = "証書と通知票"
PAPERS_TEXT = "スキル確認結果証・修了証・DXスキル結果通知票に印刷します。書き終えると保存されます。"
ISSUER_TITLE = "発行者の職名"
ISSUER_TITLE_HINT = "例: 検証区長"
ISSUER_NAME = "発行者の氏名"
ISSUER_NAME_HINT = "例: 検証 太郎(空のままなら職名だけを印刷します)"
SEAL = "公印の扱い"
SEALS = (
    ("area", "公印欄を空けておく(後で押す)"),
    ("omitted", "「公印省略」と印刷する"),
    ("none", "何も印刷しない"),
)
PREFIX = "文書番号の前に付ける記号"
PREFIX_HINT = "例: 検人発(「検人発第12号」になります)"
CONTACT = "問い合わせ先"
CONTACT_HINT = "例: 検証区 人事課 人材育成係 内線1234"
BOXES = "起案文の決裁欄(左から)"
DX_SECTION = "DXを担当する課の名前"
DX_SECTION_HINT = "デジタル推進課、DX推進室 など(空にすると、方針のとおり)"
BOXES_HINT = "例: 市長・副市長・部長・課長・係長・担当"
PAPERS_SAVED = "保存しました。次に作る帳票から変わります"
LISTS_TEXT = (
    "申告を求める人(対象)を、職層・任用区分・在職状態ごとに決めます。どれか1つでも対象外なら、その人は対象外です。"
    "変えた後は「年度」の「名簿に合わせる」で、いまの年度に反映します。"
)
LIST_NAMES = (("grade", "職層"), ("employment", "任用区分"), ("duty_status", "在職状態"))
LIST_TARGET = "対象"
LIST_NEVER_LATE = "期限を過ぎても超過に数えない"
LIST_VALUE = "名簿での書き方"
LIST_ADD = "加える"
LIST_ADD_HINT = "例: 主任主事"
LIST_UNKEPT = "「設定」の{title}に書いた「{value}」"
LIST_ADD_EMPTY = "加える書き方を入れてください。"
LIST_ADD_THERE = "「{value}」はもうあります。"
WORDS = "取込みで覚えた言葉"
WORDS_TEXT = (
    "表を取り込むときにお答えになった言葉です。忘れると、次の表でもう一度お尋ねします。"
    "取り込み済みの記録は変わりません。"
)
WORDS_NONE = "まだ覚えた言葉はありません。"
WORDS_KINDS = {"duty": "在職状態", "cell": "出欠や結果", "course": "研修名"}
WORDS_DUTY = "表の言葉(言葉そのものは残していません)"
WORDS_OWN = "体系にない研修"
WORDS_FORGET = "忘れる"
WORDS_FORGET_OF = "{word}を忘れる"
WORDS_MORE = "ほか {count:,}件は、表を取り込むときの画面で見られます。"
LIST_FOUR = "名簿の在職状態は、この4つのどれかとして読みます。4つのほかは加えられません。"
LIST_SAVED = "保存しました"
DIGITS = "職員番号の桁数"
DIGITS_TEXT = (
    "名簿の職員番号が数値になっていて先頭の0が落ちていたら、この桁数まで0を補う案を示します。"
    "決めていないと、数値の職員番号ばかりの名簿は取り込めません。変えても、いまの名簿の番号は変わりません。"
)
DIGITS_NONE = "決めていない"
DIGITS_COUNT = "{count}桁"
DIGITS_MOST = 20
PRIVACY = "LGWANでの利用"
PRIVACY_TEXT = "この窓は外部と通信しません。ファイルの受け渡しは、共有フォルダーやメールで行います。"
KEYS_TEXT = "届くファイルの発行元です。はじめての相手は、確認コードを電話で読み合わせ、同じなら登録します。"
KEY_COLUMNS = ("状態", "持ち主", "確認コード", "種類", "指紋")
KEY_STATES = {"accepted": "登録済み", "quarantined": "照合待ち", "revoked": "失効", "followed": "引継ぎ済み"}
KEY_LOOKS = {
    "accepted": "badge-done",
    "quarantined": "badge",
    "revoked": "badge-plain",
    "followed": "badge-plain",
}
KEY_OWN = "この台帳"
KEY_WHOSE = "{name}の確認コード {code}"
KEY_OWN_FORMER = "前の鍵"
RENEW = "この台帳の鍵を替える…"
RENEW_TITLE = "この台帳の鍵を新しくしますか"
RENEW_TEXT = (
    "PCを入れ替えたときや、台帳の控えが外に出たかもしれないときに行います。"
    "これまでに出したファイルはそのまま使えます。次に出すファイルで新しい鍵が相手に伝わり、電話での照合は要りません。"
)
RENEW_GO = "鍵を替える"
RENEWED = "鍵を替えました。これから出すファイルは、新しい鍵で封をします。"
REGISTER = "同じだったので登録する"
REGISTERED = "登録しました。預かっていたファイルを反映しました。"
REVOKE = "失効させる…"
REVOKE_TITLE = "この鍵を失効させますか"
REVOKE_TEXT = (
    "{whose}\n\n"
    "紛失や持ち出しのときに使います。これから届く、この発行元のファイルを集計に入れません。"
    "すでに受け付けたものも外れますが、確かなところまでは残せます。残す最後のファイルを下で選ぶか、"
    "その通し番号(出した側がファイルに付けた番号)を入れてください。"
)
REVOKE_FILES = "この鍵で届いたファイル"
REVOKE_COLUMNS = ("通し番号", "受付日時", "ファイル", "失効のあと")
REVOKE_STAYS, REVOKE_FALLS = "残る", "外れる"
REVOKE_SAME = (
    "通し番号が同じファイルがあります({numbers})。番号で決めるので、いっしょに残るか、いっしょに外れます。"
    "どれかだけを残すときは、残したあとに「受付簿」で、要らないファイルの取込みを元に戻してください。"
)
REVOKE_NO_FILES = "受け付けたファイルはありません。"
REVOKE_NUMBER = "残す最後の通し番号"
REVOKE_ALL = "空欄なら、すべて外します"
REVOKE_NO_NUMBER = "通し番号は、0以上の数です。"
REVOKE_NOT_YET = "まだ失効させていません。"
REVOKE_GO = "失効させる"
REVOKED = "失効させました。誤って失効したときは「登録する」で戻せます。"
REVOKED_AFTER = (
    "失効させました。通し番号{after}までのファイルは残しています。"
    "誤って失効したときは「登録する」で戻せます。"
)
RIVALS = "同じ登録用の番号を使う鍵がほかに {count}つ あります。どちらが本物か必ず確かめてください。"
DISPATCH_COLUMNS = ("番号", "日時", "種類", "ファイル", "あて先", "人数", "区分")
DISPATCH_NONE = "配ったファイルはまだありません"
DISPATCH_NONE_TEXT = "配布票や申告票を作ると、日時とあて先がここに残ります。"
AUDIT_COLUMNS = ("番号", "日時", "操作した人", "操作", "対象", "件数")
AUDIT_TEXT = "だれがいつ何をしたかの記録です。書き換えると分かるようにつないであり、消せません。"
AUDIT_SEARCH = "操作・対象・人でさがす"
AUDIT_RECEIPT = "受付 {number}番"
AUDIT_KEY = "指紋 {start}…"
AUDIT_TIMES = "{number}回目"
AUDIT_PRESETS = {
    "shinagawa": "品川区 DXスキル体系",
    "kashiwa": "柏市 DXスキル体系",
    "nakano": "中野区 DX人材の機能・役割",
    "setagaya": "世田谷区 DX人材育成の体系",
    "govtech-tokyo": "東京都・GovTech東京 勉強会資料による体系",
}
AUDIT_CODES = {"made": "作った", "removed": "なくした"}
AUDIT_PASSPHRASES = {"changed": "変えた", "set": "付けた", "removed": "なくした", "none": "なし"}
AUDIT_TARGETS = {"": "一覧どおり", "1": "対象", "0": "対象外"}
AUDIT_SETTINGS = {
    "issuer_title": ISSUER_TITLE,
    "issuer_name": ISSUER_NAME,
    "seal": SEAL,
    "number_prefix": PREFIX,
    "contact": CONTACT,
    "decision_boxes": BOXES,
    "dx_section": DX_SECTION,
    "certificate_title": "スキル確認結果証の題名",
    "certificate_body": "スキル確認結果証の文",
    "certificate_framework": "証書でのスキル体系の呼び名",
    "certificate_levels": "証書に並べる項目",
    "certificate_completion_title": "修了証の題名",
    "certificate_completion_body": "修了証の文",
    "certificate_seal_size": "公印の欄の大きさ",
    "certificate_ruby": "証書のふりがな",
    "certificate_name": "証書の氏名",
    "paper_prefix": "証書の番号の前の文字",
    "paper_start": "証書の次の番号",
}
ACTIONS = {
    "create": "台帳を準備",
    "store.created": "台帳を作成",
    "store.moved": "別の場所で開いた",
    "store.restored": "控えから復元",
    "store.migrated": "台帳の形の更新",
    "lists": "一覧の変更",
    "authorities": "任命権者の一覧の変更",
    "authority": "所属の任命権者の変更",
    "authority-own": "台帳の任命権者の変更",
    "authority-decision": "ほかの任命権者についての決定",
    "asked-pair": "任用区分と人材像の対象の変更",
    "use-stopped": "利用の停止",
    "use-resumed": "利用の再開",
    "correction-request": "訂正の請求",
    "disclosed": "本人開示用一覧の作成",
    "form-filled": "様式への差込み",
    "settings": "設定の変更",
    "experience": "実務経験の表の取込み",
    "growth-added": "成長記録に加えた",
    "growth-corrected": "成長記録を直した",
    "growth-taken-out": "成長記録から外した",
    "growth-confirmed": "成長記録を証跡で確認",
    "growth-not-confirmed": "成長記録を「確認できない」とした",
    "capability-on": "機能を使い始めた",
    "capability-off": "機能を隠した",
    "capability-declined": "機能をいまは使わないと答えた",
    "provision-permit": "個人の項目を渡す決定の登録",
    "provision-withdraw": "提供の取り下げ",
    "provision-seen": "提供の取り下げを確かめたこと",
    "difference-settle": "台帳の違いの決定",
    "small-cells": "少人数の基準の変更",
    "section-name": "DXを担当する課の名前の変更",
    "course-first": "受講で優先する人材像の変更",
    "report-words": "全庁集計報告書の文の書き直し",
    "year-start": "期首の目標の集め方の変更",
    "start-submit": "期首の目標の提出",
    "start-withdraw": "期首の目標の取下げ",
    "start-agree": "期首の目標への同意・支援の記録",
    "start-return": "期首の目標の差戻し",
    "target-override": "対象・対象外の変更",
    "set-confirmers": "確認者を手で決めた",
    "number-link": "番号をつないだ",
    "number-unlink": "番号のつながりを解いた",
    "number-documents": "帳票の番号付け",
    "issue-papers": "帳票の発行",
    "print": "印刷・書き出し",
    "spoil-papers": "帳票を書損にした",
    "unspoil-papers": "帳票の書損を取り消した",
    "open": "台帳を開いた",
    "receive": "受付",
    "undo": "受付を元に戻した",
    "roster": "名簿の取込み",
    "evidence": "受講・資格の取込み",
    "evidence-sealed": "更新前の受講・資格の記録に印を付けた",
    "attendance": "受講記録の取込み",
    "qualifications": "資格・試験の取込み",
    "catalogue": "研修一覧の取込み",
    "sessions": "研修の回の取込み",
    "enrolment": "受講申込の取込み",
    "enrolment-granted": "受講の決定",
    "enrolment-passed": "受講の見送り",
    "enrolment-cancelled": "受講の取消し",
    "questionnaire": "受講後アンケートの取込み",
    "candidates": "候補者の全員の一覧を見た",
    "courses": "方針の研修を研修台帳に加えた",
    "course-save": "研修の変更",
    "target-save": "目標の変更",
    "plan-make": "年度計画の作成",
    "plan-line": "年度計画の行の変更",
    "plan-add": "年度計画に、方針の研修か確保計画の役割を加えた",
    "plan-line-drop": "年度計画の行を除いた",
    "plan-consult": "年度計画の協議",
    "plan-decide": "年度計画の決裁",
    "plan-reopen": "年度計画の決裁の取消し",
    "plan-done": "年度計画の実績",
    "plan-end": "年度計画の取りやめ",
    "targets": "方針の目標の取り込み",
    "staffing-save": "確保計画の変更",
    "role-save": "役割の表の変更",
    "roles-take": "方針の役割の表の取り込み",
    "matter-save": "検討事項の変更",
    "task-save": "年の予定の変更",
    "term-save": "用語の変更",
    "terms-take": "方針の用語の取り込み",
    "matters-take": "方針の検討事項の取り込み",
    "knowledge-save": "形式知の変更",
    "knowledge": "形式知の表の取込み",
    "turned-save": "効果発現の変更",
    "terms": "用語集の表の取込み",
    "matters": "検討事項の表の取込み",
    "staffing": "確保計画の表の取込み",
    "roles": "役割の表の取込み",
    "drafting-save": "方針の策定の変更",
    "step-save": "方針の策定の手順の変更",
    "cases": "案件票の取込み",
    "events": "行事の表の取込み",
    "case-save": "改善案件の変更",
    "case-end": "改善案件を外した・戻した",
    "event-save": "行事の変更",
    "event-end": "行事を外した・戻した",
    "consultation-save": "相談の変更",
    "consultation-end": "相談を外した・戻した",
    "indicators-take": "方針の評価指標の取り込み",
    "outcome-save": "アウトカムの変更",
    "outcome-end": "アウトカムの終了",
    "indicator-save": "評価指標の変更",
    "indicator-end": "評価指標の終了",
    "activity-save": "取組の変更",
    "activity-end": "取組の終了",
    "survey": "アンケートの取り込み",
    "course-end": "研修の終了・統合",
    "session-save": "研修の回の変更",
    "session-end": "研修の回の中止",
    "nomination-begin": "選任を始めた",
    "nomination-change": "選任の変更",
    "nomination-close": "選任を終えた",
    "nominations": "選任報告の取込み",
    "nomination-accept": "選ばれた人を任命した",
    "nomination-decline": "選ばれた人を任命しないと決めた",
    "request-return": "受講申込票か推薦依頼に答えて返した",
    "nomination-back": "選任の決定の取消し",
    "cycle-open": "年度の開始・変更",
    "cycle-rules": "年度の規則を新しくした",
    "cycle-purpose": "年度の利用目的の変更",
    "deputy-name": "代理の指名",
    "deputy-withdraw": "代理の指名の取消し・短縮",
    "deputy-allow": "代理の確認を認めた",
    "deputy-refuse": "代理の確認を認めなかった",
    "cycle-close": "年度を閉じた",
    "results-told": "結果をほかの方法で知らせたことにした",
    "results-untold": "結果をほかの方法で知らせたことを取り消した",
    "assignments-refresh": "名簿に合わせた",
    "submit": "申告の提出",
    "withdraw": "申告の取下げ",
    "confirm": "確認",
    "confirm-all": "まとめて確認",
    "confirm-undo": "確認の取消し",
    "return-undo": "差戻しの取消し",
    "return1": "一次確認者の差戻し",
    "return2": "二次確認者の差戻し",
    "hr_return": "人事からの差戻し",
    "resolve": "食い違いの決定",
    "finalise": "確定",
    "finalise-draft": "確定案の作成",
    "correct": "確定後訂正",
    "key-register": "鍵の登録",
    "key-revoke": "鍵の失効",
    "key-renew": "鍵の更新",
    "passphrase-change": "パスフレーズの変更",
    "handover": "引継ぎ",
    "recovery-code": "回復コード",
    "appoint": "人材像の任命",
    "appointment-end": "任期の終わり",
    "framework": "スキル体系の取込み・公開",
    "framework-draft": "体系の下書きの作成",
    "framework-draft-deleted": "体系の下書きの削除",
    "columns-forgotten": "覚えた列の対応を忘れた操作",
    "words-forgotten": "覚えた言葉を忘れた操作",
    "digits": "職員番号の桁数の変更",
    "department-add": "所属の追加",
    "department-rename": "所属名の変更",
    "department-move": "所属の移動",
    "department-close": "所属の廃止",
    "backup": "控えの保存",
    "restore": "控えから復元",
    "nominate": "部長級の確認者を決めた",
    "export-undone": "途中で終わった書き出しの取消し",
    "migrate": "台帳の形の更新",
    "report": "帳票の作成",
}
COUNTS = {
    "use": "区分",
    "mode": "集め方",
    "provided": "提供",
    "authority": "任命権者",
    "employment": "任用区分",
    "key": "決定",
    "number": "決裁番号",
    "since": "いつから",
    "answered": "回答",
    "departments": "所属",
    "uses": "利用目的",
    "files": "ファイル",
    "guides": "ご案内",
    "people": "人数",
    "employee": "職員番号",
    "answers": "答えた人",
    "ended": "終えた任期",
    "added": "追加",
    "changed": "変更",
    "updated": "変更",
    "left": "退職など",
    "reused": "番号が渡った人",
    "unchanged": "変わりなし",
    "receipts": "受付",
    "items": "項目",
    "documents": "帳票",
    "entries": "件数",
    "rows": "行",
    "epoch": "通し番号の版",
    "take": "採った番号",
    "after": "前の鍵の最後の番号",
    "valid": "有効な最後の番号",
    "digest": "確定の要約値",
    "papers_digest": "控えの要約値",
    "numbers": "番号",
    "way": "したこと",
    "to": "ファイル・プリンター",
    "fiscal_year": "年度",
    "pages": "ページ",
    "reason": "理由",
    "compacted": "まとめた記録",
    "draft": "確定案",
    "without": "除いた人",
    "unfinished": "確定していない人",
    "target": "対象",
    "digits": "桁数",
    "evidence": "記録",
    "records": "印を付けた記録",
    "rules": "規則",
    "deputy": "代理をする人",
    "former": "前の番号",
    "linked": "つないだ番号",
    "by": "代理をした人",
    "for": "本来の確認者",
    "giver": "前任",
    "taker": "後任",
    "asked": "条件",
}
HELP = (
    ("何をする画面ですか", "台帳の控えを取ったり、発行元の鍵を登録したり、これまでの記録を見たりします。"),
    (
        "控えはいつ取ればよいですか",
        "自動でも取っていますが、確定の前後や年度末には、PCの外にも保存してください。",
    ),
    ("確認コードとは", "ファイルが本当にその所属から出たものかを、電話で確かめるための言葉です。"),
)
