"""起案文 for 確定: of whom a 確定案 is, with which results, as it was when it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from dxdesk.domain import departments as tree
from dxdesk.domain.framework import Framework, Item
from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.document_wording import AS_REPORTED
from dxdesk.ports.entities import Role, Snapshot
from dxdesk.ports.office_letters import DraftPaper
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms.print_records import scale_of
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import draft_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose, years_with_results
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import drafting
from dxdesk.usecases.year.draft_decision import Draft

_NOT_ASKED = "\u2013"


def draft_paper(desk: Desk, fiscal_year: int = 0) -> DraftPaper:
    """Return the paper of a year's newest draft.

    Raises:
        KnownError: ``no-cycle``, ``nobody-to-print``.
    """
    with desk.store.read() as uow:
        context, draft = drafting.newest(desk, uow, fiscal_year)
        if draft is None:
            raise nothing(
                f"{context.cycle.label}の確定案がありません。",
                "「年度」の「確定案を作る」で作ってから印刷してください"
                "(コマンドでは dxdesk finalise 台帳 --draft)。",
            )
        units = departments.named(uow, context.cycle.base_date)
        made = [one for one in uow.results.snapshots(draft.fiscal_year) if one.number == draft.snapshot]
    names = tree.direct_names({one.section_code: one.section for one in draft.people}, units)
    return _paper(
        desk.identity.municipality_name,
        context.framework,
        context.cycle.label,
        draft,
        made,
        today(desk),
        names,
    )


def _paper(
    municipality: str,
    framework: Framework,
    label: str,
    draft: Draft,
    made: list[Snapshot],
    day: date,
    names: Mapping[str, str],
) -> DraftPaper:
    followed = made[0] if made else None
    count = len(draft.people)
    alone = sum(one.as_reported for one in draft.people)
    asked = [
        f"{label}のDXスキルの申告と確認が終わった別紙の{count:,}人について、確認の結果を別紙のとおり確定してよろしいか、伺います。",
        "確定した結果は本人に知らせ、あとから直すときは理由を付けて訂正します。",
    ]
    if followed is not None:
        asked.append(f"この案は、第{followed.number}回の確定として確定しました。")
    facts = [("確定する人", f"{count:,}人"), ("今回は確定しない人", f"{draft.left:,}人(確認の途中など)")]
    if alone:
        facts.insert(1, (f"うち{AS_REPORTED}", f"{alone:,}人(確認者がいない人)"))
    facts.append(("スキル体系", f"{framework.name}({draft.framework_version})"))
    skills = [item for item in framework.items if any(item.uid in one.levels for one in draft.people)]
    return DraftPaper(
        title=KIND.title,
        fiscal_year=draft.fiscal_year,
        municipality=municipality,
        entries=(
            ("件名", f"{label}DXスキルの確認の結果の確定について"),
            ("起案日", long_day(draft.day)),
            ("起案者", ""),
            ("文書番号", followed.decision_number if followed is not None else ""),
            ("決裁日", long_day(followed.decision_date) if followed is not None else ""),
        ),
        paragraphs=tuple(asked),
        parts=(
            doc.TextPart("確定する内容", entries=tuple(facts)),
            _sections(draft, names),
            _levels(framework, skills, draft),
        ),
        appendix=_people(framework, skills, draft),
        printed_on=day,
        boxes=draft.boxes,
    )


def _sections(draft: Draft, names: Mapping[str, str]) -> doc.TextPart:
    counted = Counter(one.section_code for one in draft.people)
    return doc.TextPart(
        "所属ごとの人数",
        columns=(doc.TableColumn("所属", 5.0), doc.TableColumn("人数", 1.0, doc.Align.RIGHT)),
        rows=tuple((names[code], f"{count:,}") for code, count in sorted(counted.items())),
    )


def _levels(framework: Framework, skills: list[Item], draft: Draft) -> doc.TextPart:
    rows = []
    for number, item in enumerate(skills, start=1):
        counted = Counter(one.levels[item.uid] for one in draft.people if item.uid in one.levels)
        told = "、".join(
            f"{framework.level_label(item, level)} {count:,}人" for level, count in sorted(counted.items())
        )
        rows.append((str(number), framework.title(item), f"{counted.total():,}", told))
    return doc.TextPart(
        "レベルごとの人数",
        columns=(
            doc.TableColumn("番号", 0.5, doc.Align.RIGHT),
            doc.TableColumn("スキルなど", 2.6),
            doc.TableColumn("人数", 0.6, doc.Align.RIGHT),
            doc.TableColumn("内訳", 3.6),
        ),
        rows=tuple(rows),
    )


def _people(framework: Framework, skills: list[Item], draft: Draft) -> doc.TextPart:
    scales = [scale_of(framework, item) for item in skills]
    rows = tuple(
        (
            f"{number:,}",
            one.section,
            one.number,
            one.name,
            one.post,
            " ".join(
                scale.mark(one.levels[item.uid]) if item.uid in one.levels else _NOT_ASKED
                for item, scale in zip(skills, scales, strict=True)
            ),
            AS_REPORTED if one.as_reported else "",
        )
        for number, one in enumerate(draft.people, start=1)
    )
    return doc.TextPart(
        "別紙 対象者一覧",
        (f"レベルは、「レベルごとの人数」の番号の順です。{_NOT_ASKED}は、その人が答えない項目です。",),
        columns=(
            doc.TableColumn("番号", 0.55, doc.Align.RIGHT),
            doc.TableColumn("所属", 2.0),
            doc.TableColumn("職員番号", 1.1),
            doc.TableColumn("氏名", 1.7, names=True),
            doc.TableColumn("職名", 1.2),
            doc.TableColumn("レベル", 2.3),
            doc.TableColumn("備考", 1.0),
        ),
        rows=rows,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    printer = desk.services.printer
    return printer.draw([draft_without_missing(printer, draft_paper(desk, order.fiscal_year))], progress)


KIND = ReportKind(
    kind="draft-decision",
    title="確定の起案文",
    roles=(Role.HR,),
    hint="確定案の起案文です。対象者一覧が別紙で付きます。確定案を作ったときの内容で印刷します。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(years_with_results, nobody_to_choose, quick=False),
)
