#!/usr/bin/python3
"""Bad days of the record: server down, frozen, back; disk full; a second program on the same folder; no
configuration and a broken one. usage: test-bad-record.py SOURCE BUILD"""
import os, pathlib, signal, subprocess, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from gateway import Gateway
from station import Headless
from ward import Failure, Skip, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
CODES = [f"MDC_EVT_TEST_{letter}" for letter in "ABCDEFG"]


def require (truth, words):
  if not truth:
    raise Failure (words)


class Bedside:
  """Raises one more alarm at a bed and has it silenced."""

  def __init__ (self, gateway, station, bed):
    self.gateway, self.station, self.bed, self.list, self.ids = gateway, station, bed, [], []
    gateway.silent.add (bed)
    gateway.vitals (bed)

  def say (self):
    self.gateway.vitals (self.bed)
    self.gateway.alarms (self.bed, self.list)

  def silence_one (self, code, *words):
    """The silence binds at once; it is then one of the words: saved, not-saved or delivered."""
    key = f"{self.bed}|{code}|||"
    self.list.append ({"id": f"{self.bed}-{code}", "code": code, "kind": "technical", "pri": "medium", "state": "active",
                       "inact": "none", "label": code[-1], "raised": int (time.time () * 1000)})
    self.say ()
    until (f"{code} open", 5, lambda: self.state (key)[0] == "open", every=.02)
    self.station.tell (f"silence {self.bed}")
    until (f"{code} silenced", 1, lambda: self.state (key)[0] == "silenced", every=.01)
    until (f"{code} {words}", 15, lambda: self.state (key)[3] in (*words, "delivered"), every=.02)
    self.ids.append (self.state (key)[2])
    return key

  def state (self, key):
    return self.station.alarms ().get (key, ("", "", "-", ""))


def rows_in_order (ward, sides):
  """Every silence exactly once, and those of a bed in their order."""
  rows = ward.server_rows ()
  for side in sides:
    ids = [row["id"] for row in rows if row["bed"] == side.bed]
    require (ids == side.ids, f"bed {side.bed}: {ids} on the server, {side.ids} at the station")


def server_away (ward, station, sides, what, away, back):
  with case (f"server {what}: silences bind and are saved; one low alarm after 30 s"):
    began = time.monotonic ()
    away ()
    for i, side in enumerate (sides):
      for code in CODES[away.first:away.first + 2]:
        side.silence_one (code, "saved")
    until ("one low alarm", 50, lambda: station.find ("SERVER_UNREACHABLE", "low"))
    require (time.monotonic () - began > 25, f"told after {time.monotonic () - began:.1f} s")
    alone = [key for key in station.details () if key.startswith ("|")]
    require (len (alone) == 1, f"more than one: {alone}")
    require (station.diagnostics ()["Outbox/Not yet at the server"] == str (2 * len (sides)), "the number that waits is wrong")
  with case (f"server {what}, then back: each exactly once, in order at each bed, and the alarm ends"):
    back ()
    until ("all delivered", 60, lambda: station.diagnostics ()["Outbox/Not yet at the server"] == "0", every=.2)
    rows_in_order (ward, sides)
    until ("the alarm ends", 30, lambda: not station.find ("SERVER_UNREACHABLE"))


def server_days (ward, station, sides):
  with case ("silences with the server well are delivered"):
    for side in sides:
      side.silence_one (CODES[0], "delivered")
    rows_in_order (ward, sides)
  down = lambda: ward.end ("server", signal.SIGKILL)
  down.first = 1
  server_away (ward, station, sides, "down", down, ward.restart_server)
  frozen = lambda: ward.processes["server"].send_signal (signal.SIGSTOP)
  frozen.first = 3
  server_away (ward, station, sides, "frozen", frozen, lambda: ward.processes["server"].send_signal (signal.SIGCONT))


def second_program (ward, station):
  with case ("a second program on the same folder says so and ends; the first goes on"):
    second = ward.call ([build / "tests/station/headless-station", ward.folder / "station.conf", station.data, build / "data/sounds"],
                        timeout=20)
    say (f"it says: {second.stderr.strip ().splitlines ()[-1:]}")
    require (second.returncode == 1, f"status {second.returncode}")
    require (str (station.data) in second.stderr and "another" in second.stderr, "it does not name the folder and the reason")
    require (station.is_live ("03"), "the first does not go on")


def disk_full (ward, gateway):
  with case ("disk full: a silence binds, is called not saved, is told once, and is posted from memory"):
    place = ward.folder / "tiny"
    place.mkdir ()
    if ward.call (["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place]).returncode:
      raise Skip ("this user may not mount a tmpfs")
    try:
      fill_and_silence (ward, gateway, place)
    finally:
      ward.call (["umount", "-l", place])


def fill_and_silence (ward, gateway, place):
  with Headless (ward, data="tiny/station") as station:
    until ("live", 20, lambda: station.is_live ("03"))
    side = Bedside (gateway, station, "10")
    side.silence_one (CODES[0], "delivered")
    with open (place / "ballast", "wb", buffering=0) as ballast:
      try:
        while True:
          ballast.write (b"x" * 512)
      except OSError:
        pass
    ward.end ("server", signal.SIGKILL)
    # The database may have room in pages that it has.
    for code in CODES[1:]:
      key = side.silence_one (code, "saved", "not-saved")
      if side.state (key)[3] == "not-saved":
        break
    require (side.state (key)[3] == "not-saved", "it never was full: the test proves nothing")
    until ("told", 10, lambda: station.find ("STORE_FAILED", "low"))
    ward.restart_server ()
    until ("posted from memory", 40, lambda: {row["id"] for row in ward.server_rows ()} >= set (side.ids), every=.2)
    rows_in_order (ward, [side])
    (place / "ballast").unlink ()
    until ("the disk is well again", 20, lambda: not station.find ("STORE_FAILED"))
    station.quit ()


def window_of (ward, arguments, env=None):
  ward.processes["station"] = subprocess.Popen ([str (word) for word in [build / "src/app/vigil", "--windowed", *arguments]],
                                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                stderr=open (ward.folder / "station.log", "ab"), env=env or ward.env)


def no_configuration (ward):
  with case ("no configuration: the window says what to do and offers the demo"):
    window_of (ward, ["--data-dir", ward.folder / "fresh"])
    until ("what to do", 20, lambda: ward.sees ("no configuration yet"))
    for words in ("/etc/vigil/station.conf", "vigil --config FILE"):
      require (ward.sees (words), f"it does not say {words}")
    buttons = [name for name, role, _ in ward.accessibles () if "button" in role]
    require (any ("demo" in name for name in buttons), f"no demo among {buttons}")
    ward.end ("station")


def broken_configuration (ward):
  with case ("a broken configuration: every problem is named in the window"):
    broken = ward.folder / "broken.conf"
    broken.write_text ((ward.folder / "station.conf").read_text ()
                       .replace ("site=demo", "site=De mo").replace ("demo=true", "demo=perhaps")
                       .replace ("host=127.0.0.1", "host=broker.example").replace ("token-file=station-token", "token-file=nowhere")
                       .replace (f"port={ward.broker_port}", "port=99999") + "\n[bedz]\nx=1\n")
    window_of (ward, ["--config", broken, "--data-dir", ward.folder / "fresh"])
    until ("it cannot start", 20, lambda: ward.sees ("cannot start yet"))
    for words in (("[station] site", "De mo"), ("[station] demo", "perhaps"), ("[broker] port", "99999"),
                  ("[server] token-file", "nowhere"), ("bedz",), ("[broker]", "laintext")):
      require (ward.sees (*words), f"it does not say {words}; it says {[n for n in ward.names () if n.startswith ('[')]}")
    ward.end ("station")


def folder_in_use (ward, station):
  with case ("a window on a folder in use says so"):
    window_of (ward, ["--config", ward.folder / "station.conf", "--data-dir", station.data])
    until ("it says so", 20, lambda: ward.sees ("another"))
    ward.end ("station")


def main ():
  with Ward (source, build, source / "tests/e2e/bad-days.scenario", size="1280x1024",
             gateways={"gw-hand": (["09", "10", "11"], [])}) as ward:
    gateway = Gateway (ward, "gw-hand", ["09", "10", "11"])
    with Headless (ward) as station:
      until ("live", 20, lambda: station.is_live ("03") and station.is_live ("09"))
      sides = [Bedside (gateway, station, "09"), Bedside (gateway, station, "11")]
      gateway.on_beat = lambda: [side.say () for side in sides]
      server_days (ward, station, sides)
      second_program (ward, station)
      folder_in_use (ward, station)
      station.quit ()
    no_configuration (ward)
    broken_configuration (ward)
    disk_full (ward, gateway)
    gateway.die ()


print ("1..10", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
