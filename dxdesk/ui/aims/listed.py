"""The tabs of 目標と指標, in their order."""

from __future__ import annotations

from dxdesk.ui.aims import messages
from dxdesk.ui.aims.pages import Tab
from dxdesk.ui.aims.targets_page import TargetsPage

TABS: tuple[Tab, ...] = (Tab("targets", messages.TAB_TARGETS, TargetsPage),)
