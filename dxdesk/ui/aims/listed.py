"""The tabs of 目標と指標, in their order."""

from __future__ import annotations

from dxdesk.ui.aims import indicator_messages, messages
from dxdesk.ui.aims.activities_page import ActivitiesPage
from dxdesk.ui.aims.barriers_page import BarriersPage
from dxdesk.ui.aims.indicators_page import IndicatorsPage
from dxdesk.ui.aims.model_page import ModelPage
from dxdesk.ui.aims.targets_page import TargetsPage
from dxdesk.ui.shell.year_tabs import Tab

TABS: tuple[Tab, ...] = (
    Tab("targets", messages.TAB_TARGETS, TargetsPage),
    Tab("indicators", indicator_messages.TAB_INDICATORS, IndicatorsPage),
    Tab("model", indicator_messages.TAB_MODEL, ModelPage),
    Tab("activities", indicator_messages.TAB_ACTIVITIES, ActivitiesPage),
    Tab("barriers", indicator_messages.TAB_BARRIERS, BarriersPage),
)
