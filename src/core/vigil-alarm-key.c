/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be read from an alarm key: `bed|class|source|side|level` (contract.md, "Which alarms are
 * the same"). */

#include "vigil-alarm-machine.h"
#include "vigil-nomenclature.h"

#include <string.h>

/* The @n-th part of @key and its length; "" if there are fewer. */
static const char *
part (const char *key, guint n, gsize *length)
{
  for (guint i = 0; i < n; i++) {
    const char *bar = strchr (key, '|');
    if (bar == NULL) {
      *length = 0;
      return "";
    }
    key = bar + 1;
  }
  *length = strcspn (key, "|");
  return key;
}

static gboolean
part_is (const char *key, guint n, const char *text)
{
  gsize length;
  const char *start = part (key, n, &length);
  return strlen (text) == length && strncmp (start, text, length) == 0;
}

gboolean
vigil_alarm_key_has_class (const char *key, const char *key_class)
{
  return part_is (key, 1, key_class);
}

/* What comes after @part and the bar behind it, NULL if @text does not begin with it. */
static const char *
skip (const char *text, const char *part)
{
  while (*part != '\0' && *text == *part) {
    text++;
    part++;
  }
  return *part == '\0' && *text == '|' ? text + 1 : NULL;
}

gboolean
vigil_alarm_key_is_of (const char *key, const char *key_class, const char *source)
{
  const char *rest = strchr (key, '|');
  if (rest != NULL)
    rest = skip (rest + 1, key_class);
  return rest != NULL && skip (rest, source != NULL ? source : "") != NULL;
}

guint
vigil_alarm_key_get_level (const char *key)
{
  if (part_is (key, 4, "2"))
    return 2;
  return part_is (key, 4, "1") ? 1 : 0;
}

VigilSide
vigil_alarm_key_get_side (const char *key)
{
  if (part_is (key, 3, "lo"))
    return VIGIL_SIDE_LO;
  return part_is (key, 3, "hi") ? VIGIL_SIDE_HI : VIGIL_SIDE_NONE;
}

gboolean
vigil_alarm_key_is_second_of (const char *second, const char *first)
{
  gsize length = strlen (second);
  if (length == 0 || strlen (first) != length)
    return FALSE;
  return vigil_alarm_key_get_level (second) == 2 && vigil_alarm_key_get_level (first) == 1
         && strncmp (second, first, length - 1) == 0;
}

gboolean
vigil_alarm_key_is_latching (const char *key)
{
  return part_is (key, 1, "limit") && part_is (key, 4, "2")
         && part_is (key, 2, vigil_nomenclature_numeric (VIGIL_NUMERIC_HR)->refid);
}
