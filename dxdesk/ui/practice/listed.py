"""The tabs of 実践と支援, in their order."""

from __future__ import annotations

from dxdesk.ui.practice import knowledge_messages, messages
from dxdesk.ui.practice.cases_page import CasesPage
from dxdesk.ui.practice.knowledge_page import KnowledgePage
from dxdesk.ui.practice.other_pages import ConsultationsPage, EventsPage
from dxdesk.ui.practice.support_page import SupportPage
from dxdesk.ui.practice.turned_page import TurnedPage
from dxdesk.ui.shell.year_tabs import Tab

TABS: tuple[Tab, ...] = (
    Tab("cases", messages.TAB_CASES, CasesPage),
    Tab("events", messages.TAB_EVENTS, EventsPage),
    Tab("consultations", messages.TAB_ASKED, ConsultationsPage),
    Tab("knowledge", knowledge_messages.TAB_KNOWLEDGE, KnowledgePage),
    Tab("turned", knowledge_messages.TAB_TURNED, TurnedPage),
    Tab("support", messages.TAB_SUPPORT, SupportPage),
)
