/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the encoders write, the decoder reads back as the same record, for many random records. */

#include "wire-sink.h"

#include <math.h>
#include <string.h>

#define N_ROUNDS 300

static gboolean
is_likely (GRand *rand, double probability)
{
  return g_rand_double (rand) < probability;
}

static gint64
random_time (GRand *rand)
{
  return 1 + (gint64) (g_rand_double (rand) * 4e12);
}

static gint64
time_or_none (GRand *rand)
{
  return is_likely (rand, 0.5) ? random_time (rand) : 0;
}

static void
random_name (GRand *rand, const char *alphabet, char *out, gsize size)
{
  gsize length = (gsize) g_rand_int_range (rand, 1, (gint32) size);
  for (gsize i = 0; i < length; i++)
    out[i] = alphabet[g_rand_int_range (rand, 0, (gint32) strlen (alphabet))];
  out[length] = '\0';
}

static void
random_id (GRand *rand, char *out)
{
  random_name (rand, "abcxyz0189-", out, VIGIL_ID_MAX + 1);
}

static void
random_text (GRand *rand, char *out, gsize size)
{
  static const char *const PIECES[] = { "a", " ",  "\"", "\\", "/", "{",
                                        "é", "心", "𝄞",  "<",  "%", "'" };
  g_autoptr (GString) text = g_string_new (NULL);
  for (gint n = g_rand_int_range (rand, 0, (gint32) size); n > 0; n--)
    g_string_append (text, PIECES[g_rand_int_range (rand, 0, G_N_ELEMENTS (PIECES))]);
  vigil_text_copy (out, size, text->str);
}

static double
random_number (GRand *rand, double lo, double hi)
{
  switch (g_rand_int_range (rand, 0, 4)) {
  case 0:
    return lo;
  case 1:
    return hi;
  case 2:
    return floor (g_rand_double_range (rand, lo, hi));
  default:
    return g_rand_double_range (rand, lo, hi);
  }
}

static VigilWireHead
random_head (GRand *rand)
{
  return (VigilWireHead){ random_time (rand), g_rand_int (rand), g_rand_int (rand) };
}

static void
assert_same (double a, double b)
{
  g_assert_cmpint (isnan (a), ==, isnan (b));
  if (!isnan (a))
    g_assert_cmpfloat (a, ==, b);
}

static void
assert_head (const VigilFrame *frame, const VigilWireHead *head, const char *subject)
{
  g_assert_cmpint (frame->t_ms, ==, head->t_ms);
  g_assert_cmpuint (frame->boot, ==, head->boot);
  g_assert_true (frame->has_seq);
  g_assert_cmpuint (frame->seq, ==, head->seq);
  g_assert_cmpstr (frame->subject, ==, subject);
  g_assert_cmpint (frame->receipt_mono_us, ==, 5000000);
  g_assert_cmpint (frame->receipt_wall_ms, ==, G_GINT64_CONSTANT (1700000000000));
  g_assert_false (frame->is_retained);
}

static void
random_vitals (GRand *rand, VigilFrameVitals *vitals)
{
  *vitals = (VigilFrameVitals){ 0 };
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    const VigilNumericInfo *info = vigil_nomenclature_numeric ((VigilNumericKind) kind);
    VigilFrameNumeric *numeric = &vitals->numerics[vitals->n];
    if (is_likely (rand, 0.4))
      continue;
    numeric->kind = (VigilNumericKind) kind;
    numeric->quality = (VigilQuality) g_rand_int_range (rand, 0, VIGIL_QUALITY_DEMO + 1);
    numeric->has_value = numeric->quality != VIGIL_QUALITY_INVALID
                         && numeric->quality != VIGIL_QUALITY_NOT_AVAILABLE
                         && is_likely (rand, 0.8);
    numeric->value = numeric->has_value ? random_number (rand, info->lo, info->hi) : 0;
    numeric->t_ms = time_or_none (rand);
    vitals->n++;
  }
}

static void
test_vitals (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameVitals vitals;
    random_vitals (rand, &vitals);
    g_autofree char *payload = vigil_wire_encode_vitals (&head, &vitals);
    wire_sink_decode_text (sink, "bed/07/vitals", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_VITALS);
    assert_head (frame, &head, "07");
    g_assert_cmpuint (frame->vitals.n, ==, vitals.n);
    for (guint i = 0; i < vitals.n; i++) {
      const VigilFrameNumeric *got = &frame->vitals.numerics[i];
      g_assert_cmpint (got->kind, ==, vitals.numerics[i].kind);
      g_assert_cmpint (got->quality, ==, vitals.numerics[i].quality);
      g_assert_cmpint (got->has_value, ==, vitals.numerics[i].has_value);
      g_assert_cmpint (got->t_ms, ==, vitals.numerics[i].t_ms);
      if (got->has_value)
        g_assert_cmpfloat (got->value, ==, vitals.numerics[i].value);
    }
  }
}

static void
random_lead (GRand *rand, guint8 id, VigilMetaLead *lead)
{
  static const char *const REFIDS[] = { "MDC_ECG_ELEC_POTL_II", "MDC_PULS_OXIM_PLETH",
                                        "MDC_AWAY_CO2", "MDC_UNKNOWN_WAVE" };
  const char *refid = REFIDS[g_rand_int_range (rand, 0, G_N_ELEMENTS (REFIDS))];
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (refid);
  lead->id = id;
  random_id (rand, lead->source);
  vigil_text_copy (lead->refid, sizeof lead->refid, refid);
  vigil_text_copy (lead->unit, sizeof lead->unit, info != NULL ? info->unit : "L/min");
  lead->rate_hz = random_number (rand, 0.001, 4000);
  lead->gain = random_number (rand, -4, 4);
  if (fabs (lead->gain) < 1e-6)
    lead->gain = 1;
  lead->zero = random_number (rand, -2048, 2048);
  lead->lo = is_likely (rand, 0.7) ? random_number (rand, -5, 0) : NAN;
  lead->hi = is_likely (rand, 0.7) ? random_number (rand, 1, 300) : NAN;
}

static void
random_meta (GRand *rand, VigilFrameMeta *meta)
{
  *meta = (VigilFrameMeta){ 0 };
  meta->rev = (guint16) g_rand_int (rand);
  random_text (rand, meta->label, sizeof meta->label);
  random_text (rand, meta->device, sizeof meta->device);
  meta->patient_class = (VigilPatientClass) g_rand_int_range (rand, 0, VIGIL_CLASS_NEONATAL + 1);
  meta->is_paced = is_likely (rand, 0.5);
  meta->is_demo = is_likely (rand, 0.5);
  meta->n_leads = (guint) g_rand_int_range (rand, 0, VIGIL_LEADS_MAX + 1);
  for (guint i = 0; i < meta->n_leads; i++)
    random_lead (rand, (guint8) (i * 13), &meta->leads[i]);
}

static void
assert_lead (const VigilMetaLead *got, const VigilMetaLead *lead)
{
  g_assert_cmpuint (got->id, ==, lead->id);
  g_assert_cmpstr (got->source, ==, lead->source);
  g_assert_cmpstr (got->refid, ==, lead->refid);
  g_assert_cmpstr (got->unit, ==, lead->unit);
  assert_same (got->rate_hz, lead->rate_hz);
  assert_same (got->gain, lead->gain);
  assert_same (got->zero, lead->zero);
  assert_same (got->lo, lead->lo);
  assert_same (got->hi, lead->hi);
}

static void
test_meta (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameMeta meta;
    random_meta (rand, &meta);
    g_autofree char *payload = vigil_wire_encode_meta (&head, &meta);
    wire_sink_decode_text (sink, "bed/07/meta", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_META);
    assert_head (frame, &head, "07");
    g_assert_cmpuint (frame->meta.rev, ==, meta.rev);
    g_assert_cmpstr (frame->meta.label, ==, meta.label);
    g_assert_cmpstr (frame->meta.device, ==, meta.device);
    g_assert_cmpint (frame->meta.patient_class, ==, meta.patient_class);
    g_assert_cmpint (frame->meta.is_paced, ==, meta.is_paced);
    g_assert_cmpint (frame->meta.is_demo, ==, meta.is_demo);
    g_assert_cmpuint (frame->meta.n_leads, ==, meta.n_leads);
    for (guint i = 0; i < meta.n_leads; i++)
      assert_lead (&frame->meta.leads[i], &meta.leads[i]);
  }
}

static void
random_limit (GRand *rand, VigilNumericKind kind, VigilLimit *limit)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  double step = (info->hi - info->lo) / 5;
  limit->kind = kind;
  limit->lo2 = is_likely (rand, 0.6) ? random_number (rand, info->lo, info->lo + step) : NAN;
  limit->lo = is_likely (rand, 0.6) ? info->lo + random_number (rand, 1.1 * step, 2 * step) : NAN;
  limit->hi = is_likely (rand, 0.6) ? info->lo + random_number (rand, 2.1 * step, 3 * step) : NAN;
  limit->hi2 = is_likely (rand, 0.6) ? info->lo + random_number (rand, 3.1 * step, 4 * step) : NAN;
  limit->is_on = is_likely (rand, 0.7);
  limit->until_ms = limit->is_on ? time_or_none (rand) : random_time (rand);
}

static void
assert_limit (const VigilLimit *got, const VigilLimit *limit)
{
  g_assert_cmpint (got->kind, ==, limit->kind);
  assert_same (got->lo, limit->lo);
  assert_same (got->hi, limit->hi);
  assert_same (got->lo2, limit->lo2);
  assert_same (got->hi2, limit->hi2);
  g_assert_cmpint (got->is_on, ==, limit->is_on);
  g_assert_cmpint (got->until_ms, ==, limit->until_ms);
}

static void
test_limits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameLimits limits = { .rev = g_rand_int (rand) };
    limits.nibp_interval_s = is_likely (rand, 0.5) ? (guint) g_rand_int_range (rand, 1, 86401) : 0;
    for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
      if (is_likely (rand, 0.5))
        random_limit (rand, (VigilNumericKind) kind, &limits.limits[limits.n++]);
    }
    g_autofree char *payload = vigil_wire_encode_limits (&head, &limits);
    wire_sink_decode_text (sink, "bed/07/limits", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_LIMITS);
    assert_head (frame, &head, "07");
    g_assert_cmpuint (frame->limits.rev, ==, limits.rev);
    g_assert_cmpuint (frame->limits.nibp_interval_s, ==, limits.nibp_interval_s);
    g_assert_cmpuint (frame->limits.n, ==, limits.n);
    for (guint i = 0; i < limits.n; i++)
      assert_limit (&frame->limits.limits[i], &limits.limits[i]);
  }
}

static void
test_bed_state (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameBedState state = { 0 };
    state.word = (VigilBedStateWord) g_rand_int_range (rand, 0, VIGIL_BED_DISCONNECTED + 1);
    state.until_ms = time_or_none (rand);
    random_text (rand, state.reason, sizeof state.reason);
    g_autofree char *payload = vigil_wire_encode_bed_state (&head, &state);
    wire_sink_decode_text (sink, "bed/07/state", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_BED_STATE);
    assert_head (frame, &head, "07");
    g_assert_cmpint (frame->bed_state.word, ==, state.word);
    g_assert_cmpint (frame->bed_state.until_ms, ==, state.until_ms);
    g_assert_cmpstr (frame->bed_state.reason, ==, state.reason);
  }
}

static void
random_alarm (GRand *rand, guint index, VigilFrameAlarm *alarm)
{
  *alarm = (VigilFrameAlarm){ 0 };
  random_name (rand, "ABCabc019-._:/", alarm->id, sizeof alarm->id - 2);
  gsize length = strlen (alarm->id);
  alarm->id[length] = (char) ('A' + index);
  random_name (rand, "MDCEVT_019", alarm->code, sizeof alarm->code);
  if (is_likely (rand, 0.7))
    random_name (rand, "MDCEVT_019", alarm->src, sizeof alarm->src);
  alarm->kind = (VigilAlarmKind) g_rand_int_range (rand, 0, 2);
  alarm->priority = (VigilPriority) g_rand_int_range (rand, VIGIL_PRIORITY_LOW, 4);
  alarm->is_latched = is_likely (rand, 0.5);
  alarm->inactivation = (VigilInactivation) g_rand_int_range (rand, 0, 3);
  alarm->inactivation_until_ms = time_or_none (rand);
  alarm->has_value = is_likely (rand, 0.5);
  alarm->value = alarm->has_value ? random_number (rand, -1e6, 1e6) : 0;
  alarm->has_limit = is_likely (rand, 0.5);
  alarm->limit = alarm->has_limit ? random_number (rand, -1e6, 1e6) : 0;
  random_text (rand, alarm->label, sizeof alarm->label);
  alarm->raised_ms = random_time (rand);
}

static void
assert_alarm (const VigilFrameAlarm *got, const VigilFrameAlarm *alarm)
{
  g_assert_cmpstr (got->id, ==, alarm->id);
  g_assert_cmpstr (got->code, ==, alarm->code);
  g_assert_cmpstr (got->src, ==, alarm->src);
  g_assert_cmpint (got->kind, ==, alarm->kind);
  g_assert_cmpint (got->priority, ==, alarm->priority);
  g_assert_cmpint (got->is_latched, ==, alarm->is_latched);
  g_assert_cmpint (got->inactivation, ==, alarm->inactivation);
  g_assert_cmpint (got->inactivation_until_ms, ==, alarm->inactivation_until_ms);
  g_assert_cmpint (got->has_value, ==, alarm->has_value);
  g_assert_cmpint (got->has_limit, ==, alarm->has_limit);
  assert_same (got->value, alarm->value);
  assert_same (got->limit, alarm->limit);
  g_assert_cmpstr (got->label, ==, alarm->label);
  g_assert_cmpint (got->raised_ms, ==, alarm->raised_ms);
}

static void
test_alarms (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameAlarm alarms[VIGIL_ALARMS_MAX];
    guint n = (guint) g_rand_int_range (rand, 0, VIGIL_ALARMS_MAX + 1);
    for (guint i = 0; i < n; i++)
      random_alarm (rand, i, &alarms[i]);
    g_autofree char *payload = vigil_wire_encode_alarms (&head, alarms, n);
    wire_sink_decode_text (sink, "bed/07/alarms", payload);
    g_assert_cmpuint (sink->frames->len, ==, n + 2);
    g_assert_cmpint (wire_sink_get (sink, 0)->kind, ==, VIGIL_FRAME_ALARMS_BEGIN);
    g_assert_cmpint (wire_sink_get (sink, n + 1)->kind, ==, VIGIL_FRAME_ALARMS_END);
    g_assert_cmpuint (wire_sink_get (sink, 0)->n_items, ==, n);
    for (guint i = 0; i < n + 2; i++)
      assert_head (wire_sink_get (sink, i), &head, "07");
    for (guint i = 0; i < n; i++) {
      g_assert_cmpint (wire_sink_get (sink, i + 1)->kind, ==, VIGIL_FRAME_ALARM);
      assert_alarm (&wire_sink_get (sink, i + 1)->alarm, &alarms[i]);
    }
  }
}

static void
test_gateway_state (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    g_autoptr (GPtrArray) beds = g_ptr_array_new_with_free_func (g_free);
    VigilWireHead head = random_head (rand);
    gboolean is_ready = is_likely (rand, 0.5);
    guint n_beds = (guint) g_rand_int_range (rand, 0, 100);
    for (guint i = 0; i < n_beds; i++) {
      char *bed = g_malloc (VIGIL_ID_MAX + 1);
      random_id (rand, bed);
      g_ptr_array_add (beds, bed);
    }
    g_ptr_array_add (beds, NULL);
    g_autofree char *payload =
        vigil_wire_encode_gateway_state (&head, is_ready, (const char *const *) beds->pdata);
    wire_sink_decode_text (sink, "gateway/gw1/state", payload);
    guint n_seen = 0;
    for (guint i = 0; i < sink->frames->len; i++) {
      const VigilFrame *frame = wire_sink_get (sink, i);
      g_assert_cmpint (frame->kind, ==, VIGIL_FRAME_GATEWAY_STATE);
      assert_head (frame, &head, "gw1");
      g_assert_cmpint (frame->gateway.is_ready, ==, is_ready);
      g_assert_cmpint (frame->gateway.is_first, ==, i == 0);
      g_assert_cmpint (frame->gateway.is_last, ==, i + 1 == sink->frames->len);
      for (guint j = 0; j < frame->gateway.n_beds; j++)
        g_assert_cmpstr (frame->gateway.beds[j], ==, g_ptr_array_index (beds, n_seen++));
    }
    g_assert_cmpuint (n_seen, ==, n_beds);
    g_assert_cmpuint (sink->frames->len, ==, MAX (1, (n_beds + 31) / 32));
  }
}

static void
test_station_state (void)
{
  static const char *const BEDS[] = { "01", "02", "bay-3", "x", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilStationWord word = (VigilStationWord) g_rand_int_range (rand, 0, VIGIL_STATION_LOST + 1);
    VigilRole roles[4];
    for (guint i = 0; i < 4; i++)
      roles[i] = (VigilRole) g_rand_int_range (rand, 0, VIGIL_ROLE_WATCH + 1);
    g_autofree char *payload = vigil_wire_encode_station_state (
        &head, word, is_likely (rand, 0.5) ? "ok" : NULL, BEDS, roles);
    wire_sink_decode_text (sink, "station/desk-1/state", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_STATION_STATE);
    assert_head (frame, &head, "desk-1");
    g_assert_cmpint (frame->station.word, ==, word);
    guint n = 0;
    for (guint i = 0; i < 4; i++) {
      if (roles[i] == VIGIL_ROLE_NONE)
        continue;
      g_assert_cmpstr (frame->station.beds[n], ==, BEDS[i]);
      g_assert_cmpuint (frame->station.roles[n++], ==, roles[i]);
    }
    g_assert_cmpuint (frame->station.n_beds, ==, n);
  }
}

static void
test_heartbeat (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  VigilWireHead head = { 1234567, 7, -1 };
  g_autofree char *payload = vigil_wire_encode_heartbeat (&head);
  wire_sink_decode_text (sink, "gateway/gw1/heartbeat", payload);
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_HEARTBEAT);
  g_assert_cmpint (frame->t_ms, ==, 1234567);
  g_assert_cmpuint (frame->boot, ==, 7);
  g_assert_false (frame->has_seq);
}

static void
random_uuid (GRand *rand, char out[VIGIL_UUID_SIZE])
{
  guint8 random[10];
  for (guint i = 0; i < 10; i++)
    random[i] = (guint8) g_rand_int (rand);
  vigil_uuid7_format (random_time (rand), random, out);
}

static void
random_action (GRand *rand, VigilAction *action)
{
  *action = (VigilAction){ 0 };
  random_uuid (rand, action->id);
  action->word = (VigilActionWord) g_rand_int_range (rand, 0, VIGIL_ACTION_ADMIT + 1);
  action->is_bed_scope = is_likely (rand, 0.3);
  vigil_text_copy (action->bed, sizeof action->bed, "07");
  if (!action->is_bed_scope)
    vigil_nomenclature_make_key ("07", "MDC_EVT_LO", "MDC_RESP_RATE", VIGIL_PRIORITY_HIGH,
                                 action->key);
  if (is_likely (rand, 0.5))
    random_name (rand, "ABCabc019-._:", action->alarm, sizeof action->alarm);
  action->raised_ms = time_or_none (rand);
  action->asof_ms = random_time (rand);
  action->t_ms = random_time (rand);
  action->until_ms = time_or_none (rand);
  random_text (rand, action->reason, sizeof action->reason);
  random_text (rand, action->by, sizeof action->by);
  if (is_likely (rand, 0.5))
    random_uuid (rand, action->encounter);
  vigil_text_copy (action->station, sizeof action->station, "desk-1");
  if (action->word != VIGIL_ACTION_SUSPEND)
    return;
  action->mode = (VigilSuspensionMode) g_rand_int_range (rand, 1, VIGIL_SUSPENSION_STAFF + 1);
  action->until_ms = random_time (rand);
  vigil_text_copy (action->reason, sizeof action->reason, "washing");
}

static void
assert_action (const VigilAction *got, const VigilAction *action)
{
  g_assert_cmpstr (got->id, ==, action->id);
  g_assert_cmpint (got->word, ==, action->word);
  g_assert_cmpint (got->mode, ==, action->mode);
  g_assert_cmpint (got->is_bed_scope, ==, action->is_bed_scope);
  g_assert_cmpstr (got->bed, ==, action->bed);
  g_assert_cmpstr (got->key, ==, action->key);
  g_assert_cmpstr (got->alarm, ==, action->alarm);
  g_assert_cmpint (got->raised_ms, ==, action->raised_ms);
  g_assert_cmpint (got->asof_ms, ==, action->asof_ms);
  g_assert_cmpint (got->until_ms, ==, action->until_ms);
  g_assert_cmpint (got->t_ms, ==, action->t_ms);
  g_assert_cmpstr (got->reason, ==, action->reason);
  g_assert_cmpstr (got->by, ==, action->by);
  g_assert_cmpstr (got->encounter, ==, action->encounter);
  g_assert_cmpstr (got->station, ==, action->station);
  g_assert_cmpstr (got->code, ==, action->code);
  g_assert_cmpint (got->priority, ==, action->priority);
  g_assert_cmpstr (got->label, ==, action->label);
}

static void
test_actions (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autofree VigilAction *actions = g_new (VigilAction, VIGIL_WIRE_ACTIONS_MAX);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    guint n = (guint) g_rand_int_range (rand, 0, VIGIL_WIRE_ACTIONS_MAX + 1);
    for (guint i = 0; i < n; i++)
      random_action (rand, &actions[i]);
    g_autofree char *payload = vigil_wire_encode_actions (&head, actions, n);
    wire_sink_decode_text (sink, "station/desk-1/bed/07/actions", payload);
    g_assert_cmpuint (sink->frames->len, ==, n + 2);
    g_assert_cmpint (wire_sink_get (sink, 0)->kind, ==, VIGIL_FRAME_ACTIONS_BEGIN);
    g_assert_cmpint (wire_sink_get (sink, n + 1)->kind, ==, VIGIL_FRAME_ACTIONS_END);
    for (guint i = 0; i < n + 2; i++) {
      assert_head (wire_sink_get (sink, i), &head, "desk-1");
      g_assert_cmpstr (wire_sink_get (sink, i)->bed, ==, "07");
    }
    for (guint i = 0; i < n; i++) {
      g_assert_cmpint (wire_sink_get (sink, i + 1)->kind, ==, VIGIL_FRAME_ACTION);
      assert_action (&wire_sink_get (sink, i + 1)->action, &actions[i]);
    }
  }
}

static void
test_acknowledgement (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  for (guint round = 0; round < N_ROUNDS; round++) {
    VigilAction action, got;
    VigilCounter reason;
    const char *field = NULL;
    random_action (rand, &action);
    if (is_likely (rand, 0.3) && !action.is_bed_scope) {
      action.bed[0] = '\0';
      vigil_nomenclature_make_key ("", "VIGIL_EVT_LINK_LOST", NULL, VIGIL_PRIORITY_HIGH,
                                   action.key);
    }
    if (is_likely (rand, 0.8))
      random_name (rand, "MDCEVT_019", action.code, sizeof action.code);
    action.priority = (VigilPriority) g_rand_int_range (rand, 0, 4);
    random_text (rand, action.label, sizeof action.label);
    g_autofree char *payload = vigil_wire_encode_acknowledgement (&action);
    g_assert_true (vigil_wire_decode_action ((const guint8 *) payload, strlen (payload), &got,
                                             &reason, &field));
    assert_action (&got, &action);
  }
}

static void
test_command (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilCommand command = { .expires_ms = random_time (rand) };
    random_uuid (rand, command.id);
    random_text (rand, command.by, sizeof command.by);
    command.word = is_likely (rand, 0.3) ? VIGIL_COMMAND_NIBP_START : VIGIL_COMMAND_LIMIT_SET;
    VigilNumericKind kind = (VigilNumericKind) g_rand_int_range (rand, 0, VIGIL_N_NUMERICS);
    random_limit (rand, kind, &command.limit);
    g_autofree char *payload = vigil_wire_encode_command (&head, &command);
    wire_sink_decode_text (sink, "station/desk-1/bed/07/command", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_COMMAND);
    assert_head (frame, &head, "desk-1");
    g_assert_cmpstr (frame->bed, ==, "07");
    g_assert_cmpstr (frame->command.id, ==, command.id);
    g_assert_cmpint (frame->command.word, ==, command.word);
    g_assert_cmpstr (frame->command.by, ==, command.by);
    g_assert_cmpint (frame->command.expires_ms, ==, command.expires_ms);
    if (command.word == VIGIL_COMMAND_LIMIT_SET)
      assert_limit (&frame->command.limit, &command.limit);
  }
}

static void
test_result (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    VigilWireHead head = random_head (rand);
    VigilFrameResult result = { 0 };
    random_uuid (rand, result.id);
    result.word = (VigilResultWord) g_rand_int_range (rand, 0, VIGIL_RESULT_EXPIRED + 1);
    random_text (rand, result.reason, sizeof result.reason);
    g_autofree char *payload = vigil_wire_encode_result (&head, &result);
    wire_sink_decode_text (sink, "bed/07/result", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_RESULT);
    assert_head (frame, &head, "07");
    g_assert_cmpstr (frame->result.id, ==, result.id);
    g_assert_cmpint (frame->result.word, ==, result.word);
    g_assert_cmpstr (frame->result.reason, ==, result.reason);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/round-trip/vitals", test_vitals);
  g_test_add_func ("/wire/round-trip/meta", test_meta);
  g_test_add_func ("/wire/round-trip/limits", test_limits);
  g_test_add_func ("/wire/round-trip/bed-state", test_bed_state);
  g_test_add_func ("/wire/round-trip/alarms", test_alarms);
  g_test_add_func ("/wire/round-trip/gateway-state", test_gateway_state);
  g_test_add_func ("/wire/round-trip/station-state", test_station_state);
  g_test_add_func ("/wire/round-trip/heartbeat", test_heartbeat);
  g_test_add_func ("/wire/round-trip/actions", test_actions);
  g_test_add_func ("/wire/round-trip/acknowledgement", test_acknowledgement);
  g_test_add_func ("/wire/round-trip/command", test_command);
  g_test_add_func ("/wire/round-trip/result", test_result);
  return g_test_run ();
}
