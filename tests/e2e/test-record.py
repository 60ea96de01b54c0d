#!/usr/bin/python3
"""The record agrees with itself: after real alarms the row on the History page, the line of the CSV and the row on
the server say the same of the same silence; and what stood when the program was killed has no known end.

usage: test-record.py SOURCE BUILD"""
import csv, datetime, os, pathlib, re, signal, sqlite3, sys, time

here = pathlib.Path (__file__).parent
sys.path.insert (0, str (here))
from ward import Failure, Ward, case, until

source, build = map (pathlib.Path, sys.argv[1:3])


def keep_picture (ward, name):
  folder = os.environ.get ("VIGIL_E2E_PICTURES")
  if folder:
    ward.picture (pathlib.Path (folder) / f"{name}.png")


def rows_of (ward, bed):
  return [row for row in ward.server_rows () if row["bed"] == bed]


def open_section (ward, name):
  ward.press ("Alarms")
  until (f"the target of {name}", 10, lambda: any (n == name and "button" in role for n, role, _ in ward.accessibles ()))
  ward.press (name)


def save (ward, path):
  """Through the file dialog, as a nurse would: the name is typed."""
  ward.press ("Save as CSV")
  until ("the dialog", 20, lambda: ward.call (["xdotool", "search", "--name", "Save the alarms as CSV"]).stdout.split ())
  time.sleep (1)  # no window manager: the dialog takes the focus when it is drawn
  window = ward.call (["xdotool", "search", "--name", "Save the alarms as CSV"]).stdout.split ()[-1]
  ward.call (["xdotool", "windowfocus", window])
  ward.call (["xdotool", "key", "ctrl+a"])
  ward.call (["xdotool", "type", "--delay", "30", str (path)])
  ward.call (["xdotool", "key", "Return"])
  until ("the whole file", 20, lambda: path.exists () and path.read_bytes ().endswith (b"\n"))
  with open (path, encoding="utf-8", newline="") as lines:
    return list (csv.DictReader (lines, strict=True))


def seconds_of (age):
  parts = [int (part) for part in age.split (":")]
  return sum (part * 60 ** i for i, part in enumerate (reversed (parts)))


def main ():
  with Ward (source, build, here / "main-job.scenario") as ward:
    ward.start_station ()
    with case ("an alarm is raised, silenced and on the server"):
      until ("desaturation", 60, lambda: ward.sees ("Bed 2,", "medium alarm", "SpO2"))
      ward.press ("Silence", "bed 2")
      until ("silenced", 3, lambda: ward.sees ("Bed 2,", "silenced"))
      server = until ("one row", 15, lambda: rows_of (ward, "02"))
      if len (server) != 1:
        raise Failure (f"{len (server)} rows on the server")
      server = server[0]
    with case ("the History page shows it with what was done"):
      open_section (ward, "History")
      row = until ("the row", 15, lambda: ward.sees ("Bed 2: SpO", "medium priority", "Silenced after", "this desk"))
      after = seconds_of (re.search (r"Silenced after ([\d:]+)", row)[1])
      keep_picture (ward, "history")
    with case ("the CSV line says the same as the row and as the server"):
      line = next (line for line in save (ward, ward.folder / "home/record.csv") if line["acknowledgement"] == server["id"])
      wrong = [(name, line[name], value) for name, value in (
        ("bed", server["bed"]), ("key", server["key"]), ("alarm id", server["alarm"]), ("code", server["code"]),
        ("priority", server["pri"]), ("silenced at", server["station"]), ("silenced", "this station"),
        ("unit", "%")) if line[name] != value]
      raised = datetime.datetime.fromisoformat (line["raised (device time)"])
      if round (raised.timestamp () * 1000) != server["raised"]:
        wrong.append (("raised", raised, server["raised"]))
      if int (float (line["silenced after (s)"])) != after:
        wrong.append (("silenced after", line["silenced after (s)"], after))
      if wrong:
        raise Failure (str (wrong))
    with case ("no patient's name is in the file"):
      text = (ward.folder / "home/record.csv").read_text ()
      names = re.findall (r"(?m)^family=(\S+)", (source / "data/ward/demo-ward.conf").read_text ())
      if len (names) < 8 or any (name in text for name in names):
        raise Failure (f"of {len (names)} names one is in the file")
    with case ("the review counts it"):
      ward.press ("Review")
      until ("the load", 15, lambda: ward.sees ("half within", "silenced)"))
      until ("the bed", 5, lambda: "Bed 2" in ward.names ())
      keep_picture (ward, "review")
    with case ("what stood when the program was killed has no known end, and goes on if it still stands"):
      until ("asystole open", 90, lambda: ward.sees ("Bed 3,", "high alarm", "ASYSTOLE"))
      time.sleep (1)  # the row is written behind the picture
      ward.end ("station", signal.SIGKILL)
      ward.start_station ()
      until ("asystole again", 60, lambda: ward.sees ("Bed 3,", "high alarm", "ASYSTOLE"))
      time.sleep (1)
      with sqlite3.connect (f"file:{ward.folder}/station/vigil.db?mode=ro", uri=True) as db:
        found = db.execute ("SELECT phase, run, is_adopted FROM occurrences WHERE bed = '03' AND key LIKE '%ASYSTOLE%'").fetchall ()
        runs = db.execute ("SELECT count (*) FROM runs").fetchone ()[0]
      if runs != 2 or found != [(0, 2, 1)]:
        raise Failure (f"{runs} runs, {found}")
  print (f"1..{case.number}")


main ()
