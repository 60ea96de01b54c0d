#!/usr/bin/python3
"""What desks sound, by recordings of their sinks: a window that is not shown alarms all the same; a silence at
one desk falls silent at the other within a second; a station whose main loop stands still says so by itself.
usage: test-sound-desks.py SOURCE BUILD"""
import pathlib, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import hear
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
WITHIN_S = 1.0  # docs/DESIGN.md, "From finger to server"
STALL_S = 8
# The dead-man: main has stood still for 3 s, and what a turn of a thread, the server and a loaded machine take.
STALLED_S, TOLERANCE_S = 3.0, .7


class Desk:
  """A sound server of its own, for a second desk on this machine; its sink is recorded."""

  def __init__ (self, ward):
    self.ward = ward
    socket = ward.folder / "desk-2.pulse"
    run = ward.folder / "run-2"
    run.mkdir (mode=0o700)
    self.env = {**ward.env, "PULSE_SERVER": f"unix:{socket}", "XDG_RUNTIME_DIR": str (run)}
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"):  # a bus has one sound server, a display leads to a bus
      self.env.pop (name, None)
    ward.start ("sound-2", ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "-L",
                            f"module-native-protocol-unix socket={socket} auth-anonymous=1", "-L",
                            "module-null-sink sink_name=ward2 sink_properties=device.class=sound"], env=self.env)
    until ("the second sound server", 10, lambda: self.call ("info").returncode == 0)
    self.sound_file = ward.folder / "desk-2.wav"

  def call (self, *words):
    return subprocess.run (["pactl", *words], capture_output=True, env=self.env)

  def record (self):
    self.ward.end ("recorder-2")
    self.sound_file.unlink (missing_ok=True)
    self.ward.start ("recorder-2", ["parec", "--latency-msec=20", "-d", "ward2.monitor", "--rate=48000", "--channels=1",
                                    "--format=s16le", "--file-format=wav", self.sound_file], env=self.env)
    until ("the second recording", 10, lambda: self.sound_file.exists () and self.sound_file.stat ().st_size > 20000)


def require (truth, words):
  if not truth:
    raise Failure (words)


def heard (path):
  """What was heard, in wall time: the newest sample is of now."""
  now = time.time ()
  samples, rate = hear.read_wav (path)
  begun = now - len (samples) / rate
  return [{**burst, "t": begun + burst["t"], "end": begun + burst["end"]} for burst in hear.hear (samples, rate)]


def is_loud (path):
  """In the last 60 ms."""
  samples, rate = hear.read_wav (path)
  return abs (samples[-int (.06 * rate):]).max (initial=0) > .02


def has (path, sound, after):
  return any (burst["sound"] == sound and burst["t"] > after for burst in heard (path))


def hide_window (ward):
  found = ward.call (["xdotool", "search", "--onlyvisible", "--pid", ward.processes["station"].pid]).stdout.split ()
  require (found, "the station has no window")
  for window in found:
    ward.call (["xdotool", "windowunmap", "--sync", window])
  return found


def is_shown (ward, window):
  return "IsViewable" in ward.call (["xwininfo", "-id", window]).stdout


def hidden_window (ward):
  ward.start_station ()
  until ("3 of 3 beds live", 25, lambda: ward.sees ("3 of 3 beds live"))
  windows = hide_window (ward)
  hidden = time.time ()
  require (not any (is_shown (ward, window) for window in windows), "the window is still shown")
  until ("a whole high burst", 60, lambda: has (ward.sound_file, "high", hidden), every=1)
  require (not any (is_shown (ward, window) for window in windows), "the window came back: the test proves nothing")
  ward.end ("station")


def silenced_everywhere (ward, other):
  with Headless (ward) as one, Headless (ward, "desk-2.conf", "desk-2", other.env) as two:
    for desk in (one, two):
      until ("the red", 60, lambda: desk.word ("sounding") == "high")
    ward.end ("recorder")
    ward.start_recording ()
    other.record ()
    begun = time.time ()
    until ("heard at the first desk", 20, lambda: has (ward.sound_file, "high", begun), every=.5)
    # The burst of the other desk is in the air: that it stops is heard.
    until ("a burst at the other desk", 20, lambda: is_loud (other.sound_file), every=.02)
    silenced = time.time ()
    one.tell ("silence 01")
    time.sleep (WITHIN_S + 8)  # as long as a burst would take to come back
    for name, path in (("this desk", ward.sound_file), ("the other desk", other.sound_file)):
      bursts = heard (path)
      require (bursts, f"{name} was never heard")
      late = max (burst["end"] for burst in bursts) - silenced
      say (f"{name} fell silent {late:.2f} s after the silence")
      require (late < WITHIN_S, f"{name} sounded for {late:.2f} s after the silence")
    require (max (burst["end"] for burst in heard (other.sound_file)) > silenced - .1,
             "the other desk was silent before: the test proves nothing")
    require (two.find ("ASYSTOLE")[1]["phase"] == "silenced", "the other desk does not show the silence")
    one.quit ()
    two.quit ()


def watch (ward):
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


def dead_man (ward):
  last = watch (ward)
  with Headless (ward) as station:
    until ("ready for the others", 20, lambda: last () == "ready")
    ward.end ("recorder")
    ward.start_recording ()
    begun = time.time ()
    station.tell (f"stall {STALL_S}")
    until ("lost for the others", 5, lambda: last () == "lost")
    lost = time.time () - begun
    failed = until ("station failed heard", STALL_S,
                    lambda: [burst["t"] - begun for burst in heard (ward.sound_file) if burst["sound"] == "station-failed"],
                    every=.5)[0]
    say (f"main stood still: lost was published after {lost:.2f} s, station failed heard after {failed:.2f} s")
    for what, seconds in (("lost", lost), ("station failed", failed)):
      # The last beat was up to 50 ms before; the recording's clock is right to 0.1 s.
      require (STALLED_S - .2 < seconds < STALLED_S + TOLERANCE_S, f"{what} after {seconds:.2f} s")
    until ("ready again", 10, lambda: last () == "ready")
    station.quit ()


def main ():
  with Ward (source, build, here / "sound-desks.scenario") as ward:
    with case ("a window that is not shown alarms all the same"):
      hidden_window (ward)
    with case ("a station that stands still says so, by sound and to the others"):
      dead_man (ward)
    with case ("a silence at one desk falls silent at the other within a second"):
      silenced_everywhere (ward, Desk (ward))


print ("1..3", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
