"""Where one can go and what the window can do, as data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dxdesk.domain.capabilities import (
    ACTION_PLAN,
    AGENDA,
    AIMS,
    GROWTH_FILES,
    PRACTICE,
    PROVISION,
    REQUESTS,
    STAFFING,
    TRAINING,
    YEAR_START,
)
from dxdesk.ports.entities import Role

HR, SECTION, PERSONAL, DX = Role.HR, Role.SECTION, Role.PERSONAL, Role.DX
ALL = (HR, DX, SECTION, PERSONAL)


@dataclass(frozen=True, slots=True)
class Destination:
    """A place in the left navigation, and all that is to be said of its screen from outside.

    ``screen`` (``module:name``) is imported when it is first visited. ``manual`` is the page that F1 opens,
    with ``#`` before a heading of it; ``titles`` and ``manuals`` say what is otherwise for some roles.
    ``capability`` is the one of 使う機能 it belongs to, or what a store must have got (``PLACES`` of
    ``domain.capabilities``): it shows only where that is so; empty: always.
    """

    key: str
    title: str
    icon: str
    screen: str
    roles: tuple[Role, ...]
    manual: str
    bottom: bool = False
    titles: tuple[tuple[Role, str], ...] = ()
    manuals: tuple[tuple[Role, str], ...] = ()
    capability: str = ""

    def title_for(self, role: Role) -> str:
        """Return the title as a role knows it."""
        return dict(self.titles).get(role, self.title)

    def manual_for(self, role: Role) -> str:
        """Return the page of the manual, with its heading, that a role reads."""
        return dict(self.manuals).get(role, self.manual)


DESTINATIONS: tuple[Destination, ...] = (
    Destination(
        "home",
        "ホーム",
        "home",
        "dxdesk.ui.home.making:make",
        ALL,
        "index",
        manuals=((HR, "hr"), (SECTION, "section"), (PERSONAL, "personal")),
    ),
    Destination(
        "self_report", "自己申告", "answer", "dxdesk.ui.self_report.view:SelfReport", (PERSONAL,), "personal"
    ),
    Destination(
        "year_start",
        "期首",
        "star",
        "dxdesk.ui.year_start.view:YearStart",
        (HR, SECTION, PERSONAL),
        "year-start",
        capability=YEAR_START,
    ),
    Destination("review", "確認", "review", "dxdesk.ui.review.view:Review", (SECTION,), "section"),
    Destination(
        "receive",
        "受付",
        "receive",
        "dxdesk.ui.receive.view:Receive",
        ALL,
        "receive",
        titles=((PERSONAL, "届いたファイル"),),
        manuals=((PERSONAL, "personal"),),
    ),
    Destination(
        "requests",
        "申込・推薦",
        "send",
        "dxdesk.ui.requests.view:Requests",
        (SECTION,),
        "requests",
        capability=REQUESTS,
    ),
    Destination(
        "status",
        "提出状況",
        "status",
        "dxdesk.ui.status.view:StatusScreen",
        (HR, SECTION),
        "hr#4. 督促する",
        manuals=((SECTION, "section"),),
    ),
    Destination(
        "skillmap", "スキルマップ", "map", "dxdesk.ui.skillmap.view:SkillMap", (HR, SECTION), "skillmap"
    ),
    Destination("growth", "育成", "growth", "dxdesk.ui.growth.view:Growth", (HR, SECTION), "growth"),
    Destination(
        "training",
        "研修",
        "training",
        "dxdesk.ui.training.view:Training",
        (HR, DX),
        "training",
        capability=TRAINING,
    ),
    Destination(
        "growth_file",
        "成長記録",
        "growth",
        "dxdesk.ui.growth_file.view:GrowthFile",
        (HR, SECTION, PERSONAL),
        "growth-file",
        capability=GROWTH_FILES,
    ),
    Destination("aims", "目標と指標", "star", "dxdesk.ui.aims.view:Aims", (HR, DX), "aims", capability=AIMS),
    Destination(
        "action_plan",
        "年度計画",
        "year",
        "dxdesk.ui.action_plan.view:ActionPlan",
        (HR, DX),
        "plan",
        capability=ACTION_PLAN,
    ),
    Destination(
        "practice",
        "実践と支援",
        "records",
        "dxdesk.ui.practice.view:PracticeScreen",
        (HR, DX),
        "practice",
        capability=PRACTICE,
    ),
    Destination(
        "staffing",
        "確保計画",
        "roster",
        "dxdesk.ui.preparing.staffing_view:Staffing",
        (HR, DX),
        "staffing",
        capability=STAFFING,
    ),
    Destination(
        "agenda",
        "検討と予定",
        "year",
        "dxdesk.ui.preparing.agenda_view:Agenda",
        (HR, DX),
        "agenda",
        capability=AGENDA,
    ),
    Destination(
        "provision",
        "提供",
        "send",
        "dxdesk.ui.provision.view:Provision",
        (HR,),
        "digital",
        capability=PROVISION,
    ),
    Destination(
        "provided", "提供された集計", "map", "dxdesk.ui.provision.given_view:Provided", (DX,), "digital"
    ),
    Destination("documents", "帳票", "documents", "dxdesk.ui.documents.view:Documents", ALL, "documents"),
    Destination("year", "年度", "year", "dxdesk.ui.year.view:Year", (HR,), "hr"),
    Destination(
        "framework", "体系", "framework", "dxdesk.ui.framework.view:FrameworkScreen", (HR, DX), "framework"
    ),
    Destination("roster", "名簿", "roster", "dxdesk.ui.roster.view:Roster", (HR,), "roster"),
    Destination(
        "proxy",
        "代行",
        "answer",
        "dxdesk.ui.proxy.view:Proxy",
        (HR, SECTION),
        "section#紙で答えた人",
        titles=((HR, "代行入力・確認"), (SECTION, "代行入力")),
        manuals=((HR, "hr"),),
    ),
    Destination(
        "settings", "設定", "settings", "dxdesk.ui.settings.view:Settings", ALL, "settings", bottom=True
    ),
)


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window does by key from every screen; ``slot`` is a method of the window."""

    key: str
    title: str
    shortcut: str
    slot: str


COMMANDS: tuple[Command, ...] = (
    Command("help", "この画面の使い方", "F1", "show_help"),
    Command("open", "届いたファイルや台帳を開く", "Ctrl+O", "choose_files"),
    Command("search", "さがす", "Ctrl+F", "start_search"),
    Command("save", "保存", "Ctrl+S", "save"),
    Command("refresh", "読み直す", "F5", "reload_screen"),
    Command("lock", "いますぐロックする", "Ctrl+L", "lock"),
    Command("back", "ひとつ戻る", "Alt+Left", "go_back"),
)


def destinations(role: Role, uses: Collection[str] = ()) -> tuple[Destination, ...]:
    """Return where a role can go, in order; ``uses`` are the capabilities (codes) that the office uses."""
    return tuple(
        place
        for place in DESTINATIONS
        if role in place.roles and (not place.capability or place.capability in uses)
    )


def manual_page(screen: str, role: Role) -> str:
    """Return the page of the manual (and heading) that belongs to a screen; its beginning for none."""
    return next((one.manual_for(role) for one in DESTINATIONS if one.key == screen), "index")
