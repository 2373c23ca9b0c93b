"""Saying what targets there are: by hand, from a policy's list, or from a table.

What is said anew follows what was said otherwise (``domain.owned``), field by field and year by year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dxdesk.domain.contents import ENDED
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.target_record import Actual, Forecast, TargetSaid, changed_fields, fields_of, typed_figure
from dxdesk.domain.training import fiscal_year_of
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import Kept, of_other, other_owner, owner_of
from dxdesk.usecases.targets.checks import problems
from dxdesk.usecases.targets.ledger import TARGET, Held, subject_of, targets
from dxdesk.usecases.workplace.desk import Desk

Change = tuple[str, Mapping[str, Any]]
"""The code of a target and the fields that are said of it."""


def compare(desk: Desk, uow: UnitOfWork, changes: Iterable[Change]) -> Kept:
    """Return what some changes would come to."""
    return owned_things.compare(targets(uow).counting, _of_subjects(desk, changes))


def say(desk: Desk, uow: UnitOfWork, changes: Sequence[Change], receipt: int = LOCAL) -> Kept:
    """Keep what is said of targets as records owed to a receipt, or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    counting, said = targets(uow).counting, _of_subjects(desk, changes)
    owned_things.say(desk, uow, counting, said, receipt)
    return owned_things.compare(counting, said)


def _of_subjects(desk: Desk, changes: Iterable[Change]) -> list[owned_things.Change]:
    owner = owner_of(desk)
    return [(subject_of(owner, code), said) for code, said in changes]


def save_target(desk: Desk, wanted: TargetSaid, before: TargetSaid | None = None) -> Kept:
    """Keep a target as somebody wrote it down: only what was changed is said.

    Args:
        desk: the store of whoever owns it.
        wanted: the target; without a code it goes by its name.
        before: the same target as it was shown, ``None`` for a new one.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-code-taken``, ``target-unknown`` and what
            ``checks.problems`` finds.
    """
    desk.require(Role.HR, Role.DX)
    wanted = _as_kept(wanted)
    wanted = wanted._replace(code=before.code if before is not None else wanted.code.strip() or wanted.name)
    found = [problem for _, problem in problems(wanted, desk.services.clock.today(), before)]
    with desk.store.write() as uow:
        require_aims(uow)
        there = targets(uow).find(owner_of(desk), wanted.code)
        if before is None and there is not None and wanted.code:
            message = "同じコードの目標があります。何も変えていません。"
            fix = "コードを変えるか、その目標を直してください。"
            found.append(Problem("target-code-taken", message, fix, wanted.code))
        if found:
            raise KnownError.of(tuple(found))
        if before is not None and there is None:
            raise _not_ours(desk, uow, wanted.code)
        said = fields_of(wanted) if before is None else changed_fields(before, wanted)
        said.pop(ENDED, None)
        return _keep(desk, uow, wanted.code, said)


def _as_kept(wanted: TargetSaid) -> TargetSaid:
    """Return a target whose figures are written as they are kept, however they were typed."""
    return wanted._replace(
        plans={year: typed_figure(text) for year, text in wanted.plans.items()},
        actuals={year: one._replace(value=typed_figure(one.value)) for year, one in wanted.actuals.items()},
        forecasts={
            year: one._replace(value=typed_figure(one.value)) for year, one in wanted.forecasts.items()
        },
    )


def set_year(
    desk: Desk,
    code: str,
    fiscal_year: int,
    *,
    plan: str | None = None,
    actual: Actual | None = None,
    forecast: Forecast | None = None,
) -> Kept:
    """Keep what a year has: its plan, a figure counted elsewhere, what is expected. Empty takes away.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-unknown``, ``target-ended`` and what
            ``checks.problems`` finds.
    """
    before = held(desk, code).said
    if before.ended:
        raise KnownError(
            "target-ended",
            "終えた目標です。数字は入れられません。何も変えていません。",
            "続けるときは、先に「また続ける」にしてください(コマンドでは targets --resume に目標のコード)。",
            found=code,
        )
    plans, actuals, forecasts = dict(before.plans), dict(before.actuals), dict(before.forecasts)
    if plan is not None:
        plans[fiscal_year] = plan
    if actual is not None:
        actuals[fiscal_year] = actual
    if forecast is not None:
        forecasts[fiscal_year] = forecast
    return save_target(desk, before._replace(plans=plans, actuals=actuals, forecasts=forecasts), before)


def take_preset(desk: Desk, code: str, fiscal_year: int = 0) -> Kept:
    """Take the targets of a shipped policy as the office's own; what the office has of a code already stays.

    Args:
        desk: the store of whoever owns them.
        code: the preset.
        fiscal_year: the year in which the office begins, which the policy's first year becomes; 0 = the
            years are those of the policy.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``targets-none-stated`` (the policy sets no figures),
            ``preset-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    from dxdesk.usecases.frameworks.target_list import preset_targets
    from dxdesk.usecases.frameworks.versions import load_preset

    load_preset(code)
    listed = preset_targets(code, fiscal_year_of(desk.services.clock.today()), fiscal_year)
    if not listed:
        raise KnownError(
            "targets-none-stated",
            "この方針に数値目標の定めはありません。何も変えていません。",
            "団体で決めた目標を、1つずつ入れてください。",
            found=code,
        )
    with desk.store.write() as uow:
        require_aims(uow)
        known = targets(uow)
        new = [one for one in listed if known.find(owner_of(desk), one.code) is None]
        said = say(desk, uow, [(one.code, fields_of(one)) for one in new])
        uow.audit.append("targets", code, {"added": said.added})
        uow.commit()
    return Kept(said.added, 0, len(listed) - len(new))


def end(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Say that a target is pursued no more, or is again; its figures stay.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-unknown``, ``thing-of-other``.
    """
    desk.require(Role.HR, Role.DX)
    held(desk, code)
    with desk.store.write() as uow:
        return _keep(desk, uow, code, {ENDED: ended})


def held(desk: Desk, code: str) -> Held:
    """Return a target of this store's own by its code.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``target-unknown``, ``thing-of-other``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_aims(uow)
        found = targets(uow).find(owner_of(desk), code)
        if found is None:
            raise _not_ours(desk, uow, code)
    return found


def _not_ours(desk: Desk, uow: UnitOfWork, code: str) -> KnownError:
    other = targets(uow).find(other_owner(desk), code)
    return target_unknown(code) if other is None else of_other(TARGET, other.said.name, other.owner)


def target_unknown(code: str) -> KnownError:
    """Return the error for a target that this store has not."""
    return KnownError(
        "target-unknown",
        "そのコードの目標は、この台帳にありません。何も変えていません。",
        "「目標と指標」の一覧(コマンドでは dxdesk targets)でコードを確かめてください。",
        found=code,
    )


def _keep(desk: Desk, uow: UnitOfWork, code: str, said: Mapping[str, Any]) -> Kept:
    found = compare(desk, uow, [(code, said)])
    if not said or found.unchanged:
        return Kept(unchanged=1)
    say(desk, uow, [(code, said)])
    uow.audit.append("target-save", code, {"added": found.added, "changed": found.changed})
    uow.commit()
    return found
