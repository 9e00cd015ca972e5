"""Instruments held against human judgements: gold sets, their evaluation, and what is printed of it."""
