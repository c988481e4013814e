"""Versions of the data: what ``metier release`` writes down, and what changed since.

``manifest`` is the file of a version, ``contents`` what a version is made of, ``ledger`` what all of them tell,
``news`` what is new today, ``write`` the new version. Git is never asked: a version is what a person chose to record.
"""
