"""The station without a window (tests/station/headless-station.c), driven by lines."""
import subprocess, signal, time

from ward import Failure, until


class Headless:
  def __init__ (self, ward, config="station.conf", data="station", env=None):
    self.log = ward.folder / f"headless-{time.monotonic_ns ()}.out"
    self.data = ward.folder / data
    with open (self.log, "wb") as out, open (ward.folder / f"{data}.log", "ab") as errors:
      self.process = subprocess.Popen ([ward.build / "tests/station/headless-station", ward.folder / config,
                                        self.data, ward.build / "data/sounds"], stdin=subprocess.PIPE,
                                       stdout=out, stderr=errors, env=env or ward.env, text=True)

  def __enter__ (self):
    return self

  def __exit__ (self, kind, value, trace):
    if kind is not None:
      print ("\n".join (f"# headless: {line}" for line in self.read ()[-25:]), flush=True)
    if self.process.poll () is None:
      self.kill ()

  def read (self):
    return self.log.read_text ().splitlines ()

  def tell (self, line):
    self.process.stdin.write (line + "\n")
    self.process.stdin.flush ()

  def ask (self, line):
    """What it prints between now and the next "end"."""
    before = self.log.stat ().st_size
    self.tell (line)
    def answer ():
      with open (self.log, "rb") as file:
        file.seek (before)
        lines = file.read ().decode ().splitlines ()
      return lines[:lines.index ("end") + 1] if "end" in lines else None
    return until (f"an answer to {line}", 20, answer, every=.02)[:-1]

  def word (self, first):
    """The newest line that begins with the word, without it: last ("link") is "up"."""
    return next ((line.split (" ", 1)[1] for line in reversed (self.read ()) if line.startswith (first + " ")), "")

  # ── alarms ──

  def alarms (self):
    """The newest word on each alarm: key → (phase, priority, action, delivery)."""
    shown = {}
    for line in self.read ():
      words = line.split ()
      if words and words[0] == "alarm":
        shown[words[1]] = tuple (words[2:6])
      elif words and words[0] == "ended":
        shown.pop (words[1], None)
    return shown

  def details (self):
    """What stands now: key → {phase, priority, verified, hidden, label}."""
    found = {}
    for line in self.ask ("alarms"):
      if line.startswith ("detail "):
        _, key, phase, priority, verified, hidden, label = line.split (" ", 6)
        found[key] = {"phase": phase, "priority": priority, "verified": verified == "verified",
                      "hidden": hidden == "hidden", "label": label}
    return found

  def find (self, code, priority=None):
    """The key of an alarm of that code that is not folded into another; its details."""
    for key, word in self.details ().items ():
      if code in key and not word["hidden"] and (priority is None or word["priority"] == priority):
        return key, word
    return None

  def open_beds (self):
    return sorted ({key.split ("|")[0] for key, word in self.alarms ().items ()
                    if word[0] in ("open", "latched") and key.split ("|")[0]})

  def saved_ids (self):
    return {line.split ()[4] for line in self.read () if line.startswith ("alarm ")
            and line.split ()[5] in ("saved", "delivered") and line.split ()[4] != "-"}

  # ── beds and counters ──

  def beds (self):
    """bed → (condition, heart rate or "-")."""
    return {words[1]: (words[2], words[3]) for words in map (str.split, self.ask ("beds")) if words[0] == "bed"}

  def stays (self):
    """bed → what is known of who lies there and what suspends it."""
    names = ("condition", "name", "encounter", "suspension", "left", "suspended", "stayed", "name_at")
    return {words[1]: dict (zip (names, words[2:])) for words in map (str.split, self.ask ("stays")) if words[0] == "stay"}

  def do (self, line):
    """A command on a bed; the id of what it made, or Failure with the refusal."""
    answer = self.ask (line)[-1].split ()
    if answer[0] != "done":
      raise Failure (f"{line}: {' '.join (answer)}")
    return answer[1]

  def is_live (self, bed, rates=range (72, 81)):
    """With the heart rate of a calm bed of these scenarios."""
    condition, rate = self.beds ()[bed]
    return condition == "live" and rate.isdigit () and int (rate) in rates

  def diagnostics (self):
    lines = (line for line in self.ask ("diagnostics") if line.startswith ("diagnostic "))
    return dict (line.removeprefix ("diagnostic ").split ("=", 1) for line in lines)

  def counters (self):
    head = "Input refused, by reason/"
    return {name.removeprefix (head): int (value) for name, value in self.diagnostics ().items () if name.startswith (head)}

  # ── ending ──

  def kill (self):
    self.process.send_signal (signal.SIGCONT)
    self.process.send_signal (signal.SIGKILL)
    self.process.wait ()

  def quit (self):
    self.tell ("quit")
    self.process.wait (15)
