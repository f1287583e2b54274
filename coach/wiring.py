"""From settings to real engines; the only file that names the concrete ones."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from coach.audio.microphone import Microphone, open_microphone
from coach.audio.speaker import SoundCardSpeaker
from coach.bank.bank import Bank, keep_bank, load_bank
from coach.content.bert import BertEmbedder, BertReader
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.decision import load_decisions
from coach.content.delta import read_delta
from coach.content.encoder import Embedder, Encoder, EncodingCache
from coach.content.judge import Judge
from coach.content.second_vote import SecondVote
from coach.errors import RubricError
from coach.history.history import History
from coach.paths import CONVERTED, Paths, shipped_folder
from coach.practice.engines import Engines, Questions
from coach.practice.fitting_transcriber import Machine, SpeedTest, fitting_transcriber, this_machine
from coach.practice.loading import Loading, Say
from coach.settings import Settings
from coach.speech.detector import SpeechDetector
from coach.speech.resources import bound_the_kernel_cache, physical_cores, recogniser_threads
from coach.speech.terms import Pronounce
from coach.speech.transcriber import Transcriber
from coach.speech.voice import HibariPronouncer, HibariVoice, Voice
from coach.telemetry import downloads_forbidden
from coach.weights.catalogue import shipped_catalogue
from coach.weights.huggingface import Hub, HuggingFaceHub
from coach.weights.locate import find_shipped, locate
from coach.weights.packages import join_weight

AUTO = "auto"
"""As Whisper's weights in the settings: those that the measured speed of this machine allows."""

READER_KEPT_AS = "int8"
"""CTranslate2's name of the type that the reader's matrices are kept and multiplied in: 8-bit integers."""

OLD_CACHES = ("rubric-vectors", "answer-vectors")
"""Folders of the cache that earlier versions filled with vectors of answers, and that nothing reads any more."""


def build_engines(paths: Paths, settings: Settings, say: Say | None = None) -> Engines:
    """Wire up everything that a sitting needs; loads no weights yet.

    Args:
        paths: Where everything lives.
        settings: What the user chose.
        say: Told when weights are put together or downloaded; for callers without a screen.
    """
    hub = HuggingFaceHub(forbidden=downloads_forbidden())

    def load_transcriber(note: Say) -> Transcriber:
        if settings.weights.whisper == AUTO:
            return fitting_transcriber(speed_test(paths, settings, voice, hub), note)
        return _load_whisper(settings.weights.whisper, paths, hub, note)

    def load_judge(note: Say) -> Judge:
        return _load_judge(paths, settings, hub, note)

    def load_voice(note: Say) -> Voice:
        locate("voice", "heart", paths.weights, note, hub=hub)
        return _load_voice(paths, settings.voice.speed, dictionary)

    def load_detectors(note: Say) -> Callable[[], SpeechDetector]:
        from coach.speech.detector import load_silero  # noqa: PLC0415 - heavy: loads with the weights

        _import_signal_processing()
        locate("vad", "silero-vad-v6", paths.weights, note, hub=hub)
        return load_silero()

    def microphone() -> Microphone:
        return open_microphone(settings.recording.microphone)

    dictionary = Loading("dictionary", lambda _note: HibariPronouncer(), say)
    voice = Loading[Voice]("voice", load_voice, say)
    return Engines(
        paths=paths,
        settings=settings,
        questions=Questions(lambda: read_bank(paths)),
        history=History(paths.history),
        transcriber=Loading("Whisper", load_transcriber, say),
        detectors=Loading("speech detector", load_detectors, say),
        sounds=Loading[Pronounce]("sounds", lambda _note: dictionary.get().pronounce, say),
        judge=Loading("judge", load_judge, say),
        voice=voice,
        open_microphone=microphone,
        speaker=SoundCardSpeaker(settings.voice.speaker, settings.voice.volume),
        now=_now,
        retune=_retune,
    )


def read_bank(paths: Paths) -> Bank:
    """Read all questions, and keep a copy of the user's own that could be read."""
    bank = load_bank(shipped_folder("rubrics"), paths.rubrics)
    try:
        keep_bank(bank, paths.rubrics)
    except RubricError as problem:  # a full disk must not keep anybody from practising
        return replace(bank, problems=(*bank.problems, problem))
    return bank


def _retune(engines: Engines, settings: Settings) -> Engines:
    """Return engines with the microphone and the loudspeaker that changed settings choose; see `with_settings`."""
    before, voice = engines.settings.voice, settings.voice
    same = (voice.speaker, voice.volume) == (before.speaker, before.volume)
    return replace(
        engines,
        open_microphone=lambda: open_microphone(settings.recording.microphone),
        speaker=engines.speaker if same else SoundCardSpeaker(voice.speaker, voice.volume),
    )


def speed_test(paths: Paths, settings: Settings, voice: Loading[Voice], hub: Hub | None = None) -> SpeedTest:
    """Put together what measures how quickly this machine transcribes.

    Args:
        paths: Where everything lives.
        settings: What the user chose.
        voice: Says the ten seconds of speech, where it speaks at its own pace; otherwise another one is loaded.
        hub: Where weights come from that are not shipped; the measurement needs none.
    """
    return SpeedTest(
        load=lambda name, note: _load_whisper(name, paths, hub, note),
        voice=voice.get if settings.voice.speed == 1.0 else lambda: _load_voice(paths, 1.0, None),
        file=paths.machine_speed,
        machine=this_whisper_machine(),
        clock=time.perf_counter,
        now=_now,
    )


def this_whisper_machine() -> Machine:
    """Describe this machine with the threads and beams that Whisper uses on it."""
    from coach.speech.whisper import BEAMS  # noqa: PLC0415 - heavy: loads with the weights

    return this_machine(recogniser_threads(physical_cores()), BEAMS)


def with_weights(settings: Settings, whisper: str | None, embedder: str | None) -> Settings:
    """Let the command line choose other weights than `coach.toml` does."""
    weights = settings.weights
    if whisper:
        weights = replace(weights, whisper=whisper)
    if embedder:
        weights = replace(weights, embedder=embedder)
    return replace(settings, weights=weights)


def _load_whisper(name: str, paths: Paths, hub: Hub | None, note: Say) -> Transcriber:
    from coach.speech.whisper import WhisperTranscriber  # noqa: PLC0415 - heavy: loads with the weights

    located = locate("whisper", name, paths.weights, note, hub=hub)
    return WhisperTranscriber(located.folder, located.name)


def load_embedder(paths: Paths, settings: Settings, note: Say, hub: Hub | None = None) -> Embedder:
    """Load the chosen embedder: the one that comes with the program by CTranslate2, others by sentence-transformers."""
    choice = settings.weights.embedder
    stock = shipped_catalogue().embedder
    if find_shipped("embedder", choice, [stock]) is not None:
        sources = {file.path: file.sha256 for file in stock.files}
        recipe = Recipe(
            f"embedder-{stock.name}",
            f"the embedder, {stock.name}",
            sources,
            lambda _work: locate("embedder", stock.name, paths.weights, note).folder,
        )
        return BertEmbedder(keep_bert(recipe, _converted(paths), note), stock.name, physical_cores())
    from coach.content.sentence_transformer import SentenceTransformerEmbedder  # noqa: PLC0415 - heavy

    located = locate("embedder", choice, paths.weights, note, hub=hub)
    _import_signal_processing()
    return SentenceTransformerEmbedder(located.folder, located.name)


def load_reader(paths: Paths, note: Say) -> BertReader:
    """Load the reader that comes with the program."""
    catalogue = shipped_catalogue()
    made, stock = catalogue.reader, catalogue.reader_base
    recipe = Recipe(
        made.name,
        f"the reader, {made.name}",
        {file.path: file.sha256 for file in stock.files} | {made.name: made.sha256},
        lambda work: join_weight(stock, work, note),
        READER_KEPT_AS,
        partial(read_delta, made.name, made.path, made.sha256),
    )
    return BertReader(keep_bert(recipe, _converted(paths), note), made.name, physical_cores())


def _load_judge(paths: Paths, settings: Settings, hub: Hub | None, note: Say) -> Judge:
    for gone in OLD_CACHES:
        shutil.rmtree(paths.readings.parent / gone, ignore_errors=True)
    decisions = load_decisions(shipped_folder("models") / "judge.json")
    bound_the_kernel_cache()
    embedder = load_embedder(paths, settings, note, hub)
    ours = embedder.name == shipped_catalogue().embedder.name
    return Judge(
        Encoder(embedder, load_reader(paths, note), EncodingCache(paths.readings)),
        decisions["near" if ours else "reader"],
        _load_second_vote(paths, settings, hub, note),
    )


def _converted(paths: Paths) -> Path:
    return paths.weights / CONVERTED


def _load_second_vote(paths: Paths, settings: Settings, hub: Hub | None, note: Say) -> SecondVote | None:
    if not settings.weights.second_vote:
        return None
    from coach.content.second_vote import CrossEncoderVote  # noqa: PLC0415 - heavy

    located = locate("nli", settings.weights.second_vote, paths.weights, note, hub=hub)
    _import_signal_processing()
    return CrossEncoderVote(located.folder, located.name)


def _load_voice(paths: Paths, speed: float, dictionary: Loading[HibariPronouncer] | None) -> Voice:
    return HibariVoice(paths.voice_cache, speed, None if dictionary is None else dictionary.get)


def _import_signal_processing() -> None:
    """Import scipy whole before torch begins: scipy's import fails beside a torch that another thread is importing."""
    from coach.speech.voice_track import load_signal_processing  # noqa: PLC0415 - heavy

    load_signal_processing()


def _now() -> datetime:
    return datetime.now(UTC)
