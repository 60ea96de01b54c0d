# SPDX-License-Identifier: GPL-3.0-or-later
"""The truth part of a scenario file, and its comparison with a transcript.

Below the line `[truth]` each line says when which station shows or sounds what:

    TIME [DESK:]BED KIND STATE [PRIORITY] [MARK …]      an alarm: open, held, latched, silenced, picture, gone
    TIME [DESK:]sound none|low|medium|high              the priority that sounds
    TIME [DESK:]burst PRIORITY BED                      one single burst
    TIME [DESK:]tile BED live|no-data|away|… [care|away|staff]

KIND is an alias of KINDS or the rest of a key; BED `-` is an alarm without a bed. Marks: `by=WHO`,
`unanswered`, `unverified`, `elsewhere` (shown, heard at another desk), `staff` (staff at the bed).
A time is met from 0.15 s before to 1.25 s after: a message each second, a tick of 100 ms. `TIME!` is
met within 0.35 s after; `TIME+S` within S s after. A tile that is not mentioned is not judged; any
other line of a transcript that no line of truth explains is a fault, and so is a truth without its
line.
"""

import json

HR, SPO2, RR = "MDC_ECG_HEART_RATE", "MDC_PULS_OXIM_SAT_O2", "MDC_RESP_RATE"
SYS, ART = "MDC_PRESS_BLD_NONINV_SYS", "MDC_PRESS_BLD_ART_SYS"
ECG = "MDC_ECG_ELEC_POTL"
KINDS = {
    "ASYSTOLE": f"MDC_EVT_ECG_ASYSTOLE|{ECG}||",
    "VF": f"VIGIL_EVT_ECG_V_FIB|{ECG}||",
    "VT": f"MDC_EVT_ECG_V_TACHY|{ECG}||",
    "AF": f"MDC_EVT_ECG_ATR_FIB|{ECG}||",
    "NOISY": f"MDC_EVT_NOISY|{ECG}||",
    "APNOEA": f"MDC_EVT_APNEA|{RR}||",
    "LEADS": "leads-off|ecg||",
    "PROBE": f"probe-off|{SPO2}||",
    "BATTERY": "MDC_EVT_BATT_LO|||",
    "NO-DATA": "VIGIL_EVT_NO_DATA|||",
    "LINK": "VIGIL_EVT_LINK_LOST|||",
    "NO-SOUND": "VIGIL_EVT_NO_SOUND|||",
    "SERVER": "VIGIL_EVT_SERVER_UNREACHABLE|||",
    "NO-LIMITS": "VIGIL_EVT_NO_LIMITS|||",
    "CLASS": "VIGIL_EVT_CLASS_UNKNOWN|||",
    "OVERDUE": "VIGIL_EVT_NIBP_OVERDUE|||",
    "BACK": "VIGIL_EVT_NOT_MONITORED|||",
    "ADMIT": "VIGIL_EVT_ADMIT|||",
    "REMOVED": "VIGIL_EVT_BED_REMOVED|||",
    "UNREADABLE": "VIGIL_EVT_ALARM_LIST_UNREADABLE|||",
}
for short, source in (("HR", HR), ("SpO2", SPO2), ("RR", RR), ("SYS", SYS), ("ART", ART)):
    for side, sign in (("lo", "<"), ("hi", ">")):
        for level in "12":
            KINDS[f"{short}{sign}{level}"] = f"limit|{source}|{side}|{level}"

BEFORE_MS, AFTER_MS, TIGHT_MS = 150, 1250, 350
MARKS = ("unanswered", "unverified", "elsewhere", "staff")


def parse_time(word):
    seconds = 0.0
    for part in word.split(":"):
        seconds = seconds * 60 + float(part)
    return int(round(seconds * 1000))


class Truth:
    def __init__(self, number, text):
        words = text.split()
        self.number, self.text, self.is_met = number, text, False
        when, after = words[0], AFTER_MS
        if when.endswith("!"):
            when, after = when[:-1], TIGHT_MS
        elif "+" in when:
            when, allowance = when.split("+")
            after = int(float(allowance) * 1000)
        time = parse_time(when)
        self.first_ms, self.last_ms = time - BEFORE_MS, time + after
        self.station = "desk-1"
        if ":" in words[1]:
            self.station, words[1] = words[1].split(":")
        self.what = self.read(words[1:])

    def read(self, words):
        if words[0] == "sound":
            return {"sound": words[1]}
        if words[0] == "burst":
            return {"burst": words[1], "of": words[2]}
        if words[0] == "tile":
            return {"bed": words[1], "shown": words[2], "suspended": (words + [""])[3]}
        bed = "" if words[0] == "-" else words[0]
        what = {"key": f"{bed}|{KINDS.get(words[1], words[1])}", "state": words[2]}
        if words[2] != "gone":
            what["pri"] = words[3]
            what.update({mark: mark in words[4:] for mark in MARKS})
            what.update(word.split("=") for word in words[4:] if "=" in word)
        return what

    def explains(self, line):
        return (line["st"] == self.station and self.first_ms <= line["t"] <= self.last_ms
                and all(said(line).get(name) == value for name, value in self.what.items()))


def said(line):
    """A line of the transcript in the words of truth."""
    if "burst" in line:
        return {"burst": line["burst"], "of": line["key"].split("|")[0]}
    if "reach" not in line:
        return line
    return line | {
        "unanswered": bool(line["unanswered"]), "unverified": bool(line["unverified"]),
        "elsewhere": line["reach"] == "elsewhere", "staff": line["reach"] == "staff",
    }


def read_truth(path):
    truths, is_truth = [], False
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            text = text.split("#")[0].strip()
            if is_truth and text:
                truths.append(Truth(number, text))
            is_truth |= text == "[truth]"
    return truths


def format_line(line):
    minutes, ms = divmod(line["t"], 60000)
    rest = " ".join(f"{name}={value}" for name, value in line.items()
                    if name not in ("t", "st") and value not in (0, "", "here"))
    return f"{minutes}:{ms / 1000:06.3f} {line['st']} {rest}"


def compare(truths, lines):
    """What is wrong, as sentences."""
    faults = []
    for line in lines:
        truth = next((t for t in truths if not t.is_met and t.explains(line)), None)
        if truth is not None:
            truth.is_met = True
        elif "shown" not in line:
            faults.append(f"unexplained: {format_line(line)}")
    faults += [f"missed, line {t.number}: {t.text}" for t in truths if not t.is_met]
    return faults


def read_transcript(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(text) for text in file]
