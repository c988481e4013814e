"""A local web of ours that stands for every job board, API, feed and blog: see README.md in this folder."""

from tests.sandbox.messages import Reply, Request
from tests.sandbox.server import SOURCES, Sandbox

__all__ = ["SOURCES", "Reply", "Request", "Sandbox"]
