"""What a 確保計画 may not say, and what has to be told of it beside.

Sources: 地方公務員法 第3条第3項第3号 (特別職非常勤), 第22条の2 (会計年度任用職員: a post that is 非常勤 by
law, フルタイム among them, for one 会計年度 at most), 第22条の4 (定年前再任用短時間勤務);
地方公共団体の一般職の任期付職員の採用に関する法律 第5条 (任期付短時間勤務職員); the steps and examples of the
study material of 東京都/GovTech東京.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from dxdesk.domain.called_people import called_in
from dxdesk.domain.dates import FIRST_YEAR, in_fiscal_year, is_day, read_date, read_month
from dxdesk.domain.errors import Problem
from dxdesk.domain.staffing_record import (
    HOURS_NAMES,
    MEANS_NAMES,
    PRIORITY_NAMES,
    RECRUITING_NAMES,
    TENURE_NAMES,
    Hours,
    Means,
    Recruiting,
    StaffingSaid,
    Tenure,
)
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import fiscal_year_label, wareki

_MONTH = re.compile(r"\d{4}-\d{2}")
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:百|千|万|億)*円")
_SCORE = re.compile(r"\d+\s*点")
_FREE = {
    "ranking": "優先順位の理由",
    "means_reason": "手法を選んだ理由",
    "conditions": "勤務条件",
    "common": "全庁共通の要件",
    "criteria": "評価基準",
    "panel": "面接の体制",
    "note": "備考",
}
"""The fields in which somebody might write of applicants."""

VIEWPOINTS = (
    "応募者の経験が、任せる業務とどこまで重なるか(件数や年数だけでなく、中身を見る)",
    "その経験で、どの役割を受け持ち、自分で何を決めたか",
    "専門でない職員にも分かる言葉で、考えと進め方を説明できるか",
    "行政の仕事の進め方や制度を理解し、職員と一緒に進められるか",
)
"""判断の観点: what to look at when criteria are written (study material of 東京都/GovTech東京, our words)."""
_WORDS = (
    ("priority", "優先順位", PRIORITY_NAMES),
    ("means", "手法", MEANS_NAMES),
    ("hours_form", "勤務形態", HOURS_NAMES),
    ("tenure", "根拠", TENURE_NAMES),
    ("progress", "状況", RECRUITING_NAMES),
)
MOST_HEADS, MOST_MONTHS = 999, 120
_CONTRADICT: Mapping[tuple[str, str], tuple[str, str]] = {
    (Hours.PART, Tenure.INDEFINITE): (
        "「任期の定めなし」の職員は常勤です。",
        "勤務形態を「常勤」にするか、根拠を「任期付職員」「会計年度任用職員」「再任用職員」などにしてください。",
    ),
    (Hours.FULL, Tenure.ANNUAL): (
        "会計年度任用職員の職は、フルタイムでも法律上は非常勤の職です(地方公務員法第22条の2)。",
        "勤務形態を「非常勤」にし、フルタイムなら勤務条件に「フルタイム」と書いてください。",
    ),
    (Hours.FULL, Tenure.SPECIAL): (
        "特別職非常勤職員は常勤にできません(地方公務員法第3条第3項第3号)。",
        "勤務形態を「非常勤」にするか、根拠を変えてください。",
    ),
}
"""勤務形態 and 根拠 that the law does not know together: why not, and what to do."""
_BEYOND = (Recruiting.ASKED, Recruiting.OPEN, Recruiting.ARRIVED)


def needed(text: str) -> str | None:
    """Return the day or month (ISO) by which somebody is needed, ``None`` for what is neither."""
    said = unicodedata.normalize("NFKC", text).strip()
    if not said or is_day(said) or (_MONTH.fullmatch(said) and is_day(f"{said}-01")):
        return said
    return read_month(said)[: len("2027-03")] or read_date(said)


def needed_text(needed_by: str) -> str:
    """Return ``令和9年3月`` for a month, ``令和9年3月31日`` for a day; the text itself where it is none."""
    if is_day(needed_by):
        return wareki(date.fromisoformat(needed_by))
    if is_day(f"{needed_by}-01"):
        return wareki(date.fromisoformat(f"{needed_by}-01")).removesuffix("1日")
    return needed_by


def start_by(said: StaffingSaid) -> str:
    """Return the month (ISO) in which looking for somebody has to begin, empty where it cannot be said."""
    return _months_before(said.needed_by, said.finding_months)


def trained_from(said: StaffingSaid) -> str:
    """Return the month (ISO) in which training would have to begin to be done in time, or nothing."""
    return _months_before(said.needed_by, said.training_months)


def _months_before(needed_by: str, months: int) -> str:
    if not months or not (is_day(needed_by) or is_day(f"{needed_by}-01")):
        return ""
    counted = int(needed_by[:4]) * 12 + int(needed_by[5:7]) - 1 - months
    return f"{counted // 12:04}-{counted % 12 + 1:02}" if counted >= 12 * FIRST_YEAR else ""


def reached(said: StaffingSaid) -> str:
    """Return how far it is; what says nothing is being planned."""
    return said.progress or Recruiting.PLANNED


def problems(said: StaffingSaid) -> Iterator[Problem]:
    """Find what the record may not say."""
    if not said.name.strip():
        yield Problem("staffing-nameless", "役割・業務の名前が空です。", "何の役割かを書いてください。")
    yield from too_long(said.name, limit=NAME_UNITS)
    for field, label, known in _WORDS:
        value = getattr(said, field)
        if value and value not in known:
            fix = f"{'、'.join(known.values())}から選んでください。"
            yield Problem("staffing-word", f"{label}の言葉がわかりません。", fix, value)
    yield from _of_numbers(said)
    yield from _of_days(said)
    yield from _of_appointment(said)
    yield from _of_people(said)
    yield from _of_progress(said)


def _of_numbers(said: StaffingSaid) -> Iterator[Problem]:
    for label, value, most in (
        ("足りない人数", said.heads, MOST_HEADS),
        ("着任した人数", said.filled, MOST_HEADS),
        ("育成にかかる月数", said.training_months, MOST_MONTHS),
        ("確保にかかる月数", said.finding_months, MOST_MONTHS),
    ):
        if not 0 <= value <= most:
            fix = f"0から{most}までの整数を書いてください。"
            yield Problem("staffing-number", f"「{label}」が大きすぎます。", fix, str(value))


def _of_days(said: StaffingSaid) -> Iterator[Problem]:
    if not said.fiscal_year:
        yield Problem("staffing-year", "どの年度の確保計画かが決まっていません。", "年度を選んでください。")
        return
    label = fiscal_year_label(said.fiscal_year)
    day = f"{said.needed_by}-01" if _MONTH.fullmatch(said.needed_by) else said.needed_by
    if day and not is_day(day):
        fix = "R9.3.31 か 令和9年3月 のように書いてください。"
        yield Problem("date-unreadable", "「いつまでに」を日付か月として読めません。", fix, said.needed_by)
    elif day and not in_fiscal_year(day, said.fiscal_year):
        yield Problem(
            "staffing-outside-year",
            f"「いつまでに」が、{label}の外の日です。",
            f"{label}(4月から翌年3月まで)の日か月にするか、年度を選び直してください。",
            needed_text(said.needed_by),
        )
    if said.asked_on and not is_day(said.asked_on):
        fix = "R8.6.1 か 2026-06-01 のように書いてください。"
        yield Problem("date-unreadable", "「依頼した日」を日付として読めません。", fix, said.asked_on)


def _of_appointment(said: StaffingSaid) -> Iterator[Problem]:
    if (said.hours_form or said.tenure) and said.means != Means.APPOINT:
        found = "、".join(filter(None, (HOURS_NAMES.get(said.hours_form), TENURE_NAMES.get(said.tenure))))
        yield Problem(
            "staffing-combination",
            "勤務形態と根拠は、手法が「任用」のときだけ決めます。",
            "手法を「任用」にするか、勤務形態と根拠を空にしてください。",
            found,
        )
        return
    contradicts = _CONTRADICT.get((said.hours_form, said.tenure))
    if contradicts:
        found = f"{HOURS_NAMES[said.hours_form]} × {TENURE_NAMES[said.tenure]}"
        yield Problem("staffing-combination", *contradicts, found)
    amount = _AMOUNT.search(unicodedata.normalize("NFKC", said.pay))
    if amount:
        yield Problem(
            "staffing-pay",
            "給与の根拠に、金額が書かれています。",
            "金額は書かず、「会計年度任用職員の給与に関する条例」のように、条例・規則の名で示してください。",
            amount[0],
        )


def _of_people(said: StaffingSaid) -> Iterator[Problem]:
    for field, label in _FREE.items():
        text = unicodedata.normalize("NFKC", getattr(said, field))
        if named := called_in(text):
            yield named_problem(label, named)
        score = _SCORE.search(text) if field in ("note", "panel") else None
        if score:
            yield Problem(
                "staffing-score",
                f"「{label}」に、点数が書かれています。",
                "確保計画は採用依頼までの記録です。応募者の点数や順位は、選考の書類だけに残してください。",
                score[0],
            )


def named_problem(label: str, found: str) -> Problem:
    """Return the finding that a field names somebody."""
    return Problem(
        "staffing-person",
        f"「{label}」に、人の名前が書かれています。",
        "この台帳に応募者や候補者の氏名は残しません。人数だけにし、面接の体制は「情報政策課長」のように職名で書いてください。",
        found,
    )


def free_texts(said: StaffingSaid) -> Iterator[tuple[str, str]]:
    """Yield the texts in which somebody might name a person, with what they are called."""
    for field, label in _FREE.items():
        yield label, getattr(said, field)


def _of_progress(said: StaffingSaid) -> Iterator[Problem]:
    point = reached(said)
    if point in _BEYOND:
        missing = tuple(_unsaid(said))
        if missing:
            yield Problem(
                "staffing-not-ready",
                f"「{RECRUITING_NAMES[point]}」にするには、決まっていないことがあります。",
                f"{'、'.join(missing)}を書いてから、状況を進めてください。",
            )
    if point == Recruiting.OPEN and said.means == Means.EXCHANGE:
        yield Problem(
            "staffing-combination",
            "自治体間派遣・交流は公募しません。",
            "状況を「依頼」か「着任」にしてください。",
            RECRUITING_NAMES[point],
        )
    if point == Recruiting.ARRIVED and not said.filled:
        yield Problem(
            "staffing-heads", "「着任」なのに、着任した人数が0人です。", "着任した人数を書いてください。"
        )
    if point != Recruiting.ARRIVED and said.filled:
        fix = "状況を「着任」にするか、着任した人数を0にしてください。"
        yield Problem("staffing-heads", "着任していないのに、着任した人数があります。", fix, str(said.filled))
    if said.heads and said.filled > said.heads:
        yield Problem(
            "staffing-heads",
            "着任した人数が、足りない人数より多くなっています。",
            "人数を確かめてください。足りない人数が変わったなら、そちらも直してください。",
            f"足りない人数 {said.heads}人、着任 {said.filled}人",
        )


def _unsaid(said: StaffingSaid) -> Iterator[str]:
    """Yield what has to be decided before anybody is asked to recruit."""
    if not said.heads:
        yield "足りない人数"
    if not said.duties.strip():
        yield "任せること"
    if not said.untrained.strip():
        yield "育成で充てられない理由"
    if not said.needed_by:
        yield "いつまでに"
    if not said.means:
        yield "手法"
    if said.means == Means.APPOINT:
        for label, value in (
            ("勤務形態", said.hours_form),
            ("根拠", said.tenure),
            ("必須のスキル・経験", said.must),
            ("評価基準", said.criteria.strip()),
        ):
            if not value:
                yield label


def notices(said: StaffingSaid, today: str) -> Iterator[str]:
    """Yield what is to be looked at, in sentences: nothing of it is refused.

    Args:
        said: the role.
        today: the ISO day.
    """
    month = today[: len("2027-03")]
    point = reached(said)
    if point == Recruiting.PLANNED:
        begin, train = start_by(said), trained_from(said)
        if train and train >= month:
            yield (
                f"{needed_text(train)}までに育成を始めれば間に合う計算です。"
                "育成で充てられない理由を確かめてください。"
            )
        if begin and begin < month:
            yield f"確保に{said.finding_months}か月かかるので、{needed_text(begin)}には始めている計算です。"
        missing = tuple(_unsaid(said))
        if missing:
            yield f"まだ決まっていないこと: {'、'.join(missing)}"
    if point != Recruiting.ARRIVED and said.needed_by and said.needed_by < month:
        yield f"{needed_text(said.needed_by)}を過ぎています。"
    if point == Recruiting.ARRIVED and said.filled < said.heads:
        yield f"あと{said.heads - said.filled}人が足りません。"
    if said.means == Means.APPOINT:
        yield from _of_law(said)


def _of_law(said: StaffingSaid) -> Iterator[str]:
    if said.tenure == Tenure.ANNUAL:
        yield "会計年度任用職員の任期は、その会計年度の末日までです(再度の任用は、そのたびに決めます)。"
    if said.tenure == Tenure.FIXED and said.hours_form == Hours.PART:
        yield "任期付の短時間勤務は、任期付職員法第5条の業務に当たるかを人事課と確かめてください。"
    if said.tenure == Tenure.SPECIAL:
        yield "特別職非常勤職員は、専門の知識・経験による助言、調査、診断などに限られます。"
    if said.tenure == Tenure.AGAIN:
        yield "再任用は、団体を退職した職員が対象です。短時間勤務は非常勤を選んでください。"
    if not said.pay.strip():
        yield "給与の根拠(条例・規則の名)がまだです。"
