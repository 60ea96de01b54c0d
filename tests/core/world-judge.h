/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What must hold of every ward whatever happens to it, judged at every tick by what it was told and
 * what was done in it (ux.md, "Alarms"; contract.md, "Which alarms are the same"). Nothing is
 * excused by time: a silence needs an act on its very key since the last look, an end needs a
 * condition that is over by the last list and the last numbers told. */

#include "ward-world.h"

typedef struct _WorldJudge WorldJudge;

WorldJudge *world_judge_new (World *world);
void world_judge_free (WorldJudge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorldJudge, world_judge_free)

/* @action, an acknowledgement or a reset, was made here or at another station after the last look.
 */
void world_judge_note_act (WorldJudge *judge, const VigilAction *action);
/* @bed was suspended or resumed after the last look. */
void world_judge_note_suspension (WorldJudge *judge, guint bed);
/* The station starts anew: what it has yet to hear is not missed, and what was silenced before may
 * be silent from its first sight on. */
void world_judge_note_restart (WorldJudge *judge);
/* After each tick. Keeps the first fault that it finds. */
void world_judge_look (WorldJudge *judge);

/* NULL: every rule held. Lent. */
const char *world_judge_get_fault (const WorldJudge *judge);

/* Reds that were heard, looked at again while what they are about stood: each had to be heard
 * still, and nothing excused it. Of those, how many only the station itself had found. */
guint world_judge_get_n_held (const WorldJudge *judge);
guint world_judge_get_n_held_own (const WorldJudge *judge);
/* Births of alarms that were judged. */
guint world_judge_get_n_births (const WorldJudge *judge);
