"""A question's rubric, edited beside what the edit would change."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from coach.bank.editing.open_rubric import ChangedMeanwhileError
from coach.domain.rubric import Rubric
from coach.errors import CoachError, RubricError
from coach.practice.engines import Engines
from coach.practice.tuning import Tuning, mend
from coach.ui.editor import edit_elsewhere
from coach.ui.rubric_rows import LISTS, LONG, Part, Row, change_row
from coach.ui.screens.coach_screen import HELP
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.screens.editing import EditingScreen
from coach.ui.screens.long_text import LongTextScreen
from coach.ui.widgets.effect_view import ALIASES_COUNT_LATER, EffectView
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.rubric_list import RubricList
from coach.ui.widgets.setting_input import SettingInput
from coach.ui.widgets.top_line import TopLine


class RubricScreen(EditingScreen):
    """Rows to change on one side, the effect on all stored answers on the other."""

    DEFAULT_CSS = """
    RubricScreen {
        #rubric { height: 1fr; }
        #effect { height: 9; padding: 0 1 0 2; border-top: solid $faint; scrollbar-size-vertical: 1; }
        RubricList { width: 1fr; }
    }
    RubricScreen.-wide {
        #rubric { layout: horizontal; }
        #effect { width: 40%; height: 1fr; border-top: none; border-left: solid $faint; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", id="rubric.change"),
        Binding("n", "add('key point')", "New point", id="rubric.new_point"),
        Binding("a", "add('also')", "Wording", id="rubric.also"),
        Binding("w", "add('wrong')", "Wrong claim", id="rubric.mistake"),
        Binding("d,delete", "delete", "Delete", id="rubric.delete"),
        Binding("z,ctrl+z", "undo", "Undo", id="rubric.undo"),
        Binding("ctrl+s", "save", "Save", key_display="^s", priority=True, id="rubric.save"),
        Binding("p", "propose", "Proposals", id="rubric.propose"),
        Binding("t", "update", "Update", id="rubric.update"),
        Binding("x", "split", "Split", show=False, id="rubric.split"),
        Binding("m", "merge", "Merge with the next", show=False, id="rubric.merge"),
        Binding("K,shift+up", "move(-1)", "Move up", show=False, id="rubric.up"),
        Binding("J,shift+down", "move(1)", "Move down", show=False, id="rubric.down"),
        Binding("l", "add('alias')", "New alias", show=False, id="rubric.alias"),
        Binding("right", "fold(True)", "Open the point", show=False, id="rubric.open"),
        Binding("left", "fold(False)", "Close the point", show=False, id="rubric.close"),
        Binding("r", "rejudge", "Judge all again", show=False, id="rubric.rejudge"),
        Binding("f4", "editor", "Editor", id="rubric.editor"),
        Binding("escape", "leave", "Back", id="rubric.back"),
        Binding("q", "app.leave", "Quit", show=False, id="rubric.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines, question_id: str) -> None:
        """Open a question.

        Args:
            engines: What to work with.
            question_id: The question; one of the bank.
        """
        super().__init__(engines, question_id)
        self._over = False

    def body(self) -> ComposeResult:
        """Rows, effect, the line to type in."""
        yield TopLine("Rubric")
        with Vertical(id="rubric"):
            yield RubricList()
            with VerticalScroll(id="effect", can_focus=False):
                yield EffectView()
        yield SettingInput()
        yield Notice()

    def on_mount(self) -> None:
        """Open the file, and read what was said about it."""
        self.query_one(RubricList).focus()
        try:
            entry = self._engines.bank.entry(self.question_id)
            self.tuning = Tuning(entry, self._engines.paths.rubrics)
        except RubricError as error:
            self.query_one(Notice).say_error(error)
            return
        self.show_draft()
        self.begin(entry)

    @property
    def would_be_lost(self) -> str:
        """Edits that are not saved."""
        return "Leave without saving your changes?" if self.tuning and self.tuning.edited else ""

    def show_draft(self, go_to: str = "") -> None:
        """Show the draft and work out what it does."""
        if self.tuning is None:
            return
        self._over = False
        self.query_one(RubricList).show_rubric(self.tuning.draft, go_to)
        state = "not saved" if self.tuning.edited else f"version {self.tuning.saved.version}"
        self.query_one(TopLine).fact = state
        self.refresh_bindings()
        self.look_what_if()

    def take(self, rubric: Rubric, go_to: str = "") -> bool:
        """Go on with a changed rubric; says whether it could be taken."""
        if self.tuning is None:
            return False
        try:
            self.tuning.edit(rubric)
        except RubricError as error:
            self.query_one(Notice).say_error(error, Weight.WARNING)
            return False
        self.query_one(Notice).say("")
        self.show_draft(go_to)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with this row of this rubric."""
        if self.tuning is None:
            return action in {"leave", "editor"} or not hasattr(self, f"action_{action}")
        if action == "undo":
            return self.tuning.can_undo
        if action == "save":
            return self.tuning.edited
        if action == "update":
            return bool(self.update and self.update.changes)
        return super().check_action(action, parameters)

    def action_change(self) -> None:
        """Type something else into the row."""
        row = self.query_one(RubricList).chosen
        if row is not None:
            self._ask(row)

    @on(RubricList.OptionSelected)
    def _chosen(self) -> None:
        self.action_change()

    def action_add(self, part: str) -> None:
        """Type a new row."""
        row, tuning = self.query_one(RubricList).chosen, self.tuning
        if row is None or tuning is None:
            return
        kind = Part(part)
        if kind in LISTS:
            if not row.point_id:
                self.query_one(Notice).say("Go to a key point first.", "Wordings belong to key points.")
                return
            point = next(point for point in tuning.draft.key_points if point.id == row.point_id)
            self._ask(Row(kind, "", row.point_id, len(getattr(point, LISTS[kind]))))
        else:
            self._ask(Row(kind, "", "", len(tuning.draft.aliases) if kind is Part.ALIAS else 0))

    def _ask(self, row: Row) -> None:
        if row.part in LONG:
            self.app.push_screen(LongTextScreen(row.part.value.capitalize(), row.text), partial(self._take_text, row))
            return
        self._asked = row
        hints = {
            Part.SECONDS: "the shortest and the longest good answer in seconds: 30 60",
            Part.ALIAS: "the term, then how it may be misheard: RAG = rack, rag",
            Part.THRESHOLD: "probability from which it counts as covered, 0 to 1; empty for the program's own",
        }
        self.query_one(Notice).say(f"{row.part.value}:", hints.get(row.part, ""))
        numbers = {Part.WEIGHT, Part.THRESHOLD, Part.SECONDS}
        self.query_one(SettingInput).open(row.name, row.text, replace=row.part in numbers)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed."""
        self._take_text(self._asked, message.text)

    def on_line_input_left(self) -> None:
        """Go on in the list."""
        self.query_one(Notice).say("")
        self.query_one(RubricList).focus()

    def _take_text(self, row: Row, text: str | None) -> None:
        if text is None or self.tuning is None:
            return
        try:
            changed = change_row(self.tuning.draft, row, text)
        except RubricError as error:
            self.query_one(Notice).say_error(error, Weight.WARNING)
            return
        listed = self.query_one(RubricList)
        listed.unfold(row.point_id)
        if self.take(changed, row.name):
            self.query_one(SettingInput).close()
            listed.focus()

    def action_save(self) -> None:
        """Save the draft in the user's folder."""
        if self.tuning is None:
            return
        before, after = self.tuning.saved, self.tuning.draft
        try:
            self.tuning.save(over=self._over)
        except ChangedMeanwhileError as error:
            self.query_one(Notice).say_error(error, Weight.WARNING)
            self._over = True
            return
        except RubricError as error:
            self.query_one(Notice).say_error(error)
            return
        aliases_alone = before.aliases != after.aliases and replace(before, aliases=after.aliases) == after
        told = ALIASES_COUNT_LATER if aliases_alone else "R judges your stored answers again with it."
        self.query_one(Notice).say(f"Saved as {self.tuning.path}.", told)
        self.saved()
        self.show_draft()

    def action_editor(self) -> None:
        """Have the file edited by another program."""
        try:
            with self.app.suspend():
                self._edit_elsewhere()
        except CoachError as error:
            self.query_one(Notice).say_error(error, Weight.WARNING)
        else:
            self.query_one(Notice).say("")
            self.show_draft()

    def _edit_elsewhere(self) -> None:
        if self.tuning is not None:
            self.tuning.take_text(edit_elsewhere(self.tuning.as_text(), self.tuning.path.name))
            return
        entry = self._engines.bank.entry(self.question_id)
        self.tuning = mend(entry, self._engines.paths.rubrics, edit_elsewhere)
        self.saved()
        self.begin(entry)

    def action_leave(self) -> None:
        """Go back; asks where something is not saved."""
        if self.would_be_lost:
            self.app.push_screen(ConfirmScreen(self.would_be_lost, yes="Leave", no="Stay"), self._leave_if_sure)
        else:
            self.dismiss()

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()
