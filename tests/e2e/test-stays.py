#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks 7 and 10 of ux.md, "Ten tasks", in real time in the window, with sound: a bed goes to CT and comes back;
a bed is discharged and a child without a class admitted while the server is down.

usage: test-stays.py SOURCE BUILD"""
import contextlib, datetime, pathlib, re, signal, sqlite3, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import numpy
from ear import RANK, Ear, rank
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
NEWCOMER = "Testsorrel"
# The scenario's seconds at which the signal of the beds is there again.
BACK_14, BACK_16 = 70, 175


def check (what, is_true):
  if not is_true:
    raise Failure (what)


class StayWard (Ward):
  def find_ward_file (self):
    """A child of seven lies in bed 16: its age is all that tells which child's limits hold."""
    birth = (datetime.date.today () - datetime.timedelta (7 * 365 + 100)).isoformat ()
    text = super ().find_ward_file ().read_text ()
    before, bed = text.split ("[bed 16]\n")
    bed = re.sub (r"birth=.*\nclass=.*", f"birth={birth}\nclass=paediatric", bed, count=1)
    path = self.folder / "ward.conf"
    path.write_text (f"{before}[bed 16]\n{bed}")
    return path

  def tile (self, bed):
    return next ((name for name, role, _ in self.accessibles () if "button" in role and re.match (rf"Bed {bed}(,|$)", name)), "")

  def drawn (self, bed):
    """The share of the ECG's lane on the wall that has a trace."""
    _, box = self.find_button (rf"Bed {bed}(,.*)?")
    left, width, height = box.x + int (.15 * box.width), int (.45 * box.width), box.height
    crop = f"{width}x{height}+{left}+{box.y}"
    raw = subprocess.run (["import", "-window", "root", "-crop", crop, "-depth", "8", "rgb:-"], capture_output=True, env=self.env,
                          check=True).stdout
    pixels = numpy.frombuffer (raw, numpy.uint8).reshape (height, width, 3).astype (int)
    green = (pixels[..., 1] > 120) & (pixels[..., 1] > pixels[..., 0] + 60) & (pixels[..., 1] > pixels[..., 2] + 30)
    return float (green.any (axis=0).mean ())


def at_scenario (ward, seconds):
  time.sleep (max (ward.zero + seconds - time.time (), 0))


def task_7 (ward, ear):
  with case ("task 7: bed 14 goes to CT until a time of day: four touches, ten seconds"):
    until ("all live", 20, lambda: ward.sees ("16 of 16 beds live"))
    began = time.time ()
    ward.touch (r"Bed 14(,.*)?")
    ward.touch ("Away…")
    ward.touch ("CT")
    back = (datetime.datetime.now () + datetime.timedelta (hours=1)).strftime ("%H:%M")
    ward.touch (r"Back at \d\d:\d\d, in 60 min")
    until ("the page says it", 3, lambda: ward.sees ("Away: CT · back"))
    took = time.time () - began
    said = ward.sees ("Away: CT · back")
    say (f"{took:.1f} s: {said}")
    check (f"after {took:.1f} s", took < 10)
    check (f"not back at {back}: {said}", back in said or (datetime.datetime.now () + datetime.timedelta (hours=1)).strftime ("%H:%M") in said)
    ward.touch ("Back to wall")
    until ("the tile says it", 6, lambda: "Away: CT · back" in ward.tile (14))
  with case ("task 7: one row on the server says where and until when"):
    rows = until ("a row", 10, lambda: [row for row in ward.server_rows () if row["bed"] == "14"])
    check (f"{rows}", len (rows) == 1 and (rows[0]["action"], rows[0]["mode"], rows[0]["reason"]) == ("suspend", "away", "CT"))
    check (f"until {rows[0]['until']}", abs (rows[0]["until"] / 1000 - began - 3600) < 15)
  with case ("task 7: its absence is no alarm, seen or heard, and 29 s of signal do not end it"):
    at_scenario (ward, BACK_14 - 2)
    check (f"{ward.tile (14)}", "Away: CT" in ward.tile (14) and "alarm" not in ward.tile (14))
    at_scenario (ward, BACK_14 + 29)
    check (f"{ward.tile (14)}", "Away: CT" in ward.tile (14) and "alarm" not in ward.tile (14))
    check ("something is open", ward.sees ("No open alarms"))
    sounds = [b for b in ear.hear () if began < b["t"] < ward.zero + BACK_14 + 29]
    check (f"heard: {sounds}", not sounds)
  with case ("task 7: after 30 s of steady signal it is watched again, and what stands is announced"):
    until ("the alarm", 8, lambda: re.search (r"medium alarm: HR 13\d > 120", ward.tile (14)))
    after = time.time () - ward.zero - BACK_14
    check (f"after {after:.1f} s", after > 29.5)
    check ("still away", "Away" not in ward.tile (14))
    burst = ear.wait ("the medium burst", 8, ward.zero + BACK_14, lambda b: rank (b) == RANK["medium"])
    say (f"seen {after:.1f} s, heard {burst['t'] - ward.zero - BACK_14:.1f} s after the signal was back")
    check ("heard before", burst["t"] > ward.zero + BACK_14 + 29.5)
    ward.touch (r"Silence bed 14:.*")
    until ("silenced", 3, lambda: "silenced" in ward.tile (14))


def changes (ward):
  """The server's rows of who came to and left bed 16: (action, family)."""
  path = ward.folder / "server/vigil-server.db"
  with contextlib.closing (sqlite3.connect (f"file:{path}?mode=ro", uri=True)) as database:
    return database.execute ("SELECT action, family, birth FROM changes WHERE bed = '16' ORDER BY row").fetchall ()


def type_name (ward):
  """Into the field that has the focus when the form opens."""
  from gi.repository import Atspi
  until ("a field for the name", 5, lambda: any (name == "Family name" and node.get_state_set ().contains (Atspi.StateType.FOCUSED)
                                                 for name, _, node in ward.accessibles ()))
  ward.call (["xdotool", "type", "--delay", "40", NEWCOMER])


def task_10 (ward, ear):
  with case ("task 10: bed 16 has a child with a trace, of whom the server and the trends know"):
    check ("CLASS? before its time", not ward.sees ("CLASS?"))
    share = until ("a lane full of trace", 10, lambda: ward.drawn (16) > .75 and ward.drawn (16), every=.3)
    say (f"{share:.0%} of the lane")
    until ("the monitor is switched off", 60, lambda: "NO DATA" in ward.tile (16), every=.2)
  with case ("task 10: with the server down it is discharged, and another child admitted, without class or birth date: saved here"):
    ward.end ("server", signal.SIGKILL)
    began = time.time ()
    ward.touch (r"Bed 16(,.*)?")
    ward.touch ("Discharge…")
    until ("it asks", 3, lambda: ward.sees ("leaves bed 16."))
    ward.touch ("Discharge bed 16")
    until ("discharged", 5, lambda: ward.sees ("Discharged · saved here"))
    until ("empty and quiet", 6, lambda: ward.tile (16).startswith ("Bed 16, empty"))
    check (f"not quiet: {ward.tile (16)}", "alarm" not in ward.tile (16))
    check ("the trends of who left", not ward.sees ("values in"))
    ward.touch ("Admit…")
    type_name (ward)
    ward.touch ("Admit to bed 16")
    until ("admitted", 5, lambda: ward.sees ("Admitted · saved here") and ward.sees (f"Bed 16 · {NEWCOMER}"))
    took = time.time () - began
    say (f"{took:.1f} s")
    check (f"after {took:.1f} s", took < 60)
    ward.touch ("Back to wall")
    until ("the wall", 5, lambda: not ward.sees ("Back to wall"))
  with case ("task 10: no old trace: the lane is empty, and begins anew with the new child's signal"):
    check ("the signal is back too early for the test", time.time () < ward.zero + BACK_16)
    check (f"{ward.drawn (16):.0%} of the lane is drawn", ward.drawn (16) == 0)
    at_scenario (ward, BACK_16 - .5)
    check ("a trace before there is a signal", ward.drawn (16) == 0)
    until ("the first of the trace", 10, lambda: ward.drawn (16) > 0, every=.1)
    since = time.time ()
    time.sleep (1)
    share, took = ward.drawn (16), time.time () - since
    say (f"{share:.0%} of the lane after {took:.1f} s")
    # Five seconds at the least make the whole lane.
    check (f"{share:.0%} of the lane after {took:.1f} s", share < (took + .6) / 4)
  with case ("task 10: CLASS? is asked at the tile, and heard as low; nothing higher sounds"):
    until ("CLASS?", 30, lambda: re.search (r"low alarm:.*CLASS\?", ward.tile (16)))
    asked = time.time ()
    check (f"{asked - ward.zero - BACK_16:.1f} s after the signal", asked - ward.zero - BACK_16 > 14)
    low = ear.wait ("a low burst", 26, asked - 1, lambda b: b["sound"] == "low")
    # NO DATA of a bed with somebody in it may be heard until there are 5 s of data.
    sounds = [b for b in ear.hear () if ward.zero + BACK_16 + 7 < b["t"] <= low["t"] + .1 and rank (b) != RANK["low"]]
    check (f"heard: {sounds}", not sounds)
  with case ("task 10: with the server back both are on it, once, and the page says so"):
    check (f"already there: {changes (ward)}", not changes (ward))
    ward.restart_server ()
    wanted = [("discharge", "", ""), ("admit", NEWCOMER, "")]
    until ("both", 40, lambda: changes (ward) == wanted, every=.2)
    ward.touch (r"Bed 16(,.*)?")
    until ("on the server", 10, lambda: ward.sees ("Admitted · on the server") and ward.sees (f"Bed 16 · {NEWCOMER}"))
    time.sleep (12)  # a further snapshot of the server
    check (f"{changes (ward)}", changes (ward) == wanted)
    check ("the name is lost", ward.sees (f"Bed 16 · {NEWCOMER}"))


def main ():
  with StayWard (source, build, here / "stays.scenario") as ward:
    ward.zero = int (ward.log ("sim").split ("start_ms=")[1].split ()[0]) / 1000
    ear = Ear (ward)
    ward.start_station ()
    task_7 (ward, ear)
    task_10 (ward, ear)


print ("1..9", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
