"""The tabs of the training screen, in their order."""

from __future__ import annotations

from dxdesk.ui.training import enrolment_messages, map_messages, messages
from dxdesk.ui.training.answers_page import AnswersPage
from dxdesk.ui.training.courses_page import CoursesPage
from dxdesk.ui.training.enrolments_page import EnrolmentsPage
from dxdesk.ui.training.map_page import MapPage
from dxdesk.ui.training.missing_page import MissingPage
from dxdesk.ui.training.pages import Tab
from dxdesk.ui.training.skills_page import SkillsPage

TABS: tuple[Tab, ...] = (
    Tab("courses", messages.TAB_COURSES, CoursesPage, lambda found: len(found.year.courses), people=False),
    Tab("missing", messages.TAB_MISSING, MissingPage, lambda found: found.people_missing),
    Tab("enrolments", enrolment_messages.TAB, EnrolmentsPage, lambda found: 0),
    Tab("answers", enrolment_messages.ANSWERS_TAB, AnswersPage, lambda found: 0),
    Tab("skills", messages.TAB_SKILLS, SkillsPage, lambda found: 0),
    Tab("map", map_messages.TAB, MapPage, lambda found: 0, people=False),
)
