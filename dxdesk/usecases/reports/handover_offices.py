"""Who holds which role in which section, and where the numbers of papers go on: two tables of 引継書."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dxdesk.domain.appointments import RUNNING
from dxdesk.domain.naming import called
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label, long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued import series
from dxdesk.usecases.issued.given_numbers import without_copy
from dxdesk.usecases.organisation import appointed
from dxdesk.usecases.organisation.persona_names import persona_name
from dxdesk.usecases.person_year.counting import deputies_in, heads_of_year
from dxdesk.usecases.progress.year_table import YearTable
from dxdesk.usecases.reports.certificate_registers import TITLES
from dxdesk.usecases.workplace.desk import Desk

Row = tuple[str, ...]
_NONE = "なし"


def roles(uow: UnitOfWork, table: YearTable) -> doc.TextPart:
    """Return who confirms whom, who stands in, and who is appointed to what, by section."""
    rows = (*_confirmers(table), *_deputies(uow, table), *_appointed(uow, table))
    return doc.TextPart(
        "所属ごとの役割",
        ("だれが、どの所属の何人を受け持っているかです。氏名の後は職員番号です。",),
        columns=(
            doc.TableColumn("所属", 2.4),
            doc.TableColumn("役割", 1.7),
            doc.TableColumn("氏名", 2.4, names=True),
            doc.TableColumn("受け持ち・期間", 1.9),
        ),
        rows=rows,
        nothing="受け持ちの決まった所属は、まだありません。",
    )


def _confirmers(table: YearTable) -> Iterator[Row]:
    counted: Counter[tuple[str, str, str, str, str]] = Counter()
    for line in table.lines:
        one, route = line.member, line.member.route
        if not line.asked:
            continue
        place = one.department_code, one.department_name
        if route.first:
            counted[(*place, "1一次確認者", route.first, one.first_name)] += 1
        if route.second:
            counted[(*place, "2二次確認者", route.second, one.second_name)] += 1
        if not (route.first or route.second):
            counted[(*place, "3確認者なし", "", "")] += 1
    for (_, section, role, number, name), count in sorted(counted.items()):
        yield section, role[1:], called(name, number) if number else _NONE, f"{count:,}人"


def _deputies(uow: UnitOfWork, table: YearTable) -> Iterator[Row]:
    """Return 代理の指名 that is not over yet; it is of a confirmer, in whatever section."""
    found = deputies_in(heads_of_year(uow, table.cycle.fiscal_year, Part.DEPUTIES))
    names = _names(uow)
    for term in found.terms:
        if term.last_day >= table.today:
            yield (
                f"{called(names.get(term.principal, ''), term.principal)}の代わり",
                "代理",
                called(names.get(term.deputy, ""), term.deputy),
                f"{long_day(term.first_day)}〜{long_day(term.last_day)}",
            )


def _appointed(uow: UnitOfWork, table: YearTable) -> Iterator[Row]:
    titles: dict[str, str] = {}
    people = {one.number: one for one in uow.people.employees(include_left=True)}
    rows = []
    for term, _ in appointed.terms_today(uow):
        person = people.get(term.employee_number)
        if term.state(table.today) != RUNNING or person is None:
            continue
        section = _section(table.units, person.department_code)
        until = f"{long_day(term.valid_to)}まで" if term.valid_to else "終わりの日なし"
        name = called(person.name, person.number)
        if term.persona not in titles:
            titles[term.persona] = persona_name(uow, term.persona)
        rows.append((person.department_code, section, titles[term.persona], name, until))
    for _, *row in sorted(rows):
        yield tuple(row)


def _section(units: Mapping[str, Department], code: str) -> str:
    return units[code].name if code in units else code


def _names(uow: UnitOfWork) -> dict[str, str]:
    return {one.number: one.name for one in uow.people.employees(include_left=True)}


def numbers(desk: Desk, uow: UnitOfWork) -> doc.TextPart:
    """Return which series of numbers there are, and with which each goes on."""
    return doc.TextPart(
        "文書と番号",
        (
            "次に付く番号です。証書の番号は「帳票」の「番号の付け方…」で変えられます。"
            "通知の文書番号は、文書管理システムの番号をその都度入れます。",
        )
        if desk.role is Role.HR
        else ("次に付く番号です。番号は自動で付きます。",),
        columns=(
            doc.TableColumn("文書", 2.6),
            doc.TableColumn("年度", 1.3),
            doc.TableColumn("最後の番号", 2.0),
            doc.TableColumn("次の番号", 2.0),
        ),
        rows=(*(_series(uow) if desk.role is Role.HR else ()), *_ledgers(uow)),
        nothing="番号の付いた文書は、まだありません。",
    )


def _series(uow: UnitOfWork) -> Iterator[Row]:
    given = {(one.kind, one.fiscal_year) for one in uow.papers.of() if one.number}
    for name, _ in without_copy(uow):
        word, _, of_year = name.partition(":")
        given.add((word, int(of_year or 0)))
    for kind, title in TITLES.items():
        for year in sorted(year for of, year in given if of == kind):
            now = series.numbering(uow, series.Series(kind, year))
            yield (
                title,
                fiscal_year_label(year) if year else "",
                series.told(now.prefix, now.last, year),
                series.told(now.prefix, now.following, year),
            )


def _ledgers(uow: UnitOfWork) -> Iterator[Row]:
    for title, numbers in (
        ("受付簿", [one.number for one in uow.exchange.receipts()]),
        ("配布簿", [one.number for one in uow.exchange.dispatches()]),
    ):
        last = max(numbers, default=0)
        if last:
            yield title, "", f"{last:,}番", f"{last + 1:,}番"
