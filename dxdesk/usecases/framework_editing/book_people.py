"""人材像, their requirements and stages, read from their sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Facet, Item, Persona, Requirement, Stage, Statement
from dxdesk.domain.goals import Target, Tool, ToolCell
from dxdesk.domain.levels import Scale
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.framework_editing import book_shape
from dxdesk.usecases.framework_editing.book_rows import Findings, Row, groups, squeezed, word

_PERSONA_FIELDS = {"name": book_shape.NAME, "parent": "上位の人材像", "scope": "だれに当てはまるか"}
_REQUIREMENT_FIELDS = {
    "name": book_shape.NAME,
    "kind": "種類",
    "item": "スキルの記号",
    "level": "水準",
    "stage": "育成段階の記号",
    "months": "月数",
    "supports": "裏付けになる水準",
    "personas": "人材像",
}
_STAGE_FIELDS = {
    "persona": "人材像の記号",
    "step": "段階",
    "name": book_shape.NAME,
    "requirements": "要件の記号",
}


@dataclass(frozen=True)
class People:
    """Reads what a framework says about people; levels are those of the items' scales."""

    findings: Findings
    items: Sequence[Item]
    scales: Mapping[str, Scale]

    def personas(
        self, rows: Iterable[Row], headers: Iterable[TableCell], facets: tuple[Row, ...]
    ) -> tuple[Persona, ...]:
        """Return the personas with the level each skill's column asks for."""
        columns = self._columns(headers)
        roles = self._facets(facets)
        found = []
        for position, row in enumerate(rows):
            field, code = f"personas[{position}]", row.mark(book_shape.MARK)
            self._remember(field, row, _PERSONA_FIELDS)
            required: list[tuple[str, int]] = []
            for title, item in columns:
                level = self.level(row, title, item)
                if level is not None:
                    self.findings.places[f"{field}.required[{len(required)}]"] = row.place(title)
                    required.append((item.uid, level))
            found.append(
                Persona(
                    code,
                    row.text(book_shape.NAME),
                    row.yes("1つだけ"),
                    tuple(required),
                    row.text(book_shape.TEXT),
                    row.yes(book_shape.REMARK),
                    word(row, "だれに当てはまるか", book_shape.SCOPES),
                    row.mark("上位の人材像"),
                    row.yes("要求水準は補足"),
                    row.number("所属ごとの人数"),
                    self._roles(field, roles.get(code, ())),
                    row.lines("当てはまる職層"),
                )
            )
        for code in sorted(roles.keys() - {persona.code for persona in found}):
            row = next(row for row in facets if row.mark("人材像の記号") == code)
            row.say(
                "persona", "人材像の記号", "「人材像と要求水準」にない記号です。", "記号を合わせてください。"
            )
        return tuple(found)

    def _remember(self, field: str, row: Row, titles: Mapping[str, str]) -> None:
        self.findings.places[field] = row.place(book_shape.MARK)
        for name, title in titles.items():
            self.findings.places[f"{field}.{name}"] = row.place(title)

    def _columns(self, headers: Iterable[TableCell]) -> list[tuple[str, Item]]:
        """Return the skill of each column beyond the known ones, in the order of the skills."""
        names = [squeezed(item.name) for item in self.items]
        titles = {name: item for name, item in zip(names, self.items, strict=True) if names.count(name) == 1}
        titles |= {squeezed(f"{item.name}({item.uid})"): item for item in self.items}
        order = {item.uid: position for position, item in enumerate(self.items)}
        found = []
        for cell in headers:
            title = squeezed(cell.value)
            if title in titles:
                found.append((title, titles[title]))
                continue
            row = Row(book_shape.PERSONAS, {title: cell}, self.findings)
            row.say(
                "column-unknown",
                title,
                "この名前のスキルがありません。",
                "「分類とスキル」の名称に合わせてください。",
            )
        return sorted(found, key=lambda pair: order[pair[1].uid])

    def _roles(self, field: str, found: Sequence[tuple[Facet, Row]]) -> tuple[Facet, ...]:
        """Return what is said of a persona, and remember where."""
        for position, (_, row) in enumerate(found):
            self.findings.places[f"{field}.facets[{position}]"] = row.place("見出し")
            self.findings.places[f"{field}.facets[{position}].texts"] = row.place("内容")
        return tuple(facet for facet, _ in found)

    def _facets(self, rows: tuple[Row, ...]) -> dict[str, list[tuple[Facet, Row]]]:
        found: dict[str, list[tuple[Facet, Row]]] = {}
        code = ""
        for (mark, name), run in groups(rows, "人材像の記号", "見出し"):
            code = mark or code
            texts = tuple(row.text("内容") for row in run)
            facet = Facet(name, texts, run[0].yes(book_shape.REMARK))
            found.setdefault(code, []).append((facet, run[0]))
        return found

    def level(self, row: Row, title: str, item: Item) -> int | None:
        """Return the level a cell asks for, ``None`` for an empty one; anything else is a finding."""
        said = row.mark(title)
        scale = self.scales.get(item.scale)
        if not said or scale is None:
            return None
        try:
            return scale.parse(said, item.name, "")
        except KnownError as error:
            row.say("level", title, error.problem.message, "「水準の並び」にある表示を書いてください。")
            return None

    def requirements(self, rows: Iterable[Row]) -> tuple[Requirement, ...]:
        """Return the requirements."""
        by_uid = {item.uid: item for item in self.items}
        found = []
        for position, row in enumerate(rows):
            self._remember(f"requirements[{position}]", row, _REQUIREMENT_FIELDS)
            item = by_uid.get(row.mark("スキルの記号"))
            level = self.level(row, "水準", item) if item else None
            found.append(
                Requirement(
                    row.mark(book_shape.MARK),
                    word(row, "種類", book_shape.REQUIREMENT_KINDS),
                    row.text(book_shape.NAME),
                    not row.yes("選択"),
                    row.mark("スキルの記号"),
                    level or 0,
                    row.mark("育成段階の記号"),
                    row.number("月数"),
                    self._supports(row, by_uid),
                    row.lines("人材像"),
                    row.yes(book_shape.REMARK),
                    row.number("時間数"),
                    row.text("注記"),
                )
            )
        return tuple(found)

    def _supports(self, row: Row, by_uid: Mapping[str, Item]) -> tuple[tuple[str, int], ...]:
        found = []
        for line in row.lines("裏付けになる水準"):
            uid, _, said = line.partition("=")
            item = by_uid.get(uid.strip())
            scale = self.scales.get(item.scale) if item else None
            try:
                level = scale.parse(said.strip(), "", "") if scale else None
            except KnownError:
                level = None
            if level is None:
                row.say(
                    "supports",
                    "裏付けになる水準",
                    f"「{line}」を読み取れません。",
                    "「スキルの記号=LV2」のように、1行に1つ書いてください。",
                )
            else:
                found.append((uid.strip(), level))
        return tuple(found)

    def stages(self, rows: tuple[Row, ...]) -> tuple[Stage, ...]:
        """Return the stages; one without content and requirements stays open."""
        found = []
        for position, ((code,), run) in enumerate(groups(rows, book_shape.MARK)):
            first = run[0]
            self._remember(f"stages[{position}]", first, _STAGE_FIELDS)
            statements = tuple(
                Statement(row.text("内容"), row.yes("推定")) for row in run if row.text("内容").strip()
            )
            found.append(
                Stage(
                    code,
                    first.mark("人材像の記号"),
                    first.number("段階"),
                    first.text(book_shape.NAME),
                    statements,
                    first.lines("要件の記号"),
                    first.yes(book_shape.REMARK),
                )
            )
        return tuple(found)


def targets(rows: Iterable[Row], findings: Findings) -> tuple[Target, ...]:
    """Return the figures aimed at."""
    found = []
    for position, row in enumerate(rows):
        findings.places[f"targets[{position}]"] = row.place(book_shape.MARK)
        found.append(
            Target(
                row.mark(book_shape.MARK),
                row.text(book_shape.NAME),
                row.number("値"),
                row.mark("単位"),
                row.text("見出し"),
                row.text("時期"),
                row.mark("人材像の記号"),
                row.yes("約"),
                row.yes("以上"),
                row.yes("課ごと"),
                row.text("注記"),
                row.yes(book_shape.REMARK),
            )
        )
    return tuple(found)


def tools(rows: tuple[Row, ...], findings: Findings) -> tuple[Tool, ...]:
    """Return the tool skill map; a stage without texts is still to be filled in."""
    found = []
    for position, ((code,), run) in enumerate(groups(rows, book_shape.MARK)):
        first = run[0]
        findings.places[f"tools[{position}]"] = first.place(book_shape.MARK)
        cells = tuple(
            ToolCell(stage, tuple(row.text("内容") for row in part if row.text("内容").strip()))
            for (stage,), part in groups(tuple(run), "育成段階の記号")
            if stage
        )
        found.append(Tool(code, first.text(book_shape.NAME), cells, first.yes(book_shape.REMARK)))
    return tuple(found)
