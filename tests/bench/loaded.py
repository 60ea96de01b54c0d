"""A ward under load for scripts/bench: the ward of the end-to-end tests, fed by `vigil-sim --load`,
with meters that look at its processes from outside."""
import json, os, pathlib, re, select, subprocess, sys, time

HERE = pathlib.Path (__file__).resolve ().parent
sys.path.insert (0, str (HERE.parent / "e2e"))
from ward import SITE, STATION, WARD, Failure, Ward, free_port, until

GATEWAY, BED = "gw-bench", "bench"
ROOT = f"vigil/v1/{SITE}/{WARD}"
FRAMES = re.compile (r"frames (\d+) in ([\d.]+) s, interval p50 ([\d.]+) p99 ([\d.]+) ms, "
                     r"work p50 ([\d.]+) p99 ([\d.]+) ms, dropped (\d+), drawn (\d+) work p95 ([\d.]+) ms, pace (\w+)")

BURSTS = re.compile (r"burst high: read (\d+) drained (\d+) asked (\d+) playing (\d+)")
HOPS = ("broker and network", "main's turn", "engine", "sound server takes it", "until it is on the monitor")


def cpu_seconds (pid, thread=None):
  """What all threads of a process that live now have used, or those of one name."""
  total = 0
  for task in pathlib.Path (f"/proc/{pid}/task").iterdir ():
    try:
      if thread is None or (task / "comm").read_text ().strip () == thread:
        total += int ((task / "schedstat").read_text ().split ()[0])
    except OSError:  # a thread that just ended
      continue
  return total / 1e9


def pss_mib (pid):
  text = pathlib.Path (f"/proc/{pid}/smaps_rollup").read_text ()
  return int (re.search (r"^Pss:\s+(\d+) kB", text, re.M).group (1)) / 1024


class LoadedWard (Ward):
  """@beds synthetic beds, calm, or with a red alarm each (@storm); @layout, @lanes, @speed and @pace as in the
  settings; @extra: one bed more, which only the bench publishes; @socket: the broker has a web socket, too."""

  def __init__ (self, source, build, beds, layout="automatic", lanes=0, speed="automatic", pace="full", extra=False,
                desktop=True, storm=False, socket=False, size="1920x1080"):
    super ().__init__ (source, build, scenario="/dev/null", desktop=desktop, size=size)
    self.load, self.extra = ["--load", beds] + (["--storm"] if storm else []), extra
    self.socket_port = free_port () if socket else None
    self.settings = f"layout='{layout}'\nlanes=uint32 {lanes}\nspeed='{speed}'\npace='{pace}'\n"

  def start_desk (self):
    super ().start_desk ()
    settings = self.folder / "config/glib-2.0/settings"
    settings.mkdir (parents=True)
    (settings / "keyfile").write_text (f"[io/github/vigil_ward/Vigil]\n{self.settings}")
    self.env.update ({"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str (self.folder / "config"),
                      "G_MESSAGES_DEBUG": "vigil-ui vigil-station"})
    if self.desktop:  # as on a desktop, where it has been running for long
      self.call (["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
                  "--method", "org.a11y.Bus.GetAddress"])

  def start_recording (self):
    pass  # a recorder would be load of its own

  def sim (self, *options):
    return self.call ([self.sim_program (), *self.load, *options]).stdout

  def start_broker (self):
    self.broker_port = free_port ()
    gateways = self.sim ("--print-gateways").split () + ([f"{GATEWAY}:{BED}"] if self.extra else [])
    options = [word for line in gateways for word in ("--gateway", line)]
    stations = [word for name in (STATION, "desk-2", "desk-3") for word in ("--station", name)]
    made = self.call ([self.source / "scripts/make-broker", self.folder / "broker", "--port", self.broker_port,
                       "--site", SITE, "--ward", WARD, *options, *stations])
    if made.returncode:
      raise Failure (f"make-broker: {made.stderr}")
    if self.socket_port:
      with open (self.folder / "broker/mosquitto.conf", "a") as config:
        config.write (f"\nlistener {self.socket_port} 127.0.0.1\nprotocol websockets\n")
    secrets = self.folder / "gateway-passwords"
    secrets.touch (mode=0o600)
    secrets.write_text ("".join (f"{line.split (':')[0]}:{self.password (line.split (':')[0])}\n" for line in gateways))
    self.restart_broker ()

  def password (self, name):
    return (self.folder / f"broker/{name}.password").read_text ().strip ()

  def start_simulator (self):
    self.start ("sim", [self.sim_program (), *self.load, "--host", "127.0.0.1", "--port", self.broker_port,
                        "--site", SITE, "--ward", WARD, "--password-file", self.folder / "gateway-passwords"])
    until ("simulator", 15, lambda: "ready" in self.log ("sim"))

  def write_config (self):
    self.beds = [line.split ("\t")[0] for line in self.sim ("--list").splitlines () if "\t" in line]
    self.beds += [BED] if self.extra else []
    order = ";".join (self.beds)
    (self.folder / "station.conf").write_text (
        f"[station]\nsite={SITE}\nward={WARD}\nid={STATION}\nname=Desk 1\ndemo=true\n"
        f"[broker]\nhost=127.0.0.1\nport={self.broker_port}\nuser={STATION}\npassword-file=broker/{STATION}.password\n"
        f"[server]\nurl=http://127.0.0.1:{self.http_port}\ntoken-file=station-token\n"
        f"[beds]\norder={order}\nprimary={order}\n")

  # ── meters ──

  def measure_station (self, warm_up, seconds):
    """CPU, pacing and memory of the station that runs now."""
    station, display = self.processes["station"], self.processes["display"]
    time.sleep (warm_up)
    seen = len (self.log ("station"))
    begun = time.monotonic ()
    client, server = cpu_seconds (station.pid), cpu_seconds (display.pid)
    time.sleep (seconds)
    passed = time.monotonic () - begun
    client, server = cpu_seconds (station.pid) - client, cpu_seconds (display.pid) - server
    if station.poll () is not None:
      raise Failure ("the station ended by itself")
    found = FRAMES.findall (self.log ("station")[seen:])
    reports, paces = [tuple (map (float, match[:-1])) for match in found], {match[-1] for match in found}
    if not reports:
      raise Failure ("the station said nothing about its frames")
    frames = sum (report[0] for report in reports)
    dropped = sum (report[6] for report in reports)
    return {"station": 100 * client / passed, "display": 100 * server / passed,
            "both": 100 * (client + server) / passed, "fps": frames / sum (report[1] for report in reports),
            "interval_p50": max (report[2] for report in reports), "interval_p99": max (report[3] for report in reports),
            "work_p50": max (report[4] for report in reports), "work_p99": max (report[5] for report in reports),
            "drawn": sum (report[7] for report in reports) / sum (report[1] for report in reports),
            "work_p95": max (report[8] for report in reports), "paces": sorted (paces),
            "dropped": 100 * dropped / (frames + dropped), "pss": pss_mib (station.pid)}

  def told (self):
    """Names and places of what is in the window; once it is drawn, so that the station has met the bus first."""
    if not FRAMES.search (self.log ("station")):
      return []
    said = self.call ([HERE / "window-names.py", self.processes["station"].pid])
    return [json.loads (line) for line in said.stdout.splitlines ()]

  def open_alarms (self):
    """Beds with an open alarm, as the window tells those who cannot see it."""
    return sum ("alarm" in name and name.startswith ("Bed ") for name, _ in self.told ())

  def measure_hidden (self, warm_up, seconds):
    """CPU of the station while its window is not shown."""
    station = self.processes["station"]
    windows = self.call (["xdotool", "search", "--onlyvisible", "--pid", station.pid]).stdout.split ()
    if not windows:
      raise Failure ("the station has no window")
    for window in windows:
      self.call (["xdotool", "windowunmap", "--sync", window])
    time.sleep (warm_up)
    begun, before = time.monotonic (), cpu_seconds (station.pid)
    time.sleep (seconds)
    return 100 * (cpu_seconds (station.pid) - before) / (time.monotonic () - begun)

  def measure_glass (self, n):
    """The report of bench-glass: sample published → its pixel on the X server."""
    program = self.build / "tests/bench/bench-glass"
    if not program.exists ():
      raise Failure ("bench-glass was not built: the libraries X11 and Xext are missing")
    place = until ("the tile of the bench's bed", 20, self.find_tile)
    ran = self.call ([program, "127.0.0.1", self.broker_port, SITE, WARD, GATEWAY, self.password (GATEWAY), BED, *place, n],
                     timeout=100 + 3 * n)
    if not ran.stdout.strip ():
      raise Failure (f"bench-glass: {ran.stderr.strip () or ran.returncode}")
    return json.loads (ran.stdout)

  def find_tile (self):
    """Where the bench's bed is on the screen; the window lies at its corner."""
    return next ((box for name, box in self.told () if name.startswith (f"Bed {BED}") and box[2] > 0), None)

  def measure_launch (self, limit=20):
    """Seconds from exec to the station's word that the first live wave has been painted, and one of every bed."""
    begun = time.monotonic ()
    station = subprocess.Popen ([self.build / "src/app/vigil", "--config", self.folder / "station.conf",
                                 "--data-dir", self.folder / "station"], env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    self.processes["station"] = station
    text, first = b"", None
    try:
      while b"all beds live" not in text:
        if time.monotonic () > begun + limit:
          raise Failure (f"not every bed has a live wave within {limit} s")
        if select.select ([station.stdout], [], [], .1)[0]:
          got = os.read (station.stdout.fileno (), 65536)
          if not got:
            raise Failure ("the station ended by itself")
          text += got
          if first is None and b"first live wave" in text:
            first = time.monotonic () - begun
      return first, time.monotonic () - begun
    finally:
      self.end ("station")
      station.stdout.close ()

  def measure_alarms (self, n):
    """The report of bench-latency: alarm published → first sample on the monitor."""
    command = [self.build / "tests/bench/bench-latency", "127.0.0.1", self.broker_port, SITE, WARD, GATEWAY,
               self.password (GATEWAY), BED, "ward.monitor", n]
    ran = self.call (command, timeout=60 + 20 * n)
    if not ran.stdout.strip ():
      raise Failure (f"bench-latency: {ran.stderr.strip ()}")
    return {**json.loads (ran.stdout), "hops": self.read_hops (ran.stderr)}

  def read_hops (self, said):
    """Of each alarm heard: ms from publishing to the station's socket, to main, to the annunciator, to the
    sound server's answer, to the sink's monitor."""
    bursts = [tuple (map (int, match)) for match in BURSTS.findall (self.log ("station"))]
    hops = []
    for published, heard in ((int (a), int (b)) for a, b in re.findall (r"^hop (\d+) (\d+)$", said, re.M)):
      burst = next ((burst for burst in bursts if published < burst[0] < heard), None)
      if burst is not None:
        points = (published, *burst, heard)
        hops.append ([(b - a) / 1000 for a, b in zip (points, points[1:])])
    return hops

  def subscriber (self, name, form, output):
    command = ["mosquitto_sub", "-h", "127.0.0.1", "-p", self.broker_port, "-u", name, "-P", self.password (name),
               "-i", f"bench-{name}", "-t", f"{ROOT}/#", "-F", form]
    self.processes[name] = subprocess.Popen ([str (word) for word in command], stdout=output, env=self.env)
    return self.processes[name]

  def start_headless_station (self):
    log = open (self.folder / "headless.log", "ab")
    self.processes["headless"] = subprocess.Popen (
        [self.build / "tests/station/headless-station", self.folder / "station.conf", self.folder / "station",
         self.build / "data/sounds"], stdin=subprocess.PIPE, stdout=log, stderr=log, env=self.env)
    log.close ()
    until ("the station without a window", 10, lambda: "link up" in self.log ("headless"))
    return self.processes["headless"]
