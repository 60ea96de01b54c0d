#!/usr/bin/python3
"""A file includes its own floor or a lower one; net, store and audio never include each other; ui
never includes them; no cycle between modules; no ../ in an include (docs/DESIGN.md)."""
import pathlib, re, sys

source = pathlib.Path (sys.argv[1]) / "src"
ALLOWED = {
  "core": {"core"},
  "net": {"core", "net"},
  "store": {"core", "store"},
  "audio": {"core", "audio"},
  "station": {"core", "net", "store", "audio", "station"},
  # The station's own header speaks of sound and delivery; ui may see those two words, no more.
  "ui": {"core", "station", "ui"},
  "app": {"core", "station", "ui", "app"},
  "sim": {"core", "net", "sim"},
  "server": {"core", "server"},
}
INCLUDE = re.compile (r'^\s*#\s*include\s+"([^"]+)"', re.M)

floor_of = {path.name: path.parent.name for path in source.glob ("*/*.h")}
errors = []
graph = {}
for path in sorted (source.glob ("*/*.[ch]")):
  floor, module = path.parent.name, path.stem.removesuffix ("-private")
  for name in INCLUDE.findall (path.read_text ()):
    where = f"{path.relative_to (source)}: {name}"
    if "/" in name:
      errors.append (f"{where}: has a folder in it")
    elif name in floor_of:
      if floor_of[name] not in ALLOWED[floor]:
        errors.append (f"{where}: {floor} must not see {floor_of[name]}")
      if path.suffix == ".h":
        graph.setdefault (path.stem, set ()).add (pathlib.Path (name).stem)

def visit (node, trail):
  if node in trail:
    errors.append ("cycle: " + " → ".join (trail[trail.index (node):] + [node]))
    return
  if node in done:
    return
  for other in sorted (graph.get (node, ())):
    visit (other, trail + [node])
  done.add (node)

done = set ()
for node in sorted (graph):
  visit (node, [])
print ("\n".join (errors) or f"{len (floor_of)} headers, no floor broken")
sys.exit (bool (errors))
