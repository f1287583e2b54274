"""Rows of which Enter chooses one."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from coach.ui.widgets.row_list import RowList


class ChoiceList(RowList):
    """A list whose key line says what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose", key_display="⏎", id="list.choose")]
