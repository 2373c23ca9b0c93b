"""The one application stylesheet, filled with the colours of a theme.

Widgets say what they are by the dynamic property ``look`` (for labels ``type`` of text and ``tone``);
nothing else in the window sets a stylesheet.
"""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxdesk.ui.look.theme import Tokens

_FIRST = """
QMainWindow, QWidget#page { background: palette(window); }
QToolTip { background: $card; color: $text; border: 1px solid $edge; padding: 6px 8px; font-size: 13px; }
QLabel { background: transparent; color: $text; }
QLabel[look="section"] { font-size: 15px; font-weight: bold; }
QLabel[look="strong"] { font-weight: bold; }
QLabel[look="caption"] { font-size: 12.5px; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="figure"] { font-size: 30px; font-weight: bold; }
QLabel[tone="attention"] { color: $attention; }
QLabel[tone="done"] { color: $done; }
QLabel[tone="accent"] { color: $accent; }
QLabel:disabled { color: $muted; }
QFrame[look="attention"] {
    background: $attention_wash; border: 1px solid $attention_line; border-radius: 8px;
}
QFrame[look="done"] { background: $done_wash; border: 1px solid $line; border-radius: 8px; }
QFrame[look="info"] { background: $wash; border: 1px solid $line; border-radius: 8px; }
QFrame[look="aside"] { background: $card; border: none; border-left: 1px solid $line; }
QFrame[look="foot"] { background: $card; border: none; border-top: 1px solid $line; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#inside { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QPushButton, QToolButton[look="secondary"] {
    background: $card; color: $text; border: 1px solid $edge; border-radius: 6px;
    padding: 7px 16px; min-height: 20px; outline: none;
}
QPushButton:hover, QToolButton[look="secondary"]:hover { background: $wash; border-color: $accent; }
QPushButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 6px 15px; }
QPushButton:disabled { color: $muted; background: $ground; border-color: $line; }
QPushButton[look="quiet"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 7px 8px;
}
QPushButton#stop-work, QPushButton#stop-work:focus { padding: 0 8px; min-height: 18px; }
QPushButton[look="quiet"]:hover { background: $wash; }
QPushButton[look="quiet"]:focus { border: 2px solid $accent; padding: 6px 7px; }
QPushButton[look="quiet"]:disabled { color: $muted; }
QPushButton[look="flush"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 7px 12px 7px 0;
    text-align: left;
}
QPushButton[look="flush"]:hover { color: $strong; border-bottom: 1px solid $accent; border-radius: 0; }
QPushButton[look="flush"]:focus { border: 2px solid $accent; padding: 6px 7px 6px 3px; }
QPushButton[look="flush"]:disabled { color: $muted; background: transparent; border-color: transparent; }
QPushButton[look="slim"] {
    background: transparent; border: 1px solid transparent; color: $accent;
    padding: 2px 6px; min-height: 18px; font-size: 12.5px;
}
QPushButton[look="slim"]:hover { background: $wash; }
QPushButton[look="slim"]:focus { border: 2px solid $accent; padding: 1px 5px; }
QPushButton[look="slim"]:disabled { color: $muted; }
QPushButton[look="tile"] { text-align: left; padding: 16px; border-color: $line; border-radius: 8px; }
QPushButton[look="tile"]:hover, QPushButton[look="tile"]:focus { border-color: $accent; }
"""
"""All that the first-start window is made of; the rest follows it and says nothing else of these parts."""

_GROUND = """
QDialog { background: $ground; }
QLabel[look="title"] { font-size: 20px; font-weight: bold; }
QLabel[look="brand"] { font-size: 18px; font-weight: bold; }
QFrame[look="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[look="chosen"] { background: $wash; border: 2px solid $accent; border-radius: 8px; }
QFrame[look="notice"] {
    background: $card; border: 1px solid $line; border-left: 4px solid $mark; border-radius: 8px;
}
QFrame[look="side"] { background: $card; border: none; border-right: 1px solid $line; }
QFrame[look="hairline"] { background: $line; border: none; }
QFrame[look="drop"] { background: $card; border: 2px dashed $edge; border-radius: 8px; }
QFrame[look="drop"][hot="true"] { background: $wash; border: 2px dashed $accent; }
QSplitter::handle { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""

_BUTTONS = """
QPushButton[look="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: bold;
}
QPushButton[look="primary"]:hover { background: $strong; border-color: $strong; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $empty; color: $muted; border-color: $empty; }
QPushButton[look="nav"] {
    background: transparent; border: none; border-left: 3px solid transparent; border-radius: 0;
    padding: 9px 14px 9px 15px; text-align: left; min-height: 22px;
}
QPushButton[look="nav"]:hover { background: $ground; }
QPushButton[look="nav"]:checked {
    background: $wash; border-left: 3px solid $accent; color: $strong; font-weight: bold;
}
QPushButton[look="nav"]:focus, QPushButton[look="nav"]:checked:focus {
    border: 2px solid $accent; padding: 7px 12px 7px 16px;
}
QPushButton[look="nav"][place="true"] { padding: 1px 14px 1px 15px; }
QPushButton[look="nav"][place="true"]:focus, QPushButton[look="nav"][place="true"]:checked:focus {
    padding: 0 12px 0 16px;
}
QPushButton[look="choice"] { padding: 6px 12px; }
QPushButton[look="choice"]:checked {
    background: $wash; border-color: $accent; color: $strong; font-weight: bold;
}
QPushButton[look="filter"] {
    background: transparent; border: 1px solid transparent; color: $muted;
    padding: 4px 6px; font-size: 12.5px;
}
QPushButton[look="filter"][edge="true"] { text-align: left; padding-left: 0; }
QPushButton[look="filter"]:hover { background: $ground; }
QPushButton[look="filter"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[look="filter"]:checked { background: $wash; color: $strong; font-weight: bold; }
QPushButton[look="link"] {
    background: transparent; border: 1px solid transparent; color: $accent;
    padding: 4px 6px; font-size: 12.5px;
}
QPushButton[look="link"]:hover { background: $wash; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton::menu-indicator { width: 0; }
"""

_TICKS = """
QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox:focus, QRadioButton:focus { color: $strong; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 16px; height: 16px; border: 1px solid $muted; background: $card; border-radius: 3px;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus,
QCheckBox::indicator:hover, QRadioButton::indicator:hover {
    border: 2px solid $accent; width: 14px; height: 14px;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border: 1px solid $accent; image: url("$check");
}
QRadioButton::indicator:checked { background: $card; border: 5px solid $accent; width: 8px; height: 8px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
    background: $card; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 6px 10px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox, QSpinBox { min-height: 20px; }
QLineEdit { lineedit-clear-button-icon: url("$close"); }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $accent; padding: 5px 9px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QPlainTextEdit[readOnly="true"] {
    background: $ground; color: $muted; border-color: $line;
}
QLineEdit[look="wanted"], QPlainTextEdit[look="wanted"] {
    border: 2px solid $mark; background: $attention_wash;
}
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: $card; color: $text; border: 1px solid $edge; outline: 0;
    selection-background-color: $wash; selection-color: $strong;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 2px 8px; }
QListView#found-people, QListView#found-conditions { border: 1px solid $edge; }
QListView#found-people::item, QListView#found-conditions::item {
    min-height: 28px; padding: 2px 8px; border: none;
}
QMenu { background: $card; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 20px; border-radius: 4px; }
QMenu::item:selected { background: $wash; color: $strong; }
QMenu::item:disabled { color: $muted; }
QCalendarWidget QWidget { background: $card; color: $text; alternate-background-color: $ground; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
"""

_LISTS = """
QTableView, QListView, QTreeView {
    background: $card; color: $text; border: none; outline: 0; gridline-color: $line;
    selection-background-color: $wash; selection-color: $strong;
}
QTableView::item { padding: 0 8px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $wash; color: $text; }
QTableView::item:focus { background: $wash; color: $text; }
QListView::item { border-bottom: 1px solid $line; }
QListView::item:selected { background: $wash; color: $strong; }
QTreeView::item { min-height: 30px; padding: 0 7px; border: none; }
QTreeView::item:selected { background: $wash; color: $strong; }
QTextEdit[look="paper"], QTextEdit[look="paper"]:focus { border: none; padding: 0; }
QHeaderView { background: $card; border: none; }
QHeaderView::section {
    background: $card; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 7px 10px; font-size: 12.5px; font-weight: normal;
}
QTableCornerButton::section { background: $card; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; outline: none; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 9px 14px; border: none;
    border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { color: $strong; font-weight: bold; border-bottom: 3px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { background: $wash; }
"""


def sheet(tokens: Tokens) -> str:
    """Return the stylesheet in the colours of a theme."""
    from dxdesk.ui.look import icons

    colours = _colours(tokens)
    colours["check"] = icons.file_in_colour("check", tokens.on_accent).as_posix()
    colours["close"] = icons.file_in_colour("close", tokens.muted).as_posix()
    colours["down"] = icons.file_in_colour("chevron-down", tokens.muted).as_posix()
    return _filled(_FIRST + _GROUND + _BUTTONS + _TICKS + _FIELDS + _LISTS, tokens, colours)


def first_sheet(tokens: Tokens) -> str:
    """Return what the first-start window needs of it: parsing the whole takes longer than painting."""
    return _filled(_FIRST, tokens, _colours(tokens))


_BORDER = re.compile(r"\b([123])px (solid|dashed)")


def _filled(text: str, tokens: Tokens, colours: dict[str, str]) -> str:
    """Fill in the colours; with high contrast every border and the ring of the focus are 1 px thicker."""
    if tokens.contrast:
        text = _BORDER.sub(lambda border: f"{int(border[1]) + 1}px {border[2]}", text)
    return Template(text).substitute(colours)


def _colours(tokens: Tokens) -> dict[str, str]:
    return {name: said for name, said in tokens._asdict().items() if name not in ("levels", "on_levels")}
