"""Facts about Keras as typed rows, and look-ups in them; this package imports nothing of the project."""
