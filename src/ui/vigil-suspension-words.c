/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-suspension-words.h"

#include <glib/gi18n-lib.h>

#define OCCUPANT_MAX 256

/* The wire carries the English word; N_ () marks it for the translators. */
static const char *const REASONS[] = {
  N_ ("X-ray"),         N_ ("CT"),        N_ ("theatre"),
  N_ ("wash"),          N_ ("suction"),   N_ ("physio"),
  N_ ("resuscitation"), N_ ("procedure"), N_ ("other"),
};

const char *
vigil_suspension_words_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (REASONS); i++)
    if (g_strcmp0 (reason, REASONS[i]) == 0)
      return _ (REASONS[i]);
  return reason;
}

static int
get_minutes_left (const VigilBed *bed, VigilNow now)
{
  gint64 left_us = MAX (bed->suspended_until_us - now.mono_us, 0);
  return (int) ((left_us + 59 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC));
}

static char *
format_left (const VigilBed *bed, VigilNow now)
{
  return vigil_words_age (bed->suspended_until_us - now.mono_us);
}

static char *
format_away (const VigilBed *bed, VigilNow now)
{
  gint64 left_ms = (bed->suspended_until_us - now.mono_us) / 1000;
  /* Half a second: the clocks are read one after the other, and the minute must not flicker. */
  g_autofree char *back = vigil_words_time_of_day (now.wall_ms + left_ms + 500);
  g_autoptr (GString) text = g_string_new (_ ("Away"));
  if (bed->suspended_reason[0] != '\0')
    g_string_append_printf (text, ": %s", vigil_suspension_words_reason (bed->suspended_reason));
  /* translators: the time of day at which a patient is expected back: " · back 15:10" */
  g_string_append_printf (text, _ (" · back %s"), back);
  /* translators: minutes left: " · 48 min" */
  g_string_append_printf (text, _ (" · %d min"), get_minutes_left (bed, now));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
join (const char *text, const char *left, const char *more)
{
  if (more[0] == '\0')
    return g_strdup_printf ("%s %s", text, left);
  return g_strdup_printf ("%s %s · %s", text, left, more);
}

char *
vigil_suspension_words_format (const VigilBed *bed, VigilNow now)
{
  g_autofree char *left = format_left (bed, now);
  switch (bed->suspension) {
  case VIGIL_SUSPENSION_CARE:
    /* translators: alarms of a bed are suspended while its patient is washed and the like; minutes
     * and seconds left follow: "Care 4:12" */
    return join (_ ("Care"), left, vigil_suspension_words_reason (bed->suspended_reason));
  case VIGIL_SUSPENSION_AWAY:
    return format_away (bed, now);
  case VIGIL_SUSPENSION_STAFF:
    /* translators: minutes and seconds left, and a name, follow: "Staff at bedside 9:30 · Okafor"
     */
    return join (_ ("Staff at bedside"), left, vigil_words_person (bed->suspended_by));
  case VIGIL_SUSPENSION_NONE:
  default:
    return NULL;
  }
}

char *
vigil_suspension_words_format_short (const VigilBed *bed, VigilNow now)
{
  g_autofree char *left = format_left (bed, now);
  switch (bed->suspension) {
  case VIGIL_SUSPENSION_CARE:
    return join (_ ("Care"), left, "");
  case VIGIL_SUSPENSION_AWAY:
    /* translators: a bed whose patient is away, minutes left */
    return g_strdup_printf (_ ("Away %d min"), get_minutes_left (bed, now));
  case VIGIL_SUSPENSION_STAFF:
    /* translators: short for "Staff at bedside" */
    return join (_ ("Staff"), left, "");
  case VIGIL_SUSPENSION_NONE:
  default:
    return NULL;
  }
}

/* What a suspension keeps back, where there is no other reason. */
static const char *
get_held_words (const VigilBed *bed, gboolean is_short)
{
  if (bed->suspension == VIGIL_SUSPENSION_STAFF)
    return is_short ? _ ("silent: staff") : _ ("not sounded: staff at the bedside");
  /* translators: an open alarm is not sounded, because its patient is cared for (washed and the
     like); minutes and seconds left follow */
  return is_short ? _ ("silent: care") : _ ("not sounded: care");
}

char *
vigil_suspension_words_quiet (const VigilAlarm *alarm,
                              const VigilBed *bed,
                              VigilNow now,
                              gboolean is_short)
{
  if (vigil_alarm_is_kept_back (alarm)) {
    g_autofree char *until = format_left (bed, now);
    return join (get_held_words (bed, is_short), until, "");
  }
  const char *why = vigil_words_not_here (alarm);
  if (why == NULL)
    return NULL;
  if (is_short)
    why = alarm->reach == VIGIL_REACH_STAFF
              /* translators: where there is little room: an open alarm is not sounded, because
                 staff is at the bedside; minutes and seconds left follow */
              ? _ ("silent: staff")
              /* translators: where there is little room: it sounds at the desk of its bed */
              : _ ("own desk");
  if (alarm->reach != VIGIL_REACH_STAFF || bed->suspension != VIGIL_SUSPENSION_STAFF)
    return g_strdup (why);
  g_autofree char *left = format_left (bed, now);
  return join (why, left, "");
}

char *
vigil_suspension_words_who (const VigilBed *bed)
{
  if (bed->suspension == VIGIL_SUSPENSION_NONE)
    return g_strdup ("");
  if (bed->suspended_at[0] == '\0')
    return g_strdup (_ ("at bedside"));
  g_autofree char *station = vigil_words_station (bed->suspended_at);
  if (bed->suspended_by[0] == '\0')
    return g_steal_pointer (&station);
  return g_strdup_printf ("%s · %s", vigil_words_person (bed->suspended_by), station);
}

static char *
name_elsewhere (const VigilBed *bed)
{
  g_autofree char *station = vigil_words_station (bed->name_at);
  g_autofree char *upper = g_utf8_strup (station, -1);
  /* translators: the station at which a patient was admitted whose name is not known here yet:
   * "NAME AT DESK 2" */
  return g_strdup_printf (_ ("NAME AT %s"), upper);
}

void
vigil_words_copy_occupant (const VigilBed *bed, char *out, gsize size)
{
  if (bed->identity.name[0] != '\0') {
    vigil_text_copy (out, size, bed->identity.name);
  } else if (bed->name_at[0] != '\0') {
    g_autofree char *name = name_elsewhere (bed);
    vigil_text_copy (out, size, name);
  } else {
    gboolean is_nobody = bed->identity.as_of_ms != 0 && bed->condition != VIGIL_BED_EMPTY;
    vigil_text_copy (out, size, is_nobody ? _ ("NO NAME") : "");
  }
}

char *
vigil_words_occupant (const VigilBed *bed)
{
  char name[OCCUPANT_MAX];
  vigil_words_copy_occupant (bed, name, sizeof name);
  return g_strdup (name);
}

char *
vigil_words_refusal (VigilRefusal refusal, const char *label)
{
  switch (refusal) {
  case VIGIL_REFUSAL_HIGH_OPEN:
    return g_strdup_printf (_ ("Bed %s has a high alarm open: silence it first"), label);
  case VIGIL_REFUSAL_REASON:
    return g_strdup (_ ("Choose a reason"));
  case VIGIL_REFUSAL_NAME:
    return g_strdup (_ ("Enter a name"));
  case VIGIL_REFUSAL_LENGTH:
    return g_strdup (_ ("That is longer than it may last"));
  case VIGIL_REFUSAL_NOT_SUSPENDED:
    return g_strdup_printf (_ ("Bed %s is not suspended any more"), label);
  case VIGIL_REFUSAL_EMPTY:
    return g_strdup_printf (_ ("Bed %s is empty"), label);
  case VIGIL_REFUSAL_OCCUPIED:
    return g_strdup_printf (_ ("Somebody lies in bed %s: discharge first"), label);
  case VIGIL_REFUSAL_BIRTH:
    return g_strdup (_ ("The birth date is not a day that has been: write 1951-03-14"));
  case VIGIL_REFUSAL_NONE:
  default:
    return NULL;
  }
}
