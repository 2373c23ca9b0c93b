"""Grade 1: whether the numbers that are linked are those the audit says HR linked."""

from __future__ import annotations

from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.organisation.linking import LINK, UNLINK
from dxdesk.usecases.person_year import linked


def numbers_seen(look: Look) -> tuple[Aspect, ...]:
    """Look at the links; nothing of a store in which nobody ever linked two numbers."""
    kept = {(one.former.number, one.later.number) for one in linked.links(look.uow)}
    done = look.done(LINK, UNLINK)
    if not kept and not done:
        return ()
    last = {(look.text_in(entry, "former"), entry.subject): entry.action for entry in done}
    said = {pair for pair, action in last.items() if action == LINK}
    wrong = [f"{former} → {later}" for former, later in sorted(kept ^ said)]
    return (
        Aspect(
            "numbers",
            f"つないだ職員番号 {len(kept):,}組と、つないだ操作の記録。",
            counted("つないだ操作の記録と合わない職員番号が {count}組あります", wrong),
        ),
    )
