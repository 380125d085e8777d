"""Every limit on what other files are followed for is reached by a project, and shows as a why."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_lint.interpret import outside, program
from compile_lint.run import inspect_paths
from compile_lint.settings import Settings


def outputs_in(folder: Path, files: dict[str, str]) -> set[str | None]:
    """What the outputs of the compile calls in some files are."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    calls = inspect_paths([str(folder)], Settings()).calls
    heads = [head for call in calls for variant in call.variants for head in variant]
    return {head.output.reason or head.output.name for head in heads}


ENGINE = "import keras\n\ndef train(model):\n    model.compile('adam', 'mse')\n"
OWN = "keras.Sequential([keras.layers.Dense(1)])"


def test_steps_of_what_only_leads_to_other_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work = "    x = 1\n" * 50
    main = f"import keras\nimport engine\n\ndef main():\n{work}    engine.train({OWN})\n"
    files = {"engine.py": ENGINE, "main.py": main}
    assert outputs_in(tmp_path, files) == {"Dense"}
    monkeypatch.setattr(program, "OUTSIDE_STEPS", 40)
    assert outputs_in(tmp_path, files) == {"a parameter that no call in view fills: model"}


def test_imports_between_a_function_and_a_compile_call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = "from engine import train\n"
    main = f"import keras\nimport between\n\ndef main():\n    between.train({OWN})\n"
    (tmp_path / "between").mkdir()
    files = {"engine.py": ENGINE, "between/__init__.py": package, "main.py": main}
    assert outputs_in(tmp_path, files) == {"Dense"}
    monkeypatch.setattr(outside, "MAX_DISTANCE", 1)
    assert outputs_in(tmp_path, files) == {"a parameter that no call in view fills: model"}
