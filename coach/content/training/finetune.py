"""Trains the encoder's last layers and the comparer: what makes a point near, its opposite and idle mention far."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from coach.content.training.comparing import ComparingNetwork
from coach.content.training.half_frozen import Encoded, HalfFrozenEncoder
from coach.content.training.pairs import Label, Pair, Source

ENCODER_RATE, COMPARER_RATE = 3e-4, 1e-3
"""Learning rates at the start; both fall to zero in a straight line."""

WARM_UP = 40
"""Steps in which the rates rise."""

SHARPNESS = 20.0
"""Factor on differences of cosines in the ranking loss; that of CoSENT."""

UNRELATED = 0.25
"""Cosine up to which a sentence about something else costs nothing."""

MARGIN = 0.05
"""Cosine by which what is nearer must lead, where only sentence or claim is shared."""

KIN_SHARE = 4.0
"""Weight of those leads."""

EASY_SHARE, UNRELATED_SHARE, COMPARER_SHARE = 0.5, 20.0, 3.0
"""Weights of the losses beside the ranking within a group."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of what is learned from."""

    steps: int
    """Steps of one batch each."""
    seed: int
    """Of every random choice."""
    sources: Mapping[str, tuple[float, Source]]
    """Each source with how often it is drawn from, relative to the others."""


def finetune(encoder: HalfFrozenEncoder, plan: Plan, say: Callable[[str], None]) -> ComparingNetwork:
    """Train an encoder in place, and a comparer on top of it.

    Args:
        encoder: Its trained layers change.
        plan: Steps, seed and data.
        say: Takes a line about the progress now and then.

    Returns:
        The comparer.
    """
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)  # noqa: S311 - not for secrets
    comparer = ComparingNetwork(encoder.bert.config.hidden_size)
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder.parameters, "lr": ENCODER_RATE},
            {"params": list(comparer.parameters()), "lr": COMPARER_RATE},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.02, (plan.steps - step) / plan.steps)
    )
    names = sorted(plan.sources)
    shares = [plan.sources[name][0] for name in names]
    seen: dict[str, list[float]] = {name: [] for name in names}
    for step in range(plan.steps):
        name = rng.choices(names, shares)[0]
        loss = step_loss(encoder, comparer, plan.sources[name][1](rng))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(encoder.parameters, 1.0)
        optimizer.step()
        schedule.step()
        seen[name].append(float(loss.detach()))
        if (step + 1) % 50 == 0:
            recent = "  ".join(f"{each} {sum(last[-20:]) / max(1, len(last[-20:])):.2f}" for each, last in seen.items())
            say(f"step {step + 1} of {plan.steps}: {recent}")
    return comparer


def step_loss(encoder: HalfFrozenEncoder, comparer: ComparingNetwork, pairs: Sequence[Pair]) -> Tensor:
    """Work out what one batch costs: ranking by wholes and by words, unrelated texts too near, the comparer's odds."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.said, *pair.claims)))
    place = {text: at for at, text in enumerate(texts)}
    encoded = encoder.encode(texts)
    said = torch.tensor([place[pair.said] for pair in pairs for _ in pair.claims])
    claim = torch.tensor([place[text] for pair in pairs for text in pair.claims])
    owner = torch.tensor([at for at, pair in enumerate(pairs) for _ in pair.claims])
    measures = _measures(encoded, said, claim)
    cosine, found = _nearest(measures[:, 0], owner, len(pairs)), _nearest(measures[:, 1], owner, len(pairs))
    label = torch.tensor([int(pair.label) for pair in pairs])
    near = (label == Label.SAME) | (label == Label.AKIN)
    ranked = torch.tensor([pair.ranked for pair in pairs])
    loss = _ranking(cosine[ranked & ~near], cosine[ranked & near])
    loss = loss + _ranking(found[ranked & ~near], found[ranked & near])
    higher, lower = _kin(pairs)
    if len(higher):
        loss = loss + KIN_SHARE * (_margins(cosine, higher, lower) + _margins(found, higher, lower))

    first = torch.tensor([at == 0 or owner[at] != owner[at - 1] for at in range(len(owner))])
    every = encoded.wholes[said[first]] @ encoded.wholes[claim[first]].T
    foreign = torch.tensor([[one.group != other.group for other in pairs] for one in pairs])
    loss = loss + EASY_SHARE * _ranking(every[foreign], cosine[near])
    if foreign.any():
        loss = loss + UNRELATED_SHARE * nn.functional.relu(every[foreign] - UNRELATED).pow(2).mean()
    labels = label[owner]
    # Of several references only the nearest one was said by a correct answer; a wrong answer says none of them.
    used = (labels != Label.AKIN) & ((measures[:, 0] == cosine[owner]) | (labels != Label.SAME))
    return loss + COMPARER_SHARE * _comparer_loss(
        comparer, encoded, said[used], claim[used], measures=measures[used], labels=labels[used]
    )


def _kin(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
    """Find what must be nearer than what, among unranked pairs that share their sentence or their claim."""
    found = [
        (at, other)
        for at, one in enumerate(pairs)
        for other, two in enumerate(pairs)
        if not one.ranked
        and not two.ranked
        and (
            (one.said == two.said and one.label in {Label.SAME, Label.AKIN} and two.label is Label.OTHERWISE)
            or (one.claims == two.claims and one.label is Label.SAME and two.label is Label.NOTHING)
        )
    ]
    return torch.tensor([at for at, _ in found], dtype=torch.long), torch.tensor(
        [at for _, at in found], dtype=torch.long
    )


def _margins(values: Tensor, higher: Tensor, lower: Tensor) -> Tensor:
    return nn.functional.softplus(SHARPNESS * (values[lower] - values[higher] + MARGIN)).mean()


def _measures(encoded: Encoded, said: Tensor, claim: Tensor) -> Tensor:
    """Cosine, share of the claim found and share of the passage found, shape (pairs, 3)."""
    likeness = torch.einsum("pid,pjd->pij", encoded.words[claim], encoded.words[said])
    claim_weights, said_weights = encoded.weights[claim], encoded.weights[said]
    in_said = likeness.masked_fill(said_weights[:, None, :] == 0, -1.0).max(dim=2).values
    in_claim = likeness.masked_fill(claim_weights[:, :, None] == 0, -1.0).max(dim=1).values
    return torch.stack(
        [
            (encoded.wholes[said] * encoded.wholes[claim]).sum(dim=-1),
            (in_said * claim_weights).sum(dim=-1) / claim_weights.sum(dim=-1).clamp(min=1e-6),
            (in_claim * said_weights).sum(dim=-1) / said_weights.sum(dim=-1).clamp(min=1e-6),
        ],
        dim=-1,
    )


def _nearest(values: Tensor, owner: Tensor, count: int) -> Tensor:
    return torch.full((count,), -9.0).scatter_reduce(0, owner, values, "amax", include_self=False)


def _ranking(lower: Tensor, higher: Tensor) -> Tensor:
    """Cost of every pair in the wrong order (CoSENT, Su 2022): log(1 + sum of exp(sharpness * (lower - higher)))."""
    gaps = SHARPNESS * (lower.flatten()[:, None] - higher.flatten()[None, :])
    return torch.logsumexp(torch.cat([torch.zeros(1), gaps.flatten()]), dim=0)


def _comparer_loss(
    comparer: ComparingNetwork, encoded: Encoded, said: Tensor, claim: Tensor, *, measures: Tensor, labels: Tensor
) -> Tensor:
    logits = comparer(
        encoded.words[claim],
        encoded.weights[claim],
        encoded.words[said],
        encoded.weights[said],
        measures.detach(),
    )
    odds = nn.functional.log_softmax(logits, dim=-1)
    not_same = torch.logsumexp(odds[:, :2], dim=-1)
    exact = odds.gather(1, labels.clamp(max=2)[:, None])[:, 0]
    return -torch.where(labels == Label.NOT_SAME, not_same, exact).mean()
