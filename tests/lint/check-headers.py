#!/usr/bin/python3
"""Every header compiles alone. usage: check-headers.py SOURCE BUILD"""
import json, pathlib, shlex, subprocess, sys

top, build = map (pathlib.Path, sys.argv[1:3])
commands = {}
for entry in json.loads ((build / "compile_commands.json").read_text ()):
  path = pathlib.Path (entry["directory"], entry["file"]).resolve ()
  if path.is_relative_to (top / "src"):
    commands.setdefault (path.parent.name, (entry["directory"], shlex.split (entry["command"])))
failed = 0
headers = sorted ((top / "src").glob ("*/*.h"))
for header in headers:
  if header.parent.name not in commands:
    continue
  directory, command = commands[header.parent.name]
  flags = [word for word in command[1:] if word.startswith (("-I", "-D", "-std", "-pthread", "-isystem"))]
  run = subprocess.run ([command[0] if command[0] != "ccache" else command[1], *flags, "-Wall", "-Werror",
                         "-fsyntax-only", "-x", "c", "-"],
                        input=f'#include "{header.name}"\n', text=True, cwd=directory, capture_output=True)
  if run.returncode:
    failed += 1
    print (header.relative_to (top), run.stderr, sep="\n")
print (f"{len (headers)} headers, {failed} do not compile alone")
sys.exit (failed > 0)
