"""Larger programs made of use cases."""
