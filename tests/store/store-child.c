/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A station's outbox at work, which dies before the given write or sync of its files:
 * store-child DIRECTORY AT kill|power. It says what was called saved, and "done" if it lived. */

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "store-fixture.h"
#include "vigil-trends.h"

/* At once, past any buffer: what was said counts even if the next moment is the last. */
static void
say (const char *word, guint n)
{
  g_autofree char *line = g_strdup_printf ("%s %u\n", word, n);
  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, (gssize) strlen (line));
}

static void
add (VigilStore *store, guint n)
{
  g_assert_true (fixture_add (store, n, "01", NULL));
  say ("saved", n);
}

static void
settle (VigilStore *store, guint n, VigilDelivery delivery)
{
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (n, id);
  /* Said first: the store's thread may have done it, and died, before the next line. */
  say ("settling", n);
  vigil_queue_settle (store, id, delivery, "422");
}

static void
measured_cb (G_GNUC_UNUSED const VigilTrendsFacts *facts, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Ten seconds of bed 07, one value for each; the ten minutes end within, so that rows are packed.
 */
static void
keep_batch (VigilStore *store, guint n)
{
  for (guint i = 0; i < 10; i++) {
    VigilTrendSample sample = {
      .t_ms = FIXTURE_T0 + (n * 10 + i) * 1000, .value = n * 10 + i, .has_value = TRUE, .age_ms = -1
    };
    vigil_trends_append (store, "07", "", VIGIL_NUMERIC_HR, &sample);
  }
  vigil_trends_flush (store);
  gboolean is_measured = FALSE;
  vigil_trends_get_facts (store, measured_cb, &is_measured);
  fixture_wait (&is_measured);
  say ("kept", n + 1);
  /* And the step of packing that the batch may have asked for. */
  is_measured = FALSE;
  vigil_trends_get_facts (store, measured_cb, &is_measured);
  fixture_wait (&is_measured);
}

int
main (int argc, char **argv)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_assert_cmpint (argc, ==, 4);
  FaultVfs *vfs = fault_vfs_install ();
  fault_vfs_die_at (vfs, (guint) g_ascii_strtoull (argv[2], NULL, 10),
                    g_str_equal (argv[3], "power") ? FAULT_POWER : FAULT_KILL);

  VigilStore *store = fixture_open (argv[1]);
  for (guint n = 1; n <= 4; n++)
    add (store, n);
  settle (store, 2, VIGIL_DELIVERY_DELIVERED);
  settle (store, 3, VIGIL_DELIVERY_DEAD);
  add (store, 5);
  for (guint n = 0; n < 3; n++)
    keep_batch (store, n);
  vigil_store_close (store);
  fault_vfs_remove (vfs);
  say ("done", 0);
  return 0;
}
