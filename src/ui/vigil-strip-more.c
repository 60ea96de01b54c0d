/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-more.h"

#include "vigil-words.h"

/* Capitals by the number of lines: what the height leaves them. */
static const double CAPS[VIGIL_STRIP_LINES] = { 30, 22, 16, VIGIL_STRIP_MORE_CAP };
/* Characters that a label keeps, from step to step. */
static const guint LENGTHS[] = { G_MAXUINT, 12, 9, 7, 5 };
/* Labels lose their middle, step by step, for the first of these, which is read from farther; then
 * for the second. */
static const double WISHES[] = { 16, VIGIL_STRIP_MORE_CAP };
#define FIRST_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"
#define CAP_STEP 0.5
#define BALANCE_STEP 0.97
#define MEASURE_CAP 20.0
/* Of the room: letters are spaced a little otherwise beside others, and in another size. */
#define SURE_SHARE 0.98

typedef struct {
  GPtrArray *texts; /* owned, each with the comma that follows it */
  GArray *widths; /* for each, in px at capitals of 1 px */
  double space; /* between two, the same */
} Items;

/* Where each line begins; the last one is the end. */
typedef struct {
  guint n;
  guint from[VIGIL_STRIP_LINES + 1];
  double cap;
} Lay;

/* ── Items ──────────────────────────────────────────────────────────────────────────────────── */

/* NULL: two of them would be the same. */
static GPtrArray *
list_short (const char *const *beds, guint length)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; beds[i] != NULL; i++) {
    g_autofree char *label = vigil_words_short_label (beds[i], length);
    gboolean is_shorter = !g_str_equal (label, beds[i]);
    for (guint k = 0; k < i; k++)
      if (g_str_equal (label, g_ptr_array_index (labels, k))
          && (is_shorter || !g_str_equal (beds[i], beds[k])))
        return NULL;
    g_ptr_array_add (labels, g_steal_pointer (&label));
  }
  return g_steal_pointer (&labels);
}

static double
measure (VigilCapText *ruler, const char *text)
{
  PangoRectangle logical;
  pango_layout_set_text (ruler->layout, text, -1);
  pango_layout_get_extents (ruler->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE / MEASURE_CAP;
}

static gboolean
has_rtl_letter (const char *label)
{
  for (const char *at = label; *at != '\0'; at = g_utf8_next_char (at)) {
    GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (at));
    if (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW
        || script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA)
      return TRUE;
  }
  return FALSE;
}

/* The first @n of @labels with commas; what is left out is counted. */
static void
fill (Items *items, VigilCapText *ruler, GPtrArray *labels, guint n)
{
  g_autofree char *left_out = g_strdup_printf ("+%u", labels->len - n);
  items->texts = g_ptr_array_new_with_free_func (g_free);
  items->widths = g_array_new (FALSE, FALSE, sizeof (double));
  items->space = measure (ruler, "0 0") - 2 * measure (ruler, "0");
  for (guint i = 0; i < MIN (n + 1, labels->len); i++) {
    const char *label = i < n ? g_ptr_array_index (labels, i) : left_out;
    /* In a list that goes the other way it leaves the order of the beds beside it alone. */
    gboolean is_rtl = has_rtl_letter (label);
    char *text = g_strconcat (is_rtl ? FIRST_ISOLATE : "", label, is_rtl ? POP_ISOLATE : "",
                              i < n && i + 1 < labels->len ? "," : "", NULL);
    double width = measure (ruler, text);
    g_ptr_array_add (items->texts, text);
    g_array_append_val (items->widths, width);
  }
}

static void
clear (Items *items)
{
  g_clear_pointer (&items->texts, g_ptr_array_unref);
  g_clear_pointer (&items->widths, g_array_unref);
}

/* ── Lines ──────────────────────────────────────────────────────────────────────────────────── */

/* Line by line, each as full as @room lets it be; FALSE: more than @most, or one is too wide. */
static gboolean
fill_lines (const Items *items, double cap, double room, guint most, Lay *lay)
{
  double x = 0;
  *lay = (Lay){ .cap = cap };
  for (guint i = 0; i < items->widths->len; i++) {
    double width = cap * g_array_index (items->widths, double, i);
    gboolean is_first = i == 0 || x + cap * items->space + width > room;
    if (width > room || (is_first && lay->n == most))
      return FALSE;
    if (is_first)
      lay->from[lay->n++] = i;
    x = is_first ? width : x + cap * items->space + width;
  }
  lay->from[lay->n] = items->widths->len;
  return TRUE;
}

/* As even as they can be: no line with one bed below a full one. */
static void
balance (const Items *items, double room, Lay *lay)
{
  Lay next;
  while (lay->n > 1 && fill_lines (items, lay->cap, room *= BALANCE_STEP, lay->n, &next))
    *lay = next;
}

/* As large as they can be, @least px high at least; FALSE: they cannot. */
static gboolean
find_lay (const Items *items, double room, double least, Lay *best)
{
  Lay lay;
  best->cap = 0;
  for (guint n = 1; n <= VIGIL_STRIP_LINES; n++)
    for (double cap = CAPS[n - 1]; cap >= MAX (least, best->cap + CAP_STEP); cap -= CAP_STEP)
      if (fill_lines (items, cap, room * SURE_SHARE, n, &lay))
        *best = lay;
  if (best->cap > 0)
    balance (items, room * SURE_SHARE, best);
  return best->cap > 0;
}

/* ── What stands ────────────────────────────────────────────────────────────────────────────── */

static void
append_words (GPtrArray *labels, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (labels, g_strdup (words[i]));
}

/* The longest of @beds, in characters. */
static guint
get_length (const char *const *beds)
{
  glong most = 0;
  for (guint i = 0; beds[i] != NULL; i++)
    most = MAX (most, g_utf8_strlen (beds[i], -1));
  return (guint) most;
}

/* All of them, @least px high, in labels as long as can be. @labels: the last that were tried,
 * owned. */
static gboolean
find_high (Items *items,
           VigilCapText *ruler,
           const char *const *beds,
           const char *const *words,
           double room,
           double least,
           GPtrArray **labels,
           Lay *lay)
{
  guint longest = get_length (beds);
  for (guint i = 0; i < G_N_ELEMENTS (LENGTHS); i++) {
    GPtrArray *shorter = i == 0 || longest > LENGTHS[i] ? list_short (beds, LENGTHS[i]) : NULL;
    if (shorter == NULL)
      continue;
    append_words (shorter, words);
    g_clear_pointer (labels, g_ptr_array_unref);
    *labels = shorter;
    clear (items);
    fill (items, ruler, shorter, shorter->len);
    if (find_lay (items, room, least, lay))
      return TRUE;
  }
  return FALSE;
}

static gboolean
find_whole (Items *items,
            VigilCapText *ruler,
            const char *const *beds,
            const char *const *words,
            double room,
            GPtrArray **labels,
            Lay *lay)
{
  *labels = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (WISHES); i++)
    if (find_high (items, ruler, beds, words, room, WISHES[i], labels, lay))
      return TRUE;
  return find_lay (items, room, VIGIL_STRIP_MORE_LEAST_CAP, lay);
}

/* Rather small than left out; the last ones only where there is no room for them in any size. */
static gboolean
find_what_fits (Items *items,
                VigilCapText *ruler,
                const char *const *beds,
                const char *const *words,
                double room,
                Lay *lay)
{
  g_autoptr (GPtrArray) labels = NULL;
  if (find_whole (items, ruler, beds, words, room, &labels, lay))
    return TRUE;
  for (guint n = labels != NULL ? labels->len : 0; n > 0; n--) {
    clear (items);
    fill (items, ruler, labels, n - 1);
    if (find_lay (items, room, VIGIL_STRIP_MORE_LEAST_CAP, lay))
      return TRUE;
  }
  return FALSE;
}

static double
set_line (VigilCapText *line, GtkWidget *widget, const char *text, double cap, double room)
{
  vigil_cap_text_set (line, widget, text, cap, MIN (cap, VIGIL_STRIP_MORE_LEAST_CAP), room,
                      PANGO_WEIGHT_BOLD);
  return line->cap_px;
}

/* What the first bed is called does not say from which side a line is read: the desktop does. */
static const char *
get_mark (GtkWidget *widget, const Items *items, guint from, guint end)
{
  for (guint i = from; i < end; i++)
    if (g_str_has_prefix (g_ptr_array_index (items->texts, i), FIRST_ISOLATE))
      return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? "\u200f" : "\u200e";
  return "";
}

static char *
join (GtkWidget *widget, const Items *items, guint from, guint end)
{
  g_autoptr (GString) text = g_string_new (get_mark (widget, items, from, end));
  for (guint i = from; i < end; i++)
    g_string_append_printf (text, "%s%s", i > from ? " " : "",
                            (const char *) g_ptr_array_index (items->texts, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* All in the size of the one that became smallest. */
static void
set_lines (VigilCapText *lines, GtkWidget *widget, const Items *items, const Lay *lay, double room)
{
  double cap = lay->cap;
  for (guint pass = 0; pass < 2; pass++) {
    double least = cap;
    for (guint i = 0; i < lay->n; i++) {
      g_autofree char *text = join (widget, items, lay->from[i], lay->from[i + 1]);
      least = MIN (least, set_line (&lines[i], widget, text, cap, room));
    }
    cap = least;
  }
}

void
vigil_strip_more_shape (VigilCapText lines[VIGIL_STRIP_LINES],
                        GtkWidget *widget,
                        const char *const *beds,
                        const char *const *words,
                        double room)
{
  Items items = { 0 };
  Lay lay = { 0 };
  VigilCapText ruler = { 0 };
  set_line (&ruler, widget, "0", MEASURE_CAP, 0);
  if (!find_what_fits (&items, &ruler, beds, words, room, &lay))
    lay.n = 0;
  set_lines (lines, widget, &items, &lay, room);
  for (guint i = lay.n; i < VIGIL_STRIP_LINES; i++) {
    vigil_cap_text_clear (&lines[i]);
    lines[i].width_px = 0;
  }
  clear (&items);
  vigil_cap_text_clear (&ruler);
}
