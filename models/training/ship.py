"""Ship trained weights: python models/training/ship.py WEIGHTS. Writes models/mpnet-reader.safetensors.

What training added to all-mpnet-base-v2, and the heads, as 16-bit floats. Prints size and SHA-256 for
models/catalogue.toml.
"""

import argparse
from pathlib import Path

import numpy as np
from network import ENCODER, build, learned, resume, stock_weights

from coach.content.delta import write_delta

SHIPPED = Path(__file__).parents[1] / "mpnet-reader.safetensors"
TALL, WIDE = ".tall", ".wide"


def main() -> None:
    """Write the delta."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="what train.py wrote")
    arguments = parser.parse_args()
    with stock_weights() as base:
        network, _ = build(base)
    before = _arrays(network)
    resume(network, arguments.weights)
    trained = _arrays(network)
    heads = {name: values for name, values in trained.items() if not name.startswith(ENCODER)}
    inner = {name.removeprefix(ENCODER): name for name in trained if name.startswith(ENCODER)}
    low_rank = {
        f"{name.removesuffix(TALL)}.weight": (trained[whole], trained[whole.removesuffix(TALL) + WIDE])
        for name, whole in inner.items()
        if name.endswith(TALL)
    }
    added = {name: trained[whole] - before[whole] for name, whole in inner.items() if not name.endswith((TALL, WIDE))}
    digest = write_delta(SHIPPED, added, low_rank, heads)
    print(f"{SHIPPED}\nsize = {SHIPPED.stat().st_size}\nsha256 = {digest}")


def _arrays(network: object) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy().astype(np.float32) for name, value in learned(network).items()}


if __name__ == "__main__":
    main()
