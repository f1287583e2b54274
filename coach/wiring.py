"""From settings to real engines; the only file that names the concrete ones."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from coach.audio.microphone import Microphone
from coach.audio.sound_card import SoundCardSpeaker, open_microphone
from coach.bank.bank import load_bank
from coach.content.embedder import Embedder
from coach.history.history import History
from coach.paths import Paths, shipped_folder
from coach.practice.engines import Engines
from coach.practice.loading import Loading, Say
from coach.settings import Settings
from coach.speech.detector import SpeechDetector
from coach.speech.transcriber import Transcriber
from coach.speech.voice import Voice
from coach.weights.locate import locate


def build_engines(paths: Paths, settings: Settings) -> Engines:
    """Wire up everything that a sitting needs; loads no weights yet.

    Args:
        paths: Where everything lives.
        settings: What the user chose.
    """
    _stay_offline()

    def load_transcriber(say: Say) -> Transcriber:
        from coach.speech.whisper import WhisperTranscriber  # noqa: PLC0415 - heavy: loads with the weights

        located = locate("whisper", settings.weights.whisper, paths.weights, say)
        return WhisperTranscriber(located.folder, located.name)

    def load_embedder(say: Say) -> Embedder:
        from coach.content.remembering import RememberingEmbedder  # noqa: PLC0415
        from coach.content.sentence_transformer import SentenceTransformerEmbedder  # noqa: PLC0415 - heavy

        located = locate("embedder", settings.weights.embedder, paths.weights, say)
        return RememberingEmbedder(SentenceTransformerEmbedder(located.folder, located.name))

    def load_voice(_say: Say) -> Voice:
        from coach.speech.hibari_voice import HibariVoice  # noqa: PLC0415 - heavy: loads with the weights

        return HibariVoice(paths.voice_cache, settings.voice.speed)

    def load_detectors(_say: Say) -> Callable[[], SpeechDetector]:
        from coach.speech.silero import load_silero  # noqa: PLC0415 - heavy: loads with the weights

        return load_silero()

    def microphone() -> Microphone:
        return open_microphone(settings.recording.microphone)

    return Engines(
        paths=paths,
        settings=settings,
        bank=load_bank(shipped_folder("rubrics"), paths.rubrics),
        history=History(paths.history),
        transcriber=Loading("Whisper", load_transcriber),
        detectors=Loading("speech detector", load_detectors),
        embedder=Loading("judge", load_embedder),
        voice=Loading("voice", load_voice),
        open_microphone=microphone,
        speaker=SoundCardSpeaker(settings.voice.speaker, settings.voice.volume),
        now=lambda: datetime.now(UTC),
    )


def with_weights(settings: Settings, whisper: str | None, embedder: str | None) -> Settings:
    """Let the command line choose other weights than `coach.toml` does."""
    weights = settings.weights
    if whisper:
        weights = replace(weights, whisper=whisper)
    if embedder:
        weights = replace(weights, embedder=embedder)
    return replace(settings, weights=weights)


def _stay_offline() -> None:
    """Forbid the libraries every look at the network; only `coach.weights` downloads, and only when asked."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
