"""`coach assess`: everything that the screen does with an answer, as a report."""

import argparse
import sys
import threading
from pathlib import Path

from coach.bank.load import load_rubric
from coach.cli.output import FAILED, INTERRUPTED, print_json
from coach.cli.setup import engines_for, tell_damage
from coach.domain.attempt import Attempt
from coach.domain.delivery import Measure
from coach.domain.transcript import Transcript
from coach.errors import CoachError, HistoryError
from coach.history.copies import copy_history
from coach.practice.answers import Answer, GivenAnswer, TypedAnswer, new_attempt_id
from coach.practice.assess import Judged, Transcribed, assess, leave_unjudged
from coach.practice.draft import Draft
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.practice.loading import end_without_waiting, warm_up
from coach.practice.unfinished import where_kept
from coach.report.as_json import attempt_as_json
from coach.report.as_text import attempt_as_text

MOST_TYPED = 100_000
"""Characters of a typed answer; an hour of speech has about half as many."""


def run(arguments: argparse.Namespace) -> int:
    """Assess one answer and print the result."""
    if (arguments.audio is None) == (arguments.text is None):
        arguments.usage_error("give either AUDIO or --text FILE")
    text = _read_text(arguments.text) if arguments.text is not None else None
    engines = engines_for(arguments, aloud=True, keeps=not arguments.no_save)
    rubric = load_rubric(Path(arguments.rubric)) if arguments.rubric else engines.bank.get(arguments.question)
    if not arguments.no_save:
        engines.history.count()  # a history that cannot be used is better told of before the work than after it
    answered_at = engines.now()
    attempt_id = new_attempt_id(answered_at)
    answer: Answer
    if text is not None:
        to_keep = bool(text.split()) and not arguments.no_save
        draft = Draft(engines.paths.drafts, attempt_id, rubric.id, answered_at) if to_keep else None
        answer = TypedAnswer(text, draft)
    else:
        keep = engines.settings.recording.keep_recordings and not arguments.no_save
        keep_in = engines.paths.recordings if keep else None
        answer = FileAnswer(Path(arguments.audio), attempt_id, engines, rubric, keep_in=keep_in)
        answer.read()  # a file that cannot be read is told of before anything is loaded
    needed = [engines.judge] if text is not None else [engines.sounds, engines.judge]
    threading.Thread(target=warm_up, args=(needed,), name="warm-up", daemon=True).start()
    try:
        _assess(GivenAnswer(rubric, answer, attempt_id, answered_at), engines, arguments)
    except BaseException as error:
        end_without_waiting(INTERRUPTED if isinstance(error, KeyboardInterrupt) else FAILED)
        raise
    end_without_waiting(0)
    return 0


def _assess(given: GivenAnswer, engines: Engines, arguments: argparse.Namespace) -> None:
    judged: Attempt | None = None
    shown, save = engines.settings.delivery.shown, not arguments.no_save
    try:
        for step in assess(given, engines, save=save):
            if isinstance(step, Transcribed):  # before anything is copied, judged or saved
                if step.transcript.empty and arguments.json:
                    unjudged = leave_unjudged(given)
                    print_json(attempt_as_json(unjudged))
                refuse_without_words(step.transcript, arguments.audio or _name(arguments.text))
            elif isinstance(step, Judged):
                judged = step.attempt
    except HistoryError as error:
        if judged is not None:
            _print(judged, shown, as_json=arguments.json)
        kept = where_kept(engines.paths, given.attempt_id)
        safe = f" What you typed is kept in {kept}, and will be offered when coach starts." if kept else ""
        raise HistoryError(error.message, f"{error.hint}{safe}".strip()) from error
    if judged is not None:  # only now: output that fails must not cost the attempt
        try:
            _print(judged, shown, as_json=arguments.json)
            sys.stdout.flush()
        except CoachError as error:
            saved = " The attempt is saved; `coach history` lists it." if save else ""
            raise CoachError(error.message, f"{error.hint}{saved}".strip()) from error
    if save:
        copy_history(engines.history.path, engines.paths.copies, engines.now())
    tell_damage(engines.history)


def refuse_without_words(transcript: Transcript, source: str) -> None:
    """Let through what has words; of anything else a score would mean nothing.

    Args:
        transcript: What was heard or typed.
        source: Where it comes from, for the error.

    Raises:
        CoachError: There are no words.
    """
    if transcript.typed and transcript.empty:
        raise CoachError(f"There are no words in {source}.", "Write the answer into it; nothing was judged or saved.")
    if transcript.silent:
        raise CoachError(
            f"No speech was heard in {source}, so nothing was judged or saved.",
            "Play it back: if the voice is too faint, make it louder; if there is none, record the answer again.",
        )
    if transcript.empty:
        raise CoachError(
            f"Speech was heard in {source}, but none of it could be understood, so nothing was judged or saved.",
            "Record the answer again, closer to the microphone and in English.",
        )


def _print(attempt: Attempt, shown: frozenset[Measure], *, as_json: bool) -> None:
    if as_json:
        print_json(attempt_as_json(attempt))
    else:
        print(attempt_as_text(attempt, shown=shown))


def _name(source: str) -> str:
    return "standard input" if source == "-" else source


def _read_text(source: str) -> str:
    name = _name(source)
    if source == "-":
        data = sys.stdin.buffer.read(MOST_TYPED * 4 + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                data = file.read(MOST_TYPED * 4 + 1)
        except OSError as error:
            raise CoachError(
                f"{source} cannot be read: {error.strerror}.", "Name a text file, or - for standard input."
            ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CoachError(f"{name} is not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error
    if len(text) > MOST_TYPED:
        raise CoachError(f"{name} is longer than {MOST_TYPED} characters.", "An answer is far shorter; shorten it.")
    return text
