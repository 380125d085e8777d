"""A call that would say again what it said before."""
