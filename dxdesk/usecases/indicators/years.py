"""What is said of years of indicators, 取組 and a policy that no such thing can have."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.dates import FIRST_YEAR, LAST_YEAR
from dxdesk.domain.errors import Problem
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, Said
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.indicators.ledger import MODEL, Indicators


def of_years(
    known: Indicators, wanted: Said, before: Said | None, owner: str, today: int
) -> Iterator[Problem]:
    """Find what is newly said of years that have not come, or in which a policy does not hold any more.

    Args:
        known: what there is.
        wanted: a thing as it is to be.
        before: the same as it was, ``None`` for a new one.
        owner: whose it is.
        today: the fiscal year of today.
    """
    if isinstance(wanted, IndicatorSaid):
        stood = before.published if isinstance(before, IndicatorSaid) else ()
        yield from _of_published(wanted, stood, today)
    elif isinstance(wanted, OutcomeSaid):
        yield from _of_policy(wanted)
    elif isinstance(wanted, ActivitySaid) and wanted.fiscal_year:
        yield from _of_results(wanted, before, today)
        if before is None:
            yield from _outside(wanted.fiscal_year, _last_year(known, owner))


def _of_published(wanted: IndicatorSaid, stood: tuple[object, ...], today: int) -> Iterator[Problem]:
    for one in wanted.published:
        if today < one.year <= LAST_YEAR and one not in stood:
            label = fiscal_year_label(one.year)
            message = f"{label}はまだ始まっていないので、公表値は入りません。何も変えていません。"
            fix = "年度を確かめてください。これから達したい値なら、次の目標に書いてください。"
            yield Problem("aim-ahead", message, fix, f"{one.year} {one.figure}")


def _of_policy(wanted: OutcomeSaid) -> Iterator[Problem]:
    for year in filter(None, (wanted.first_year, wanted.final_year)):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            message = "方針の期間の年度が読めません。何も変えていません。"
            fix = "2025 のように西暦で書いてください。期間がないときは、0 にします。"
            yield Problem("aim-period", message, fix, str(year))


def _of_results(wanted: ActivitySaid, before: Said | None, today: int) -> Iterator[Problem]:
    old = before if isinstance(before, ActivitySaid) else ActivitySaid()
    result = (wanted.done, wanted.participants, wanted.went_well)
    if wanted.fiscal_year > today and any(result) and result != (old.done, old.participants, old.went_well):
        label = fiscal_year_label(wanted.fiscal_year)
        message = f"{label}はまだ始まっていないので、行ったことや参加人数は入りません。何も変えていません。"
        fix = "年度を確かめてください。これからのことは、予定したことに書いてください。"
        yield Problem("aim-ahead", message, fix, label)


def _outside(year: int, last: int) -> Iterator[Problem]:
    if FIRST_YEAR <= year <= (last or LAST_YEAR):
        return
    label = fiscal_year_label(year)
    held = f"方針の期間({fiscal_year_label(last)}まで)の外です" if last else "取組の年度として読めません"
    fix = "年度を確かめてください。期間が延びたときは、「方針の期間と改定…」で終わりの年度を直してください。"
    yield Problem("aim-year-outside", f"{label}は、{held}。何も変えていません。", fix, label)


def _last_year(known: Indicators, owner: str) -> int:
    """Return the last fiscal year of an owner's policy, 0 where it has no period."""
    models = (one.said for one in known.outcomes if one.owner == owner and one.said.layer == MODEL)
    return next((one.final_year for one in models if not one.ended), 0)
