"""Saying what logic model, indicators and 取組 there are: by hand, from a policy, or from a survey's table.

What is said anew follows what was said otherwise (``domain.owned``), field by field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from dxdesk.domain.contents import ENDED
from dxdesk.domain.dates import FIRST_YEAR, LAST_YEAR
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.indicator_record import (
    ActivitySaid,
    IndicatorSaid,
    OutcomeSaid,
    Said,
    changed_fields,
    fields_of,
)
from dxdesk.domain.indicators import FIXED, SHARE, thousandths
from dxdesk.domain.target_figures import PERCENT
from dxdesk.domain.target_record import typed_figure
from dxdesk.domain.text import texts, too_long
from dxdesk.domain.training import fiscal_year_of
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.indicators.ledger import Indicators, indicators, kind_of, subject_of
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.indicators.years import of_years
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import Change, Kept, of_other, other_owner, owner_of
from dxdesk.usecases.workplace.desk import Desk


def say(desk: Desk, uow: UnitOfWork, changes: Sequence[Change], receipt: int = LOCAL) -> Kept:
    """Keep what is said of things as records owed to a receipt, or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    counting = indicators(uow).counting
    owned_things.say(desk, uow, counting, changes, receipt)
    return owned_things.compare(counting, changes)


def take_preset(desk: Desk, code: str) -> Kept:
    """Take the logic model and the indicators of a shipped policy; what the office has of a code stays.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``indicators-none-stated``, ``preset-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    from dxdesk.usecases.frameworks.indicator_list import preset_indicators
    from dxdesk.usecases.frameworks.versions import load_preset

    load_preset(code)
    listed = preset_indicators(code)
    if listed is None:
        raise KnownError(
            "indicators-none-stated",
            "この方針に評価指標の定めはありません。何も変えていません。",
            "団体で決めたアウトカムと指標を、1つずつ入れてください。",
            found=code,
        )
    things: tuple[Said, ...] = (*listed.outcomes, *listed.indicators, *listed.surveys, *listed.activities)
    with desk.store.write() as uow:
        require_aims(uow)
        known, owner = indicators(uow), owner_of(desk)
        new = [one for one in things if known.find(subject_of(owner, one)) is None]
        kept = say(desk, uow, [(subject_of(owner, one), fields_of(one)) for one in new])
        uow.audit.append("indicators-take", code, {"added": kept.added})
        uow.commit()
    return Kept(kept.added, 0, len(things) - len(new))


def write_down(desk: Desk, wanted: Said, *, new: bool, unread: Sequence[Problem] = ()) -> Kept:
    """Keep an outcome, an indicator or a 取組 as somebody wrote it down: only what was changed is said.

    Args:
        desk: the store of whoever owns it.
        wanted: how it is to be; without a code it goes by its name.
        new: whether it must not be there yet.
        unread: what could not even be read of what was typed; it is told with whatever else is wrong.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``aim-code-taken``, ``aim-unknown``,
            ``thing-of-other``, what ``problems`` finds, and ``aim-ahead`` and ``aim-year-outside`` of
            what is newly said of a year.
    """
    desk.require(Role.HR, Role.DX)
    if isinstance(wanted, IndicatorSaid) and wanted.aim == FIXED:
        wanted = wanted._replace(aimed=_as_kept(wanted))
    if not wanted.code.strip():  # type: ignore[union-attr]
        wanted = wanted._replace(code=wanted.name.strip())  # type: ignore[call-arg]
    with desk.store.write() as uow:
        require_aims(uow)
        known, subject = indicators(uow), subject_of(owner_of(desk), wanted)
        before = known.find(subject)
        today = desk.services.clock.today()
        found = [*unread, *problems(known, wanted), *_too_long(wanted)]
        found += of_years(known, wanted, before, owner_of(desk), fiscal_year_of(today))
        if new and before is not None and _code(wanted):
            message = "同じ番号のものがあります。何も変えていません。"
            fix = "番号を変えるか、あるものを直してください。"
            found.append(Problem("aim-code-taken", message, fix, _code(wanted)))
        if found:
            raise KnownError.of(tuple(dict.fromkeys(found)))
        if not new and before is None:
            raise _not_ours(desk, known, wanted)
        said = fields_of(wanted) if before is None else changed_fields(before, wanted)
        if not said:
            return Kept(unchanged=1)
        kept = say(desk, uow, [(subject, said)])
        uow.audit.append(
            f"{kind_of(wanted)}-save", _code(wanted), {"added": kept.added, "changed": kept.changed}
        )
        uow.commit()
        return kept


def _as_kept(wanted: IndicatorSaid) -> str:
    """Return a figure to reach as it is kept from what was typed; ``80%`` only where it is a share."""
    if wanted.measure == SHARE or wanted.unit == PERCENT:
        return typed_figure(wanted.aimed)
    return unicodedata.normalize("NFKC", wanted.aimed).strip()


def _too_long(wanted: Said) -> list[Problem]:
    return [problem for text in texts(fields_of(wanted)) for problem in too_long(text)]


def evaluate(desk: Desk, wanted: ActivitySaid, unread: Sequence[Problem] = ()) -> Kept:
    """Keep the process evaluation of a 取組 in a year, whether it was begun before or not.

    ``unread`` as for ``write_down``.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``aim-unknown``, ``thing-of-other``, ``text-too-long``,
            ``aim-ahead``, ``aim-year-outside``.
    """
    with desk.store.read() as uow:
        known = indicators(uow)
        there = known.find(subject_of(owner_of(desk), wanted)) is not None
        activity = known.find(subject_of(owner_of(desk), wanted._replace(fiscal_year=0)))
    if activity is None or not wanted.fiscal_year:
        raise _not_ours(desk, known, wanted._replace(fiscal_year=0))
    return write_down(desk, wanted, new=not there, unread=unread)


def end(desk: Desk, thing: Said, *, ended: bool = True) -> Kept:
    """Say that a thing is used no more, or is again; what was measured stays.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``aim-unknown``, ``thing-of-other``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_aims(uow)
        subject = subject_of(owner_of(desk), thing)
        known = indicators(uow)
        if known.find(subject) is None:
            raise _not_ours(desk, known, thing)
        kept = say(desk, uow, [(subject, {ENDED: ended})])
        uow.audit.append(f"{kind_of(thing)}-end", _code(thing))
        uow.commit()
        return kept


def _code(thing: Said) -> str:
    return thing.code if isinstance(thing, OutcomeSaid | IndicatorSaid | ActivitySaid) else thing.name


def _not_ours(desk: Desk, known: Indicators, thing: Said) -> KnownError:
    owner = other_owner(desk)
    other = known.find(subject_of(owner, thing))
    return aim_unknown(_code(thing)) if other is None else of_other(kind_of(thing), other.name, owner)


def aim_unknown(code: str) -> KnownError:
    """Return the error for an outcome, an indicator or a 取組 that this store has not."""
    return KnownError(
        "aim-unknown",
        "その番号のアウトカム・指標・取組は、この台帳にありません。何も変えていません。",
        "「目標と指標」の一覧(コマンドでは dxdesk indicators)で番号を確かめてください。",
        found=code,
    )


def problems(known: Indicators, wanted: Said) -> tuple[Problem, ...]:
    """Return what stands in the way of keeping a thing."""
    found = []
    if isinstance(wanted, OutcomeSaid | IndicatorSaid | ActivitySaid) and not wanted.name.strip():
        found.append(
            Problem("aim-name-missing", "名前がありません。何も変えていません。", "名前を入れてください。")
        )
    there = {one.said.code for one in known.outcomes}
    named: Iterable[str] = ()
    if isinstance(wanted, IndicatorSaid):
        named = (wanted.outcome,) if wanted.outcome else ()
        if wanted.aim == FIXED and thousandths(wanted.aimed) is None:
            message = f"目標値「{wanted.aimed}」を数字として読めません。何も変えていません。"
            fix = "目標値は、3.5 や 80 のような数字で書いてください(小数は3桁まで)。"
            found.append(Problem("aim-figure", message, fix, wanted.aimed))
        for one in wanted.published:
            if not FIRST_YEAR <= one.year <= LAST_YEAR or not one.figure.strip():
                message = "公表値に、年度か数字がありません。何も変えていません。"
                fix = "年度を西暦で、数字を公表されたとおりに入れてください。"
                found.append(Problem("aim-published", message, fix, f"{one.year} {one.figure}"))
    elif isinstance(wanted, ActivitySaid):
        named = wanted.outcomes
    elif isinstance(wanted, OutcomeSaid):
        named = wanted.leads_to
        if wanted.first_year and wanted.final_year and wanted.first_year > wanted.final_year:
            message = "方針の期間の、始まりが終わりより後になっています。何も変えていません。"
            found.append(Problem("aim-period", message, "年度を直してください。"))
    for code in named:
        if code not in there:
            message = f"アウトカム「{code}」はありません。何も変えていません。"
            found.append(
                Problem("aim-outcome-unknown", message, "アウトカムの番号を確かめてください。", code)
            )
    return tuple(found)
