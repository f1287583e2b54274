from pathlib import Path

import pytest
from small_bert import write_bert


@pytest.fixture(scope="session")
def small_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers."""
    folder = tmp_path_factory.mktemp("bert")
    write_bert(folder)
    return folder
