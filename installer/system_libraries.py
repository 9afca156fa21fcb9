"""Names the Debian packages of the shared libraries that Qt needs and this machine lacks, one per line.

Run by ``installer/setup.sh`` with the environment's Python on Linux. It asks the dynamic loader (``ldd``) about the
very Qt modules and plugins that Earmark loads, so nothing is installed that is there already. Needs the standard
library only, and does not import Qt, which could not be imported without the libraries.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

#: What Earmark loads of Qt, relative to the PySide6 folder. Patterns without a match are passed over.
LOADED = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtOpenGLWidgets.abi3.so",
    "QtMultimedia.abi3.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland*.so",
    "Qt/plugins/xcbglintegrations/*.so",
    "Qt/plugins/multimedia/libffmpegmediaplugin.so",
)

#: Start of a library's name -> Debian package. Longer names come before the shorter ones that they begin with.
PACKAGES = {
    "libEGL.so": "libegl1",
    "libGLX.so": "libglx0",
    "libGL.so": "libgl1",
    "libOpenGL.so": "libopengl0",
    "libX11-xcb.so": "libx11-xcb1",
    "libX11.so": "libx11-6",
    "libXext.so": "libxext6",
    "libXrandr.so": "libxrandr2",
    "libasound.so": "libasound2",
    "libbrotli": "libbrotli1",
    "libdbus-1.so": "libdbus-1-3",
    "libdrm.so": "libdrm2",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libgbm.so": "libgbm1",
    "libgio-2.0.so": "libglib2.0-0",
    "libglib-2.0.so": "libglib2.0-0",
    "libgobject-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libgssapi_krb5.so": "libgssapi-krb5-2",
    "libpulse-mainloop-glib.so": "libpulse-mainloop-glib0",
    "libpulse.so": "libpulse0",
    "libva-drm.so": "libva-drm2",
    "libva-x11.so": "libva-x11-2",
    "libva.so": "libva2",
    "libwayland-client.so": "libwayland-client0",
    "libwayland-cursor.so": "libwayland-cursor0",
    "libwayland-egl.so": "libwayland-egl1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-glx.so": "libxcb-glx0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-render.so": "libxcb-render0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-shm.so": "libxcb-shm0",
    "libxcb-sync.so": "libxcb-sync1",
    "libxcb-util.so": "libxcb-util1",
    "libxcb-xfixes.so": "libxcb-xfixes0",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libxcb.so": "libxcb1",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libxkbcommon.so": "libxkbcommon0",
    "libz.so": "zlib1g",
    "libzstd.so": "libzstd1",
}


def missing_names(ldd_output: str) -> set[str]:
    """Names of the libraries that ``ldd`` did not find."""
    return set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE))


def package_of(library: str) -> str | None:
    """Debian package of a library such as ``libEGL.so.1``, ``None`` if it is not one that Qt is known to need."""
    return next((package for start, package in PACKAGES.items() if library.startswith(start)), None)


def missing_libraries(qt: Path) -> set[str]:
    """Names of the shared libraries that the modules under ``qt`` (the PySide6 folder) need and the loader lacks."""
    files = [str(file) for pattern in LOADED for file in sorted(qt.glob(pattern))]
    found = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    # Qt's own libraries come with it: one that is missing belongs to a plugin whose module is not installed.
    return {name for name in missing_names(found.stdout) if not name.startswith("libQt6")}


def main() -> int:
    """Print the missing packages; what has no known package is named on stderr."""
    if not sys.platform.startswith("linux"):
        return 0
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        sys.stderr.write("earmark: PySide6 is not installed in this environment\n")
        return 1
    libraries = missing_libraries(Path(spec.origin).parent)
    packages = {name: package_of(name) for name in sorted(libraries)}
    for package in sorted({package for package in packages.values() if package}):
        sys.stdout.write(f"{package}\n")
    for name in (name for name, package in packages.items() if not package):
        sys.stderr.write(f"earmark: Qt needs {name}, whose Debian package is not known here\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
