"""The style sheet: what Fusion's palette cannot say. Flat controls with one border, one radius and the 4-pixel grid."""

from __future__ import annotations

from app.paths import resources_dir
from app.ui.theme import RADIUS, SPACE, SPACE_INSIDE, Palette


def style_sheet(colours: Palette) -> str:
    """Style sheet of the application in these colours."""
    return _SHEET.format(
        window=colours.window.name(),
        surface=colours.surface.name(),
        raised=colours.raised.name(),
        border=colours.border.name(),
        text=colours.text.name(),
        muted=colours.muted.name(),
        accent=colours.accent.name(),
        accent_text=colours.accent_text.name(),
        caution=colours.caution.name(),
        selection=colours.selection.name(),
        icons=(resources_dir() / "icons").as_posix(),
        side="dark" if colours.dark else "light",
        radius=RADIUS,
        space=SPACE,
        inside=SPACE_INSIDE,
    )


_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: {inside}px; }}
QToolBar {{ background: {window}; border: 0; border-bottom: 1px solid {border};
  padding: {space}px; spacing: {space}px;
}}
QPushButton, QToolButton {{
  background: {raised}; color: {text}; border: 1px solid {border}; border-radius: {radius}px;
  padding: {inside}px {space}px; min-height: 18px;
}}
QToolButton[flat="true"], QPushButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton:hover, QToolButton:hover {{ border-color: {muted}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {selection}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; background: transparent; }}
QPushButton[primary="true"], QToolButton[primary="true"] {{
  background: {accent}; color: {accent_text}; border-color: {accent}; font-weight: 600;
}}
QPushButton[primary="true"]:disabled {{ background: {raised}; color: {muted}; border-color: {border}; }}
QPushButton[primary="true"]:focus, QPushButton[primary="true"]:hover {{ border-color: {text}; }}
QLineEdit > QToolButton {{ background: transparent; border: 0; padding: 0; min-height: 0; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit, QTextBrowser {{
  background: {surface}; color: {text}; border: 1px solid {border}; border-radius: {radius}px;
  padding: {inside}px {space}px; selection-background-color: {accent}; selection-color: {accent_text};
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QComboBox, QAbstractSpinBox {{
  background: {raised}; color: {text}; border: 1px solid {border}; border-radius: {radius}px;
  padding: {inside}px {space}px; min-height: 18px;
}}
QAbstractSpinBox QLineEdit {{ background: transparent; border: 0; padding: 0; }}
QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {muted}; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border-color: {accent}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{
  image: url("{icons}/caret-down-{side}.svg"); width: 12px; height: 12px;
}}
QAbstractSpinBox::up-arrow {{ image: url("{icons}/caret-up-{side}.svg"); width: 12px; height: 12px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: 18px; background: transparent; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border}; padding: {inside}px; }}
QCheckBox {{ spacing: {space}px; }}
QCheckBox::indicator {{
  width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 3px; background: {surface};
}}
QCheckBox::indicator:checked {{
  background: {accent}; border-color: {accent}; image: url("{icons}/check-{side}.svg");
}}
QCheckBox::indicator:focus {{ border-color: {text}; }}
QListView::item {{ padding: {inside}px {space}px; border-left: 3px solid transparent; }}
QTreeView::item {{ padding: {inside}px; min-height: 20px; border: 0; }}
QTreeView::item:selected {{ background: {selection}; color: {text}; }}
QListView::item:selected {{ background: {selection}; color: {text}; border-left: 3px solid {accent}; }}
QListView::item:hover:!selected {{ background: {raised}; }}
QTableView, QListView, QTreeView {{
  background: {surface}; border: 0; outline: 0; selection-background-color: {selection}; selection-color: {text};
}}
QHeaderView {{ background: {window}; }}
QHeaderView::section {{
  background: {window}; color: {muted}; border: 0; border-bottom: 1px solid {border}; padding: {inside}px {space}px;
}}
QHeaderView::section:hover {{ color: {text}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {raised}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {border}; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{
  background: transparent; color: {muted}; border: 0; border-bottom: 2px solid transparent;
  padding: {space}px {space}px {inside}px; margin: 0 {inside}px; min-height: 18px;
}}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QSlider::groove:horizontal {{ background: {border}; height: 4px; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{
  background: {accent}; border: 1px solid {accent}; width: 12px; height: 12px; margin: -5px 0; border-radius: 7px;
}}
QSlider::handle:horizontal:focus {{ border-color: {text}; }}
QSplitter::handle {{ background: {border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: {inside}px; }}
QMenu::item {{ padding: {inside}px 24px {inside}px {space}px; border-radius: {radius}px; }}
QMenu::icon {{ padding-left: {space}px; }}
QMenu::item:selected {{ background: {selection}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: {inside}px; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="caution"] {{ color: {caution}; }}
QLabel[role="heading"] {{ color: {muted}; font-weight: 600; }}
QWidget[surface="true"] {{ background: {surface}; }}
QWidget[edge="top"] {{ border-top: 1px solid {border}; }}
QFrame[popup="true"] {{ background: {surface}; border: 1px solid {border}; border-radius: {radius}px; }}
QFrame[rule="true"] {{ background: {border}; }}
"""
