/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-scenario-keys.h"

#include <math.h>
#include <string.h>

static gboolean
refuse (char **reason, const char *format, const char *what)
{
  *reason = g_strdup_printf ("%s: %s", what, format);
  return FALSE;
}

static gboolean
parse_number (const char *text, double lo, double hi, double *value, char **reason)
{
  char *end;
  double number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (number) || number < lo || number > hi) {
    *reason = g_strdup_printf ("\"%s\" is no number of %g..%g", text, lo, hi);
    return FALSE;
  }
  *value = number;
  return TRUE;
}

/* "75", "7.5", "1:15" or "1:02:03", in seconds. */
static gboolean
parse_time (const char *text, double *seconds, char **reason)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n = g_strv_length (parts);
  double total = 0;
  for (guint i = 0; i < n; i++) {
    char *end;
    double part = g_ascii_strtod (parts[i], &end);
    if (n > 3 || end == parts[i] || *end != '\0' || !isfinite (part) || part < 0
        || (i > 0 && part >= 60) || total > 1e6)
      return refuse (reason, "no time such as 75 or 1:15", text);
    total = total * 60 + part;
  }
  *seconds = total;
  return n > 0 ? TRUE : refuse (reason, "no time such as 75 or 1:15", text);
}

static gboolean
parse_boolean (const char *text, gboolean *value, char **reason)
{
  if (!g_str_equal (text, "yes") && !g_str_equal (text, "no"))
    return refuse (reason, "say yes or no", text);
  *value = g_str_equal (text, "yes");
  return TRUE;
}

/* "120/80" */
static gboolean
parse_pair (const char *text, double lo, double hi, double *first, double *second, char **reason)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 3);
  if (g_strv_length (parts) != 2)
    return refuse (reason, "no pair such as 120/80", text);
  return parse_number (parts[0], lo, hi, first, reason)
         && parse_number (parts[1], lo, hi, second, reason);
}

static char **
split_words (const char *text)
{
  g_auto (GStrv) all = g_strsplit_set (text, " \t", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0')
      g_strv_builder_add (builder, all[i]);
  return g_strv_builder_end (builder);
}

/* One option of an episode; moves @at past it. */
static gboolean
parse_option (char **words, guint *at, VigilSimEpisode *episode, char **reason)
{
  const char *word = words[(*at)++];
  if (g_str_equal (word, "recorded")) {
    episode->is_recorded = TRUE;
    return TRUE;
  }
  const char *value = words[*at];
  if (value == NULL)
    return refuse (reason, "an option of an episode that wants a value, or none", word);
  (*at)++;
  if (g_str_equal (word, "at"))
    return parse_time (value, &episode->at_s, reason);
  if (g_str_equal (word, "for"))
    return parse_time (value, &episode->for_s, reason);
  if (g_str_equal (word, "every"))
    return parse_time (value, &episode->every_s, reason);
  if (g_str_equal (word, "to"))
    return parse_number (value, -86400, 86400, &episode->to, reason);
  return refuse (reason, "no option of an episode (at, for, every, to, recorded)", word);
}

gboolean
vigil_sim_episode_parse (const char *value, guint line, VigilSimEpisode *episode, char **reason)
{
  g_auto (GStrv) words = split_words (value);
  *episode = (VigilSimEpisode){ .at_s = -1, .to = NAN, .line = line };
  if (words[0] == NULL || !vigil_sim_episode_find (words[0], &episode->kind))
    return refuse (reason, "no kind of episode", words[0] != NULL ? words[0] : "");
  const VigilSimEpisodeInfo *info = vigil_sim_episode_info (episode->kind);
  episode->for_s = info->usual_s;
  for (guint at = 1; words[at] != NULL;)
    if (!parse_option (words, &at, episode, reason))
      return FALSE;
  if (episode->at_s < 0)
    return refuse (reason, "an episode needs \"at TIME\"", words[0]);
  if (episode->for_s < 1)
    return refuse (reason, "an episode lasts at least 1 s", words[0]);
  if (episode->every_s > 0 && episode->every_s < episode->for_s + 10)
    return refuse (reason, "it must end 10 s before it comes again", words[0]);
  if (isnan (episode->to))
    episode->to = info->usual_to;
  return TRUE;
}

/* "50..120", "50..", "..120": NaN where nothing is said. */
static gboolean
parse_band (const char *text, double *lo, double *hi, char **reason)
{
  const char *dots = strstr (text, "..");
  if (dots == NULL)
    return refuse (reason, "no band such as 50..120", text);
  g_autofree char *first = g_strndup (text, (gsize) (dots - text));
  const char *second = dots + 2;
  *lo = *hi = NAN;
  if (*first != '\0' && !parse_number (first, -1000, 1000, lo, reason))
    return FALSE;
  return *second == '\0' || parse_number (second, -1000, 1000, hi, reason);
}

static gboolean
find_short_numeric (const char *word, VigilNumericKind *kind)
{
  static const struct {
    const char *word;
    VigilNumericKind kind;
  } names[] = {
    { "HR", VIGIL_NUMERIC_HR },         { "SpO2", VIGIL_NUMERIC_SPO2 },
    { "PR", VIGIL_NUMERIC_PR },         { "RR", VIGIL_NUMERIC_RR },
    { "ART", VIGIL_NUMERIC_ART_SYS },   { "ART-MEAN", VIGIL_NUMERIC_ART_MEAN },
    { "NIBP", VIGIL_NUMERIC_NIBP_SYS }, { "TEMP", VIGIL_NUMERIC_TEMP },
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i].word, word)) {
      *kind = names[i].kind;
      return TRUE;
    }
  }
  return FALSE;
}

/* "HR 50..120 40..140": the level-1 band, then the level-2 band. */
static gboolean
parse_limit (const char *value, VigilSimBedPlan *plan, char **reason)
{
  g_auto (GStrv) words = split_words (value);
  guint n = g_strv_length (words);
  VigilLimit limit = { .lo2 = NAN, .hi2 = NAN, .is_on = TRUE };
  if (n < 2 || n > 3 || !find_short_numeric (words[0], &limit.kind))
    return refuse (reason, "no limit such as \"HR 50..120 40..140\"", value);
  if (!parse_band (words[1], &limit.lo, &limit.hi, reason)
      || (n == 3 && !parse_band (words[2], &limit.lo2, &limit.hi2, reason)))
    return FALSE;
  if (limit.lo >= limit.hi || limit.lo2 > limit.lo || limit.hi2 < limit.hi)
    return refuse (reason, "bands must lie within each other", value);
  guint at = 0;
  while (at < plan->limits.n && plan->limits.limits[at].kind != limit.kind)
    at++;
  if (at == VIGIL_NUMERICS_MAX)
    return refuse (reason, "too many limits", value);
  plan->limits.limits[at] = limit;
  plan->limits.n = MAX (plan->limits.n, at + 1);
  return TRUE;
}

static gboolean
set_class (VigilSimBedPlan *plan, const char *value, char **reason)
{
  static const char *const words[] = { "unknown", "adult", "paediatric", "neonatal" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (words[i], value)) {
      plan->patient_class = (VigilPatientClass) i;
      return TRUE;
    }
  }
  return refuse (reason, "no class (adult, paediatric, neonatal, unknown)", value);
}

static gboolean
set_commands (VigilSimBedPlan *plan, const char *value, char **reason)
{
  static const char *const words[] = { "obey", "refuse", "mute", "pretend" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (words[i], value)) {
      plan->commands = (VigilSimCommands) i;
      return TRUE;
    }
  }
  return refuse (reason, "say obey, refuse, mute or pretend", value);
}

static gboolean
set_rhythm (VigilSimBedPlan *plan, const char *value, char **reason)
{
  if (g_str_equal (value, "sinus"))
    plan->rhythm = VIGIL_SIM_RHYTHM_SINUS;
  else if (g_str_equal (value, "af"))
    plan->rhythm = VIGIL_SIM_RHYTHM_AF;
  else if (g_str_equal (value, "paced"))
    plan->rhythm = VIGIL_SIM_RHYTHM_PACED;
  else
    return refuse (reason, "no rhythm (sinus, af, paced)", value);
  return TRUE;
}

/* "synth" or "record PATH [from TIME] [for TIME] [begin TIME]" */
static gboolean
set_source (VigilSimBedPlan *plan, const char *value, char **reason)
{
  g_auto (GStrv) words = split_words (value);
  guint n = g_strv_length (words);
  if (n == 1 && g_str_equal (words[0], "synth"))
    return TRUE;
  if (n < 2 || n % 2 != 0 || !g_str_equal (words[0], "record"))
    return refuse (reason, "say \"synth\" or \"record PATH [from TIME] [for TIME] [begin TIME]\"",
                   value);
  g_free (plan->record);
  plan->record = g_strdup (words[1]);
  for (guint i = 2; i < n; i += 2) {
    double *to = g_str_equal (words[i], "from")    ? &plan->from_s
                 : g_str_equal (words[i], "for")   ? &plan->length_s
                 : g_str_equal (words[i], "begin") ? &plan->loop_at_s
                                                   : NULL;
    if (to == NULL)
      return refuse (reason, "no option of a recording (from, for, begin)", words[i]);
    if (!parse_time (words[i + 1], to, reason))
      return FALSE;
  }
  return TRUE;
}

/* "122/76 [every TIME]" or "no" */
static gboolean
set_nibp (VigilSimBedPlan *plan, const char *value, char **reason)
{
  g_auto (GStrv) words = split_words (value);
  guint n = g_strv_length (words);
  if (n == 1 && g_str_equal (words[0], "no")) {
    plan->nibp_sys = plan->nibp_dia = NAN;
    return TRUE;
  }
  if ((n != 1 && n != 3) || (n == 3 && !g_str_equal (words[1], "every")))
    return refuse (reason, "say \"120/80\", \"120/80 every 5:00\" or \"no\"", value);
  double every_s = 0;
  if (n == 3 && !parse_time (words[2], &every_s, reason))
    return FALSE;
  plan->nibp_every_s = (guint) every_s;
  return parse_pair (words[0], 20, 260, &plan->nibp_sys, &plan->nibp_dia, reason);
}

static gboolean
set_words (char ***to, const char *value)
{
  g_strfreev (*to);
  *to = split_words (value);
  return TRUE;
}

static gboolean
add_episode (VigilSimBedPlan *plan, const char *value, guint line, char **reason)
{
  VigilSimEpisode episode;
  if (plan->episodes->len >= VIGIL_SIM_EPISODES_MAX)
    return refuse (reason, "too many episodes", value);
  if (!vigil_sim_episode_parse (value, line, &episode, reason))
    return FALSE;
  if (episode.kind == VIGIL_SIM_GATEWAY_CRASH)
    return refuse (reason, "belongs into the gateway's section", value);
  g_array_append_val (plan->episodes, episode);
  return TRUE;
}

static gboolean
set_text (VigilSimBedPlan *plan, const char *key, const char *value, char **reason)
{
  gboolean is_label = g_str_equal (key, "label");
  if (is_label ? strlen (value) >= sizeof plan->label || *value == '\0'
               : !vigil_id_is_valid (value))
    return refuse (reason, is_label ? "a label has 1 to 23 bytes" : "no id of [a-z0-9-]{1,32}",
                   value);
  if (is_label)
    vigil_text_copy (plan->label, sizeof plan->label, value);
  else
    vigil_text_copy (plan->gateway, sizeof plan->gateway, value);
  return TRUE;
}

/* Keys whose value is one number within bounds. */
static gboolean
set_number (
    VigilSimBedPlan *plan, const char *key, const char *value, gboolean *is_known, char **reason)
{
  const struct {
    const char *key;
    double *to, lo, hi;
  } numbers[] = {
    { "hr", &plan->hr, 20, 250 },
    { "rr", &plan->rr, 4, 80 },
    { "spo2", &plan->spo2, 60, 100 },
    { "temp", &plan->temp, 28, 43 },
    { "latch", &plan->latch_s, 0, 600 },
    { "ecg-hz", &plan->ecg_hz, 125, 1000 },
    { "ectopy", &plan->ectopic_share, 0, 0.3 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (g_str_equal (numbers[i].key, key)) {
      *is_known = TRUE;
      return parse_number (value, numbers[i].lo, numbers[i].hi, numbers[i].to, reason);
    }
  }
  return FALSE;
}

gboolean
vigil_sim_bed_plan_set (
    VigilSimBedPlan *plan, const char *key, const char *value, guint line, char **reason)
{
  gboolean is_known = FALSE;
  gboolean is_set = set_number (plan, key, value, &is_known, reason);
  if (is_known)
    return is_set;
  if (g_str_equal (key, "label") || g_str_equal (key, "gateway"))
    return set_text (plan, key, value, reason);
  if (g_str_equal (key, "class"))
    return set_class (plan, value, reason);
  if (g_str_equal (key, "commands"))
    return set_commands (plan, value, reason);
  if (g_str_equal (key, "rhythm"))
    return set_rhythm (plan, value, reason);
  if (g_str_equal (key, "source"))
    return set_source (plan, value, reason);
  if (g_str_equal (key, "waves"))
    return set_words (&plan->waves, value);
  if (g_str_equal (key, "add"))
    return set_words (&plan->added, value);
  if (g_str_equal (key, "art"))
    return parse_pair (value, 20, 260, &plan->art_sys, &plan->art_dia, reason);
  if (g_str_equal (key, "nibp"))
    return set_nibp (plan, value, reason);
  if (g_str_equal (key, "limit"))
    return parse_limit (value, plan, reason);
  if (g_str_equal (key, "episode"))
    return add_episode (plan, value, line, reason);
  if (g_str_equal (key, "demo"))
    return parse_boolean (value, &plan->is_demo, reason);
  if (g_str_equal (key, "paced"))
    return parse_boolean (value, &plan->is_paced, reason);
  if (g_str_equal (key, "bedside-limits"))
    return parse_boolean (value, &plan->has_bedside_limits, reason);
  return refuse (reason, "no key of a bed", key);
}
