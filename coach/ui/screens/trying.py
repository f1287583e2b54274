"""What happens behind the rubric editor: stored answers judged again, proposals, updates."""

from functools import partial

from coach.bank.bank import Entry
from coach.bank.editing.update import ShippedChange, Update, find_update, settle_update, take_changes
from coach.domain.rubric import Rubric
from coach.practice.engines import Engines
from coach.practice.rejudge import rejudge_question
from coach.practice.stored_answers import AT_ONCE, StoredAnswers
from coach.practice.teaching.describe import describe
from coach.practice.teaching.propose import propose_changes
from coach.practice.teaching.trying import Proposal
from coach.practice.tuning import Tuning
from coach.practice.what_if import what_if
from coach.ui import messages
from coach.ui.phrases import count
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.screens.offers import LEAVE_ALL, Offer, OffersScreen
from coach.ui.shipped_changes import offer_change
from coach.ui.widgets.effect_view import EffectView
from coach.ui.widgets.notice import Notice, Weight


class TryingScreen(CoachScreen[None]):
    """Tries a draft out; how the draft is made is the subclass's business."""

    def __init__(self, engines: Engines, question_id: str) -> None:
        """Remember what to work with.

        Args:
            engines: What to work with.
            question_id: The question.
        """
        super().__init__()
        self.question_id = question_id
        self.tuning: Tuning | None = None
        self.update: Update | None = None
        self._engines = engines
        self._answers: StoredAnswers | None = None
        self._turn = 0
        self._proposals: tuple[Proposal, ...] = ()
        self._left: tuple[ShippedChange, ...] = ()

    def show_draft(self, go_to: str = "") -> None:
        """Show the draft; what it does follows."""
        raise NotImplementedError

    def take(self, rubric: Rubric, go_to: str = "") -> bool:
        """Go on with a changed rubric; says whether it could be taken."""
        raise NotImplementedError

    def begin(self, entry: Entry) -> None:
        """Read the stored answers, and look whether the shipped question was updated."""
        self.errand("answers", self._read_answers)
        self.errand("update", partial(self._find_update, entry))

    def _read_answers(self) -> None:
        attempts = tuple(self._engines.history.each(self.question_id))
        if not attempts:
            self.post_message(messages.AnswersRead(None))
            return
        self.post_message(messages.AnswersJudged(0, 0, len(attempts)))
        self.post_message(messages.AnswersRead(StoredAnswers(attempts, self._engines.judge.get())))

    def on_answers_read(self, message: messages.AnswersRead) -> None:
        """Judge them for the first time."""
        self._answers = message.answers
        if message.answers is None:
            self.query_one(EffectView).show_nothing()
        self.look_what_if()

    def look_what_if(self) -> None:
        """Work out what the draft does; a later draft makes an earlier one's effect worthless."""
        if self.tuning is None or self._answers is None:
            return
        self._turn += 1
        saved, draft = self.tuning.saved, self.tuning.draft
        self.errand("what-if", partial(self._what_if, self._turn, saved, draft, self._answers))

    def _what_if(self, turn: int, saved: Rubric, draft: Rubric, answers: StoredAnswers) -> None:
        total = len(answers.attempts)
        for done in range(0, total, AT_ONCE):
            if turn != self._turn or not self.is_attached:
                return
            if done:
                self.post_message(messages.AnswersJudged(turn, done, total))
            for rubric in (saved, draft):
                answers.judge_each(rubric, answers.attempts[done : done + AT_ONCE])
        self.post_message(messages.EffectKnown(turn, what_if(saved, draft, answers), edited=saved != draft))

    def on_answers_judged(self, message: messages.AnswersJudged) -> None:
        """Say how far it has come."""
        if message.turn == self._turn:
            self.query_one(EffectView).show_progress(message.done, message.total)

    def on_effect_known(self, message: messages.EffectKnown) -> None:
        """Show what the draft does."""
        if message.turn == self._turn:
            self.query_one(EffectView).show_effect(message.effect, edited=message.edited)

    def saved(self) -> None:
        """The rubric was saved: the whole program goes by it now."""
        if self.update is not None and not self.update.changes:
            self._settle(self.update)
        self.app.post_message(messages.RubricSaved(self.question_id))

    def action_rejudge(self) -> None:
        """Judge all stored answers again with the saved rubric, and keep that."""
        if self.tuning is None or self.tuning.edited:
            self.query_one(Notice).say("Save first.", "Stored answers are judged by the rubric as it is saved.")
            return
        self.query_one(Notice).say("Judging your stored answers again …")
        self.errand("rejudge", partial(self._rejudge, self.tuning.saved))

    def _rejudge(self, rubric: Rubric) -> None:
        done = list(rejudge_question(rubric, self._engines, save=True))
        changes = sum(len(each.changes) for each in done)
        self.post_message(messages.AnswersRejudged(len(done), changes))
        self.app.post_message(messages.AttemptKept())

    def on_answers_rejudged(self, message: messages.AnswersRejudged) -> None:
        """Say what came of it."""
        told = f"{count(message.answers, 'answer')} judged again, {count(message.changes, 'verdict')} changed."
        self.query_one(Notice).say(told, "The verdicts of the day are kept beside.")

    def action_propose(self) -> None:
        """Work out what the labels speak for."""
        if self.tuning is None or self._answers is None:
            self.query_one(Notice).say("There are no labels yet.", "Y and U on a result say what the judge got wrong.")
            return
        self.query_one(Notice).say("Looking at your labels …")
        self.errand("proposals", partial(self._propose, self.tuning.draft, self._answers))

    def _propose(self, draft: Rubric, answers: StoredAnswers) -> None:
        found = propose_changes(draft, answers.attempts, answers.judge, answers.nearest)
        self.post_message(messages.ProposalsMade(found, sum(len(each.labels) for each in answers.attempts)))

    def on_proposals_made(self, message: messages.ProposalsMade) -> None:
        """Show what they speak for."""
        notice = self.query_one(Notice)
        if not message.proposals:
            none = "Your labels speak for no change." if message.labels else "There are no labels yet."
            notice.say(none, "Y and U on a result say what the judge got wrong.")
            return
        notice.say("")
        self._proposals = message.proposals
        title = "From your labels. Enter takes one into the draft, Escape none; nothing is saved by itself."
        offers = [offer_proposal(proposal) for proposal in message.proposals]
        self.app.push_screen(OffersScreen(title, offers), self._take_proposal)

    def _take_proposal(self, chosen: int | None) -> None:
        if chosen is not None and self.tuning is not None:
            self.take(self._proposals[chosen].change(self.tuning.draft))

    def _find_update(self, entry: Entry) -> None:
        update = find_update(entry, self._engines.paths.rubrics)
        if update is not None:
            self.post_message(messages.UpdateFound(update))

    def on_update_found(self, message: messages.UpdateFound) -> None:
        """Say that there is something to decide."""
        self.update, self._left = message.update, message.update.changes
        changes = count(len(self._left), "change")
        self.query_one(Notice).say(
            f"This question was updated under your version: {changes}.", "T shows them.", Weight.WARNING
        )
        self.refresh_bindings()

    def action_update(self) -> None:
        """Show the changes that are not decided on."""
        if self._left:
            title = "The shipped question was updated. Enter takes a change over, L leaves the rest, Escape later."
            self.app.push_screen(
                OffersScreen(title, [offer_change(each) for each in self._left], leave=True), self._decide
            )

    def _decide(self, chosen: int | None) -> None:
        if chosen is None or self.update is None or self.tuning is None:
            return
        taken = () if chosen == LEAVE_ALL else (self._left[chosen],)
        self._left = () if chosen == LEAVE_ALL else (*self._left[:chosen], *self._left[chosen + 1 :])
        if taken:
            self.take(take_changes(self.tuning.draft, self.update, taken))
        if self._left:
            self.action_update()
            return
        self.update = Update(self.update.shipped, self.update.text, ())
        if self.tuning.edited:
            self.query_one(Notice).say("All changes are decided on.", "Save with Ctrl+S to keep that.")
        else:
            self._settle(self.update)
        self.refresh_bindings()

    def _settle(self, update: Update) -> None:
        self.update = None
        self.errand("settle", partial(settle_update, update, self._engines.paths.rubrics))


def offer_proposal(proposal: Proposal) -> Offer:
    """Put a proposal into words."""
    kinds = {"also": "another wording for", "threshold": "another threshold for", "split": "two key points of"}
    title = f"{kinds[proposal.edit.kind.value]} {proposal.point}"
    return Offer(title, (*(f"+ {text}" for text in proposal.edit.added), proposal.reason, describe(proposal)))
