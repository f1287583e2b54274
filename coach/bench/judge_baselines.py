"""The plain cosine and TF-IDF, with their thresholds chosen on labelled answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_closeness import PlainEmbedder, TfidfCloseness, VectorCloseness
from coach.bench.judge_table import PLAIN, TFIDF, Note, System, followed
from coach.bench.judge_windows import NearestWindowJudge, choose_threshold, wordings_of


@dataclass(frozen=True, slots=True)
class Baseline:
    """What ours is compared with."""

    system: System
    """Judges, under its name."""
    threshold: float
    """Cosine from which it calls a point covered."""


def make_baselines(answers: Sequence[JudgeCase], embedder: PlainEmbedder, note: Note) -> tuple[Baseline, ...]:
    """Make the plain cosine and TF-IDF ready.

    Args:
        answers: Labelled; the thresholds are chosen on them, and TF-IDF counts the words of them and their rubrics.
        embedder: Stock weights, as they are.
        note: Told of the progress.
    """
    rubrics = {case.rubric.id: case.rubric for case in answers}
    texts = [text for rubric in rubrics.values() for text in (rubric.question, *wordings_of(rubric))]
    baselines = []
    for name, closeness in (
        (PLAIN, VectorCloseness(embedder)),
        (TFIDF, TfidfCloseness([*texts, *(case.answer for case in answers)])),
    ):
        threshold = choose_threshold(closeness, followed(answers, len(answers), f"{name}: choosing a threshold", note))
        baselines.append(Baseline(System(name, NearestWindowJudge(closeness, threshold)), threshold))
    return tuple(baselines)


def how_compared(
    baselines: Sequence[Baseline], ours: str, embedder: str, answers: int, *, measured: bool
) -> tuple[str, ...]:
    """Say how the figures came about.

    Args:
        baselines: What ours is compared with.
        ours: What our own judge works with.
        embedder: Name of the stock weights of the plain cosine.
        answers: How many the thresholds were chosen on.
        measured: Whether those are the ones that are measured, and not the training hands'.
    """
    thresholds = ", ".join(f"{each.system.name} {each.threshold:.3f}" for each in baselines)
    chosen_on = (
        f"the {answers} answers measured, which flatters these two"
        if measured
        else f"{answers} answers of the training hands"
    )
    return (
        f"Our own judge works with {ours}; the plain cosine with {embedder} as it comes.",
        "Plain cosine and TF-IDF take the stretch of one to three sentences that is nearest to the point or one of its "
        "paraphrases; nearer to a wrong claim is contradicted. Covered from the cosine that gives the best F1 on "
        f"{chosen_on}: {thresholds}. The cosine stands in for the probability.",
        "Covered and partly count as covered, unsure and missed as missed. Times are of this machine and whatever else "
        "it did, without reading the question's key points, which happens while the question is asked.",
    )
