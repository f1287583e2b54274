"""From blocks of sound to words, while the sound is still coming."""

from collections.abc import Iterable, Iterator

from coach.domain.recording import Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word
from coach.practice.engines import Engines
from coach.speech.segmenting import Segmenter
from coach.speech.transcriber import Segment


class Listening:
    """Hears one answer out, once."""

    def __init__(self, engines: Engines) -> None:
        """Remember what to work with; waits for nothing."""
        self._engines = engines
        self._words: tuple[Word, ...] = ()
        self._unclear: tuple[TimeSpan, ...] = ()
        self._speech: tuple[TimeSpan, ...] = ()

    @property
    def words_so_far(self) -> tuple[Word, ...]:
        """Every word heard so far; may be read from any thread."""
        return self._words

    def hear(self, blocks: Iterable[Samples]) -> Iterator[tuple[Word, ...]]:
        """Yield the words of each segment as soon as it is complete and transcribed.

        Args:
            blocks: 16 kHz mono, from the first sample to the last; may block.

        Raises:
            Exception: Whatever the detector or the transcriber raised.
        """
        for segment in self._segments(blocks):
            heard = self._engines.transcriber.get().transcribe(segment)
            self._words += heard.words
            self._unclear += heard.unclear
            yield heard.words

    def transcript(self, total_seconds: float) -> Transcript:
        """Put together what was heard; call it once `hear` has ended.

        Args:
            total_seconds: Length of the recording.
        """
        return Transcript(self._words, self._speech, total_seconds, self._unclear)

    def _segments(self, blocks: Iterable[Samples]) -> Iterator[Segment]:
        segmenter = Segmenter(self._engines.detectors.get()())
        for block in blocks:
            yield from segmenter.feed(block)
        yield from segmenter.finish()
        self._speech = segmenter.speech
