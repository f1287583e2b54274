"""Whisper as faster-whisper gives it out of the box: what our own listening is measured against."""

from pathlib import Path

from coach.domain.recording import Samples
from coach.domain.transcript import Word
from coach.errors import WeightsError
from coach.speech.cores import physical_cores
from coach.speech.words import Piece, joined


class PlainWhisper:
    """Transcribes a whole recording with `WhisperModel.transcribe` and its defaults.

    That is: no prompt, no voice-activity filter, previous text conditioned on, temperature fallback from 0 to 1. Only
    the language (English, so that a short clip is not taken for another one) and the times of words are asked for.
    """

    def __init__(self, folder: Path, name: str, beam_size: int, threads: int | None = None) -> None:
        """Load the weights, at the same precision as our own listening: int8.

        Args:
            folder: A faster-whisper model.
            name: What to call it: `base`.
            beam_size: Beams of the search; faster-whisper's own default is 5.
            threads: Processor threads; None takes one for each core.

        Raises:
            WeightsError: The folder is not a usable model.
        """
        from faster_whisper import WhisperModel  # noqa: PLC0415 - heavy

        self.name = name
        self._beam_size = beam_size
        try:
            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads or physical_cores(),
                local_files_only=True,
            )
        except Exception as error:
            raise WeightsError(
                f"Whisper's weights in {folder} cannot be loaded: {error}.", "Look at `coach models`."
            ) from error

    def transcribe(self, samples: Samples) -> tuple[Word, ...]:
        """Transcribe a whole recording.

        Args:
            samples: 16 kHz mono.
        """
        segments, _ = self._whisper.transcribe(samples, language="en", beam_size=self._beam_size, word_timestamps=True)
        return joined(
            Piece(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            for word in segment.words or ()
        )
