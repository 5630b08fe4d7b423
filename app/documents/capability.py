"""Whether this machine can make PDFs: WeasyPrint draws with system libraries that pip does not bring."""

import ctypes
import os
import sys
from contextlib import suppress
from ctypes.util import find_library

# The names that WeasyPrint tries, on Linux, macOS and Windows.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
INSTALL = {
    "linux": "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2",
    "darwin": "brew install pango",
}
WINDOWS_FOLDERS = (r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin", r"C:\Program Files\GTK3-Runtime Win64\bin")


def missing_library() -> str | None:
    """What is missing to make PDFs and the line that installs it, in a sentence; None where nothing is."""
    _look_where_weasyprint_looks()
    missing = next((name for name, files in LIBRARIES.items() if not _is_there(files)), None)
    if missing is None:
        return None
    if line := INSTALL.get(sys.platform):
        return f"PDFs cannot be made here yet: the system library {missing} is missing. Install it with: {line}"
    return f"PDFs cannot be made here yet: the system library {missing} is missing. The README says how to install it."


def _is_there(files: tuple[str, ...]) -> bool:
    # Where the linker does not find it, Python's own search may (Homebrew, Windows' PATH).
    return any(map(_loads, files)) or any(_loads(found) for file in files if (found := find_library(_stem(file))))


def _loads(file: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(file)
        return True
    return False


def _stem(file: str) -> str:
    """“libpango-1.0.so.0” is looked for as “pango-1.0”, except on Windows."""
    return file if file.endswith(".dll") else file.removeprefix("lib").split(".so")[0].split(".dylib")[0]


def _look_where_weasyprint_looks() -> None:
    if add := getattr(os, "add_dll_directory", None):
        for folder in WINDOWS_FOLDERS:
            with suppress(OSError):
                add(folder)
