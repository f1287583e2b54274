"""Whether the checkout can be released as the version that `pyproject.toml` names, with what a wheel of it must hold.

Usage: python .ci/release.py
"""

import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import coach

ROOT = Path(__file__).parent.parent
SHIPPED = (
    "coach/ui/coach.tcss",
    "coach/shipped/models/catalogue.toml",
    "coach/shipped/models/mpnet-reader.safetensors",
)


def main() -> int:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    problems = [*wrong_names(version), *wrong_changelog(version), *missing_in_wheel(version)]
    for problem in problems:
        print(problem)
    print(f"{version}: {'not yet' if problems else 'ready'}")
    return 1 if problems else 0


def wrong_names(version: str) -> Iterator[str]:
    if coach.__version__ != version:
        yield f"coach/__init__.py says {coach.__version__}, pyproject.toml {version}."
    tags = subprocess.run(["git", "tag", "--list"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    if f"v{version}" in tags:
        yield f"There is a tag v{version} already: raise the version."


def wrong_changelog(version: str) -> Iterator[str]:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    if not sections or sections[0].strip() != "[Unreleased]":
        yield "CHANGELOG.md must begin with an empty [Unreleased]: what is in it belongs to the new version."
    heading = rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n"
    if len(sections) < 2 or not re.match(heading, sections[1]):
        yield f"CHANGELOG.md must go on with `## [{version}] - ` and the day."


def missing_in_wheel(version: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)], check=True
        )
        (wheel,) = Path(folder).glob(f"coach-{version}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
    questions = {f"coach/shipped/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("rubrics/*/*.toml")}
    yield from (f"The wheel lacks {name}." for name in sorted((questions | set(SHIPPED)) - names))


if __name__ == "__main__":
    sys.exit(main())
