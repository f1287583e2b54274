import pytest

from coach.delivery.syllables import (
    digit_syllables,
    is_number_word,
    number_syllables,
    spelled_syllables,
    word_syllables,
    year_syllables,
)

COUNTED_BY_HAND = (
    "bias|2 variance|3 gradient|3 descent|2 regularization|6 overfitting|4 underfitting|4 linear|3 nonlinear|4 "
    "logistic|3 regression|3 classifier|4 classification|5 algorithm|4 parameter|4 parameters|4 hyperparameter|6 "
    "continuous|4 differentiable|6 covariance|4 precision|3 recall|2 accuracy|4 probability|5 likelihood|3 "
    "entropy|3 cross-entropy|4 attention|3 transformer|3 encoder|3 embedding|3 embeddings|3 layer|2 layers|2 "
    "neural|2 network|2 networks|2 convolutional|5 recurrent|3 feature|2 features|2 dataset|3 training|2 "
    "validation|4 evaluation|5 model|2 models|2 sample|2 samples|2 variable|4 variables|4 estimate|3 estimated|4 "
    "ensemble|3 Bayesian|3 prior|2 posterior|4 polynomial|5 coefficient|4 coefficients|4 exponential|4 kernel|2 "
    "dropout|2 backpropagation|5 propagation|4 initialization|6 optimizer|4 momentum|3 convergence|3 matrix|2 "
    "eigenvalue|4 dimensionality|6 reduction|3 principal|3 component|3 clustering|3 centroid|2 hierarchical|5 "
    "unsupervised|4 supervised|3 reinforcement|4 policy|3 reward|2 value|2 values|2 function|2 sequence|2 "
    "sequences|3 inference|3 latency|3 throughput|2 scale|1 scaled|1 labeled|2 used|1 weighted|2 added|2 "
    "trained|1 changes|2 losses|2 biases|3 baseline|2 therefore|2 completely|3 requirement|3 management|3 "
    "measurement|3 element|3 applying|3 being|2 doing|2 because|2 the|1 people|2 question|2 quickly|2 L2|2 L1|2 "
    "ROC-AUC|4 10|1 0.5|4 10%|3 CNNs|3 GPU|3 GPT-4|4 XGBoost|3 PyTorch|2 k-means|2 LSTM|4 2017|5 100|3 1,000|3 "
    "95|3 F1|2 1st|1 3rd|1 AUC|3 BERT|1 LoRA|2 ReLU|2 GANs|1 A/B|2 don't|1 it's|1 you|1 idea|3 theorem|3 theory|3 "
    "video|3 ratio|3 simultaneously|6 independent|4 identically|5 distributed|4 stochastic|3 batch|1 "
    "normalization|5 generalize|4 generalization|6 efficient|3 trivial|3 union|2 region|2 average|3 easier|3 "
    "earlier|3 SQL|3 WGAN|4 heterogeneous|6 intuition|4 queue|1 interview|3 answer|2 explain|2 penalty|3 ridge|1 "
    "coefficients'|4 shrink|1 shrinks|1 toward|2 zero|2 sparse|1 sparsity|3 feature's|2 threshold|2 confusion|3 "
    "imbalance|3 imbalanced|3 positive|3 negatives|3 curve|1 curves|1 area|3 calibrated|4 calibration|4 "
    "bootstrapping|3 bagging|2 boosting|2 forest|2 decision|3 trees|1 residuals|4 residual|4 squares|1 squared|1 "
    "error|2 errors|2 noise|1 irreducible|5 complexity|4 capacity|4 expressive|3 depth|1 width|1 vanishing|3 "
    "exploding|3 gradients|3 sigmoid|2 saturates|3 activation|4 nonlinearity|6 softmax|2 logits|2 temperature|4 "
    "tokenizer|4 vocabulary|5 decoder|3 autoregressive|5 masked|1 pretrained|2 fine-tuning|3 retrieval|3 "
    "augmented|3 generation|4 hallucination|5 database|3 pipeline|2 deployment|3 monitoring|4 drift|1 "
    "production|3 experiment|4 hypothesis|4 significance|4 statistical|4 confidence|3 interval|3 causal|2 "
    "randomized|3 assignment|3 recommendation|5 collaborative|5 filtering|3 factorization|5 matrices|3 "
    "orthogonal|4 singular|3 decomposition|5 Euclidean|4 cosine|2 similarity|5 distance|2 neighbors|2 curse|1 "
    "iid|3 SGD|3 KL|2 PCA|3 SVD|3 t-SNE|2 RNNs|3 64|3 256|6 0.01|6 50%|4 2x|2 ResNet|2 ImageNet|3 word2vec|3 "
    "TensorFlow|3 scikit-learn|3 AdamW|5 tied|1 previously|4 previous|3 million|2 material|4 associated|5 "
    "initial|3 initially|4 evaluated|5 actual|3 usual|3 simple|2 simply|2 example|3 examples|3 handled|2 "
    "handles|2 layered|2 trying|2 studied|2 studies|2 copies|2 earliest|3 reuse|2 reusable|4 theoretical|5 "
    "create|2 creating|3 creation|3 coordinates|4 area-under|5 radius|3 medium|3 audio|3 fluent|2 influence|3 "
    "congruent|3 period|3 argued|2 achieves|2 caused|1 causes|2 chosen|2 often|2 iteration|4 iterations|4 "
    "tradeoff|2 trade-offs|2 lambda|2 alpha|2 epsilon|3 quadratic|3 variational|5 autoencoder|5 adversarial|5 "
    "discriminator|5 diffusion|3 denoising|3 "
).split()
"""A word and its syllables."""


@pytest.mark.parametrize("counted", COUNTED_BY_HAND)
def test_syllables_are_those_counted_by_hand(counted: str) -> None:
    word, _, syllables = counted.rpartition("|")
    assert word_syllables(word) == int(syllables)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("ROC,", 1),  # rock
        ("AUC.", 3),  # letter by letter
        ("WER", 5),  # W has three
        ("1,024", 6),  # one thousand twenty-four
        ("1999", 5),  # nineteen ninety-nine
        ("2009", 4),  # two thousand nine
        ("1905", 4),  # nineteen oh five
        ("3.14", 4),  # three point one four
        ("$5", 3),  # dollar five, in whatever order
        ("42nd", 4),  # forty-second
        ("20th", 3),  # twentieth
        ("12th", 1),  # twelfth
        ("C++", 3),  # C plus plus
        ("model's", 2),
        ("model’s", 2),
    ],
)
def test_numbers_acronyms_and_signs_are_counted_as_they_are_said(text: str, syllables: int) -> None:
    assert word_syllables(text) == syllables


@pytest.mark.parametrize("text", ["", "...", "—", "?!"])
def test_punctuation_has_no_syllable(text: str) -> None:
    assert word_syllables(text) == 0


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("scale", 1),  # silent e
        ("variable", 4),  # but not behind a consonant and l
        ("used", 1),
        ("added", 2),  # ed is said behind t and d
        ("nodes", 1),
        ("losses", 2),  # es is said behind s
        ("baseline", 2),  # silent e inside a compound
        ("bias", 2),  # two vowels said apart
        ("partial", 2),  # said together
        ("layer", 2),  # y between vowels parts them
        ("algorithm", 4),  # thm has a vowel of its own
        ("sequence", 2),  # the u of qu is none
        ("rhythm", 2),
        ("hmm", 1),
        ("'", 0),
    ],
)
def test_each_rule_counts_its_word(word: str, syllables: int) -> None:
    assert spelled_syllables(word) == syllables


@pytest.mark.parametrize(
    ("number", "syllables"),
    [
        (0, 2),  # zero
        (7, 2),
        (11, 3),
        (17, 3),
        (21, 3),  # twenty-one
        (70, 3),
        (100, 3),  # one hundred
        (110, 4),  # one hundred ten
        (1_000_000, 3),  # one million
        (2_500_000, 8),  # two million five hundred thousand
    ],
)
def test_a_whole_number_is_counted_as_it_is_said(number: int, syllables: int) -> None:
    assert number_syllables(number) == syllables


@pytest.mark.parametrize(("year", "syllables"), [(1900, 4), (1905, 4), (2001, 4), (2024, 5), (2100, 6), (8000, 3)])
def test_four_digits_are_said_as_a_year_where_they_may_be_one(year: int, syllables: int) -> None:
    assert year_syllables(year) == syllables


def test_digits_behind_the_point_are_said_one_by_one() -> None:
    assert digit_syllables("075") == 2 + 2 + 1


@pytest.mark.parametrize(("key", "number"), [("one", True), ("10", True), ("l2", True), ("only", False), ("", False)])
def test_number_words_are_told_from_others(key: str, number: bool) -> None:
    assert is_number_word(key) is number
