"""What was said as it is read: plain words as heard or typed, without fillers, restarts and the repeated question."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.content.clauses import cut_clauses
from coach.content.tidying import tidy
from coach.content.tokens import LONGEST_WORD, Token, matching_tokens
from coach.domain.coverage import Evidence
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript

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
        """Give words of the answer as they were heard.

        Args:
            words: Places of tokens, at least one.
        """
        first, last = self.tokens[words.start].first_word, self.tokens[words.stop - 1].last_word
        heard = self.transcript.words[first : last + 1]
        text = " ".join(word.text for word in heard)
        return Evidence(text, first, last, heard[0].start, heard[-1].end)


def what_was_said(rubric: Rubric, transcript: Transcript) -> Said:
    """Prepare an answer for reading.

    Args:
        rubric: Only its question matters.
        transcript: What was said, fillers marked.
    """
    asked = dict.fromkeys(text for text in (rubric.question, rubric.spoken) if text)
    all_tokens = tidy(matching_tokens(transcript.words), tuple(asked))
    tokens = _readable(all_tokens)
    clauses = cut_clauses(tokens, transcript.words, typed=True, punctuated=False)
    marked = cut_clauses(tokens, transcript.words, typed=transcript.typed)
    return Said(transcript, tokens, clauses, marked, _left_out(transcript, all_tokens, tokens))


def _readable(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give the tokens that are read: all, or of an endless answer those at its beginning."""
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


def said_plainly(text: str, asked: Sequence[str] = ()) -> str:
    """Give a text as it is read, its words parted by single spaces.

    Args:
        text: What somebody says.
        asked: The question, in each way it is put; where the text repeats it, that is left out.
    """
    tokens = tidy(matching_tokens(typed_transcript(text).words), asked)
    return " ".join(token.text for token in tokens)
