"""Sentences as people say them, labelled by hand: what is a filler, a hedge, a repetition, a false start in each."""

from dataclasses import dataclass

import pytest

from coach.delivery.measure import measure_delivery
from coach.domain.transcript import Transcript, Word


@dataclass(frozen=True, slots=True)
class Labelled:
    said: str
    fillers: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    repetitions: tuple[str, ...] = ()
    false_starts: tuple[str, ...] = ()


SENTENCES = (
    # Hedges, and the same words where they are meant.
    Labelled("Dropout is kind of an ensemble of networks.", hedges=("kind of",)),
    Labelled("This kind of model needs a lot of data."),
    Labelled("What kind of regularization would you use here?"),
    Labelled("It acts as a sort of kernel over the inputs."),
    Labelled("A merge sort of the list takes n log n steps."),
    Labelled("The gradient sort of vanishes in the early layers.", hedges=("sort of",)),
    Labelled("It is a very different kind of problem."),
    Labelled("Lasso is the simplest kind of feature selection."),
    Labelled("It's, kind of, a trade between the two.", hedges=("kind of",)),
    Labelled("The loss kinda flattens out after that.", hedges=("kinda",)),
    Labelled("I think the variance goes up.", hedges=("I think",)),
    Labelled("The way I think about it is as a budget."),
    Labelled("What I think of first is the data."),
    Labelled("That is what I guess at the start of each step."),
    Labelled("It is, I guess, a form of early stopping.", hedges=("I guess",)),
    Labelled("I don't think that it converges."),
    Labelled("It will probably overfit on ten examples.", hedges=("probably",)),
    Labelled("The class is probably approximately correct learnable."),
    Labelled("Maybe the learning rate is too high.", hedges=("Maybe",)),
    Labelled("I'm not sure, perhaps it is the prior.", hedges=("I'm not sure", "perhaps")),
    Labelled("If I'm not sure about the labels, I look at them again."),
    Labelled("I don't know the noise level, so I estimate it."),
    Labelled("It uses a cosine schedule, I don't know.", hedges=("I don't know",)),
    Labelled("We add a penalty or something like that.", hedges=("or something like that",)),
    Labelled("You can use a tree or something else."),
    Labelled("As far as I know, it is unbiased.", hedges=("As far as I know",)),
    Labelled("I believe in checking the residuals first."),
    Labelled("um, sort of, you know, a smoother loss", fillers=("um", "you know"), hedges=("sort of",)),
    # Repetitions, and doubles that are meant.
    Labelled("We minimize the the squared error.", repetitions=("the the",)),
    Labelled("So it is it is a convex problem.", repetitions=("it is it is",)),
    Labelled("We use um the uh the test set once.", fillers=("um", "uh"), repetitions=("the uh the",)),
    Labelled("I, I, I would start with a baseline.", repetitions=("I, I, I",)),
    Labelled("The effect is very very small and very, very noisy."),
    Labelled("I know that that is an assumption."),
    Labelled("What it is is a prior over the weights."),
    Labelled("If you had had more data, it would work."),
    Labelled("The labels are one one zero zero one."),
    Labelled("Then x x transpose is a matrix."),
    Labelled("The regret grows as log log n."),
    Labelled("If the model likes it, it keeps it."),
    Labelled("We tune the model. The model is then frozen."),
    Labelled("We add noise. Noise makes it harder."),
    Labelled("We add trees step by step by step."),
    Labelled("It gets more and more and more complex."),
    Labelled("You split the data, split the data into folds.", repetitions=("split the data, split the data",)),
    Labelled("And then we and then we average them.", repetitions=("And then we and then we",)),
    Labelled("Dropout, dropout switches off some units.", repetitions=("Dropout, dropout",)),
    Labelled("It depends on on the size of the batch.", repetitions=("on on",)),
    Labelled("It reduces the... the variance of the estimate.", repetitions=("the... the",)),
    Labelled("In in the limit they they agree.", repetitions=("In in", "they they")),
    Labelled("We train one model per class and one model per fold."),
    # Words broken off and sentences begun anew, and what looks like them.
    Labelled("We take the m- median of the errors.", false_starts=("m-",)),
    Labelled("It is a reg- regularized estimate.", false_starts=("reg-",)),
    Labelled("You need to kn know the prior.", false_starts=("kn",)),
    Labelled("We went to mon montreal for the conference.", false_starts=("mon",)),
    Labelled("It helps with overf- with noise in the labels.", false_starts=("overf-",)),
    Labelled("We do pre- and post-processing on the text."),
    Labelled("We fit n neurons and k kernels in the layer."),
    Labelled("We see a gain over overfitting baselines."),
    Labelled("We run a t-test on the two groups."),
    Labelled("It is the m-m-model that changes.", false_starts=("m-m-model",)),
    Labelled("We use, we apply a penalty to the weights.", false_starts=("We use",)),
    Labelled("So we use the um we use a penalty.", fillers=("um",), false_starts=("we use the",)),
    Labelled("It's a, it's the square root of the variance.", false_starts=("It's a",)),
    Labelled("It is, it has a large bias.", false_starts=("It is",)),
    Labelled("The loss is, the loss goes down slowly.", false_starts=("The loss is",)),
    Labelled("I would... I might look at the data first.", false_starts=("I would",)),
    Labelled("I think I know what you need you to see.", hedges=("I think",)),
    Labelled("We train, we test, we deploy."),
    Labelled("It works because it is convex."),
    Labelled("If you can, you should plot it."),
    Labelled("The more it sees, the more it learns."),
    Labelled("We know we need more data."),
    Labelled("We stop when we see the loss rise."),
    # Fillers, and the same words where they are meant.
    Labelled("Uh, so the, um, the bias goes down.", fillers=("Uh", "um"), repetitions=("the, um, the",)),
    Labelled("It is, like, a penalty on the weights.", fillers=("like",)),
    Labelled("A model like this one is hard to beat."),
    Labelled("You know, the trees are weak, right?", fillers=("You know", "right")),
    Labelled("Until you know the noise, you cannot tell."),
    Labelled("I mean, basically, it is a sum.", fillers=("I mean", "basically")),
    Labelled("By that I mean the average over seeds."),
    Labelled("Actually, the right answer is well known.", fillers=("Actually",)),
    # Written after the rules, against them.
    Labelled("The model kind of memorizes the noise.", hedges=("kind of",)),
    Labelled("There are two, sort of, competing terms.", hedges=("sort of",)),
    Labelled("It is the same sort of trick that we saw before."),
    Labelled("Those are a kind of regularizer too."),
    Labelled("We need some kind of a validation set."),
    Labelled("It's a bit kind of slow on large inputs.", hedges=("kind of",)),
    Labelled("I would say it is roughly linear.", hedges=("I would say",)),
    Labelled("I'd say maybe ten percent of the rows.", hedges=("I'd say", "maybe")),
    Labelled(
        "So I think, uh, I think it is bias.",
        fillers=("uh",),
        repetitions=("I think, uh, I think",),
        hedges=("I think", "I think"),
    ),
    Labelled("When I think the data drifts, I retrain."),
    Labelled("Each point probably belongs to one cluster.", hedges=("probably",)),
    Labelled("The probability is probably not calibrated.", hedges=("probably",)),
    Labelled("I don't know if the labels are clean.", hedges=("I don't know",)),
    Labelled("It is not something like that at all."),
    Labelled("I guess wrong labels hurt the most.", hedges=("I guess",)),
    Labelled("You take the max, the max over all actions.", repetitions=("the max, the max",)),
    Labelled("It goes to to zero as as n grows.", repetitions=("to to", "as as")),
    Labelled("The more data the more data you clean."),
    Labelled("It says no, no and again no."),
    Labelled("The first layer, layer one, sees edges."),
    Labelled("We do this, this way it stays stable."),
    Labelled("The thing is is that it overfits.", repetitions=("is is",)),
    Labelled("We we we just average the the trees.", repetitions=("We we we", "the the")),
    Labelled("It is a matter of bias, of variance, of noise."),
    Labelled("The test set is is never touched.", repetitions=("is is",)),
    Labelled("Whatever it is it is not convex."),
    Labelled("He gave her her results and left."),
    Labelled("It is a conv convolutional layer.", false_starts=("conv",)),
    Labelled("Then the gra gradient is clipped.", false_starts=("gra",)),
    Labelled("We use pre- or post-norm layers."),
    Labelled("We can, we could also prune the tree.", false_starts=("We can",)),
    Labelled("They are, they're just weak learners.", false_starts=("They are",)),
    Labelled("We want to we need to scale the features.", false_starts=("We want to",)),
    Labelled("The model has a the model needs a prior.", false_starts=("The model has a",)),
    Labelled("You look at the, um, you plot the residuals.", fillers=("um",), false_starts=("You look at the",)),
    Labelled("It drops, it really drops after ten epochs."),
    Labelled("The features we use, we scale first."),
    Labelled("This is it, this has to work."),
    Labelled("What we have, we keep."),
    Labelled("There is a, there are two reasons.", false_starts=("There is a",)),
    Labelled("You get, you know, a smoother curve.", fillers=("you know",)),
    Labelled("Things you know, you can put in the prior."),
    Labelled("Well, it depends, so let me think.", fillers=("Well",)),
    Labelled("The test went well, so we shipped it."),
    Labelled("I like, um, trees.", fillers=("um",)),
    Labelled("Okay, so, precision first.", fillers=("Okay", "so")),
    Labelled("Kind of like a vote among the trees.", hedges=("Kind of",)),
    Labelled(
        "It's sort of, um, sort of an average.",
        fillers=("um",),
        repetitions=("sort of, um, sort of",),
        hedges=("sort of", "sort of"),
    ),
    Labelled("The kind of loss matters more than the size."),
    Labelled("We want to sort of balance the classes.", hedges=("sort of",)),
    Labelled("Pretty much every team starts there.", hedges=("Pretty much",)),
    Labelled("I suppose that the errors are independent.", hedges=("I suppose",)),
    Labelled("If I think of it as a budget, it is clear."),
    Labelled("Presumably the batch is shuffled.", hedges=("Presumably",)),
    Labelled("So we have we have two options.", repetitions=("we have we have",)),
    Labelled("The learning rate, the learning rate decays.", repetitions=("The learning rate, the learning rate",)),
    Labelled("Because because the data is small.", repetitions=("Because because",)),
    Labelled("And that that really hurts recall."),
    Labelled("It is much much larger and much more stable."),
    Labelled("Ten ten fold splits would be too many."),
    Labelled("First we split, then we fit, then we test."),
    Labelled("A false positive is a false alarm, a false negative is a miss."),
    Labelled("High bias means underfitting, high variance means overfitting."),
    Labelled("We use L1, we use L2, and we use both."),
    Labelled("It trains fast, it scales well, it is simple."),
    Labelled("I would try trees, I would try a net."),
    Labelled("We got, we have three folds.", false_starts=("We got",)),
    Labelled("It's the it's an open problem.", false_starts=("It's the",)),
    Labelled("You need you need a lot of of memory.", repetitions=("You need you need", "of of")),
    Labelled("The vari- the variance goes up.", false_starts=("vari-",)),
    Labelled("It was overf overfitted from the start.", false_starts=("overf",)),
    Labelled("We add an additional head to the base model."),
    Labelled("They use one of one hundred seeds."),
    Labelled("Um... I mean... it depends.", fillers=("Um", "I mean")),
    Labelled("So you know what the target is."),
    Labelled("Right, the loss is, like, flat.", fillers=("Right", "like")),
)

KNOWN_MISSES = (
    Labelled("That kind of depends on the data.", hedges=("kind of",)),
    Labelled("You you want you want a low bias.", repetitions=("You you", "want you want")),
)
"""What the rules are known to leave out."""


def found(said: str) -> Labelled:
    words = tuple(Word(token, 0.3 * at, 0.3 * at + 0.3) for at, token in enumerate(said.split()))
    delivery = measure_delivery(Transcript(words))
    kinds = (delivery.fillers, delivery.hedges, delivery.repetitions, delivery.false_starts)
    return Labelled(said, *(tuple(each.text for each in kind) for kind in kinds))


@pytest.mark.parametrize("labelled", SENTENCES, ids=lambda labelled: labelled.said)
def test_each_kind_of_disfluency_is_told_from_the_others_and_from_words_that_are_meant(labelled: Labelled) -> None:
    assert found(labelled.said) == labelled


@pytest.mark.parametrize("labelled", KNOWN_MISSES, ids=lambda labelled: labelled.said)
def test_what_is_missed_is_left_out_and_nothing_is_invented_in_its_place(labelled: Labelled) -> None:
    got = found(labelled.said)
    assert got != labelled
    for kind in ("fillers", "hedges", "repetitions", "false_starts"):
        assert set(getattr(got, kind)) <= set(getattr(labelled, kind))
