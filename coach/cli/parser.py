"""What may be typed after `coach`; imports nothing heavy, so that `--help` is instant."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

from coach import __version__
from coach.plain import plain

Run = Callable[[argparse.Namespace], int]

EPILOG = "Nothing leaves this machine: no account, no key, no network."

MOST_PORT = 65535
"""The highest port there is."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line without letting it steer the terminal."""

    def error(self, message: str) -> NoReturn:
        """Leave with a usage error."""
        super().error(plain(message))


def build_parser() -> argparse.ArgumentParser:
    """Describe every command; each names the module below `coach.cli` whose `run` carries it out."""
    parser: argparse.ArgumentParser = _Parser(
        prog="coach", description="Practise spoken machine-learning interview answers.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    _add_weights(parser)
    parser.set_defaults(run=_later("screen"))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="try the screen on a spoken sample answer, without a microphone")
    _add_weights(demo)
    demo.set_defaults(run=_later("screen", "run_demo"))

    web = commands.add_parser("web", help="the same screen in a browser on this machine")
    web.add_argument("--port", type=_port, default=0, metavar="N", help="port to listen on (default: any free one)")
    web.add_argument("--open", action="store_true", help="also open the browser")
    _add_weights(web)
    web.set_defaults(run=_later("web"))

    _add_assess(commands)
    _add_bank(commands)
    _add_bench(commands)

    _add_history(commands)
    rejudge = commands.add_parser("rejudge", help="judge stored answers again; the original verdicts are kept")
    which = rejudge.add_mutually_exclusive_group(required=True)
    which.add_argument("--question", metavar="ID", help="the answers to one question")
    which.add_argument("--all", action="store_true", help="the answers to every question")
    rejudge.add_argument("--dry-run", action="store_true", help="only show what would change")
    _add_weights(rejudge)
    rejudge.set_defaults(run=_later("history", "run_rejudge"))

    doctor = commands.add_parser("doctor", help="check microphone, weights and folders, and say what to do")
    doctor.add_argument("--quick", action="store_true", help="skip the three-second microphone check")
    doctor.add_argument("--measure", action="store_true", help="measure again how fast this machine transcribes")
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="copy whatever can be read from a damaged history into a new one; the old one is kept",
    )
    doctor.add_argument("--yes", action="store_true", help="with --repair: do not ask")
    doctor.set_defaults(run=_later("doctor"))

    restore = commands.add_parser("restore", help="bring back a daily copy of the history; the current one is kept")
    restore.add_argument(
        "which",
        nargs="?",
        metavar="WHICH",
        help="its number or date, as listed by `coach restore` alone (1 is the newest)",
    )
    restore.set_defaults(run=_later("restore"))

    _add_plan(commands)
    due = commands.add_parser(
        "due",
        help="how much is due, in one line: for shell prompts, cron and status bars",
        description="Prints how many key points are due and about how long they take. Exit code 2: the history cannot "
        "be read.",
    )
    due.add_argument(
        "--quiet", action="store_true", help="print nothing; exit code 0 if anything is due, 1 if nothing is"
    )
    due.set_defaults(run=_later("due"))
    models = commands.add_parser("models", help="list the weights: what is installed, where, and under which licence")
    models.set_defaults(run=_later("models"))

    completion = commands.add_parser(
        "completion", help="print what bash, zsh or fish needs to complete commands, options and question ids"
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")
    completion.set_defaults(run=_later("completion"))

    paths = commands.add_parser("paths", help="show where everything is stored")
    paths.set_defaults(run=_later("show_paths"))
    return parser


def _add_assess(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    assess = commands.add_parser("assess", help="assess an answer from an audio file or a text, without the screen")
    assess.add_argument("audio", nargs="?", metavar="AUDIO", help="an audio file of the answer, 10 minutes at most")
    assess.add_argument("--text", metavar="FILE", help="a typed answer instead; - reads standard input")
    question = assess.add_mutually_exclusive_group(required=True)
    question.add_argument("--question", metavar="ID", help="a question of the bank")
    question.add_argument("--rubric", metavar="FILE", help="a question file")
    assess.add_argument("--json", action="store_true", help="print the result as JSON")
    assess.add_argument("--no-save", action="store_true", help="do not save the attempt to the history")
    _add_weights(assess)
    assess.set_defaults(run=_later("assess"), usage_error=assess.error)


def _add_history(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    history = commands.add_parser(
        "history",
        help="list your attempts, newest first, or export them",
        description="Lists your attempts, newest first; times are local. Filters of different kinds must all hold, of "
        "several of one kind one must.",
    )
    history.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="only questions with these words; or filters as on the screen: 'score<50'",
    )
    history.add_argument("--question", metavar="ID", help="only attempts at this question")
    history.add_argument("--round", action="append", default=[], metavar="NAME", help="only questions of this round")
    history.add_argument(
        "--verdict",
        action="append",
        default=[],
        metavar="V",
        help="only answers with such a key point: covered, partly, unsure, missed, contradicted",
    )
    history.add_argument(
        "--label",
        action="append",
        default=[],
        metavar="L",
        help="only answers with a verdict that you overruled: said, not-said, any",
    )
    history.add_argument(
        "--score", action="append", default=[], metavar="RANGE", help="only these scores: '<50', '>=70', 50-80, none"
    )
    shelf = history.add_mutually_exclusive_group()
    shelf.add_argument("--archived", action="store_true", help="the archived ones, which count for nothing")
    shelf.add_argument("--deleted", action="store_true", help="the deleted ones that can still be brought back")
    history.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most N (default 50)")
    written = history.add_mutually_exclusive_group()
    written.add_argument("--json", action="store_true", help="as JSON")
    written.add_argument(
        "--export", metavar="FILE", help="write all of them, with everything, to FILE ending in .json, .csv or .md"
    )
    history.add_argument("--force", action="store_true", help="with --export: overwrite FILE without asking")
    history.set_defaults(run=_later("history"))


def _add_bank(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bank = commands.add_parser("bank", help="list, show and check the questions")
    actions = bank.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="every question by topic")
    listing.set_defaults(run=_later("bank", "run_list"))
    show = actions.add_parser("show", help="one question with its key points")
    show.add_argument("id", metavar="ID", help="the question's id")
    show.set_defaults(run=_later("bank", "run_show"))
    check = actions.add_parser("check", help="check question files for mistakes")
    check.add_argument("path", nargs="?", metavar="PATH", help="a file or folder (default: the whole bank)")
    check.add_argument("--quick", action="store_true", help="only run checks that need neither the judge nor the voice")
    check.set_defaults(run=_later("bank", "run_check"))
    _add_bank_editing(actions)


def _add_bank_editing(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    edit = actions.add_parser("edit", help="edit a question on the screen and see what changes")
    edit.add_argument("id", metavar="ID", help="the question's id")
    _add_weights(edit)
    edit.set_defaults(run=_later("screen", "run_edit"))
    new = actions.add_parser("new", help="draft a question of your own, line by line")
    new.add_argument("id", metavar="ID", help="its id: lowercase letters, digits and hyphens")
    new.add_argument("--round", metavar="NAME", default="concepts", help="its interview round (default concepts)")
    new.set_defaults(run=_later("bank_exchange", "run_new"))
    restore = actions.add_parser("restore", help="restore the last good version of one of your own questions")
    restore.add_argument("id", metavar="ID", help="the question's id")
    restore.set_defaults(run=_later("bank", "run_restore"))
    imported = actions.add_parser(
        "import",
        help="import questions from Markdown, plain text, CSV, an Anki package, or an Anki or Quizlet text export",
        description="Shows the questions, answers and key points found in FILE, each with its line or note, and "
        "anything that could not be read or has no place; then asks before saving.",
    )
    imported.add_argument("file", metavar="FILE", help="ends in .md, .markdown, .txt, .csv, .tsv, .apkg or .colpkg")
    imported.add_argument("--round", metavar="NAME", default="concepts", help="their round (default concepts)")
    imported.add_argument(
        "--columns",
        metavar="A,B,...",
        help="what each column of a table, or field of an Anki note, holds: question, answer, points, topic, or - for "
        "none of these",
    )
    imported.add_argument("--encoding", metavar="NAME", default="", help="its encoding (default: detected)")
    save = imported.add_mutually_exclusive_group()
    save.add_argument("--dry-run", action="store_true", help="only show what was understood; save nothing")
    save.add_argument("--yes", action="store_true", help="save without asking")
    imported.set_defaults(run=_later("bank_exchange", "run_import"))
    exported = actions.add_parser("export", help="write questions as Markdown, CSV, Anki text or an Anki package")
    exported.add_argument("id", nargs="*", metavar="ID", help="which questions (default: all)")
    exported.add_argument("--form", choices=("markdown", "csv", "anki"), help="default markdown")
    where = exported.add_mutually_exclusive_group()
    where.add_argument("--output", metavar="FILE", help="the file to write (default: standard output)")
    where.add_argument(
        "--apkg", metavar="FILE", help="write an Anki package instead; imported again, it updates its notes in Anki"
    )
    exported.add_argument(
        "--notes", choices=("question", "point"), help="with --apkg: one note for each of these (default question)"
    )
    exported.add_argument("--force", action="store_true", help="overwrite FILE without asking")
    exported.set_defaults(run=_later("bank_exchange", "run_export"), usage_error=exported.error)


def _add_plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    plan = commands.add_parser("plan", help="the four-week plan, what is due today and why")
    plan.add_argument("--start", metavar="DAY", help="start the plan on this day, for instance 2026-03-02, or today")
    plan.add_argument("--minutes", type=_session, metavar="N", help="length of each day's session from now on")
    plan.add_argument("--json", action="store_true", help="print it as JSON")
    plan.set_defaults(run=_later("plan"))
    mock = commands.add_parser("mock", help="a mock interview: asked aloud, no feedback until the debrief")
    mock.add_argument(
        "--rounds", metavar="A,B", help="rounds, separated by commas: concepts,coding,system-design,behavioral"
    )
    mock.add_argument("--minutes", type=_session, metavar="N", help="how long it should take (default 30)")
    mock.add_argument("--difficulty", choices=("easy", "medium", "hard"), help="how hard (default medium)")
    told = mock.add_mutually_exclusive_group()
    told.add_argument("--list", action="store_true", help="list the mock interviews so far")
    told.add_argument("--show", metavar="ID", help="print the debrief of one; `last` is the newest")
    mock.add_argument("--json", action="store_true", help="with --list or --show: print it as JSON")
    _add_weights(mock)
    mock.set_defaults(run=_later("mock"), usage_error=mock.error)


def _add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bench = commands.add_parser(
        "bench", help="measure how well the program hears and judges, and how fast it starts and gives results"
    )
    actions = bench.add_subparsers(title="actions", metavar="ACTION", required=True)
    listen = actions.add_parser(
        "listen",
        help="words, fillers, pauses and lost speech, compared with plain faster-whisper on the same weights",
        description="Transcribes recordings whose words are known and prints how well words, fillers and pauses were "
        "heard, compared with plain faster-whisper on the same weights. Each of --degrade, --trust, --pace and --terms "
        "prints another table instead; several may be given. The time from the last word to the transcript is "
        "measured by `coach bench latency`.",
    )
    listen.add_argument(
        "--degrade",
        action="store_true",
        help="word errors on the clips as they are and on ten worse copies of each: telephone, quiet, noise, babble, "
        "music, clipped, faster and slower",
    )
    listen.add_argument(
        "--trust",
        action="store_true",
        help="copies in steps from good to hopeless: are verdicts withheld where the words are wrong, and given where "
        "they are right?",
    )
    listen.add_argument(
        "--pace",
        action="store_true",
        help="how far the live pace needle is from the result, and how far behind the sound, with the clips heard as "
        "they would be while somebody speaks",
    )
    listen.add_argument(
        "--terms",
        action="store_true",
        help="technical terms, and sentences with words that only sound like one, said by the program's voice and "
        "by espeak-ng and flite where they are installed; needs no DIR",
    )
    listen.add_argument(
        "--near", type=_count, metavar="N", help="with --terms: only the first N sentences with near words"
    )
    listen.set_defaults(run=_later("bench_listen", "run_listen"), usage_error=listen.error)
    latency = actions.add_parser(
        "latency", help="time from the last word to the result, on clips played into the recorder in real time"
    )
    latency.add_argument(
        "--pause", type=_seconds, default=1.0, metavar="SECONDS", help="silence before the second stop (default 1)"
    )
    latency.add_argument(
        "--minutes",
        type=_minutes,
        metavar="N",
        help="record the clips in a loop for N minutes, in one recording, instead",
    )
    latency.set_defaults(run=_later("bench_listen", "run_latency"))
    for action in (listen, latency):
        action.add_argument(
            "folder",
            nargs="?",
            metavar="DIR",
            help="recordings with a manifest.tsv (columns file and transcript); by default the voice speaks a few",
        )
        action.add_argument("--json", action="store_true", help="as JSON, with every clip")
        _add_weights(action)
    start = actions.add_parser(
        "start",
        help="how soon the program is ready, and how much memory it takes, compared with the judge run by torch",
        description="Starts the program and parts of it several times, each in its own process with an empty history "
        "and nothing cached, and prints the seconds until voice, recogniser and judge are ready, the total for "
        "`coach assess --text` and `coach --help`, and the peak memory, compared with the judge run by torch.",
    )
    start.add_argument("--runs", type=_positive, default=3, metavar="N", help="processes of each kind (default 3)")
    start.add_argument("--json", action="store_true", help="as JSON")
    _add_weights(start)
    start.set_defaults(run=_later("bench_start"))
    _add_bench_judge(actions)


def _add_bench_judge(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    judge = actions.add_parser(
        "judge",
        help="how well answers are judged, compared with plain cosine and TF-IDF; or verdicts on your own cases",
    )
    judge.add_argument(
        "cases",
        nargs="?",
        metavar="CASES.jsonl",
        help="your own cases, one JSON object per line: id, question, key_points, answer, labels; prints a line of "
        "JSON for each, and with labels the table on stderr (default: the labelled answers in this "
        "checkout that were not used for training)",
    )
    judge.add_argument(
        "--beside",
        action="store_true",
        help="with CASES.jsonl: also put plain cosine and TF-IDF in the table, which is slow",
    )
    judge.add_argument(
        "--answers",
        action="append",
        metavar="DIR",
        help="other labelled answers: a folder with one writer's answers in each *.jsonl, or *.toml as in "
        "tests/answers, and the questions that are not shipped in a folder `points` in it or beside it; may be given "
        "several times",
    )
    judge.add_argument(
        "--alone",
        action="store_true",
        help="judge every key point by its own sentence alone, without its `also` and `mistakes`",
    )
    judge.add_argument(
        "--flips",
        action="store_true",
        help="also count how many outcomes change when the answers are worded differently; takes six times as long",
    )
    judge.add_argument(
        "--public",
        metavar="DIR",
        help="also measure SciEntsBank, Beetle and ArgKP-2021, whichever are in this folder: "
        "semeval2013-scientsbank-test-unseen-questions.jsonl, semeval2013-beetle-test-unseen-questions.jsonl (or train "
        "instead of test-unseen-questions), argkp2021-train.jsonl",
    )
    judge.add_argument(
        "--speed",
        action="store_true",
        help="only measure how fast it loads and judges, and its memory, compared with the same judge run by torch",
    )
    judge.add_argument("--json", action="store_true", help="the table as JSON")
    _add_weights(judge)
    judge.set_defaults(run=_later("bench_judge"), usage_error=judge.error)


def _add_weights(parser: argparse.ArgumentParser) -> None:
    default = argparse.SUPPRESS  # the same flag before and after a command: the absent one must not undo the other
    parser.add_argument("--whisper", metavar="NAME", default=default, help="other Whisper weights, by name or folder")
    parser.add_argument("--embedder", metavar="NAME", default=default, help="another embedder, by name or folder")


def _later(module: str, function: str = "run") -> Run:
    def run(arguments: argparse.Namespace) -> int:
        command: Run = getattr(import_module(f"coach.cli.{module}"), function)
        return command(arguments)

    return run


def _session(text: str) -> float:
    return _number_between(text, 5.0, 240.0)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_PORT:
        raise argparse.ArgumentTypeError(f"must be between 0 and {MOST_PORT}")
    return number


def _seconds(text: str) -> float:
    return _number_between(text, 0.0, 10.0)


def _minutes(text: str) -> float:
    return _number_between(text, 0.1, 60.0)


def _number_between(text: str, least: float, most: float) -> float:
    number = float(text)
    if not least <= number <= most:  # also false for what is not a number
        raise argparse.ArgumentTypeError(f"must be between {least:g} and {most:g}")
    return number
