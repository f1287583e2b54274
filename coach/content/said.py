"""What was said as it is read: plain words as heard or typed, without fillers, restarts and the repeated question.

The words are cut into clauses, by punctuation where there is any, and by pauses, connectives and length where not. What
is compared with a key point as a whole are passages: windows of a few clauses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.content.tidying import LONGEST_WORD, Break, Token, matching_tokens, tidy
from coach.content.words import STOPWORDS, content_stems
from coach.domain.coverage import Evidence
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

LONGEST_CLAUSE = 22
"""Words after which a clause is cut where nothing else cuts it: unscripted speech has no reliable punctuation."""

PAUSE_SECONDS = 0.5
"""Silence that ends a clause."""

CONNECTIVES = frozenset(
    "and but so because whereas while which since although though then unlike however therefore otherwise if when "
    "meaning instead also plus".split()
)
"""Words that begin a new clause once the running one is long enough."""

CLAUSE_BEFORE_CONNECTIVE = 6
"""Words that a clause holds before a connective ends it: "precision and recall" is no clause."""

CLAUSE_BEFORE_COMMA = 4
"""Words that a clause holds before a comma or a silence ends it: lists stay together, and hesitant speech too."""

LEAST_LEFT = 3
"""Content words of a clause; a shorter piece goes to the one before."""

MOST_WORDS = 240
"""Words that are read at once, about 320 tokens; the encoder takes 512, and was trained on up to 288."""

READ_WHOLE = 750
"""Words of an answer that is read whole beside every key point: as many as are said in five minutes, the longest answer
that any shipped question asks for. Beyond, each point is read beside the part that comes nearest to it, so that the
time grows with the points alone. Counted on 96 labelled points whose answers were spread among others, 900 to 1,600
words in all: 53 % of the verdicts were right in this way, and 51 % where every part was read."""

MOST_READ, MOST_LETTERS = 3_000, 20_000
"""Words and letters of an answer that are read at all, whichever is reached first; ten minutes of quick speech, the
longest sound that is taken, have about 2,200 words of five letters."""

OVERLAP = 60
"""Words that the parts of a longer answer have in common, so that no claim is cut in two."""

CLAUSES_A_WINDOW = 3
"""A claim said aloud rarely takes more than three clauses; longer windows blur what they say."""

CLAUSES_OF_LONG = 2
"""The same in a long answer, whose windows would otherwise take longer than its reading. Of 96 labelled points in such
answers as many verdicts were right with two clauses as with three."""

WORDS_A_WINDOW = 60
"""Longer windows are left out."""

LEAST_WORDS = 2
"""Content words that a passage needs to claim anything: "fine" does not."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it is read; punctuation, case and fillers are gone, so that they cannot change a verdict."""

    transcript: Transcript
    """What was heard."""
    tokens: tuple[Token, ...]
    """Its plain words, each with its place in the transcript; none where nothing was said."""
    clauses: tuple[range, ...]
    """The same words in clauses, cut without a look at the punctuation: what is read and compared."""
    marked: tuple[range, ...]
    """The same words in clauses, cut at the punctuation too: what is shown."""
    left_out: str = ""
    """What of the answer is not read, one sentence; empty where all of it is."""

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words."""
        return tuple(token.text for token in self.tokens)

    @property
    def long(self) -> bool:
        """Whether the answer is too long to be read whole beside every key point."""
        return len(self.tokens) > READ_WHOLE

    @property
    def parts(self) -> tuple[range, ...]:
        """What is read at once: all, or of a long answer overlapping parts that begin and end with a clause.

        Where the answer goes on, the parts before the last one mostly stay as they are, and need not be read again.
        """
        parts: list[range] = []
        first = 0
        while True:
            start = self.clauses[first].start if self.clauses else 0
            last = first
            while last + 1 < len(self.clauses) and self.clauses[last + 1].stop - start <= MOST_WORDS:
                last += 1
            stop = self.clauses[last].stop if self.clauses else 0
            parts.append(range(start, stop))
            if last + 1 >= len(self.clauses):
                return tuple(parts)
            following = last + 1
            while following - 1 > first and stop - self.clauses[following - 1].start <= OVERLAP:
                following -= 1
            first = following

    def quote(self, words: range) -> Evidence:
        """Return words of the answer as they were heard.

        Args:
            words: Places of tokens, at least one.
        """
        first, last = self.tokens[words.start].first_word, self.tokens[words.stop - 1].last_word
        heard = self.transcript.words[first : last + 1]
        text = " ".join(word.text for word in heard)
        return Evidence(text, first, last, heard[0].start, heard[-1].end)


def what_was_said(rubric: Rubric, transcript: Transcript, lists: WordLists = DEFAULT_LISTS) -> Said:
    """Prepare an answer for reading.

    Args:
        rubric: Only its question matters.
        transcript: What was said; whether fillers are marked makes no difference.
        lists: Which words are fillers.
    """
    asked = dict.fromkeys(text for text in (rubric.question, rubric.spoken) if text)
    all_tokens = tidy(matching_tokens(transcript.words), tuple(asked), lists)
    tokens = _readable(all_tokens)
    clauses = cut_clauses(tokens, transcript.words, typed=True, punctuated=False)
    marked = cut_clauses(tokens, transcript.words, typed=transcript.typed)
    return Said(transcript, tokens, clauses, marked, _left_out(transcript, all_tokens, tokens))


def said_plainly(text: str, asked: Sequence[str] = ()) -> str:
    """Return a text as it is read, its words parted by single spaces.

    Args:
        text: What somebody says.
        asked: The question, in each way it is put; where the text repeats it, that is left out.
    """
    tokens = tidy(matching_tokens(typed_transcript(text).words), asked)
    return " ".join(token.text for token in tokens)


def _readable(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens that are read: all, or of an endless answer those at its beginning."""
    letters = 0
    for at, token in enumerate(tokens[:MOST_READ]):
        letters += len(token.text)
        if letters > MOST_LETTERS:
            return tuple(tokens[:at])
    return tuple(tokens[:MOST_READ])


def _left_out(transcript: Transcript, tokens: Sequence[Token], read: Sequence[Token]) -> str:
    endless = sum(len(word.text) for word in transcript.words if len(word.text) > LONGEST_WORD)
    if len(read) < len(tokens):
        return f"Only the first {len(read):,} words of your answer were read."
    return f"{endless:,} characters without a space were not read: they are not words." if endless else ""


def cut_clauses(
    tokens: Sequence[Token], words: Sequence[Word], *, typed: bool, punctuated: bool = True
) -> tuple[range, ...]:
    """Cut an answer into clauses.

    Args:
        tokens: The answer as it is matched.
        words: The transcript's words, for the silences between them.
        typed: Whether the words have no times.
        punctuated: Whether punctuation counts; without it, an answer is cut alike whether or not there is any.

    Returns:
        The clauses as ranges of tokens, in order, without gaps.
    """
    pieces: list[range] = []
    begin = 0
    for at in range(1, len(tokens)):
        before, length = tokens[at - 1], at - begin
        comma = punctuated and before.following is Break.COMMA and length >= CLAUSE_BEFORE_COMMA
        opens = tokens[at].text in CONNECTIVES and length >= CLAUSE_BEFORE_CONNECTIVE
        paused = not typed and length >= CLAUSE_BEFORE_COMMA and _silence(words, before, tokens[at]) >= PAUSE_SECONDS
        stops = punctuated and before.following is Break.STOP
        if stops or comma or opens or paused or length >= LONGEST_CLAUSE:
            pieces.append(range(begin, at))
            begin = at
    if tokens:
        pieces.append(range(begin, len(tokens)))
    joined: list[range] = []
    for piece in pieces:
        follows = bool(joined) and not (punctuated and tokens[piece.start - 1].following is Break.STOP)
        if follows and _light(tokens, piece) and len(joined[-1]) + len(piece) <= LONGEST_CLAUSE:
            joined[-1] = range(joined[-1].start, piece.stop)
        else:
            joined.append(piece)
    return tuple(joined)


def _light(tokens: Sequence[Token], piece: range) -> bool:
    return sum(1 for at in piece if tokens[at].text not in STOPWORDS) < LEAST_LEFT


def _silence(words: Sequence[Word], before: Token, after: Token) -> float:
    """Return the longest silence between two tokens; fillers between them are no silence."""
    between = words[before.last_word : after.first_word + 1]
    return max((later.start - earlier.end for earlier, later in pairwise(between)), default=0.0)


def cut_passages(said: Said, question: str) -> tuple[range, ...]:
    """Return every passage that may come near to a point, without those that claim nothing or repeat the question.

    Args:
        said: The answer.
        question: The question, in every way it is put.
    """
    asked = content_stems(question)
    most = CLAUSES_OF_LONG if said.long else CLAUSES_A_WINDOW
    passages = []
    for first, clause in enumerate(said.clauses):
        for last in range(first, min(first + most, len(said.clauses))):
            inside = range(clause.start, said.clauses[last].stop)
            if last > first and len(inside) > WORDS_A_WINDOW:
                break
            stems = content_stems(text_of(said, inside))
            if len(stems) >= LEAST_WORDS and not stems <= asked:
                passages.append(inside)
    return tuple(passages)


def whole_passage(said: Said) -> tuple[range, ...]:
    """Return the whole answer as its only passage, where it repeats the question's words and yet claims something."""
    inside = range(len(said.tokens))
    return (inside,) if len(content_stems(text_of(said, inside))) >= LEAST_WORDS else ()


def text_of(said: Said, words: range) -> str:
    """Return words of an answer as a text."""
    return " ".join(token.text for token in said.tokens[words.start : words.stop])
