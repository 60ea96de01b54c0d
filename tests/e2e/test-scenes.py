#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios with a truth (tests/scenarios) in real time: the station's own window, read on the accessibility tree,
its sound heard on the sink, both compared with what the file says. Each has a ward of its own, some at a time.

usage: test-scenes.py SOURCE BUILD [--at-once N] NAME …"""
import pathlib, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path[:0] = [str (here), str (here.parent / "virtual")]
sys.dont_write_bytecode = True
import scenario_truth
from ear import RANK, Ear, rank
from scene import Scene, SceneWard
from ward import Failure, say

# The way to the screen, a look at the tree, and the hand that acts when it has looked.
EARLY_MS, LATE_MS = 400, 1500
# Another alarm renames a tile at once, all else every 5 s (ux.md, "Gloves").
TILE_LATE_MS = 5500
# A burst begins: at once for a red and what is new; a lower one waits for the end of the burst in the air and
# the pause after it. Then it comes again within.
FIRST_S = {"low": 7.5, "medium": 7.5, "high": 1.6}
AGAIN_S = {"low": 24, "medium": 12, "high": 12}


def split (truths):
  """Those of the screen, those of the sound."""
  is_sound = lambda truth: "sound" in truth.what or "burst" in truth.what
  return [t for t in truths if not is_sound (t)], [t for t in truths if is_sound (t)]


def judge_seen (truths, lines):
  for truth in truths:
    truth.first_ms -= EARLY_MS
    truth.last_ms += TILE_LATE_MS if "shown" in truth.what else LATE_MS
  return scenario_truth.compare (truths, lines)


def judge_stretch (priority, start, end, slack, bursts):
  """Between two changes of the sounding priority."""
  inside = [b for b in bursts if start + slack <= b["t"] < end - .3]
  wrong = [b for b in inside if rank (b) != RANK.get (priority, 0)]
  faults = [f"{b['sound']} at {b['t']:.1f} s, where {priority} sounds" for b in wrong]
  if priority == "none":
    return faults
  starts = [b["t"] for b in bursts if rank (b) == RANK[priority] and start - .3 <= b["t"] < end + .5]
  if not starts:
    return faults + [f"{priority} from {start:.1f} to {end:.1f} s: nothing heard"]
  if starts[0] > start + slack + FIRST_S[priority]:
    faults.append (f"{priority} from {start:.1f} s: heard at {starts[0]:.1f} s")
  for a, b in zip (starts, starts[1:] + [end]):
    if b - a > AGAIN_S[priority]:
      faults.append (f"{priority}: nothing heard from {a:.1f} to {b:.1f} s")
  return faults


def judge_heard (truths, bursts, acts, end):
  """`bursts` and `acts` in seconds of the script. What ends within 0.8 s of an act was cut by it."""
  faults = [f"a sound that means nothing at {b['t']:.1f} s: {b}" for b in bursts
            if rank (b) == 0 and not any (act - .1 <= b["end"] <= act + .8 for act in acts)]
  bursts = [b for b in bursts if rank (b) > 0]
  for truth in (t for t in truths if "burst" in t.what):
    once = [b for b in bursts if rank (b) == RANK[truth.what["burst"]]
            and truth.first_ms / 1000 - .3 <= b["t"] <= truth.last_ms / 1000 + LATE_MS / 1000]
    if len (once) != 1:
      faults.append (f"line {truth.number}: {truth.text}: heard {len (once)} times")
    bursts = [b for b in bursts if b not in once]
  # A time of truth is a window; the change is somewhere in it.
  changes = [(0, 0, "none")]
  for truth in (t for t in truths if "sound" in t.what):
    start = truth.first_ms / 1000 + scenario_truth.BEFORE_MS / 1000
    changes.append ((start, truth.last_ms / 1000 - start + LATE_MS / 1000, truth.what["sound"]))
  for (start, slack, priority), (until, _, _) in zip (changes, changes[1:] + [(end, 0, "")]):
    faults += judge_stretch (priority, start, until, slack, bursts)
  return faults


def run_one (source, build, name):
  path = source / "tests/scenarios" / f"{name}.scenario"
  seen, heard = split (scenario_truth.read_truth (path))
  with SceneWard (source, build, path) as ward:
    ear, scene = Ear (ward), Scene (ward)
    scene.run ()
    end = time.time ()
    bursts = [{**b, "t": b["t"] - scene.zero, "end": b["end"] - scene.zero} for b in ear.hear ()]
    acts = [act - scene.zero for act in ward.acts] + [end - scene.zero]
    faults = judge_seen (seen, scene.lines) + judge_heard (heard, bursts, acts, end - scene.zero)
    say (f"{len (scene.lines)} lines, {len (bursts)} bursts: "
         + " ".join (f"{b['t']:.1f}{'.lmh'[rank (b)]}{'' if b['whole'] else '/'}" for b in bursts))
    # Negative control: the same judges complain of a window without its first alarm and of silence.
    alarm = next (line for line in scene.lines if line.get ("state", "gone") != "gone") if not faults else None
    if alarm is not None:
      for truth in seen:
        truth.is_met = False
      lines = [line for line in scene.lines if line is not alarm]
      if not scenario_truth.compare (seen, lines) or not judge_heard (heard, [], acts, end - scene.zero):
        faults.append ("the judges are content without an alarm, or in silence")
    if faults:
      for line in scene.lines:
        print (f"# seen {scenario_truth.format_line (line)}")
      for fault in faults:
        print (f"# fault {fault}")
      raise Failure (f"{len (faults)} faults")


def run_all (source, build, names, at_once):
  """Each in a process of its own: one has one accessibility bus."""
  print (f"1..{len (names)}", flush=True)
  running, n_done, n_failed, waiting = {}, 0, 0, list (names)
  while waiting or running:
    while waiting and len (running) < at_once:
      name = waiting.pop (0)
      running[name] = subprocess.Popen ([sys.executable, __file__, source, build, "--one", name], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
    for name, process in list (running.items ()):
      if process.poll () is None:
        continue
      said = process.communicate ()[0]
      n_done, n_failed = n_done + 1, n_failed + (process.returncode != 0)
      print (f"{'ok' if process.returncode == 0 else 'not ok'} {n_done} - {name}")
      print ("".join (f"{'' if line.startswith ('#') else '# '}{line}\n" for line in said.splitlines ()), end="", flush=True)
      del running[name]
    time.sleep (.2)
  return 1 if n_failed else 0


def main (arguments):
  source, build = map (pathlib.Path, arguments[:2])
  if arguments[2] == "--one":
    try:
      run_one (source, build, arguments[3])
    except Failure as failure:
      print (f"# {failure}")
      return 1
    return 0
  at_once, names = 1, arguments[2:]
  if names[0] == "--at-once":
    at_once, names = int (names[1]), names[2:]
  return run_all (source, build, names, at_once)


sys.exit (main (sys.argv[1:]))
