#!/usr/bin/python3
"""What a nurse does to a bed while the server is away: suspend, discharge, admit. It holds at once and at
the other desk, over two deaths of the station, and is on the server exactly once, later.
usage: test-bed-acts.py SOURCE BUILD"""
import contextlib, pathlib, signal, sqlite3, sys, time

sys.path.insert (0, str (pathlib.Path (__file__).parent))
from station import Headless
from ward import Failure, Ward, case, until

source, build = map (pathlib.Path, sys.argv[1:3])
# VigilRefusal
HIGH_OPEN, EMPTY, OCCUPIED = 1, 6, 7
NEWCOMER = "Testwillow"


def changes (ward):
  """The server's own rows of who came and left, in their order: (id, action, bed, family, birth)."""
  path = ward.folder / "server/vigil-server.db"
  with contextlib.closing (sqlite3.connect (f"file:{path}?mode=ro", uri=True)) as database:
    return database.execute ("SELECT id, action, bed, family, birth FROM changes ORDER BY row").fetchall ()


def expect (found, wanted, what):
  if found != wanted:
    raise Failure (f"{what}: {found} instead of {wanted}")


def stay (station, bed, **wanted):
  """The bed once it is as wanted."""
  def look ():
    found = station.stays ()[bed]
    return found if all (found[name] == value for name, value in wanted.items ()) else None
  try:
    return until (f"bed {bed} {wanted}", 30, look, every=.2)
  except Failure as failure:
    raise Failure (f"{failure}: {station.stays ()[bed]}")


def refusal (station, line):
  answer = station.ask (line)[-1].split ()
  return int (answer[1]) if answer[0] == "refused" else None


def known (station, beds):
  """The server has told who lies there: bed → name."""
  return until ("names of the server", 30, lambda: (lambda s: {b: s[b]["name"] for b in beds}
                if all (s[b]["name"] != "-" for b in beds) else None) (station.stays ()), every=.2)


def end_of_signal (ward, station):
  until ("bed 04 without signal, bed 03 red", 60, lambda: station.find ("DATA", "low") and station.find ("V_FIB"), every=.3)


def act_without_server (ward, desk_1, desk_2, made):
  with case ("refused in words that say why"):
    expect (refusal (desk_1, "suspend 03 away 60 CT Okafor"), HIGH_OPEN, "Away against a red")
    expect (refusal (desk_1, f"admit 02 {NEWCOMER} -"), OCCUPIED, "admission to a taken bed")
  with case ("away at one desk is away at the other within a second, with the server down"):
    made["away"] = desk_1.do ("suspend 01 away 60 CT Okafor")
    began = time.monotonic ()
    until ("Away at desk 2", 3, lambda: desk_2.stays ()["01"]["suspension"] == "away")
    if time.monotonic () - began > 1.5:
      raise Failure (f"after {time.monotonic () - began:.1f} s")
    stay (desk_1, "01", suspended="saved")
  with case ("a discharged bed is empty at both desks, without an alarm"):
    made["discharge"] = desk_1.do ("discharge 04")
    stay (desk_1, "04", condition="empty", name="-", stayed="saved")
    stay (desk_2, "04", condition="empty", name="-")
    until ("no alarm of bed 04", 10, lambda: not any (key.startswith ("04|") for key in desk_1.details ()))
    expect (refusal (desk_1, "discharge 04"), EMPTY, "a second discharge")
  with case ("somebody admitted has a name here, and NAME AT DESK 1 there"):
    made["discharge 2"] = desk_1.do ("discharge 02")
    made["admit"] = desk_1.do (f"admit 02 {NEWCOMER} -")
    stay (desk_1, "02", name=NEWCOMER, stayed="saved")
    stay (desk_2, "02", name="-", name_at="desk-1", encounter=desk_1.stays ()["02"]["encounter"])


def main ():
  with Ward (source, build, source / "tests/e2e/bed-acts.scenario", desktop=False) as ward:
    made = {}
    desk_1, desk_2 = Headless (ward), Headless (ward, "desk-2.conf", "desk-2")
    try:
      names = known (desk_1, ["01", "02", "03", "04"])
      known (desk_2, ["02", "04"])
      end_of_signal (ward, desk_1)
      ward.end ("server", signal.SIGKILL)
      act_without_server (ward, desk_1, desk_2, made)

      with case ("all of it stands after the station has died, with the name and the time that is left"):
        desk_1.kill ()
        desk_1 = Headless (ward)
        stay (desk_1, "04", condition="empty", stayed="saved")
        stay (desk_1, "02", name=NEWCOMER, stayed="saved")
        left = int (stay (desk_1, "01", suspension="away", suspended="saved")["left"])
        if not 3300 < left < 3600:
          raise Failure (f"{left} s are left")
        if desk_2.stays ()["01"]["suspension"] != "away":
          raise Failure ("the other desk forgot")
      with case ("one command ends it, here and there, also after a second death"):
        desk_1.do ("resume 01")
        until ("resumed at desk 2", 3, lambda: desk_2.stays ()["01"]["suspension"] == "-")
        desk_1.kill ()
        desk_1 = Headless (ward)
        stay (desk_1, "02", name=NEWCOMER)
        expect (desk_1.stays ()["01"]["suspension"], "-", "after the death")

      with case ("with the server back each is on it exactly once and in order, and its names are everybody's"):
        ward.restart_server ()
        stay (desk_1, "02", name=NEWCOMER, stayed="delivered")
        stay (desk_1, "04", stayed="delivered")
        stay (desk_2, "02", name=NEWCOMER, name_at="-")
        until ("the suspension and its end", 20, lambda: len ([r for r in ward.server_rows () if r["bed"] == "01"]) == 2, every=.2)
        rows = [(row["action"], row["id"] == made["away"]) for row in ward.server_rows () if row["bed"] == "01"]
        expect (rows, [("suspend", True), ("resume", False)], "rows of bed 01")
        expect ([row[:3] for row in changes (ward) if row[2] == "04"], [(made["discharge"], "discharge", "04")], "bed 04")
        expect (changes (ward)[-2:] if changes (ward)[-1][2] == "02" else [r for r in changes (ward) if r[2] == "02"],
                [(made["discharge 2"], "discharge", "02", "", ""), (made["admit"], "admit", "02", NEWCOMER, "")], "bed 02")
      with case ("no snapshot brought an old name back, and no name went over the wire or into a log"):
        for desk in (desk_1, desk_2):
          for bed in ("02", "04"):
            if desk.stays ()[bed]["name"] == names[bed]:
              raise Failure (f"{names[bed]} is back in bed {bed}")
        retained = ward.call (["mosquitto_sub", "-h", "127.0.0.1", "-p", ward.broker_port, "-u", "desk-2", "-P",
                               (ward.folder / "broker/desk-2.password").read_text ().strip (), "-V", "5",
                               "-t", f"vigil/v1/{ward.site}/{ward.ward}/#", "-v", "-W", "3"], errors="replace").stdout
        if "station/desk-1/bed/02/actions" not in retained:
          raise Failure (f"the list of bed 02 is not on the wire: {retained[:400]}")
        logs = "".join (path.read_text (errors="replace") for path in ward.folder.glob ("*.log"))
        for where, text in (("the wire", retained), ("a log", logs)):
          if NEWCOMER in text:
            raise Failure (f"{NEWCOMER} is on {where}")
      with case ("nothing of the name is left in the station's own file"):
        desk_1.quit ()
        left = [path.name for path in (ward.folder / "station").glob ("vigil.db*") if NEWCOMER.encode () in path.read_bytes ()]
        expect (left, [], "files with the name")
    finally:
      for desk in (desk_1, desk_2):
        if desk.process.poll () is None:
          desk.kill ()


print ("1..9", flush=True)
try:
  main ()
except Failure:
  sys.exit (1)
