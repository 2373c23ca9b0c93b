"""What the decisions of all rounds made of terms, as the 任命 stand now."""

from __future__ import annotations

from dxdesk.domain.nomination_terms import Made, TermsNow
from dxdesk.domain.nominations import ACCEPTED
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation.appointed import terms_today
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.workplace.once import once_a_unit

BETWEEN = "|"
"""Stands between number, first and last day of a term that was ended, as it is kept."""


@once_a_unit
def made_terms(uow: UnitOfWork) -> Made:
    """Return who stopped early without a follower, and which sections named the holder of a term."""
    decided = [
        (found.asked, one)
        for found in nominations(uow).rounds
        for one in found.named
        if one.said.decided == ACCEPTED
    ]
    terms, newest = [read for read, _ in terms_today(uow)], linked.newest(uow)
    personas = dict.fromkeys(asked.persona for asked, _ in decided)
    now = {persona: TermsNow(terms, persona) for persona in personas}
    followed = {
        (asked.persona, one.said.section, newest.get(number, number), first)
        for asked, one in decided
        for number, first in (text.split(BETWEEN)[:2] for text in one.said.closed)
    }
    named_by: dict[tuple[str, str, str], frozenset[str]] = {}
    vacated = set()
    for asked, one in decided:
        term, section = one.term(asked), one.said.section
        key = (asked.persona, term.employee_number, term.valid_from)
        named_by[key] = named_by.get(key, frozenset()) | {section}
        own = (asked.persona, section, term.employee_number, term.valid_from)
        if own not in followed and now[asked.persona].ended_early(term):
            vacated.add(one.subject)
    return Made(frozenset(vacated), named_by)
