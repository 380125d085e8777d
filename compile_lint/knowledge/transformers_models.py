"""Hugging Face's Keras models for classification: which classes there are.

Read from transformers 4.40.0 (``transformers/__init__.py`` and ``models/*/modeling_tf_*.py``); later
versions have no others, and version 5 has none. Their heads are ``Dense(config.num_labels)`` without an
activation. Families whose head may have one, by their configuration (Flaubert, XLM), are left out.
"""

from __future__ import annotations

from typing import Final

_TEXT: Final = (
    "Albert Bert Camembert ConvBert Deberta DebertaV2 DistilBert Electra Esm Funnel LayoutLM LayoutLMv3 "
    "Longformer MPNet MobileBert RemBert RoFormer Roberta RobertaPreLayerNorm XLMRoberta XLNet"
).split()
_SEQUENCE_ONLY: Final = "Bart CTRL GPT2 GPTJ OpenAIGPT Tapas TransfoXL Wav2Vec2".split()
_IMAGE: Final = (
    "ConvNext ConvNextV2 Cvt Data2VecVision DeiT EfficientFormer MobileViT RegNet ResNet Segformer Swin ViT"
).split()

AUTO_CLASSES: Final[tuple[str, ...]] = (
    "TFAutoModelForAudioClassification",
    "TFAutoModelForImageClassification",
    "TFAutoModelForSequenceClassification",
    "TFAutoModelForTokenClassification",
)
CLASSES: Final[tuple[str, ...]] = (
    *(f"TF{family}ForSequenceClassification" for family in (*_TEXT, *_SEQUENCE_ONLY)),
    *(f"TF{family}ForTokenClassification" for family in _TEXT),
    *(f"TF{family}ForImageClassification" for family in _IMAGE),
)
CONFIGURATIONS: Final[tuple[str, ...]] = (
    "AutoConfig",
    "PretrainedConfig",
    *(f"{family}Config" for family in (*_TEXT, *_SEQUENCE_ONLY, *_IMAGE)),
)
