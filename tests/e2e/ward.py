"""A whole ward for end-to-end tests: a real broker, server, simulator, sound server and the station's
own window on a display in memory. Everything it starts it ends by its pid; loopback only."""
import contextlib, json, os, pathlib, random, re, signal, socket, subprocess, sys, tempfile, time, types, urllib.request

SITE, WARD, STATION = "demo", "w1", "desk-1"


class Failure (Exception):
  pass


def say (text):
  print (f"# {time.strftime ('%H:%M:%S')} {text}", flush=True)


def until (what, seconds, question, every=.05):
  """Asks until the answer is true; says what was waited for if it never is."""
  end = time.monotonic () + seconds
  while True:
    answer = question ()
    if answer:
      return answer
    if time.monotonic () > end:
      raise Failure (f"{what}: not within {seconds} s")
    time.sleep (every)


def free_port ():
  with socket.socket () as s:
    s.bind (("127.0.0.1", 0))
    return s.getsockname ()[1]


def answers (port):
  with socket.socket () as s:
    s.settimeout (.5)
    return s.connect_ex (("127.0.0.1", port)) == 0


class Ward:
  """Use as a context; `folder` holds logs, databases and the sound recording."""

  def __init__ (self, source, build, scenario, size="1920x1080", station_options=(), sim_options=(), desktop=True,
                gateways=None, sound="pulseaudio"):
    self.source, self.build = pathlib.Path (source), pathlib.Path (build)
    self.scenario, self.size = pathlib.Path (scenario), size
    self.station_options, self.sim_options = list (station_options), list (sim_options)
    self.desktop = desktop  # False: sound, but no display
    self.sound_server = sound  # or "pipewire", which needs the desktop's bus
    self.gateways = gateways or {}  # beside the simulator's: name → (beds of the wall, other beds it may write)
    self.site, self.ward = SITE, WARD
    self.processes = {}
    self.acts = []  # wall times of presses and kills

  # ── starting and ending ──

  def __enter__ (self):
    self.temporary = tempfile.TemporaryDirectory (prefix="vigil-e2e-")
    self.folder = pathlib.Path (self.temporary.name)
    try:
      self.start_desk ()
      self.start_broker ()
      self.start_server ()
      self.start_simulator ()
      self.write_config ()
    except BaseException:
      self.__exit__ (*sys.exc_info ())
      raise
    return self

  def __exit__ (self, kind, value, trace):
    if kind is not None:
      for log in sorted (self.folder.glob ("*.log")):
        tail = log.read_text (errors="replace").splitlines ()[-15:]
        print ("\n".join (f"# {log.name}: {line}" for line in tail), flush=True)
      keep = os.environ.get ("VIGIL_E2E_KEEP")
      if keep:
        with contextlib.suppress (Exception):
          self.picture (pathlib.Path (keep) / "failure.png")
          (pathlib.Path (keep) / "failure.wav").write_bytes (self.sound_file.read_bytes ())
    for name in reversed (list (self.processes)):
      self.end (name)
    with contextlib.suppress (OSError):
      self.temporary.cleanup ()

  def start (self, name, command, env=None, **more):
    log = open (self.folder / f"{name}.log", "ab")
    self.processes[name] = subprocess.Popen ([str (word) for word in command], stdout=log, stderr=log,
                                             stdin=subprocess.DEVNULL, env=env or self.env, **more)
    log.close ()
    return self.processes[name]

  def end (self, name, with_signal=signal.SIGTERM):
    process = self.processes.pop (name, None)
    if process is None:
      return
    with contextlib.suppress (ProcessLookupError):
      process.send_signal (signal.SIGCONT)
      process.send_signal (with_signal)
    try:
      process.wait (5)
    except subprocess.TimeoutExpired:
      process.kill ()
      process.wait ()

  def log (self, name):
    path = self.folder / f"{name}.log"
    return path.read_text (errors="replace") if path.exists () else ""

  def start_desk (self):
    run = self.folder / "run"
    home = self.folder / "home"
    run.mkdir (mode=0o700)
    home.mkdir ()
    self.env = {**os.environ, "XDG_RUNTIME_DIR": str (run), "HOME": str (home), "LC_ALL": "C.UTF-8",
                "GSETTINGS_BACKEND": "memory", "GSETTINGS_SCHEMA_DIR": str (self.build / "data"),
                "VIGIL_SOUNDS_DIR": str (self.build / "data/sounds"), "GTK_A11Y": "atspi"}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY", "PULSE_SERVER"):
      self.env.pop (name, None)
    if self.desktop:
      self.start_display (run)
    self.start_sound ()

  def start_display (self, run):
    if not self.start_x_server (["Xvfb", "-screen", "0", f"{self.size}x24", "-nolisten", "tcp"]):
      raise Failure ("Xvfb does not start")
    self.start_bus (run)

  def start_x_server (self, command, env=None):
    """At a number of its own, named, so that its lock file counts: servers that look for a free one from 0
    upwards take the sockets of those that are just ending. It goes on when its last client has left: one that
    begins anew refuses the next that comes meanwhile. False: it does not start at all."""
    for _ in range (5):
      number = random.randrange (1000, 30000)
      read, write = os.pipe ()
      server = self.start ("display", [command[0], f":{number}", "-displayfd", write, "-noreset",
                                        *command[1:]], env=env, pass_fds=[write])
      os.close (write)
      with os.fdopen (read) as pipe:
        if pipe.readline ().strip () == str (number):
          self.env["DISPLAY"] = f":{number}"
          return True
      server.wait (10)
      del self.processes["display"]
    return False

  def start_bus (self, run):
    bus = self.start ("bus", ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={run}/bus"])
    self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={run}/bus"
    until ("session bus", 5, lambda: (run / "bus").exists () and bus.poll () is None)
    # The accessibility tree is read in this process.
    os.environ.update ({k: self.env[k] for k in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")})

  def start_sound (self):
    # The null sink calls itself sound: a plain one is refused by the station, as it should be.
    sink = "module-null-sink sink_name=ward sink_properties=device.class=sound"
    if self.sound_server == "pipewire":
      self.start_pipewire (sink.split ())
    else:
      self.start ("sound", ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L",
                            "module-native-protocol-unix", "-L", sink])
    until ("sound server", 10, lambda: self.call (["pactl", "info"]).returncode == 0)
    self.start_recording ()

  def start_pipewire (self, sink):
    first = ["nice", "-n", "-11"]  # as PulseAudio by itself, and desktops by real-time threads
    self.start ("pipewire", [*first, "pipewire"])
    until ("PipeWire", 10, lambda: self.call (["pw-cli", "info", "0"]).returncode == 0)
    self.start ("manager", ["wireplumber"])
    self.start ("sound", [*first, "pipewire-pulse"])
    until ("a sink", 10, lambda: self.call (["pactl", "load-module", *sink]).returncode == 0)
    until ("a default sink", 10, lambda: self.call (["pactl", "set-default-sink", "ward"]).returncode == 0
           and "ward" == self.call (["pactl", "get-default-sink"]).stdout.strip ())

  def end_sound (self):
    for name in ("recorder", "sound", "manager", "pipewire"):
      self.end (name)

  def start_recording (self):
    self.sound_file = self.folder / f"sound-{int (time.monotonic () * 1000)}.wav"
    self.start ("recorder", ["parec", "--latency-msec=20", "-d", "ward.monitor", "--rate=48000",
                             "--channels=1", "--format=s16le", "--file-format=wav", self.sound_file])
    until ("recording", 10, lambda: self.sound_file.exists () and self.sound_file.stat ().st_size > 20000)

  def start_broker (self):
    self.broker_port = free_port ()
    lines = self.list_simulated () + [f"{name}:{','.join (beds + others)}" for name, (beds, others) in self.gateways.items ()]
    options = [word for line in lines for word in ("--gateway", line)]
    made = self.call ([self.source / "scripts/make-broker", self.folder / "broker", "--port", self.broker_port,
                       "--site", SITE, "--ward", WARD, *options, "--station", STATION, "--station", "desk-2"])
    if made.returncode:
      raise Failure (f"make-broker: {made.stderr}")
    secrets = self.folder / "gateway-passwords"
    secrets.touch (mode=0o600)
    secrets.write_text ("".join (f"{path.stem}:{path.read_text ().strip ()}\n"
                                 for path in (self.folder / "broker").glob ("*.password")))
    self.restart_broker ()

  def list_simulated (self):
    """The simulator's gateways, as gw-east:01,02."""
    gateways = self.call ([self.sim_program (), "--scenario", self.scenario, "--print-gateways"])
    if gateways.returncode:
      raise Failure (f"the scenario cannot be read: {gateways.stderr}")
    return gateways.stdout.split ()

  def restart_broker (self):
    mosquitto = "/usr/sbin/mosquitto"
    self.start ("broker", [mosquitto, "-c", self.folder / "broker/mosquitto.conf"])
    until ("broker", 10, lambda: answers (self.broker_port))

  def start_server (self):
    self.http_port = free_port ()
    token = os.urandom (16).hex ()
    other = os.urandom (16).hex ()
    for name, text in (("server-tokens", f"{STATION} {token}\ndesk-2 {other}\n"), ("station-token", token + "\n"),
                       ("desk-2-token", other + "\n")):
      path = self.folder / name
      path.touch (mode=0o600)
      path.write_text (text)
    self.token = token
    self.ward_file = self.find_ward_file ()
    self.restart_server ()

  def find_ward_file (self):
    return self.source / "data/ward/demo-ward.conf"

  def restart_server (self):
    self.start ("server", [self.build / "src/server/vigil-server", "--data-dir", self.folder / "server",
                           "--ward-file", self.ward_file, "--token-file",
                           self.folder / "server-tokens", "--listen", "127.0.0.1", "--port", self.http_port])
    until ("server", 10, lambda: answers (self.http_port))

  def sim_program (self):
    return self.build / "src/sim/vigil-sim"

  def start_simulator (self):
    self.truth_file = self.folder / "truth"
    self.start ("sim", [self.sim_program (), "--scenario", self.scenario, "--host", "127.0.0.1", "--port",
                        self.broker_port, "--site", SITE, "--ward", WARD, "--password-file",
                        self.folder / "gateway-passwords", "--truth", self.truth_file, *self.sim_options])
    until ("simulator", 15, lambda: "ready" in self.log ("sim"))
    self.began = time.time ()

  def write_config (self):
    self.beds = self.list_wall () + [bed for more, _ in self.gateways.values () for bed in more]
    (self.folder / "station.conf").write_text (self.config_text (STATION, "Desk 1", "station-token"))
    (self.folder / "desk-2.conf").write_text (self.config_text ("desk-2", "Desk 2", "desk-2-token"))

  def list_wall (self):
    """The scenario's beds in the order of the wall."""
    listed = self.call ([self.sim_program (), "--scenario", self.scenario, "--list"]).stdout
    return [line.split ("\t")[0] for line in listed.splitlines () if "\t" in line]

  def config_text (self, station, name, token):
    return f"""[station]
site={SITE}
ward={WARD}
id={station}
name={name}
demo=true
[broker]
host=127.0.0.1
port={self.broker_port}
user={station}
password-file=broker/{station}.password
[server]
url=http://127.0.0.1:{self.http_port}
token-file={token}
[beds]
order={";".join (self.beds)}
primary={";".join (self.beds)}
"""

  def start_station (self):
    return self.start ("station", [self.build / "src/app/vigil", "--config", self.folder / "station.conf",
                                   "--data-dir", self.folder / "station", *self.station_options])

  def call (self, command, **more):
    return subprocess.run ([str (word) for word in command], capture_output=True, text=True, env=self.env, **more)

  # ── looking ──

  def picture (self, path):
    self.call (["import", "-window", "root", path])

  def application (self):
    if self.processes["station"].poll () is not None:
      raise Failure (f"the station has ended with {self.processes['station'].returncode}")
    import gi
    gi.require_version ("Atspi", "2.0")
    from gi.repository import Atspi
    desktop = Atspi.get_desktop (0)
    for i in range (desktop.get_child_count ()):
      child = desktop.get_child_at_index (i)
      if child is not None and child.get_process_id () == self.processes["station"].pid:
        return child
    return None

  def accessibles (self):
    """(name, role name, accessible) of everything in the window."""
    root = self.application ()
    stack, found = [root] if root else [], []
    while stack:
      node = stack.pop ()
      try:
        found.append ((node.get_name () or "", node.get_role_name (), node))
        stack.extend (child for child in (node.get_child_at_index (i) for i in range (node.get_child_count ())) if child)
      except Exception:  # it went away while we looked
        continue
    return found

  def names (self):
    return [name for name, _, _ in self.accessibles ()]

  def sees (self, *words):
    """The accessible name that holds all the words, or None."""
    return next ((name for name in self.names () if all (word in name for word in words)), None)

  def box (self, node):
    """Where it is in the window; of one that went away while we looked, nowhere."""
    import gi
    gi.require_version ("Atspi", "2.0")
    from gi.repository import Atspi, GLib
    try:
      return node.get_extents (Atspi.CoordType.WINDOW)
    except GLib.Error:
      return types.SimpleNamespace (x=0, y=0, width=0, height=0)

  def press (self, *words, hold=.0):
    """Presses the left mouse button on the showing control whose name holds all the words."""
    time.sleep (.7)  # a control is deaf for 400 ms after what it stands for has changed
    for name, role, node in self.accessibles ():
      if not all (word in name for word in words) or "button" not in role:
        continue
      box = self.box (node)
      if box.width <= 0 or box.height <= 0:
        continue
      self.call (["xdotool", "mousemove", box.x + box.width // 2, box.y + box.height // 2, "mousedown", 1])
      time.sleep (hold)
      self.call (["xdotool", "mouseup", 1])
      self.acts.append (time.time ())
      return name
    raise Failure (f"no button named {' '.join (words)}; there is {[n for n, r, _ in self.accessibles () if 'button' in r]}")

  def find_button (self, pattern):
    """A button that is on the screen and whose whole name is as the pattern says, and where it is; None."""
    for name, role, node in self.accessibles ():
      if "button" in role and re.fullmatch (pattern, name):
        box = self.box (node)
        if box.width > 0 and 0 <= box.y and box.y + box.height <= int (self.size.split ("x")[1]):
          return node, box
    return None

  def touch (self, pattern):
    """One click as soon as there is such a button; a control is deaf for 400 ms after what it stands for changed."""
    _, box = until (f"a button {pattern}", 10, lambda: self.find_button (pattern))
    time.sleep (.5)
    self.acts.append (time.time ())
    self.call (["xdotool", "mousemove", box.x + min (40, box.width // 2), box.y + box.height // 2, "click", 1])

  # ── the server's truth ──

  def server_rows (self):
    request = urllib.request.Request (f"http://127.0.0.1:{self.http_port}/v1/acknowledgements?ward={WARD}&after=0&limit=500",
                                      headers={"Authorization": f"Bearer {self.token}"})
    with urllib.request.urlopen (request, timeout=5) as answer:
      return json.load (answer)["acknowledgements"]


class Skip (Exception):
  """This machine does not let a case be tried."""


@contextlib.contextmanager
def case (name):
  """One TAP line."""
  case.number = getattr (case, "number", 0) + 1
  try:
    yield
  except Skip as skip:
    print (f"ok {case.number} - {name} # SKIP {skip}", flush=True)
    return
  except Failure as failure:
    case.failed = True
    print (f"not ok {case.number} - {name}\n# {failure}", flush=True)
    raise
  except Exception:
    print (f"not ok {case.number} - {name}", flush=True)
    raise
  print (f"ok {case.number} - {name}", flush=True)
