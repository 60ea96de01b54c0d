/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-scenario.h"

#include "vigil-sim-recording.h"
#include "vigil-sim-scenario-keys.h"

#include <math.h>
#include <string.h>

#define LINES_MAX 20000

/* Where a reader is: which section the next line belongs to. */
typedef struct {
  const char *file;
  guint line;
  VigilSimScenario *scenario;
  VigilSimBedPlan *defaults; /* [bed *]: what holds for all beds that follow */
  GPtrArray *default_lines; /* "key\nvalue" of [bed *] */
  VigilSimBedPlan *bed;
  VigilSimGatewayPlan *gateway;
  gboolean is_defaults;
} Reader;

static void
bed_plan_free (gpointer data)
{
  VigilSimBedPlan *plan = data;
  g_free (plan->record);
  g_strfreev (plan->waves);
  g_strfreev (plan->added);
  g_array_unref (plan->episodes);
  g_free (plan);
}

static void
gateway_plan_free (gpointer data)
{
  VigilSimGatewayPlan *plan = data;
  g_array_unref (plan->episodes);
  g_free (plan);
}

VigilSimGatewayPlan *
vigil_sim_gateway_plan_new (const char *id)
{
  VigilSimGatewayPlan *plan = g_new0 (VigilSimGatewayPlan, 1);
  vigil_text_copy (plan->id, sizeof plan->id, id);
  plan->episodes = g_array_new (FALSE, TRUE, sizeof (VigilSimEpisode));
  return plan;
}

VigilSimBedPlan *
vigil_sim_bed_plan_new (const char *id)
{
  VigilSimBedPlan *plan = g_new0 (VigilSimBedPlan, 1);
  vigil_text_copy (plan->id, sizeof plan->id, id);
  vigil_text_copy (plan->label, sizeof plan->label, id);
  plan->patient_class = VIGIL_CLASS_ADULT;
  plan->ecg_hz = 250;
  plan->hr = 74;
  plan->rr = 15;
  plan->spo2 = 97;
  plan->temp = NAN;
  plan->art_sys = 122;
  plan->art_dia = 68;
  plan->nibp_sys = plan->nibp_dia = NAN;
  plan->has_bedside_limits = TRUE;
  plan->limits.rev = 1;
  plan->latch_s = 30;
  plan->episodes = g_array_new (FALSE, TRUE, sizeof (VigilSimEpisode));
  return plan;
}

static VigilSimScenario *
scenario_new (const char *file)
{
  VigilSimScenario *scenario = g_new0 (VigilSimScenario, 1);
  scenario->folder = g_path_get_dirname (file);
  scenario->gateways = g_ptr_array_new_with_free_func (gateway_plan_free);
  scenario->beds = g_ptr_array_new_with_free_func (bed_plan_free);
  return scenario;
}

void
vigil_sim_scenario_free (VigilSimScenario *scenario)
{
  if (scenario == NULL)
    return;
  g_ptr_array_unref (scenario->gateways);
  g_ptr_array_unref (scenario->beds);
  g_free (scenario->title);
  g_free (scenario->folder);
  g_free (scenario);
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (const Reader *reader, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_SCENARIO, "%s:%u: %s", reader->file,
               reader->line, reason);
  return FALSE;
}

VigilSimGatewayPlan *
vigil_sim_scenario_find_gateway (const VigilSimScenario *scenario, const char *id)
{
  for (guint i = 0; i < scenario->gateways->len; i++) {
    VigilSimGatewayPlan *plan = g_ptr_array_index (scenario->gateways, i);
    if (g_str_equal (plan->id, id))
      return plan;
  }
  return NULL;
}

static const VigilSimBedPlan *
find_bed (const VigilSimScenario *scenario, const char *id)
{
  for (guint i = 0; i < scenario->beds->len; i++) {
    const VigilSimBedPlan *plan = g_ptr_array_index (scenario->beds, i);
    if (g_str_equal (plan->id, id))
      return plan;
  }
  return NULL;
}

const VigilLimit *
vigil_sim_bed_plan_limit (const VigilSimBedPlan *plan, VigilNumericKind kind)
{
  for (guint i = 0; i < plan->limits.n; i++)
    if (plan->limits.limits[i].kind == kind)
      return &plan->limits.limits[i];
  return NULL;
}

static gboolean
open_gateway (Reader *reader, const char *id, GError **error)
{
  if (!vigil_id_is_valid (id))
    return fail (reader, error, "gateway \"%s\" is no id of [a-z0-9-]{1,32}", id);
  if (vigil_sim_scenario_find_gateway (reader->scenario, id) != NULL)
    return fail (reader, error, "gateway %s is there twice", id);
  if (reader->scenario->gateways->len >= VIGIL_SIM_GATEWAYS_MAX)
    return fail (reader, error, "more than %d gateways", VIGIL_SIM_GATEWAYS_MAX);
  reader->gateway = vigil_sim_gateway_plan_new (id);
  g_ptr_array_add (reader->scenario->gateways, reader->gateway);
  return TRUE;
}

static gboolean
set_bed_line (
    Reader *reader, VigilSimBedPlan *plan, const char *key, const char *value, GError **error)
{
  g_autofree char *reason = NULL;
  if (vigil_sim_bed_plan_set (plan, key, value, reader->line, &reason))
    return TRUE;
  return fail (reader, error, "%s: %s", key, reason);
}

static gboolean
open_bed (Reader *reader, const char *id, GError **error)
{
  if (!vigil_id_is_valid (id))
    return fail (reader, error, "bed \"%s\" is no id of [a-z0-9-]{1,32}", id);
  if (find_bed (reader->scenario, id) != NULL)
    return fail (reader, error, "bed %s is there twice", id);
  if (reader->scenario->beds->len >= VIGIL_SIM_BEDS_MAX)
    return fail (reader, error, "more than %d beds", VIGIL_SIM_BEDS_MAX);
  reader->bed = vigil_sim_bed_plan_new (id);
  reader->bed->line = reader->line;
  g_ptr_array_add (reader->scenario->beds, reader->bed);
  for (guint i = 0; i < reader->default_lines->len; i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (reader->default_lines, i), "\n", 2);
    if (!set_bed_line (reader, reader->bed, parts[0], parts[1], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
open_section (Reader *reader, char *line, GError **error)
{
  gsize length = strlen (line);
  if (line[length - 1] != ']')
    return fail (reader, error, "a section ends with ]");
  line[length - 1] = '\0';
  g_auto (GStrv) words = g_strsplit (g_strstrip (line + 1), " ", 2);
  reader->bed = NULL;
  reader->gateway = NULL;
  reader->is_defaults = FALSE;
  const char *name = g_strv_length (words) == 2 ? g_strstrip (words[1]) : NULL;
  if (words[0] != NULL && g_str_equal (words[0], "scenario") && name == NULL)
    return TRUE;
  if (name != NULL && g_str_equal (words[0], "gateway"))
    return open_gateway (reader, name, error);
  if (name != NULL && g_str_equal (words[0], "bed") && g_str_equal (name, "*")) {
    reader->is_defaults = TRUE;
    return TRUE;
  }
  if (name != NULL && g_str_equal (words[0], "bed"))
    return open_bed (reader, name, error);
  return fail (reader, error, "no section ([scenario], [gateway ID], [bed ID] or [bed *])");
}

static gboolean
set_gateway_line (Reader *reader, const char *key, const char *value, GError **error)
{
  g_autofree char *reason = NULL;
  VigilSimEpisode episode;
  if (!g_str_equal (key, "episode"))
    return fail (reader, error, "%s: no key of a gateway", key);
  if (!vigil_sim_episode_parse (value, reader->line, &episode, &reason))
    return fail (reader, error, "%s: %s", key, reason);
  if (episode.kind != VIGIL_SIM_GATEWAY_CRASH)
    return fail (reader, error, "%s: only gateway-crash happens to a gateway", key);
  g_array_append_val (reader->gateway->episodes, episode);
  return TRUE;
}

static gboolean
set_line (Reader *reader, const char *key, const char *value, GError **error)
{
  if (reader->bed != NULL)
    return set_bed_line (reader, reader->bed, key, value, error);
  if (reader->gateway != NULL)
    return set_gateway_line (reader, key, value, error);
  if (reader->is_defaults) {
    g_ptr_array_add (reader->default_lines, g_strconcat (key, "\n", value, NULL));
    return set_bed_line (reader, reader->defaults, key, value, error);
  }
  if (g_str_equal (key, "title")) {
    g_free (reader->scenario->title);
    reader->scenario->title = g_strdup (value);
    return TRUE;
  }
  return fail (reader, error, "%s: no key of the scenario", key);
}

static gboolean
read_line (Reader *reader, char *line, GError **error)
{
  g_strstrip (line);
  if (line[0] == '\0' || line[0] == '#')
    return TRUE;
  if (line[0] == '[')
    return open_section (reader, line, error);
  char *equals = strchr (line, '=');
  if (equals == NULL)
    return fail (reader, error, "neither [section] nor key = value");
  *equals = '\0';
  return set_line (reader, g_strstrip (line), g_strstrip (equals + 1), error);
}

/* What can be judged only when all lines are known. */
static gboolean
check_whole (Reader *reader, GError **error)
{
  const VigilSimScenario *scenario = reader->scenario;
  if (scenario->beds->len == 0)
    return fail (reader, error, "no bed");
  for (guint i = 0; i < scenario->beds->len; i++) {
    const VigilSimBedPlan *plan = g_ptr_array_index (scenario->beds, i);
    reader->line = plan->line;
    if (plan->gateway[0] == '\0')
      return fail (reader, error, "bed %s has no gateway", plan->id);
    if (vigil_sim_scenario_find_gateway (scenario, plan->gateway) == NULL)
      return fail (reader, error, "bed %s: gateway %s has no section", plan->id, plan->gateway);
  }
  return TRUE;
}

static gboolean
read_lines (Reader *reader, const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return fail (reader, error, "not UTF-8");
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX + 1);
  for (guint i = 0; lines[i] != NULL; i++) {
    reader->line = i + 1;
    if (i == LINES_MAX)
      return fail (reader, error, "more than %d lines", LINES_MAX);
    if (!read_line (reader, lines[i], error))
      return FALSE;
  }
  return check_whole (reader, error);
}

VigilSimScenario *
vigil_sim_scenario_parse (const char *file, const char *text, GError **error)
{
  g_autoptr (VigilSimScenario) scenario = scenario_new (file);
  g_autoptr (GPtrArray) default_lines = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .file = file, .line = 1, .scenario = scenario, .default_lines = default_lines };
  reader.defaults = vigil_sim_bed_plan_new ("all");
  gboolean is_good = read_lines (&reader, text, error);
  bed_plan_free (reader.defaults);
  return is_good ? g_steal_pointer (&scenario) : NULL;
}

VigilSimScenario *
vigil_sim_scenario_read (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  return vigil_sim_scenario_parse (file, text, error);
}

static void
add_limit (VigilSimBedPlan *plan, const char *value)
{
  g_autofree char *reason = NULL;
  if (!vigil_sim_bed_plan_set (plan, "limit", value, 0, &reason))
    g_assert_not_reached ();
}

static VigilSimBedPlan *
add_bed (VigilSimScenario *scenario, const char *id, const char *gateway)
{
  VigilSimBedPlan *plan = vigil_sim_bed_plan_new (id);
  vigil_text_copy (plan->gateway, sizeof plan->gateway, gateway);
  add_limit (plan, "HR 50..120 40..140");
  add_limit (plan, "SpO2 90.. 85..");
  add_limit (plan, "RR 8..30");
  plan->is_demo = TRUE;
  g_ptr_array_add (scenario->beds, plan);
  return plan;
}

VigilSimScenario *
vigil_sim_scenario_new_load (guint n_beds, double ecg_hz, gboolean is_storm)
{
  g_return_val_if_fail (n_beds >= 1 && n_beds <= VIGIL_SIM_BEDS_MAX, NULL);
  static const char *const waves[] = { "II", "PLETH", "RESP", NULL };
  VigilSimScenario *scenario = scenario_new (".");
  scenario->title = g_strdup_printf ("load of %u beds", n_beds);
  for (guint i = 0; i < n_beds; i++) {
    g_autofree char *gateway = g_strdup_printf ("gw-%02u", i / 16 + 1);
    g_autofree char *bed = g_strdup_printf (n_beds > 99 ? "%03u" : "%02u", i + 1);
    if (i % 16 == 0)
      g_ptr_array_add (scenario->gateways, vigil_sim_gateway_plan_new (gateway));
    VigilSimBedPlan *plan = add_bed (scenario, bed, gateway);
    if (is_storm)
      add_limit (plan, "HR 150..200 140..220"); /* no heart here is as fast */
    g_snprintf (plan->label, sizeof plan->label, "%u", i + 1);
    plan->waves = g_strdupv ((char **) waves);
    plan->ecg_hz = ecg_hz;
    plan->is_loop = TRUE;
    plan->loop_at_s = (i * 7) % 55;
    plan->hr = 62 + (i * 7) % 31;
    plan->rr = 12 + i % 7;
    plan->spo2 = 95 + i % 5;
    plan->nibp_sys = 108 + (i * 5) % 30;
    plan->nibp_dia = 66 + (i * 3) % 14;
  }
  return scenario;
}

VigilSimScenario *
vigil_sim_scenario_new_record (const char *path, const char *bed)
{
  VigilSimScenario *scenario = scenario_new (".");
  scenario->title = g_strdup_printf ("replay of %s", path);
  g_ptr_array_add (scenario->gateways, vigil_sim_gateway_plan_new ("gw-01"));
  VigilSimBedPlan *plan = add_bed (scenario, bed, "gw-01");
  plan->record = g_strdup (path);
  return scenario;
}
