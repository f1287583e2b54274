"""The shown numpy code of four coding drills, beside scikit-learn, scipy and numbers worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubrics.references import load_reference
from scipy.special import expit
from scipy.special import log_softmax as scipy_log_softmax
from scipy.special import softmax as scipy_softmax
from sklearn.metrics import log_loss, precision_recall_fscore_support, roc_auc_score
from sklearn.metrics.pairwise import cosine_similarity as sklearn_cosine_similarity
from sklearn.model_selection import KFold
from sklearn.model_selection import train_test_split as sklearn_train_test_split

SOFTMAX = load_reference("stable-softmax")
METRICS = load_reference("classification-metrics")
RETRIEVAL = load_reference("top-k-retrieval")
VALIDATION = load_reference("cross-validation")

# Few distinct values, so that ties are frequent.
SCORED = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 4)), min_size=1, max_size=30)
# Sixteenths stay exact in the arithmetic of the tests.
FEW_SCORES = st.lists(st.integers(-8, 8).map(lambda n: n / 16), max_size=30).map(lambda values: np.array(values, float))


def test_softmax_of_zero_and_the_log_of_three_is_a_quarter_and_three_quarters() -> None:
    assert SOFTMAX.softmax(np.array([0.0, math.log(3)])) == pytest.approx([0.25, 0.75])


def test_softmax_and_its_log_agree_with_scipy_row_by_row() -> None:
    scores = np.random.default_rng(1).normal(scale=20, size=(50, 7))
    np.testing.assert_allclose(SOFTMAX.softmax(scores), scipy_softmax(scores, axis=1), rtol=1e-10)
    np.testing.assert_allclose(SOFTMAX.log_softmax(scores), scipy_log_softmax(scores, axis=1), rtol=1e-10)


def test_softmax_is_the_same_for_scores_a_thousand_higher() -> None:
    scores = np.array([[1.0, 2.0, 3.0]])
    np.testing.assert_allclose(SOFTMAX.softmax(scores + 1000), SOFTMAX.softmax(scores), rtol=1e-12)


def test_the_log_of_a_probability_too_small_for_a_float_is_still_finite() -> None:
    assert SOFTMAX.softmax(np.array([0.0, -2000.0])).tolist() == [1.0, 0.0]
    assert SOFTMAX.log_softmax(np.array([0.0, -2000.0])).tolist() == [0.0, -2000.0]


def test_the_sigmoid_agrees_with_scipy_and_never_overflows() -> None:
    x = np.array([-1000.0, -30.0, -1.0, 0.0, 1.0, 30.0, 1000.0])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        found = SOFTMAX.sigmoid(x)
    np.testing.assert_allclose(found, expit(x), rtol=1e-12)
    assert found[3] == 0.5


def test_cross_entropy_of_even_scores_is_the_log_of_the_number_of_classes() -> None:
    assert SOFTMAX.cross_entropy(np.zeros((5, 4)), np.array([0, 1, 2, 3, 0])) == pytest.approx(math.log(4))


def test_cross_entropy_agrees_with_the_log_loss_of_the_probabilities() -> None:
    rng = np.random.default_rng(2)
    scores, labels = rng.normal(size=(40, 3)), rng.integers(0, 3, size=40)
    expected = log_loss(labels, scipy_softmax(scores, axis=1), labels=[0, 1, 2])
    assert SOFTMAX.cross_entropy(scores, labels) == pytest.approx(expected)


def test_being_certain_and_wrong_costs_the_gap_in_score_instead_of_infinity() -> None:
    assert SOFTMAX.cross_entropy(np.array([[1000.0, 0.0]]), np.array([1])) == 1000.0
    assert SOFTMAX.binary_cross_entropy(np.array([1000.0]), np.array([0])) == 1000.0
    assert SOFTMAX.binary_cross_entropy(np.array([-1000.0]), np.array([0])) == 0.0


def test_binary_cross_entropy_agrees_with_the_log_loss_of_the_sigmoid() -> None:
    rng = np.random.default_rng(3)
    x, labels = rng.normal(scale=3, size=60), rng.integers(0, 2, size=60)
    assert SOFTMAX.binary_cross_entropy(x, labels) == pytest.approx(log_loss(labels, expit(x)))


def test_two_hits_one_false_alarm_and_two_misses_give_these_three_measures() -> None:
    found = METRICS.precision_recall_f1([1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0])
    assert found == pytest.approx((2 / 3, 1 / 2, 4 / 7))


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=30))
def test_the_three_measures_agree_with_scikit_learn_where_its_zero_divisions_are_zero(
    pairs: list[tuple[int, int]],
) -> None:
    labels, predictions = zip(*pairs, strict=True)
    expected = precision_recall_fscore_support(labels, predictions, average="binary", zero_division=0)[:3]
    assert METRICS.precision_recall_f1(labels, predictions) == pytest.approx(expected)


@pytest.mark.parametrize(("labels", "predictions"), [([0, 1], [0, 0]), ([0, 0], [0, 1]), ([0, 0], [0, 0])])
def test_with_nothing_predicted_or_nothing_to_find_all_three_measures_are_zero(
    labels: list[int], predictions: list[int]
) -> None:
    assert METRICS.precision_recall_f1(labels, predictions) == (0.0, 0.0, 0.0)


def test_equal_scores_share_the_average_of_their_ranks() -> None:
    assert METRICS.average_ranks([30, 10, 20, 20]).tolist() == [4.0, 1.0, 2.5, 2.5]


def test_three_of_four_pairs_in_order_is_an_auc_of_three_quarters() -> None:
    assert METRICS.roc_auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.75


def test_a_model_that_gives_everyone_one_score_has_an_auc_of_a_half() -> None:
    assert METRICS.roc_auc([0, 1, 1, 0, 1], [0.7] * 5) == 0.5


@given(SCORED.filter(lambda rows: len({label for label, _ in rows}) == 2))
def test_the_auc_agrees_with_scikit_learn_also_among_ties(rows: list[tuple[int, int]]) -> None:
    labels, scores = zip(*rows, strict=True)
    assert METRICS.roc_auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))


@pytest.mark.parametrize("labels", [[0, 0], [1, 1]])
def test_without_one_of_the_classes_the_auc_is_not_a_number(labels: list[int]) -> None:
    assert math.isnan(METRICS.roc_auc(labels, [0.2, 0.9]))


def test_three_four_and_four_three_have_a_cosine_of_ninety_six_hundredths() -> None:
    found = RETRIEVAL.cosine_similarity(np.array([[3.0, 4.0]]), np.array([[4.0, 3.0], [-3.0, -4.0], [30.0, 40.0]]))
    assert found[0] == pytest.approx([0.96, -1.0, 1.0])


def test_cosines_agree_with_scikit_learn_and_a_row_of_zeros_is_like_nothing() -> None:
    rng = np.random.default_rng(4)
    queries, documents = rng.normal(size=(6, 5)), rng.normal(size=(9, 5))
    documents[3] = 0
    found = RETRIEVAL.cosine_similarity(queries, documents)
    np.testing.assert_allclose(found, sklearn_cosine_similarity(queries, documents), atol=1e-12)
    assert found[:, 3].tolist() == [0.0] * 6


def test_of_equal_scores_the_lower_index_comes_first_and_stays_at_the_cut() -> None:
    assert RETRIEVAL.top_k(np.array([5.0, 1.0, 5.0, 9.0, 5.0]), 3).tolist() == [3, 0, 2]


@given(FEW_SCORES, st.integers(0, 35))
def test_the_top_k_are_the_first_k_of_a_full_stable_sort(scores: np.ndarray, k: int) -> None:
    assert RETRIEVAL.top_k(scores, k).tolist() == np.argsort(-scores, kind="stable")[:k].tolist()


def test_asking_for_more_documents_than_there_are_gives_all_of_them_in_order() -> None:
    assert RETRIEVAL.top_k(np.array([0.1, 0.9, 0.5]), 10).tolist() == [1, 2, 0]


def test_a_document_finds_itself_first_with_a_similarity_of_one_at_any_length() -> None:
    documents = np.random.default_rng(5).normal(size=(20, 8))
    best, similarities = RETRIEVAL.search(documents[11] * 7, RETRIEVAL.unit_rows(documents), 3)
    assert best[0] == 11
    assert similarities[0] == pytest.approx(1.0)
    expected = sklearn_cosine_similarity(documents[11:12], documents)[0]
    assert best.tolist() == np.argsort(-expected)[:3].tolist()


@given(st.integers(2, 60), st.sampled_from([0.1, 0.2, 0.25, 0.5]))
def test_the_split_has_the_sizes_of_scikit_learn_and_every_row_once(n_rows: int, share: float) -> None:
    if math.ceil(n_rows * share) == n_rows:
        return
    train, test = VALIDATION.train_test_split(n_rows, share, np.random.default_rng(0))
    expected_train, expected_test = sklearn_train_test_split(np.arange(n_rows), test_size=share, random_state=0)
    assert (len(train), len(test)) == (len(expected_train), len(expected_test))
    assert sorted([*train, *test]) == list(range(n_rows))


def test_the_split_is_shuffled_and_the_same_seed_gives_the_same_one() -> None:
    first, second, other = (VALIDATION.train_test_split(100, 0.2, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert first[1].tolist() == second[1].tolist() != other[1].tolist()
    assert first[1].tolist() != sorted(first[1])


@pytest.mark.parametrize(("n_rows", "share"), [(1, 0.5), (10, 0.0), (10, 1.0)])
def test_a_split_that_leaves_one_side_empty_is_refused(n_rows: int, share: float) -> None:
    with pytest.raises(ValueError, match="leave one side empty"):
        VALIDATION.train_test_split(n_rows, share, np.random.default_rng(0))


def test_ten_rows_in_three_folds_are_four_three_and_three() -> None:
    validated = [validation.tolist() for _, validation in VALIDATION.k_folds(np.arange(10), 3)]
    assert validated == [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]]


@given(st.integers(2, 40), st.integers(2, 10))
def test_the_folds_are_those_of_scikit_learn(n_rows: int, k: int) -> None:
    if k > n_rows:
        return
    found = [(train.tolist(), validation.tolist()) for train, validation in VALIDATION.k_folds(np.arange(n_rows), k)]
    expected = [(train.tolist(), test.tolist()) for train, test in KFold(k).split(np.zeros(n_rows))]
    assert found == expected


@pytest.mark.parametrize("k", [1, 6])
def test_one_fold_or_more_folds_than_rows_are_refused(k: int) -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        list(VALIDATION.k_folds(np.arange(5), k))


@given(st.lists(st.integers(0, 2), min_size=5, max_size=40), st.integers(2, 5))
def test_after_dealing_no_class_differs_by_more_than_one_row_between_folds(classes: list[int], k: int) -> None:
    labels = np.array(classes)
    rows = np.random.default_rng(6).permutation(len(labels))
    dealt = VALIDATION.deal_by_class(rows, labels, k)
    assert sorted(dealt) == list(range(len(labels)))
    for label in set(classes):
        counts = [int(np.sum(labels[validation] == label)) for _, validation in VALIDATION.k_folds(dealt, k)]
        assert max(counts) - min(counts) <= 1


def test_every_round_fits_on_its_training_rows_alone_and_the_scores_are_averaged() -> None:
    # The model is the mean of the labels it was fitted on, the score how far the validation mean lies above it.
    features, labels = np.zeros((6, 1)), np.array([0.0, 2.0, 4.0, 6.0, 8.0, 10.0])
    mean, spread = VALIDATION.cross_validate(
        lambda _, y: y.mean(), lambda model, _, y: y.mean() - model, features, labels, np.arange(6), 3
    )
    # Folds of means 1, 5 and 9 beside the rest at 7, 5 and 3: scores of -6, 0 and 6.
    assert mean == pytest.approx(0.0)
    assert spread == pytest.approx(6.0)


def test_cross_validation_never_touches_rows_that_were_set_aside() -> None:
    labels = np.array([1.0, 1.0, 1.0, 1.0, math.nan, math.nan])
    mean, spread = VALIDATION.cross_validate(
        lambda _, y: y.mean(), lambda model, _, y: model + y.mean(), np.zeros((6, 1)), labels, np.arange(4), 2
    )
    assert (mean, spread) == (2.0, 0.0)
