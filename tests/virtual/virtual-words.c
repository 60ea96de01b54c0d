/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a script (tests/virtual/README.md) and what they do. */

#include "virtual-ward.h"
#include "vigil-wire.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

typedef struct {
  VirtualWard *ward;
  const VirtualStep *step;
  guint n; /* words after the verb */
  const char *const *words;
  VirtualGateway *gateway; /* of the bed named first, if the verb is about a bed */
  VirtualBed *bed;
  VirtualDesk *desk;
} Do;

typedef enum {
  ABOUT_NOTHING,
  ABOUT_BED,
  ABOUT_DESK,
} About;

typedef struct {
  const char *verb;
  About about; /* what the first word names */
  guint n_min;
  gboolean (*func) (const Do *it);
} Verb;

static gboolean
is_word (const Do *it, guint i, const char *word)
{
  return i < it->n && g_str_equal (it->words[i], word);
}

static gboolean
is_on (const Do *it, guint i)
{
  return is_word (it, i, "on");
}

/* ── Numbers and limits ─────────────────────────────────────────────────────────────────────── */

/* "ART_sys" is ART sys. */
static gboolean
is_label (const char *label, const char *word)
{
  g_autofree char *text = g_strdelimit (g_strdup (word), "_", ' ');
  return g_str_equal (label, text);
}

static gboolean
find_kind (const char *word, VigilNumericKind *kind)
{
  if (g_str_equal (word, "SYS"))
    return vigil_nomenclature_find_numeric ("MDC_PRESS_BLD_NONINV_SYS", kind);
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++)
    if (is_label (vigil_nomenclature_numeric ((VigilNumericKind) i)->label, word)) {
      *kind = (VigilNumericKind) i;
      return TRUE;
    }
  return FALSE;
}

static VigilFrameNumeric *
find_numeric (VirtualBed *bed, VigilNumericKind kind)
{
  for (guint i = 0; i < bed->vitals.n; i++)
    if (bed->vitals.numerics[i].kind == kind)
      return &bed->vitals.numerics[i];
  bed->vitals.numerics[bed->vitals.n] = (VigilFrameNumeric){ .kind = kind };
  return &bed->vitals.numerics[bed->vitals.n++];
}

static gboolean
find_quality (const char *word, VigilQuality *quality)
{
  static const char *const words[] = { "OK", "QUES", "INV", "NAV", "TEST", "DEMO" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      *quality = (VigilQuality) i;
      return TRUE;
    }
  return FALSE;
}

/* set BED NUMBER VALUE [QUALITY] */
static gboolean
do_set (const Do *it)
{
  VigilNumericKind kind;
  VigilQuality quality = VIGIL_QUALITY_VALID;
  if (!find_kind (it->words[1], &kind) || (it->n > 3 && !find_quality (it->words[3], &quality)))
    return FALSE;
  VigilFrameNumeric *numeric = find_numeric (it->bed, kind);
  numeric->has_value = !is_word (it, 2, "null");
  numeric->value = g_ascii_strtod (it->words[2], NULL);
  numeric->quality = quality;
  if (kind == VIGIL_NUMERIC_NIBP_SYS)
    numeric->t_ms = it->ward->epoch_ms + it->ward->t_ms + it->bed->clock_ms;
  return TRUE;
}

/* unset BED NUMBER */
static gboolean
do_unset (const Do *it)
{
  VigilNumericKind kind;
  if (!find_kind (it->words[1], &kind))
    return FALSE;
  VigilFrameNumeric *numeric = find_numeric (it->bed, kind);
  *numeric = it->bed->vitals.numerics[--it->bed->vitals.n];
  return TRUE;
}

static void
read_band (const char *word, double *lo, double *hi)
{
  g_auto (GStrv) sides = g_strsplit (word, "..", 2);
  *lo = sides[0] != NULL && sides[0][0] != '\0' ? g_ascii_strtod (sides[0], NULL) : NAN;
  *hi = sides[0] != NULL && sides[1] != NULL && sides[1][0] != '\0'
            ? g_ascii_strtod (sides[1], NULL)
            : NAN;
}

static VigilLimit *
find_limit (VirtualBed *bed, VigilNumericKind kind)
{
  for (guint i = 0; i < bed->limits.n; i++)
    if (bed->limits.limits[i].kind == kind)
      return &bed->limits.limits[i];
  bed->limits.limits[bed->limits.n] =
      (VigilLimit){ .kind = kind, .lo = NAN, .hi = NAN, .lo2 = NAN, .hi2 = NAN, .is_on = TRUE };
  return &bed->limits.limits[bed->limits.n++];
}

/* limit BED NUMBER lo..hi [lo2..hi2] | off FOR | off - | on | gone */
static gboolean
do_limit (const Do *it)
{
  VigilNumericKind kind;
  gint64 for_ms = 0;
  if (!find_kind (it->words[1], &kind))
    return FALSE;
  VigilLimit *limit = find_limit (it->bed, kind);
  limit->is_on = !is_word (it, 2, "off");
  limit->until_ms = 0;
  if (is_word (it, 2, "gone")) {
    *limit = it->bed->limits.limits[--it->bed->limits.n];
  } else if (is_word (it, 2, "off")) {
    if (it->n > 3 && virtual_script_parse_time (it->words[3], &for_ms))
      limit->until_ms = it->ward->epoch_ms + it->ward->t_ms + for_ms;
  } else if (!is_word (it, 2, "on")) {
    read_band (it->words[2], &limit->lo, &limit->hi);
    read_band (it->n > 3 ? it->words[3] : "", &limit->lo2, &limit->hi2);
  }
  it->bed->has_limits = TRUE;
  it->bed->limits.rev++;
  virtual_gateway_publish_limits (it->gateway, it->bed);
  return TRUE;
}

/* cycle BED SECONDS: the cuff */
static gboolean
do_cycle (const Do *it)
{
  it->bed->limits.nibp_interval_s = (guint) g_ascii_strtoull (it->words[1], NULL, 10);
  it->bed->has_limits = TRUE;
  it->bed->limits.rev++;
  virtual_gateway_publish_limits (it->gateway, it->bed);
  return TRUE;
}

/* ── What the bed is ────────────────────────────────────────────────────────────────────────── */

/* class BED unknown|adult|paediatric|neonatal */
static gboolean
do_class (const Do *it)
{
  static const char *const words[] = { "unknown", "adult", "paediatric", "neonatal" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (it, 1, words[i])) {
      it->bed->meta.patient_class = (VigilPatientClass) i;
      virtual_gateway_publish_meta (it->gateway, it->bed);
      return TRUE;
    }
  return FALSE;
}

/* paced BED on|off */
static gboolean
do_paced (const Do *it)
{
  it->bed->meta.is_paced = is_on (it, 1);
  virtual_gateway_publish_meta (it->gateway, it->bed);
  return TRUE;
}

/* state BED ready|standby|disconnected [FOR|-] */
static gboolean
do_state (const Do *it)
{
  static const char *const words[] = { "ready", "standby", "disconnected" };
  gint64 for_ms = 0;
  it->bed->state.until_ms = it->n > 2 && virtual_script_parse_time (it->words[2], &for_ms)
                                ? it->ward->epoch_ms + it->ward->t_ms + for_ms
                                : 0;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (it, 1, words[i])) {
      it->bed->state.word = (VigilBedStateWord) i;
      virtual_gateway_publish_state (it->gateway, it->bed);
      return TRUE;
    }
  return FALSE;
}

/* vitals BED on|off */
static gboolean
do_vitals (const Do *it)
{
  it->bed->has_vitals = is_on (it, 1);
  return TRUE;
}

/* list BED on|off|spoilt */
static gboolean
do_list (const Do *it)
{
  it->bed->is_list_spoilt = is_word (it, 1, "spoilt");
  it->bed->has_list = is_on (it, 1) || it->bed->is_list_spoilt;
  it->bed->is_list_due |= it->bed->has_list;
  return TRUE;
}

/* waves BED on|off|gaps */
static gboolean
do_waves (const Do *it)
{
  it->bed->waves = is_on (it, 1)             ? VIRTUAL_WAVES_WHOLE
                   : is_word (it, 1, "gaps") ? VIRTUAL_WAVES_OFF
                                             : VIRTUAL_WAVES_NONE;
  return TRUE;
}

/* clock BED SECONDS: how far its clock is off */
static gboolean
do_clock (const Do *it)
{
  it->bed->clock_ms = (gint64) (g_ascii_strtod (it->words[1], NULL) * 1000);
  return TRUE;
}

/* ── The bedside's list ─────────────────────────────────────────────────────────────────────── */

static VigilFrameAlarm *
find_item (VirtualBed *bed, const char *id)
{
  for (guint i = 0; i < bed->n_alarms; i++)
    if (g_str_equal (bed->alarms[i].id, id))
      return &bed->alarms[i];
  return NULL;
}

/* raise BED ID CODE SRC|- PRIORITY [VALUE] */
static gboolean
do_raise (const Do *it)
{
  VirtualBed *bed = it->bed;
  VigilPriority priority;
  if (bed->n_alarms == VIGIL_ALARMS_MAX || find_item (bed, it->words[1]) != NULL
      || !vigil_priority_from_string (it->words[4], &priority))
    return FALSE;
  const VigilEventInfo *info = vigil_nomenclature_find_event (it->words[2]);
  VigilFrameAlarm *alarm = &bed->alarms[bed->n_alarms++];
  *alarm = (VigilFrameAlarm){ .priority = priority,
                              .kind = info != NULL ? info->kind : VIGIL_ALARM_PHYSIOLOGICAL,
                              .raised_ms = it->ward->epoch_ms + it->ward->t_ms + bed->clock_ms };
  vigil_text_copy (alarm->id, sizeof alarm->id, it->words[1]);
  vigil_text_copy (alarm->code, sizeof alarm->code, it->words[2]);
  vigil_text_copy (alarm->src, sizeof alarm->src, is_word (it, 3, "-") ? "" : it->words[3]);
  alarm->has_value = it->n > 5;
  alarm->value = it->n > 5 ? g_ascii_strtod (it->words[5], NULL) : 0;
  return bed->is_list_due = TRUE;
}

/* item BED ID active|latched|high|medium|low|paused|acknowledged|unpaused|=VALUE [FOR] */
static gboolean
do_item (const Do *it)
{
  VigilFrameAlarm *alarm = find_item (it->bed, it->words[1]);
  gint64 for_ms = 0;
  if (alarm == NULL)
    return FALSE;
  const char *word = it->words[2];
  if (word[0] == '=') {
    alarm->has_value = TRUE;
    alarm->value = g_ascii_strtod (word + 1, NULL);
  } else if (g_str_equal (word, "active") || g_str_equal (word, "latched")) {
    alarm->is_latched = word[0] == 'l';
  } else if (!vigil_priority_from_string (word, &alarm->priority)) {
    alarm->inactivation = g_str_equal (word, "paused")         ? VIGIL_INACTIVATION_AUDIO_PAUSED
                          : g_str_equal (word, "acknowledged") ? VIGIL_INACTIVATION_ACKNOWLEDGED
                                                               : VIGIL_INACTIVATION_NONE;
    alarm->inactivation_until_ms = it->n > 3 && virtual_script_parse_time (it->words[3], &for_ms)
                                       ? it->ward->epoch_ms + it->ward->t_ms + for_ms
                                       : 0;
  }
  return it->bed->is_list_due = TRUE;
}

/* clear BED ID */
static gboolean
do_clear (const Do *it)
{
  VigilFrameAlarm *alarm = find_item (it->bed, it->words[1]);
  if (alarm == NULL)
    return FALSE;
  *alarm = it->bed->alarms[--it->bed->n_alarms];
  return it->bed->is_list_due = TRUE;
}

/* ── Gateways ───────────────────────────────────────────────────────────────────────────────── */

/* gateway ID BED … : sets up; gateway ID crash|silent|start */
static gboolean
do_gateway (const Do *it)
{
  VirtualGateway *gateway = virtual_ward_find_gateway (it->ward, it->words[0]);
  if (it->step->t_ms < 0) {
    if (gateway == NULL) {
      gateway =
          virtual_gateway_new (VIRTUAL_ROOT, it->words[0], it->ward->epoch_ms, it->ward->broker);
      g_ptr_array_add (it->ward->gateways, gateway);
    }
    for (guint i = 1; i < it->n; i++)
      virtual_gateway_add_bed (gateway, it->words[i]);
    return TRUE;
  }
  if (gateway == NULL)
    return FALSE;
  if (is_word (it, 1, "start"))
    virtual_gateway_start (gateway);
  else
    virtual_gateway_die (gateway, is_word (it, 1, "crash"));
  return TRUE;
}

/* raw TOPIC live|kept TEXT : any publication under the ward's root */
static gboolean
do_raw (const Do *it)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 2; i < it->n; i++)
    g_string_append_printf (text, "%s%s", i > 2 ? " " : "", it->words[i]);
  g_autofree char *topic = g_strdup_printf ("%s/%s", VIRTUAL_ROOT, it->words[0]);
  virtual_broker_publish (it->ward->broker, topic, text->str, text->len, is_word (it, 1, "kept"));
  return TRUE;
}

/* ── Stations ───────────────────────────────────────────────────────────────────────────────── */

/* desk ID primary|backup|watch : sets up */
static gboolean
do_desk (const Do *it)
{
  static const char *const words[] = { "none", "primary", "backup", "watch" };
  VigilRole role = VIGIL_ROLE_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (it, 1, words[i]))
      role = (VigilRole) i;
  g_autoptr (GArray) beds = g_array_copy (it->ward->beds);
  for (guint i = 0; i < beds->len; i++)
    g_array_index (beds, VigilWardBed, i).role = role;
  VirtualDeskConfig config = { .site = VIRTUAL_SITE,
                               .ward = VIRTUAL_WARD,
                               .station = it->words[0],
                               .beds = &g_array_index (beds, VigilWardBed, 0),
                               .n_beds = beds->len,
                               .is_demo_ward = it->ward->is_demo,
                               .epoch_ms = it->ward->epoch_ms };
  g_ptr_array_add (it->ward->desks, virtual_desk_new (&config, it->ward->broker, it->ward->log));
  return role != VIGIL_ROLE_NONE;
}

/* start|stop|cut|mend|deaf|hear DESK */
static gboolean
do_life (const Do *it)
{
  const char *verb = it->step->words[0];
  if (g_str_equal (verb, "start"))
    virtual_desk_start (it->desk);
  else if (g_str_equal (verb, "stop"))
    virtual_desk_stop (it->desk);
  else if (g_str_equal (verb, "cut"))
    virtual_desk_cut (it->desk);
  else if (g_str_equal (verb, "mend"))
    virtual_desk_mend (it->desk);
  else
    virtual_desk_set_deaf (it->desk, g_str_equal (verb, "deaf"));
  return TRUE;
}

/* sound DESK works|broken; server DESK reachable|unreachable */
static gboolean
do_sound (const Do *it)
{
  virtual_desk_set_sound (it->desk, is_word (it, 1, "works"));
  return TRUE;
}

static gboolean
do_server (const Do *it)
{
  virtual_desk_set_server (it->desk, is_word (it, 1, "reachable"));
  return TRUE;
}

/* silence DESK BED|-; reset DESK BED */
static gboolean
do_silence (const Do *it)
{
  return virtual_desk_silence (it->desk, is_word (it, 1, "-") ? "" : it->words[1]);
}

static gboolean
do_reset (const Do *it)
{
  return virtual_desk_reset (it->desk, it->words[1]);
}

/* identity DESK BED occupied|empty [AGE-DAYS] */
static gboolean
do_identity (const Do *it)
{
  gint age_days = it->n > 3 ? (gint) g_ascii_strtoll (it->words[3], NULL, 10) : -1;
  return virtual_desk_identify (it->desk, it->words[1], is_word (it, 2, "occupied"), age_days);
}

/* A list of one action from a station of which no more is known than that. */
static void
publish_peer_list (const Do *it, const char *station, const VigilAction *action)
{
  VirtualWard *ward = it->ward;
  VigilWireHead head = { action->t_ms, g_str_hash (station), ward->peer_seq++ };
  g_autofree char *topic =
      g_strdup_printf ("%s/station/%s/bed/%s/actions", VIRTUAL_ROOT, station, action->bed);
  virtual_broker_publish_text (ward->broker, topic, vigil_wire_encode_actions (&head, action, 1),
                               TRUE);
}

static void
start_action (const Do *it, VigilAction *action)
{
  guint8 random[10] = { 0xFF, (guint8) (it->ward->n_ids >> 8), (guint8) it->ward->n_ids };
  it->ward->n_ids++;
  *action = (VigilAction){ .t_ms = it->ward->epoch_ms + it->ward->t_ms };
  action->asof_ms = action->t_ms;
  vigil_uuid7_format (action->t_ms, random, action->id);
  vigil_text_copy (action->station, sizeof action->station, it->words[0]);
  vigil_text_copy (action->bed, sizeof action->bed, it->words[1]);
}

/* suspend STATION BED care|away|staff FOR [REASON]; resume STATION BED */
static gboolean
do_suspend (const Do *it)
{
  static const char *const modes[] = { "none", "care", "away", "staff" };
  VigilAction action;
  gint64 for_ms = 0;
  start_action (it, &action);
  action.is_bed_scope = TRUE;
  if (g_str_equal (it->step->words[0], "resume")) {
    action.word = VIGIL_ACTION_RESUME;
    publish_peer_list (it, it->words[0], &action);
    return TRUE;
  }
  if (it->n < 4 || !virtual_script_parse_time (it->words[3], &for_ms))
    return FALSE;
  action.word = VIGIL_ACTION_SUSPEND;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (is_word (it, 2, modes[i]))
      action.mode = (VigilSuspensionMode) i;
  action.until_ms = action.t_ms + for_ms;
  vigil_text_copy (action.reason, sizeof action.reason, it->n > 4 ? it->words[4] : "CT");
  publish_peer_list (it, it->words[0], &action);
  return TRUE;
}

/* acknowledge STATION BED KEY RAISED [FOR]: KEY without its bed; RAISED a time of the script */
static gboolean
do_acknowledge (const Do *it)
{
  VigilAction action;
  gint64 raised_ms, for_ms;
  start_action (it, &action);
  if (!virtual_script_parse_time (it->words[3], &raised_ms))
    return FALSE;
  action.word = VIGIL_ACTION_ACKNOWLEDGE;
  g_snprintf (action.key, sizeof action.key, "%s|%s", action.bed, it->words[2]);
  action.raised_ms = it->ward->epoch_ms + raised_ms;
  if (it->n > 4 && virtual_script_parse_time (it->words[4], &for_ms))
    action.until_ms = action.t_ms + for_ms;
  publish_peer_list (it, it->words[0], &action);
  return TRUE;
}

/* ── The whole ──────────────────────────────────────────────────────────────────────────────── */

/* end T */
static gboolean
do_end (const Do *it)
{
  return virtual_script_parse_time (it->words[0], &it->ward->end_ms);
}

/* fed waves|demo : the simulator's waves go to the stations, too; the ward is a demo ward */
static gboolean
do_fed (const Do *it)
{
  it->ward->has_waves |= is_word (it, 0, "waves");
  it->ward->is_demo |= is_word (it, 0, "demo");
  return TRUE;
}

static const Verb VERBS[] = {
  { "set", ABOUT_BED, 3, do_set },
  { "unset", ABOUT_BED, 2, do_unset },
  { "limit", ABOUT_BED, 3, do_limit },
  { "cycle", ABOUT_BED, 2, do_cycle },
  { "class", ABOUT_BED, 2, do_class },
  { "paced", ABOUT_BED, 2, do_paced },
  { "state", ABOUT_BED, 2, do_state },
  { "vitals", ABOUT_BED, 2, do_vitals },
  { "list", ABOUT_BED, 2, do_list },
  { "waves", ABOUT_BED, 2, do_waves },
  { "clock", ABOUT_BED, 2, do_clock },
  { "raise", ABOUT_BED, 5, do_raise },
  { "item", ABOUT_BED, 3, do_item },
  { "clear", ABOUT_BED, 2, do_clear },
  { "gateway", ABOUT_NOTHING, 2, do_gateway },
  { "raw", ABOUT_NOTHING, 2, do_raw },
  { "desk", ABOUT_NOTHING, 2, do_desk },
  { "start", ABOUT_DESK, 1, do_life },
  { "stop", ABOUT_DESK, 1, do_life },
  { "cut", ABOUT_DESK, 1, do_life },
  { "mend", ABOUT_DESK, 1, do_life },
  { "deaf", ABOUT_DESK, 1, do_life },
  { "hear", ABOUT_DESK, 1, do_life },
  { "sound", ABOUT_DESK, 2, do_sound },
  { "server", ABOUT_DESK, 2, do_server },
  { "silence", ABOUT_DESK, 2, do_silence },
  { "reset", ABOUT_DESK, 2, do_reset },
  { "identity", ABOUT_DESK, 3, do_identity },
  { "suspend", ABOUT_NOTHING, 4, do_suspend },
  { "resume", ABOUT_NOTHING, 2, do_suspend },
  { "acknowledge", ABOUT_NOTHING, 4, do_acknowledge },
  { "end", ABOUT_NOTHING, 1, do_end },
  { "fed", ABOUT_NOTHING, 1, do_fed },
};

static gboolean
perform (const Verb *verb, Do *it)
{
  if (it->n < verb->n_min)
    return FALSE;
  if (verb->about == ABOUT_BED)
    it->bed = virtual_ward_find_bed (it->ward, it->words[0], &it->gateway);
  if (verb->about == ABOUT_DESK)
    it->desk = virtual_ward_find_desk (it->ward, it->words[0]);
  if ((verb->about == ABOUT_BED && it->bed == NULL)
      || (verb->about == ABOUT_DESK && it->desk == NULL))
    return FALSE;
  return verb->func (it);
}

gboolean
virtual_ward_do (VirtualWard *ward, const VirtualStep *step, GError **error)
{
  Do it = { .ward = ward, .step = step, .n = step->n_words - 1, .words = step->words + 1 };
  for (guint i = 0; i < G_N_ELEMENTS (VERBS); i++)
    if (g_str_equal (VERBS[i].verb, step->words[0]) && perform (&VERBS[i], &it))
      return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %u: “%s” makes no sense here",
               step->line, step->words[0]);
  return FALSE;
}
