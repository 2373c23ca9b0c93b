"""Made-up people and records that several tests print."""

from __future__ import annotations

from datetime import date

from dxdesk.ports import document_wording as words
from dxdesk.ports import printing as doc

HARD_NAMES = (
    "髙橋 美咲",
    "検証 \ufa11太郎",
    "葛\U000e0100西 健",
    "\ufa19田 一郎",
    "辺\U000e0100見 花子",
    "𠀋 太郎",
)
SKILLS = ("業務改革", "プロジェクトマネジメント", "デジタル活用", "データ活用", "セキュリティ")
PURPOSE = "この記録は職員の育成と配置の参考にするためのもので、人事評価には使いません。"
LONG_COMMENT = ("業務フローを自分で描き、係の会議で改善案を出した点を確認しました。" * 20)[:600]
LONG_NAME = "検証あいうえおかきくけこさしすせそたちつてと太郎左衛門之介"
DAY = date(2026, 3, 18)


def person(name: str = "髙橋 美咲", number: str = "001234") -> doc.PersonHead:
    return doc.PersonHead(number, name, "総務部 人事課 人材育成係", "一般職", "主任", "DX推進委員")


def sheet(who: doc.PersonHead | None = None, *, skills: int = 5, comment: str = "") -> doc.SkillSheet:
    lines = tuple(
        doc.SkillLine(
            SKILLS[position % 5] + (f"({position})" if position >= 5 else ""),
            last_year=1,
            self_level=2,
            confirmed=position % 4,
            required=2,
            evidence="窓口の申請受付で紙の台帳をなくした。",
            comment=comment,
            next_goal="担当業務のデータを毎月そろえる。",
        )
        for position in range(skills)
    )
    return doc.SkillSheet(
        who or person(),
        2025,
        "検証区",
        lines,
        mindset=(doc.SkillLine("区民目線", 1, 2, 2, 2),),
        confirmations=(doc.Confirmation("一次確認", "検証 一郎(代理 検証 二郎)", DAY),),
        overall_goal="所属の業務フローを棚卸しする。",
        state="確定",
        purpose=PURPOSE,
        printed_on=DAY,
    )


def certificate(
    who: doc.PersonHead | None = None, *, number: str = "第12号", **changes: object
) -> doc.Certificate:
    given: dict[str, object] = {
        "title": words.SKILL_CERTIFICATE_TITLE,
        "number": number,
        "person": who or person(),
        "body": words.skill_certificate_body("令和7年度", "DXスキル"),
        "issued_on": DAY,
        "issuer_title": "検証区長",
        "issuer_name": "検証 太郎",
        "items": tuple(doc.CertificateItem(skill, "LV2") for skill in SKILLS),
    }
    return doc.Certificate(**(given | changes))  # type: ignore[arg-type]


def notice(who: doc.PersonHead | None = None) -> doc.ResultNotice:
    lines = (
        doc.ResultLine(
            "業務改革",
            confirmed=1,
            self_level=2,
            last_year=1,
            comment=LONG_COMMENT,
            next_level=2,
            next_statements=("担当業務の流れを図にして説明できる。", "見直しを自分で企画し、進められる。"),
            next_goal="係の業務フローを描く。",
        ),
        doc.ResultLine("デジタル活用", confirmed=3),
        doc.ResultLine("データ活用", confirmed=None),
    )
    return doc.ResultNotice(
        who or person(),
        2025,
        "検証区",
        lines,
        issued_on=DAY,
        document_number="7検総人第142号",
        issuer="検証区総務部人事課長",
        statements_note="「必要なこと」は方針をもとにした要約で、公式の文言ではありません。",
        purpose=PURPOSE,
    )


def skill_map(people: int = 30, skills: int = 5) -> doc.SectionMap:
    names = tuple(f"{SKILLS[position % 5]}{position}" for position in range(skills))
    rows = tuple(
        doc.MapRow(
            person("検証 太郎", f"{number:06}"),
            tuple((number + position) % 4 for position in range(skills)),
            tuple(1 for _ in range(skills)),
        )
        for number in range(people)
    )
    sections = (doc.SectionRow("総務部 人事課", 31, tuple((1, 2, 3, 4) for _ in names)),)
    return doc.SectionMap(2025, "検証区", names, rows, sections, purpose=PURPOSE, printed_on=DAY)
