/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-flow-layout.h"

struct _VigilFlowLayout {
  GtkLayoutManager parent_instance;
  int spacing, line_spacing;
  guint columns; /* at most; 0 = each child has its own width */
  gboolean is_rest_at_end;
};

G_DEFINE_FINAL_TYPE (VigilFlowLayout, vigil_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

/* How a page of so many px is divided. */
typedef struct {
  int width;
  guint columns; /* of one width; 0 = each child has its own */
  gboolean is_shared; /* what a line leaves is for all of its children */
} Plan;

/* Children from @first to before @end. */
typedef struct {
  GtkWidget *first, *end;
  int width; /* of all, with what is between them */
  guint n_expand;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
get_wish (GtkWidget *child)
{
  int wish;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wish, NULL, NULL);
  return wish;
}

/* The narrowest column that each of them can be. */
static int
get_least_column (GtkWidget *widget)
{
  int column = 0;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child)) {
    int least;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    column = MAX (column, least);
  }
  return column;
}

static int
get_widest (GtkWidget *widget)
{
  int widest = 0;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    widest = MAX (widest, get_wish (child));
  return widest;
}

/* Of all in one line; the number of them. */
static guint
measure_line (VigilFlowLayout *self, GtkWidget *widget, int *width)
{
  guint n = 0;
  *width = -self->spacing;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child), n++)
    *width += get_wish (child) + self->spacing;
  return n;
}

static guint
count_room (VigilFlowLayout *self, int width, int column)
{
  return (guint) (MAX (width, 0) + self->spacing) / (guint) MAX (column + self->spacing, 1);
}

/* Where not all columns have room: one line, if all fit in with their own widths; else as few lines
 * as can be, and these of one length. */
static Plan
make_plan (VigilFlowLayout *self, GtkWidget *widget, int width)
{
  int wish;
  Plan plan = { .width = width };
  if (self->columns == 0)
    return plan;
  guint n = MAX (measure_line (self, widget, &wish), 1);
  guint most = MIN (self->columns, n);
  plan.is_shared =
      n == most && wish <= width && count_room (self, width, get_widest (widget)) < most;
  if (plan.is_shared)
    return plan;
  guint room = CLAMP (count_room (self, width, get_least_column (widget)), 1, most);
  guint lines = (n + room - 1) / room;
  plan.columns = room == most ? most : (n + lines - 1) / lines;
  return plan;
}

/* Of a child, before any share of what a line leaves. */
static int
get_width (VigilFlowLayout *self, const Plan *plan, GtkWidget *child)
{
  if (plan->columns == 0)
    return MIN (get_wish (child), plan->width);
  return (plan->width - (int) (plan->columns - 1) * self->spacing) / (int) plan->columns;
}

static gboolean
expands (const Plan *plan, GtkWidget *child)
{
  return plan->columns == 0
         && (plan->is_shared || gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL));
}

static Line
take_line (VigilFlowLayout *self, const Plan *plan, GtkWidget *first)
{
  Line line = { .first = first, .end = first, .width = -self->spacing };
  for (guint n = 0; line.end != NULL; line.end = get_next (line.end), n++) {
    int wanted = line.width + self->spacing + get_width (self, plan, line.end);
    gboolean is_full = plan->columns > 0 ? n == plan->columns : wanted > plan->width;
    if (n > 0 && is_full)
      break;
    line.width = wanted;
    line.n_expand += expands (plan, line.end);
  }
  return line;
}

/* What a child of @line has in the end. */
static int
get_share (VigilFlowLayout *self, const Plan *plan, const Line *line, GtkWidget *child)
{
  int own = get_width (self, plan, child);
  if (!expands (plan, child))
    return own;
  return own + (plan->width - line->width) / (int) line->n_expand;
}

static int
get_height (VigilFlowLayout *self, const Plan *plan, const Line *line)
{
  int height = 0;
  for (GtkWidget *child = line->first; child != line->end; child = get_next (child)) {
    int wish;
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, get_share (self, plan, line, child), NULL,
                        &wish, NULL, NULL);
    height = MAX (height, wish);
  }
  return height;
}

static void
measure_width (VigilFlowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  guint n = measure_line (self, widget, natural);
  *minimum = get_least_column (widget);
  if (self->columns > 0)
    *natural = (int) MIN (self->columns, n) * (get_widest (widget) + self->spacing) - self->spacing;
  *natural = MAX (*natural, *minimum);
}

static int
measure_height (VigilFlowLayout *self, GtkWidget *widget, int width)
{
  int height = 0;
  Plan plan = make_plan (self, widget, width);
  for (GtkWidget *child = get_first (widget); child != NULL;) {
    Line line = take_line (self, &plan, child);
    height += get_height (self, &plan, &line) + (height > 0 ? self->line_spacing : 0);
    child = line.end;
  }
  return height;
}

static void
vigil_flow_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  VigilFlowLayout *self = VIGIL_FLOW_LAYOUT (manager);
  int least, wish;
  measure_width (self, widget, &least, &wish);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = least;
    *natural = wish;
  } else {
    *minimum = *natural = measure_height (self, widget, for_size >= 0 ? for_size : wish);
  }
}

static void
place_line (VigilFlowLayout *self, const Plan *plan, const Line *line, int y, gboolean is_rtl)
{
  int height = get_height (self, plan, line);
  int x = self->is_rest_at_end && y > 0 && line->n_expand == 0 ? plan->width - line->width : 0;
  for (GtkWidget *child = line->first; child != line->end; child = get_next (child)) {
    int share = get_share (self, plan, line, child);
    graphene_point_t origin = { (float) (is_rtl ? plan->width - x - share : x), (float) y };
    gtk_widget_allocate (child, share, height, -1, gsk_transform_translate (NULL, &origin));
    x += share + self->spacing;
  }
}

static void
vigil_flow_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  VigilFlowLayout *self = VIGIL_FLOW_LAYOUT (manager);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Plan plan = make_plan (self, widget, width);
  int y = 0;
  for (GtkWidget *child = get_first (widget); child != NULL;) {
    Line line = take_line (self, &plan, child);
    place_line (self, &plan, &line, y, is_rtl);
    y += get_height (self, &plan, &line) + self->line_spacing;
    child = line.end;
  }
}

static GtkSizeRequestMode
vigil_flow_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigil_flow_layout_class_init (VigilFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  manager_class->measure = vigil_flow_layout_measure;
  manager_class->allocate = vigil_flow_layout_allocate;
  manager_class->get_request_mode = vigil_flow_layout_get_request_mode;
}

static void
vigil_flow_layout_init (VigilFlowLayout *self)
{
}

GtkLayoutManager *
vigil_flow_layout_new (int spacing)
{
  VigilFlowLayout *self = g_object_new (VIGIL_TYPE_FLOW_LAYOUT, NULL);
  self->spacing = self->line_spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

GtkLayoutManager *
vigil_flow_layout_new_columns (int spacing, guint columns)
{
  g_return_val_if_fail (columns > 0, NULL);
  VigilFlowLayout *self = VIGIL_FLOW_LAYOUT (vigil_flow_layout_new (spacing));
  self->columns = columns;
  return GTK_LAYOUT_MANAGER (self);
}

void
vigil_flow_layout_set_line_spacing (VigilFlowLayout *self, int spacing)
{
  g_return_if_fail (VIGIL_IS_FLOW_LAYOUT (self));
  self->line_spacing = spacing;
}

void
vigil_flow_layout_set_rest_at_end (VigilFlowLayout *self)
{
  g_return_if_fail (VIGIL_IS_FLOW_LAYOUT (self));
  self->is_rest_at_end = TRUE;
}
