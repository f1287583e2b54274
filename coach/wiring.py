"""From settings to real engines; the only file that names the concrete ones."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from coach.audio.microphone import Microphone
from coach.audio.sound_card_microphone import open_microphone
from coach.audio.sound_card_speaker import SoundCardSpeaker
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
from coach.weights.huggingface import HuggingFaceHub
from coach.weights.locate import locate


def build_engines(paths: Paths, settings: Settings, say: Say | None = None) -> Engines:
    """Wire up everything that a sitting needs; loads no weights yet.

    Args:
        paths: Where everything lives.
        settings: What the user chose.
        say: Told when weights are put together or downloaded; for callers without a screen.
    """
    hub = HuggingFaceHub(forbidden=_stay_offline())

    def load_transcriber(note: Say) -> Transcriber:
        from coach.speech.whisper import WhisperTranscriber  # noqa: PLC0415 - heavy: loads with the weights

        located = locate("whisper", settings.weights.whisper, paths.weights, note, hub=hub)
        return WhisperTranscriber(located.folder, located.name)

    def load_embedder(note: Say) -> Embedder:
        from coach.content.remembering import RememberingEmbedder  # noqa: PLC0415
        from coach.content.sentence_transformer import SentenceTransformerEmbedder  # noqa: PLC0415 - heavy

        located = locate("embedder", settings.weights.embedder, paths.weights, note, hub=hub)
        return RememberingEmbedder(SentenceTransformerEmbedder(located.folder, located.name))

    def load_voice(note: Say) -> Voice:
        from coach.speech.hibari_voice import HibariVoice  # noqa: PLC0415 - heavy: loads with the weights

        locate("voice", "heart", paths.weights, note, hub=hub)
        return HibariVoice(paths.voice_cache, settings.voice.speed)

    def load_detectors(note: Say) -> Callable[[], SpeechDetector]:
        from coach.speech.silero import load_silero  # noqa: PLC0415 - heavy: loads with the weights

        locate("vad", "silero-vad-v6", paths.weights, note, hub=hub)
        return load_silero()

    def microphone() -> Microphone:
        return open_microphone(settings.recording.microphone)

    return Engines(
        paths=paths,
        settings=settings,
        bank=load_bank(shipped_folder("rubrics"), paths.rubrics),
        history=History(paths.history),
        transcriber=Loading("Whisper", load_transcriber, say),
        detectors=Loading("speech detector", load_detectors, say),
        embedder=Loading("judge", load_embedder, say),
        voice=Loading("voice", load_voice, say),
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


def _stay_offline() -> bool:
    """Forbid the libraries every look at the network; only `coach.weights` downloads, and only when asked.

    Returns:
        Whether the user had forbidden it already, so that nothing is downloaded even when asked.
    """
    forbidden = bool(os.environ.get("HF_HUB_OFFLINE"))
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    return forbidden
