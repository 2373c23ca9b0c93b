"""The tabs of 目標と指標, in their order."""

from __future__ import annotations

from dxdesk.ui.aims import messages
from dxdesk.ui.aims.activities_page import ActivitiesPage
from dxdesk.ui.aims.barriers_page import BarriersPage
from dxdesk.ui.aims.indicators_page import IndicatorsPage
from dxdesk.ui.aims.model_page import ModelPage
from dxdesk.ui.aims.pages import Tab

TABS: tuple[Tab, ...] = (
    Tab("model", messages.TAB_MODEL, ModelPage),
    Tab("indicators", messages.TAB_INDICATORS, IndicatorsPage),
    Tab("activities", messages.TAB_ACTIVITIES, ActivitiesPage),
    Tab("barriers", messages.TAB_BARRIERS, BarriersPage),
)
FIRST = "indicators"
"""Which tab shows when nobody came for one."""
