"""Who confirms in somebody's place this year: one whom HR named in advance, and one whom nobody named."""

from __future__ import annotations

from dxdesk.ports.entities import Employee
from dxdesk.programs.playing.setting import Setting
from dxdesk.programs.playing.town import Unit
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.workplace.desk import Desk


def left_to_others(play: Setting) -> frozenset[str]:
    """Return whom their own second confirmer leaves to somebody else."""
    return frozenset(person.number for person in (play.cast.named, play.cast.held) if person is not None)


def name(play: Setting) -> None:
    """HR names the 部長 for a 課長 who will be away, before the packages go out."""
    unit = play.unit_of(play.cast.named)
    days = f"{play.year + 1}-02-25", f"{play.year + 1}-03-10"
    naming = deputies.Naming(play.director_of(unit).number, unit.manager.number, *days, "議会対応のため")
    deputies.name(play.stage.hr, naming, play.year)


def stand_in(play: Setting, desk: Desk, director: Employee) -> None:
    """The 部長 confirms one person in the place of the 課長 who is away."""
    person = play.cast.named
    if play.director_of(play.unit_of(person)) != director:
        return
    unit = play.unit_of(person)
    play.take(desk, [play.confirmations(play.chief_of(person))])
    confirming.confirm(desk, confirming.Decision(person.number, on_behalf_of=unit.manager.number))
    play.stage.mishap(
        "deputy-named", play.year,
        f"{person.name}さん({person.number})の二次確認は、不在の{unit.manager.name}さんの代理に人事課が前もって指名した{director.name}さんが行った。",
        employee=person.number, confirmer=unit.manager.number, by=director.number,
    )  # fmt: skip


def overreach(play: Setting, desk: Desk, chief: Employee, unit: Unit) -> None:
    """A 係長 does both stages of one person, though nobody named them for the 課長."""
    person = play.cast.held
    if person is None or person not in unit.others or play.chief_of(person) != chief:
        return
    confirming.confirm_all(desk, [person.number])
    confirming.confirm(desk, confirming.Decision(person.number, on_behalf_of=unit.manager.number))
    play.stage.mishap(
        "deputy-held", play.year,
        f"{person.name}さん({person.number})の二次確認を、指名のない{chief.name}さんが{unit.manager.name}さんの代わりに行った。人事課が決めるまで集計に入らない。",
        employee=person.number, confirmer=unit.manager.number, by=chief.number,
    )  # fmt: skip
