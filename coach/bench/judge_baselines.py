"""What our judge is compared with: the nearest one to three sentences by plain cosine and by TF-IDF, above a threshold.

The thresholds are chosen on labelled answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_figures import Outcome, outcome
from coach.bench.judge_table import PLAIN, TFIDF, Note, System, followed
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.wording import count

SENTENCES_A_WINDOW = 3
"""Sentences of the longest stretch that is compared with a point at once."""

WORDS_A_SENTENCE = 25
"""Words of a sentence where nothing is punctuated."""

Matrix = npt.NDArray[np.float64]
"""One row a window, one column a wording."""


class PlainEmbedder(Protocol):
    """Turns texts into unit vectors."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit vector for each text, shape (n, d)."""
        ...


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
    texts = [text for rubric in rubrics.values() for text in (rubric.question, *_wordings_of(rubric))]
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
    """Return how the figures came about.

    Args:
        baselines: What ours is compared with.
        ours: What our own judge works with.
        embedder: Name of the stock weights of the plain cosine.
        answers: How many the thresholds were chosen on.
        measured: Whether those are the ones that are measured, and not the training hands'.
    """
    thresholds = ", ".join(f"{each.system.name} {each.threshold:.3f}" for each in baselines)
    chosen_on = (
        f"the {count(answers, 'answer')} measured, which flatters these two"
        if measured
        else f"{count(answers, 'answer')} of the training hands"
    )
    return (
        f"Our own judge works with {ours}; the plain cosine with {embedder} as it comes.",
        "Plain cosine and TF-IDF take the stretch of one to three sentences that is nearest to the point or one of its "
        "paraphrases; nearer to a wrong claim is contradicted. Covered from the cosine that gives the best F1 on "
        f"{chosen_on}: {thresholds}. The cosine stands in for the probability.",
        "Covered and partly count as covered, unsure and missed as missed. Times are of this machine and whatever else "
        "it did, without reading the question's key points, which happens while the question is asked.",
    )


class Closeness(Protocol):
    """Says how near texts are to each other."""

    def remember(self, wordings: Sequence[str]) -> None:
        """Read a rubric's wordings ahead of time."""
        ...

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        """Return a cosine for each pair; both hold at least one text."""
        ...


class VectorCloseness:
    """Compares texts by the plain cosine of their vectors; keeps those of rubrics."""

    def __init__(self, embedder: PlainEmbedder) -> None:
        """Remember what turns texts into vectors."""
        self._embedder = embedder
        self._kept: dict[str, npt.NDArray[np.float32]] = {}

    def remember(self, wordings: Sequence[str]) -> None:
        """Embed wordings that are new."""
        new = [text for text in dict.fromkeys(wordings) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed(new), strict=True))

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        """Return a cosine for each pair."""
        self.remember(wordings)
        kept = np.stack([self._kept[text] for text in wordings])
        return np.asarray(self._embedder.embed(windows) @ kept.T, dtype=np.float64)


class TfidfCloseness:
    """Compares texts by scikit-learn's TF-IDF of single words and pairs, rare ones counting more."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn how rare each word is.

        Args:
            texts: What it is learned from; must hold a word.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

        self._vectorizer = TfidfVectorizer(ngram_range=(1, 2))
        self._vectorizer.fit(texts)

    def remember(self, wordings: Sequence[str]) -> None:
        """Do nothing: a wording is counted in no time."""

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        """Return a cosine for each pair; texts without a known word are near nothing."""
        rows, columns = self._vectorizer.transform(windows), self._vectorizer.transform(wordings)
        return np.asarray((rows @ columns.T).toarray(), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Nearest:
    """How near an answer comes to one key point."""

    point: float
    """Cosine with the nearest of its wordings, at least 0.0."""
    mistake: float | None
    """Cosine with the nearest of its wrong claims, at least 0.0; None where it has none."""
    window: range
    """Words of the answer that come nearest to the point."""
    mistaken_window: range
    """Words of the answer that come nearest to a wrong claim; those of `window` where there is none."""
    wording: str
    """The wording they are nearest to."""
    wrong_wording: str
    """The wrong claim that the others are nearest to; empty where there is none."""

    def verdict(self, threshold: float) -> Verdict:
        """Decide: nearer to a wrong claim by any margin is contradicted, anything else above the threshold covered."""
        if self.mistake is not None and self.mistake > self.point and self.mistake >= threshold:
            return Verdict.CONTRADICTED
        return Verdict.COVERED if self.point >= threshold else Verdict.MISSED


class NearestWindowJudge:
    """Calls a point covered where some stretch of the answer is near enough to it."""

    def __init__(self, closeness: Closeness, threshold: float) -> None:
        """Put a judge together.

        Args:
            closeness: Says how near texts are.
            threshold: Cosine from which a point is covered.
        """
        self._closeness = closeness
        self._threshold = threshold

    def prepare(self, rubric: Rubric) -> None:
        """Read every wording of a rubric ahead of time."""
        self._closeness.remember(_wordings_of(rubric))

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Judge an answer; the cosine is taken for the probability as it is."""
        found = nearest_windows(self._closeness, rubric, transcript)
        pairs = zip(rubric.key_points, found, strict=True)
        return Coverage(tuple(self._covered(point, near, transcript) for point, near in pairs))

    def _covered(self, point: KeyPoint, near: Nearest | None, transcript: Transcript) -> PointCoverage:
        if near is None:
            return PointCoverage(point.id, point.point, point.importance, Verdict.MISSED, 0.0, 0.0, None, None, "")
        verdict = near.verdict(self._threshold)
        denied = verdict is Verdict.CONTRADICTED
        shown = verdict is not Verdict.MISSED
        return PointCoverage(
            id=point.id,
            point=point.point,
            importance=point.importance,
            verdict=verdict,
            probability=near.point,
            similarity=near.point,
            mistake_similarity=near.mistake,
            evidence=_evidence(near.mistaken_window if denied else near.window, transcript) if shown else None,
            closest_to=(near.wrong_wording if denied else near.wording) if shown else "",
        )


def choose_threshold(closeness: Closeness, cases: Iterable[JudgeCase]) -> float:
    """Return the threshold with which most points are rightly called covered, by F1; of equals, the highest.

    Args:
        closeness: Says how near texts are.
        cases: Labelled answers, none of which is reported.
    """
    labelled: list[tuple[Nearest, bool]] = []
    for case in cases:
        found = nearest_windows(closeness, case.rubric, typed_transcript(case.answer))
        for label, near in zip(case.labels or (), found, strict=case.labels is not None):
            if label is not None and near is not None:
                labelled.append((near, outcome(label) is Outcome.COVERED))
    best, threshold = -1.0, 1.0
    for tried in sorted({near.point for near, _ in labelled}, reverse=True):
        called = [(near.verdict(tried) is Verdict.COVERED, made) for near, made in labelled]
        hits = sum(1 for covered, made in called if covered and made)
        f1 = 2.0 * hits / max(1, sum(covered + made for covered, made in called))
        if f1 > best:
            best, threshold = f1, tried
    return threshold


def nearest_windows(closeness: Closeness, rubric: Rubric, transcript: Transcript) -> list[Nearest | None]:
    """Compare every window of an answer with every wording of its rubric; None for each point of an empty answer."""
    windows = cut_windows(transcript.words)
    if not windows:
        return [None for _ in rubric.key_points]
    texts = [_text(window, transcript) for window in windows]
    near = closeness.between(texts, _wordings_of(rubric)).clip(0.0, 1.0)
    found: list[Nearest | None] = []
    column = 0
    for point in rubric.key_points:
        right = (point.point, *point.also)
        ours = near[:, column : column + len(right)]
        theirs = near[:, column + len(right) : column + len(right) + len(point.mistakes)]
        column += len(right) + len(point.mistakes)
        window, wording = _place_of_highest(ours)
        wrong_window, wrong = _place_of_highest(theirs) if point.mistakes else (window, 0)
        found.append(
            Nearest(
                point=float(ours.max()),
                mistake=float(theirs.max()) if point.mistakes else None,
                window=windows[window],
                mistaken_window=windows[wrong_window],
                wording=right[wording],
                wrong_wording=point.mistakes[wrong] if point.mistakes else "",
            )
        )
    return found


def cut_windows(words: Sequence[Word]) -> tuple[range, ...]:
    """Return every stretch of one to three sentences, as places of words."""
    sentences = list(_sentences(words))
    return tuple(
        range(sentences[first].start, sentences[last].stop)
        for first in range(len(sentences))
        for last in range(first, min(first + SENTENCES_A_WINDOW, len(sentences)))
    )


def _wordings_of(rubric: Rubric) -> list[str]:
    """List every wording: of each point the claim, its paraphrases and its wrong claims."""
    return [text for point in rubric.key_points for text in (point.point, *point.also, *point.mistakes)]


def _sentences(words: Sequence[Word]) -> Iterator[range]:
    ends = [at + 1 for at, word in enumerate(words) if word.text.rstrip("\"')]”’").endswith((".", "?", "!"))]
    if not [end for end in ends if end < len(words)]:  # a full stop at the very end separates nothing
        ends = list(range(WORDS_A_SENTENCE, len(words), WORDS_A_SENTENCE))
    start = 0
    for end in dict.fromkeys((*ends, len(words))):
        if end > start:
            yield range(start, end)
            start = end


def _place_of_highest(near: Matrix) -> tuple[int, int]:
    row, column = np.unravel_index(int(near.argmax()), near.shape)
    return int(row), int(column)


def _text(window: range, transcript: Transcript) -> str:
    return " ".join(word.text for word in transcript.words[window.start : window.stop])


def _evidence(window: range, transcript: Transcript) -> Evidence:
    words = transcript.words[window.start : window.stop]
    return Evidence(_text(window, transcript), window.start, window.stop - 1, words[0].start, words[-1].end)
