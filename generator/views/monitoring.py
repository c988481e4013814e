"""The files of the monitoring kit: three forms, each in three formats, beside the hand-written page /veille/."""

from __future__ import annotations

from generator.page import Page
from generator.sheets.audit import AUDIT
from generator.sheets.dashboard import DASHBOARD
from generator.sheets.files import as_csv, as_ods, as_xlsx
from generator.sheets.grid import GRID

#: A form, and the module that a person edits to change it.
KIT = {"grid": GRID, "audit": AUDIT, "dashboard": DASHBOARD}

_WRITERS = {"ods": as_ods, "xlsx": as_xlsx, "csv": as_csv}


def monitoring_files() -> list[Page]:
    """``veille/grille-concurrents.ods`` and the like; the same bytes at every build."""
    return [
        Page(f"veille/{form.slug}.{extension}", "", f"generator/sheets/{module}.py", write(form))
        for module, form in KIT.items()
        for extension, write in _WRITERS.items()
    ]
