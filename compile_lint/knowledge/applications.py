"""Ready-made models of ``keras.applications``: what their heads are unless told otherwise.

Read from keras 3.15.1 and tf_keras 2.21.0. With ``include_top=True`` (the default) the head is a
``Dense(classes, activation=classifier_activation)``; without it, feature maps or, where ``pooling`` is
given, a feature vector.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import Parameters, parameters_of, takes_any_keyword
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class ApplicationFact:
    """One model function of ``keras.applications``.

    ``module`` is the submodule that also holds its ``preprocess_input``.
    """

    name: str
    module: str
    include_top: bool = True
    classes: int = 1000
    classifier_activation: str = "softmax"

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Parameters in Keras 3, ``None`` if it has no such function."""
        return parameters_of(KERAS3, f"applications.{self.name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Parameters in tf_keras, ``None`` if it has no such function."""
        return parameters_of(TF_KERAS, f"applications.{self.name}")

    @property
    def takes_classifier_activation(self) -> bool:
        """Whether every flavour that has the function takes ``classifier_activation``.

        The ResNets of tf_keras hand it on among their ``**kwargs``.
        """
        key = f"applications.{self.name}"
        flavours = [flavour for flavour in (KERAS3, TF_KERAS) if parameters_of(flavour, key) is not None]
        return bool(flavours) and all(
            takes_any_keyword(flavour, key)
            or "classifier_activation" in dict(parameters_of(flavour, key) or ())
            for flavour in flavours
        )


_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "convnext": "ConvNeXtTiny ConvNeXtSmall ConvNeXtBase ConvNeXtLarge ConvNeXtXLarge",
        "densenet": "DenseNet121 DenseNet169 DenseNet201",
        "efficientnet": "EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3 EfficientNetB4 "
        "EfficientNetB5 EfficientNetB6 EfficientNetB7",
        "efficientnet_v2": "EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3 "
        "EfficientNetV2S EfficientNetV2M EfficientNetV2L",
        "inception_resnet_v2": "InceptionResNetV2",
        "inception_v3": "InceptionV3",
        "mobilenet": "MobileNet",
        "mobilenet_v2": "MobileNetV2",
        "mobilenet_v3": "MobileNetV3Small MobileNetV3Large",
        "nasnet": "NASNetMobile NASNetLarge",
        "regnet": "RegNetX002 RegNetX004 RegNetX006 RegNetX008 RegNetX016 RegNetX032 RegNetX040 RegNetX064 "
        "RegNetX080 RegNetX120 RegNetX160 RegNetX320 RegNetY002 RegNetY004 RegNetY006 RegNetY008 RegNetY016 "
        "RegNetY032 RegNetY040 RegNetY064 RegNetY080 RegNetY120 RegNetY160 RegNetY320",
        "resnet": "ResNet50 ResNet101 ResNet152",
        "resnet_rs": "ResNetRS50 ResNetRS101 ResNetRS152 ResNetRS200 ResNetRS270 ResNetRS350 ResNetRS420",
        "resnet_v2": "ResNet50V2 ResNet101V2 ResNet152V2",
        "vgg16": "VGG16",
        "vgg19": "VGG19",
        "xception": "Xception",
    }
)

APPLICATIONS: Final[Mapping[str, ApplicationFact]] = MappingProxyType(
    {name: ApplicationFact(name, module) for module, names in _NAMES.items() for name in names.split()}
)

# Every submodule, the two that only repeat others included.
APPLICATION_MODULES: Final = frozenset([*_NAMES, "resnet50", "mobilenet_v3", "imagenet_utils"])


def find_application(name: str) -> ApplicationFact | None:
    """Return the row of a model function such as ``VGG16``."""
    return APPLICATIONS.get(name)
