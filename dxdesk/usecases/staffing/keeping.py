"""Writing down the roles of a 確保計画, how far each is, and the table of who does what."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.staffing_record import (
    HOURS_NAMES,
    MEANS_NAMES,
    ROLE,
    STAFFING,
    TENURE_NAMES,
    Hours,
    Means,
    Recruiting,
    RoleSaid,
    StaffingSaid,
    Tenure,
)
from dxdesk.domain.staffing_rules import free_texts, named_problem, needed, problems
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import put_down
from dxdesk.usecases.staffing.ledger import require_staffing, staffing
from dxdesk.usecases.workplace.desk import Desk

_NOTHING_DONE = "何も変えていません。"
_SHORTEST_NAME = 3
"""Letters of a name that is looked for in what somebody wrote: shorter ones are parts of other words."""


def save_role(desk: Desk, wanted: StaffingSaid, before: str = "") -> Kept:
    """Keep a role of the plan as somebody wrote it down.

    Args:
        desk: the store of whoever owns it.
        wanted: the role; without a code it gets the next one of its year (R8-1).
        before: the code of the role that is changed, empty for a new one.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``staffing-unknown``, ``staffing-code-taken``,
            ``text-too-long`` and what ``staffing_rules.problems`` and ``answerable`` find.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_staffing(uow)
        known, owner = staffing(uow), owner_of(desk)
        old = known.find(owner, before) if before else None
        if before and old is None:
            raise unknown(before)
        wanted = as_kept(uow, wanted, desk.services.clock.today())
        code = (
            before
            or wanted.code.strip()
            or next_code({one.said.code for one in known.roles}, wanted.fiscal_year)
        )
        if not before and known.find(owner, code) is not None:
            raise _taken(code)
        wanted = wanted._replace(code=code)
        _refuse(tuple(found_in(answerable(desk, uow), wanted)))
        kept = put_down(desk, uow, STAFFING, code, old, wanted)
        uow.commit()
    return kept


def as_kept(uow: UnitOfWork, wanted: StaffingSaid, today: str) -> StaffingSaid:
    """Return a role with its day as it is kept and its skills by their uids, however they were typed."""
    framework = newest_framework(uow)
    items = {evened(framework.title(one)): one.uid for one in framework.items} if framework else {}
    by = needed(wanted.needed_by)
    return wanted._replace(
        fiscal_year=wanted.fiscal_year or fiscal_year_of(by if by and len(by) == len(today) else today),
        needed_by=wanted.needed_by if by is None else by,
        must=_skills(wanted.must, items),
        wish=_skills(wanted.wish, items),
    )


def _skills(said: Iterable[str], items: dict[str, str]) -> tuple[str, ...]:
    found = (items.get(evened(one), one.strip()) for one in said if one.strip())
    return tuple(dict.fromkeys(found))


def next_code(codes: Collection[str], fiscal_year: int) -> str:
    """Return the next code of a year that is not among those that are taken: R8-1."""
    lead = f"{fiscal_year_short(fiscal_year)}-" if fiscal_year else "1-"
    return next(f"{lead}{place}" for place in range(1, len(codes) + 2) if f"{lead}{place}" not in codes)


def found_in(known: Answerable, wanted: StaffingSaid) -> Iterable[Problem]:
    """Find what a role of the plan may not say, by its own rules and by whom the store knows."""
    yield from problems(wanted)
    yield from _of_office(known, wanted)


def _of_office(known: Answerable, wanted: StaffingSaid) -> Iterable[Problem]:
    """Find sections that are not there and names of people of the roster in what was written."""
    found = known.section_problem(wanted.section)
    if found is not None:
        yield found
    names = {evened(one.name): one.name for one in known.people.values()}
    for label, text in free_texts(wanted):
        even = evened(text)
        for plain, name in names.items() if even else ():
            if len(plain) >= _SHORTEST_NAME and plain in even:
                yield named_problem(label, name)
                break


def there(desk: Desk, code: str) -> StaffingSaid | None:
    """Return a role of this store's own by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_staffing(uow)
        return staffing(uow).find(owner_of(desk), code)


def line_there(desk: Desk, code: str) -> RoleSaid | None:
    """Return a line of this store's own table by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_staffing(uow)
        return staffing(uow).line(owner_of(desk), code)


def end(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a role out of the plan, or back into it; what was written stays.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``staffing-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_staffing(uow)
        old = staffing(uow).find(owner_of(desk), code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, STAFFING, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


def advance(desk: Desk, code: str, progress: str, *, filled: int = 0, day: str = "") -> Kept:
    """Say how far a role is: 依頼, 公募中, 着任 with so many heads, and no more than that.

    Args:
        desk: the store of whoever owns it.
        code: the role.
        progress: as ``Recruiting`` has it.
        filled: how many arrived.
        day: the ISO day of the request; empty: as it was, else today.

    Raises:
        KnownError: as ``save_role``.
    """
    before = there(desk, code)
    if before is None:
        raise unknown(code)
    planned = progress in ("", Recruiting.PLANNED)
    asked = "" if planned else day or before.asked_on or desk.services.clock.today()
    return save_role(desk, before._replace(progress=progress, filled=filled, asked_on=asked), code)


def unknown(code: str) -> KnownError:
    """Return the error for a role that this store has not."""
    return KnownError(
        "staffing-unknown",
        f"そのコードの役割は、この台帳の確保計画にありません。{_NOTHING_DONE}",
        "「確保計画」の一覧(コマンドでは dxdesk staffing)でコードを確かめてください。",
        found=code,
    )


def _taken(code: str) -> KnownError:
    return KnownError(
        "staffing-code-taken",
        f"同じコードのものがあります。{_NOTHING_DONE}",
        "コードを変えるか、あるものを直してください。",
        found=code,
    )


def _refuse(found: tuple[Problem, ...]) -> None:
    if found:
        first = found[0]
        told = Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found, first.place)
        raise KnownError.of((told, *found[1:]))


def save_line(desk: Desk, wanted: RoleSaid, before: str = "") -> Kept:
    """Keep a line of the table of who does what where; without a code it goes by its name.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``staffing-unknown``, ``staffing-code-taken``,
            ``staffing-nameless``, ``staffing-persona``, ``text-too-long``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_staffing(uow)
        known, owner = staffing(uow), owner_of(desk)
        old = known.line(owner, before) if before else None
        if before and old is None:
            raise unknown(before)
        code = before or wanted.code.strip() or wanted.name.strip()
        if not before and known.line(owner, code) is not None:
            raise _taken(code)
        wanted = wanted._replace(code=code, place_in_list=wanted.place_in_list or last_place(uow) + 1)
        _refuse(tuple(found_in_line(uow, wanted)))
        kept = put_down(desk, uow, ROLE, code, old, wanted)
        uow.commit()
    return kept


def last_place(uow: UnitOfWork) -> int:
    """Return the place of the last line of the table."""
    return max((one.said.place_in_list for one in staffing(uow).table), default=0)


def found_in_line(uow: UnitOfWork, wanted: RoleSaid) -> Iterable[Problem]:
    """Find what a line of the table may not say."""
    if not wanted.name.strip():
        yield Problem("staffing-nameless", "役割の名前が空です。", "何の役割かを書いてください。")
    yield from too_long(wanted.name, limit=NAME_UNITS)
    framework = newest_framework(uow)
    if wanted.persona and framework and wanted.persona not in {one.code for one in framework.personas}:
        known = "、".join(one.name for one in framework.personas)
        fix = f"{known}から選ぶか、空にしてください。"
        yield Problem("staffing-persona", "その人材像は、いまの体系にありません。", fix, wanted.persona)


def end_line(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a line out of the table, or back into it.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``staffing-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_staffing(uow)
        old = staffing(uow).line(owner_of(desk), code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, ROLE, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


SAMPLE = StaffingSaid(
    name="BPRの実務者(見本)",
    duties=(
        "庁内業務の現状分析(業務フローの可視化、課題の抽出など)\n"
        "BPRを優先して行う業務・組織の選定の支援\n"
        "改善策の実行の支援(関係課との調整、マニュアルの整備など)"
    ),
    untrained=(
        "担当課にBPRの実務者を2名置く想定だが、業務フロー図の作成や業務プロセスの改善の経験が豊富な専門家が1名不足する"
        "見込みで、年度内に確保する必要がある。"
    ),
    heads=1,
    means=Means.APPOINT,
    means_reason=(
        "外部委託を検討したが、対応の期間と業務の範囲を決めきれず、専門家に相談しながら進めたいため、任用とする。"
        "規定と前例を調べ、働き方と給与水準でも、公募で一定の応募を見込めると判断した。"
    ),
    hours_form=Hours.PART,
    tenure=Tenure.ANNUAL,
    conditions="公募で確保する。",
    must=(
        "業務改善・業務改革(BPR)の実務経験(民間企業・行政経験を問わない)",
        "業務フロー図や業務プロセスマップの作成経験",
    ),
    wish=(
        "自治体業務に関する知識またはプロジェクトの経験",
        "RPA、業務システムの導入など、ITの活用や導入を進めた経験",
    ),
    criteria=(
        "紙での申請や手続きが多い業務で、業務フローを改善した経験を高く評価する。\n"
        "直近5年にBPRの現場を離れ、講師の面が強い場合は、実務者を優先する。"
    ),
    panel="ITやDXの知識・経験を持つ職員の同席",
    sample=True,
    note=(
        "東京都/GovTech東京の勉強会の補足資料(2025年12月8日)の例を要約した見本です(公式の文言ではありません)。"
        "「いつまでに」の月と勤務形態の「非常勤」は資料になく、本システムの補足です。"
        "資料にない優先順位、かかる期間、給与の根拠は空けてあります。"
    ),
)
"""The example of the study material (BPR推進プロジェクト), in our summary; what it leaves open is empty."""


def add_sample(desk: Desk, fiscal_year: int, needed_by: str = "") -> Kept:
    """Add the example (見本) to the plan of a year; a second one is not added.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``staffing-sample``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_staffing(uow)
        owner = owner_of(desk)
        said = (one.said for one in staffing(uow).roles if one.owner == owner and not one.said.ended)
        if any(one.sample and one.fiscal_year == fiscal_year for one in said):
            raise KnownError(
                "staffing-sample",
                f"この年度には、見本がもうあります。{_NOTHING_DONE}",
                "見本を外すと、もう一度加えられます。",
            )
    by = needed_by or f"{fiscal_year + 1}-03"
    return save_role(desk, SAMPLE._replace(fiscal_year=fiscal_year, needed_by=by))


def means_text(said: StaffingSaid) -> str:
    """Return by what means, e.g. ``任用(非常勤・会計年度任用職員)``."""
    inner = "・".join(filter(None, (HOURS_NAMES.get(said.hours_form), TENURE_NAMES.get(said.tenure))))
    name = MEANS_NAMES.get(said.means, "")
    return f"{name}({inner})" if inner else name
