#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Task 4 of ux.md, "Ten tasks": the attention strip changes under the finger, twenty times and more, and no
wrong bed is silenced. A hand presses one and the same place on the strip around the moments at which another
alarm takes it; what was silenced must be what stood there, unchanged, when the button went down.

usage: test-moving-strip.py SOURCE BUILD [PRESSES]"""
import pathlib, random, re, sys, tempfile, threading, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
presses = int (sys.argv[3]) if len (sys.argv) > 3 else 26
EVERY_S = 6
# A target is deaf for 400 ms after it changed; the watcher looks every few hundredths.
DEAF_S, LOOK_S = .4, .12


def write_scenario (path):
  """A yellow on one bed, and every few seconds a red on the next that the bedside resets soon: each takes the
  first place of the strip, and gives it back."""
  lines = ["[scenario]", "title = A strip that moves", "[gateway gw-01]", "[bed *]", "gateway = gw-01", "demo = yes",
           "limit = HR 50..120 40..150", "latch = 0"]
  for i in range (1, 25):
    lines += [f"[bed {i:02}]", f"label = {i}"]
    if i <= 2:
      lines.append (f"episode = tachycardia at 0:0{2 + i} for 30:00 to 13{i}")
    else:
      lines.append (f"episode = asystole at {10 + (i - 3) * EVERY_S} for 8 every {22 * EVERY_S}")
  path.write_text ("\n".join (lines) + "\n")


class Watcher (threading.Thread):
  """What the place said, and since when."""

  def __init__ (self, find):
    super ().__init__ (daemon=True)
    self.find, self.history, self.stopping = find, [], False

  def run (self):
    while not self.stopping:
      try:
        name = self.find ()
      except Exception:
        name = None
      at = time.monotonic ()
      if not self.history or self.history[-1][1] != name:
        self.history.append ((at, name))
      time.sleep (.02)

  def between (self, first, last):
    """All that the place said in that time."""
    before = [name for at, name in self.history if at <= first][-1:]
    return before + [name for at, name in self.history if first < at <= last]


def strip_buttons (ward):
  """(x, y of the middle, bed) of the silence targets on the strip, from the left."""
  import gi
  gi.require_version ("Atspi", "2.0")
  from gi.repository import Atspi
  found = []
  for name, role, node in ward.accessibles ():
    bed = re.search (r"[Bb]ed (\d+)", name)
    if "button" in role and "ilence" in name and bed:
      box = node.get_extents (Atspi.CoordType.WINDOW)
      if box.width > 0 and box.y < 96:
        found.append ((box.x + box.width // 2, box.y + box.height // 2, int (bed[1]), node))
  return sorted (found, key=lambda f: f[0])


def main ():
  with tempfile.TemporaryDirectory (prefix="vigil-strip-") as folder:
    scenario = pathlib.Path (folder) / "moving.scenario"
    write_scenario (scenario)
    with Ward (source, build, scenario) as ward:
      ward.start_station ()
      until ("two yellows", 60, lambda: len (strip_buttons (ward)) >= 2, every=.3)
      x, y, _, _ = strip_buttons (ward)[0]

      def here_now ():
        # The bed of the target whose middle is nearest to the place, as it is spoken now.
        near = [f for f in strip_buttons (ward) if abs (f[0] - x) < 160]
        return near[0][2] if near else None

      watcher = Watcher (here_now)
      watcher.start ()
      rng = random.Random (7)
      known = {row["id"] for row in ward.server_rows ()}
      wrong, done, deaf = [], 0, 0
      with case (f"{presses} presses on a place that changes: no wrong bed is silenced"):
        ward.call (["xdotool", "mousemove", x, y])
        for i in range (presses):
          seen = len (watcher.history)
          # Near the next change, before or after it.
          until ("a change", 3 * EVERY_S, lambda: len (watcher.history) > seen, every=.01)
          time.sleep (rng.choice ([0, .05, .1, .2, .35, .8, 1.2, 1.6, 2.5]))
          down = time.monotonic ()
          ward.call (["xdotool", "click", 1])
          time.sleep (1.2)
          fresh = [row for row in ward.server_rows () if row["id"] not in known]
          known |= {row["id"] for row in fresh}
          said = watcher.between (down - DEAF_S + LOOK_S, down + LOOK_S)
          steady = watcher.between (down - DEAF_S - LOOK_S, down + LOOK_S)
          beds = {int (row["bed"]) for row in fresh}
          if beds and not beds <= set (said):
            wrong.append (f"silenced {beds}, but the place said {said}")
          if beds and len (beds) > 1:
            wrong.append (f"one press silenced {beds}")
          done += bool (beds)
          deaf += not beds and len (set (steady)) > 1
        if wrong:
          raise Failure ("; ".join (wrong))
      with case ("it was a test: some presses silenced, and some met a place that had just changed"):
        changes = len (watcher.history)
        say (f"{changes} changes, {done} presses silenced what they meant, {deaf} came too soon after a change")
        watcher.stopping = True
        if done < 3 or deaf < 3 or changes < 20:
          raise Failure ("the place changed too little, or too few presses met it")


print ("1..2", flush=True)
try:
  main ()
except Failure as failure:
  print (f"# {failure}", flush=True)
  sys.exit (1)
