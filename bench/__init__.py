"""Figures of performance and proofs by killing processes. ``python -m bench --help``."""
