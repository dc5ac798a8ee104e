"""Benchmarks are programs of their own: pytest looks for no examples in them."""

from pathlib import Path

collect_ignore = [path.name for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_")]
