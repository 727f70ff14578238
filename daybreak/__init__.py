"""Daybreak: a worldwide day of action. One day, one letter, every city."""

__version__ = "0.1.0"
