from pathlib import Path

import pytest
from small_encoder import write_encoder


@pytest.fixture(scope="session", params=["BERT", "MPNet"])
def small_encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random encoder of two layers."""
    folder = tmp_path_factory.mktemp("encoder")
    write_encoder(folder, request.param)
    return folder
