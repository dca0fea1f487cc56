"""Benchmarks: timings are figures for the README, never tests.

python -m tests.bench responses [--answers 10000000] [--times 3]
"""
