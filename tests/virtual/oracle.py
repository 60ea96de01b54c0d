# SPDX-License-Identifier: GPL-3.0-or-later
"""What a station must show and sound, worked out from the captured messages alone.

Written from docs/ux.md and docs/contract/contract.md and from nothing else: it shares no code with
the product and knows nothing of how the product does it. One station that is primary for its beds.
Times are ms of the capture; device times are ms since 1970.
"""

import collections
import heapq
import json
import struct

LOW, MEDIUM, HIGH = 1, 2, 3
PRIORITIES = {"low": LOW, "medium": MEDIUM, "high": HIGH}
NAMES = {LOW: "low", MEDIUM: "medium", HIGH: "high"}

HR, SPO2, RR = "MDC_ECG_HEART_RATE", "MDC_PULS_OXIM_SAT_O2", "MDC_RESP_RATE"
NIBP = "MDC_PRESS_BLD_NONINV_SYS"
ALIASES = {
    "MDC_ECG_CARD_BEAT_RATE": HR, "MDC_PLETH_PULS_RATE": "MDC_PULS_OXIM_PULS_RATE",
    "MDC_TTHOR_RESP_RATE": RR, "MDC_CO2_RESP_RATE": RR, "MDC_PRESS_CUFF_SYS": NIBP,
}
VF = "VIGIL_EVT_ECG_V_FIB"
LATCHING_CODES = {"MDC_EVT_ECG_ASYSTOLE", VF, "MDC_EVT_ECG_V_TACHY", "MDC_EVT_APNEA"}

# ux.md, "Starting limits", as lo2, lo, hi, hi2 for adults (the wire has no other band without a
# birth date), with their hysteresis and what makes a value worse.
ADULT = {HR: (40, 50, 120, 140), SPO2: (85, 90, None, None), RR: (None, 8, 30, None),
         NIBP: (70, 90, 160, 200)}
NEONATE = {HR: (80, 100, 190, 210), SPO2: (80, 88, None, None), RR: (None, 25, 80, None),
           NIBP: (40, 50, 90, 100)}
PRESETS = {"adult": ADULT, "neonatal": NEONATE}
HYSTERESIS = {HR: 3, SPO2: 1, RR: 2}
WORSE = {HR: 10, SPO2: 3}
DELAY_MS = {1: 10000, 2: 5000}
HELD_MS = 5000
FRESH_LIST_MS, RETAINED_LIST_MS = 25000, 12000
LATE_LIST_MS = 25000
BREAK_MS = 3000  # contract.md, "Link": what is silent for longer is not steady
DASHES_MS, NO_DATA_MS, NO_DATA_MEDIUM_MS = 5000, 10000, 30000
NO_DATA_ENDS_MS, STEADY_MS, USABLE_MS = 5000, 10000, 10000
STEADY_AWAY_MS = 30000
SILENCE_HIGH_MS, SILENCE_WARD_MS = 120000, 600000
AGAIN_MS, AGAIN_HIGH_MS = 60000, 10000
NEVER = float("inf")


def key_of(bed, code, src, pri):
    """contract.md, "Which alarms are the same"."""
    src = ALIASES.get(src, src) or ""
    level = "2" if pri == HIGH else "1"
    if code in ("MDC_EVT_LO", "MDC_EVT_LO_LT_LIM", "MDC_EVT_LO_VAL_LT_LIM"):
        return f"{bed}|limit|{src}|lo|{level}"
    if code in ("MDC_EVT_HI", "MDC_EVT_HI_GT_LIM", "MDC_EVT_HI_VAL_GT_LIM"):
        return f"{bed}|limit|{src}|hi|{level}"
    fixed = {
        "MDC_EVT_DESAT": f"limit|{SPO2}|lo|2",
        "MDC_EVT_ECG_BRADY_EXTREME": f"limit|{HR}|lo|2",
        "MDC_EVT_ECG_TACHY_EXTREME": f"limit|{HR}|hi|2",
        "MDC_EVT_ECG_SINUS_BRADY": f"limit|{HR}|lo|1",
        "MDC_EVT_ECG_SINUS_TACHY": f"limit|{HR}|hi|1",
        "MDC_EVT_LEADS_OFF": "leads-off|ecg||", "MDC_EVT_LEAD_DISCONN": "leads-off|ecg||",
        "MDC_EVT_SENSOR_DISCONN": f"probe-off|{src}||",
        "MDC_EVT_XDUCR_DISCONN": f"probe-off|{src}||",
    }
    return f"{bed}|{fixed.get(code, f'{code}|{src}||')}"


def rank(item):
    """Of several items of one key: the worst; it stands while one of them does; the youngest."""
    return PRIORITIES[item["pri"]], item["state"] == "active", item["raised"]


class Alarm:
    """One key: its occurrence, who says so, and its silence."""

    def __init__(self, key):
        self.key = key
        self.bed, self.kind, self.source, self.side, self.level = key.split("|")
        self.is_latching = (self.kind in LATCHING_CODES
                            or (self.kind == "limit" and self.source == HR and self.level == "2"))
        self.item = None  # of the bedside's list, active or latched
        self.stood_id = None  # of the item that was last seen active
        self.is_held = False  # left the list while its source could not be judged
        self.was_silent_when_held = False
        self.usable_since = None
        self.unmeasured_since = None  # the station's own: a live bed has no such number since
        self.station = None  # priority that the station itself gives it
        self.pri = 0
        self.raised = self.grown = 0  # device time
        self.raised_t = self.stood_t = 0
        self.grows_t = 0  # what grows with time counts from here
        self.worse_from = 0  # device time: an action from before it covers it no more
        self.unanswered = 0  # raised of the one that stood unanswered at the last restart
        self.born_under = 0  # raised of the level 2 that stood then
        self.past_upper = 0  # raised of the level 2 that was over before this one began
        self.ended_t = None
        self.was_silenced_at_end = False
        self.stood = False
        self.is_latched = False
        self.is_reset = False
        self.inact_until = None
        self.inact_word = "none"
        self.inact_pri = 0
        self.is_silenced_here = self.is_silent = False
        self.worst = None  # value shown until it was silenced
        self.worst_of = None
        self.value = self.extreme = None
        self.silence_until = None  # end of its silence, but for that of the bedside
        self.shown = ("gone", 0)
        self.reading = None  # NIBP: t of the reading

    def is_technical(self):
        return self.kind in ("leads-off", "probe-off") or self.kind.startswith("VIGIL_EVT_N") \
            or (self.item is not None and self.item["kind"] == "technical")

    def stands(self):
        return (self.is_held or self.station is not None
                or (self.item is not None and self.item["state"] == "active"))

    def said_priority(self):
        pri = self.station or 0
        if self.item is not None:
            pri = max(pri, PRIORITIES[self.item["pri"]])
        return pri


class Action:
    def __init__(self, record, seen_t, wall):
        self.key, self.raised, self.asof = record["key"], record["raised"] or 0, record["asof"]
        self.until = record["until"]
        self.said_t = seen_t  # it stood then, so far as was told
        self.end = NEVER
        if self.until is not None:
            left = min(self.until - record["t"], SILENCE_HIGH_MS) - max(0, wall - record["t"])
            self.end = seen_t + max(0, left)

    def covers(self, alarm, t):
        if self.key != alarm.key and not (
                alarm.level == "1" and self.key == alarm.key[:-1] + "2"):
            return False
        if alarm.pri == HIGH and self.until is None:
            return False
        if self.asof < alarm.worse_from:
            return False
        if self.key != alarm.key and self.raised <= alarm.past_upper:
            return False  # level 2 of an earlier excursion
        # contract.md, "Action": only one of a high alarm covers what grew to less than high.
        is_of_high = self.until is not None and alarm.pri < HIGH
        if not self.raised - 60000 <= alarm.raised <= self.asof:
            return False
        if alarm.grown > self.asof and not is_of_high:
            return False
        return t < self.end


class Limit:
    """One side and level of a number as the station judges it."""

    def __init__(self):
        self.out_since = self.in_since = None
        self.stands = False

    def judge(self, value, limit, is_low, hysteresis, delay, t):
        is_out = value < limit if is_low else value > limit
        if not self.stands:
            self.out_since = None if not is_out else t if self.out_since is None else self.out_since
            if self.out_since is not None and t - self.out_since >= delay:
                self.stands, self.in_since = True, None
            return
        is_in = value >= limit + hysteresis if is_low else value <= limit - hysteresis
        self.in_since = None if not is_in else t if self.in_since is None else self.in_since
        if self.in_since is not None and t - self.in_since >= HELD_MS:
            self.stands, self.out_since = False, None

    def unmeasured(self):
        self.out_since = self.in_since = None


def wave_share(payload):
    """Seconds of the first lead of a binary block (contract.md, "Wave block"), and of its samples."""
    count, rate = struct.unpack_from("<HI", payload, 26)
    samples = struct.unpack_from(f"<{count}h", payload, 36)
    return count * 1000 / rate, sum(x != -32768 for x in samples) * 1000 / rate


class Bed:
    def __init__(self, name):
        self.name = name
        self.gateway = None
        self.boot, self.old_boots, self.seqs = None, set(), {}
        self.numbers = {}
        self.data_t = self.first_t = None  # last vitals, and the first ever
        self.data_since = None  # of an unbroken flow
        self.list_t = self.retained_list_t = None
        self.list_due_t = 0  # since then one can be missed
        self.limits, self.cycle = {}, 0
        self.patient_class, self.is_paced, self.has_meta = None, False, False
        self.state, self.away_until, self.away_t = "ready", None, None
        self.state_t = 0
        self.device = 0
        self.alarms = {}
        self.judged = {}
        self.actions = []
        self.high_t = -NEVER  # when it last had a high alarm
        self.no_data_since = None
        self.nibp = None
        self.no_limits_since = None
        self.waiting = {}
        self.live_t = self.kept_list = None
        self.is_folded = self.is_dashed = False
        self.lost_since = None  # without data since, or not yet steady again
        self.lost_high = False
        self.counted_from = 0
        self.blocks = collections.deque()  # (t, seconds with samples) of ECG or pleth
        self.steady_since = None


class Gateway:
    def __init__(self, name):
        self.name, self.boot, self.beat_t, self.beds = name, None, None, []
        self.is_lost, self.lost_t = False, None
        self.steady_since = None
        self.is_told = self.is_dashed = False
        self.is_losing = False  # not heard, or not yet steady again
        self.group = set()  # beds of one loss, though it is heard itself
        self.counted_from = 0


class Oracle:
    def __init__(self, station, beds, epoch):
        self.station, self.epoch = station, epoch
        self.names = beds
        self.changes = []  # (t, key, state, priority)
        self.sounds = [(0, 0)]
        self.is_running = self.is_tick = False
        self.start_t = 0
        self.unanswered = []
        self.restart()

    def restart(self, t=0):
        kept = {name: bed.actions for name, bed in getattr(self, "beds", {}).items()}
        self.beds = {name: Bed(name) for name in self.names}
        for name, actions in kept.items():
            self.beds[name].actions = actions
        for name, past in self.unanswered:
            self.restore(t, self.beds[name], past)
        self.unanswered = []
        self.gateways = {}
        self.ward = Bed("")
        self.is_up = False
        self.up_t = self.down_t = self.echo_t = self.echo_since = None
        self.is_link_lost = self.is_unproved = False

    # ── what is heard ──────────────────────────────────────────────────────────────────────────

    def accepts(self, bed, topic, payload, is_retained):
        """Boot and sequence; a bed's message counts only with the boot of its live gateway."""
        boot, seq = payload["boot"], payload.get("seq")
        if bed.gateway is None or self.gateways[bed.gateway].boot != boot:
            return False
        if seq is None:
            return True
        last = bed.seqs.get(topic)
        if last is not None and last[0] == boot:
            ahead = (seq - last[1]) & 0xFFFFFFFF
            if ahead == 0 or ahead >= 0x80000000:
                return False
        if is_retained and last is not None and last[2]:
            return False
        bed.seqs[topic] = (boot, seq, not is_retained)
        return True

    def hear(self, t, topic, payload, is_retained):
        words = topic.split("/")[4:]
        if words[0] == "gateway":
            self.hear_gateway(t, words[1], words[2], payload)
        elif words[0] == "station" and words[2] == "state":
            if words[1] == self.station and not is_retained:
                self.hear_echo(t)
        elif words[0] == "station" and words[4] == "actions":
            self.hear_actions(t, words[1], words[3], payload)
        elif words[0] == "bed" and words[1] in self.beds:
            bed = self.beds[words[1]]
            if bed.gateway is None:  # it may count once a gateway claims the bed
                bed.waiting[topic] = (words[2], payload, is_retained)
            elif self.accepts(bed, topic, payload, is_retained):
                self.hear_bed(t, bed, words[2], payload, is_retained)

    def hear_echo(self, t):
        if self.echo_t is None or t - self.echo_t > 3000:
            self.echo_since = t
        self.echo_t = t

    def hear_gateway(self, t, name, leaf, payload):
        gateway = self.gateways.setdefault(name, Gateway(name))
        if leaf == "state":
            is_lost = payload["state"] == "lost"
            if is_lost and payload["boot"] != gateway.boot and gateway.boot is not None:
                return
            if not is_lost:
                gateway.boot = payload["boot"]
                gateway.beds = payload["beds"]
                for bed in payload["beds"]:
                    if bed in self.beds and self.beds[bed].gateway is None:
                        self.claim(t, self.beds[bed], name)
            if is_lost and not gateway.is_lost:
                gateway.lost_t = t
            gateway.is_lost = is_lost
            if gateway.beat_t is None:
                gateway.beat_t = t
        elif leaf == "heartbeat" and payload["boot"] == gateway.boot:
            if gateway.beat_t is None or t - gateway.beat_t > BREAK_MS or gateway.steady_since is None:
                gateway.steady_since = t
            gateway.beat_t = t

    def claim(self, t, bed, name):
        bed.gateway = name
        waiting, bed.waiting = bed.waiting, {}
        for topic, (leaf, payload, is_retained) in waiting.items():
            if self.accepts(bed, topic, payload, is_retained):
                self.hear_bed(t, bed, leaf, payload, is_retained)
        self.wake.append(bed.name)

    def hear_bed(self, t, bed, leaf, payload, is_retained):
        if not is_retained:
            bed.device = max(bed.device, payload["t"])
            if leaf in ("vitals", "alarms"):
                bed.live_t = t
                if leaf == "vitals" and bed.kept_list is not None:
                    self.hear_list(t, bed, bed.kept_list, True)
                bed.kept_list = None
        if leaf == "vitals":
            self.hear_vitals(t, bed, payload)
        elif leaf == "alarms":
            if is_retained:
                self.hear_retained_list(t, bed, payload)
            else:
                self.hear_list(t, bed, payload, False)
        elif leaf == "limits":
            bed.limits = {ALIASES.get(name, name): limit
                          for name, limit in payload["limits"].items()}
            bed.cycle = payload.get("nibp_interval_s", 0)
        elif leaf == "meta":
            bed.has_meta = True
            bed.patient_class, bed.is_paced = payload["patient_class"], payload["paced"]
        elif leaf == "state":
            self.hear_state(t, bed, payload)

    def hear_wave(self, t, bed, payload):
        bed.blocks.append((t, wave_share(payload)[1]))
        while bed.blocks[0][0] < t - STEADY_AWAY_MS:
            bed.blocks.popleft()

    def is_steady(self, t, bed):
        """ux.md, "Away": 30 s of vitals with a rate or a saturation, and 90 % of a wave."""
        return (bed.steady_since is not None and t - bed.steady_since >= STEADY_AWAY_MS
                and sum(share for _, share in bed.blocks) >= 0.9 * STEADY_AWAY_MS / 1000)

    def hear_state(self, t, bed, payload):
        bed.state, bed.state_t = payload["state"], payload["t"]
        if bed.state == "disconnected":  # there is no data, whatever is published
            bed.data_since = None
        if bed.state != "standby":
            bed.away_until = None
        if bed.state == "standby" and payload["t"] != bed.away_t:
            until = payload["until"] or payload["t"] + 3600000
            until = min(until, payload["t"] + 4 * 3600000)
            bed.away_t = payload["t"]
            bed.away_until = until - self.epoch

    def hear_data(self, t, bed):
        if bed.data_t is None or t - bed.data_t > BREAK_MS or bed.data_since is None:
            bed.data_since = t
        if bed.data_t is None or t - bed.data_t > DASHES_MS:
            bed.list_due_t = t
        bed.data_t, bed.first_t = t, t if bed.first_t is None else bed.first_t

    def hear_vitals(self, t, bed, payload):
        if bed.state == "disconnected":  # there is no data, whatever is published
            return
        gap = NEVER if bed.data_t is None else t - bed.data_t
        if payload["n"]:  # contract.md: a set that names no number is no data
            self.hear_data(t, bed)
        bed.numbers = {}
        if gap > DASHES_MS:  # nobody knows what it was meanwhile
            for states in bed.judged.values():
                for state in states.values():
                    state.unmeasured()
        for name, number in payload["n"].items():
            word = number.get("q", "")
            if number.get("x") is not None and word in ("", "QUES"):
                bed.numbers[ALIASES.get(name, name)] = (number["x"], number.get("t"))
        if not (HR in bed.numbers or SPO2 in bed.numbers):
            bed.steady_since = None
        elif gap > 2000 or bed.steady_since is None:
            bed.steady_since = t
        if bed.away_until is not None and self.is_steady(t, bed):
            bed.away_until = None
        for name in set(bed.numbers) | set(bed.judged):
            if name == NIBP:
                self.judge_cuff(t, bed)
            else:
                self.judge_number(t, bed, name)

    def limits_of(self, t, bed, name):
        """lo2, lo, hi, hi2 that the station has to judge by; None: nobody, or the bedside does."""
        limit = bed.limits.get(name)
        if limit is not None and not limit.get("on", True):
            until = limit.get("until")
            wall = self.epoch + t
            if until is not None and wall < until <= wall + 86400000:
                return None
            limit = None
        if limit is not None:
            if self.is_list_fresh(t, bed):
                return None
            return tuple(limit.get(side) for side in ("lo2", "lo", "hi", "hi2"))
        return PRESETS.get(bed.patient_class, {}).get(name)

    def is_list_fresh(self, t, bed):
        return (bed.list_t is not None and t - bed.list_t <= FRESH_LIST_MS) or (
            bed.retained_list_t is not None and t - bed.retained_list_t <= RETAINED_LIST_MS)

    def judge_number(self, t, bed, name):
        limits = self.limits_of(t, bed, name)
        states = bed.judged.setdefault(name, {})
        if limits is None:
            states.clear()
        else:
            is_blocked = name == HR and self.is_off(bed, HR)
            for side, level, limit in (("lo", 2, limits[0]), ("lo", 1, limits[1]),
                                       ("hi", 1, limits[2]), ("hi", 2, limits[3])):
                if limit is None:
                    states.pop((side, level), None)
                    continue
                state = states.setdefault((side, level), Limit())
                if name not in bed.numbers or is_blocked:
                    state.unmeasured()
                else:
                    state.judge(bed.numbers[name][0], limit, side == "lo",
                                HYSTERESIS.get(name, 0), DELAY_MS[level], t)
        for side in ("lo", "hi"):
            for level in (1, 2):
                state = states.get((side, level))
                self.set_station(bed, f"{bed.name}|limit|{name}|{side}|{level}",
                                 (MEDIUM if level == 1 else HIGH)
                                 if state is not None and state.stands else None)

    def judge_cuff(self, t, bed):
        if NIBP not in bed.numbers or bed.numbers[NIBP][1] == bed.nibp:
            return
        value, bed.nibp = bed.numbers[NIBP]
        limits = self.limits_of(t, bed, NIBP)
        bed.judged.setdefault(NIBP, {})
        for side, level, limit in (("lo", 2, 0), ("lo", 1, 1), ("hi", 1, 2), ("hi", 2, 3)):
            bound = limits[limit] if limits is not None else None
            is_out = bound is not None and (value < bound if side == "lo" else value > bound)
            key = f"{bed.name}|limit|{NIBP}|{side}|{level}"
            alarm = bed.alarms.get(key)
            if is_out and alarm is not None and alarm.station is not None:
                alarm.raised = alarm.grown = bed.nibp  # a reading of its own
                alarm.raised_t = t
            self.set_station(bed, key, (MEDIUM if level == 1 else HIGH) if is_out else None,
                             bed.nibp)

    def set_station(self, bed, key, pri, raised=None):
        alarm = bed.alarms.get(key)
        if alarm is None:
            if pri is None:
                return
            alarm = bed.alarms[key] = Alarm(key)
        alarm.station = pri
        if pri is not None:
            alarm.reading = raised
            number = bed.numbers.get(alarm.source)
            if number is not None:
                alarm.value = number[0]

    def is_off(self, bed, source):
        """The source is off by the bedside's own list."""
        ecg = source == HR or source.startswith("MDC_ECG")
        for alarm in bed.alarms.values():
            if alarm.item is not None and alarm.item["state"] == "active":
                if alarm.kind == "leads-off" and ecg:
                    return True
                if alarm.kind == "probe-off" and alarm.source == source:
                    return True
        return False

    def is_usable(self, t, bed, source):
        if source == "":
            return True
        if bed.data_t is None or t - bed.data_t > DASHES_MS or self.is_off(bed, source):
            return False
        return (HR if source.startswith("MDC_ECG") else source) in bed.numbers

    def hear_retained_list(self, t, bed, payload):
        """It raises nothing before its bed is heard; nothing for 10 s, and it is "last known"."""
        bed.retained_list_t = t
        if bed.live_t is None or bed.live_t < self.up_t:
            bed.kept_list, bed.kept_t = payload, t
        else:
            self.hear_list(t, bed, payload, True)

    def hear_list(self, t, bed, payload, is_retained):
        items = {}
        for item in payload["alarms"]:
            key = key_of(bed.name, item["code"], item.get("src"), PRIORITIES[item["pri"]])
            if key not in items or rank(item) > rank(items[key]):
                items[key] = item
        if not is_retained:
            bed.list_t = t
            for alarm in bed.alarms.values():
                if alarm.item is not None and alarm.key not in items:
                    self.leave_list(t, bed, alarm)
        for key, item in items.items():
            alarm = bed.alarms.setdefault(key, Alarm(key))
            if is_retained and alarm.item is not None and alarm.item["state"] == "active":
                continue  # it may raise alarms, never end or lower one
            if alarm.item is not None and alarm.item["id"] != item["id"] and alarm.is_latched:
                alarm.is_latched = False
            alarm.item, alarm.is_held = item, False
            if item.get("x") is not None or alarm.station is None:
                alarm.value = item.get("x")  # one that is not said is not an older one
            word = item["inact"]
            if word != alarm.inact_word:
                alarm.inact_word = word
                until = item.get("inact_until")
                alarm.inact_pri = max(alarm.pri if alarm.stood else 0, alarm.said_priority())
                alarm.inact_until = None if word == "none" else min(
                    t + SILENCE_HIGH_MS, until - self.epoch if until else NEVER)
        for name in list(bed.judged):
            if name != NIBP and self.limits_of(t, bed, name) is None:
                self.judge_number(t, bed, name)

    def leave_list(self, t, bed, alarm):
        was_latched = alarm.item["state"] == "latched"
        is_technical = alarm.item["kind"] == "technical"
        alarm.item, alarm.inact_word, alarm.inact_until = None, "none", None
        if was_latched:
            alarm.is_reset = True
        elif not is_technical and not self.is_usable(t, bed, alarm.source):
            alarm.is_held, alarm.usable_since = True, None
            alarm.was_silent_when_held = alarm.is_silent

    def hear_actions(self, t, station, name, payload):
        bed = self.beds.get(name)
        if bed is None:
            return
        said_t = payload["t"] - self.epoch
        if station == self.station and said_t >= self.start_t:
            return  # what it says itself in this life tells it nothing
        for record in payload["actions"]:
            for action in bed.actions:
                if (action.key, action.asof) == (record["key"], record["asof"]):
                    action.said_t = max(action.said_t, said_t)
            if record["action"] != "acknowledge" or record["station"] == self.station:
                continue
            if all(record["id"] != action.id for action in bed.actions):
                action = Action(record, t, self.epoch + t)
                action.id = record["id"]
                bed.actions.append(action)
        del bed.actions[:-64]

    # ── what is done here ──────────────────────────────────────────────────────────────────────

    def silence(self, t, name):
        bed = self.ward if name == "" else self.beds[name]
        shown = [a for a in bed.alarms.values() if a.shown[0] in ("open", "latched", "picture")]
        asof = max([bed.device] + [max(a.raised, a.grown) for a in shown])
        for alarm in shown:
            is_high = alarm.pri == HIGH
            span = SILENCE_WARD_MS if name == "" else SILENCE_HIGH_MS
            wall = self.epoch + t
            action = Action({"key": alarm.key, "raised": alarm.raised, "asof": asof, "t": wall,
                             "until": wall + SILENCE_HIGH_MS if is_high else None}, t, wall)
            if is_high:
                action.end = t + span
            action.id = f"own-{t}-{alarm.key}"
            bed.actions.append(action)
            del bed.actions[:-64]
            if alarm.shown[0] in ("latched", "picture"):
                alarm.is_latched = False
                alarm.was_silenced_at_end = True

    def do(self, t, what, name):
        if what == "start":
            self.is_running, self.start_t = True, t
            self.restart(t)
        elif what == "stop":
            self.stop(t)
        elif what == "link-up":
            self.is_up, self.up_t = True, t
            self.echo_t, self.echo_since = None, None
            for bed in self.beds.values():
                bed.seqs = {topic: (boot, seq, False)
                            for topic, (boot, seq, _) in bed.seqs.items()}
        elif what == "link-down":
            self.is_up, self.down_t = False, t
        elif what == "silence":
            self.silence(t, name)
        elif what == "reset":
            for alarm in self.beds[name].alarms.values():
                alarm.is_latched = alarm.is_latched and alarm.stood
        elif what == "sound":
            self.set_technical(self.ward, "VIGIL_EVT_NO_SOUND", HIGH if name == "broken" else None)
        elif what == "server":
            self.set_technical(self.ward, "VIGIL_EVT_SERVER_UNREACHABLE",
                               LOW if name == "unreachable" else None)

    def restore(self, t, bed, past):
        """ux.md, "Gap, restart": a restart is no answer to a red; so long as nobody says that it stands it is
        over."""
        alarm = bed.alarms[past.key] = Alarm(past.key)
        alarm.is_latching = past.is_latching
        alarm.pri, alarm.raised, alarm.grown, alarm.raised_t = past.pri, past.raised, past.raised, t
        alarm.extreme, alarm.value = past.extreme, past.value
        alarm.is_latched, alarm.ended_t = True, t
        alarm.unanswered = past.raised
        bed.high_t = max(bed.high_t, t if past.stood else past.ended_t)

    def is_unanswered(self, alarm):
        is_red = alarm.shown[0] in ("open", "latched", "picture") and alarm.pri == HIGH
        return is_red and not alarm.is_technical() and (alarm.is_latching or alarm.kind == "limit")

    def stop(self, t):
        self.is_running = False
        self.unanswered = [(bed.name, alarm) for bed in self.beds.values()
                           for alarm in bed.alarms.values() if self.is_unanswered(alarm)]
        for bed in list(self.beds.values()) + [self.ward]:
            for alarm in bed.alarms.values():
                self.show(t, alarm, "gone", 0)
        self.note_sound(t)

    # ── what follows ───────────────────────────────────────────────────────────────────────────

    def show(self, t, alarm, state, pri):
        if alarm.shown != (state, pri):
            alarm.shown = (state, pri)
            self.changes.append((t, alarm.key, state, pri))

    def note_sound(self, t):
        sounding = 0
        if self.is_running:
            for bed in list(self.beds.values()) + [self.ward]:
                for alarm in bed.alarms.values():
                    if alarm.shown[0] in ("open", "latched"):
                        sounding = max(sounding, alarm.shown[1])
        if sounding != self.sounds[-1][1]:
            self.sounds.append((t, sounding))

    def later(self, due):
        """What is due is due at a tick of 100 ms, after what was touched or heard by then."""
        self.due = min(self.due, -(-due // 100) * 100 if due != NEVER else due)

    def tick_of(self, t):
        """Losses are judged at a tick: what is touched or heard in that moment, or after the last one, was
        in time."""
        return t // 100 * 100 if self.is_tick else -(-t // 100) * 100 - 100

    def judge(self, t, bed):
        """Everything about a bed; returns when it has to be looked at again."""
        self.due = NEVER
        self.judge_technical(t, bed)
        for alarm in bed.alarms.values():
            self.settle(t, bed, alarm)
        for alarm in bed.alarms.values():
            self.look(t, bed, alarm)
        if any(a.pri == HIGH and (a.stood or a.shown[0] == "latched") and not a.is_technical()
               for a in bed.alarms.values()):
            bed.high_t = t
        return self.due

    def settle(self, t, bed, alarm):
        """Whether its condition stands now, and of which occurrence it is."""
        if alarm.kind == "limit" and alarm.source == NIBP and alarm.station is not None:
            ends = alarm.reading - self.epoch + 900000
            if t >= ends:
                alarm.station = None
            else:
                self.later(ends)
        if alarm.is_held:
            self.settle_held(t, bed, alarm)
        if alarm.kind == "limit" and alarm.source != NIBP:
            self.settle_unmeasured(t, bed, alarm)
        stands = alarm.stands()
        if stands and not alarm.stood:
            self.begin(t, bed, alarm)
        elif not alarm.stood and alarm.item is not None and alarm.item["state"] == "latched" \
                and alarm.stood_id != alarm.item["id"] and not alarm.is_latched:
            self.begin(t, bed, alarm)  # it was over when this station first heard of it
            alarm.stood_id = alarm.item["id"]
            alarm.stood, alarm.is_latched, alarm.ended_t = False, True, t
        if stands:
            if alarm.item is not None:
                alarm.stood_id = alarm.item["id"]
            self.note_extreme(alarm)
            self.grow(t, bed, alarm)
        elif alarm.stood:
            self.end(t, alarm)
        if alarm.is_reset:
            alarm.is_reset = alarm.is_latched = False

    def settle_held(self, t, bed, alarm):
        # contract.md: it ends, too, by silencing what has ended; one that was silenced before goes on.
        if not alarm.was_silent_when_held and self.silence_end(t, bed, alarm) is not None:
            alarm.is_held, alarm.is_silent = False, True
            return
        if not self.is_usable(t, bed, alarm.source):
            alarm.usable_since = None
            return
        if alarm.usable_since is None:
            alarm.usable_since = t
        if t - alarm.usable_since >= USABLE_MS:
            alarm.is_held = False
        else:
            self.later(alarm.usable_since + USABLE_MS)

    def settle_unmeasured(self, t, bed, alarm):
        """contract.md: whether it is over nobody can say, and silencing it ends it."""
        is_live = bed.data_t is not None and t - bed.data_t <= DASHES_MS and bed.state != "disconnected"
        if alarm.station is None or alarm.item is not None or alarm.is_held or not is_live \
                or self.is_usable(t, bed, alarm.source):
            alarm.unmeasured_since = None
            return
        if alarm.unmeasured_since is None:
            alarm.unmeasured_since = t
        is_long = t - alarm.unmeasured_since >= USABLE_MS
        if is_long and not alarm.is_silent and self.silence_end(t, bed, alarm) is not None:
            alarm.station, alarm.unmeasured_since, alarm.is_silent = None, None, True
            bed.judged[alarm.source].pop((alarm.side, int(alarm.level)), None)

    def begin(self, t, bed, alarm):
        alarm.stood, alarm.stood_t, alarm.grows_t = True, t, t
        pri = alarm.said_priority()
        since_end = t - alarm.ended_t if alarm.ended_t is not None else NEVER
        if since_end != NEVER and not self.is_worse(alarm) and pri <= alarm.pri:
            if alarm.pri == HIGH:  # as what it was it is judged
                is_same = (alarm.was_silenced_at_end and since_end <= AGAIN_HIGH_MS
                           and t < alarm.silence_until)
            else:
                is_same = since_end <= AGAIN_MS
            if is_same and alarm.source != NIBP:
                return
        alarm.was_silenced_at_end = alarm.is_latched = False
        alarm.pri, alarm.raised_t = pri, t
        alarm.raised = alarm.item["raised"] if alarm.item is not None else max(
            bed.device, self.epoch + t - 1500)
        if alarm.kind.startswith("VIGIL_EVT") and alarm.item is None:
            alarm.raised = self.epoch + t
        if alarm.kind == "VIGIL_EVT_NO_DATA":
            alarm.raised = bed.device + (  # with the delay that told it
                0 if bed.state == "disconnected" else DASHES_MS if pri == HIGH
                else NO_DATA_MEDIUM_MS if pri == MEDIUM else NO_DATA_MS)
            alarm.raised = min(alarm.raised, self.epoch + t)  # a list that still comes dates nothing ahead
            if bed.state == "disconnected" and bed.data_t is None:
                alarm.raised = bed.state_t
        if alarm.reading is not None and alarm.item is None:
            alarm.raised = alarm.reading
        if alarm.item is not None and since_end == NEVER and t - self.start_t <= 30000:
            # ux.md, "Gap, restart": heard of within 30 s, it counts its time from its `raised`.
            since = t - max(0, bed.device - alarm.raised)
            alarm.grows_t = since if since < self.start_t else t
        upper = bed.alarms.get(alarm.key[:-1] + "2") if alarm.level == "1" else None
        alarm.past_upper = alarm.born_under = 0
        if upper is not None and not upper.stood and upper.ended_t is not None and upper.ended_t < t:
            alarm.past_upper = upper.raised
        if upper is not None and upper.stood:  # of one excursion: covered with level 2
            alarm.raised = min(alarm.raised, upper.raised)
            alarm.born_under = upper.raised
        alarm.grown = alarm.raised
        alarm.silence_until = None
        alarm.extreme = None
        if upper is not None and upper.stood:
            # contract.md, "Action": worse is against the worst value shown up to the silence, and
            # that of level 2 covers level 1 of the excursion: what it had shown was shown.
            alarm.extreme = upper.worst if upper.is_silent else upper.extreme

    def inherit(self, t, bed, alarm):
        """After a restart what was told to stand a moment ago stands: what this station makes anew is
        what it made before."""
        for action in bed.actions:
            if action.asof < max(alarm.born_under, alarm.unanswered):
                continue  # of something milder, or before the one that a restart did not answer
            was_told = action.said_t >= self.start_t - AGAIN_MS
            if action.key == alarm.key and t < action.end and was_told:
                alarm.raised = min(alarm.raised, action.asof)
                alarm.grown = min(alarm.grown, action.asof)

    def note_extreme(self, alarm):
        if alarm.kind != "limit" or alarm.value is None:
            return
        if alarm.extreme is None:
            alarm.extreme = alarm.value
        pick = min if alarm.side == "lo" else max
        alarm.extreme = pick(alarm.extreme, alarm.value)

    def is_worse(self, alarm):
        if alarm.kind != "limit" or alarm.worst is None or alarm.value is None:
            return False
        margin = WORSE.get(alarm.source, NEVER)
        further = alarm.worst - alarm.value if alarm.side == "lo" else alarm.value - alarm.worst
        return further >= margin

    def grow(self, t, bed, alarm):
        pri, since, grew_after = alarm.said_priority(), t - alarm.grows_t, None
        if alarm.kind == "leads-off":
            is_grave = bed.is_paced or t - bed.high_t <= 600000
            span, grown = (30000, HIGH) if is_grave else (60000, MEDIUM)
            if since >= span and grown > pri:
                pri, grew_after = grown, span
            else:
                self.later(alarm.grows_t + span)
        elif alarm.kind == "probe-off":
            if since >= 180000 and pri < MEDIUM:
                pri, grew_after = MEDIUM, 180000
            else:
                self.later(alarm.grows_t + 180000)
        if pri > alarm.pri:
            alarm.pri = pri
            alarm.was_silenced_at_end = False  # no silence of a lower priority covers it
            moment = bed.device
            if grew_after is not None:
                due = alarm.raised + grew_after
                is_from_before = alarm.grows_t + grew_after < self.start_t
                moment = due if is_from_before else max(moment, due)
            alarm.grown = max(alarm.grown, moment) + 1  # the bed's clock may stand still

    def end(self, t, alarm):
        alarm.stood = False
        alarm.ended_t = t
        # A silence made at the bedside ends with the item that carried it.
        was_silenced = alarm.is_silent
        alarm.was_silenced_at_end = was_silenced and alarm.is_silenced_here
        is_picture = alarm.kind == "limit" and alarm.pri == HIGH
        alarm.is_latched = not was_silenced and (alarm.is_latching or is_picture) \
            and alarm.shown[0] != "gone"

    def silence_end(self, t, bed, alarm):
        """None: it is not silenced."""
        ends = [action.end for action in bed.actions if action.covers(alarm, t)]
        alarm.is_silenced_here = bool(ends) or alarm.was_silenced_at_end
        if ends:
            alarm.silence_until = max(ends)
        if alarm.inact_until is not None and alarm.item is not None:
            if alarm.pri <= alarm.inact_pri:
                if alarm.pri < HIGH:
                    ends.append(NEVER)
                elif t < alarm.inact_until:
                    ends.append(alarm.inact_until)
        if alarm.was_silenced_at_end and alarm.stood and not ends \
                and alarm.silence_until is not None and t < alarm.silence_until:
            ends.append(alarm.silence_until)  # the same occurrence: what is left of it
        return max(ends) if ends else None

    def is_hidden(self, bed, alarm):
        if alarm.level != "1":
            return False
        upper = bed.alarms.get(alarm.key[:-1] + "2")
        return upper is not None and upper.stood

    def look(self, t, bed, alarm):
        is_new = alarm.stood and alarm.raised_t == t or alarm.shown[0] == "gone"
        window = AGAIN_HIGH_MS if alarm.pri == HIGH else AGAIN_MS
        since = bed.first_t if bed.first_t is not None else self.start_t
        if alarm.item is None and is_new and t - since <= window:
            self.inherit(t, bed, alarm)
        ends = self.silence_end(t, bed, alarm)
        if ends is not None:
            if alarm.stood and (alarm.shown[0] == "open" or alarm.worst_of != alarm.raised
                                or alarm.worst is None):
                alarm.worst, alarm.worst_of = alarm.extreme, alarm.raised
            self.later(ends)
            if alarm.is_latched and not alarm.stood:  # silenced after its end
                alarm.is_latched, alarm.was_silenced_at_end = False, True
        if alarm.stood:
            # A silenced medium that gets worse while it stands is not born silent either; a high one
            # comes back after 120 s.
            if ends is not None and alarm.pri < HIGH and self.is_worse(alarm):
                alarm.raised = alarm.grown = max(bed.device, alarm.raised + 1)
                alarm.was_silenced_at_end = False
                ends = None
            state = "silenced" if ends is not None else "open"
        elif alarm.is_latched:
            state = "latched" if alarm.is_latching else "picture"
        else:
            state = "gone"
        # Away: a high alarm is heard all the same, the rest is announced when it is over.
        if bed is not self.ward and alarm.pri < HIGH and self.is_away(t, bed):
            state = "gone"
        alarm.is_silent = alarm.stood and ends is not None
        if alarm.level == "2" and state == "open" and alarm.stood_t == alarm.raised_t == t:
            self.worsen(bed, bed.alarms.get(alarm.key[:-1] + "1"))
        if self.is_hidden(bed, alarm) or (alarm.kind == "VIGIL_EVT_NO_DATA" and bed.is_folded):
            state = "gone"
        self.show(t, alarm, state, 0 if state == "gone" else alarm.pri)

    def worsen(self, bed, lower):
        """ux.md, "Again": the second limit is worse than what was silenced of the first."""
        if lower is None or (not lower.is_silent and not lower.was_silenced_at_end):
            return
        lower.worse_from, lower.was_silenced_at_end, lower.worst_of = bed.device, False, None
        if lower.inact_until is not None:
            lower.inact_until, lower.inact_pri = 0, 0

    # ── technical alarms of the station ────────────────────────────────────────────────────────

    def set_technical(self, bed, code, pri, source=""):
        key = f"{bed.name}|{code}|{source}||"
        self.set_station(bed, key, pri)

    def is_away(self, t, bed):
        if bed.away_until is None:
            return False
        if bed.state == "ready" or t >= bed.away_until:
            return False
        self.later(bed.away_until)
        return True

    def judge_technical(self, t, bed):
        if bed is self.ward:
            return
        is_away = self.is_away(t, bed)
        self.judge_back(t, bed, is_away)
        self.judge_no_data(t, bed, is_away)
        self.judge_list(t, bed, is_away)
        self.judge_limits(t, bed)
        self.judge_overdue(t, bed)

    def judge_back(self, t, bed, is_away):
        is_over = bed.away_until is not None and bed.state == "standby" and not is_away
        if not is_over:
            self.set_technical(bed, "VIGIL_EVT_NOT_MONITORED", None)
            return
        if t < bed.away_until + 600000:
            self.later(bed.away_until + 600000)
        self.set_technical(bed, "VIGIL_EVT_NOT_MONITORED",
                           MEDIUM if t >= bed.away_until + 600000 else LOW)

    def has_high(self, bed):
        return any(a.pri == HIGH and a.kind not in ("VIGIL_EVT_NO_DATA", "leads-off")
                   and (a.stood or (a.is_latched and a.is_latching)) for a in bed.alarms.values())

    def is_bed_folded(self, t, bed, was_folded):
        """Another alarm says it; what that one said and is coming back does not come up by itself."""
        gateway = self.gateways.get(bed.gateway)
        is_coming = bed.data_t is not None and t - bed.data_t < DASHES_MS and bed.state != "disconnected"
        if was_folded and is_coming and bed.lost_since is not None:
            return True
        if gateway is None:
            return False
        is_told = gateway.is_told and (gateway.is_losing or bed.name in gateway.group)
        return is_told or self.is_going(t, gateway, bed)

    def note_loss(self, t, bed, since, is_out):
        """ux.md: three beds of one gateway lost within 5 s are one alarm; this is when it was lost."""
        if is_out:
            bed.lost_since = None
        elif bed.is_dashed:
            if bed.lost_since is None:
                bed.lost_since, bed.lost_high = since, False
            bed.lost_high |= self.has_high(bed)
        elif bed.lost_since is not None and bed.data_since is not None and bed.state != "disconnected":
            if t - bed.data_since >= NO_DATA_ENDS_MS and t - bed.data_t <= BREAK_MS:
                bed.lost_since = None
            elif t - bed.data_since < NO_DATA_ENDS_MS:
                self.later(bed.data_since + NO_DATA_ENDS_MS)

    def judge_no_data(self, t, bed, is_away):
        was_folded = bed.is_folded
        bed.is_folded = self.is_link_lost
        if not self.is_link_good(t):
            return
        alarm = bed.alarms.get(f"{bed.name}|VIGIL_EVT_NO_DATA|||")
        now = alarm.station if alarm is not None else None
        # What stood, or was dashes, when the link went has its timer running.
        if now is None and not bed.is_dashed:
            bed.counted_from = self.up_t
        since = max(bed.data_t or 0, bed.counted_from)
        quiet = self.tick_of(t) - since
        pri = now
        bed.is_dashed = quiet > DASHES_MS
        if bed.state == "disconnected":
            pri = HIGH if self.has_high(bed) else max(now or 0, LOW)
        if quiet <= DASHES_MS:
            if bed.data_since is not None and now is not None:
                if t - bed.data_since >= NO_DATA_ENDS_MS and quiet <= BREAK_MS:
                    pri = None
                elif t - bed.data_since < NO_DATA_ENDS_MS:
                    self.later(bed.data_since + NO_DATA_ENDS_MS)
            self.later(since + DASHES_MS + 1)
        else:
            if self.has_high(bed):
                pri = HIGH
            elif quiet >= NO_DATA_MEDIUM_MS:
                pri = max(now or 0, MEDIUM)
            elif quiet >= NO_DATA_MS:
                pri = max(now or 0, LOW)
            for span in (NO_DATA_MS, NO_DATA_MEDIUM_MS):
                if quiet < span:
                    self.later(since + span)
        is_overdue = bed.away_until is not None and bed.state == "standby"
        if is_away or is_overdue:
            pri = None
        self.note_loss(t, bed, since, is_away or is_overdue)
        bed.is_folded = self.is_bed_folded(t, bed, was_folded)
        self.set_technical(bed, "VIGIL_EVT_NO_DATA", pri)

    def judge_list(self, t, bed, is_away):
        """ux.md: none for 25 s, in all of which the bed was live, and none that only is retained."""
        heard = max(bed.list_t or 0, bed.retained_list_t or 0)
        if not heard or (not self.is_link_good(t) and not self.is_link_lost):
            return
        gateway = self.gateways.get(bed.gateway)
        is_told = self.is_link_lost or (gateway is not None and gateway.is_told)
        is_live = bed.data_t is not None and t - bed.data_t <= DASHES_MS
        if is_told or is_away or not is_live or bed.state == "disconnected":
            bed.list_due_t = t
        late_t = max(heard, bed.list_due_t, self.up_t) + LATE_LIST_MS
        if is_live:
            self.later(bed.data_t + DASHES_MS + 1)
            if t <= late_t:
                self.later(late_t + 1)
        self.set_technical(bed, "VIGIL_EVT_ALARM_LIST_UNREADABLE", MEDIUM if t > late_t else None)

    def is_going(self, t, gateway, bed):
        """The gateway is not heard and the bed went with it: the gateway's alarm will say it."""
        is_away = gateway.is_lost or self.tick_of(t) - gateway.beat_t > DASHES_MS
        return is_away and (bed.data_t or 0) + DASHES_MS >= gateway.beat_t

    def judge_limits(self, t, bed):
        has_none = bed.has_meta and any(
            name in bed.numbers and bed.limits.get(name) is None
            and PRESETS.get(bed.patient_class, {}).get(name) is None
            for name in (HR, SPO2, RR, NIBP))
        if bed.data_t is None or t - bed.data_t > DASHES_MS:
            return
        if not has_none:
            bed.no_limits_since = None
            self.set_technical(bed, "VIGIL_EVT_NO_LIMITS", None)
            return
        if bed.no_limits_since is None:
            bed.no_limits_since = t
        is_long = t - bed.no_limits_since >= 60000
        if not is_long:
            self.later(bed.no_limits_since + 60000)
        self.set_technical(bed, "VIGIL_EVT_NO_LIMITS", MEDIUM if is_long else LOW)

    def judge_overdue(self, t, bed):
        if not bed.cycle or bed.nibp is None:
            self.set_technical(bed, "VIGIL_EVT_NIBP_OVERDUE", None)
            return
        due = bed.nibp - self.epoch + 1500 * bed.cycle
        if t < due:
            self.later(due)
        self.set_technical(bed, "VIGIL_EVT_NIBP_OVERDUE", LOW if t >= due else None)

    # ── link and gateways ──────────────────────────────────────────────────────────────────────

    def judge_ward(self, t):
        self.due = NEVER
        self.judge_link(t)
        for gateway in self.gateways.values():
            self.judge_gateway(t, gateway)
        due = self.due
        return min(due, self.judge(t, self.ward))

    def judge_link(self, t):
        if self.up_t is None:
            return
        since = self.echo_t if self.echo_t is not None else self.up_t
        if not self.is_up:
            since = self.down_t
        quiet = t - since
        is_high = any(self.has_high(bed) for bed in self.beds.values())
        if not self.is_link_lost:
            at_once = is_high and (not self.is_up or quiet > 3000)
            if quiet >= 10000 or at_once:
                self.is_link_lost = True
            else:
                self.later(since + (3001 if quiet <= 3000 else 10000))
        elif self.is_up and self.echo_since is not None and quiet < 3000:
            if t - self.echo_since >= STEADY_MS:
                self.is_link_lost = False
            else:
                self.later(self.echo_since + STEADY_MS)
        if not self.is_up or quiet > 3000:
            self.is_unproved = True
        elif self.is_unproved and self.echo_since is not None:
            if t - self.echo_since >= STEADY_MS:
                self.is_unproved, self.up_t = False, t
            else:
                self.later(self.echo_since + STEADY_MS)
        self.set_technical(self.ward, "VIGIL_EVT_LINK_LOST", HIGH if self.is_link_lost else None)

    def what_folds(self):
        return ({name: (gateway.is_told, gateway.group) for name, gateway in self.gateways.items()},
                self.is_link_lost, self.is_unproved)

    def is_link_good(self, t):
        """Without an echo for 3 s nothing can be said of what is behind the link, and nothing is
        told of it before the echo has been steady for 10 s."""
        heard = self.echo_t if self.echo_t is not None else self.up_t
        return self.is_up and not self.is_unproved and t - heard <= 3000

    def find_group(self, gateway):
        lost = [bed for bed in self.beds.values() if bed.gateway == gateway.name
                and bed.lost_since is not None and bed.state != "disconnected"]
        told = [bed.lost_since for bed in lost if bed.name in gateway.group and gateway.is_told]
        for first in lost:
            if told and first.lost_since != min(told):
                continue  # what is told as one stays so until the last is back
            group = [bed for bed in lost if 0 <= bed.lost_since - first.lost_since <= DASHES_MS]
            if len(group) >= 3 or told:
                return group
        return []

    def judge_group(self, t, group):
        """One timer, of the first that went; it rests while all of them are coming back."""
        told = [bed.alarms.get(f"{bed.name}|VIGIL_EVT_NO_DATA|||") for bed in group]
        pri = max((alarm.station or 0 for alarm in told if alarm is not None), default=0)
        since = min(bed.lost_since for bed in group)
        if any(bed.is_dashed for bed in group):
            if any(bed.lost_high for bed in group):
                pri = HIGH
            elif t - since >= NO_DATA_MS:
                pri = max(pri, LOW if t - since < NO_DATA_MEDIUM_MS else MEDIUM)
            for span in (NO_DATA_MS, NO_DATA_MEDIUM_MS):
                if t < since + span:
                    self.later(since + span)
        return pri or None

    def judge_gateway(self, t, gateway):
        if not self.is_link_good(t) or gateway.beat_t is None or all(
                bed.gateway != gateway.name for bed in self.beds.values()):
            return
        key = f"|VIGIL_EVT_GATEWAY_LOST|{gateway.name}||"
        alarm = self.ward.alarms.get(key)
        now = alarm.station if alarm is not None else None
        if now is None and not gateway.is_dashed:
            gateway.counted_from = self.up_t
        since = max(gateway.beat_t, gateway.counted_from)
        quiet, pri = self.tick_of(t) - since, now
        gateway.is_dashed = gateway.is_lost or quiet > DASHES_MS
        is_high = any(self.has_high(self.beds[name]) for name in gateway.beds if name in self.beds)
        if gateway.is_dashed:
            gateway.steady_since = None
            gateway.is_losing = True
            if is_high:
                pri = HIGH
            elif quiet >= NO_DATA_MEDIUM_MS:
                pri = max(now or 0, MEDIUM)
            elif quiet >= NO_DATA_MS:
                pri = max(now or 0, LOW)
            for span in (NO_DATA_MS, NO_DATA_MEDIUM_MS):
                if quiet < span:
                    self.later(since + span)
        else:
            self.later(since + DASHES_MS + 1)
            if now is not None and gateway.steady_since is not None:
                if t - gateway.steady_since >= STEADY_MS and quiet <= BREAK_MS:
                    pri = None
                elif t - gateway.steady_since < STEADY_MS:
                    self.later(gateway.steady_since + STEADY_MS)
        if not gateway.is_dashed and gateway.steady_since is not None \
                and t - gateway.steady_since >= STEADY_MS and quiet <= BREAK_MS:
            gateway.is_losing = False
        group = [] if gateway.is_losing else self.find_group(gateway)
        gateway.group = {bed.name for bed in group}
        if group:
            pri = self.judge_group(t, group)
        elif not gateway.is_losing:
            pri = None
        if gateway.is_told and pri is None:
            for name in gateway.beds:  # what was folded is counted anew
                if name in self.beds and self.beds[name].data_t is not None:
                    self.wake.append(name)
        gateway.is_told = pri is not None
        self.set_technical(self.ward, "VIGIL_EVT_GATEWAY_LOST", pri, gateway.name)


class Run:
    """Feeds an oracle with the lines of a capture, and wakes it when something is due."""

    def __init__(self, oracle):
        self.oracle, self.heap, self.due = oracle, [], {}
        oracle.wake = []

    def look(self, t, name):
        oracle = self.oracle
        if name == "":
            before = oracle.what_folds()
            due = oracle.judge_ward(t)
            if before != oracle.what_folds():
                oracle.wake += list(oracle.beds)
            woken, oracle.wake = oracle.wake, []
            for other in woken:
                self.look(t, other)
        else:
            bed = oracle.beds[name]
            before = bed.lost_since, bed.is_dashed, bed.lost_high
            due = oracle.judge(t, bed)
            if before != (bed.lost_since, bed.is_dashed, bed.lost_high):
                self.look(t, "")
        if due < t or (due == t and oracle.is_tick):
            due = t + 100
        self.due[name] = due
        if due != NEVER:
            heapq.heappush(self.heap, (due, name))

    def go_on_to(self, t):
        while self.heap and self.heap[0][0] < t:
            due, name = heapq.heappop(self.heap)
            if self.due.get(name) == due and self.oracle.is_running:
                self.oracle.is_tick = True
                self.look(due, name)
                self.oracle.is_tick = False
                self.oracle.note_sound(due)

    def take(self, line):
        oracle, t = self.oracle, line["t"]
        self.go_on_to(t)
        if "did" in line:
            oracle.do(t, line["did"], line["on"])
            names = [""] + list(oracle.beds) if line["did"] != "silence" else [line["on"]]
        elif "j" in line:
            words = line["topic"].split("/")
            oracle.hear(t, line["topic"], line["j"], bool(line["r"]))
            if words[4] == "bed":
                names = [words[5]] if words[5] in oracle.beds else []
            elif words[4] == "station" and words[6] == "bed":
                names = [words[7]]
            else:
                names = [""]
        elif "/bed/" in line["topic"] and "/wave/" in line["topic"] and line["x"]:
            words = line["topic"].split("/")
            if words[5] in oracle.beds and oracle.beds[words[5]].away_until is not None:
                oracle.hear_wave(t, oracle.beds[words[5]], bytes.fromhex(line["x"]))
            return
        else:
            return
        if not oracle.is_running:
            return
        for name in names:
            self.look(t, name)
        if names and names[0] != "" and any(
                a.pri == HIGH and a.shown[0] != "gone" for a in oracle.beds[names[0]].alarms.values()):
            self.look(t, "")
        oracle.note_sound(t)


def work_out(lines, station, beds, epoch):
    """The oracle after the whole capture, and the times at which the station stopped."""
    oracle, stops, last = Oracle(station, beds, epoch), [], 0
    run = Run(oracle)
    for text in lines:
        line = json.loads(text)
        last = line["t"]
        if station not in line["to"]:
            continue
        if line.get("did") == "stop":
            stops.append(last)
        run.take(line)
    run.go_on_to(last)
    return oracle, stops, last
