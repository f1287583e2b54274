"""Prints whether a question's terms help Whisper to hear them, and whether they make it write terms nobody said.

Run: python tests/bench/trade_words.py [--trials N] [--whisper NAME] [--beams N]

Three arms hear the same sound: the prompt as it is; the same prompt with the terms inside it; the terms as a list that
was said before the prompt. Every excerpt is heard with its own question's terms, for the recall, and with those of two
questions of other topics, for the false terms; the second half of a trial's excerpts has white noise at 20 dB.

A question's terms are those that its file lists with their mishearings, and every word of its key points that has a
capital behind its first letter or mixes letters and digits. A term is there when its words stand side by side in the
text, capitals and hyphens aside, or run together as one word. It is false when it is one of the terms given, the
transcript has it, the spoken text has not, and the transcript of the arm without terms has not either.

The voice is the program's own: it speaks more clearly than people do and reads some short forms in its own way, and
only the first pass of the decoder is looked at, before the guard repeats what went wrong. So a false term found here
counts; that none is found would not be enough for people's voices.
"""

import argparse
import random
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.audio.resample import resample
from coach.bank.bank import load_bank
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.paths import find_paths, shipped_folder
from coach.speech.hibari_voice import HibariVoice
from coach.speech.levelling import levelled
from coach.speech.whisper import PROMPT, SHORT_PADDING, SPARE_TOKENS, TOKENS_A_SECOND, WhisperTranscriber
from coach.weights.locate import locate

ANSWERS = Path(__file__).parent.parent / "answers"
SHORTEST, LONGEST = 22, 40
"""Words of an excerpt: about 8 to 15 s."""
OTHERS = 2
"""Questions whose terms are given with an excerpt that does not belong to them."""
MOST_TERMS = 12
NOISE_DB = 20.0
LOST = 0.7
"""A transcript with less than this share of the spoken words has lost a stretch."""

Excerpt = tuple[Rubric, str]


def terms_of(rubric: Rubric) -> list[str]:
    terms = [alias.term for alias in rubric.aliases]
    for point in rubric.key_points:
        words = re.findall(r"[\w-]+", " ".join((point.point, *point.also)))
        terms += [word for word in words if re.search(r".[A-Z]|[A-Za-z]\d|\d[A-Za-z]", word)]
    known: dict[str, str] = {}
    for term in terms:
        known.setdefault(plain(term), term)
    return list(known.values())[:MOST_TERMS]


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def stands_in(term: str, text: str) -> bool:
    words, padded = plain(term), f" {plain(text)} "
    return f" {words} " in padded or f" {words.replace(' ', '')} " in padded


def prompts(terms: list[str]) -> dict[str, str]:
    """The two ways of giving terms; without terms the prompt stays as it is."""
    trailing = "um... uh... so, um... " + ", uh... ".join(terms) + ", um... and, uh... er... um..."
    return {"inside the prompt": trailing, "before the prompt": f"{', '.join(terms)}. {PROMPT}"}


class Prompted(WhisperTranscriber):
    """Decodes one sound with several prompts; the sound is encoded once."""

    def texts(self, samples: Samples, before: list[str]) -> list[str]:
        sound = levelled(samples)
        encoded = self._whisper.encode(self._whisper.feature_extractor(np.pad(sound, (0, SHORT_PADDING)), padding=0))
        most = SPARE_TOKENS + TOKENS_A_SECOND * len(sound) // SAMPLE_RATE
        heard = []
        for text in before:
            previous = [self._tokenizer.sot_prev, *self._tokenizer.encode(" " + text)]
            prompt = [*previous, *self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
            written = self._whisper.model.generate(
                encoded,
                [prompt],
                beam_size=self._beam_size,
                max_length=max(2 * most, len(prompt) + most - 1),
                suppress_tokens=self._suppressed,
            )[0].sequences_ids[0]
            heard.append(self._tokenizer.decode([token for token in written if token < self._tokenizer.eot]))
        return heard


def excerpts(bank: tuple[Rubric, ...]) -> Iterator[Excerpt]:
    """Runs of whole sentences of every answer to a question, model answer included."""
    for rubric in bank:
        table = tomllib.loads((ANSWERS / f"{rubric.id}.toml").read_text(encoding="utf-8"))
        answers = [each["text"] for each in table["answers"] if each["name"] != "offtopic"]
        for text in (rubric.model_answer, *answers):
            held: list[str] = []
            for sentence in re.split(r"(?<=[.?!])\s+", text):
                held += sentence.split()
                if len(held) >= SHORTEST:
                    if len(held) <= LONGEST:
                        yield rubric, " ".join(held)
                    held = []


def noisy(samples: Samples, seed: int) -> Samples:
    power = float(np.mean(np.square(samples))) / 10 ** (NOISE_DB / 10)
    noise = np.random.default_rng(seed).normal(0.0, np.sqrt(power), len(samples))
    return (samples + noise).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description="Do a question's terms help Whisper, and at what price?")
    parser.add_argument("--trials", type=int, default=200, help="false-term trials in each arm (default 200)")
    parser.add_argument("--whisper", default="base")
    parser.add_argument("--beams", type=int, default=1)
    arguments = parser.parse_args()
    bank = load_bank(shipped_folder("rubrics"), Path("/nonexistent")).rubrics
    pick = random.Random(7)
    all_excerpts = [each for each in excerpts(bank) if any(stands_in(term, each[1]) for term in terms_of(each[0]))]
    pick.shuffle(all_excerpts)
    chosen = all_excerpts[: -(-arguments.trials // OTHERS)]
    located = locate("whisper", arguments.whisper, find_paths().weights, lambda _line: None)
    whisper = Prompted(located.folder, located.name, beam_size=arguments.beams)
    said, heard, false, lost = 0, Counter[str](), Counter[str](), Counter[str]()
    trials_with_false, trials = Counter[str](), 0
    examples: list[str] = []
    with tempfile.TemporaryDirectory(prefix="trade-words-") as folder:
        voice = HibariVoice(Path(folder))
        for number, (rubric, text) in enumerate(chosen):
            utterance = voice.say(text)
            samples = resample(utterance.samples, utterance.sample_rate, SAMPLE_RATE)
            if number >= len(chosen) // 2:
                samples = noisy(samples, number)
            others = pick.sample([each for each in bank if each.topic != rubric.topic], OTHERS)
            given = [prompts(terms_of(each)) for each in (rubric, *others)]
            arms = list(given[0])
            none, *rest = whisper.texts(samples, [PROMPT, *(each[arm] for each in given for arm in arms)])
            own, foreign = dict(zip(arms, rest, strict=False)), rest[len(arms) :]
            spoken = [term for term in terms_of(rubric) if stands_in(term, text)]
            said += len(spoken)
            for arm, transcript in {"no terms": none, **own}.items():
                heard[arm] += sum(stands_in(term, transcript) for term in spoken)
                lost[arm] += len(plain(transcript).split()) < LOST * len(plain(text).split())
            for place, other in enumerate(others):
                trials += 1
                for arm, transcript in zip(arms, foreign[place * len(arms) :], strict=False):
                    made_up = [
                        term
                        for term in terms_of(other)
                        if stands_in(term, transcript) and not stands_in(term, text) and not stands_in(term, none)
                    ]
                    false[arm] += len(made_up)
                    trials_with_false[arm] += bool(made_up)
                    if made_up:
                        examples.append(
                            f"{arm}: {made_up}\n    said   {text}\n    heard  {transcript}\n    plain  {none}"
                        )
            print(f"{number + 1} of {len(chosen)}", file=sys.stderr, flush=True)
    print(f"{located.name}, {arguments.beams} beam(s); {len(chosen)} excerpts, half with noise at {NOISE_DB:.0f} dB")
    for arm in heard:
        false_part = f"  false terms {false[arm]} in {trials_with_false[arm]} of {trials} trials" if arm in arms else ""
        print(f"  {arm:<18} terms heard {heard[arm]} of {said}  stretches lost {lost[arm]}{false_part}")
    for arm in arms:
        keep = not false[arm] and trials >= 200 and heard[arm] > heard["no terms"]
        print(f"  {arm}: {'keep' if keep else 'do not keep'}")
    print("\n".join(("", *examples)))


if __name__ == "__main__":
    main()
