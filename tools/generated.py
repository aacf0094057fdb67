"""How a tool writes what the build compiles."""
from pathlib import Path


def write(path, text):
    """Leaves a file alone that says the same already, so that nothing is compiled again because of it."""
    path, said = Path(path), text.encode()
    if not path.exists() or path.read_bytes() != said:
        path.write_bytes(said)
