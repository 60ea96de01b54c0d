/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A run of a ward as text: every input (frames as the wire has them, ticks, commands, times), one a
 * line, and what the ward said and showed. tests/core/golden/README.md describes both. */

#include "vigil-ward.h"

typedef struct _WorldRecord WorldRecord;

/* NULL unless $VIGIL_RECORD names a folder: the inputs of this test's worlds are written there. */
WorldRecord *world_record_new (const VigilWardConfig *config, VigilNow now);
/* Writes the file; NULL is ignored, as in all the others. */
void world_record_free (WorldRecord *record);
/* 100 ms pass; what follows up to the tick comes at the new time. */
void world_record_step (WorldRecord *record);
void world_record_tick (WorldRecord *record);
void world_record_frame (WorldRecord *record, const VigilFrame *frame, VigilNow now);
void world_record_command (WorldRecord *record, const char *format, ...) G_GNUC_PRINTF (2, 3);
void world_record_action (WorldRecord *record, const char *verb, const VigilAction *action);

/* Plays @input to a new ward: all that it said and showed. Stops the test at a line that it does
 * not know. Owned by the caller. */
char *world_play (const char *input);
