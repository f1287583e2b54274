from pathlib import Path

import pytest

from coach.bench.clips import ManifestError, load_manifest
from coach.domain.transcript import TimeSpan


def folder_with(tmp_path: Path, text: str, *files: str) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    (folder / "manifest.tsv").write_text(text, encoding="utf-8")
    for name in files or ("a.wav", "b.wav"):
        (folder / name).write_bytes(b"sound")
    return folder


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ManifestError) as caught:
        load_manifest(folder_with(tmp_path, text))
    assert caught.value.hint
    return caught.value.message


def test_every_column_is_read(tmp_path: Path) -> None:
    text = (
        "file\tkind\tseconds\ttranscript\tfillers\tfiller_times\tpauses\tquestion\tnote\n"
        "a.wav\tread\t12.5\tum so, uh yes\t2\t0.4, 1.0-1.5\t2.0-2.5,3-4.25\tlora\tby hand\n"
    )
    manifest = load_manifest(folder_with(tmp_path, text))
    (clip,) = manifest.clips
    assert (clip.name, clip.kind, clip.transcript, clip.question) == ("a.wav", "read", "um so, uh yes", "lora")
    assert clip.path == tmp_path / "clips" / "a.wav"
    assert clip.filler_times == (TimeSpan(0.4, 0.4), TimeSpan(1.0, 1.5))
    assert clip.pauses == (TimeSpan(2.0, 2.5), TimeSpan(3.0, 4.25))
    assert manifest.unread_columns == ("note",)
    assert manifest.remarks == ()


def test_two_columns_are_enough_and_say_nothing_of_times(tmp_path: Path) -> None:
    (clip,) = load_manifest(folder_with(tmp_path, 'transcript\tfile\nyes "no"\ta.wav\n\n')).clips
    assert clip.transcript == 'yes "no"'
    assert clip.filler_times is None
    assert clip.pauses is None
    assert clip.kind == ""


def test_an_empty_cell_of_pauses_says_that_there_is_none(tmp_path: Path) -> None:
    (clip,) = load_manifest(folder_with(tmp_path, "file\ttranscript\tpauses\na.wav\tyes\t\n")).clips
    assert clip.pauses == ()


def test_a_reference_may_be_empty(tmp_path: Path) -> None:
    assert load_manifest(folder_with(tmp_path, "file\ttranscript\na.wav\t\n")).clips[0].transcript == ""


def test_a_count_that_does_not_fit_the_transcript_is_remarked(tmp_path: Path) -> None:
    remarks = load_manifest(folder_with(tmp_path, "file\ttranscript\tfillers\na.wav\tum yes\t2\n")).remarks
    assert remarks == ("a.wav: 2 fillers in the manifest, 1 filled pauses in its transcript.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "`file`"),
        ("file\tkind\na.wav\tread\n", "`transcript`"),
        ("file\ttranscript\tkind\tkind\n", "`kind`"),
        ("file\ttranscript\n", "no recording"),
        ("file\ttranscript\na.wav\n", "line 2: 1 cells"),
        ("file\ttranscript\na.wav\tyes\ta tab too many\n", "line 2: 3 cells"),
        ("file\ttranscript\na.wav\tyes\n\nc.wav\tyes\n", "line 4, column `file`: there is no file"),
        ("file\ttranscript\na.wav\tyes\na.wav\tno\n", "line 3, column `file`: a.wav is already on line 2"),
        ("file\ttranscript\n\tyes\n", "line 2, column `file`"),
        ("file\ttranscript\n../manifest.tsv\tyes\n", "outside"),
        ("file\ttranscript\n/etc/hostname\tyes\n", "outside"),
        ("file\ttranscript\tseconds\na.wav\tyes\tlong\n", "line 2, column `seconds`: 'long'"),
        ("file\ttranscript\tseconds\na.wav\tyes\tnan\n", "column `seconds`"),
        ("file\ttranscript\tfillers\na.wav\tyes\tsome\n", "column `fillers`: 'some'"),
        ("file\ttranscript\tfiller_times\na.wav\tum yes\t1,2\n", "column `filler_times`: 2 times"),
        ("file\ttranscript\tpauses\na.wav\tyes\t1.5\n", "column `pauses`: '1.5'"),
        ("file\ttranscript\tpauses\na.wav\tyes\t2-1\n", "'2-1' ends before it begins"),
        ("file\ttranscript\tpauses\na.wav\tyes\t1-3,2-4\n", "'2-4' begins before"),
        ("file\ttranscript\tpauses\na.wav\tyes\t1-2-3\n", "column `pauses`"),
        ("file\ttranscript\tpauses\na.wav\tyes\t-1\n", "column `pauses`"),
    ],
)
def test_a_broken_manifest_is_refused_with_line_and_column(tmp_path: Path, text: str, said: str) -> None:
    message = refusal(tmp_path, text)
    assert said in message
    assert "manifest.tsv" in message


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "file\ttranscript\nlink.wav\tyes\n")
    (tmp_path / "secret.wav").write_bytes(b"sound")
    (folder / "link.wav").symlink_to(tmp_path / "secret.wav")
    with pytest.raises(ManifestError, match="outside"):
        load_manifest(folder)


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"no .*manifest\.tsv"):
        load_manifest(tmp_path)


def test_a_manifest_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_bytes("file\ttranscript\na.wav\tjä\n".encode("latin-1"))
    with pytest.raises(ManifestError, match="UTF-8"):
        load_manifest(tmp_path)
