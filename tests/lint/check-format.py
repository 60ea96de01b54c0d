#!/usr/bin/python3
"""What clang-format 14 prints is right. usage: check-format.py SOURCE CLANG-FORMAT"""
import pathlib, subprocess, sys

top, program = pathlib.Path (sys.argv[1]), sys.argv[2]
files = [str (path) for folder in ("src", "tests") for path in sorted ((top / folder).rglob ("*.[ch]"))]
run = subprocess.run ([program, "--dry-run", "-Werror", *files], capture_output=True, text=True)
wrong = sorted ({line.split (":")[0] for line in run.stderr.splitlines () if ": error:" in line})
print ("\n".join (wrong) or f"{len (files)} files as clang-format prints them")
sys.exit (run.returncode != 0)
