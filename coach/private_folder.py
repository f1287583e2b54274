"""Makes folders that only their owner can look into, and says in one sentence where none can be had."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from coach.errors import CoachError

OWNER_ONLY = 0o700

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Of the flags of `os.open`: refuses a link that somebody has put in the place of a file; it may lead anywhere."""

BINARY = getattr(os, "O_BINARY", 0)
"""Of the flags of `os.open`: bytes as they are, where a system tells them from text."""

OTHERS = 0o077
"""What anybody else may do with a folder."""

_HINT = "Fix it, or set COACH_HOME to a folder of your own."


def make_private_folder(folder: Path) -> None:
    """Make a folder and every missing one above it, for the owner only, whatever the umask is.

    Args:
        folder: May be there already; it stays as it is then.

    Raises:
        OSError: It cannot be made; a `NotADirectoryError` where a file stands in its place.
    """
    missing = []
    while not folder.is_dir():
        if folder.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "a broken link is in its place", str(folder))
        if folder.exists() and not folder.is_dir():  # looked at again: somebody may just have made it
            raise NotADirectoryError(errno.ENOTDIR, "a file is where the folder should be", str(folder))
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=OWNER_ONLY, exist_ok=True)
        each.chmod(OWNER_ONLY)  # the umask may have taken the owner's own rights away


def prepare_folders(folders: Iterable[Path], own: Path) -> None:
    """Make the folders that the program writes to, before any work is done.

    Those inside the program's own folder that others can look into, as earlier versions left them, are closed.

    Args:
        folders: All of them.
        own: The program's own folder; its rights are its owner's choice.

    Raises:
        CoachError: One cannot be made or written to.
    """
    for folder in dict.fromkeys(folders):
        try:
            make_private_folder(folder)
            if folder.is_relative_to(own) and folder != own:
                _close(folder)
        except OSError as error:
            place = error.filename or folder
            raise CoachError(f"{folder} cannot be used: {place}: {_why(error)}.", _HINT) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise CoachError(f"{folder} cannot be written to.", _HINT)


def _close(folder: Path) -> None:
    if folder.is_symlink():  # where it leads to is somebody's own choice
        return
    state = folder.stat()
    if state.st_mode & OTHERS and state.st_uid == getattr(os, "getuid", lambda: state.st_uid)():
        folder.chmod(stat.S_IMODE(state.st_mode) & ~OTHERS)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
