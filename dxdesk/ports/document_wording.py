"""The sentences our documents are written in, on paper and in workbooks alike."""

from __future__ import annotations

from datetime import date

from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports.printing import ResultNotice, Seal
from dxdesk.ports.workbooks import ProposalLine

CORRECTION_LABEL = "訂正の理由(人事担当)"
"""Stands before HR's reason for a corrected level, apart from the confirmer's comment."""

INFERRED_NOTE = "(推定)は、どこの説明かを本システムで推定したものです。"
"""Explains the mark behind a statement."""

COURSES_LABEL = "対応する研修"
TOP_LEVEL = "最も高いレベルです。後に続く職員の支えになってください。"
"""Stands where the next level's statements would, for who reached the highest."""


AS_REPORTED = "確認者がいないため、だれも確認していません(申告のまま)"
"""Stands wherever somebody's year is complete though nobody confirmed it."""

AS_REPORTED_BY = "確認者がいないため、申告のままです"
"""The same where who confirmed would stand."""


def result_opening(record: ResultNotice) -> str:
    """Return the notice's first sentence, as it stands on paper and in the workbook."""
    year = fiscal_year_label(record.fiscal_year)
    persona = f"人材像は「{record.person.persona}」です。" if record.person.persona else ""
    if record.as_reported:
        return (
            f"{year}のDXスキルについて、申告いただいた内容をお知らせします。"
            f"{AS_REPORTED_BY}。だれも確認していません。{persona}"
            "次のレベルに向けて必要なことと合わせて、来年度の目標づくりにお使いください。"
        )
    return (
        f"{year}のDXスキルについて、申告いただいた内容を確認した結果をお知らせします。{persona}"
        "次のレベルに向けて必要なことと合わせて、来年度の目標づくりにお使いください。"
    )


def seal_told(seal: Seal) -> str:
    """Return what stands behind the issuer of a letter without a seal: ``(公印省略)``."""
    return "(公印省略)" if seal is Seal.OMITTED else ""


# Certificates traditionally carry no 句読点; the default wordings keep to that.
SKILL_CERTIFICATE_TITLE = "スキル確認結果証"
COMPLETION_CERTIFICATE_TITLE = "修了証"


def skill_certificate_body(fiscal_year_label: str, framework: str) -> str:
    """Return the default wording of a skill certificate; line feeds are kept when it is set."""
    return f"あなたの{fiscal_year_label}における{framework}について次のとおり確認したことを証します"


REPORTED_CERTIFICATE_TITLE = "スキル申告結果証"


def reported_certificate_body(fiscal_year_label: str, framework: str) -> str:
    """Return the wording for somebody without a confirmer: nothing was confirmed, so it says so."""
    return f"あなたの{fiscal_year_label}における{framework}について次のとおり申告されたことを証します"


def completion_body(course: str, first_day: date, last_day: date | None = None, hours: str = "") -> str:
    """Return the default wording of a certificate of completion in three lines; ``hours`` like ``6時間``."""
    period = wareki(first_day)
    if last_day is not None and last_day != first_day:
        period += f"から{wareki(last_day)}まで"
    length = f"(全{hours})" if hours else ""
    return f"あなたは{period}に実施した\n「{course}」{length}の\n全課程を修了したことを証します"


PROPOSAL = "来年度の目標の案"
"""What a result notice proposes for the next year, where the office asks for goals with the 期首票."""

PROPOSAL_GUIDE = (
    "来年度の目標を考えるための案です。",
    "求められる水準に足りないもの、本人が書いた目標、次の段階を並べています。",
    "目標は、4月に人事課から届く「期首票」に、自分で決めて書きます。人事評価には使いません。",
)
PROPOSAL_GUIDE_BEFORE = (
    *PROPOSAL_GUIDE[:2],
    "目標は、4月の名簿の後に届く期首票で、本人が決めます。人事評価には使いません。",
)
"""The same in workbooks of wordings before 10: files that were sent say so, and never change."""

AT_TOP = "最上位です"
"""Stands in a proposal in place of what comes next of a skill that has no next level."""


def proposed_way(line: ProposalLine) -> tuple[str, str]:
    """Return what a proposal says of a line's levels: under which words, and what; ``("", "")`` for nothing.

    Proposals of earlier programs left what comes next empty where somebody is at the top.
    """
    if line.now and line.aim not in {"", AT_TOP}:
        return "いまから次へ", f"{line.now} → {line.aim}"
    if line.aim == AT_TOP or line.now not in {"", UNKNOWN_LEVEL}:
        return "いま", f"{line.now}({AT_TOP})"
    return "", ""


UNKNOWN_LEVEL = "\uff0d"
"""Stands in a proposal for the level of somebody whom nobody confirmed."""

MUST_COURSES = "必須の研修"
