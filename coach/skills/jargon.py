"""Finds the terms in an answer that somebody outside the field may not know."""

import re

from coach.domain.skills import Term
from coach.domain.transcript import Transcript
from coach.skills.search_text import search_text

TERMS = (
    "activation functions?|adapters?|area under the curve|attention heads?|a/b tests?|auc|"
    "backpropagation|back propagation|"
    "bagging|batch size|bayesian|bayes theorem|bias term|boosting|bootstrap(?:ped)? samples?|bootstrap|centroids?|"
    "class imbalance|classifiers?|clusters?|clustering|coefficients?|confusion matrix|convergence|cosine similarity|"
    "cross[- ]entropy|cross[- ]validation|decision boundary|derivatives?|dimensionality|distributions?|"
    "dropout|early stopping|"
    "embeddings?|ensembles?|entropy|epochs?|f1|false positives?|false negatives?|feature "
    "engineering|fine-?tun(?:e|ed|ing)|"
    "generali[sz](?:e|es|ation)|gini|gradients?|gradient descent|ground truth|hyper-?parameters?|"
    "hyperplanes?|impurity|inference|"
    "information gain|inertia|kernels?|latent|learning rates?|likelihood|linear regression|"
    "llms?|log-?loss|logistic regression|"
    "logits?|loss functions?|low[- ]rank|matri(?:x|ces)|momentum|naive bayes|neural net(?:work)?s?|"
    "non-?linear(?:ity|ities)?|"
    "normali[sz]ation|null hypothesis|one-hot|optimi[sz]ers?|outliers?|overfit(?:s|ting)?|"
    "p-?values?|parameters?|posterior|"
    "precision|priors?|quer(?:y|ies) and keys?|random forests?|rag|recall|regulari[sz](?:ation|"
    "er)|relu|residual connections?|"
    "retrieval|roc|saturat(?:e|es|ed|ion)|sigmoid|softmax|sparse|sparsity|standard deviation|"
    "statistical significance|"
    "stochastic|supervised|tanh|thresholds?|tokens?|training set|transformers?|true positive "
    "rate|underfit(?:s|ting)?|"
    "unsupervised|validation set|validation error|variance|vectors?|weight decay|xgboost|"
    "k-?means|k-?nn|sgd|adam|lora|l1|l2"
)
"""Words of the field that an outsider would stumble over, as one pattern."""

_PATTERN = re.compile(rf"(?<![^ ])(?:{TERMS})(?![^ ])")


def find_terms(transcript: Transcript) -> tuple[Term, ...]:
    """List the terms of the field that were said, each once, in the order in which they first came.

    Whether a term was explained is not known; the list is there to be gone through.

    Args:
        transcript: The answer.
    """
    said = search_text(transcript)
    found: dict[str, Term] = {}
    for match in _PATTERN.finditer(said.text):
        first, _ = said.evidence(match)
        found.setdefault(match.group(), Term(match.group(), transcript.words[said.words[first]].start))
    return tuple(found.values())
