"""What is done with predictions: scores of scikit-learn by what they take, and methods of the past."""

from __future__ import annotations

from typing import Final

# Take class ids, and raise on continuous values: scikit-learn 1.7.
CLASS_SCORES: Final = frozenset(
    "accuracy_score classification_report confusion_matrix f1_score precision_score recall_score".split()
)
# Rank rows by a score, or weigh probabilities.
RANK_SCORES: Final = frozenset("average_precision_score log_loss roc_auc_score roc_curve".split())

# Methods of Sequential until TensorFlow 2.5; neither Keras 3 nor tf_keras 2.21 has them.
REMOVED_METHODS: Final = frozenset(["predict_classes", "predict_proba"])
