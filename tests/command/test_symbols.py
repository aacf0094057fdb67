"""No function of ours has the name of a library's: at the link one would silently stand in for the other.

A program exports a function of its own only if a shared library it is linked with has one of that name.
"""
import subprocess

from harness import PROGRAM, check

names = subprocess.run(["nm", "-D", "--defined-only", PROGRAM], stdout=subprocess.PIPE, check=True).stdout.decode()
# Names with two underscores in front are the compiler's own: its sanitizer is linked in, and no function of ours has one.
exported = [line.split()[2] for line in names.splitlines() if line.split()[1] == "T" and not line.split()[2].startswith("__")]
check("no function has the name of a library's function", not exported, "rename: " + ", ".join(exported))
