"""Keeps libraries from telling their makers about their use, and takes away what one of them left behind."""

import os
import shutil
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import ModuleType

from coach.private_folder import make_private_folder

SWITCHES = {
    # onnxruntime (from 1.27): a device number, events and an upload thread of its own, before the first session.
    "ORT_DISABLE_TELEMETRY": "1",
    # huggingface_hub and hf_xet: a user agent with the machine's software, and a report after every download.
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Understood by both of them and by many others.
    "DO_NOT_TRACK": "1",
    # transformers: asks a server to convert a model that has no safetensors.
    "DISABLE_SAFETENSORS_CONVERSION": "1",
}
"""Variables of the environment that switch off telemetry; `.github/PRIVACY.md` says what each library does."""

_LEFT_BEHIND = ("Microsoft", "DeveloperTools", ".onnxruntime")
"""Where onnxruntime 1.32 keeps a device number and the events that it has not sent, under the user's cache folder."""


OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
"""Variables that keep huggingface_hub and transformers from asking about a model, even about one in a folder; lifted
only while a download lasts that the user asked for."""

_SET_BY_US = "COACH_SET_OFFLINE"
"""Says, to programs started by this one too, that the variables above are not the user's own word."""

_TRUE = frozenset({"1", "ON", "YES", "TRUE"})
"""What these libraries take for yes."""


def switch_off_telemetry(environment: MutableMapping[str, str] = os.environ) -> None:
    """Forbid telemetry and every look at the network; the package does so on import.

    A library reads its switch when it is loaded.

    Args:
        environment: Variables to set; what the user has set is overruled.
    """
    environment.update(SWITCHES)
    if not downloads_forbidden(environment):
        environment[_SET_BY_US] = "1"
    environment.update(dict.fromkeys(OFFLINE, "1"))


def downloads_forbidden(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the user has forbidden downloads, so that nothing is downloaded even when asked.

    Args:
        environment: Variables to read.
    """
    return environment.get("HF_HUB_OFFLINE", "").upper() in _TRUE and _SET_BY_US not in environment


def load_onnxruntime() -> ModuleType:
    """Import onnxruntime with its telemetry switched off a second time, by its own function."""
    import onnxruntime  # noqa: PLC0415 - heavy

    if hasattr(onnxruntime, "disable_telemetry_events"):  # older releases have nothing to switch off
        onnxruntime.disable_telemetry_events()
    module: ModuleType = onnxruntime
    return module


def cache_of_libraries(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where libraries keep what they remember of this user: the system's own cache folder, not the program's."""
    import platformdirs  # noqa: PLC0415 - not needed to import the package

    given = environment.get("XDG_CACHE_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path(platformdirs.user_cache_dir())


def remove_left_behind(cache: Path, done: Path) -> str:
    """Delete, once, the device number and the unsent events that onnxruntime kept while earlier versions used it.

    Another program that uses onnxruntime keeps its own there again, which is not ours to delete every time.

    Args:
        cache: The user's cache folder.
        done: An empty file that says it has been looked at; made where it is missing.

    Returns:
        A sentence on what was deleted; empty where nothing was.
    """
    if done.exists():
        return ""
    left = cache.joinpath(*_LEFT_BEHIND)
    said = ""
    try:
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
            said = (
                f"Earlier versions let a library (onnxruntime) keep a device number and unsent events in {left}, "
                "and try to send them. It no longer does, and they have been deleted."
            )
        make_private_folder(done.parent)
        done.touch(mode=0o600)
    except OSError:
        return said  # looked at again at the next start
    return said
