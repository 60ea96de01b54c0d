/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The picture of one slot of the attention strip: its texts shaped for the width at hand, on a fill
 * that flashes under them. A value; main thread. */

#include <gtk/gtk.h>

#include "vigil-cap-text.h"
#include "vigil-palette.h"
#include "vigil-strip-plan.h"

G_BEGIN_DECLS

/* Of dark between two slots, at the end of each, in px. */
#define VIGIL_STRIP_EDGE 6.0
/* A narrower card has its condition in a line of its own, below the number. */
#define VIGIL_STRIP_ROOMY_PX 600.0
/* The same of one that says why it is not sounded. */
#define VIGIL_STRIP_ROOMY_QUIET_PX 800.0

/* What it says; strings are lent for the call. */
typedef struct {
  VigilStripKind kind;
  VigilPriority priority;
  gboolean is_solid; /* outlined and never lit: silenced, or over */
  gboolean is_unanswered; /* the age says so, and is long */
  gboolean is_over; /* the condition has ended, the alarm stands */
  const char *number; /* of the bed; "" = none */
  const char *condition;
  const char *age;
  const char *since; /* "since 14:32"; "" = unknown */
  gboolean is_quiet; /* a narrow one, whose age says why it is not sounded, and is long */
  /* Why it is not heard here, whole and short: before @others, and never cut; "" = it is. */
  const char *why, *why_short;
  const char *others; /* the name, other alarms, or what to do; "" = nothing */
} VigilStripContent;

typedef struct {
  VigilCapText number, condition, age, since, others;
  /* The condition and the age with their numbers as wide as they can get: places and sizes go by
   * these, so that nothing jumps when a number changes. */
  VigilCapText wide_condition, wide_age;
} VigilStripFace;

void vigil_strip_face_clear (VigilStripFace *self);
/* Texts end at @right of @width px. Cheap where nothing changed. */
void vigil_strip_face_shape (VigilStripFace *self,
                             GtkWidget *widget,
                             const VigilStripContent *content,
                             double width,
                             double right);
/* @is_rtl: the same picture read from the right. */
void vigil_strip_face_paint (const VigilStripFace *self,
                             GtkSnapshot *snapshot,
                             const VigilPalette *palette,
                             const VigilStripContent *content,
                             double width,
                             gboolean is_rtl,
                             gboolean is_lit);

G_END_DECLS
