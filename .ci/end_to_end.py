"""One sitting with the real program: a virtual microphone hears a spoken answer, a person's keys come from tmux.

Usage: python .ci/end_to_end.py FOLDER
Needs pulseaudio, its ALSA plugin, and tmux. Every check prints what it measured; the first that fails ends the script.
"""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jiwer
import numpy as np

from coach.audio.read_audio import read_audio
from coach.audio.resample import resample
from coach.audio.wav import write_wav
from coach.bank.bank import load_bank
from coach.domain.attempt import Attempt
from coach.domain.coverage import Verdict
from coach.domain.recording import SAMPLE_RATE
from coach.history.history import History
from coach.paths import find_paths, shipped_folder
from coach.speech.voice import HibariVoice

QUESTION = "bias-variance-tradeoff"
ANSWER = (
    ("Um, high bias means the model is too simple to capture the real pattern, so it underfits.", 1.2),
    ("High variance means the model reacts to the noise of its training set, so it overfits.", 0.8),
    ("When you make a model more flexible, you lower its bias, but you raise its variance.", 0.4),
)
SAID = ("high-bias-underfits", "high-variance-overfits", "complexity-trades-one-for-the-other")
LEFT_OUT = ("minimize-the-sum",)
SESSION = "coach-end-to-end"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "home"
    paths = find_paths({"COACH_HOME": str(home)})
    start_sound()
    answer = folder / "answer.wav"
    spoken = speak(ANSWER, answer, folder / "voice")
    print(f"answer of {spoken:.1f} s spoken to {answer}")
    try:
        heard_question(home, folder)
        a_spoken_answer(home, answer)
        attempt = the_saved_attempt(paths.history, spoken)
        print(f"recording {attempt.audio} has mode {attempt.audio.stat().st_mode & 0o777:o}" if attempt.audio else "")
        the_same_from_the_file(home, attempt)
        a_killed_recording(home, answer)
        the_rubric_tuned(home)
        a_plan_and_an_interview(home, answer)
    finally:
        run("tmux", "kill-session", "-t", SESSION, check=False)
    print("end to end: every check passed")


def heard_question(home: Path, folder: Path) -> None:
    """The question comes out of the loudspeaker and can be understood."""
    captured, raw = folder / "question.wav", folder / "question.raw"
    start_program(home)
    wait_for("Your microphone", 20, "the first start tries microphone and voice")
    keys("Escape")
    wait_for("Pick a question", 10, "and leads on to the questions")
    wait_for("Ready: voice", 120, "all weights loaded")
    with raw.open("wb") as file:
        listen = [
            "parec",
            "--device=speaker.monitor",
            "--format=s16le",
            f"--rate={SAMPLE_RATE}",
            "--channels=1",
            "--latency-msec=100",
        ]
        recorder = subprocess.Popen(listen, stdout=file)
    open_question()
    wait_for("read aloud", 20, "the question is read aloud")
    wait_for("press Space and answer", 30, "the voice has finished")
    time.sleep(0.5)
    recorder.terminate()
    recorder.wait(10)
    write_wav(captured, np.fromfile(raw, dtype="<i2").astype(np.float32) / 32768)
    wanted = load_bank(shipped_folder("rubrics"), home / "none").get(QUESTION).to_say
    report = run("coach", "assess", str(captured), "--question", QUESTION, "--json", "--no-save", env=home)
    text = json.loads(report)["transcript"]["text"]
    errors = jiwer.cer(plain(wanted).replace(" ", ""), plain(text).replace(" ", ""))  # "trade off" is "tradeoff"
    print(f"question heard back as {text!r}, letter error rate {errors:.2f} against {wanted!r}")
    check(errors <= 0.1, "the question is understood from the loudspeaker")


def a_spoken_answer(home: Path, answer: Path) -> None:
    """Space, speak, Space: the result is on the screen soon after the last word."""
    keys("Space")
    wait_until(lambda: "Recording" in screen() and "Recording" in screen(), 20, "recording")
    wait_for_sound(home)
    run("paplay", "--device=mic", str(answer))
    check("underfits" in screen() and "Recording" in screen(), "words are on the screen while they are still recorded")
    keys("Space")
    stopped = time.monotonic()
    wait_for("of 100", 60, "the result")
    print(f"result {time.monotonic() - stopped:.2f} s after Space")
    wait_for("Hear it", 10, "the first key point can be walked to")
    keys("u")
    wait_for("your label: not said", 10, "a verdict is overruled")
    keys("u")
    wait_until(lambda: "your label" not in screen(), 10, "and stands again")
    keys("Escape")
    wait_for("1 answered", 10, "home shows the answer")
    keys("q")
    wait_for("EXIT 0", 15, "the program ends with 0")


def the_saved_attempt(history: Path, spoken: float) -> Attempt:
    """What was saved is what was said."""
    saved = History(history).attempts()
    check(len(saved) == 1, "one attempt in the history")
    attempt = History(history).load(saved[0].id)
    wanted = " ".join(sentence for sentence, _ in ANSWER)
    errors = jiwer.wer(plain(wanted), plain(attempt.transcript.text))
    print(f"transcript {attempt.transcript.text!r}, word error rate {errors:.2f}")
    check(errors <= 0.15, "the words are those spoken")
    verdicts = {point.id: point.verdict for point in attempt.coverage.points}
    print({name: verdict.value for name, verdict in verdicts.items()}, f"score {attempt.scorecard.score}")
    check(all(verdicts[name] is Verdict.COVERED for name in SAID), "what the clip says is covered")
    doubted = {Verdict.MISSED, Verdict.UNSURE}
    check(all(verdicts[name] in doubted for name in LEFT_OUT), "what it leaves out is not granted")
    check(Verdict.CONTRADICTED not in verdicts.values(), "nothing is called contradicted")
    assert attempt.delivery is not None
    print(
        f"pace {attempt.delivery.words_per_minute:.0f} wpm, fillers {[each.text for each in attempt.delivery.fillers]}"
    )
    check(any(filler.text.lower().startswith("u") for filler in attempt.delivery.fillers), "the um is counted")
    check(any(0.8 <= pause.seconds <= 2.0 for pause in attempt.delivery.pauses), "the pause of 1.2 s is found")
    check(attempt.dropped_blocks == 0, "no block was dropped")
    assert attempt.listening is not None
    print(f"heard with {attempt.listening}")
    check((attempt.listening.signal_to_noise_db or 0) > 30, "the virtual microphone has no noise")
    assert attempt.audio is not None
    seconds = len(read_audio(attempt.audio)) / SAMPLE_RATE
    check(seconds >= spoken, f"the recording of {seconds:.1f} s holds the whole answer")
    check(attempt.audio.stat().st_mode & 0o077 == 0, "the recording is readable by its owner only")
    check(history.stat().st_mode & 0o077 == 0, "the history is readable by its owner only")
    return attempt


def the_same_from_the_file(home: Path, attempt: Attempt) -> None:
    """The recording, assessed as a file, gives the words that were heard live."""
    printed = run("coach", "assess", str(attempt.audio), "--question", QUESTION, "--json", "--no-save", env=home)
    heard = [(word["text"], word["start"]) for word in json.loads(printed)["transcript"]["words"]]
    live = [(word.text, round(word.start, 3)) for word in attempt.transcript.words]
    check(heard == live, f"the file gives the same {len(live)} words at the same times")


def a_killed_recording(home: Path, answer: Path) -> None:
    """Kill -9 while recording: the next start offers what was said."""
    start_program(home)
    wait_for("Ready: voice", 120, "all weights loaded again")
    open_question()
    wait_for("Space starts", 20, "the question is put again")
    keys("Space")
    wait_for("Recording", 20, "recording again")
    wait_for_sound(home)
    run("paplay", "--device=mic", str(answer))
    process = run("pgrep", "-f", f"{sys.executable} .*/coach$|{Path(sys.executable).parent}/coach$").split()
    run("kill", "-9", *process)
    wait_for("EXIT 137", 10, "the program was killed")
    start_program(home)
    wait_for("not finished|unfinished", 20, "the recording is offered")
    print(screen())
    keys("Enter")
    wait_for("of 100", 120, "the recovered recording is assessed")
    wait_until(lambda: History(home / "history.db").count() == 2, 20, "and saved")
    verdicts = {
        p.id: p.verdict
        for p in History(home / "history.db").load(History(home / "history.db").attempts()[0].id).coverage.points
    }
    check(verdicts[SAID[0]] is Verdict.COVERED, "what was said before the kill is judged")
    keys("Escape")
    time.sleep(0.5)
    keys("q")
    wait_for("EXIT 0", 15, "the program ends with 0 again")


def the_rubric_tuned(home: Path) -> None:
    """Edit the question, see what that does to the two answers, save it, and judge them again."""
    start_program(home, f"bank edit {QUESTION}", "EDITOR='sed -i s/tradeoff?/deal?/' ")
    wait_for("2 answers judged with this rubric", 120, "the rubric opens with the stored answers judged")
    keys("Down", "Right", "Down", "Down", "Enter")
    wait_for("threshold:", 10, "a threshold can be typed")
    time.sleep(0.3)
    keys("1", "Enter")
    wait_for("verdict changed|verdicts changed", 20, "what it changes is shown before it is kept")
    print(screen())
    keys("F4")
    wait_for("variance deal", 20, "another editor changes the file")
    keys("C-s")
    wait_for("Saved as", 10, "the rubric is saved")
    mine = home / "rubrics" / "concepts" / f"{QUESTION}.toml"
    check("threshold = 1" in mine.read_text(encoding="utf-8"), "in the user's own folder")
    check(mine.stat().st_mode & 0o077 == 0, "readable by its owner only")
    keys("r")
    wait_for("2 answers judged again", 60, "stored answers are judged again")
    keys("Escape")
    time.sleep(0.5)
    keys("q")
    wait_for("EXIT 0", 15, "the program ends with 0 once more")
    attempts = list(History(home / "history.db").each(QUESTION))
    check(all(attempt.earlier for attempt in attempts), "the verdicts of the day are kept beside")
    print(run("coach", "rejudge", "--all", "--dry-run", env=home))
    check("->" in run("coach", "history", "--question", QUESTION, env=home), "the history shows both scores")
    exported = home / "bank.md"
    run("coach", "bank", "export", "--output", str(exported), env=home)
    known = run("coach", "bank", "import", "--dry-run", str(exported), env=home).count(": already ")
    check(known == len(run("coach", "bank", "export", env=home).split("\n## ")) - 1, f"all {known} exported are known")


def a_plan_and_an_interview(home: Path, answer: Path) -> None:
    """Begin the four weeks, then a mock interview: one answer, its follow-up, the rest passed, one debrief."""
    told = json.loads(run("coach", "plan", "--start", "today", "--json", env=home))
    check(len(told["plan"]["weeks"]) == 4 and 0 < told["session"]["minutes"] <= 20, "the plan fills today's session")
    check(any("comes back" in point["why"] for point in told["points"]), "each review date is explained")
    print(run("coach", "plan", env=home))
    start_program(home, "mock --rounds concepts --minutes 10")
    wait_for("Start a new interview", 10, "rounds, length and difficulty can be chosen")
    keys("b")
    wait_for("question 1 of 4", 20, "the first question of four is put")
    keys("Space")
    wait_for("Recording", 120, "an answer is recorded")
    wait_for_sound(home)
    run("paplay", "--device=mic", str(answer))
    keys("Space")
    wait_for("follow-up|question 2 of 4", 120, "the interviewer goes on without a word about the answer")
    print(screen())
    keys("Escape")
    wait_for("Pause the interview here?", 10, "the interview can be paused")
    keys("y")
    wait_for("Pick a question", 10, "which leads home")
    keys("i")
    wait_for("Resume the mock interview from", 10, "and it is offered again")
    keys("Enter")
    wait_for("follow-up|question 2 of 4", 20, "where it was left")
    for _ in range(8):
        keys("n")
        time.sleep(1.5)
        if "Overall" in screen():
            break
    wait_for("Mean score", 20, "the debrief comes at the end")
    print(screen())
    keys("q")
    wait_for("EXIT 0", 15, "the program ends with 0 after the interview")
    debrief = json.loads(run("coach", "mock", "--show", "last", "--json", env=home))
    check(sum(1 for each in debrief["questions"] if each["attempt"]) == 1, "one answer is in the debrief")
    check(debrief["delivery"]["words_per_minute"] > 0, "with its delivery")
    print(run("coach", "mock", "--show", "last", env=home))


def start_sound() -> None:
    """A loudspeaker and a microphone that exist only in software."""
    run("pulseaudio", "--start", "--exit-idle-time=-1", check=False)
    sinks = run("pactl", "list", "short", "sinks")
    for name in ("mic", "speaker"):
        if f"\t{name}\t" not in sinks:
            run("pactl", "load-module", "module-null-sink", f"sink_name={name}")
    run("pactl", "set-default-source", "mic.monitor")
    run("pactl", "set-default-sink", "speaker")


def speak(sentences: tuple[tuple[str, float], ...], path: Path, cache: Path) -> float:
    """Let the voice say the answer, with its silences, into a file; return its length in seconds."""
    voice, pieces = HibariVoice(cache), []
    for sentence, silence in sentences:
        said = voice.say(sentence)
        pieces += [
            resample(said.samples, said.sample_rate, SAMPLE_RATE),
            np.zeros(round(silence * SAMPLE_RATE), np.float32),
        ]
    sound = np.concatenate(pieces)
    write_wav(path, sound)
    return len(sound) / SAMPLE_RATE


def start_program(home: Path, arguments: str = "", variables: str = "") -> None:
    """The real program in a pseudo-terminal of 100 columns and 30 rows."""
    run("tmux", "kill-session", "-t", SESSION, check=False)
    program = Path(sys.executable).parent / "coach"
    called = f"{shlex.quote(str(program))} {arguments}".rstrip()
    command = f"{variables}COACH_HOME={shlex.quote(str(home))} {called}; echo EXIT $?; sleep 600"
    began = time.monotonic()
    run("tmux", "new-session", "-d", "-s", SESSION, "-x", "100", "-y", "30", command)
    wait_for("Pick a question|Welcome|not finished|unfinished|Rubric|Mock interview", 20, "the first screen")
    print(f"first screen after {time.monotonic() - began:.2f} s")


def open_question() -> None:
    """Search for the question and start it."""
    keys("/")
    wait_for("Search questions and topics", 10, "the search line")  # typed too early, letters are keys
    run("tmux", "send-keys", "-t", SESSION, "-l", "variance")
    time.sleep(0.5)
    keys("Enter")
    time.sleep(0.3)
    if "Space starts" not in screen():
        keys("Enter")


def wait_for_sound(home: Path) -> None:
    """A virtual microphone that slept delivers its first sound late: wait until the recording grows."""
    folder = home / "recordings"
    wait_until(
        lambda: any(
            path.stat().st_size > SAMPLE_RATE for path in folder.glob("*.wav") if path.with_suffix(".json").exists()
        ),
        20,
        "sound arrives",
    )


def keys(*names: str) -> None:
    run("tmux", "send-keys", "-t", SESSION, *names)


def screen() -> str:
    return run("tmux", "capture-pane", "-p", "-t", SESSION)


def wait_for(words: str, seconds: float, what: str) -> None:
    wait_until(lambda: any(word in screen() for word in words.split("|")), seconds, what)


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            print(screen())
            sys.exit(f"end to end: after {seconds:.0f} s still waiting: {what}")
        time.sleep(0.05)
    print(f"ok: {what}")


def check(holds: bool, what: str) -> None:
    if not holds:
        sys.exit(f"end to end: failed: {what}")
    print(f"ok: {what}")


def plain(text: str) -> str:
    kept = "".join(sign if sign.isalnum() else " " for sign in text.lower().replace("'", ""))
    return " ".join(kept.split())


def run(*command: str, check: bool = True, env: Path | None = None) -> str:
    environment = {**os.environ, "COACH_HOME": str(env)} if env else None
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if check and done.returncode != 0:
        sys.exit(f"end to end: {' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
