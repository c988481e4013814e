"""The light colours of the page's stylesheet, for a drawing that leaves the page."""

from __future__ import annotations

#: ``docs/assets/css/tokens.css`` says them; a test compares.
LIGHT = {
    "--paper": "#fbf9f5",
    "--line": "#e3ddd2",
    "--edge": "#857c6c",
    "--ink": "#1c2430",
    "--soft": "#56606d",
    "--accent": "#bd3f0b",
    "--s1": "#0b5d66",
    "--s2": "#a35700",
    "--s3": "#7c3a6d",
    "--s4": "#4d6e22",
}

SERIF = "Charter, 'Bitstream Charter', 'Source Serif 4', Cambria, Georgia, serif"
SANS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
