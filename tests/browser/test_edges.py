"""The same look at charters at the edges (edges.py): every page fits its window, is accessible and valid."""
from pages import look
from edges import PATHS, store

look(store(), PATHS)
