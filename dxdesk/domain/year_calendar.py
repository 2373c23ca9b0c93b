"""The dated year: what an office does when, as defaults that it changes to its own.

From the year of the policies: 4/1 発令 to 議会報告. Of those of which only a month is known the day is ours.
"""

from __future__ import annotations

from typing import NamedTuple


class Due(NamedTuple):
    """A line of the year: ``begins`` and ``ends`` as ``04-15``; ``estimated``: only the month is known.

    ``screen`` is where it is done, empty where it is none of the program's.
    """

    code: str
    name: str
    begins: str
    ends: str
    estimated: bool = False
    screen: str = ""


DEFAULTS: tuple[Due, ...] = (
    Due("orders", "発令(人事異動、人材像の任命)", "04-01", "04-01", screen="roster"),
    Due("roster", "名簿を取り込む", "04-01", "04-15", True, "roster"),
    Due("nomination", "選任報告をまとめる", "04-15", "04-30", True, "roster"),
    Due("plan-decision", "年度計画の決裁", "04-01", "04-30", True),
    Due("year-start", "期首の目標を集める", "05-01", "05-31", True, "year"),
    Due("survey", "アンケートを行う", "05-01", "06-30", True),
    Due("assembly-june", "6月の議会報告", "06-01", "06-30", True, "documents"),
    Due("assembly-september", "9月の議会報告", "09-01", "09-30", True, "documents"),
    Due("budget", "予算要求案を作る", "09-01", "10-31", True, "documents"),
    Due("self-report", "自己申告", "01-15", "02-05", True, "status"),
    Due("confirming", "上長の確認", "02-06", "02-28", True, "status"),
    Due("draft", "確定の起案・決裁", "03-01", "03-10", True, "year"),
    Due("results", "確定・結果通知(内示の前まで)", "03-10", "03-20", True, "year"),
    Due("hand-over", "引継ぎ(引継書を作る)", "03-20", "03-31", screen="documents"),
)
"""In the order of the year."""

BY_CODE = {one.code: one for one in DEFAULTS}


def day_in(fiscal_year: int, month_day: str) -> str:
    """Return the ISO day of a month and day in a fiscal year: ``02-05`` of 2026 is in 2027."""
    return f"{fiscal_year if month_day >= '04-01' else fiscal_year + 1}-{month_day}"
