/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-script.h"

#include <gio/gio.h>
#include <string.h>

static void
free_step (gpointer data)
{
  VirtualStep *step = data;
  g_free (step->text);
  g_free (step);
}

void
virtual_script_free (VirtualScript *script)
{
  g_free (script->file);
  g_free (script->simulator);
  g_ptr_array_unref (script->steps);
  g_free (script);
}

gboolean
virtual_script_parse_time (const char *word, gint64 *t_ms)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 3);
  double seconds = 0;
  for (guint i = 0; parts[i] != NULL; i++) {
    char *end;
    double part = g_ascii_strtod (parts[i], &end);
    if (!g_ascii_isdigit (parts[i][0]) || *end != '\0' || part > 1e6)
      return FALSE;
    seconds = seconds * 60 + part;
  }
  *t_ms = (gint64) (seconds * 1000 + 0.5);
  return parts[0] != NULL;
}

/* Words are cut in place; what is too many stays in the last. */
static void
split (VirtualStep *step)
{
  char *at = step->text;
  while (step->n_words < VIRTUAL_WORDS_MAX) {
    at += strspn (at, " \t");
    if (*at == '\0')
      return;
    step->words[step->n_words++] = at;
    at += strcspn (at, " \t");
    if (*at == '\0' || step->n_words == VIRTUAL_WORDS_MAX)
      return;
    *at++ = '\0';
  }
}

static void
shift_words (VirtualStep *step)
{
  for (guint i = 1; i < step->n_words; i++)
    step->words[i - 1] = step->words[i];
  step->n_words--;
}

static void
add_line (VirtualScript *script, const char *text, guint line)
{
  g_auto (GStrv) halves = g_strsplit (text, "#", 2);
  if (halves[0] == NULL || *g_strstrip (halves[0]) == '\0')
    return;
  VirtualStep *step = g_new0 (VirtualStep, 1);
  step->t_ms = -1;
  step->line = line;
  step->text = g_strdup (halves[0]);
  split (step);
  if (step->n_words > 1 && virtual_script_parse_time (step->words[0], &step->t_ms))
    shift_words (step);
  g_ptr_array_add (script->steps, step);
}

static gint
compare_cb (gconstpointer a, gconstpointer b)
{
  const VirtualStep *x = *(VirtualStep *const *) a, *y = *(VirtualStep *const *) b;
  return x->t_ms != y->t_ms ? (x->t_ms < y->t_ms ? -1 : 1) : x->line < y->line ? -1 : 1;
}

VirtualScript *
virtual_script_read (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  VirtualScript *script = g_new0 (VirtualScript, 1);
  script->file = g_strdup (file);
  script->steps = g_ptr_array_new_with_free_func (free_step);
  g_autoptr (GString) above = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean is_script = FALSE;
  for (guint i = 0; lines[i] != NULL && !g_str_equal (lines[i], "[truth]"); i++) {
    if (g_str_equal (lines[i], "[script]"))
      is_script = TRUE;
    else if (is_script)
      add_line (script, lines[i], i + 1);
    else
      g_string_append_printf (above, "%s\n", lines[i]);
  }
  script->simulator = g_string_free (g_steal_pointer (&above), FALSE);
  g_ptr_array_sort (script->steps, compare_cb);
  return script;
}
