"""Everything about one answer on one page, read from top to bottom and filled section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.domain.delivery import Delivery, Measure
from coach.domain.rubric import Audience, audience_of
from coach.domain.schedule import Return
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript, Word
from coach.report.as_text import describe_unclear
from coach.report.measures import MeasureLine, describe_briefly, describe_measures
from coach.report.scores import SIGNS, describe_revisions, write_doubt
from coach.scoring.advice import MOST_ADVICE
from coach.scoring.trust import TRUSTED, Trust, describe_lost_blocks, trust_in
from coach.ui.lines import Column, Fitted, as_written, plain, row
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.widgets.key_point import KeyPoint, describe_heading
from coach.ui.widgets.line_input import CorrectionInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.pace_chart import PaceChart
from coach.ui.widgets.skill_list import SkillList
from coach.ui.widgets.timeline import Timeline
from coach.ui.widgets.transcript_text import TranscriptText


class ResultPage(VerticalScroll, can_focus=False, inherit_bindings=False):
    """One answer, from the question down to how it was said."""

    DEFAULT_CSS = """
    ResultPage {
        height: 1fr;
        padding: 0 1 0 2;
        scrollbar-size-vertical: 1;
        .heading { color: $primary; text-style: bold; margin-top: 1; }
        #points-heading { margin-top: 1; }
        #points { height: auto; }
        #points > KeyPoint:last-of-type { margin-bottom: 0; }
        #follow-up { margin: 1 0 0 0; }
        #question { height: auto; margin-bottom: 1; }
        #revised { height: auto; display: none; }
        #revised.-said { display: block; }
        #measures { height: auto; margin-top: 1; }
        #measures PaceChart { width: 1fr; margin-bottom: 1; }
        #measures DeliveryTable { width: 1fr; }
        #model { height: auto; display: none; }
        #model.-open { display: block; }
        #reference { height: auto; display: none; margin-top: 1; padding: 0 2; background: $surface; }
        #reference.-said { display: block; }
        Notice { padding: 0; margin-bottom: 1; }
        &.-nothing .judged, &.-nothing Timeline { display: none; }
    }
    """

    def __init__(self, shown: frozenset[Measure], *, details: bool) -> None:
        """Make an empty page.

        Args:
            shown: Measures of delivery that the user wants to see.
            details: Whether every key point is open.
        """
        super().__init__()
        self._shown = shown
        self._details = details
        self._transcript: Transcript | None = None
        self._words: list[Word] = []
        self._delivery: Delivery | None = None
        self._trust = TRUSTED
        self._again: dict[str, str] = {}
        self._coverage = Coverage(())
        self._audience: Audience | None = None

    def compose(self) -> ComposeResult:
        """The sections."""
        yield Static("", id="question", markup=False)
        yield Notice(id="said")
        yield Notice(id="trouble")
        yield Notice(id="listening")
        yield Notice(id="unclear")
        yield ScorePanel(classes="judged")
        yield FirstAdvice(classes="judged")
        yield Static(Fitted(describe_heading), id="points-heading", classes="judged")
        with Vertical(id="points", classes="judged"):
            yield Static(Content.styled("Judged once everything is heard…", "$quiet"), markup=False)
        yield Notice(id="follow-up")
        yield MoreAdvice(classes="judged")
        yield Static("Your answer", classes="heading", id="answer-heading")
        yield Static("", id="revised", markup=False)
        yield TranscriptText()
        yield Static("How you reasoned", id="reasoned", classes="heading")
        yield SkillList()
        yield Static("Delivery", classes="heading judged")
        yield Timeline(self._shown)
        with Vertical(id="measures", classes="judged"):
            yield PaceChart()
            yield DeliveryTable(self._shown)
        with Vertical(id="model"):
            yield Static("Model answer", classes="heading")
            yield Static("", id="model-answer", markup=False)
            yield Static("", id="reference", markup=False)
        yield CorrectionInput()

    def show_question(self, question: str, question_id: str) -> None:
        """Show what was asked.

        Args:
            question: As it was asked.
            question_id: Its id, which tells to whom it is to be explained.
        """
        self._audience = audience_of(question_id)
        self.query_one("#question", Static).update(plain(question, "bold"))

    def show_words(self, words: Sequence[Word]) -> None:
        """Add words that were just heard."""
        self._words.extend(words)
        self.query_one(TranscriptText).show_words(self._words)

    def show_returns(self, returns: Mapping[str, Return]) -> None:
        """Say when each key point comes back, and on demand why.

        Args:
            returns: By the id of each point.
        """
        for each in self.query(KeyPoint):
            each.show_return(returns.get(each.point.id))

    def show_again(self, point_id: str, told: str) -> None:
        """Say what came of saying a point again."""
        self._again[point_id] = told
        for each in self.query(KeyPoint):
            if each.point.id == point_id:
                each.show_again(told)

    def show_follow_up(self, question: str) -> None:
        """Ask on, as an interviewer would; empty asks nothing."""
        self.query_one("#follow-up", Notice).say(question, "F answers the follow-up." if question else "")

    def show_transcript(self, transcript: Transcript, delivery: Delivery | None = None) -> None:
        """Show all that was said."""
        if transcript is not self._transcript:
            self.query_one("#reasoned").display = self.query_one(SkillList).show_transcript(transcript, self._audience)
        self._transcript = transcript
        self.query_one(TranscriptText).show_transcript(transcript, delivery)

    def show_delivery(self, delivery: Delivery | None, trust: Trust) -> None:
        """Show how it was said, and above the verdicts what was wrong with what was heard."""
        self.query_one("#listening", Notice).say(*heard_badly(trust), Severity.WARNING)
        self.query_one(DeliveryTable).show_delivery(delivery, trust)
        self.query_one(Timeline).show_delivery(delivery)
        self._delivery, self._trust = delivery, trust
        self._show_pace()
        self._show_briefly()
        if self._transcript is not None:
            self.show_transcript(self._transcript, delivery)

    def show_measures(self, shown: frozenset[Measure]) -> None:
        """Show only those measures of delivery that the user wants to see now."""
        self._shown = shown
        self.query_one(DeliveryTable).show_measures(shown)
        self.query_one(Timeline).show_measures(shown)
        self._show_pace()
        self._show_briefly()

    def show_details(self, shown: bool) -> None:
        """Open or close every key point, and those that come."""
        self._details = shown
        for each in self.query(KeyPoint):
            each.show_details(shown)

    def _show_briefly(self) -> None:
        briefly = describe_briefly(self._delivery, self._trust, self._shown) if self._delivery else ""
        self.query_one(ScorePanel).show_delivery(briefly)

    def _show_pace(self) -> None:
        self.query_one(PaceChart).show_delivery(self._delivery if Measure.PACE in self._shown else None)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show which points were made."""
        self._coverage = coverage
        typed = self._transcript is not None and self._transcript.typed
        points = self.query_one("#points", Vertical)
        points.remove_children()
        points.mount_all(
            KeyPoint(point, typed=typed, details=self._details, again=self._again.get(point.id, ""))
            for point in coverage.points
        )
        self.query_one(ScorePanel).show_coverage(coverage)
        self.query_one(TranscriptText).show_evidence(coverage.points)
        self.call_after_refresh(self._focus_first)

    def _focus_first(self) -> None:
        first = next(iter(self.query(KeyPoint)), None)
        if first is not None and self.screen.focused is None:
            first.focus(scroll_visible=False)

    def show_scorecard(self, scorecard: Scorecard) -> None:
        """Show the score and what to do next."""
        self.query_one(ScorePanel).show_score(scorecard, self._coverage)
        self.query_one(FirstAdvice).show_advice(scorecard.advice)
        self.query_one(MoreAdvice).show_advice(scorecard.advice)

    def show_attempt(self, attempt: Attempt) -> None:
        """Show everything about a finished attempt."""
        self.show_question(attempt.question, attempt.question_id)
        self.show_transcript(attempt.transcript)
        self.show_delivery(attempt.delivery, trust_in(attempt))
        self.show_coverage(attempt.coverage)
        self.show_revised(attempt)
        self.show_end(attempt)

    def show_revised(self, attempt: Attempt) -> None:
        """Show what the user said about the verdicts, and everything that follows from it."""
        judged = {point.id: point for point in attempt.coverage.points}
        for each in self.query(KeyPoint):
            if each.point.id in judged:  # those of another rubric are just being taken away
                each.show_point(judged[each.point.id], attempt.labels.get(each.point.id))
        self._coverage = attempt.effective_coverage
        self.show_scorecard(attempt.scorecard)
        revised = self.query_one("#revised", Static)
        revised.update(Content.styled(describe_revisions(attempt), "$quiet"))
        revised.set_class(bool(describe_revisions(attempt)), "-said")

    def show_heard(self, heard: Attempt | None, attempt: Attempt) -> None:
        """Show the words as they were heard, without marks; or the attempt's own words again.

        Args:
            heard: The attempt whose words as heard are shown; None shows its corrected ones.
            attempt: The attempt of the page.
        """
        heading = "Your answer" if heard is None else "Your answer as it was heard"
        self.query_one("#answer-heading", Static).update(heading)
        text = self.query_one(TranscriptText)
        if heard is None:
            text.show_transcript(attempt.transcript, attempt.delivery)
            text.show_evidence(attempt.coverage.points)
        else:
            text.show_transcript(replace(attempt.transcript, words=heard.heard), None)
            text.show_evidence(())

    def show_end(self, attempt: Attempt) -> None:
        """Say what was wrong with the recording, and whether anything was heard at all."""
        trouble = [attempt.problem] if attempt.problem else []
        if attempt.dropped_blocks and attempt.listening is None:  # listening has a reason of its own for it
            trouble.append(f"{describe_lost_blocks(attempt.dropped_blocks)}; words may be missing.")
        if trouble:
            self.query_one("#trouble", Notice).say(" ".join(trouble), "", Severity.WARNING)
        self.query_one("#unclear", Notice).say(*_unclear_part(attempt), Severity.WARNING)
        if attempt.transcript.silent:
            self.add_class("-nothing")
            self.query_one("#said", Notice).say(*_nothing_heard(attempt), Severity.WARNING)

    def show_model_answer(self, text: str, reference: str = "") -> None:
        """Show what a strong candidate would say, at the end of the page, and the program that does it, if any."""
        self.query_one("#model-answer", Static).update(plain(text))
        self.query_one("#reference", Static).update(as_written(reference))
        self.query_one("#reference").set_class(bool(reference), "-said")
        model = self.query_one("#model")
        model.add_class("-open")
        self.call_after_refresh(model.scroll_visible, top=True, animate=False)

    def walk(self, step: int) -> None:
        """Go to the next or the previous key point; behind the last one comes the transcript; beyond all, scroll.

        Args:
            step: 1 for down, -1 for up.
        """
        stops = [*self.query(KeyPoint), self.query_one(TranscriptText)]
        at = next((place for place, stop in enumerate(stops) if stop.has_focus), None)
        wanted = at + step if at is not None else 0
        if 0 <= wanted < len(stops):
            stops[wanted].focus()
        else:
            self.scroll_relative(y=3 * step, animate=False)


def heard_badly(trust: Trust) -> tuple[str, str]:
    """Return what was wrong with what was heard, and what it leads to: message and hint; both empty where nothing was.

    Where the points cannot be judged, the reasons are the advice, which stands just below.
    """
    reasons = " ".join(trust.reasons if trust.points else trust.reasons[MOST_ADVICE:])
    return (trust.consequence, reasons) if trust.consequence else (reasons, "")


def _unclear_part(attempt: Attempt) -> tuple[str, str]:
    """Return what was not understood, and how to put it in: message and hint; both empty where that is little."""
    described = describe_unclear(attempt.transcript)
    if not described:
        return "", ""
    if attempt.scorecard.score is not None:
        described += " A point that seems missed may be in there."
    hear = "" if attempt.audio is None else "G plays it, "
    return described, f"{hear}E lets you type what you said."


def _nothing_heard(attempt: Attempt) -> tuple[str, str]:
    """Return what to say where nothing was heard, and what to do about it: message and hint."""
    if attempt.transcript.typed:
        return "Nothing was typed.", "Press X to try again."
    where = f" The recording is at {attempt.audio}." if attempt.audio else ""
    return (
        "No speech was heard in this recording.",
        f"Check the microphone's level with `coach doctor`, then press X to try again.{where}",
    )


class ScorePanel(Horizontal):
    """The score in large digits; beside it what it means, the verdicts, and how the answer was said."""

    DEFAULT_CSS = """
    ScorePanel {
        height: auto;
        min-height: 3;
        & > Digits { width: auto; margin-right: 2; text-style: bold; }
        & > Static { width: 1fr; height: auto; }
        &.-waiting > Digits { display: none; }
        &.-waiting > Static { padding-top: 1; }
    }
    """

    def __init__(self, *, classes: str) -> None:
        """No score yet."""
        super().__init__(classes=f"-waiting {classes}")
        self._meaning, self._briefly = Content.styled("The answer is being judged…", "$quiet"), ""
        self._coverage = Coverage(())

    def compose(self) -> ComposeResult:
        """Digits, and words beside them."""
        yield Digits("")
        yield Static(self._meaning, markup=False, id="verdicts")

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the verdicts; the score comes later."""
        self._coverage, self._meaning = coverage, Content("")
        self._show()

    def show_delivery(self, briefly: str) -> None:
        """Show how the answer was said.

        Args:
            briefly: In one line; empty for nothing.
        """
        self._briefly = briefly
        if not self.has_class("-waiting"):
            self._show()

    def show_score(self, scorecard: Scorecard, coverage: Coverage) -> None:
        """Show the score and the verdicts."""
        self.remove_class("-waiting")
        self.query_one(Digits).update("-" if scorecard.score is None else str(scorecard.score))
        doubt = "not judged" if scorecard.score is None else f"of 100{write_doubt(scorecard.score, coverage)}"
        self._meaning, self._coverage = Content.styled(doubt, "$quiet"), coverage
        self._show()

    def _show(self) -> None:
        meaning, coverage, briefly = self._meaning, self._coverage, Content.styled(self._briefly, "$quiet")

        def build(width: int) -> Content:
            lines = (meaning, describe_verdicts(coverage, width), briefly)
            return Content("\n").join(line for line in lines if line.plain)

        self.query_one("#verdicts", Static).update(Fitted(build))


def describe_verdicts(coverage: Coverage, width: int) -> Content:
    """Count the verdicts in words, as many on a line as fit; those that nobody got are left out."""
    lines: list[Content] = []
    for verdict in Verdict:
        number = coverage.count(verdict)
        if not number:
            continue
        part = Content.styled(f"{SIGNS[verdict]} {number} {verdict.value}", VERDICT_STYLES[verdict])
        if lines and lines[-1].cell_length + len(_GAP) + part.cell_length <= width:
            lines[-1] = lines[-1] + _GAP + part
        else:
            lines.append(part)
    return Content("\n").join(lines)


_GAP = "   "


class FirstAdvice(Static):
    """The one thing to do next."""

    DEFAULT_CSS = "FirstAdvice { height: auto; margin-top: 1; }"

    def __init__(self, *, classes: str) -> None:
        """There is none yet."""
        super().__init__(Content.styled("Judging…", "$quiet"), markup=False, classes=classes)

    def show_advice(self, advice: Sequence[str]) -> None:
        """Show the first advice.

        Args:
            advice: The most worthwhile first.
        """
        heading, first = Content.styled("Do next", "$primary bold"), plain(advice[0] if advice else "", "bold")
        self.update(Fitted(lambda width: row(width, (Column(heading, 7), Column(first)))))


class MoreAdvice(Static):
    """What else there is to do; takes no room where that is nothing."""

    DEFAULT_CSS = """
    MoreAdvice { height: auto; margin-top: 1; display: none; }
    MoreAdvice.-said { display: block; }
    """

    def __init__(self, *, classes: str) -> None:
        """There is none yet."""
        super().__init__(markup=False, classes=classes)

    def show_advice(self, advice: Sequence[str]) -> None:
        """Show every advice but the first.

        Args:
            advice: The most worthwhile first.
        """
        self.set_class(len(advice) > 1, "-said")
        heading = Content.styled("After that\n", "$primary bold")
        self.update(Fitted(lambda width: heading + describe_advice(advice[1:], width)))


def describe_advice(advice: Sequence[str], width: int) -> Content:
    """Number the advice from 2, since the first stands by itself."""
    lines = []
    for number, text in enumerate(advice, start=2):
        lines.append(row(width, (Column(Content.styled(str(number), "$quiet"), 1), Column(plain(text)))))
    return Content("\n").join(lines)


class DeliveryTable(Static):
    """The measures, or why there are none."""

    DEFAULT_CSS = "DeliveryTable { height: auto; }"

    def __init__(self, shown: frozenset[Measure]) -> None:
        """Nothing is measured yet.

        Args:
            shown: Measures that the user wants to see.
        """
        super().__init__(Content.styled("Listening…", "$quiet"), markup=False)
        self._shown = shown
        self._measured: tuple[Delivery, Trust] | None = None

    def show_measures(self, shown: frozenset[Measure]) -> None:
        """Show only those measures that the user wants to see now."""
        self._shown = shown
        if self._measured is not None:
            self.show_delivery(*self._measured)

    def show_delivery(self, delivery: Delivery | None, trust: Trust) -> None:
        """Show the measures.

        Args:
            delivery: How the answer was said; None says that nothing was spoken.
            trust: How far the words can be relied on.
        """
        if delivery is None:
            self.update(Content.styled("Not measured: nothing was spoken.", "$quiet"))
            return
        self._measured = delivery, trust
        lines = describe_measures(delivery, trust, self._shown)
        self.update(Fitted(lambda width: describe_lines(lines, width)))


def describe_lines(lines: tuple[MeasureLine, ...], width: int) -> Content:
    """Set the measures below each other."""
    return Content("\n").join(
        row(width, (Column(Content.styled(line.label, "$quiet"), _LABEL_WIDTH), Column(plain(line.words))))
        for line in lines
    )


_LABEL_WIDTH = 9
