"""Name and signature lists that ``scripts/generate_knowledge.py`` writes from an installed Keras."""
