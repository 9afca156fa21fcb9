"""What the frozen program holds and what it must not: one list for the build and for the check after it.

Needs the standard library only: PyInstaller's specification and the scripts of the packages import it.
"""

from __future__ import annotations

import re
import sys

#: Distributions whose metadata goes along: `earmark doctor` names their versions.
DISTRIBUTIONS = (
    "numpy",
    "onnxruntime",
    "soundfile",
    "av",
    "soxr",
    "mutagen",
    "pebble",
    "PySide6-Essentials",
    "pyqtgraph",
    "xxhash",
)

#: Modules that some package imports where they happen to be there, and that Earmark never reaches.
EXCLUDED_MODULES = [
    *("torch", "librosa", "numba", "sklearn", "scipy", "matplotlib", "onnx", "onnxscript", "pandas", "trainer"),
    *("tkinter", "ssl", "readline", "curses", "IPython", "jupyter_rfb", "OpenGL", "cupy", "PIL", "lib2to3"),
    *("setuptools", "pkg_resources", "pip", "pytest", "pydoc_data"),
    *("pyqtgraph.opengl", "pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.flowchart", "pyqtgraph.canvas"),
    *("numpy.f2py", "numpy.testing", "numpy.distutils"),
    *("onnxruntime.tools", "onnxruntime.transformers", "onnxruntime.training", "onnxruntime.quantization"),
    *("qtawesome", "qtpy"),  # its font is all that is used: app/ui/icons.py
    *(
        f"PySide6.Qt{name}"
        for name in (
            *("WebEngineCore", "WebEngineWidgets", "WebEngineQuick", "WebChannel", "WebSockets", "WebView"),
            *("Qml", "Quick", "QuickWidgets", "QuickControls2", "Quick3D", "Pdf", "PdfWidgets", "Charts", "Graphs"),
            *("3DCore", "3DRender", "DataVisualization", "Designer", "Help", "Sql", "Bluetooth", "Nfc", "Location"),
            *("Concurrent", "Test", "Positioning", "SerialPort", "RemoteObjects", "Scxml", "Sensors"),
            *("TextToSpeech", "SpatialAudio"),
        )
    ),
]

#: Parts of names, with "/" between folders, of files that nothing Earmark loads refers to. Qt's libraries Quick and Qml
#: stay: its player is linked with them; their Python modules and everything else about them go.
_UNUSED = re.compile(
    r"""
      Qt6?(?:Pdf|VirtualKeyboard|WebEngine|WebChannel|Designer|Sql|Test|ShaderTools|SpatialAudio|3D|Labs|EglF[Ss])
    | PySide6/Qt(?:Qml|Quick|Concurrent|MultimediaWidgets)\b
    | /plugins/(?:qmltooling|virtualkeyboard|sqldrivers|designer|position|sceneparsers|assetimporters|webview)/
    | /plugins/(?:egldeviceintegrations|generic|networkinformation|tls)/
    | /plugins/platforminputcontexts/.*virtualkeyboard
    | /plugins/imageformats/.*q(?:pdf|tga|tiff|wbmp|gif|icns)\b
    | /plugins/platforms/\w*q(?:minimal|minimalegl|vnc|linuxfb|eglfs|vkkhrdisplay)\b
    | /qml/
    | /translations/(?!qtbase_(?:en|de|es)\b|earmark_\w+\.qm)  # the languages that Earmark itself speaks
    # The GTK theme of Qt, and what only GTK needs; the portal's theme gives the desktop's own file dialog.
    | /plugins/platformthemes/libqgtk3
    | ^lib(?:gtk-3|gdk-3|gdk_pixbuf-2|atk-1|atk-bridge-2|atspi|cairo|cairo-gobject|pango\w*-1|epoxy|pixman-1)\b
    | ^lib(?:thai|datrie|fribidi|harfbuzz|graphite2|Xcomposite|Xcursor|Xdamage|Xinerama|Xi|Xrender|jpeg)\.so
    # The system's own: graphics drivers are linked with them too, and may need newer ones than those we would bring.
    | ^lib(?:stdc\+\+|gcc_s|X11|X11-xcb|Xau|Xdmcp|Xext|Xfixes|Xrandr|xcb|z|expat|fontconfig|freetype|png16)\.so
    | ^lib(?:glib-2|gio-2|gobject-2|gthread-2|gmodule-2|pcre2-8|mount|blkid|selinux|brotlidec|brotlicommon|bsd|md)\b
    | ^libssl\.so
    | ^lib(?:com_err|gssapi_krb5|krb5|krb5support|k5crypto|keyutils|gpg-error|uuid|tinfo|readline|mvec)\.so
    | /lib-dynload/(?:readline|_curses|_curses_panel|_tkinter|_ssl|_test\w*|xxlimited\w*|audioop|ossaudiodev|nis)\b
    """,
    re.VERBOSE,
)

#: Built with their debugging symbols by some makers of Python and of wheels: stripped on Linux.
STRIPPED = re.compile(r"^libpython|^python[\d.]+/lib-dynload/|^av/|^numpy/|^_cffi_backend|/libicu")

#: Parts of names that must not be found in the finished folder, whatever brought them.
FORBIDDEN = re.compile(
    r"torch|librosa|numba|llvmlite|sklearn|scikit|scipy(?!_openblas)|WebEngine|matplotlib|/qml/|QtQml|QtQuick",
    re.IGNORECASE,
)

#: What the unpacked program may weigh, in megabytes (10^6 bytes). Libraries are lightened on Linux only.
LARGEST_MB = 310 if sys.platform.startswith("linux") else 350


def is_unused(name: str) -> bool:
    """Whether the file of this name inside the folder (as PyInstaller gives it) is left out."""
    return _UNUSED.search(name.replace("\\", "/")) is not None
