"""What people do, from the first page to the last, in Chromium: report, work, dispute, sign in."""
from pages import look
from serving import demonstration

look(demonstration(), [], "journeys.mjs")
