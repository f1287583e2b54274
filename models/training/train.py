"""Train the reader: python models/training/train.py OUT --public DIR [--start WEIGHTS] [--minutes 90] [--short 0.5].

From the public base on: `--short 1` first, which is quick, then `--start OUT --short 0.5`. The weights are kept every
fifty steps; the learning rate falls to nothing at the last minute. A run that was broken off goes on with
`--start OUT --seed ANOTHER`: only the optimizer's memory begins anew.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from compose import Composer
from data import Example, load_answers, load_misheard, load_public, load_questions
from network import build, encode, keep, learned, resume, stock_weights

TAG_WEIGHTS = (0.4, 1.0, 1.3)
TAG_SHARE, SMOOTHING = 0.8, 0.04
"""Weights of the tags and of their loss beside the verdicts'; label smoothing of the verdicts."""

TALL_FASTER, HEADS_FASTER, WARM_UP, LEAST_RATE, DECAY, CLIP = 2.0, 2.0, 60, 0.03, 0.01, 1.0
"""Learning rate of the tall matrices (see Hayou et al. 2024, "LoRA+") and of the heads relative to the others; steps of
warming up; least share of the rate at the end; weight decay; longest gradient."""

KEPT_EVERY = 50
"""Steps after which the weights are written."""

DRAWN_AHEAD = 16
"""Batches that are drawn at once and sorted by length, so that little is padded."""


def batches(stream: Iterator[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Cut a stream into batches of like length, in random order."""
    while True:
        drawn = sorted(
            (next(stream) for _ in range(DRAWN_AHEAD * size)), key=lambda each: len(each.point) + len(each.answer)
        )
        cut = [drawn[at : at + size] for at in range(0, len(drawn), size)]
        rng.shuffle(cut)
        yield from cut


def main() -> None:
    """Train for the given time."""
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    questions = load_questions()
    answers = load_answers(questions, arguments.without)
    favoured = [answer for answer in answers if answer.hand in arguments.favour]
    composer = Composer(questions, answers, load_public(arguments.public, rng), load_misheard(), rng, favoured)
    print(
        f"{len(questions)} questions, {len(composer.answers)} answers, {len(composer.public)} public pairs", flush=True
    )
    with stock_weights() as base:
        network, tokenizer = build(base)
    if arguments.start:
        print("start", resume(network, arguments.start), flush=True)
    network.to(device).train()
    trained = learned(network)
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, value in trained.items():
        faster = TALL_FASTER if name.endswith(".tall") else 1.0 if name.startswith("encoder.") else HEADS_FASTER
        groups.setdefault(faster, []).append(value)
    optimizer = torch.optim.AdamW(
        [{"params": values, "lr": faster * arguments.rate} for faster, values in groups.items()], weight_decay=DECAY
    )
    begun = time.monotonic()

    def share_of_rate(step: int) -> float:
        spent = (time.monotonic() - begun) / 60 / arguments.minutes
        return min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - spent)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share_of_rate)
    tag_weights = torch.tensor(TAG_WEIGHTS, device=device)
    seen: list[float] = []
    for batch in batches(composer.examples(arguments.short), arguments.batch, rng):
        tokens, verdicts, tags = encode(tokenizer, batch)
        with torch.autocast(device, dtype=torch.bfloat16):
            verdict_logits, tag_logits = network({key: value.to(device) for key, value in tokens.items()})
        loss = torch.nn.functional.cross_entropy(verdict_logits.float(), verdicts.to(device), label_smoothing=SMOOTHING)
        seen.append(float(loss.detach()))
        if bool((tags >= 0).any()):
            loss = loss + TAG_SHARE * torch.nn.functional.cross_entropy(
                tag_logits.float().flatten(0, 1), tags.flatten().to(device), tag_weights, ignore_index=-100
            )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), CLIP)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        over = time.monotonic() - begun > 60 * arguments.minutes
        if len(seen) % KEPT_EVERY == 0 or over:
            keep(network, arguments.out)
            last = seen[-KEPT_EVERY:]
            print(f"step {len(seen)} loss {sum(last) / len(last):.3f} {time.monotonic() - begun:.0f} s", flush=True)
        if over:
            return


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="a .safetensors file")
    parser.add_argument("--public", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", type=float, default=0.5, help="share of short pairs")
    parser.add_argument("--favour", nargs="*", default=[], help="hands whose answers are drawn more often")
    parser.add_argument("--without", nargs="*", default=[], help="hands that are kept for development")
    return parser.parse_args()


if __name__ == "__main__":
    main()
