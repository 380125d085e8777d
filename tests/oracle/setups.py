"""The set-ups of Keras that a program is run on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# One thread for each process: the programs are tiny, and the three set-ups run side by side.
SINGLE_THREADED = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    "CUDA_VISIBLE_DEVICES": "",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


@dataclass(frozen=True, slots=True)
class Setup:
    """One Keras on one backend: the package that holds it, and the environment that chooses it."""

    name: str
    package: str
    environment: Mapping[str, str]

    def program(self, text: str) -> str:
        """Return the program as a user of this Keras would write its imports."""
        return text if self.package == "keras" else _IMPORTS.sub(_import_tf_keras, text)


_IMPORTS = re.compile(r"^( *)(import|from) keras\b([\w.]*)( as \w+)?", re.MULTILINE)


def _import_tf_keras(found: re.Match[str]) -> str:
    indent, word, submodule, alias = found.groups(default="")
    if word == "from" or alias:
        return f"{indent}{word} tf_keras{submodule}{alias}"
    submodule_too = f"import tf_keras{submodule}; " if submodule else ""
    return f"{indent}{submodule_too}import tf_keras as keras"


TENSORFLOW = Setup("tensorflow", "keras", {"KERAS_BACKEND": "tensorflow", "TF_USE_LEGACY_KERAS": "0"})
JAX = Setup("jax", "keras", {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "TF_USE_LEGACY_KERAS": "0"})
TF_KERAS = Setup("tf_keras", "tf_keras", {"TF_USE_LEGACY_KERAS": "1"})

SETUPS = (TENSORFLOW, JAX, TF_KERAS)
