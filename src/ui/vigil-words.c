/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vigil-alarm-machine.h"

char *
vigil_words_age (gint64 us)
{
  gint64 s = MAX (us, 0) / G_USEC_PER_SEC;
  if (s < 3600)
    return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));
  return g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
}

char *
vigil_words_time_of_day (gint64 wall_ms)
{
  if (wall_ms <= 0)
    return g_strdup ("");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");
}

const char *
vigil_words_stars (VigilPriority priority)
{
  switch (priority) {
  case VIGIL_PRIORITY_HIGH:
    return "✱✱✱";
  case VIGIL_PRIORITY_MEDIUM:
    return "✱✱";
  case VIGIL_PRIORITY_LOW:
    return "✱";
  case VIGIL_PRIORITY_NONE:
  default:
    return "";
  }
}

const char *
vigil_words_priority (VigilPriority priority)
{
  switch (priority) {
  case VIGIL_PRIORITY_HIGH:
    return _ ("high priority");
  case VIGIL_PRIORITY_MEDIUM:
    return _ ("medium priority");
  case VIGIL_PRIORITY_LOW:
    return _ ("low priority");
  case VIGIL_PRIORITY_NONE:
  default:
    return "";
  }
}

char *
vigil_words_label (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "SpO2", -1);
  return g_strjoinv ("SpO₂", parts);
}

char *
vigil_words_short_label (const char *label, guint length)
{
  glong n = g_utf8_strlen (label, -1);
  if (n <= (glong) length)
    return g_strdup (label);
  glong tail = (glong) length / 2, head = (glong) length - 1 - tail;
  g_autofree char *start = g_utf8_substring (label, 0, head);
  return g_strconcat (start, "…", g_utf8_offset_to_pointer (label, n - tail), NULL);
}

char *
vigil_words_steady (const char *text, guint n_digits)
{
  g_autoptr (GString) steady = g_string_new (NULL);
  for (const char *p = text; *p != '\0';) {
    guint n = 0;
    while (g_ascii_isdigit (p[n]))
      n++;
    for (guint i = 0; n > 0 && i < MAX (n, n_digits); i++)
      g_string_append_c (steady, '0');
    p += n;
    if (n == 0)
      g_string_append_c (steady, *p++);
  }
  return g_string_free (g_steal_pointer (&steady), FALSE);
}

char *
vigil_words_station (const char *id)
{
  char *text = g_strdelimit (g_strdup (id), "-", ' ');
  text[0] = g_ascii_toupper (text[0]);
  return text;
}

const char *
vigil_words_person (const char *name)
{
  const char *point = name[0] != '\0' ? g_utf8_next_char (name) : name;
  gboolean has_initial = point[0] == '.' && point[1] == ' ' && point[2] != '\0';
  return has_initial ? point + 2 : name;
}

static GDateTime *
to_local (gint64 wall_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_ms / 1000);
  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

gboolean
vigil_words_is_today (gint64 wall_ms, gint64 now_ms)
{
  g_autoptr (GDateTime) then = to_local (wall_ms);
  g_autoptr (GDateTime) now = to_local (now_ms);
  return wall_ms > 0 && then != NULL && now != NULL
         && g_date_time_get_year (then) == g_date_time_get_year (now)
         && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
}

char *
vigil_words_check (gint64 checked_ms, const char *by, gint64 now_ms)
{
  g_autoptr (GDateTime) then = to_local (checked_ms);
  /* translators: who checked, if nobody was signed in */
  const char *who = by[0] != '\0' ? vigil_words_person (by) : _ ("somebody");
  if (checked_ms <= 0 || then == NULL)
    return g_strdup (_ ("Not checked yet"));
  gboolean is_today = vigil_words_is_today (checked_ms, now_ms);
  /* translators: the day of an older check; see g_date_time_format() */
  g_autofree char *when = g_date_time_format (then, is_today ? "%H:%M" : _ ("%-d %b"));
  /* translators: the time of day, who */
  return g_strdup_printf (is_today ? _ ("Last checked today %s by %s")
                                   /* translators: the day, who */
                                   : _ ("Not checked today · last %s by %s"),
                          when, who);
}

char *
vigil_words_link (const char *said)
{
  static const char *const REFUSALS[] = { "not authorised", "wrong user name or password",
                                          "this client is banned", NULL };
  if (said[0] == '\0' || g_str_equal (said, "not connected")
      || g_str_equal (said, "the connection is not made yet"))
    return NULL;
  if (g_strv_contains (REFUSALS, said))
    /* translators: the broker's own reason follows, such as "not authorised" */
    return g_strdup_printf (_ ("The broker refuses this station: %s"), said);
  char *text = g_strdup (said);
  text[0] = g_ascii_toupper (text[0]);
  return text;
}

char *
vigil_words_alarm (const VigilAlarm *alarm)
{
  char text[sizeof alarm->label];
  vigil_alarm_format (alarm, text, sizeof text);
  g_autofree char *label = vigil_words_label (text);
  if (!alarm->is_latched)
    return g_steal_pointer (&label);
  g_autofree char *time = vigil_words_time_of_day (alarm->raised_ms);
  /* translators: an alarm whose condition is over but that nobody has answered: its text, the time
   * it began. "VT 14:32 ended" */
  return g_strdup_printf (_ ("%s %s ended"), label, time);
}

gboolean
vigil_words_is_told_by (const VigilAlarm *other, const VigilAlarm *first)
{
  if (first->is_latched || vigil_alarm_is_open (first) != vigil_alarm_is_open (other))
    return FALSE;
  if (vigil_alarm_key_has_class (first->key, "MDC_EVT_ECG_ASYSTOLE"))
    return strstr (other->key, "|limit|MDC_ECG_HEART_RATE|lo") != NULL
           || strstr (other->key, "|limit|MDC_PULS_OXIM_PULS_RATE|lo") != NULL;
  return vigil_alarm_key_has_class (first->key, "MDC_EVT_APNEA")
         && strstr (other->key, "|limit|MDC_RESP_RATE|lo") != NULL;
}

static void
append_part (GString *text, const char *part)
{
  if (part[0] != '\0')
    g_string_append_printf (text, " · %s", part);
}

char *
vigil_words_silence (const VigilAlarm *alarm, VigilNow now)
{
  if (alarm->phase != VIGIL_ALARM_SILENCED)
    return NULL;
  if (alarm->silenced_by_kind == VIGIL_SILENCED_AT_BEDSIDE)
    return g_strdup (_ ("Silenced at the bedside"));
  if (vigil_alarm_is_picture (alarm))
    /* translators: of a high alarm that ended by itself: nobody has answered it */
    return g_strdup (_ ("Not silenced"));
  g_autoptr (GString) text = g_string_new (_ ("Silenced"));
  if (alarm->silence_until_us > 0) {
    g_autofree char *left = vigil_words_age (alarm->silence_until_us - now.mono_us);
    g_string_append_printf (text, " %s", left);
  }
  append_part (text, vigil_words_person (alarm->silenced_by));
  g_autofree char *station = vigil_words_station (alarm->silenced_at);
  append_part (text, station);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vigil_words_silenced_after (gint64 after_us)
{
  if (after_us < 0)
    return g_strdup (_ ("Silenced before it was shown"));
  g_autofree char *after = vigil_words_age (after_us);
  /* translators: how long after it began an alarm was silenced */
  return g_strdup_printf (_ ("Silenced after %s"), after);
}

/* A latched alarm is over since its condition ended, whenever it was silenced. */
char *
vigil_words_past_silence (const VigilAlarm *alarm)
{
  if (alarm->silenced_by_kind == VIGIL_SILENCED_NOT)
    return NULL;
  if (alarm->silenced_mono_us < alarm->ended_mono_us)
    return g_strdup (_ ("Silenced before its end"));
  gboolean is_measured = alarm->silenced_mono_us > alarm->raised_mono_us;
  return vigil_words_silenced_after (is_measured ? alarm->silenced_mono_us - alarm->asked_mono_us
                                                 : -1);
}

char *
vigil_words_unanswered (const VigilAlarm *alarm, VigilNow now)
{
  if (!alarm->is_unanswered || !vigil_alarm_is_open (alarm))
    return NULL;
  g_autofree char *age = vigil_words_age (now.mono_us - alarm->asked_mono_us);
  /* translators: a high alarm that nobody has silenced, and for how long: "UNANSWERED 1:04" */
  return g_strdup_printf (_ ("UNANSWERED %s"), age);
}

const char *
vigil_words_not_here (const VigilAlarm *alarm)
{
  if (!vigil_alarm_is_open (alarm))
    return NULL;
  switch (alarm->reach) {
  case VIGIL_REACH_ELSEWHERE:
    /* translators: of an alarm that another nurse station sounds, and this one does not yet */
    return _ ("sounds at its own desk");
  case VIGIL_REACH_STAFF:
    return _ ("not sounded: staff at the bedside");
  case VIGIL_REACH_HERE:
  default:
    return NULL;
  }
}

const char *
vigil_words_delivery (VigilDelivery delivery)
{
  switch (delivery) {
  case VIGIL_DELIVERY_NOT_SAVED:
    return _ ("NOT SAVED");
  case VIGIL_DELIVERY_SAVED:
    return _ ("saved here");
  case VIGIL_DELIVERY_DELIVERED:
    return _ ("on the server");
  case VIGIL_DELIVERY_DEAD:
    return _ ("refused by the server");
  case VIGIL_DELIVERY_NONE:
  default:
    return NULL;
  }
}

const char *
vigil_words_sound_problem (VigilSound sound)
{
  switch (sound) {
  case VIGIL_SOUND_NO_SERVER:
    return _ ("The sound service of this computer is not running");
  case VIGIL_SOUND_NO_SINK:
    return _ ("This computer finds no loudspeaker");
  case VIGIL_SOUND_MUTED:
    return _ ("The loudspeaker is muted");
  case VIGIL_SOUND_TOO_QUIET:
    return _ ("The volume is too low");
  case VIGIL_SOUND_SUSPENDED:
    return _ ("The loudspeaker is switched off");
  case VIGIL_SOUND_NO_PORT:
    return _ ("Nothing is plugged into the sound output");
  case VIGIL_SOUND_STUCK:
    return _ ("The sound service does not answer");
  case VIGIL_SOUND_FAILED:
    return _ ("The last alarm could not be played");
  case VIGIL_SOUND_ELSEWHERE:
    return _ ("The alarm sound goes to another output");
  case VIGIL_SOUND_STARTING:
  case VIGIL_SOUND_WORKS:
  default:
    return NULL;
  }
}

const char *
vigil_words_sound_remedy (VigilSound sound)
{
  switch (sound) {
  case VIGIL_SOUND_MUTED:
    return _ ("Unmute it; until then watch this screen and the bedsides.");
  case VIGIL_SOUND_TOO_QUIET:
    return _ ("Turn it up; until then watch this screen and the bedsides.");
  case VIGIL_SOUND_NO_SINK:
  case VIGIL_SOUND_SUSPENDED:
  case VIGIL_SOUND_NO_PORT:
    return _ ("Plug it in and switch it on; until then watch this screen and the bedsides.");
  case VIGIL_SOUND_NO_SERVER:
  case VIGIL_SOUND_STUCK:
  case VIGIL_SOUND_FAILED:
  case VIGIL_SOUND_ELSEWHERE:
    return _ ("Call the engineer; until then watch this screen and the bedsides.");
  case VIGIL_SOUND_STARTING:
  case VIGIL_SOUND_WORKS:
  default:
    return NULL;
  }
}

/* What is wrong with the sound and what to do about it, for a card of the strip. */
static const char *
brief_sound (VigilSound sound)
{
  switch (sound) {
  case VIGIL_SOUND_MUTED:
    return _ ("Muted: unmute it");
  case VIGIL_SOUND_TOO_QUIET:
    return _ ("Too quiet: turn it up");
  case VIGIL_SOUND_NO_SINK:
    return _ ("No loudspeaker: plug one in");
  case VIGIL_SOUND_SUSPENDED:
    return _ ("Loudspeaker off: switch it on");
  case VIGIL_SOUND_NO_PORT:
    return _ ("Nothing plugged in: plug it in");
  case VIGIL_SOUND_NO_SERVER:
  case VIGIL_SOUND_STUCK:
  case VIGIL_SOUND_FAILED:
  case VIGIL_SOUND_ELSEWHERE:
    return _ ("Call the engineer");
  case VIGIL_SOUND_STARTING:
  case VIGIL_SOUND_WORKS:
  default:
    return NULL;
  }
}

char *
vigil_words_sound_advice (VigilSound sound, gboolean is_short)
{
  const char *brief = brief_sound (sound);
  if (brief == NULL || is_short)
    return g_strdup (brief);
  /* translators: %s says what to do about the sound of this station: "Muted: unmute it" */
  return g_strdup_printf (_ ("%s. Until then stay at the beds"), brief);
}

typedef struct {
  guint live, away, empty, total;
} Census;

static Census
count_beds (VigilWard *ward)
{
  Census census = { .total = vigil_ward_get_n_beds (ward) };
  for (guint i = 0; i < census.total; i++) {
    VigilBedCondition condition = vigil_ward_get_bed (ward, i)->condition;
    census.live += condition == VIGIL_BED_LIVE;
    census.away += condition == VIGIL_BED_AWAY;
    census.empty += condition == VIGIL_BED_EMPTY;
  }
  return census;
}

static gboolean
is_silenced (const VigilAlarm *alarm)
{
  return alarm->phase == VIGIL_ALARM_SILENCED && alarm->silenced_by_kind != VIGIL_SILENCED_NOT;
}

static guint
count_alarms (VigilWard *ward, gboolean (*is_meant) (const VigilAlarm *alarm))
{
  guint n, n_meant = 0;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (ward, &n);
  for (guint i = 0; i < n; i++)
    n_meant += is_meant (alarms[i]) != FALSE;
  return n_meant;
}

char *
vigil_words_calm (VigilWard *ward)
{
  guint n_silenced = count_alarms (ward, is_silenced);
  guint n_held = count_alarms (ward, vigil_alarm_is_kept_back);
  Census census = count_beds (ward);
  guint expected = census.total - census.empty;
  g_autoptr (GString) text = g_string_new (_ ("No open alarms"));
  if (n_silenced > 0)
    /* translators: alarms that stand and are silenced */
    g_string_append_printf (text, ngettext (" · %u silenced", " · %u silenced", n_silenced),
                            n_silenced);
  if (n_held > 0)
    /* translators: alarms that stand on beds whose alarms are suspended */
    g_string_append_printf (text, ngettext (" · %u suspended", " · %u suspended", n_held), n_held);
  /* translators: how many of the beds that should send data do */
  g_string_append_printf (text,
                          ngettext (" · %u of %u bed live", " · %u of %u beds live", expected),
                          census.live, expected);
  if (census.away > 0)
    /* translators: beds whose patient is away, at X-ray for instance */
    g_string_append_printf (text, ngettext (" · %u away", " · %u away", census.away), census.away);
  if (census.empty > 0)
    /* translators: beds without a patient */
    g_string_append_printf (text, ngettext (" · %u empty", " · %u empty", census.empty),
                            census.empty);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
