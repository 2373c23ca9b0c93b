"""The only list of documents, in the order people think of them. Whatever offers or makes one looks here."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.reports import (
    accreditations,
    action_plans,
    annual_reports,
    assembly_reports,
    attendee_lists,
    awards,
    budget_requests,
    case_reports,
    certificate_registers,
    certificates,
    completions,
    course_maps,
    cover_sheets,
    development_plans,
    disclosure,
    dispatch_lists,
    draft_decisions,
    drafting_sheets,
    enrolment_decisions,
    glossaries,
    grounds_sheets,
    growth_sheets,
    handover_pages,
    handover_papers,
    indicator_tables,
    interview_sheets,
    logic_models,
    nomination_lists,
    nomination_notices,
    non_submitters,
    participation_tables,
    plan_outcomes,
    provision_records,
    receipt_lists,
    request_letters,
    result_notices,
    role_tables,
    section_maps,
    sign_in_sheets,
    skill_sheets,
    staffing_plans,
    status_reports,
    support_tables,
    target_tables,
)
from dxdesk.usecases.reports.kind import ReportKind
from dxdesk.usecases.workplace import print_notes

KINDS: tuple[ReportKind, ...] = (
    skill_sheets.KIND,
    certificates.KIND,
    completions.KIND,
    draft_decisions.KIND,
    result_notices.KIND,
    section_maps.KIND,
    request_letters.KIND,
    cover_sheets.KIND,
    status_reports.KIND,
    annual_reports.KIND,
    assembly_reports.KIND,
    non_submitters.KIND,
    attendee_lists.KIND,
    sign_in_sheets.KIND,
    enrolment_decisions.KIND,
    course_maps.KIND,
    participation_tables.KIND,
    target_tables.KIND,
    indicator_tables.KIND,
    logic_models.KIND,
    budget_requests.KIND,
    action_plans.KIND,
    plan_outcomes.KIND,
    staffing_plans.KIND,
    role_tables.KIND,
    glossaries.KIND,
    drafting_sheets.KIND,
    case_reports.KIND,
    support_tables.KIND,
    nomination_notices.KIND,
    nomination_lists.KIND,
    receipt_lists.KIND,
    dispatch_lists.KIND,
    provision_records.KIND,
    handover_pages.KIND,
    handover_papers.KIND,
    interview_sheets.KIND,
    development_plans.KIND,
    accreditations.KIND,
    awards.KIND,
    certificate_registers.KIND,
    growth_sheets.KIND,
    grounds_sheets.KIND,
    disclosure.KIND,
)


def kinds_for(role: Role) -> tuple[ReportKind, ...]:
    """Return what a role can print."""
    return tuple(kind for kind in KINDS if role in kind.roles)


def kind_named(word: str) -> ReportKind:
    """Return the kind a command's word stands for.

    Raises:
        KnownError: ``report-kind``.
    """
    for kind in KINDS:
        if kind.kind == word:
            return kind
    raise KnownError(
        "report-kind",
        "その種類の帳票はありません。何も印刷していません。",
        f"{'、'.join(kind.kind for kind in KINDS)}から選んでください。",
        found=word,
    )


def title_of(word: str) -> str:
    """Return what a kind, or what else is printed, is called; the word itself where nothing goes by it."""
    return next((kind.title for kind in KINDS if kind.kind == word), print_notes.TITLES.get(word, word))
