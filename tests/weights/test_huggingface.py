import hashlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sockets import Attempted

from coach.weights.huggingface import HubError, HuggingFaceHub

COMMIT = "c" * 40
FILES = {"model.bin": b"weights" * 5000, "config.json": b"{}", "README.md": b"# Hello"}


class LocalHub(http.server.BaseHTTPRequestHandler):
    """Answers as the hub does for one public model, `owner/model`, and one that needs signing in, `owner/gated`."""

    asked: list[str]

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        type(self).asked.append(path)
        if path.startswith("/api/models/owner/gated"):
            self._send(403, b"{}", {"X-Error-Code": "GatedRepo"}, body=body)
        elif path == f"/api/models/owner/model/tree/{COMMIT}":
            self._send(200, json.dumps([self._listed(name) for name in FILES]).encode(), {}, body=body)
        elif path == "/api/models/owner/model":
            siblings = [{"rfilename": name, **self._listed(name)} for name in FILES]
            about = {"id": "owner/model", "sha": COMMIT, "siblings": siblings}
            self._send(200, json.dumps(about).encode(), {}, body=body)
        elif path.startswith(f"/owner/model/resolve/{COMMIT}/") and path.rpartition("/")[2] in FILES:
            content = FILES[path.rpartition("/")[2]]
            etag = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": COMMIT}
            self._send(200, content, etag, body=body)
        else:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)

    @staticmethod
    def _listed(name: str) -> dict[str, object]:
        content = FILES[name]
        listed: dict[str, object] = {"type": "file", "path": name, "size": len(content), "oid": "0" * 40}
        if name == "model.bin":
            digest = hashlib.sha256(content).hexdigest()
            listed["lfs"] = {"oid": digest, "sha256": digest, "size": len(content), "pointerSize": 130}
        return listed

    def _send(self, status: int, content: bytes, headers: dict[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[tuple[str, list[str]]]:
    """A hub on this machine: its address, and what it is asked for."""
    asked: list[str] = []
    handler = type("Handler", (LocalHub,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


def test_a_model_is_listed_with_sizes_checksums_and_commit(served: tuple[str, list[str]]) -> None:
    model = HuggingFaceHub(served[0]).look_up("owner/model")
    assert model.revision == COMMIT
    assert {file.path: file.size for file in model.files} == {"model.bin": 35000, "config.json": 2, "README.md": 7}
    assert {file.path: file.sha256 for file in model.files} == {
        "model.bin": hashlib.sha256(FILES["model.bin"]).hexdigest(),
        "config.json": None,
        "README.md": None,
    }


def test_the_chosen_files_are_fetched_and_no_others(served: tuple[str, list[str]], tmp_path: Path) -> None:
    hub = HuggingFaceHub(served[0])
    model = hub.look_up("owner/model")
    hub.fetch(model, [file for file in model.files if file.path != "README.md"], tmp_path)
    got = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert got == {"model.bin": FILES["model.bin"], "config.json": b"{}"}
    assert not [path for path in served[1] if path.endswith("README.md")]


def test_nothing_is_printed_while_fetching(
    served: tuple[str, list[str]], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hub = HuggingFaceHub(served[0])
    model = hub.look_up("owner/model")
    hub.fetch(model, model.files, tmp_path)
    assert capfd.readouterr() == ("", "")


def test_a_model_that_is_not_there_is_said_so(served: tuple[str, list[str]]) -> None:
    with pytest.raises(HubError, match=r"There is no public model named owner/modle at 127\.0\.0\.1"):
        HuggingFaceHub(served[0]).look_up("owner/modle")


def test_a_model_behind_a_sign_in_is_said_so(served: tuple[str, list[str]]) -> None:
    with pytest.raises(HubError, match="only available to people who are signed in"):
        HuggingFaceHub(served[0]).look_up("owner/gated")


def test_switched_off_downloads_ask_nobody(served: tuple[str, list[str]]) -> None:
    with pytest.raises(HubError, match="downloads are switched off"):
        HuggingFaceHub(served[0], forbidden=True).look_up("owner/model")
    assert served[1] == []


def test_a_hub_that_refuses_the_connection_is_said_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        began = time.monotonic()
        with pytest.raises(HubError, match="could not be reached for owner/model"):
            HuggingFaceHub(f"http://127.0.0.1:{taken.getsockname()[1]}", timeout_seconds=600.0).look_up("owner/model")
    assert time.monotonic() - began < 60.0  # not after the time allowed for an answer, nor after trying again


def test_a_hub_that_never_answers_is_given_up_after_the_time_allowed() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(HubError, match="could not be reached"):
            HuggingFaceHub(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.3).look_up("owner/model")
    assert 0.2 < time.monotonic() - began < 60.0  # a machine may be busy; without an end it would wait for good


def test_no_other_server_than_the_hub_is_called_and_one_that_cannot_be_reached_is_said(outside: Attempted) -> None:
    with pytest.raises(HubError, match=r"hub\.invalid could not be reached"):
        HuggingFaceHub("https://hub.invalid").look_up("owner/model")
    assert set(outside.take()) == {"socket.getaddrinfo ('hub.invalid', 443)"}


def test_a_download_works_although_the_libraries_are_kept_offline(
    served: tuple[str, list[str]], tmp_path: Path
) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom huggingface_hub import constants\n"
        "from coach.weights.huggingface import HuggingFaceHub\n"
        "hub = HuggingFaceHub(sys.argv[1])\nmodel = hub.look_up('owner/model')\n"
        "hub.fetch(model, model.files, Path(sys.argv[2]))\nprint(constants.HF_HUB_OFFLINE)"
    )
    kept_offline = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, served[0], str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=kept_offline,
    )
    assert (tmp_path / "model.bin").read_bytes() == FILES["model.bin"]
    assert done.stdout.strip() == "True"


def test_the_library_is_not_loaded_before_something_is_fetched() -> None:
    program = "import sys, coach.weights.locate; print('huggingface_hub' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
