#!/usr/bin/python3
"""Bad days of the wire: broker killed, frozen, restarted; a gateway dead, a bed silent; a station stopped or
stalled; two desks without a server. The station without a window, all else real.
usage: test-bad-days.py SOURCE BUILD"""
import contextlib, ctypes, os, pathlib, signal, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from gateway import Gateway
from station import Headless
from ward import Failure, Skip, Ward, case, say, until

source, build = map (pathlib.Path, sys.argv[1:3])
HAND_BEDS = ["09", "10", "11"]
MEDIUM = {bed: f"{bed}|limit|MDC_ECG_HEART_RATE|hi|1" for bed in ("01", "02")}
OLD = {"id": "old-1", "code": "MDC_EVT_ECG_ST_ELEV", "src": "MDC_ECG_ELEC_POTL", "kind": "physiological", "pri": "high",
       "state": "active", "inact": "none", "label": "ST", "raised": int (time.time () * 1000)}


def require (truth, words):
  if not truth:
    raise Failure (words)


def took (began):
  return time.monotonic () - began


def visible (station, code):
  """The alarms of a code that are shown: what is folded into another is not."""
  return {key: word for key, word in station.details ().items () if code in key and not word["hidden"]}


class Watch:
  """What other clients see on the station's own topic, by a client that is not ours."""

  def __init__ (self, ward):
    self.path = ward.folder / "watch.out"
    password = (ward.folder / "broker/desk-2.password").read_text ().strip ()
    with open (self.path, "wb") as out:
      ward.processes["watch"] = __import__ ("subprocess").Popen (
        ["mosquitto_sub", "-h", "127.0.0.1", "-p", str (ward.broker_port), "-u", "desk-2", "-P", password, "-F", "%r %p",
         "-t", f"vigil/v1/{ward.site}/{ward.ward}/station/desk-1/state"], stdout=out)
    until ("a state seen by others", 10, lambda: self.states ())

  def states (self):
    return [line.split ('"state":"')[1].split ('"')[0] for line in self.path.read_text ().splitlines () if '"state":"' in line]


# ── the broker ──

def lose_broker (ward, station, act, name):
  """The link goes: one high alarm, nothing folded shows, what stood stands unverified."""
  began = time.monotonic ()
  act ()
  until (f"{name}: the tiles know", 5, lambda: station.word ("link") != "up")
  say (f"{name}: seen after {took (began):.1f} s")
  until (f"{name}: LINK LOST", 15 - took (began), lambda: visible (station, "LINK_LOST"))
  say (f"{name}: one high alarm after {took (began):.1f} s")
  check_lost (station, name)
  return began


def check_lost (station, name):
  until (f"{name}: dashes", 15, lambda: station.beds ()["03"][1] == "-")
  details = station.details ()
  lost = [word for key, word in details.items () if "LINK_LOST" in key]
  require (len (lost) == 1 and lost[0]["priority"] == "high", f"{name}: {lost}")
  others = [key for key, word in details.items () if not word["hidden"] and ("NO_DATA" in key or "GATEWAY" in key)]
  require (not others, f"{name}: beside it {others}")
  for key in MEDIUM.values ():
    require (key in details and details[key]["phase"] == "open" and not details[key]["verified"], f"{name}: {key} is {details.get (key)}")
  require (station.word ("sounding") == "high", f"{name}: sounds {station.word ('sounding')}")


def regain_broker (station, name):
  began = time.monotonic ()
  until (f"{name}: live again", 30, lambda: station.is_live ("03"))
  require (station.find ("LINK_LOST"), f"{name}: the alarm ended before traffic was steady")
  until (f"{name}: the alarm ends", 30, lambda: not station.find ("LINK_LOST"))
  require (took (began) > 5, f"{name}: ended after {took (began):.1f} s of traffic")
  until (f"{name}: verified", 20, lambda: all (station.details ()[key]["verified"] for key in MEDIUM.values ()))
  require (station.word ("link") == "up", f"{name}: link {station.word ('link')}")
  require (not visible (station, "NO_DATA|"), f"{name}: a storm after: {visible (station, 'NO_DATA|')}")


def make_old_list (ward, station, gateway):
  """A high alarm that the broker has on its disk as standing, and that has ended since."""
  gateway.silent.add ("10")
  gateway.alarms ("10", [OLD])
  until ("the high alarm", 5, lambda: station.find ("ST_ELEV", "high"))
  database = next (ward.folder.glob ("broker/**/mosquitto.db"), ward.folder / "broker/mosquitto.db")
  before = database.stat ().st_mtime_ns if database.exists () else 0
  ward.processes["broker"].send_signal (signal.SIGUSR1)
  until ("the broker's database", 10, lambda: database.exists () and database.stat ().st_mtime_ns > before)
  gateway.alarms ("10")
  until ("its end", 5, lambda: not station.find ("ST_ELEV"))


def broker_killed (ward, station, gateway):
  with case ("broker killed: one high alarm, beds folded, what stood stands unverified"):
    make_old_list (ward, station, gateway)
    lose_broker (ward, station, lambda: ward.end ("broker", signal.SIGKILL), "killed")
  with case ("it comes back by itself, and the alarm ends after steady traffic"):
    ward.restart_broker ()
    regain_broker (station, "killed")
  with case ("an old retained high alarm does not sound as live: not here, not at a desk that starts now"):
    with Headless (ward, "desk-2.conf", "desk-2") as other:
      until ("desk 2 is up", 15, lambda: other.beds ()["03"][0] == "live")
      until ("the dead gateway is told", 45, lambda: other.find ("GATEWAY_LOST"))
      require (not station.find ("ST_ELEV"), "it stands again at desk 1")
      # Desk 2 cannot know of its end: "last known", which makes the loss of its gateway a high one.
      _, word = until ("last known", 15, lambda: other.find ("ST_ELEV"))
      require (not word["verified"], "desk 2 takes it for verified")
      opened = [line for line in other.read () if line.startswith ("alarm 10|") and "ST_ELEV" in line and " open " in line]
      require (not opened, f"desk 2 sounds it: {opened}")
      other.quit ()
  gateway.die ()


def broker_frozen (ward, station):
  broker = ward.processes["broker"]
  with case ("broker frozen: the echo shows it within 4 s, the alarm comes as when it is gone"):
    began = time.monotonic ()
    broker.send_signal (signal.SIGSTOP)
    until ("the echo's absence", 4.8, lambda: station.word ("link") != "up", every=.02)
    say (f"frozen: seen after {took (began):.1f} s")
    until ("LINK LOST", 15 - took (began), lambda: visible (station, "LINK_LOST"))
    check_lost (station, "frozen")
  with case ("it thaws and all is as before"):
    broker.send_signal (signal.SIGCONT)
    regain_broker (station, "frozen")


def broker_restarted (ward, station):
  with case ("broker stopped and started at once: back in seconds, no alarm"):
    n = station.diagnostics ()["Link/Frames drained"]
    lines = len (station.read ())
    began = time.monotonic ()
    ward.end ("broker")
    until ("the tiles know", 5, lambda: station.word ("link") != "up")
    ward.restart_broker ()
    until ("link up", 25, lambda: station.word ("link") == "up")
    until ("live", 15, lambda: station.is_live ("03"))
    require (int (station.diagnostics ()["Link/Frames drained"]) > int (n), "nothing came")
    raised = [line for line in station.read ()[lines:] if line.startswith ("alarm |VIGIL_EVT_LINK_LOST")]
    require (not raised, f"an alarm all the same: {raised}")
    say (f"restarted: steady again after {took (began):.1f} s")


# ── gateways ──

def gateway_dead (ward, station):
  with case ("a gateway killed: one alarm that names its beds, theirs folded"):
    ward.end ("sim", signal.SIGKILL)
    key, word = until ("GATEWAY LOST", 15, lambda: station.find ("GATEWAY_LOST|gw-east"))
    require (all (bed in word["label"].split () for bed in ("1", "2", "3", "4")), f"it names {word['label']}")
    require (not visible (station, "NO_DATA|"), f"beside it {visible (station, 'NO_DATA|')}")
    require (word["priority"] == "low", f"it starts {word['priority']}")
    until ("medium after 30 s", 30, lambda: station.find ("GATEWAY_LOST|gw-east", "medium"))
    require (not station.details ()[MEDIUM["01"]]["verified"], "bed 1 is called verified")
    require (station.word ("link") == "up", "the link is blamed")
  with case ("it comes back by itself"):
    ward.start_simulator ()
    until ("the alarm ends", 45, lambda: not station.find ("GATEWAY_LOST|gw-east"))
    until ("live", 10, lambda: station.is_live ("03"))


def bed_silent (station, gateway):
  with case ("one bed silent: its own NO DATA, low after 10 s, medium after 30 s, and it ends"):
    gateway.silent.add ("09")
    began = time.monotonic ()
    until ("dashes", 9, lambda: station.beds ()["09"][1] == "-")
    require (took (began) > 3, "dashes too early")
    until ("low", 14, lambda: station.find ("09|VIGIL_EVT_NO_DATA", "low"))
    require (took (began) > 8.5, f"low after {took (began):.1f} s")
    until ("medium", 24, lambda: station.find ("09|VIGIL_EVT_NO_DATA", "medium"))
    require (took (began) > 28, f"medium after {took (began):.1f} s")
    beside = [key for key in visible (station, "NO_DATA|") if not key.startswith ("09|")]
    require (not beside and not station.find ("GATEWAY_LOST"), f"beside it {beside}")
    gateway.silent.discard ("09")
    until ("its end", 15, lambda: not station.find ("09|VIGIL_EVT_NO_DATA"))


# ── stations ──

PTRACE_DETACH, PTRACE_SEIZE, PTRACE_INTERRUPT = 17, 0x4206, 0x4207


@contextlib.contextmanager
def stalled_main (pid):
  """Stops one thread, main, and none of the others."""
  libc = ctypes.CDLL (None, use_errno=True)
  libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
  if libc.ptrace (PTRACE_SEIZE, pid, None, None) != 0:
    raise Skip ("this system does not let a process be traced")
  libc.ptrace (PTRACE_INTERRUPT, pid, None, None)
  os.waitpid (pid, 0x40000000)  # __WALL
  try:
    yield
  finally:
    libc.ptrace (PTRACE_DETACH, pid, None, None)


def station_stops (ward, station):
  watch = Watch (ward)
  with case ("a station that stops whole is lost for the others by its will, and ready again after it"):
    n = len (watch.states ())
    station.process.send_signal (signal.SIGSTOP)
    until ("lost", 15, lambda: "lost" in watch.states ()[n:])
    station.process.send_signal (signal.SIGCONT)
    until ("ready", 15, lambda: watch.states ()[-1] == "ready")
  with case ("a station whose main loop stalls says lost itself, and ready again after it"):
    n, tries = len (watch.states ()), station.diagnostics ()["Link/Frames drained"]
    with stalled_main (station.process.pid):
      began = time.monotonic ()
      until ("lost", 6, lambda: "lost" in watch.states ()[n:])
      require (took (began) > 2, "lost too early")
    until ("ready", 5, lambda: watch.states ()[-1] == "ready")
    until ("link up", 30, lambda: station.word ("link") == "up")
    require (int (station.diagnostics ()["Link/Frames drained"]) > int (tries), "nothing is drained after it")
    require (station.counters ()["ring-overflow"] == 0, "frames were lost in a stall of 4 s")


def two_desks (ward, station):
  with Headless (ward, "desk-2.conf", "desk-2") as other:
    with case ("a silence at one desk silences the other within 1 s"):
      until ("both see it", 15, lambda: other.alarms ().get (MEDIUM["01"], ("",))[0] == "open"
             and station.alarms ().get (MEDIUM["01"], ("",))[0] == "open")
      station.tell ("silence 01")
      until ("silent at desk 2", 1, lambda: other.alarms ()[MEDIUM["01"]][0] == "silenced", every=.02)
    with case ("also without the server, and the other way round"):
      ward.end ("server", signal.SIGKILL)
      other.tell ("silence 02")
      until ("silent at desk 1", 1, lambda: station.alarms ()[MEDIUM["02"]][0] == "silenced", every=.02)
    other.kill ()
  with case ("also at a desk that starts later, without the server"):
    with Headless (ward, "desk-2.conf", "desk-2-new") as late:
      until ("silent at the late desk", 15, lambda: all (late.alarms ().get (key, ("",))[0] == "silenced" for key in MEDIUM.values ()))
      late.quit ()
    ward.restart_server ()


def main ():
  with Ward (source, build, source / "tests/e2e/bad-days.scenario", desktop=False,
             gateways={"gw-hand": (HAND_BEDS, [])}) as ward:
    gateway = Gateway (ward, "gw-hand", HAND_BEDS)
    with Headless (ward) as station:
      with case ("the ward is live and two medium alarms stand"):
        until ("live", 20, lambda: station.is_live ("03") and station.is_live ("09"))
        until ("two alarms", 20, lambda: set (MEDIUM.values ()) <= set (station.alarms ()))
      # First: what comes again within 60 s of its end keeps its priority.
      bed_silent (station, gateway)
      broker_killed (ward, station, gateway)
      broker_frozen (ward, station)
      broker_restarted (ward, station)
      station_stops (ward, station)
      two_desks (ward, station)
      gateway_dead (ward, station)
      with case ("it lives to the end and ends in order"):
        station.quit ()
        require (station.process.returncode == 0, f"status {station.process.returncode}")


print ("1..16", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
