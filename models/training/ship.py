"""Ship trained weights: python models/training/ship.py WEIGHTS. Writes models/minilm-reader.safetensors.

What training changed in all-MiniLM-L6-v2 is kept as 8-bit steps with a scale a row, the heads as 16-bit floats. Prints
size and SHA-256 for models/catalogue.toml.
"""

import argparse
from importlib.resources import files
from pathlib import Path

import numpy as np
from network import FROZEN, build, resume
from train import BASE

from coach.content.delta import write_delta

SHIPPED = Path(__file__).parents[1] / "minilm-reader.safetensors"


def main() -> None:
    """Write the delta."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="what train.py wrote")
    arguments = parser.parse_args()
    network, _ = build(Path(str(files(BASE) / "model")))
    before = {name: value.detach().clone() for name, value in network.encoder.named_parameters()}
    resume(network, arguments.weights)
    encoder = {
        name: (value.detach() - before[name]).numpy().astype(np.float32)
        for name, value in network.encoder.named_parameters()
        if FROZEN not in name and not name.startswith("pooler")
    }
    heads = {
        name: value.detach().numpy().astype(np.float32)
        for name, value in network.named_parameters()
        if not name.startswith("encoder.")
    }
    digest = write_delta(SHIPPED, encoder, heads)
    print(f"{SHIPPED}\nsize = {SHIPPED.stat().st_size}\nsha256 = {digest}")


if __name__ == "__main__":
    main()
