/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The picture of one slot of the attention strip: its texts shaped for the width at hand, on a fill
 * that flashes under them. A value; main thread. */

#include <gtk/gtk.h>

#include "vigil-cap-text.h"
#include "vigil-palette.h"
#include "vigil-strip-more.h"
#include "vigil-strip-plan.h"

G_BEGIN_DECLS

/* Of dark between two slots, at the end of each, in px. */
#define VIGIL_STRIP_EDGE 6.0
/* A narrower card has its condition in a line of its own, below the number. */
#define VIGIL_STRIP_ROOMY_PX 600.0
/* The same of one that says why it is not sounded. */
#define VIGIL_STRIP_ROOMY_QUIET_PX 800.0

/* Confirm stands beside the words of no narrower one. */
#define VIGIL_STRIP_CONFIRM_BESIDE_PX 800.0
/* Where it begins below the words of the others. */
#define VIGIL_STRIP_CONFIRM_TOP 30.0

#define VIGIL_STRIP_PLACES 8

/* What it says; strings are lent for the call. */
typedef struct {
  VigilStripKind kind;
  VigilPriority priority;
  gboolean is_solid; /* outlined and never lit: silenced, or over */
  gboolean is_inop; /* its mark is INOP, as on the tile */
  gboolean
      is_confirming; /* Confirm stands in the place of its words, which are in a row above it */
  gboolean is_quiet; /* its tag says why it is not sounded, and is long */
  const char *number; /* of the bed; "" = none */
  const char *condition; /* of MORE: labels, with " · " between */
  const char *age;
  /* In a narrow card with a number, above it: "UNANSWERED", "ended", why it is not sounded;
   * NULL or "" = nothing of it. */
  const char *tag;
  /* Why it is not heard here, or, of what concerns no bed, what to do, whole and short: before
   * @others, and never cut; "" = nothing of it. */
  const char *why, *why_short;
  /* The name or other alarms; of MORE what concerns no bed, with " · " between; "" = nothing. */
  const char *others;
} VigilStripContent;

/* Heights of capitals, px: the same in all cards of a strip that are of one priority, but for a
 * label of more than three characters, which is as large as its own card lets it be. */
typedef struct {
  double number, condition, age;
} VigilStripScale;

typedef struct {
  VigilCapText number, mark, condition, age, others, tag;
  VigilCapText lines[VIGIL_STRIP_LINES]; /* of MORE */
  /* The condition with its numbers as wide as they can get: its size goes by these, so that nothing
   * jumps when a number changes. */
  VigilCapText wide_condition;
  char *shaped_for; /* owned: all that its shape depends on; NULL: nothing yet */
} VigilStripFace;

void vigil_strip_face_clear (VigilStripFace *self);
/* The sizes of ux.md: where vigil_strip_face_fit() begins. */
void vigil_strip_scale_init (VigilStripScale *scale);
/* Makes @scale as small as this card needs. Texts end at @right of @width px. */
void vigil_strip_face_fit (VigilStripFace *self,
                           GtkWidget *widget,
                           const VigilStripContent *content,
                           double width,
                           double right,
                           VigilStripScale *scale);
/* In sizes of @scale, or smaller where a text would be cut. Cheap where nothing changed. */
void vigil_strip_face_shape (VigilStripFace *self,
                             GtkWidget *widget,
                             const VigilStripContent *content,
                             double width,
                             double right,
                             const VigilStripScale *scale);
/* What was shaped for the same @width and @right. @is_rtl: the same picture read from the right. */
void vigil_strip_face_paint (const VigilStripFace *self,
                             GtkSnapshot *snapshot,
                             const VigilPalette *palette,
                             const VigilStripContent *content,
                             double width,
                             double right,
                             gboolean is_rtl,
                             gboolean is_lit);
/* Where its texts stand, capitals only, as read from the left; returns how many there are. */
guint vigil_strip_face_list_places (const VigilStripFace *self,
                                    const VigilStripContent *content,
                                    double width,
                                    double right,
                                    graphene_rect_t places[VIGIL_STRIP_PLACES]);

G_END_DECLS
