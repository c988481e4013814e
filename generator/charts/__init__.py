"""Charts: static SVG, drawn once wide and once narrow, coloured by the page’s own stylesheet."""
