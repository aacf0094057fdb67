"""How long the road takes: report, say that it is theirs, say that it is not fixed; every word read, on a slow telephone."""
from pages import look
from serving import demonstration

look(demonstration(), [], "road.mjs")
