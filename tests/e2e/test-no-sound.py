#!/usr/bin/python3
"""No sound, from the act to the nurse: whatever is done to the sound server, within two seconds the window shows a
banner over its whole width, a technical alarm is open and the other desks are told; and all of it ends by itself.
usage: test-no-sound.py SOURCE BUILD pulseaudio|pipewire"""
import pathlib, shutil, signal, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
server = sys.argv[3]
WITHIN_S = 2.0
CALM = "State of this station"


def require (truth, words):
  if not truth:
    raise Failure (words)


def find (ward, what, question):
  """The accessible whose name and role answer the question; its name is read anew each time it is asked."""
  found = until (what, 20, lambda: [node for name, role, node in ward.accessibles () if question (name, role)])
  return found[0]


def name_of (node):
  node.clear_cache ()
  return node.get_name () or ""


class Watch:
  """When each of the three was first seen, in seconds after the act."""

  def __init__ (self, ward):
    self.ward = ward
    self.window = find (ward, "the window", lambda name, role: role == "frame")
    self.banner = find (ward, "the banner", lambda name, role: name == CALM)
    self.status = find (ward, "the counts", lambda name, role: name.startswith ("Open alarms:"))
    self.path = ward.folder / "watch.out"
    password = (ward.folder / "broker/desk-2.password").read_text ().strip ()
    with open (self.path, "wb") as out:
      ward.processes["watch"] = subprocess.Popen (
        ["mosquitto_sub", "-h", "127.0.0.1", "-p", str (ward.broker_port), "-u", "desk-2", "-P", password, "-F", "%U %p",
         "-t", f"vigil/v1/{ward.site}/{ward.ward}/station/desk-1/state"], stdout=out)
    until ("ready for the others", 20, lambda: self.states () and self.states ()[-1][1] == "ready")

  def states (self):
    """(wall time of arrival, state)"""
    lines = [line.split (" ", 1) for line in self.path.read_text ().splitlines () if '"state":"' in line]
    return [(float (when), text.split ('"state":"')[1].split ('"')[0]) for when, text in lines]

  def is_alarm (self):
    """High alarms that are open: none of a patient is here."""
    return " 1 high" in name_of (self.status)

  def is_calm (self):
    return name_of (self.banner) == CALM and not self.is_alarm () and self.states ()[-1][1] == "ready"

  def wait (self, acted):
    seen = {}
    while len (seen) < 3 and time.time () < acted + 15:
      if "banner" not in seen and name_of (self.banner).startswith ("NO SOUND: "):
        seen["banner"] = time.time () - acted
      if "alarm" not in seen and self.is_alarm ():
        seen["alarm"] = time.time () - acted
      told = [when for when, state in self.states () if when > acted and state == "no-sound"]
      if "state" not in seen and told:
        seen["state"] = told[0] - acted
      time.sleep (.01)
    return seen

  def box (self, node):
    import gi
    gi.require_version ("Atspi", "2.0")
    from gi.repository import Atspi
    return node.get_extents (Atspi.CoordType.WINDOW)

  def judge_width (self):
    """On the screen: red from edge to edge of the window, above the words."""
    banner, window = self.box (self.banner), self.box (self.window)
    import numpy
    raw = subprocess.run (["import", "-window", "root", "-crop", f"{window.width}x1+0+{banner.y + 2}", "+repage",
                           "-depth", "8", "rgb:-"], capture_output=True, env=self.ward.env).stdout
    row = numpy.frombuffer (raw, "u1").reshape (-1, 3).astype (int)
    require (len (row) == window.width == int (self.ward.size.split ("x")[0]), f"a row of {len (row)} px")
    is_red = (row[:, 0] > 150) & (row[:, 1] < 80) & (row[:, 2] < 80)
    require (is_red.all (), f"{(~is_red).sum ()} px of the banner's row are not red")


def control (ward, *words):
  require (ward.call (["pactl", *words]).returncode == 0, f"pactl {' '.join (words)}")


def stop (ward, name, sign):
  ward.processes[name].send_signal (sign)


def kill (ward, *names):
  """At once, and what it leaves behind."""
  for name in names:
    ward.processes[name].send_signal (signal.SIGKILL)
  for name in names:
    ward.processes.pop (name).wait ()
  if server == "pulseaudio":
    shutil.rmtree (ward.folder / "run/pulse", ignore_errors=True)


def restart (ward):
  ward.end_sound ()
  ward.start_sound ()


def swallow (ward):
  control (ward, "load-module", "module-null-sink", "sink_name=nowhere")
  control (ward, "set-default-sink", "nowhere")


# What is done, how, and how it is undone.
TROUBLES = [
  ("muted", lambda ward: control (ward, "set-sink-mute", "ward", "1"), lambda ward: control (ward, "set-sink-mute", "ward", "0")),
  ("turned down", lambda ward: control (ward, "set-sink-volume", "ward", "20%"),
   lambda ward: control (ward, "set-sink-volume", "ward", "100%")),
  ("a sink that swallows everything", swallow, lambda ward: control (ward, "set-default-sink", "ward")),
  ("the server frozen", lambda ward: stop (ward, "sound", signal.SIGSTOP), lambda ward: stop (ward, "sound", signal.SIGCONT)),
  ("the server killed", lambda ward: kill (ward, "sound"), restart),
]
if server == "pipewire":
  TROUBLES += [
    ("PipeWire itself frozen", lambda ward: stop (ward, "pipewire", signal.SIGSTOP),
     lambda ward: stop (ward, "pipewire", signal.SIGCONT)),
    ("PipeWire itself killed", lambda ward: kill (ward, "pipewire"), restart),
    ("the session manager killed", lambda ward: kill (ward, "manager"), restart),
  ]


def main ():
  with Ward (source, build, here / "no-sound.scenario", sound=server) as ward:
    ward.start_station ()
    watch = Watch (ward)
    for what, act, undo in TROUBLES:
      with case (f"{what}: banner, alarm and state within two seconds, and over by itself"):
        until ("calm before", 45, watch.is_calm)
        time.sleep (3)  # a fresh null sink takes two seconds to its first sample
        require (watch.is_calm (), "not calm before")
        acted = time.time ()
        act (ward)
        seen = watch.wait (acted)
        say (f"{what}: " + ", ".join (f"{name} {seconds:.2f} s" for name, seconds in seen.items ()))
        require (set (seen) == {"banner", "alarm", "state"}, f"only {sorted (seen)} within 15 s")
        require (max (seen.values ()) <= WITHIN_S, f"late: {seen}")
        watch.judge_width ()
        undo (ward)
        until ("calm again", 45, watch.is_calm)


if server == "pipewire" and not all (map (shutil.which, ("pipewire", "pipewire-pulse", "wireplumber", "pw-cli"))):
  print ("1..0 # SKIP PipeWire is not installed")
  sys.exit (0)
print (f"1..{len (TROUBLES)}", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
