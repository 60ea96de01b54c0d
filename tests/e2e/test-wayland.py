#!/usr/bin/python3
"""The station on Wayland, under weston without a screen: the window comes up and every bed is live; the compositor
stops, so that no frame begins any more, and the alarm sounds all the same; it goes on, and so does the window. Its
picture is looked at; a key cannot be pressed: weston without a screen has no seat, and Debian has no plugin for one.
usage: test-wayland.py SOURCE BUILD"""
import contextlib, pathlib, re, shutil, signal, subprocess, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
import hear
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
SOCKET = "wayland-vigil"
OPAQUE = re.compile (r"wl_surface@\d+\.set_opaque_region\((\S+?)\)")
FRAMES = re.compile (r"frames \d+ in ([\d.]+) s")  # about every five seconds, after a frame


class WaylandWard (Ward):
  """A ward whose display is weston, in memory; there is no X server to fall back to."""

  def start_desk (self):
    super ().start_desk ()
    run = pathlib.Path (self.env["XDG_RUNTIME_DIR"])
    self.env.pop ("DISPLAY", None)
    self.env.update ({"WAYLAND_DISPLAY": SOCKET, "GDK_BACKEND": "wayland", "GTK_A11Y": "none",
                      "G_MESSAGES_DEBUG": "vigil-ui"})
    self.start ("weston", ["weston", "--backend=headless-backend.so", f"--socket={SOCKET}", "--width=1280", "--height=800",
                           "--idle-time=0", "--no-config", "--use-pixman", "--debug"])  # the last two: pictures of it
    until ("the compositor", 10, lambda: (run / SOCKET).exists ())
    self.start ("bus", ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={run}/bus"])
    self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={run}/bus"
    self.env["WAYLAND_DEBUG"] = "client"
    until ("session bus", 5, lambda: (run / "bus").exists ())


def count_reports (ward):
  return len (FRAMES.findall (ward.log ("station")))


def heard_after (ward, moment):
  """The high bursts whose first sample was heard after @moment."""
  now = time.time ()
  samples, rate = hear.read_wav (ward.sound_file)
  begun = now - len (samples) / rate
  return [burst for burst in hear.hear (samples, rate) if burst["sound"] == "high" and begun + burst["t"] > moment]


@contextlib.contextmanager
def stopped (process):
  process.send_signal (signal.SIGSTOP)
  try:
    yield
  finally:
    process.send_signal (signal.SIGCONT)


def comes_up (ward):
  ward.start_station ()
  until ("every bed live on the window", 20, lambda: "all beds live" in ward.log ("station"))
  until ("frames", 15, lambda: count_reports (ward) > 0)


def take_picture (ward):
  """What the compositor shows, as rows of (red, green, blue)."""
  folder = ward.folder / "picture"
  folder.mkdir ()
  env = {name: value for name, value in ward.env.items () if name != "WAYLAND_DEBUG"}
  subprocess.run (["weston-screenshooter"], cwd=folder, env=env, check=True, timeout=20)
  file = next (folder.glob ("*.png"))
  text = subprocess.run (["convert", file, "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE).stdout
  width, height = 1280, 800
  if len (text) != 3 * width * height:
    raise Failure (f"a picture of {len (text)} bytes")
  pixels = [tuple (text[i:i + 3]) for i in range (0, len (text), 3)]
  return [pixels[y * width:(y + 1) * width] for y in range (height)]


def is_near (pixel, colour):
  return all (abs (a - b) <= 8 for a, b in zip (pixel, colour))


def shows_the_wall (ward):
  """Words in the strip and the ECG of every bed, on the compositor's own output."""
  rows = take_picture (ward)
  green = (0x63, 0xff, 0xb0)  # an ECG (theme-dark.css); at 85 % while the bed is calm
  calm = tuple (part * 85 // 100 + 2 for part in green)
  for bed, y in enumerate ((96, 316, 536), 1):  # three beds, one below the other
    n = sum (is_near (pixel, green) or is_near (pixel, calm) for row in rows[y:y + 220] for pixel in row[56:])
    say (f"{n} pixels of the ECG of bed {bed}")
    if n < 100:
      raise Failure (f"no wave of bed {bed}")
  if len ({pixel for row in rows[:96] for pixel in row}) < 20:
    raise Failure ("nothing is written in the strip")


def is_opaque (ward):
  """What the station said last of its opaque region: all of the window, so that nothing under it is blended."""
  said = ward.log ("station")
  last = (OPAQUE.findall (said) or ["nothing"])[-1]
  added = re.findall (rf"{re.escape (last)}\.add\((\d+), (\d+), (\d+), (\d+)\)", said)
  say (f"opaque: {last} {added[-1:]}")
  if not added or added[-1] != ("0", "0", "1280", "800"):
    raise Failure ("the compositor takes the window as translucent")


def alarms_without_frames (ward):
  with stopped (ward.processes["weston"]):
    moment, before = time.time (), count_reports (ward)
    if heard_after (ward, ward.began):
      raise Failure ("the alarm sounded before the compositor was stopped: the test proves nothing")
    until ("a whole high burst", 90, lambda: heard_after (ward, moment), every=1)
    say (f"heard, {time.time () - moment:.0f} s after the last frame")
    if count_reports (ward) > before + 1:  # one may have been on its way
      raise Failure ("frames went on: the test proves nothing")
  before = count_reports (ward)
  until ("frames again", 20, lambda: count_reports (ward) > before + 1)
  if ward.processes["station"].poll () is not None:
    raise Failure ("the station ended")


def main ():
  with WaylandWard (source, build, here / "wayland.scenario", desktop=False) as ward:
    with case ("the window comes up on Wayland with every bed live"):
      comes_up (ward)
    with case ("the window is opaque"):
      is_opaque (ward)
    with case ("alarms go on while the compositor lets no frame begin"):
      alarms_without_frames (ward)
    with case ("the compositor shows strip and waves"):
      shows_the_wall (ward)


if shutil.which ("weston") is None:
  print ("1..0 # SKIP weston is not installed", flush=True)
  sys.exit (0)
print ("1..4", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
