"""Batches → evidence → measures: one construct a file, listed in `registry`; all are two sums over sentences."""
