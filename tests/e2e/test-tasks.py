#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks 1, 2, 3, 5, 6, 8 and 9 of ux.md, "Ten tasks", in real time with sound: what must be read is read on
the accessibility tree, what must be heard in the recording, what must be recorded on the server. Task 4
is test-moving-strip.py, 7 and 10 test-stays.py.

usage: test-tasks.py SOURCE BUILD"""
import pathlib, re, signal, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ear import Ear, is_high
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
# From the sink to the file and from the press to the recorder's clock.
EAR_S = .12


def check (what, is_true):
  if not is_true:
    raise Failure (what)


def cards (ward):
  """The cards of open alarms in the attention strip from left to right; a silenced red stays as a slim one."""
  found = [(ward.box (node), name) for name, role, node in ward.accessibles ()
           if role == "panel" and re.match (r"Bed \d+: .* priority", name) and "ilenced" not in name]
  return [name for _, name in sorted ((box.x, name) for box, name in found if box.width > 0)]


def rows (ward, bed):
  return [row for row in ward.server_rows () if row["bed"] == f"{bed:02}"]


def silence (ward, bed):
  """One press; returns its wall time."""
  ward.press ("ilence", f"bed {bed}:") if ward.sees ("ilence", f"bed {bed}:") else ward.press ("Silence", f"bed {bed}")
  at = ward.acts[-1]
  until (f"bed {bed} no longer open", 3, lambda: not any (c.startswith (f"Bed {bed}:") for c in cards (ward)))
  return at


def at_scenario (ward, seconds):
  """Waits for a second of the scenario: the events of the ward come by its own clock."""
  while time.time () < ward.zero + seconds:
    time.sleep (.1)


def task_1_and_2 (ward, ear):
  with case ("task 1: asystole on bed 12 is told with bed and reason, and is heard as high"):
    until ("the card", 25, lambda: next ((c for c in cards (ward) if c.startswith ("Bed 12: ASYSTOLE, high priority")), None))
    seen = time.time ()
    ear.wait ("the high burst", 5, seen - 1, is_high)
  with case ("task 2: silenced with one press: quiet within 0.3 s, one row on the server"):
    pressed = silence (ward, 12)
    time.sleep (3)
    late = [b for b in ear.hear (pressed - 8) if b["end"] > pressed + .3 + EAR_S]
    check (f"still heard after the press at {pressed:.2f}: {late}", not late)
    until ("one row", 10, lambda: len (rows (ward, 12)) == 1)
  return pressed


def task_3 (ward, ear):
  with case ("task 3: two reds and a yellow stand in the order of their urgency; silence one, the other sounds"):
    until ("three cards", 50, lambda: len (cards (ward)) == 3, every=.2)
    time.sleep (1)
    now = cards (ward)
    check (f"not in order: {now}", [re.match (r"Bed (\d+): (.*?), (\w+) priority", c).groups () for c in now][2][2] == "medium"
           and {c.split (":")[0] for c in now[:2]} == {"Bed 2", "Bed 7"} and now[2].startswith ("Bed 5: HR 13"))
    pressed = silence (ward, 2)
    ear.wait ("the other red", 14, pressed + .5, lambda b: is_high (b) and b["t"] > pressed + .5)
    check ("bed 7 was silenced, too", ward.sees ("Bed 7,", "high alarm: VT") and not ward.sees ("Bed 7,", "silenced"))
    pressed = silence (ward, 7)
    ear.wait ("the yellow", 16, pressed + .5, lambda b: b["sound"] == "medium")
    silence (ward, 5)
    check ("a row for another bed", {row["bed"] for row in ward.server_rows ()} <= {"12", "02", "07", "05"})


def task_5 (ward, ear):
  with case ("task 5: a VT of 10 s that ended while nobody was there still sounds; its strip is one touch away"):
    until ("ended", 40, lambda: ward.sees ("Bed 9: VT") and ward.sees ("Bed 9,", "VT", "ended"))
    ended = time.time ()
    ear.wait ("a high burst after the end", 14, ended, lambda b: is_high (b) and b["t"] > ended)
    tile = next (node for name, role, node in ward.accessibles () if name.startswith ("Bed 9,"))
    box = ward.box (tile)
    ward.call (["xdotool", "mousemove", box.x + 40, box.y + box.height // 2, "click", 1])
    until ("the strip", 10, lambda: ward.sees ("Strip of VT at"))
    silence (ward, 9)
    ward.press ("Back to wall")


def task_6 (ward, ear):
  with case ("task 6: VF with leads off comes before a probe that is off, and VF is still told"):
    until ("both", 40, lambda: ward.sees ("Bed 3,", "PROBE OFF") and ward.sees ("Bed 6,", "LEADS OFF"))
    time.sleep (1)
    now = cards (ward)
    check (f"not VF of bed 6 first: {now}", now and now[0].startswith ("Bed 6: VF"))
    check ("VF is no longer told on the tile", ward.sees ("Bed 6,", "VF"))
    silence (ward, 6)
    silence (ward, 3)


def task_2_again (ward, ear, pressed):
  with case ("task 2: asystole still stands after 120 s, so it rings again, and wants a new touch"):
    until ("open again", 40, lambda: any (c.startswith ("Bed 12: ASYSTOLE") for c in cards (ward)))
    ear.wait ("the high burst", 8, pressed + 118, lambda b: is_high (b) and 118 <= b["t"] - pressed <= 124)
    check ("it sounded before its time", not [b for b in ear.hear (pressed + .5) if is_high (b) and pressed + 80 < b["t"] < pressed + 119.5
                                              and not ward.overlaps (b["t"])])
    silence (ward, 12)
    until ("two rows", 10, lambda: len (rows (ward, 12)) == 2)


def task_8 (ward):
  with case ("task 8: the bedside silenced bed 10, the other desk bed 11: told who, and until when"):
    with Headless (ward, "desk-2.conf", "desk-2") as other:
      until ("the other desk sees it", 75, lambda: "11" in other.open_beds ())
      other.tell ("silence 11")
      until ("silenced there", 5, lambda: ward.sees ("Bed 11,", "silenced"))
      until ("silenced at the bedside", 30, lambda: ward.sees ("Bed 10,", "silenced"))
      ward.press ("Alarms")
      until ("who silenced bed 11", 6, lambda: ward.sees ("Silenced", "Desk 2"))
      until ("who silenced bed 10", 6, lambda: ward.sees ("Silenced", "bedside"))
      ward.press ("Back to wall")
      other.quit ()


def task_9 (ward, ear):
  with case ("task 9: sink muted: NO SOUND and what to do; back by itself"):
    muted = time.time ()
    ward.call (["pactl", "set-sink-mute", "ward", "1"])
    until ("NO SOUND", 2.5, lambda: ward.sees ("NO SOUND"), every=.05)
    say (f"NO SOUND after {time.time () - muted:.1f} s")
    ward.call (["pactl", "set-sink-mute", "ward", "0"])
    until ("sound again", 20, lambda: not ward.sees ("NO SOUND"))
  with case ("task 9: broker killed: one alarm, go to the bedsides; both back: no storm"):
    ward.end ("broker", signal.SIGKILL)
    killed = time.time ()
    until ("LINK LOST", 14, lambda: ward.sees ("LINK LOST") and ward.sees ("o to the bedsides"))
    ear.wait ("a high burst", 14, killed, is_high)
    check ("each bed tells the loss, too", not ward.sees ("NO DATA"))
    ward.restart_broker ()
    until ("link again", 40, lambda: not ward.sees ("LINK LOST"))
    back = time.time ()
    time.sleep (12)
    heard = [b for b in ear.hear (back + 4) if is_high (b)]
    check (f"a storm after the link came back: {heard}", not heard)
    check (f"more than what stood: {cards (ward)}", not any ("high priority" in c for c in cards (ward)))


def main ():
  with Ward (source, build, here / "tasks.scenario") as ward:
    ward.zero = int (ward.log ("sim").split ("start_ms=")[1].split ()[0]) / 1000
    # Other reds ring in these stretches of the scenario: 0:50 to 1:10, 1:30 to 1:56 and 1:56 to 2:20.
    ward.overlaps = lambda t: 48 <= t - ward.zero <= 142
    ear = Ear (ward)
    ward.start_station ()
    until ("16 of 16 beds live", 20, lambda: ward.sees ("16 of 16 beds live"))
    pressed = task_1_and_2 (ward, ear)
    task_3 (ward, ear)
    task_5 (ward, ear)
    task_6 (ward, ear)
    task_2_again (ward, ear, pressed)
    task_8 (ward)
    task_9 (ward, ear)


print ("1..9", flush=True)
try:
  main ()
except Failure as failure:
  print (f"# {failure}", flush=True)
  sys.exit (1)
