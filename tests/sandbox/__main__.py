"""``python -m tests.sandbox [PORT]``: serve the sandbox for a person to look at, until Ctrl-C."""

from __future__ import annotations

import contextlib
import sys
import threading

from tests.sandbox.server import Sandbox

with Sandbox(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as sandbox, contextlib.suppress(KeyboardInterrupt):
    print(f"Bac à sable : http://127.0.0.1:{sandbox.port}/ (Ctrl-C pour arrêter)", flush=True)
    threading.Event().wait()
