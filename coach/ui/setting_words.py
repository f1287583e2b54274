"""Every setting in words: what it is called, and what it means."""

from collections.abc import Mapping

LATER = "from the next start on"
"""Said of settings that what is loaded already does not follow."""

WORDS: Mapping[str, tuple[str, str]] = {
    "recording.microphone": ("Microphone", "part of its name; empty takes the system's"),
    "recording.limit_seconds": ("Longest recording", "seconds, 10 to 540; then it stops by itself"),
    "recording.thinking_seconds": ("Thinking time", "seconds before the recording starts by itself; 0 is off"),
    "recording.keep_recordings": ("Keep recordings", "otherwise each is deleted once it is judged"),
    "voice.muted": ("Muted", "questions are shown, not read aloud"),
    "voice.speed": ("Speed of the voice", f"0.5 to 2; {LATER}"),
    "voice.volume": ("Loudness", "0 to 1, of everything that is played"),
    "voice.speaker": ("Loudspeaker", "part of its name; empty takes the system's"),
    "weights.whisper": ("Whisper", f"auto, base, tiny.en, or any other by name or folder; {LATER}"),
    "weights.embedder": ("Embedder", f"finds what comes near: a sentence-transformers model; {LATER}"),
    "weights.second_vote": ("Second vote", f"a CrossEncoder that must agree to each contradiction; {LATER}"),
    "listening.hear_fillers": ("Hear fillers", "look for filled pauses in the sound as well"),
    "delivery.pace": ("Pace", "shown and advised on"),
    "delivery.pauses": ("Pauses", "shown and advised on"),
    "delivery.fillers": ("Fillers", "shown and advised on"),
    "delivery.hedges": ("Hedges", "maybe, sort of: shown"),
    "delivery.repetitions": ("Repetitions", "words said twice and sentences begun anew: shown"),
    "delivery.filled_pauses": ("More filled pauses", "single words beside um, uh, er; commas between them"),
    "delivery.filler_phrases": ("Filler phrases", "wherever they do not mean what they say; commas between them"),
    "delivery.set_off_fillers": ("Set-off fillers", "only where commas or silences set them off; commas between them"),
    "delivery.hedge_phrases": ("Hedge phrases", "words that take back what is said; commas between them"),
    "screen.theme": ("Theme", "colours; any theme of Textual's"),
    "screen.captions": ("Captions", "show words while they are heard"),
    "plan.start": ("Plan begins", "a day such as 2026-03-02; empty for no plan"),
    "plan.minutes": ("A day's session", "minutes, 5 to 240"),
}
"""By table and key, in the order in which they are shown."""

EMPTY: Mapping[str, str] = {"plan.start": "no plan", "weights.second_vote": "none"}
"""What an empty text means where it is not the system's choice."""

TABLES: Mapping[str, str] = {
    "recording": "Recording",
    "voice": "Voice",
    "screen": "Screen",
    "plan": "Plan",
    "delivery": "Delivery",
    "listening": "Listening",
    "weights": "Weights",
}
"""The headings, in order."""
