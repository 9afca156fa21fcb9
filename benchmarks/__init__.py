"""Measurements that README, documentation and model cards quote: ``python -m benchmarks`` prints them all again."""
