#!/usr/bin/python3
"""Bad days of the sound: no server at the start, killed and started again, muted, a sink that swallows
everything. Each is said on the screen's side (a technical alarm), to the other desks (no-sound), and ends by
itself; what sounds after it is heard in the recording. usage: test-bad-sound.py SOURCE BUILD"""
import pathlib, signal, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import hear
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])


def require (truth, words):
  if not truth:
    raise Failure (words)


def watch (ward):
  """Another client: what it is told of desk 1."""
  path = ward.folder / "watch.out"
  password = (ward.folder / "broker/desk-2.password").read_text ().strip ()
  with open (path, "wb") as out:
    ward.processes["watch"] = subprocess.Popen (
      ["mosquitto_sub", "-h", "127.0.0.1", "-p", str (ward.broker_port), "-u", "desk-2", "-P", password, "-F", "%p",
       "-t", f"vigil/v1/{ward.site}/{ward.ward}/station/desk-1/state"], stdout=out)
  def last ():
    lines = [line for line in path.read_text ().splitlines () if '"state":"' in line]
    return lines[-1].split ('"state":"')[1].split ('"')[0] if lines else ""
  return last


def bad (station, last, word):
  until ("a high technical alarm", 15, lambda: station.find ("NO_SOUND", "high"))
  until (f"the word {word}", 5, lambda: station.word ("sound") == word)
  until ("no-sound for the others", 5, lambda: last () == "no-sound")


def good (ward, station, last):
  """By itself, and a whole medium burst is heard: the ward has a medium alarm open all the time."""
  until ("sound works", 30, lambda: station.word ("sound") == "works")
  until ("ready for the others", 5, lambda: last () == "ready")
  until ("the alarm ends", 15, lambda: not station.find ("NO_SOUND"))
  ward.end ("recorder")
  ward.start_recording ()
  until ("a medium burst heard", 30, lambda: "medium" in heard (ward), every=1)


def heard (ward):
  samples, rate = hear.read_wav (ward.sound_file)
  return [burst["sound"] for burst in hear.hear (samples, rate)]


def kill_sound (ward):
  ward.end ("recorder")
  ward.end ("sound", signal.SIGKILL)
  for leftover in (ward.folder / "run/pulse").glob ("*"):
    leftover.unlink ()


def main ():
  with Ward (source, build, source / "tests/e2e/bad-days.scenario", desktop=False) as ward:
    kill_sound (ward)
    last = watch (ward)
    with Headless (ward) as station:
      with case ("no sound server at the start: it starts all the same, and says NO SOUND"):
        bad (station, last, "no-server")
        until ("live", 20, lambda: station.is_live ("03"))
      with case ("the sound server comes: by itself, and heard"):
        ward.start_sound ()
        good (ward, station, last)
      with case ("the sound server is killed: NO SOUND; started again: heard"):
        kill_sound (ward)
        bad (station, last, "no-server")
        ward.start_sound ()
        good (ward, station, last)
      with case ("muted: NO SOUND, and nothing is heard; unmuted: heard"):
        ward.call (["pactl", "set-sink-mute", "ward", "1"])
        bad (station, last, "muted")
        ward.end ("recorder")
        ward.start_recording ()
        time.sleep (3)  # the length of silence that is judged
        require (not heard (ward), f"heard from a muted sink: {heard (ward)}")
        ward.call (["pactl", "set-sink-mute", "ward", "0"])
        good (ward, station, last)
      with case ("a sink that swallows everything is not taken for a speaker"):
        ward.call (["pactl", "load-module", "module-null-sink", "sink_name=nowhere"])
        ward.call (["pactl", "set-default-sink", "nowhere"])
        bad (station, last, "no-sink")
        ward.call (["pactl", "set-default-sink", "ward"])
        good (ward, station, last)
      with case ("the sound server frozen: NO SOUND; thawed: heard"):
        ward.processes["sound"].send_signal (signal.SIGSTOP)
        until ("a high technical alarm", 20, lambda: station.find ("NO_SOUND", "high"))
        until ("no-sound for the others", 5, lambda: last () == "no-sound")
        require (station.is_live ("03"), "the wall stands still with the sound")
        ward.processes["sound"].send_signal (signal.SIGCONT)
        good (ward, station, last)
      with case ("it ends in order"):
        station.quit ()
        require (station.process.returncode == 0, f"status {station.process.returncode}")


print ("1..7", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
