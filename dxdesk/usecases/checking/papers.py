"""Grade 1: papers that were issued against what the audit says of them, and their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.papers import IssuedPaper
from dxdesk.usecases.checking.look import UNREADABLE, Look
from dxdesk.usecases.checking.report import Aspect, counted, some
from dxdesk.usecases.issued import issuing
from dxdesk.usecases.issued import spoiled as voided
from dxdesk.usecases.issued.given_numbers import NUMBER, without_copy
from dxdesk.usecases.issued.number_order import left_out, out_of_order
from dxdesk.usecases.issued.series import starts


def papers_seen(look: Look) -> Aspect:
    """Look at every paper that was issued: its copy, and the entry of the audit it was issued by."""
    papers, texts = look.papers, look.inspection.paper_texts()
    wrong = [_name(one) for one in papers if issuing.digest_of(one, texts[one.paper_id]) != one.digest]
    told = {look.text_in(entry, issuing.DIGEST) for entry in look.done("issue-papers")}
    made = {issuing.batch_digest(batch): batch for batch in issuing.batches(papers).values()}
    untold = [_name(one) for digest, batch in made.items() if digest not in told for one in batch]
    gone = sorted(told - made.keys())
    return Aspect(
        "papers",
        f"発行した証書と通知 {len(papers):,}枚の控えと、発行したときの操作の記録。",
        (
            *counted("発行したときの要約値と中身が合わない控えが {count}枚あります", wrong),
            *counted("操作の記録と合わない控えが {count}枚あります", untold),
            *counted(
                "操作の記録にあるのに、控えが揃わない発行が {count}回あります",
                [one[:8] + "…" for one in gone],
            ),
            *counted("操作の記録と合わない書損が {count}枚あります", _spoilt_otherwise(look, papers)),
        ),
    )


def _spoilt_otherwise(look: Look, papers: Sequence[IssuedPaper]) -> list[str]:
    """Return the papers of which 書損 is said otherwise than the audit has it, in words."""
    names = {one.paper_id: _name(one) for one in papers}
    told = [look.text_in(one, issuing.DIGEST) for one in look.done("spoil-papers", "unspoil-papers")]
    try:
        histories = voided.histories(look.uow)
    except UNREADABLE:
        return ["書損の記録"]
    of: dict[voided.Act, list[str]] = {}
    for paper, history in histories.items():
        for act in history.acts:
            of.setdefault(act, []).append(paper)
    wrong = [
        names.get(paper, paper[:8] + "…")
        for act, said in of.items()
        if act.digest not in told or act.digest_for(said) != act.digest
        for paper in said
    ]
    lost = set(told) - {act.digest for act in of}
    return [*dict.fromkeys(wrong), *(f"{one[:8]}…" for one in sorted(lost))]


def _name(one: IssuedPaper) -> str:
    year = f"{fiscal_year_label(one.fiscal_year)} " if one.fiscal_year else ""
    return f"{year}{one.number_text} {one.employee_number}".strip()


def numbers_to_know(look: Look) -> Iterator[str]:
    """Yield what to know of numbers of papers: those left out on purpose, days that do not follow them."""
    by_series: dict[str, list[IssuedPaper]] = {}
    for one in look.papers:
        if one.number:
            by_series.setdefault(one.series, []).append(one)
    legacy: dict[str, list[int]] = {}
    for (series, _), number in without_copy(look.uow).items():
        legacy.setdefault(series, []).extend([int(number)] if number.isdecimal() else [])
    void: Collection[str] = ()
    with suppress(*UNREADABLE):  # a finding says so
        void = voided.spoiled(look.uow)
    late: list[str] = []
    for series, of in by_series.items():
        first = {one.number: one for one in reversed(of)}
        numbers = [*first, *legacy.get(series, ())]
        for gap in left_out(numbers, starts(look.uow, series)):
            if gap.meant and gap.after in first:
                yield f"{issuing.named(first[gap.after])}の前の{gap.sentence}"
        dated = ((one.number, one.issued_on) for one in of if one.issued_on and one.paper_id not in void)
        late += [issuing.named(first[number]) for number in out_of_order(dated)]
    yield from counted("番号の順と交付日の順が違う証書が {count}枚あります", late)


def numbers_of_papers(look: Look) -> Iterator[str]:
    """Yield what is wrong with numbers of papers: one given twice, one missing, one never given."""
    counters = {
        name.removeprefix(NUMBER): value
        for name, value in look.inspection.counters().items()
        if name.startswith(NUMBER)
    }
    given: dict[str, list[str]] = {}
    for (series, _), number in without_copy(look.uow).items():
        given.setdefault(series, []).append(number)
    for one in look.papers:
        if one.number and not one.remade_on:
            given.setdefault(one.series, []).append(str(one.number))
    lost = sorted(given.keys() - counters.keys())
    wrong = [
        series
        for series, last in counters.items()
        if not _whole(given.get(series, ()), last, starts(look.uow, series))
    ]
    if wrong or lost:
        yield f"証書の番号に、抜け・重なりか、付けていない番号があります({some([*wrong, *lost])})。"


def _whole(given: Sequence[str], last: int, begun: Sequence[int]) -> bool:
    """Tell whether every number up to the last was given once, but for those before one it went on from."""
    if not all(number.isdecimal() for number in given):
        return False
    there = sorted(map(int, given))
    if len(set(there)) != len(there) or (there[-1:] or [0]) != [last]:
        return False
    return all(
        after in begun for before, after in zip([0, *there], there, strict=False) if after != before + 1
    )
