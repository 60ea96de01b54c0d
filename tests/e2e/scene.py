"""A scenario by hand (tests/virtual/README.md) in real time: its gateways on a real broker, its nurse at the real
window, and what that shows as a transcript in the words of scenario_truth.py."""
import collections, contextlib, re, signal, subprocess, threading, time

from gateway import Wire
from ward import STATION, Failure, Ward, say

VIRTUAL_ROOT = "vigil/v1/site/w1/"
LOOK_EVERY_S = .1
# What a row of the list of alarms reads for a kind of scenario_truth; %s is the level.
WORDS = [(r"ASYSTOLE", "ASYSTOLE"), (r"VF", "VF"), (r"VT", "VT"), (r"AF", "AF"), (r"NOISY", "NOISY"),
         (r"APNOEA", "APNOEA"), (r"LEADS OFF", "LEADS"), (r"(SpO₂ )?PROBE OFF", "PROBE"), (r"BATTERY", "BATTERY"),
         (r"NO DATA", "NO-DATA"), (r"LINK LOST", "LINK"), (r"NO SOUND", "NO-SOUND"), (r"NO LIMITS", "NO-LIMITS"),
         (r"CLASS\?", "CLASS"), (r"ADMIT\?", "ADMIT"), (r"ALARM LIST NOT (READABLE|HEARD)", "UNREADABLE"),
         (r"SpO₂ .*<", "SpO2<%s"), (r"SpO₂ .*>", "SpO2>%s"), (r"HR .*<", "HR<%s"), (r"HR .*>", "HR>%s"),
         (r"RR .*<", "RR<%s"), (r"RR .*>", "RR>%s")]


def kind_of (text, priority, gateways):
  """The word of truth for what a nurse reads; `gateways`: their beds in words → name."""
  if text.startswith ("GATEWAY LOST · "):
    return f"VIGIL_EVT_GATEWAY_LOST|{gateways[text.split (' · ')[1]]}||"
  for words, kind in WORDS:
    if re.match (words, text):
      return kind.replace ("%s", "2" if priority == "high" else "1")
  raise Failure (f"no word of truth for “{text}”")


class SceneWard (Ward):
  """The gateways and desks of the script instead of a simulator."""

  def __init__ (self, source, build, scenario):
    super ().__init__ (source, build, scenario, size="1280x1024")
    script = self.scenario.read_text ().split ("[script]")[1].split ("[truth]")[0]
    self.hands = {name: beds.split () for name, beds in re.findall (r"^gateway (\S+) (.+)$", script, re.MULTILINE)}

  def list_simulated (self):
    return [f"{name}:{','.join (beds)}" for name, beds in self.hands.items ()]

  def list_wall (self):
    return [bed for beds in self.hands.values () for bed in beds]

  def start_simulator (self):
    self.wires = {name: Wire (self, name) for name in self.hands} | {"desk-2": Wire (self, "desk-2", "st")}
    self.gateway_of = {" ".join (beds): name for name, beds in self.hands.items ()}
    self.of = {bed: name for name, beds in self.hands.items () for bed in beds}

  def publish (self, topic, kept, payload):
    """By whoever may: the bed's gateway, the gateway, the other desk."""
    where, name = topic.split ("/")[:2]
    self.wires[self.of[name] if where == "bed" else name].publish (topic, payload, kept)


class Scene:
  """Runs the script and keeps the transcript: lines as those of a virtual desk, without its sound."""

  def __init__ (self, ward):
    self.ward, self.lines, self.shown, self.waiting = ward, [], {}, {}
    self.orders = collections.deque ()
    self.muted = []  # [from, to] in wall time
    self.slowest_s, self.ended, self.list = 0, threading.Event (), None  # the list of alarms, while it is open

  # ── the script ──

  def start (self):
    self.program = subprocess.Popen ([self.ward.build / "tests/virtual/vigil-live-ward", self.ward.scenario],
                                     stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    self.ward.processes["script"] = self.program
    self.zero = int (self.program.stdout.readline ().split ()[1]) / 1000
    threading.Thread (target=self.relay, daemon=True).start ()

  def relay (self):
    for line in self.program.stdout:
      words = line.split ()
      if words[0] == "publish":
        self.ward.publish (words[1].removeprefix (VIRTUAL_ROOT), words[2] == "kept", bytes.fromhex ("".join (words[3:])))
      else:
        self.orders.append (words)
    self.ended.set ()

  def obey (self, verb, desk, *more):
    if desk != STATION:
      raise Failure (f"nobody sits at {desk}")
    if verb == "silence":
      self.silence (more[0])
    elif verb == "start":
      self.ward.start_station ()
    elif verb == "stop":
      self.ward.end ("station", signal.SIGKILL)
      self.ward.acts.append (time.time ())
      self.shown, self.list = {}, None
    elif verb in ("deaf", "hear"):
      self.ward.processes["broker"].send_signal (signal.SIGSTOP if verb == "deaf" else signal.SIGCONT)
    else:
      raise Failure (f"“{verb}” has nobody to do it in real time")

  def silence (self, bed):
    """On the card or tile of the bed, at once: what it stands for was there long before."""
    for name, role, node in self.ward.accessibles ():
      if "button" in role and re.match (rf"Silence bed {bed}:", name):
        box = self.ward.box (node)
        if box.width > 0 and box.height > 0:
          self.ward.acts.append (time.time ())
          self.ward.call (["xdotool", "mousemove", box.x + box.width // 2, box.y + box.height // 2, "click", 1])
          return
    raise Failure (f"nothing to silence at bed {bed}")

  # ── what the window shows ──

  def survey (self, at):
    """The tiles, and where the list “Open and silenced” is: the page Alarms goes back to the wall by itself."""
    found = self.ward.accessibles ()
    lists = [node for _, role, node in found if role == "list"]
    self.list = lists[-1] if lists else None  # the last is found first
    for name, role, node in found:
      tile = re.match (r"Bed (\d+),", name)
      if "button" in role and tile:
        self.settle (tile[1], read_tile (name), at)
      elif "button" in role and name == "Alarms" and not lists:
        with contextlib.suppress (Exception):
          node.do_action (0)

  def read_rows (self):
    """key → (state, priority, reach, unanswered, unverified, by); None: it cannot be seen now."""
    rows = {}
    try:
      for i in range (self.list.get_child_count ()):
        row = self.list.get_child_at_index (i)
        if row is not None and row.get_role_name () == "list item":
          key, value = read_row (row.get_name (), labels_in (row), self.ward.gateway_of)
          rows[key] = value
    except Failure:
      raise
    except Exception:  # it went away while we looked
      return None
    return rows

  def write (self, at, **line):
    self.lines.append ({"t": int ((at - self.zero) * 1000), "st": STATION, **line})

  def settle (self, key, value, at):
    """A value counts when it is seen twice, from the first time on: a row is not read in one go."""
    if self.shown.get (key) == value:
      self.waiting.pop (key, None)
      return
    if key not in self.waiting or self.waiting[key][0] != value:
      self.waiting[key] = (value, at)
      return
    at = self.waiting.pop (key)[1]
    self.shown[key] = value
    if value is None:
      del self.shown[key]
      self.write (at, key=key, state="gone")
    elif "|" in key:
      self.write (at, key=key, **dict (zip (("state", "pri", "reach", "unanswered", "unverified", "by"), value)))
    else:
      self.write (at, bed=key, shown=value[0], suspended=value[1])

  def look (self):
    at = time.time ()
    rows = self.read_rows () if self.list is not None else None
    if rows is None:
      return
    for key in [*rows, *(key for key in self.shown if "|" in key and key not in rows)]:
      self.settle (key, rows.get (key), at)

  def run (self):
    """Until the script ends."""
    self.start ()
    last, survey_due = time.time (), 0
    while not self.ended.is_set ():
      while self.orders:
        self.obey (*self.orders.popleft ())
        last = time.time ()
      if "station" in self.ward.processes and self.ward.application () is not None:
        if time.time () >= survey_due:
          self.survey (time.time ())
          survey_due = time.time () + .5
        self.look ()
      now = time.time ()
      self.slowest_s, last = max (self.slowest_s, now - last), now
      time.sleep (LOOK_EVERY_S)
    say (f"slowest look {self.slowest_s:.1f} s")


def labels_in (node):
  found = []
  for child in (node.get_child_at_index (i) for i in range (node.get_child_count ())):
    if child is not None:
      found += [child.get_name () or ""] if child.get_role_name () == "label" else labels_in (child)
  return found


def read_tile (name):
  """What a tile that is named so shows, and what suspends it."""
  shown = "away" if ", Away" in name else "no-data" if "NO DATA" in name else "live"
  marks = ((", Care ", "care"), (", Away", "away"), (", Staff at bedside", "staff"))
  return shown, next ((word for text, word in marks if text in name), "")


def read_row (name, texts, gateways):
  """“01 VT 14:32 ended, high priority” and its labels: ✱✱✱, 01, VT 14:32 ended, since 14:32 · 0:12, Sounding."""
  import scenario_truth
  text, priority = re.fullmatch (r"(.*), (high|medium|low) priority", name).groups ()
  bed = texts[1].removeprefix ("GtkLabel")  # what an empty one is called
  text = text.removeprefix (bed).strip ()
  since = next (i for i, label in enumerate (texts) if label.startswith ("since "))
  state = texts[since + 1] if len (texts) > since + 1 else ""
  kind = kind_of (text, priority, gateways)
  is_over, by, reach = text.endswith (" ended"), "", "here"
  if "sounds at its own desk" in state:
    reach = "elsewhere"
  if "staff at the bedside" in state:
    reach = "staff"
  if state.startswith ("Silenced"):
    desk = re.search (r"Desk (\d)", state)
    by = "bedside" if "at the bedside" in state else f"desk-{desk[1]}" if desk else ""
    word = "silenced"
  elif state == "Not silenced":
    word = "picture"
  elif "not sounded" in state and (reach != "staff" or priority != "high"):
    word = "held"
  else:
    word = "latched" if is_over else "open"
  unverified = int ("not confirmed at present" in state)
  return f"{bed}|{scenario_truth.KINDS.get (kind, kind)}", (word, priority, reach, int ("UNANSWERED" in state), unverified, by)
