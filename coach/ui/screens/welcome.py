"""The first start: what the program does, which microphone, how loud, and where everything lives."""

from collections.abc import Callable
from functools import partial
from math import ceil
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.audio.hand_over import HandOver
from coach.audio.portaudio import SoundDevice, device_names, list_devices
from coach.domain.recording import SAMPLE_RATE
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.trial import TRIAL_SECONDS, Trial, take_trial
from coach.ui import messages
from coach.ui.lines import plain
from coach.ui.page import HELP, Page, TopLine
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList
from coach.ui.widgets.stage import LevelMeter

SYSTEM_CHOICE = "System default"
SENTENCE = "This is the voice that reads the questions to you."
LOUDER = 0.1
"""Step of the volume."""

LOOK_SECONDS = 0.1
"""How often the level is looked at while the microphone is tested."""

ABOUT = (
    "The coach asks a question aloud, and you answer aloud, as in an interview.",
    "It shows what you made of each key point, and how you came across.",
    "It asks again before you forget. Nothing leaves this machine.",
)
"""What the program does, a line each."""


class MicrophoneList(RowList):
    """The microphones of this machine; the highlighted one is used."""

    DEFAULT_CSS = "MicrophoneList { height: auto; max-height: 4; padding: 0; }"


class WelcomeScreen(Page[None]):
    """One page, which Enter ends; everything on it may be skipped."""

    DEFAULT_CSS = """
    WelcomeScreen {
        #welcome { height: 1fr; padding: 0 2; }
        .heading { color: $primary; text-style: bold; margin-top: 1; }
        Static { height: auto; }
        Notice { padding: 0; }
        LevelMeter { max-width: 60; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "Done", key_display="⏎", id="welcome.done"),
        Binding("t", "trial", "Test", id="welcome.trial"),
        Binding("p", "play", "Play it back", id="welcome.play"),
        Binding("v", "voice", "Hear the voice", id="welcome.voice"),
        Binding("plus", "louder(1)", "Louder", key_display="+", id="welcome.louder"),
        Binding("minus", "louder(-1)", "Quieter", key_display="-", id="welcome.quieter"),
        Binding("q", "app.leave", "Quit", show=False, id="welcome.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines, devices: Callable[[], tuple[SoundDevice, ...]] = list_devices) -> None:
        """Prepare.

        Args:
            engines: What to work with.
            devices: Lists the sound devices of this machine.
        """
        super().__init__(engines)
        self._devices = devices
        self._trial: Trial | None = None
        self._testing: HandOver | None = None
        self._used = 0

    def body(self) -> ComposeResult:
        """What the program does, and three short steps, from top to bottom."""
        yield TopLine("Welcome", "Enter goes on; the settings lead back here")
        with VerticalScroll(id="welcome", can_focus=False):
            yield Static(Content("\n").join(plain(line) for line in ABOUT), markup=False)
            yield Static("1  Your microphone: ↑ and ↓ choose it", classes="heading", markup=False)
            yield MicrophoneList()
            yield Static(f"2  Test it: T records {TRIAL_SECONDS:.0f} seconds", classes="heading", markup=False)
            yield LevelMeter()
            yield Notice(id="trial")
            yield Static("3  The voice: V plays a sample, + and - change the volume", classes="heading", markup=False)
            yield Static("", id="volume", markup=False)
            kept = f"Everything is kept in {self._engines.paths.recordings.parent}; `coach paths` tells more."
            yield Static(plain(kept, "$quiet"), markup=False)
            yield Notice(id="trouble")

    def on_mount(self) -> None:
        """Look for microphones."""
        self._show_chosen()
        self.query_one(MicrophoneList).focus()
        self.query_one("#trial", Notice).say("Press T and say a sentence.", "It is heard and then thrown away.")
        self.errand("devices", self._list)
        self.set_interval(LOOK_SECONDS, self._look)

    def on_unmount(self) -> None:
        """Leave no sound on, and no microphone."""
        self._engines.speaker.stop()
        if self._testing is not None:
            self._testing.close()

    def _list(self) -> None:
        self.post_message(messages.DevicesListed(*device_names(self._devices())))

    def on_devices_listed(self, message: messages.DevicesListed) -> None:
        """Offer the microphones."""
        listed = self.query_one(MicrophoneList)
        listed.set_options(
            [Option(plain(SYSTEM_CHOICE)), *(Option(plain(name), id=name) for name in message.microphones)]
        )
        chosen = self._engines.settings.recording.microphone
        found = (at for at, name in enumerate(message.microphones, start=1) if chosen and chosen in name)
        listed.highlighted = self._used = next(found, 0)

    @on(MicrophoneList.OptionHighlighted)
    def _choose(self, event: MicrophoneList.OptionHighlighted) -> None:
        if event.option_index != self._used:
            self._used = event.option_index
            self.change_setting("recording", "microphone", event.option_id or "")

    def action_louder(self, step: int) -> None:
        """Change how loud everything is played."""
        volume = round(min(1.0, max(0.0, self._engines.settings.voice.volume + step * LOUDER)), 1)
        self.change_setting("voice", "volume", volume)

    def work_with(self, engines: Engines, changed: str) -> None:
        """Work with what was chosen."""
        super().work_with(engines, changed)
        self._show_chosen()

    def _show_chosen(self) -> None:
        settings = self._engines.settings
        told = f"volume {settings.voice.volume:.0%}, microphone: {settings.recording.microphone or SYSTEM_CHOICE}"
        self.query_one("#volume", Static).update(plain(told, "$quiet"))

    def action_trial(self) -> None:
        """Record a few seconds and hear what was said."""
        if self._testing is not None:
            self.tell("The test is still running.")
            return
        self._engines.speaker.stop()
        self._testing = HandOver()
        self._look()
        self.errand("trial", partial(self._take_trial, self._testing))

    def _take_trial(self, hand_over: HandOver) -> None:
        self.post_message(messages.TrialTaken(take_trial(self._engines, hand_over)))

    def _look(self) -> None:
        """Show the level and the seconds left of a test; then that it is listened to."""
        testing, notice = self._testing, self.query_one("#trial", Notice)
        left = ceil(TRIAL_SECONDS - testing.seconds) if testing else 0
        self.query_one(LevelMeter).level = testing.level() if testing and left > 0 else None
        if testing and left > 0:
            notice.say(f"● Recording, {left} s left:", "say a sentence.")
        elif testing:
            notice.say("Recorded.", "Now it is listened to …")

    def on_trial_taken(self, message: messages.TrialTaken) -> None:
        """Say what was heard."""
        self._testing = None
        self._trial = trial = message.trial
        self.query_one(LevelMeter).level = None
        notice = self.query_one("#trial", Notice)
        if trial.silent:
            notice.say("Hardly any sound came in.", "Is it muted? Or choose another one above.", Severity.WARNING)
        elif not trial.text:
            notice.say("Sound came in, but no words were heard.", "Come closer, or speak up.", Severity.WARNING)
        else:
            notice.say(f"✓ Heard: “{trial.text}”", "P plays it back.")

    def action_play(self) -> None:
        """Play the test recording back."""
        trial = self._trial
        if trial is None:
            self.tell("There is no test recording yet; T makes one.")
        else:
            self.errand("play", partial(self._engines.speaker.play, trial.samples, SAMPLE_RATE))

    def action_voice(self) -> None:
        """Let the voice say a sentence."""
        self.errand("voice", self._speak)

    def _speak(self) -> None:
        said = self._engines.voice.get().say(SENTENCE)
        self._engines.speaker.play(said.samples, said.sample_rate)

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say in place what is missing; everything else goes on."""
        if errand == "trial":
            self._testing = None
            self.query_one(LevelMeter).level = None
        place = "#trial" if errand == "trial" else "#trouble"
        self.query_one(place, Notice).say_error(error, Severity.WARNING)

    def action_leave(self) -> None:
        """Go on; the file that this leaves says that it was seen."""
        if not self._engines.paths.settings.exists():
            self.change_setting("screen", "theme", self._engines.settings.screen.theme)
        self.dismiss()
