"""Fails where installing coach would bring CUDA: several gigabytes that nothing here uses.

Usage: python .ci/no_cuda.py
Asks pip, which installs nothing for it, what it would install: from the index of this machine, as `pip install .` does
in a new environment, and from the public index alone where the CPU build of torch is there already. The public index
has torch for Linux only with CUDA, and what pip names there without the CPU build is printed beside it. Run it in an
environment that coach is installed in.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import distribution
from pathlib import Path
from shutil import copytree

ROOT = Path(__file__).parent.parent
CUDA = re.compile(r"(nvidia|cuda|triton|pytorch-triton)\b")
OF_THIS_MACHINE = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONSTRAINT")


def main() -> None:
    torch = distribution("torch")
    wanted = next(line for line in distribution("coach").requires or [] if line.startswith("torch"))
    public = {name: value for name, value in os.environ.items() if name not in OF_THIS_MACHINE}
    public["PIP_CONFIG_FILE"] = os.devnull
    there: list[str] = []
    left_alone: list[str] = []
    try:
        there = cuda_in(named(sys.executable, dict(os.environ), "--ignore-installed", str(ROOT)))
    except subprocess.CalledProcessError:
        print("This machine's index: skipped, as pip gets no answer from it")
    else:
        print(f"This machine's index, pip install .: {', '.join(there) or 'no CUDA'}")
    try:
        brought = cuda_in(named(sys.executable, public, "--ignore-installed", wanted))
        with tempfile.TemporaryDirectory() as folder:
            python = with_torch(Path(folder) / "venv", Path(str(torch.locate_file(f"torch-{torch.version}.dist-info"))))
            left_alone = cuda_in(named(python, public, str(ROOT)))
    except subprocess.CalledProcessError:
        print("Public index: skipped, as pip gets no answer from it here")
    else:
        print(f"Public index, pip install '{wanted}': {', '.join(brought) or 'no CUDA'}")
        print(f"Public index, pip install . with torch {torch.version} there: {', '.join(left_alone) or 'no CUDA'}")
    if there or left_alone:
        sys.exit("pip install . would bring CUDA.")


def with_torch(folder: Path, installed: Path) -> str:
    """Make an environment in which pip finds torch installed, and nothing else; return its Python."""
    venv.create(folder, with_pip=True)
    python = next(folder.glob("*/python"))
    asked = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    copytree(installed, Path(asked.stdout.strip()) / installed.name)
    return str(python)


def named(python: str, environment: dict[str, str], *wanted: str) -> list[str]:
    """Ask pip what it would install."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [python, "-m", "pip", "install", "--quiet", "--dry-run", "--report", str(report), *wanted]
        subprocess.run(command, check=True, env=environment)
        return [each["metadata"]["name"] for each in json.loads(report.read_text())["install"]]


def cuda_in(names: list[str]) -> list[str]:
    return sorted(name for name in names if CUDA.match(name.lower()))


if __name__ == "__main__":
    main()
