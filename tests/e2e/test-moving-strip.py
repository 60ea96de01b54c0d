#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Task 4 of ux.md, "Ten tasks": the attention strip changes under the finger, twenty times and more, and no
wrong bed is silenced. A hand presses one and the same place on the strip around the moments at which another
alarm takes it; what was silenced must be what stood there, unchanged, when the button went down.

usage: test-moving-strip.py SOURCE BUILD [PRESSES]"""
import pathlib, random, re, sys, tempfile, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
presses = int (sys.argv[3]) if len (sys.argv) > 3 else 26
EVERY_S = 6
# A target is deaf for 400 ms after it changed; the watcher looks every few hundredths.
DEAF_S, LOOK_S = .4, .15


def write_scenario (path):
  """A yellow on some beds, and every few seconds a red on the next that the bedside resets soon: each takes the
  first place of the strip, and gives it back."""
  lines = ["[scenario]", "title = A strip that moves", "[gateway gw-01]", "[bed *]", "gateway = gw-01", "demo = yes",
           "limit = HR 50..120 40..150", "latch = 2"]
  for i in range (1, 25):
    lines += [f"[bed {i:02}]", f"label = {i}"]
    if i <= 4:
      lines.append (f"episode = tachycardia at 0:0{2 + i} for 30:00 to 13{i}")
    else:
      lines.append (f"episode = asystole at {10 + (i - 5) * EVERY_S} for 6 every {20 * EVERY_S}")
  path.write_text ("\n".join (lines) + "\n")


class Strip:
  """The silence targets of the attention strip: what stands at the place of the finger, and since when. The
  tree is walked from the strip down, by one thread, so that a look takes milliseconds."""

  def __init__ (self, ward):
    self.root = until ("the strip", 20, lambda: next ((node for _, role, node in ward.accessibles () if role == "alert"), None))
    from gi.repository import Atspi
    # What is cached here may be old by seconds on a busy machine.
    ward.application ().set_cache_mask (Atspi.Cache.NONE)
    self.history = []
    self.x = 0
    self.slowest = 0.

  def targets (self):
    """(left, right, y of the middle, bed), from the left."""
    from gi.repository import Atspi
    found, stack = [], [self.root]
    while stack:
      node = stack.pop ()
      try:
        if node.get_role_name ().endswith ("button"):
          bed = re.search (r"ilence.*[Bb]ed (\d+)", node.get_name () or "")
          box = node.get_extents (Atspi.CoordType.WINDOW)
          if bed and box.width > 0:
            found.append ((box.x, box.x + box.width, box.y + box.height // 2, int (bed[1])))
        stack.extend (filter (None, (node.get_child_at_index (i) for i in range (node.get_child_count ()))))
      except Exception:  # it went away while we looked
        continue
    return sorted (found)

  def look (self):
    began = time.monotonic ()
    bed = next ((bed for left, right, _, bed in self.targets () if left <= self.x < right), None)
    at = time.monotonic ()
    self.slowest = max (self.slowest, at - began)
    if not self.history or self.history[-1][1] != bed:
      self.history.append ((at, bed))
    return bed

  def watch (self, seconds):
    end = time.monotonic () + seconds
    while time.monotonic () < end:
      self.look ()
      time.sleep (.01)

  def between (self, first, last):
    """All that the place said in that time."""
    before = [name for at, name in self.history if at <= first][-1:]
    return before + [name for at, name in self.history if first < at <= last]


def judge (tries, rows, strip):
  """What was wrong, how many presses silenced, how many met a place that had just changed. A record belongs to
  the press at whose time it was made, however late it came to the server."""
  wrong, done, deaf = [], 0, 0
  for down, began, ended in tries:
    made = [row for row in rows if began - .05 <= row["t"] / 1000 <= ended + .5]
    beds = {int (row["bed"]) for row in made}
    said = strip.between (down - DEAF_S + LOOK_S, down + LOOK_S)
    if len (beds) > 1:
      wrong.append (f"one press silenced {beds}")
    if not beds <= set (said):
      ago = [(round (at - down, 2), bed) for at, bed in strip.history if abs (at - down) < 5]
      wrong.append (f"at {began:.2f} silenced {beds}, but the place said {said}; changes, s from the press: {ago}")
    done += bool (beds)
    deaf += not beds and len (set (strip.between (down - DEAF_S - LOOK_S, down + LOOK_S))) > 1
  return wrong, done, deaf


def rest_on_the_first (ward, strip):
  left, right, y, _ = until ("a target", 3 * EVERY_S, strip.targets, every=.05)[0]
  strip.x = (left + right) // 2
  ward.call (["xdotool", "mousemove", strip.x, y])
  strip.look ()


def main ():
  with tempfile.TemporaryDirectory (prefix="vigil-strip-") as folder:
    scenario = pathlib.Path (folder) / "moving.scenario"
    write_scenario (scenario)
    with Ward (source, build, scenario) as ward:
      ward.start_station ()
      until ("an alarm", 60, lambda: ward.sees ("Bed 1,", "medium alarm"), every=.3)
      strip = Strip (ward)
      rng = random.Random (7)
      tries = []
      with case (f"{presses} presses on a place that changes: no wrong bed is silenced"):
        for i in range (presses):
          rest_on_the_first (ward, strip)
          seen = len (strip.history)
          # Near the next change, before or after it. The last yellow's place may be its own beside a red, too:
          # then it is pressed where it stands.
          end = time.monotonic () + 2 * EVERY_S
          while time.monotonic () < end and strip.look () is not None and len (strip.history) == seen:
            time.sleep (.01)
          if strip.look () is None:  # the cards stand elsewhere now: the finger follows
            rest_on_the_first (ward, strip)
          strip.watch (rng.choice ([0, .05, .1, .2, .35, .8, 1.2, 1.6, 2.5]))
          down, wall = time.monotonic (), time.time ()
          ward.call (["xdotool", "click", 1])
          tries.append ((down, wall, time.time ()))
          strip.watch (1)
        until ("the records are on the server", 20, lambda: not ward.sees ("saved here"))
        wrong, done, deaf = judge (tries, ward.server_rows (), strip)
        if wrong:
          raise Failure ("; ".join (wrong))
      with case ("it was a test: some presses silenced, and some met a place that had just changed"):
        changes = len (strip.history)
        say (f"slowest look {strip.slowest * 1000:.0f} ms; {changes} changes, {done} presses silenced what they meant, {deaf} came too soon after a change")
        if done < 3 or deaf < 3 or changes < 20:
          raise Failure ("the place changed too little, or too few presses met it")


print ("1..2", flush=True)
try:
  main ()
except Failure as failure:
  print (f"# {failure}", flush=True)
  sys.exit (1)
