"""The floor of CSV and JSON: the modules of the standard library write the same rows and values. Run as a module."""

import csv
import json
from io import StringIO
from typing import Any

from bench.floors.turns import take_turns


def read(content: bytes) -> Any:
    text = content.decode("utf-8-sig")
    return json.loads(text) if text.startswith("{") else list(csv.reader(StringIO(text)))


def write(content: Any) -> bytes:
    if isinstance(content, dict):
        return json.dumps(content, ensure_ascii=False, indent=2).encode()
    file = StringIO()
    csv.writer(file).writerows(content)
    return file.getvalue().encode()


if __name__ == "__main__":
    take_turns(read, write)
