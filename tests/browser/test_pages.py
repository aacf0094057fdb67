"""Every page of the demonstration, looked at in Chromium."""
from pages import look
from serving import demonstration

look(demonstration(), [])
