#!/usr/bin/python3
"""The record as CSV, read back by Python's own reader: every awkward text comes back, no cell is a formula.

usage: test-occurrence-csv.py WRITER"""
import csv, datetime, io, subprocess, sys

LABELS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\tx", "a,b", 'say "hi"', "two\r\nlines", "a;=1+1;b", "SpO₂ Æ 中",
          "'quoted", ""]
PLAIN = {"record": "7", "bed": "07", "bed label": "7A", "priority": "high", "kind": "physiological", "code": "MDC_EVT_LO",
         "condition": "SpO2 86 < 90", "key": "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2", "alarm id": "a1",
         "encounter": "01900000-0000-7000-8000-000000000077", "state": "over", "duration (s)": "100.995",
         "extreme value": "85.5", "limit": "90", "unit": "%", "silenced": "other station", "silenced at": "desk-2",
         "silenced by": "Okafor", "silenced after (s)": "3.877",
         "acknowledgement": "01900000-0000-7000-8000-000000000001", "times silenced": "2", "times returned": "1",
         "came to this station unanswered": "no", "unanswered for 60 s": "yes"}
TIMES = {"raised (device time)": 1792743599005, "first shown (station time)": 1792743600123,
         "condition ended (device time)": 1792743700000, "silenced (station time)": 1792743604000}
UNKNOWN = ["raised (device time)", "condition ended (device time)", "duration (s)", "extreme value", "limit", "unit",
           "silenced", "silenced (station time)", "silenced after (s)"]

raw = subprocess.run ([sys.argv[1]], capture_output=True, check=True).stdout
text = raw.decode ("utf-8")
rows = list (csv.DictReader (io.StringIO (text, newline=""), strict=True))
checks = []


def check (name, is_right, *why):
  checks.append (is_right)
  print (f"{'ok' if is_right else 'not ok'} {len (checks)} - {name}")
  for line in () if is_right else why:
    print (f"# {line}")


check ("lines end with CR LF and the last one does", text.endswith ("\r\n") and text.replace ("\r\n", "").count ("\n") == 0)
check ("every row has every column", len (rows) == 15 and all (None not in row and None not in row.values () for row in rows))
wrong = {name: rows[0].get (name) for name, value in PLAIN.items () if rows[0].get (name) != value}
check ("every value comes back", not wrong, wrong)
times = {name: datetime.datetime.fromisoformat (rows[0][name]) for name in TIMES}
check ("times are ISO 8601 with their zone", all (time.utcoffset () == datetime.timedelta (hours=5, minutes=30)
       and round (time.timestamp () * 1000) == TIMES[name] for name, time in times.items ()), times)
check ("what is not known is empty", all (rows[1][name] == "" for name in UNKNOWN), rows[1])
check ("an unknown end is said", rows[1]["state"] == "end unknown" and rows[1]["kind"] == "technical")
seen = [row["condition"] for row in rows[2:14]]
meant = [";".join ("'" + part if part and part[0] in "=+-@\t\r\n" else part for part in label.split (";")) for label in LABELS]
check ("awkward labels come back", seen == meant and [row["bed label"] for row in rows[2:14]] == meant, seen)
check ("no part between semicolons is a formula either", all (part[:1] not in tuple ("=+-@") for row in rows[:14]
       for cell in row.values () for part in cell.split (";") if part), rows)
check ("no text is a formula", not any (cell[:1] in tuple ("=+-@\t\r") and cell for row in rows[:14] for cell in row.values ()))
check ("a number below zero stays a number", rows[14]["extreme value"] == "-1.5")
print (f"1..{len (checks)}")
sys.exit (not all (checks))
