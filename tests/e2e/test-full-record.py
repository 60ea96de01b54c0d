#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bed discharged in the window with a silenced red on it, the server down and the disk full, so that the outbox
cannot take it: the red goes on as NO NAME, un-silenced and heard; NOT SAVED is said; nothing is lost.

usage: test-full-record.py SOURCE BUILD"""
import contextlib, pathlib, re, signal, sqlite3, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ear import Ear, is_high
from gateway import Gateway
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])


def check (what, is_true):
  if not is_true:
    raise Failure (what)


class Bedside:
  """Two beds with lists by hand."""

  def __init__ (self, gateway):
    self.gateway, self.lists = gateway, {"10": [], "11": []}
    gateway.silent |= set (self.lists)
    gateway.on_beat = self.say

  def say (self):
    for bed, alarms in self.lists.items ():
      self.gateway.vitals (bed)
      self.gateway.alarms (bed, alarms)

  def raise_alarm (self, bed, code, priority, kind, label):
    self.lists[bed] = [*self.lists[bed], {"id": code, "code": code, "kind": kind, "pri": priority, "state": "active", "inact": "none",
                                          "label": label, "raised": int (time.time () * 1000)}]
    self.say ()


def tile (ward, bed):
  return next ((name for name, role, _ in ward.accessibles () if "button" in role and re.match (rf"Bed {bed}(,|$)", name)), "")


def rows (ward, bed):
  return [row for row in ward.server_rows () if row["bed"] == bed]


def changes (ward):
  path = ward.folder / "server/vigil-server.db"
  with contextlib.closing (sqlite3.connect (f"file:{path}?mode=ro", uri=True)) as database:
    return database.execute ("SELECT action FROM changes WHERE bed = '10'").fetchall ()


def silence (ward, bed):
  ward.touch (rf"Silence bed {bed}:.*")
  until (f"bed {bed} silenced", 3, lambda: "alarm silenced" in tile (ward, bed))


def fill (ward, bedside, place):
  """Until the station itself says of a silence that it is not saved: the database has room in pages that it has."""
  with open (place / "ballast", "wb", buffering=0) as ballast, contextlib.suppress (OSError):
    while True:
      ballast.write (b"x" * 512)
  ward.touch (r"Bed 11(,.*)?")
  for i in range (8):
    bedside.raise_alarm ("11", f"MDC_EVT_TEST_{i}", "medium", "technical", f"TEST {i}")
    until ("another alarm", 5, lambda: re.search (rf"medium alarm: .*TEST {i}", tile (ward, 11)))
    silence (ward, 11)
    with contextlib.suppress (Failure):
      until ("not saved", 2, lambda: ward.sees ("Silenced", "NOT SAVED"))
      ward.touch ("Back to wall")
      return i + 1
  raise Failure ("the disk never was full: the test proves nothing")


def discharge (ward):
  ward.touch (r"Bed 10(,.*)?")
  ward.touch ("Discharge…")
  until ("it says what will be", 3, lambda: ward.sees ("leaves bed 10."))
  ward.touch ("Discharge bed 10")


def run (ward, ear, bedside, place):
  with case ("a red is silenced, saved and on the server"):
    ward.start ("station", [build / "src/app/vigil", "--config", ward.folder / "station.conf", "--data-dir", place / "station"])
    until ("live", 30, lambda: "HR 76" in tile (ward, 10) and "HR 76" in tile (ward, 11))
    bedside.raise_alarm ("10", "VIGIL_EVT_ECG_V_FIB", "high", "physiological", "VF")
    until ("VF", 5, lambda: "high alarm: VF" in tile (ward, 10))
    silence (ward, 10)
    until ("one row", 10, lambda: len (rows (ward, "10")) == 1)
  with case ("with the server down and the disk full a silence binds, and NOT SAVED is said of it"):
    ward.end ("server", signal.SIGKILL)
    n = fill (ward, bedside, place)
    say (f"{n} silences until it was full")
    until ("told", 10, lambda: ward.sees ("NOT SAVED", "low priority"))
  with case ("discharged by hand: NOT SAVED is said of that too, the bed has no name, and its red is open again and heard"):
    check ("it is open already", "alarm silenced" in tile (ward, 10))
    discharge (ward)
    began = ward.acts[-1]
    until ("open again", 2, lambda: "high alarm: VF" in tile (ward, 10))
    until ("not saved", 5, lambda: ward.sees ("Discharged · NOT SAVED"))
    until ("no name", 5, lambda: ward.sees ("NO NAME"))
    burst = ear.wait ("a high burst", 8, began - 1, lambda b: is_high (b) and b["t"] > began)
    say (f"heard {burst['t'] - began:.1f} s after the touch")
    check ("not in the strip", ward.sees ("Bed 10: VF, high priority"))
  with case ("it sounds until it is silenced anew, by a silence that is not saved either"):
    again = time.time ()
    ear.wait ("a further burst", 14, again, lambda b: is_high (b) and b["t"] > again)
    silence (ward, 10)
    ended = time.time ()
    time.sleep (10)
    late = [b for b in ear.hear () if b["t"] > ended + .5 and is_high (b)]
    check (f"still heard: {late}", not late)
  with case ("with the server back all of it is there once, from memory, while the disk is still full"):
    ward.restart_server ()
    until ("the discharge", 60, lambda: changes (ward) == [("discharge",)], every=.3)
    until ("the silences", 60, lambda: (len (rows (ward, "10")), len (rows (ward, "11"))) == (2, n), every=.3)
    until ("the page says so", 10, lambda: ward.sees ("Discharged · on the server"))
    ids = [row["id"] for row in ward.server_rows ()]
    check ("a row twice", len (ids) == len (set (ids)))
    first, second = rows (ward, "10")
    check (f"of whom: {first['encounter']}, {second['encounter']}", first["encounter"] and not second["encounter"])
  with case ("with room on the disk the station is well again, and nothing is left to send"):
    (place / "ballast").unlink ()
    until ("well again", 30, lambda: not ward.sees ("NOT SAVED", "low priority"))
    time.sleep (3)
    check ("more than once", changes (ward) == [("discharge",)] and len (rows (ward, "10")) == 2)


def main ():
  with Ward (source, build, here / "bad-days.scenario", size="1920x1080", gateways={"gw-hand": (["10", "11"], [])}) as ward:
    place = ward.folder / "tiny"
    place.mkdir ()
    if ward.call (["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]).returncode:
      print ("1..0 # SKIP this user may not mount a tmpfs", flush=True)
      return
    print ("1..6", flush=True)
    try:
      gateway = Gateway (ward, "gw-hand", ["10", "11"])
      run (ward, Ear (ward), Bedside (gateway), place)
      ward.end ("station")
      gateway.die ()
    finally:
      ward.end ("station")
      ward.call (["umount", "-l", place])


try:
  main ()
except Failure:
  sys.exit (1)
