import re

import torch
from deepctr.models import DeepFM

pattern = re.compile("[a-z]+")
fast = torch.compile(torch.nn.Linear(3, 1), fullgraph=True)
ranker = DeepFM([], [], task="binary")
ranker.compile("adam", "binary_crossentropy", ["accuracy"], rank=4)  # expect: none
