#!/usr/bin/python3
"""Station killed with SIGKILL at any moment of a silence: what was called saved is on the server exactly
once, and still stands after the restart; what nobody has silenced goes on. usage: test-death.py SOURCE BUILD [ROUNDS]"""
import pathlib, random, signal, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from station import Headless
from ward import Failure, Ward, case, until

source, build = map (pathlib.Path, sys.argv[1:3])
rounds = int (sys.argv[3]) if len (sys.argv) > 3 else 12


def kill_in_a_silence (ward, delay):
  """Silences one bed and kills `delay` seconds later. Returns what had been called saved."""
  station = Headless (ward)
  try:
    bed = until ("an open alarm", 60, station.open_beds)[0]
    station.tell (f"silence {bed}")
    if delay is None:  # at the very moment it says saved
      until ("saved", 10, lambda: station.saved_ids (), every=0)
    else:
      time.sleep (delay)
  finally:
    station.kill ()
  return station.saved_ids ()


def find_past (station, code, phase):
  return next ((key for key, word in station.details ().items () if code in key and word["phase"] == phase), None)


def kill_over_reds (ward):
  """A latched red sounds on, and the picture of another stays, whoever kills the station, and until they are
  silenced."""
  station = Headless (ward)
  for _ in range (3):
    until ("the latched VT", 40, lambda: find_past (station, "24|MDC_EVT_ECG_V_TACHY", "latched"))
    until ("the picture of the desaturation", 40, lambda: find_past (station, "23|limit|MDC_PULS_OXIM_SAT_O2|lo|2", "silenced"))
    station.kill ()
    station = Headless (ward)
  rows = len (ward.server_rows ())
  for bed in ("23", "24"):
    station.tell (f"silence {bed}")
  until ("both gone", 10, lambda: not any (key.startswith ("24|MDC_EVT_ECG_V_TACHY") or "23|limit|MDC_PULS" in key
                                           for key in station.details ()))
  # What is promised to be there after a death is what was saved before it.
  until ("both on the server", 10, lambda: len (ward.server_rows ()) >= rows + 2)
  station.kill ()
  station = Headless (ward)
  try:
    until ("the yellows again", 20, lambda: len (station.open_beds ()) > 20)
    if find_past (station, "24|MDC_EVT_ECG_V_TACHY", "latched"):
      raise Failure ("what was silenced is back after a restart")
  finally:
    station.quit ()


def main ():
  with Ward (source, build, source / "tests/e2e/many-alarms.scenario", desktop=False) as ward:
    saved = set ()
    with case ("a red that is over and that nobody has silenced goes on after each restart"):
      kill_over_reds (ward)
    with case ("killed at any moment of a silence, with the server up"):
      for i in range (rounds):
        delay = random.Random (i).choice ([None, 0, .001, .003, .006, .01, .02, .05])
        saved |= kill_in_a_silence (ward, delay)
      if not saved:
        raise Failure ("nothing was ever called saved: the test proves nothing")
    with case ("killed while the server is frozen between taking a row and answering"):
      for i in range (3):
        ward.processes["server"].send_signal (signal.SIGSTOP)
        saved |= kill_in_a_silence (ward, .1)
        ward.processes["server"].send_signal (signal.SIGCONT)
    with case ("killed while the server is down"):
      ward.end ("server", signal.SIGKILL)
      saved |= kill_in_a_silence (ward, None)
      ward.restart_server ()
    with case (f"each of {len (saved)} silences called saved is on the server exactly once"):
      station = Headless (ward)
      try:
        until ("all delivered", 30, lambda: saved <= {row["id"] for row in ward.server_rows ()}, every=.2)
      finally:
        station.quit ()
      ids = [row["id"] for row in ward.server_rows ()]
      doubled = {i for i in ids if ids.count (i) > 1}
      if doubled:
        raise Failure (f"more than once: {doubled}")
    with case ("a silence stands after the restart"):
      station = Headless (ward)
      bed = until ("an open alarm", 60, station.open_beds)[0]
      keys = {key for key, word in station.alarms ().items () if key.startswith (bed + "|") and word[0] in ("open", "latched")}
      station.tell (f"silence {bed}")
      until ("saved", 10, lambda: all (station.alarms ().get (key, ("", "", "", ""))[3] in ("saved", "delivered") for key in keys))
      station.kill ()
      again = Headless (ward)
      try:
        until ("the alarm again", 20, lambda: keys & again.alarms ().keys ())
        time.sleep (1)  # long enough for a wrong re-opening to show
        reopened = [line for line in again.read () if line.startswith ("alarm ") and line.split ()[1] in keys
                    and line.split ()[2] in ("open", "latched")]
        if reopened:
          raise Failure (f"open again after the restart: {reopened}")
      finally:
        again.quit ()


print ("1..6", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
