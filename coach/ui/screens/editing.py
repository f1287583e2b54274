"""What one key does to the highlighted row of a rubric."""

from functools import partial

from coach.bank.editing.edits import merge_points, move_point
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.practice.teaching.edits import SplitPoint
from coach.ui.rubric_rows import delete_row
from coach.ui.screens.trying import TryingScreen
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.rubric_list import RubricList


class EditingScreen(TryingScreen):
    """Edits that need nothing typed."""

    def _on_row(self, change: "partial[Rubric]") -> None:
        """Change something about the highlighted row."""
        try:
            changed = change()
        except RubricError as error:
            self.query_one(Notice).say_error(error, Weight.WARNING)
        else:
            self.take(changed)

    def action_delete(self) -> None:
        """Take out what the row is about."""
        row = self.query_one(RubricList).chosen
        if row and self.tuning:
            self._on_row(partial(delete_row, self.tuning.draft, row))

    def action_move(self, step: int) -> None:
        """Move the key point."""
        row = self.query_one(RubricList).chosen
        if row and row.point_id and self.tuning:
            self._on_row(partial(move_point, self.tuning.draft, row.point_id, step))

    def action_merge(self) -> None:
        """Make one key point of this and the next."""
        row = self.query_one(RubricList).chosen
        if row and row.point_id and self.tuning:
            self._on_row(partial(merge_points, self.tuning.draft, row.point_id))

    def action_split(self) -> None:
        """Make two key points of one that makes two claims."""
        row = self.query_one(RubricList).chosen
        if not row or not row.point_id or self.tuning is None:
            return
        changed = SplitPoint(row.point_id, "", "").apply(self.tuning.draft)
        if changed == self.tuning.draft:
            self.query_one(Notice).say("This key point makes one claim as far as can be told.", "N adds another one.")
        else:
            self.take(changed)

    def action_fold(self, opened: bool) -> None:
        """Show or hide the wordings of a key point."""
        self.query_one(RubricList).fold(opened=opened)

    def action_undo(self) -> None:
        """Take the last edit back."""
        if self.tuning and self.tuning.undo():
            self.show_draft()
