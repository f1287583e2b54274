"""The plain cosine and TF-IDF, with their thresholds chosen on the training topics' answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.judge_closeness import PlainEmbedder, VectorCloseness
from coach.bench.judge_sets import answer_cases, texts_of
from coach.bench.judge_table import PLAIN, TFIDF, Note, System, followed
from coach.bench.judge_tfidf import TfidfCloseness
from coach.bench.judge_windows import NearestWindowJudge, choose_threshold
from coach.content.training.topics import Split, Topic
from coach.errors import CoachError


@dataclass(frozen=True, slots=True)
class Baseline:
    """What ours is compared with."""

    system: System
    """Judges, under its name."""
    threshold: float
    """Cosine from which it calls a point covered."""


def make_baselines(topics: Sequence[Topic], embedder: PlainEmbedder, note: Note) -> tuple[Baseline, ...]:
    """Make the plain cosine and TF-IDF ready.

    Args:
        topics: Only those for training are looked at; they must have answers.
        embedder: Stock weights, as they are.
        note: Told of the progress.

    Raises:
        CoachError: There are no answers to choose a threshold on.
    """
    answers = answer_cases(topics, Split.TRAIN)
    if not answers:
        raise CoachError("No training topic has an answer to choose a threshold on.", "Install the program again.")
    baselines = []
    for name, closeness in (
        (PLAIN, VectorCloseness(embedder)),
        (TFIDF, TfidfCloseness(texts_of(topics, Split.TRAIN))),
    ):
        chosen_on = followed(answers, len(answers), f"{name}: training topics, for the threshold", note)
        threshold = choose_threshold(closeness, chosen_on)
        baselines.append(Baseline(System(name, NearestWindowJudge(closeness, threshold)), threshold))
    return tuple(baselines)


def how_compared(baselines: Sequence[Baseline], ours: str, embedder: str) -> tuple[str, ...]:
    """Say how the figures came about.

    Args:
        baselines: What ours is compared with.
        ours: What our own judge works with.
        embedder: Name of the stock weights of the plain cosine.
    """
    thresholds = ", ".join(f"{each.system.name} {each.threshold:.3f}" for each in baselines)
    return (
        f"Our own judge works with {ours}; the plain cosine with {embedder} as it comes.",
        "Plain cosine and TF-IDF take the stretch of one to three sentences that is nearest to the point or one of its "
        "paraphrases; nearer to a wrong claim is contradicted. Covered from the cosine that gives the best F1 on the "
        f"answers of the training topics: {thresholds}. The cosine stands in for the probability.",
        "Covered and partly count as covered, unsure and missed as missed. Times are of this machine and whatever else "
        "it did, without reading the question's key points, which happens while the question is asked.",
    )
