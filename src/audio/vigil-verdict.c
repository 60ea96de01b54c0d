/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-verdict.h"

#define STARTING_MAX_US 1700000
/* Less than this of a burst measured proves nothing: the longest pause between two pulses that
 * follow each other is shorter, but for the middle of a high burst. */
#define METERED_US 450000
/* A shorter burst can be over before the server has put a meter on it: it may go unmeasured. */
#define MEASURABLE_US 900000
/* From the last measurement of a burst that was not silent to its end: the longest pulse, the
 * meter's block, and what the server's clock and ours disagree. */
#define TAIL_US 500000
/* This many bursts in a row that nobody could measure: no proof is no sound. */
#define UNMEASURED_MAX 2

void
vigil_verdict_init (VigilVerdict *verdict, guint floor_percent, gint64 now_us)
{
  *verdict = (VigilVerdict){ .floor_percent = floor_percent,
                             .created_us = now_us,
                             .candidate_us = now_us };
}

void
vigil_verdict_begin (VigilVerdict *verdict, gint64 called_us, gint64 answered_us, gint64 length_us)
{
  verdict->called_us = called_us;
  verdict->answered_us = answered_us;
  verdict->end_us = answered_us + length_us;
  verdict->whole_us = called_us + length_us;
  verdict->is_due = TRUE;
  verdict->is_early_due = length_us > VIGIL_VERDICT_EARLY_US;
  verdict->is_cut = FALSE;
}

void
vigil_verdict_cut (VigilVerdict *verdict, gint64 now_us)
{
  /* Too early to prove anything. */
  if (now_us < verdict->answered_us + VIGIL_VERDICT_PROOF_US)
    verdict->is_due = verdict->is_early_due = FALSE;
  if (now_us >= verdict->end_us)
    return;
  verdict->is_cut = TRUE;
  verdict->end_us = now_us;
}

void
vigil_verdict_fail (VigilVerdict *verdict)
{
  verdict->is_failed = TRUE;
  verdict->is_due = verdict->is_early_due = FALSE;
}

gboolean
vigil_verdict_is_too_soon (const VigilVerdict *verdict, gint64 finished_us)
{
  return finished_us < verdict->whole_us - VIGIL_VERDICT_SETTLE_US;
}

/* The sink has been right since before the burst. */
static gboolean
is_sink_steady (const VigilVerdict *verdict)
{
  return verdict->candidate == VIGIL_SOUND_WORKS && verdict->candidate_us < verdict->called_us;
}

static gboolean
is_sink_metered (const VigilVerdict *verdict, const VigilSinkFacts *facts)
{
  return facts->metered_since_us != 0 && facts->metered_since_us < verdict->called_us;
}

/* The meter on our own stream has had its time by @until_us: what it did not hear was not there. */
static gboolean
is_stream_metered (const VigilVerdict *verdict, const VigilSinkFacts *facts, gint64 until_us)
{
  return facts->stream_since_us >= verdict->called_us && facts->stream_metered_us != 0
         && facts->stream_newest_us - facts->stream_metered_us >= METERED_US
         && facts->stream_metered_us < until_us;
}

/* So late that the end of the burst would have been heard. */
static gboolean
is_end_metered (const VigilVerdict *verdict, const VigilSinkFacts *facts)
{
  return is_stream_metered (verdict, facts, verdict->end_us)
         && facts->stream_newest_us >= verdict->whole_us - TAIL_US / 5;
}

/* Has anything been heard by @until_us, on the sink and out of our own stream? */
static gboolean
is_heard (const VigilVerdict *verdict, const VigilSinkFacts *facts, gint64 until_us)
{
  if (facts->last_loud_us < verdict->called_us)
    return FALSE;
  return !is_stream_metered (verdict, facts, until_us)
         || facts->stream_loud_us >= verdict->called_us;
}

static gboolean
is_to_the_end (const VigilVerdict *verdict, const VigilSinkFacts *facts)
{
  return verdict->is_cut || !is_end_metered (verdict, facts)
         || facts->stream_loud_us >= verdict->whole_us - TAIL_US;
}

static void
prove_early (VigilVerdict *verdict, const VigilSinkFacts *facts, gint64 now_us)
{
  gint64 at_us = verdict->answered_us + VIGIL_VERDICT_EARLY_US;
  if (!verdict->is_early_due || now_us < at_us + VIGIL_VERDICT_PROOF_US)
    return;
  verdict->is_early_due = FALSE;
  if (is_sink_steady (verdict) && is_sink_metered (verdict, facts)
      && !is_heard (verdict, facts, MIN (at_us, verdict->end_us)))
    verdict->is_failed = TRUE;
}

static void
prove (VigilVerdict *verdict, const VigilSinkFacts *facts, gint64 now_us)
{
  prove_early (verdict, facts, now_us);
  if (!verdict->is_due || now_us < verdict->end_us + VIGIL_VERDICT_PROOF_US)
    return;
  verdict->is_due = verdict->is_early_due = FALSE;
  if (!is_sink_steady (verdict)) {
    verdict->is_failed = FALSE; /* something else says what is wrong */
    return;
  }
  gboolean is_metered = is_sink_metered (verdict, facts);
  gboolean is_measured = is_metered && is_stream_metered (verdict, facts, verdict->end_us);
  gint64 length_us = verdict->end_us - verdict->answered_us;
  if (is_measured || (!verdict->is_cut && length_us >= MEASURABLE_US))
    verdict->n_unmeasured = is_measured ? 0 : verdict->n_unmeasured + 1;
  gboolean is_refuted =
      is_metered
      && (!is_heard (verdict, facts, verdict->end_us) || !is_to_the_end (verdict, facts));
  verdict->is_failed = is_refuted || verdict->n_unmeasured >= UNMEASURED_MAX;
}

/* A sink that is new or right again deserves trust until a burst fails on it. */
static void
note_judgement (VigilVerdict *verdict, VigilSound sound, gint64 now_us)
{
  if (sound == verdict->candidate)
    return;
  if (sound == VIGIL_SOUND_WORKS) {
    verdict->is_failed = FALSE;
    verdict->n_unmeasured = 0;
  }
  verdict->candidate = sound;
  verdict->candidate_us = now_us;
}

static VigilSound
judge (VigilVerdict *verdict, const VigilSinkFacts *facts, gboolean is_stuck, gint64 now_us)
{
  VigilSound sound = vigil_sink_facts_judge (facts, verdict->floor_percent);
  note_judgement (verdict, sound, now_us);
  verdict->was_judged = verdict->was_judged || facts->is_known;
  if (!verdict->was_judged) {
    gboolean is_over = now_us - verdict->created_us > STARTING_MAX_US;
    if (sound == VIGIL_SOUND_STARTING)
      sound = VIGIL_SOUND_NO_SERVER;
    return is_over || sound == VIGIL_SOUND_STUCK ? sound : VIGIL_SOUND_STARTING;
  }
  if (is_stuck || sound == VIGIL_SOUND_STUCK)
    return VIGIL_SOUND_STUCK;
  if (sound == VIGIL_SOUND_STARTING)
    return verdict->sound;
  if (sound != VIGIL_SOUND_WORKS && now_us - verdict->candidate_us < VIGIL_VERDICT_SETTLE_US)
    return verdict->sound;
  return sound == VIGIL_SOUND_WORKS && verdict->is_failed ? VIGIL_SOUND_FAILED : sound;
}

static gboolean
is_stream_at_fault (const VigilVerdict *verdict, const VigilSinkFacts *facts)
{
  VigilSinkFacts without = *facts;
  without.has_stream = FALSE;
  return vigil_sink_facts_judge (facts, verdict->floor_percent) != VIGIL_SOUND_WORKS
         && vigil_sink_facts_judge (&without, verdict->floor_percent) == VIGIL_SOUND_WORKS;
}

gboolean
vigil_verdict_look (VigilVerdict *verdict,
                    const VigilSinkFacts *facts,
                    gboolean is_stuck,
                    gint64 now_us)
{
  verdict->is_stream_at_fault = is_stream_at_fault (verdict, facts);
  prove (verdict, facts, now_us);
  VigilSound sound = judge (verdict, facts, is_stuck, now_us);
  if (sound == verdict->sound)
    return FALSE;
  verdict->sound = sound;
  return TRUE;
}
