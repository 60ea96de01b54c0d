#!/usr/bin/python3
"""What tools can keep, tools keep: licence line, line length, banned functions, no marks left."""
import pathlib, re, sys

top = pathlib.Path (sys.argv[1])
BANNED = re.compile (r"\b(atoi|atol|atof|sscanf|strcpy|strcat|sprintf|vsprintf|strtok|gets|goto|memcpy|alloca|system)\b\s*(\(|[a-z_]+;)")
MARKS = re.compile (r"\b(TODO|FIXME|XXX|HACK)\b")
CLAIMS = re.compile (r"\b(IEC[- ]60601[-0-9]* ?compliant|certified|CE[- ]marked|FDA[- ]cleared)\b", re.I)
errors = []
files = [p for folder in ("src", "tests") for p in sorted ((top / folder).rglob ("*.[ch]"))]
for path in files:
  name = path.relative_to (top)
  lines = path.read_text ().split ("\n")
  if not lines[0].startswith ("/* SPDX-License-Identifier: GPL-3.0-or-later"):
    errors.append (f"{name}:1: no licence line")
  if path.suffix == ".h" and "#pragma once" not in lines:
    errors.append (f"{name}:1: no #pragma once")
  for number, line in enumerate (lines, 1):
    where = f"{name}:{number}"
    code = re.sub (r'"(\\.|[^"\\])*"|//.*|/\*.*?\*/', "", line)
    if len (line) > 110:
      errors.append (f"{where}: {len (line)} columns")
    if line != line.rstrip () or "\t" in line:
      errors.append (f"{where}: white space")
    if path.parts[-3] == "src" and BANNED.search (code) and not line.lstrip ().startswith ("*"):
      errors.append (f"{where}: {BANNED.search (code).group (1)} is not used here")
    if MARKS.search (line):
      errors.append (f"{where}: a mark instead of work")
    if CLAIMS.search (line):
      errors.append (f"{where}: a claim that Vigil never makes")
print ("\n".join (errors) or f"{len (files)} files in order")
sys.exit (bool (errors))
