#!/usr/bin/python3
"""A drill, end to end with real sound: begun, heard as a high alarm, silenced, and on the server as a drill;
then one that gives way to a real alarm. usage: test-drill.py SOURCE BUILD"""
import pathlib, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import hear
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])


def require (truth, words):
  if not truth:
    raise Failure (words)


def drill_of (station):
  for key, shown in station.alarms ().items ():
    if key.startswith ("|VIGIL_EVT_DRILL|"):
      return shown
  return None


def rows (ward):
  return [row for row in ward.server_rows () if "VIGIL_EVT_DRILL" in str (row)]


def seconds_recorded (ward):
  return ward.sound_file.stat ().st_size / 96000


def main ():
  with Ward (source, build, here / "drill.scenario", desktop=False) as ward, Headless (ward) as station:
    with case ("the station is live, can be heard, and nothing is open"):
      until ("link and sound", 40, lambda: station.word ("link") == "up" and station.word ("sound") == "works")
      until ("nothing open", 30, lambda: not [a for a in station.alarms ().values () if a[0] == "open"])
    with case ("a drill begins and is heard as a high alarm"):
      began = seconds_recorded (ward)
      station.tell ("drill")
      until ("the drill open", 2, lambda: drill_of (station) and drill_of (station)[0] == "open", every=.02)
      require (drill_of (station)[1] == "high", "it is no high one")
      require (not [key for key in station.alarms () if not key.startswith ("|")], "it is on a bed")
      # One burst is 3 to 4 s long; the recording is read when it has been over for a while.
      time.sleep (5)
      station.tell ("silence -")
      until ("no alarm shown", 2, lambda: drill_of (station) is None, every=.02)
      until ("recorded", 20, lambda: seconds_recorded (ward) > began + 10)
      samples, rate = hear.read_wav (ward.sound_file)
      bursts = [b for b in hear.hear (samples, rate) if b["t"] >= began - 1]
      require (any (b["sound"] == "high" for b in bursts), f"no high burst was heard: {bursts}")
      require (not [b for b in bursts if b["t"] > began + 7], f"it went on: {bursts}")
      say (f"{len (bursts)} bursts")
    with case ("the station says who silenced it and after how long"):
      last = until ("the outcome", 5, lambda: station.ask ("drills"))[0].split ()
      require (last[0] == "drill" and last[1] == "silenced", f"{last}")
      require (4.5 <= float (last[2]) <= 9, f"after {last[2]} s")
    with case ("on the server it is one row, marked as a drill, without a bed"):
      until ("the row", 20, lambda: rows (ward), every=.2)
      row, = rows (ward)
      require (row["bed"] is None or row["bed"] == "", f"a bed: {row['bed']}")
      require ("DRILL" in str (row) and "drill" in str (row), f"not marked: {row}")
    with case ("a second drill gives way at once to a real alarm, and what sounds goes on"):
      station.tell ("drill")
      until ("the drill open", 2, lambda: drill_of (station) and drill_of (station)[0] == "open", every=.02)
      until ("the tachycardia of bed 1", 90,
             lambda: [key for key, a in station.alarms ().items () if key.startswith ("01|") and a[0] == "open"], every=.02)
      require (drill_of (station) is None, "both stand")
      require (station.word ("sounding") in ("high", "medium"), f"sounding {station.word ('sounding')}")
      require (station.ask ("drills")[0].split ()[1] == "yielded", "it did not yield")


print ("1..5", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
