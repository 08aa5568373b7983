"""Realistic books made from a seed, for trials, tests and benchmarks."""
