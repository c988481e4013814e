"""Spreadsheets to download: a form to fill, written as CSV, ODS and XLSX; the same form gives the same bytes."""
