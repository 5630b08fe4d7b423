"""The floor of a PDF: a bare script that has WeasyPrint warm. Run as `render.py FOLDER_OF_STATIC_FILES`.

In: four bytes of length, then HTML. Out: a line with the seconds it took to draw.
"""

import os
import sys
from time import perf_counter

# WeasyPrint says on the standard output that a library is missing, which is our pipe.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from weasyprint import HTML  # noqa: E402

if hasattr(os, "nice"):
    os.nice(10)  # as the worker does
while length := sys.stdin.buffer.read(4):
    page = sys.stdin.buffer.read(int.from_bytes(length, "big")).decode()
    began = perf_counter()
    HTML(string=page, base_url=sys.argv[1]).write_pdf(pdf_variant="pdf/ua-1")
    print(perf_counter() - began, file=ANSWERS, flush=True)
