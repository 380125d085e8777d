"""What a compile call means: frozen data that rules read, and nothing else of the program."""

from compile_lint.model.argument import ActivationName, Argument, Content, Entry, Form
from compile_lint.model.call import (
    CompileCall,
    Context,
    Evidence,
    EvidenceKind,
    Head,
    OutputName,
    SiteReading,
    Variant,
)
from compile_lint.model.labels import Encoding, Labels, UnknownColumn
from compile_lint.model.loss import GAP, Loss, Optimizer, Option
from compile_lint.model.metric import Metric
from compile_lint.model.origin import Because, Origin
from compile_lint.model.output import Output, Role, Stage
from compile_lint.model.states import Absent, Custom, Known, Slot, Unidentified, Unknown, Why
from compile_lint.model.training import (
    Callback,
    ClassWeight,
    Fit,
    LayerChange,
    LogName,
    Logs,
    TrainableChange,
    Use,
    UseKind,
)

__all__ = [
    "GAP",
    "Absent",
    "ActivationName",
    "Argument",
    "Because",
    "Callback",
    "ClassWeight",
    "CompileCall",
    "Content",
    "Context",
    "Custom",
    "Encoding",
    "Entry",
    "Evidence",
    "EvidenceKind",
    "Fit",
    "Form",
    "Head",
    "Known",
    "Labels",
    "LayerChange",
    "LogName",
    "Logs",
    "Loss",
    "Metric",
    "Optimizer",
    "Option",
    "Origin",
    "Output",
    "OutputName",
    "Role",
    "SiteReading",
    "Slot",
    "Stage",
    "TrainableChange",
    "Unidentified",
    "Unknown",
    "UnknownColumn",
    "Use",
    "UseKind",
    "Variant",
    "Why",
]
