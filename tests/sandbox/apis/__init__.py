"""One module per API that pages, authenticates or slices: its ``install(sandbox)`` adds the routes."""
