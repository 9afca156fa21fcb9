"""Nothing about a listener's computer is collected or kept where nobody looks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.inference.bundle import Bundle

_ROOT = Path(__file__).resolve().parents[2]
_LOAD = """
import sys
from pathlib import Path
{prelude}
import onnxruntime
onnxruntime.InferenceSession(sys.argv[1])
"""


@pytest.mark.parametrize("prelude", ["import app.inference.network", "import trainer"])
def test_the_runtime_leaves_nothing_in_the_home(tmp_path: Path, tiny_bundle: Bundle, prelude: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    environment |= {"HOME": str(home), "PYTHONPATH": str(_ROOT)}
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        environment.pop(name, None)
    command = [sys.executable, "-c", _LOAD.format(prelude=prelude), str(tiny_bundle.folder / "model.onnx")]
    subprocess.run(command, env=environment, check=True, cwd=_ROOT)
    assert [path for path in home.rglob("*") if path.is_file()] == []
