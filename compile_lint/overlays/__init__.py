"""What calls into libraries mean. One library, or one area of Keras, a module."""

from __future__ import annotations

from importlib import import_module

# Every module that registers handlers; imported when the first program runs.
OVERLAYS = (
    "array_functions",
    "array_methods",
    "array_rows",
    "command_lines",
    "configuration",
    "configuration_files",
    "estimator_wrappers",
    "expected_failures",
    "hydra_programs",
    "keras_configurations",
    "keras_data",
    "keras_graphs",
    "keras_hub_tasks",
    "keras_identifiers",
    "keras_layers",
    "keras_losses",
    "keras_metrics",
    "keras_models",
    "keras_own_metrics",
    "keras_training",
    "keras_tuners",
    "keras_versions",
    "model_searches",
    "named_dicts",
    "named_tuples",
    "numpy_arrays",
    "numpy_random",
    "pandas_frames",
    "pandas_methods",
    "pandas_subscripts",
    "pandas_windows",
    "project_paths",
    "python_builtins",
    "python_chained_maps",
    "python_concurrency",
    "python_containers",
    "python_objects",
    "python_stdlib",
    "python_text",
    "ready_networks",
    "sklearn_clusters",
    "sklearn_data",
    "sklearn_preprocessing",
    "tensor_branches",
    "tensor_random",
    "tensorflow_datasets",
    "tests_of_programs",
    "tf_data",
    "torch_data",
    "transformers_models",
    "wandb_runs",
)


def load_all() -> None:
    """Register the handlers of every overlay; cheap after the first time."""
    for name in OVERLAYS:
        import_module(f"compile_lint.overlays.{name}")
