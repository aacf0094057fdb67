"""What people do, from the first page to the last, in Chromium: report, work, dispute, sign in."""
from pages import fresh, look
from serving import demonstration

TILES = ["--tiles", "https://tiles.example/{z}/{x}/{y}.png", "--tiles-by", "Tiles by nobody"]

look(demonstration(), [], "journeys.mjs", TILES, fresh())
