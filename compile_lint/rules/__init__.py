"""The rules, one in each module, in the order of their codes."""

from __future__ import annotations

from compile_lint.rules import (
    accuracy_on_regression,
    accuracy_only_on_imbalanced_data,
    class_count_mismatch,
    exact_match_accuracy,
    integer_labels_with_categorical_loss,
    internal_error,
    logits_as_probabilities,
    metric_as_loss,
    metric_repeats_loss,
    multi_label_targets_with_softmax,
    one_hot_labels_with_single_unit,
    one_hot_labels_with_sparse_loss,
    probabilities_as_logits,
    probability_metric_on_logits,
    removed_argument,
    sigmoid_with_categorical_loss,
    single_unit_softmax,
    single_unit_with_categorical_loss,
    softmax_with_binary_loss,
    stacked_activations,
    syntax_error,
    unknown_loss,
    wrong_range_for_cross_entropy,
)
from compile_lint.rules.registry import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    internal_error.RULE,
    syntax_error.RULE,
    single_unit_softmax.check,
    sigmoid_with_categorical_loss.check,
    softmax_with_binary_loss.check,
    wrong_range_for_cross_entropy.check,
    single_unit_with_categorical_loss.check,
    stacked_activations.check,
    integer_labels_with_categorical_loss.check,
    one_hot_labels_with_sparse_loss.check,
    class_count_mismatch.check,
    multi_label_targets_with_softmax.check,
    one_hot_labels_with_single_unit.check,
    probabilities_as_logits.check,
    logits_as_probabilities.check,
    accuracy_on_regression.check,
    probability_metric_on_logits.check,
    exact_match_accuracy.check,
    metric_repeats_loss.check,
    accuracy_only_on_imbalanced_data.check,
    unknown_loss.check,
    metric_as_loss.check,
    removed_argument.check,
)
