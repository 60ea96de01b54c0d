#!/usr/bin/python3
"""Minutes of a ward in which something always breaks, by a seed: no crash, no growth, every silence that was
called saved on the server exactly once, no alarm missed while the link was up.
usage: test-soak.py SOURCE BUILD [MINUTES [SEED]]"""
import pathlib, random, signal, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from gateway import Gateway
from station import Headless
from ward import Failure, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
minutes = float (sys.argv[3]) if len (sys.argv) > 3 else 10
seed = int (sys.argv[4]) if len (sys.argv) > 4 else 1
BED = "09"


def resident_kib (process):
  text = pathlib.Path (f"/proc/{process.pid}/status").read_text ()
  return int (text.split ("VmRSS:")[1].split ()[0])


class Soak:
  def __init__ (self, ward):
    self.ward, self.chance = ward, random.Random (seed)
    self.saved, self.n_raised, self.n_broken, self.sizes = set (), 0, 0, []
    self.gateway = self.station = None

  def start (self):
    self.station = Headless (self.ward)
    self.gateway = Gateway (self.ward, "gw-hand", [BED])
    self.gateway.silent.add (BED)

  def settle (self):
    until ("the link is up and the ward live", 60, lambda: self.station.word ("link") == "up" and self.station.is_live ("03"), every=.2)

  def collect (self):
    self.saved |= self.station.saved_ids ()

  # ── what breaks; each is mended before the next alarm ──

  def broker_killed (self):
    self.ward.end ("broker", signal.SIGKILL)
    until ("the tiles know", 6, lambda: self.station.word ("link") != "up")
    self.ward.restart_broker ()
    self.gateway.die ()
    self.gateway = Gateway (self.ward, "gw-hand", [BED])
    self.gateway.silent.add (BED)

  def broker_frozen (self):
    self.ward.processes["broker"].send_signal (signal.SIGSTOP)
    until ("the tiles know", 6, lambda: self.station.word ("link") != "up")
    self.ward.processes["broker"].send_signal (signal.SIGCONT)

  def server_killed (self):
    self.ward.end ("server", signal.SIGKILL)
    self.alarm ()
    self.ward.restart_server ()

  def server_frozen (self):
    self.ward.processes["server"].send_signal (signal.SIGSTOP)
    self.alarm ()
    self.ward.processes["server"].send_signal (signal.SIGCONT)

  def sound_muted (self):
    self.ward.call (["pactl", "set-sink-mute", "ward", "1"])
    until ("NO SOUND", 15, lambda: self.station.find ("NO_SOUND"))
    self.ward.call (["pactl", "set-sink-mute", "ward", "0"])
    until ("sound", 20, lambda: self.station.word ("sound") == "works")

  def simulator_killed (self):
    self.ward.end ("sim", signal.SIGKILL)
    self.alarm ()
    self.ward.start_simulator ()

  def station_killed (self):
    self.collect ()
    self.station.kill ()
    self.station = Headless (self.ward)
    self.sizes = []

  def alarm (self):
    """One new alarm: seen, silenced, saved."""
    self.n_raised += 1
    code = f"MDC_EVT_SOAK_{self.n_raised}"
    key = f"{BED}|{code}|||"
    self.gateway.vitals (BED)
    self.gateway.alarms (BED, [{"id": code, "code": code, "kind": "technical", "pri": "medium", "state": "active", "inact": "none",
                                "label": code[-4:], "raised": int (time.time () * 1000)}])
    until (f"{code} seen", 3, lambda: self.station.alarms ().get (key, ("",))[0] == "open", every=.02)
    self.station.tell (f"silence {BED}")
    until (f"{code} saved", 10, lambda: self.station.alarms ().get (key, ("", "", "", ""))[3] in ("saved", "delivered"), every=.02)

  def run (self):
    days = [self.broker_killed, self.broker_frozen, self.server_killed, self.server_frozen, self.sound_muted,
            self.simulator_killed, self.station_killed]
    end = time.monotonic () + minutes * 60
    while time.monotonic () < end:
      self.settle ()
      self.alarm ()
      self.sizes.append (resident_kib (self.station.process))
      day = self.chance.choice (days)
      say (f"{day.__name__} ({self.sizes[-1]} KiB)")
      day ()
      self.n_broken += 1
      if self.station.process.poll () is not None:
        raise Failure (f"the station ended with {self.station.process.returncode}")


def main ():
  with Ward (source, build, source / "tests/e2e/bad-days.scenario", desktop=False, gateways={"gw-hand": ([BED], [])}) as ward:
    soak = Soak (ward)
    with case (f"{minutes:g} minutes of bad days, seed {seed}: no crash, no alarm missed while the link was up"):
      soak.start ()
      try:
        soak.run ()
        soak.settle ()
        soak.collect ()
      except Failure:
        print ("\n".join (f"# headless: {line}" for line in soak.station.read ()[-15:]), flush=True)
        soak.station.kill ()
        raise
    with case (f"each of {len (soak.saved)} saved silences is on the server exactly once"):
      until ("all delivered", 60, lambda: soak.saved <= {row["id"] for row in ward.server_rows ()}, every=.3)
      ids = [row["id"] for row in ward.server_rows ()]
      if len (ids) != len (set (ids)) or len (soak.saved) < soak.n_raised:
        raise Failure (f"{len (ids)} rows, {len (set (ids))} ids, {len (soak.saved)} saved, {soak.n_raised} silenced")
    with case ("the memory of the last station grew by less than 10 %"):
      # The first rounds fill caches and rings.
      grown = soak.sizes[2:]
      say (f"{soak.n_broken} bad days, {soak.n_raised} alarms, KiB {grown[:1]} to {grown[-1:]}")
      if len (grown) > 2 and grown[-1] > grown[0] * 1.1:
        raise Failure (f"from {grown[0]} to {grown[-1]} KiB")
    soak.station.quit ()
    soak.gateway.die ()


print ("1..3", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
