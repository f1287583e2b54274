"""A question's rubric, edited beside what the edit would change."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from coach.bank.bank import Entry
from coach.bank.edits import merge_points, move_point
from coach.bank.open_rubric import ChangedMeanwhileError
from coach.bank.update import find_update
from coach.domain.rubric import Rubric
from coach.errors import CoachError, RubricError
from coach.practice.engines import Engines
from coach.practice.proposing import Proposal, propose_changes
from coach.practice.rejudge import rejudge_question
from coach.practice.rubric_rows import LONG, Part, Row, change_row, delete_row, new_row
from coach.practice.stored_answers import StoredAnswers
from coach.practice.suggested_edits import SplitPoint
from coach.practice.tuning import ShippedUpdate, Tuning, mend
from coach.practice.what_if import Effect, what_if_steps
from coach.ui import messages
from coach.ui.editor import edit_elsewhere
from coach.ui.page import HELP, Page, TopLine
from coach.ui.screens.dialogs import ConfirmScreen, LongTextScreen
from coach.ui.screens.offers import LEAVE_ALL, OffersScreen, offer_change, offer_proposal
from coach.ui.widgets.effect_view import ALIASES_COUNT_LATER, EffectView
from coach.ui.widgets.line_input import SettingInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.rubric_list import RubricList
from coach.wording import count

WHY_NOT: Mapping[str, str] = {
    "undo": "There is nothing to undo.",
    "save": "Nothing has changed, so there is nothing to save.",
    "update": "The program brings no change of this question that is not decided yet.",
}
"""Why a key does nothing, by its action."""


class RubricScreen(Page[None]):
    """Rows to change on one side, the effect on all stored answers on the other.

    The drafts are kept by `Tuning`, the update of a shipped question by `ShippedUpdate`; what a draft does is worked
    out by `what_if_steps`, what the labels suggest by `propose_changes`.
    """

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
        super().__init__(engines)
        self._question_id = question_id
        self._tuning: Tuning | None = None
        self._update: ShippedUpdate | None = None
        self._answers: StoredAnswers | None = None
        self._proposals: tuple[Proposal, ...] = ()
        self._asked: Row | None = None
        self._turn = 0

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
        self._rows.focus()
        try:
            entry = self._engines.bank.entry(self._question_id)
            self._tuning = Tuning(entry, self._engines.paths.rubrics)
        except RubricError as error:
            self._notice.say_error(error)
            return
        self._show_draft()
        self._look_around(entry)

    @property
    def _points(self) -> Mapping[str, str]:
        """What each key point says, by its id; those that the draft has no more, too."""
        rubrics = (self._tuning.saved, self._tuning.draft) if self._tuning else ()
        return {point.id: point.point for rubric in rubrics for point in rubric.key_points}

    @property
    def _rows(self) -> RubricList:
        return self.query_one(RubricList)

    @property
    def _effect(self) -> EffectView:
        return self.query_one(EffectView)

    @property
    def _notice(self) -> Notice:
        return self.query_one(Notice)

    @property
    def would_be_lost(self) -> str:
        """Edits that are not saved."""
        return "Leave without saving your changes?" if self._tuning and self._tuning.edited else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what can be done with this row of this rubric."""
        if self._tuning is None:
            return action in {"leave", "editor"} or not hasattr(self, f"action_{action}")
        if action == "undo":
            return self._tuning.can_undo or None
        if action == "save":
            return self._tuning.edited or None
        if action == "update":
            return (self._update is not None and bool(self._update.undecided)) or None
        return True

    def why_not(self, binding: Binding) -> str:
        """Say why there is nothing to undo, to save or to decide."""
        return WHY_NOT.get(binding.action, "")

    def action_leave(self) -> None:
        """Go back; asks where something is not saved."""
        if self.would_be_lost:
            self.app.push_screen(ConfirmScreen(self.would_be_lost, yes="Leave", no="Stay"), self._leave_if_sure)
        else:
            self.dismiss()

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()

    # The draft changes: by one key, by what is typed, by another program.

    def _adopt(self, rubric: Rubric, go_to: str = "") -> bool:
        """Go on with a changed rubric; return whether it could be taken."""
        if self._tuning is None:
            return False
        try:
            self._tuning.edit(rubric)
        except RubricError as error:
            self._notice.say_error(error, Severity.WARNING)
            return False
        self._notice.say("")
        self._show_draft(go_to)
        return True

    def _show_draft(self, go_to: str = "") -> None:
        """Show the draft and work out what it does."""
        if self._tuning is None:
            return
        self._rows.show_rubric(self._tuning.draft, go_to)
        self.query_one(TopLine).fact = "not saved" if self._tuning.edited else ""
        self.refresh_bindings()
        self._try_out()

    def _on_row(self, change: Callable[[Rubric, Row], Rubric], *, of_point: bool = True) -> None:
        """Change something about the highlighted row; where it is about a key point, only on the rows of one."""
        row = self._rows.chosen
        if row is None or self._tuning is None or (of_point and not row.point_id):
            return
        try:
            changed = change(self._tuning.draft, row)
        except RubricError as error:
            self._notice.say_error(error, Severity.WARNING)
        else:
            self._adopt(changed)

    def action_delete(self) -> None:
        """Take out what the row is about."""
        self._on_row(delete_row, of_point=False)

    def action_move(self, step: int) -> None:
        """Move the key point."""
        self._on_row(lambda draft, row: move_point(draft, row.point_id, step))

    def action_merge(self) -> None:
        """Make one key point of this and the next."""
        self._on_row(lambda draft, row: merge_points(draft, row.point_id))

    def action_split(self) -> None:
        """Make two key points of one that makes two claims."""
        row = self._rows.chosen
        if row is None or not row.point_id or self._tuning is None:
            return
        changed = SplitPoint(row.point_id, "", "").apply(self._tuning.draft)
        if changed == self._tuning.draft:
            self._notice.say("As far as can be told, this key point makes one claim.", "N adds another key point.")
        else:
            self._adopt(changed)

    def action_fold(self, opened: bool) -> None:
        """Show or hide the wordings of a key point."""
        self._rows.fold(opened=opened)

    def action_undo(self) -> None:
        """Take the last edit back."""
        if self._tuning and self._tuning.undo():
            self._show_draft()

    def action_change(self) -> None:
        """Type something else into the row."""
        row = self._rows.chosen
        if row is not None:
            self._ask(row)

    @on(RubricList.OptionSelected)
    def _chosen(self) -> None:
        self.action_change()

    def action_add(self, part: str) -> None:
        """Type a new row."""
        row, tuning = self._rows.chosen, self._tuning
        if row is None or tuning is None:
            return
        new = new_row(tuning.draft, row, Part(part))
        if new is None:
            self._notice.say("Go to a key point first.", "Wordings belong to key points.")
        else:
            self._ask(new)

    def _ask(self, row: Row) -> None:
        if row.part in LONG:
            self.app.push_screen(LongTextScreen(row.part.value.capitalize(), row.text), partial(self._take_typed, row))
            return
        self._asked = row
        hints = {
            Part.SECONDS: "the shortest and the longest good answer in seconds: 30 60",
            Part.ALIAS: "the term, then how it may be misheard: RAG = rack, rag",
            Part.THRESHOLD: "probability from which it counts as covered, 0 to 1; leave empty for the default",
        }
        self._notice.say(f"{row.part.value}:", hints.get(row.part, ""))
        numbers = {Part.IMPORTANCE, Part.THRESHOLD, Part.SECONDS}
        self.query_one(SettingInput).open(row.name, row.text, replace=row.part in numbers)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed."""
        if self._asked is not None:
            self._take_typed(self._asked, message.text)

    def on_line_input_left(self) -> None:
        """Go on in the list."""
        self._notice.say("")
        self._rows.focus()

    def _take_typed(self, row: Row, text: str | None) -> None:
        if text is None or self._tuning is None:
            return
        try:
            changed = change_row(self._tuning.draft, row, text)
        except RubricError as error:
            self._notice.say_error(error, Severity.WARNING)
            return
        self._rows.unfold(row.point_id)
        if self._adopt(changed, row.name):
            self.query_one(SettingInput).close()
            self._rows.focus()

    def action_editor(self) -> None:
        """Have the file edited by another program."""
        try:
            with self.app.suspend():
                self._edit_elsewhere()
        except CoachError as error:
            self._notice.say_error(error, Severity.WARNING)
        else:
            self._notice.say("")
            self._show_draft()

    def _edit_elsewhere(self) -> None:
        if self._tuning is not None:
            self._tuning.take_text(edit_elsewhere(self._tuning.as_text(), self._tuning.path.name))
            return
        entry = self._engines.bank.entry(self._question_id)
        self._tuning = mend(entry, self._engines.paths.rubrics, edit_elsewhere)
        self._tell_saved()
        self._look_around(entry)

    def action_save(self) -> None:
        """Save the draft in the user's folder."""
        if self._tuning is None:
            return
        try:
            counts_for_stored = self._tuning.save()
        except RubricError as error:
            warning = isinstance(error, ChangedMeanwhileError)
            self._notice.say_error(error, Severity.WARNING if warning else Severity.ERROR)
            return
        told = "R judges your stored answers again with it." if counts_for_stored else ALIASES_COUNT_LATER
        self._notice.say(f"Saved as {self._tuning.path}.", told)
        self._tell_saved()
        self._show_draft()

    def _tell_saved(self) -> None:
        """The rubric was saved: the whole program goes by it now, and what was decided about its update is settled."""
        self._settle()
        self.app.post_message(messages.RubricSaved(self._question_id))

    # What a draft does to the stored answers.

    def _look_around(self, entry: Entry) -> None:
        """Read the stored answers, and look whether the shipped question was updated."""
        self.errand("answers", self._read_answers)
        self.errand("update", partial(self._find_update, entry))

    def _read_answers(self) -> None:
        attempts = tuple(self._engines.history.each(self._question_id))
        if not attempts:
            self.post_message(messages.AnswersRead(None))
            return
        self.post_message(messages.AnswersJudged(0, 0, len(attempts)))
        self.post_message(messages.AnswersRead(StoredAnswers(attempts, self._engines.ready_judge())))

    def on_answers_read(self, message: messages.AnswersRead) -> None:
        """Judge them for the first time."""
        self._answers = message.answers
        if message.answers is None:
            self._effect.show_nothing()
        self._try_out()

    def _try_out(self) -> None:
        """Work out what the draft does; a later draft makes an earlier one's effect worthless."""
        if self._tuning is None or self._answers is None:
            return
        self._turn += 1
        saved, draft = self._tuning.saved, self._tuning.draft
        self.errand("what-if", partial(self._what_if, self._turn, saved, draft, self._answers))

    def _what_if(self, turn: int, saved: Rubric, draft: Rubric, answers: StoredAnswers) -> None:
        if turn != self._turn:
            return
        for step in what_if_steps(saved, draft, answers):
            if turn != self._turn or not self.is_attached:
                return
            if isinstance(step, Effect):
                self.post_message(messages.EffectKnown(turn, step, edited=saved != draft))
            else:
                self.post_message(messages.AnswersJudged(turn, step.done, step.total))

    def on_answers_judged(self, message: messages.AnswersJudged) -> None:
        """Say how far it has come."""
        if message.turn == self._turn:
            self._effect.show_progress(message.done, message.total)

    def on_effect_known(self, message: messages.EffectKnown) -> None:
        """Show what the draft does."""
        if message.turn == self._turn:
            self._effect.show_effect(message.effect, self._points, edited=message.edited)

    def action_rejudge(self) -> None:
        """Judge all stored answers again with the saved rubric, and keep that."""
        if self._tuning is None or self._tuning.edited:
            self._notice.say("Save first.", "Stored answers are judged by the saved rubric.")
            return
        self._notice.say("Judging your stored answers again …")
        self.errand("rejudge", partial(self._rejudge, self._tuning.saved))

    def _rejudge(self, rubric: Rubric) -> None:
        done = list(rejudge_question(rubric, self._engines, save=True))
        changes = sum(len(each.changes) for each in done)
        self.post_message(messages.AnswersRejudged(len(done), changes))
        self.app.post_message(messages.AttemptKept())

    def on_answers_rejudged(self, message: messages.AnswersRejudged) -> None:
        """Say what came of it."""
        told = f"{count(message.answers, 'answer')} judged again, {count(message.changes, 'verdict')} changed."
        self._notice.say(told, "The earlier verdicts are kept.")

    # What the labels suggest.

    def action_propose(self) -> None:
        """Work out what the labels suggest."""
        if self._tuning is None or self._answers is None:
            self._notice.say("There are no labels yet.", "Y and U on a result say what the judge got wrong.")
            return
        self._notice.say("Looking at your labels …")
        self.errand("proposals", partial(self._propose, self._tuning.draft, self._answers))

    def _propose(self, draft: Rubric, answers: StoredAnswers) -> None:
        found = propose_changes(draft, answers.attempts, answers.judge, answers.nearest)
        self.post_message(messages.ProposalsMade(found, sum(len(each.labels) for each in answers.attempts)))

    def on_proposals_made(self, message: messages.ProposalsMade) -> None:
        """Show what they suggest."""
        notice = self._notice
        if not message.proposals:
            none = "Your labels suggest no change." if message.labels else "There are no labels yet."
            notice.say(none, "Y and U on a result say what the judge got wrong.")
            return
        notice.say("")
        self._proposals = message.proposals
        title = "From your labels. Enter adds one to the draft, Escape adds none; nothing is saved until you save it."
        offers = [offer_proposal(proposal, self._points) for proposal in message.proposals]
        self.app.push_screen(OffersScreen(title, offers), self._take_proposal)

    def _take_proposal(self, chosen: int | None) -> None:
        if chosen is not None and self._tuning is not None:
            self._adopt(self._proposals[chosen].change(self._tuning.draft))

    # What an update of the shipped question changes.

    def _find_update(self, entry: Entry) -> None:
        update = find_update(entry, self._engines.paths.rubrics)
        if update is not None:
            self.post_message(messages.UpdateFound(update))

    def on_update_found(self, message: messages.UpdateFound) -> None:
        """Say that there is something to decide."""
        self._update = ShippedUpdate(message.update, self._engines.paths.rubrics)
        changes = count(len(self._update.undecided), "change")
        self._notice.say(f"This question was updated under your version: {changes}.", "T shows them.", Severity.WARNING)
        self.refresh_bindings()

    def action_update(self) -> None:
        """Show the changes that are not decided on."""
        if self._update is not None and self._update.undecided:
            keys = "Enter accepts a change, L leaves the rest as it is, Escape decides later."
            title = f"The shipped question was updated. {keys}"
            offers = [offer_change(each, self._points) for each in self._update.undecided]
            self.app.push_screen(OffersScreen(title, offers, leave=True), self._decide)

    def _decide(self, chosen: int | None) -> None:
        if chosen is None or self._update is None or self._tuning is None:
            return
        if chosen == LEAVE_ALL:
            self._update.leave_rest()
        else:
            self._adopt(self._update.take(self._tuning.draft, chosen))
        if self._update.undecided:
            self.action_update()
            return
        if self._tuning.edited:
            self._notice.say("You have decided on all changes.", "Save with Ctrl+S to keep your choices.")
        self._settle()
        self.refresh_bindings()

    def _settle(self) -> None:
        """Remember what was decided about the update, where that is all, and saved."""
        update, edited = self._update, self._tuning is not None and self._tuning.edited
        if update is not None and update.can_be_settled(edited=edited):
            self._update = None
            self.errand("settle", update.settle)
