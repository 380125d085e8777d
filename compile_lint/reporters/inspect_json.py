"""Compile calls as understood, as one JSON object. The keys are an interface: they only ever grow."""

from __future__ import annotations

from compile_lint.inspection import CallView, HeadView, Inspection, Part, Understanding
from compile_lint.reporters.json_report import FORMAT_VERSION, start_of
from compile_lint.reporters.json_text import json_text


def render(inspection: Inspection) -> str:
    """Render an inspection as JSON, in ASCII."""
    document = {
        "version": FORMAT_VERSION,
        "compile_calls": [_call(call) for call in inspection.calls],
        "statistics": {
            "files": inspection.files,
            "compile_calls": len(inspection.calls),
            "understood": inspection.count(Understanding.FULL),
            "own_code": inspection.count(Understanding.OWN_CODE),
            "open": inspection.count(Understanding.OPEN),
        },
    }
    return json_text(document, 2) + "\n"


def _call(call: CallView) -> dict[str, object]:
    return {
        "site": start_of(call.site),
        "understanding": call.understanding.value,
        "variants": [
            {"heads": [_head(head) for head in variant], "as_written": variant.is_as_written}
            for variant in call.variants
        ],
    }


def _head(head: HeadView) -> dict[str, object]:
    output, loss, labels = head.output, head.loss, head.labels
    return {
        "name": head.name,
        "output": {
            **_state(output),
            "layer": output.name,
            "units": output.units,
            "activation": output.activation,
            "meaning": output.meaning,
        },
        "loss": {**_state(loss), "name": loss.name, "from_logits": loss.from_logits},
        "labels": {**_state(labels), "encoding": labels.encoding, "classes": labels.classes},
        "metrics": [
            {**_state(metric), "name": metric.name, "resolves_to": metric.resolves_to}
            for metric in head.metrics
        ],
    }


def _state(part: Part) -> dict[str, object]:
    place = None if part.place is None else start_of(part.place)
    return {"state": part.state.value, "why": part.reason, "at": place}
