"""What the first-time guide says, by role, in the order of the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.ports.entities import Role

NAME = "はじめての案内"
BACK = "前へ"
NEXT = "次へ"
END = "案内を終える"
CLOSE = "閉じる"
CLOSED = "案内は「使い方」からいつでも見直せます"
PLACE = "{number} / {whole}"
SAID = "はじめての案内 {number} / {whole} {title}"


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step: what one does, and the screen where one does it (empty: the one that is open)."""

    title: str
    text: str
    screen: str = ""
    what: Mapping[str, object] = field(default_factory=dict)


PERSONAL = (
    GuideStep(
        "年に一度、15分ほどの申告です",
        "いまの自分に近いレベルを選び、申告票のファイルにして送ります。入力はひとつずつ保存されるので、"
        "いつ閉じても続きから始められます。",
    ),
    GuideStep(
        "文を読んで、近いレベルを選びます",
        "レベルをクリックするか、数字のキーを押します。文に印を付けると、すべて当てはまったレベルを勧めます。"
        "Enter で次の項目へ、Ctrl+Z で元に戻せます。",
        "self_report",
    ),
    GuideStep(
        "根拠と目標は、書けるところだけ",
        "根拠は、人事課の記録を右の一覧から1回のクリックで書き加えられます。"
        "前年と同じ項目は「前年のまま」で済みます。",
        "self_report",
    ),
    GuideStep(
        "最後に全部を見て、提出します",
        "足りないところは言葉で出て、そこへ移れます。「提出する」で申告票のファイルができます。"
        "この窓からは送信されないので、共有フォルダーかメールで送ってください。",
        "self_report",
        {"item": "submit"},
    ),
    GuideStep(
        "差戻票や結果が届いたら",
        "そのファイルを、この窓のどこにでも置いてください。差し戻された理由は項目のそばに出ます。"
        "することがあれば、ホームに並びます。",
        "home",
    ),
)

SECTION = (
    GuideStep(
        "することは、ホームに急ぐ順で並びます",
        "上の列は、申告から確認票を送るまでの流れです。ボタンを押すと、その仕事の画面に移ります。",
        "home",
    ),
    GuideStep(
        "届いた申告票を、この窓に置きます",
        "フォルダーごと、何人分でも、同じものをもう一度置いても構いません。"
        "取り込む前に中身を見られ、あとから元に戻せます。",
        "receive",
    ),
    GuideStep(
        "左で人を選び、右で見くらべて確認します",
        "本人の申告、前年、求める水準、根拠が並びます。違うところには色と言葉が付きます。"
        "レベルを直すときは、理由をひとこと書きます。",
        "review",
    ),
    GuideStep(
        "足りないときは、理由を書いて差し戻します",
        "項目ごとに理由を書くと、差戻票のファイルができます。紙で受け取った申告は「代行入力」で入れられます。",
        "review",
    ),
    GuideStep(
        "終わったら、確認票を作って送ります",
        "途中までの分だけでも送れます。次の確認者か人事課に、共有フォルダーかメールで渡してください。",
        "documents",
    ),
)

HR = (
    GuideStep(
        "一年の流れと、いますることはホームにあります",
        "上の列でいまの段階が分かります。要対応は急ぐ順です。4月に担当が替わっても、ここから続けられます。",
        "home",
    ),
    GuideStep(
        "はじめに、職員名簿を取り込みます",
        "人事システムから出した表を、そのまま使えます。列の対応は一度決めれば覚えます。"
        "取り込む前に、何が変わるかを確かめられます。",
        "roster",
    ),
    GuideStep(
        "年度を始めて、申告票と所属配布票を配ります",
        "基準日と期限を決めると、対象者と確認者が決まります。配ったものは配布簿に残ります。",
        "year",
    ),
    GuideStep(
        "返ってきたファイルは、まとめて置くだけです",
        "順番も重なりも気にせず置けます。食い違う答えはどちらも残し、人が決めるまで待ちます。"
        "受け付けたものは受付簿に残り、元に戻せます。",
        "receive",
    ),
    GuideStep(
        "遅れている人に再依頼し、確定して知らせます",
        "提出状況から再依頼の文面を作れます。そろったら「年度」で確定し、結果通知票を作ります。"
        "証書や一覧は「帳票」から出します。",
        "status",
    ),
)

DX = (
    GuideStep(
        "いまの段階は、ホームで分かります",
        "年度の流れと、することが並びます。ボタンを押すと、その画面に移ります。",
        "home",
    ),
    GuideStep(
        "届いたファイルは、この窓に置きます",
        "人事課の提供票を入れると、年度とスキル体系、所属ごとの人数が入ります。名前は、決定がなければ入りません。",
        "receive",
    ),
    GuideStep(
        "所属ごとの人数は、提供された集計で見ます",
        "スキルごとに、どの段階に何人いるかが出ます。少ない人数は「少人数」と伏せてあります。",
        "provided",
    ),
    GuideStep(
        "研修と目標は、使う機能で入れます",
        "「設定」の「使う機能」で入れると、左に出ます。人事課の研修も並びますが、直せるのは自分の課のものだけです。",
        "settings",
    ),
    GuideStep(
        "人事課へは、送付票で渡します",
        "「帳票」の「Excelのファイルを作る」で送付票を作り、人事課へ送ります。何度作り直しても大丈夫です。",
        "documents",
    ),
)

STEPS: Mapping[Role, tuple[GuideStep, ...]] = {
    Role.PERSONAL: PERSONAL,
    Role.SECTION: SECTION,
    Role.HR: HR,
    Role.DX: DX,
}
