"""The peer of the wall: Chromium with one hand-written canvas (canvas.html), fed by the ward's own broker
over a web socket, on the ward's own display."""
import http.server, json, pathlib, shutil, subprocess, threading, time

from loaded import ROOT, Failure, cpu_seconds, pss_mib, until

HERE = pathlib.Path (__file__).resolve ().parent
# As little as a browser can do beside the page; without a GPU, as the station runs.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
         "--disable-breakpad", "--no-default-browser-check", "--password-store=basic", "--window-position=0,0", "--kiosk")
# The wall of a window of 1920x1080, and its pixels per millimetre on a display in memory (96 dpi).
WALL, PX_PER_MM = (1864, 956), 96 / 25.4
USER = "desk-2"


def find_browser ():
  return shutil.which ("chromium") or shutil.which ("chromium-browser")


def tree_of (pid):
  """The process and everything below it."""
  below = {}
  for stat in pathlib.Path ("/proc").glob ("[0-9]*/stat"):
    try:
      words = stat.read_text ().rsplit (")", 1)[1].split ()
    except OSError:  # one that just ended
      continue
    below.setdefault (int (words[1]), []).append (int (stat.parent.name))
  found = [pid]
  for one in found:
    found += below.get (one, [])
  return found


def tree_seconds (pid):
  total = 0
  for one in tree_of (pid):
    try:
      total += cpu_seconds (one)
    except OSError:
      continue
  return total


class Page:
  """Serves the page on loopback and holds what it said last."""

  def __init__ (self, layout):
    page = self
    self.said = None

    class Handler (http.server.BaseHTTPRequestHandler):
      def answer (self, body, kind):
        self.send_response (200)
        self.send_header ("Content-Type", kind)
        self.send_header ("Content-Length", str (len (body)))
        self.end_headers ()
        self.wfile.write (body)

      def do_GET (self):
        if self.path == "/layout.json":
          self.answer (json.dumps (layout).encode (), "application/json")
        elif self.path == "/":
          self.answer ((HERE / "canvas.html").read_bytes (), "text/html")
        else:
          self.send_error (404)

      def do_POST (self):
        page.said = json.loads (self.rfile.read (int (self.headers["Content-Length"])))
        self.answer (b"", "text/plain")

      def log_message (self, *words):
        pass

    self.server = http.server.ThreadingHTTPServer (("127.0.0.1", 0), Handler)
    self.thread = threading.Thread (target=self.server.serve_forever, daemon=True)

  def __enter__ (self):
    self.thread.start ()
    return self

  def __exit__ (self, *_):
    self.server.shutdown ()
    self.server.server_close ()

  def url (self):
    return f"http://127.0.0.1:{self.server.server_port}/"


def make_layout (ward, lanes, speed):
  said = ward.call ([ward.build / "tests/bench/bench-layout", len (ward.beds), lanes, *WALL, speed, PX_PER_MM])
  if said.returncode:
    raise Failure (f"bench-layout: {said.stderr}")
  return {**json.loads (said.stdout), "width": WALL[0], "height": WALL[1], "beds": ward.beds, "root": ROOT,
          "broker": f"ws://127.0.0.1:{ward.socket_port}/", "user": USER, "password": ward.password (USER)}


def measure (ward, lanes, speed, warm_up, seconds, picture=None):
  """CPU of the browser's whole tree and of the X server, frames and memory, while the page draws every wave."""
  browser = find_browser ()
  if browser is None:
    raise Failure ("chromium is not installed")
  profile = ward.folder / "profile"
  profile.mkdir ()
  with Page (make_layout (ward, lanes, speed)) as page:
    env = {**ward.env, "GTK_A11Y": "none", "NO_AT_BRIDGE": "1"}
    process = ward.start ("browser", [browser, *FLAGS, f"--window-size={ward.size.replace ('x', ',')}",
                                      f"--user-data-dir={profile}", f"--app={page.url ()}"], env=env)
    try:
      waves = lanes * len (ward.beds)
      until ("every wave on the canvas", 40, lambda: page.said and page.said["live"] == waves
             and page.said["numbers"] == len (ward.beds))
      time.sleep (warm_up)
      first, begun = page.said, time.monotonic ()
      client, server = tree_seconds (process.pid), cpu_seconds (ward.processes["display"].pid)
      time.sleep (seconds)
      passed = time.monotonic () - begun
      client, server = tree_seconds (process.pid) - client, cpu_seconds (ward.processes["display"].pid) - server
      until ("another word of the canvas", 10, lambda: page.said["at"] > first["at"])
      last = page.said
      if last["live"] != waves:
        raise Failure (f"only {last['live']} of {waves} waves were drawn to the end")
      if picture:
        ward.picture (picture)
      fps = 1000 * (last["frames"] - first["frames"]) / (last["at"] - first["at"])
      return {"station": 100 * client / passed, "display": 100 * server / passed,
              "both": 100 * (client + server) / passed, "fps": fps, "interval_p50": last["p50"],
              "interval_p99": last["p99"], "pss": sum (map (pss_mib, tree_of (process.pid)))}
    finally:
      ward.end ("browser")
