"""Python source as libcst trees: parsing, the collecting walk, positions; knows nothing of Keras."""
