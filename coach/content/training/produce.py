"""Makes the encoder's difference from the stock weights, the public sets and our own topics."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from coach.content.difference import Added
from coach.content.training.finetune import Plan, finetune
from coach.content.training.half_frozen import HalfFrozenEncoder
from coach.content.training.pairs import argument_source, graded_source, inference_source, topic_source
from coach.content.training.public_sets import (
    ARGUMENTS,
    BEETLE,
    SCIENTSBANK,
    held_out,
    read_argument_pairs,
    read_graded_answers,
)
from coach.content.training.topics import Split, Topic
from coach.content.training.word_frequencies import weigh_words
from coach.content.word_weights import WordWeights

TRAINED_LAYERS = 2
"""Layers at the end of the encoder that are trained: their difference, at eight bits a weight, is 3.6 MB."""

STEPS, SEED, THREADS = 500, 1, 2
"""Steps of training, the seed of every random choice, and processor threads; the result depends on all three."""


@dataclass(frozen=True, slots=True, eq=False)
class Produced:
    """What training gives."""

    added: Added
    """The difference and the comparer."""
    weights: WordWeights
    """How telling each word is."""


def produce(stock: Path, public: Path, topics: Sequence[Topic], say: Callable[[str], None]) -> Produced:
    """Train; takes about twenty minutes on two cores.

    Args:
        stock: Folder of all-MiniLM-L6-v2.
        public: Folder of the public sets.
        topics: Our own topics; only those for training are looked at.
        say: Takes a line about the progress now and then.
    """
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415 - heavy

    torch.set_num_threads(THREADS)
    graded = [*read_graded_answers(public / SCIENTSBANK), *read_graded_answers(public / BEETLE)]
    arguments = read_argument_pairs(public / ARGUMENTS)
    weights = weigh_words(
        [
            *(text for each in graded if not held_out(each.question_id) for text in (each.answer, *each.references)),
            *(text for each in arguments if not held_out(each.topic) for text in (each.argument, each.key_point)),
            *_own_texts(topics),
        ]
    )
    bert: Any = AutoModel.from_pretrained(str(stock), attn_implementation="eager", local_files_only=True)
    before = {key: value.detach().clone() for key, value in bert.named_parameters()}
    encoder = HalfFrozenEncoder(bert, AutoTokenizer.from_pretrained(str(stock)), TRAINED_LAYERS, weights)
    plan = Plan(
        steps=STEPS,
        seed=SEED,
        sources={
            "scientsbank": (3.0, graded_source(read_graded_answers(public / SCIENTSBANK), questions=7, each=4)),
            "beetle": (2.0, graded_source(read_graded_answers(public / BEETLE), questions=5, each=5)),
            "arguments": (1.5, argument_source(arguments)),
            "inference": (2.5, inference_source(public, random.Random(SEED))),  # noqa: S311 - not for secrets
            "topics": (5.0, topic_source(topics)),
        },
    )
    comparer = finetune(encoder, plan, say)
    after = dict(bert.named_parameters())
    difference = {key: (after[key] - before[key]).detach().numpy().astype(np.float32) for key in encoder.trained_keys}
    return Produced(
        Added(difference, {key: values.astype(np.float32) for key, values in comparer.tensors().items()}), weights
    )


def _own_texts(topics: Sequence[Topic]) -> list[str]:
    return [
        text
        for topic in topics
        if topic.split is Split.TRAIN
        for question in topic.questions
        for each in question.statements
        for text in (each.point.point, *each.point.also, *each.point.mistakes, *each.said, *each.wrong, each.vague)
    ]
