"""A grammar of our own for programs that set up Keras models, in every style and with odd parts.

``programs.program`` makes one. It is Python by construction, but would seldom run.
"""
