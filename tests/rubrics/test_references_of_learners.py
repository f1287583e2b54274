"""The programs that the coding drills show, against scikit-learn and cases worked by hand: learners."""

import numpy as np
import pytest
from rubrics.references import load_reference
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

DESCENT, K_MEANS = load_reference("gradient-descent"), load_reference("k-means")
K_NN, BACKPROP = load_reference("k-nn"), load_reference("backpropagation")


def blobs(rows: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = np.arange(rows) % 3
    return rng.normal(0.0, 1.0, (rows, 2)) + 4.0 * np.array([[0, 0], [1, 0], [0, 1]])[labels], labels


def test_linear_descent_finds_the_least_squares_line() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(80, 3))
    y = points @ [1.0, -2.0, 0.5] + 3.0 + 0.1 * rng.normal(size=80)
    expected = LinearRegression().fit(points, y)
    weights = DESCENT.fit_linear(points, y)
    assert weights[0] == pytest.approx(expected.intercept_, abs=1e-6)
    assert weights[1:] == pytest.approx(expected.coef_, abs=1e-6)


def test_one_step_of_linear_descent_worked_by_hand() -> None:
    # points = 1, 2 and y = 2, 4 from 0: errors -2, -4; gradients -3 (bias) and -5; a step of 0.1 gives 0.3 and 0.5.
    assert DESCENT.fit_linear([[1.0], [2.0]], np.array([2.0, 4.0]), steps=1) == pytest.approx([0.3, 0.5])


def test_logistic_descent_finds_the_weights_of_maximum_likelihood() -> None:
    points, labels = blobs()
    y = (labels == 1).astype(float)
    y[::7] = 1.0 - y[::7]  # so that no line separates them and the weights stay finite
    expected = LogisticRegression(C=1e10, tol=1e-10, max_iter=10_000).fit(points, y)
    weights = DESCENT.fit_logistic(points, y, rate=0.5, steps=200_000, tolerance=1e-7)
    assert weights[0] == pytest.approx(expected.intercept_[0], rel=1e-3)
    assert weights[1:] == pytest.approx(expected.coef_[0], rel=1e-3)


def test_the_sigmoid_of_descent_does_not_overflow() -> None:
    with np.errstate(all="raise", under="ignore"):
        assert DESCENT.sigmoid(np.array([-1000.0, 0.0, 1000.0])) == pytest.approx([0.0, 0.5, 1.0])


def test_k_means_from_the_same_centres_ends_where_scikit_learn_does() -> None:
    points, _ = blobs()
    expected = KMeans(3, init=points[:3], n_init=1, tol=0.0).fit(points)
    centers, labels, inertia = K_MEANS.k_means(points, points[:3])
    assert centers == pytest.approx(expected.cluster_centers_)
    assert list(labels) == list(expected.labels_)
    assert inertia == pytest.approx(expected.inertia_)


def test_k_means_worked_by_hand() -> None:
    centers, labels, inertia = K_MEANS.k_means(np.array([[0.0], [2.0], [10.0], [12.0]]), [[0.0], [2.0]])
    assert centers.tolist() == [[1.0], [11.0]]
    assert labels.tolist() == [0, 0, 1, 1]
    assert inertia == 4.0


def test_a_cluster_that_loses_its_points_begins_again_elsewhere() -> None:
    points = np.array([[0.0], [1.0], [10.0], [11.0]])
    centers, labels, inertia = K_MEANS.k_means(points, [[0.5], [500.0]])
    assert np.isfinite(centers).all()
    assert set(labels) == {0, 1}
    assert inertia == 1.0


def test_several_starts_are_never_worse_than_one_and_equal_points_are_no_trouble() -> None:
    points, _ = blobs(90, seed=3)
    one = K_MEANS.k_means(points, points[:3])[2]
    assert K_MEANS.best_of(points, 3)[2] <= one + 1e-9
    assert K_MEANS.best_of(np.ones((5, 2)), 2)[2] == 0.0


@pytest.mark.parametrize("k", [1, 5, 20])
def test_neighbours_vote_as_those_of_scikit_learn_do(k: int) -> None:
    points, y = blobs(120)
    queries, _ = blobs(40, seed=9)
    expected = KNeighborsClassifier(k).fit(points, y)
    votes = expected.predict_proba(queries)
    clear = np.sort(votes, axis=1)[:, -1] > np.sort(votes, axis=1)[:, -2]  # ties are broken in another way there
    predicted = K_NN.KNN(k).fit(points, y).predict(queries)
    assert clear.sum() > 30
    assert predicted[clear].tolist() == expected.predict(queries)[clear].tolist()


def test_a_tie_goes_to_the_nearer_neighbours_and_labels_may_be_words() -> None:
    knn = K_NN.KNN(4).fit([[0.0], [1.0], [5.0], [6.0]], ["near", "near", "far", "far"])
    assert knn.predict([[2.0]]).tolist() == ["near"]
    assert knn.predict([[4.5]]).tolist() == ["far"]


def test_more_neighbours_than_points_are_refused() -> None:
    with pytest.raises(ValueError, match="k is 3, and there are 2 points"):
        K_NN.KNN(3).fit([[0.0], [1.0]], [0, 1])


def test_backpropagation_agrees_with_finite_differences() -> None:
    rng = np.random.default_rng(0)
    points, y = rng.normal(size=(7, 4)), rng.integers(0, 3, 7)
    net = BACKPROP.initialize(4, 5, 3, rng)
    slopes = BACKPROP.gradients(net, points, y)
    for name, weights in net.items():
        for at in np.ndindex(weights.shape):
            up, down = ({each: value.copy() for each, value in net.items()} for _ in range(2))
            up[name][at] += 1e-6
            down[name][at] -= 1e-6
            numeric = (BACKPROP.loss(up, points, y) - BACKPROP.loss(down, points, y)) / 2e-6
            assert slopes[name][at] == pytest.approx(numeric, abs=1e-7), (name, at)


def test_backpropagation_worked_by_hand() -> None:
    # One input 1, one hidden unit with weight 2, outputs 2 and 0: p = 0.8808, 0.1192; the right class is the second.
    net = {
        "W1": np.array([[2.0]]),
        "b1": np.zeros(1),
        "W2": np.array([[1.0, 0.0]]),
        "b2": np.zeros(2),
    }
    slopes = BACKPROP.gradients(net, np.array([[1.0]]), np.array([1]))
    assert slopes["b2"] == pytest.approx([0.880797, -0.880797], abs=1e-6)
    assert slopes["W2"][0] == pytest.approx([1.761594, -1.761594], abs=1e-6)
    assert slopes["W1"][0, 0] == pytest.approx(0.880797, abs=1e-6)


def test_the_network_learns_what_no_straight_line_separates() -> None:
    points, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    net = BACKPROP.train(BACKPROP.initialize(2, 8, 2, np.random.default_rng(0)), points, y)
    assert BACKPROP.forward(net, points)[2].argmax(axis=1).tolist() == y.tolist()


def test_scores_of_any_size_give_a_finite_loss() -> None:
    net = {"W1": np.array([[1.0]]), "b1": np.zeros(1), "W2": np.array([[900.0, 0.0]]), "b2": np.zeros(2)}
    assert BACKPROP.loss(net, np.array([[1.0]]), np.array([0])) == pytest.approx(0.0)
