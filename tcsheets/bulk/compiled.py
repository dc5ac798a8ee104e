"""The heart, compiled: the very same source, put together in one file and loaded a second time under numba.

That file and what numba makes of it lie in the user's cache under a name made
of the source and of numba's version, so that they can never be stale; where
nothing can be written, each process compiles for itself.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import platformdirs

from tcsheets.bulk import kernel
from tcsheets.errors import FileError
from tcsheets.insurance import heart, heart_fields, heart_history, heart_lines, heart_plans, heart_steps

SOURCES = (heart_fields, heart, heart_history, heart_plans, heart_steps, heart_lines, kernel)
IN_PARALLEL = "estimate_all"
FROM_PYTHON = ("estimate_some", "estimate_lines", "read_plan")  # all else is drawn into its caller


def without_imports(source: str) -> str:
    """Return a module without what it imports: in one file, every name is there already."""
    lines = source.split("\n")
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
    return "\n".join(lines)


def one_file() -> str:
    """Return the heart and the loop over patients as one source."""
    parts = [Path(str(each.__file__)).read_text(encoding="utf-8") for each in SOURCES]
    # The first docstring stays the file's own; the imports of the future must stand first.
    return "from __future__ import annotations\nfrom typing import Any\n" + "\n".join(map(without_imports, parts))


def written(source: str, version: str) -> Path | None:
    """Return where the one file lies in the cache, written if it is new; None where nothing can be written."""
    key = hashlib.sha256((version + source).encode()).hexdigest()[:20]
    path = Path(platformdirs.user_cache_dir("tcsheets")) / "compiled" / f"heart_{key}.py"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            own = path.with_suffix(f".{os.getpid()}")
            own.write_text(source, encoding="utf-8")
            own.replace(path)
    except OSError:
        return None
    return path


def loaded(source: str, path: Path | None) -> ModuleType:
    """Return the one file as a module of its own."""
    name = "tcsheets_compiled_heart"
    if path is None:
        module = sys.modules[name] = ModuleType(name)
        exec(compile(source, "<tcsheets heart>", "exec"), module.__dict__)  # noqa: S102 (our own source)
        return module
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileError(f"{path} cannot be loaded")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)  # where numba's cache looks for it
    spec.loader.exec_module(module)
    return module


def options_for(name: str, can_cache: bool) -> dict[str, Any]:
    """Return how numba compiles a function."""
    # Nothing here makes or keeps an array: without numba's counting of references to them it is 3 x as fast.
    options: dict[str, Any] = {"_nrt": False, "error_model": "numpy", "nogil": True}
    if name in FROM_PYTHON:
        return options | {"cache": can_cache}
    return options | {"forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


@cache
def heart_at_speed() -> Any:
    """Return the heart's functions, compiled on first use (some seconds once a machine, then from the cache)."""
    numba: Any = importlib.import_module("numba")  # an extra, and a second to import

    source = one_file()
    own = Path(__file__).read_text(encoding="utf-8")
    path = written(source, f"{numba.__version__} {own}")
    module: Any = loaded(source, path)
    for name, function in list(vars(module).items()):
        if isinstance(function, FunctionType):
            setattr(module, name, numba.njit(**options_for(name, path is not None))(function))
    return module
