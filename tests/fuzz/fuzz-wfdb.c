/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole hostile recording: the input is cut into a header, a segment's header, a signal file and
 * annotations by its own bytes 0xFE. */

#include "vigil-wfdb.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define N_PARTS 4

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct {
  const uint8_t *at[N_PARTS];
  size_t length[N_PARTS];
} Parts;

static Parts
split (const uint8_t *data, size_t size)
{
  Parts parts = { .at = { data, data + size, data + size, data + size } };
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    if (data[i] == 0xFE && n + 1 < N_PARTS) {
      n++;
      parts.at[n] = data + i + 1;
      parts.length[n] = 0;
    } else {
      parts.length[n]++;
    }
  }
  return parts;
}

/* "r.hea" is the first part, any other header the second, any signal file the third. */
static GBytes *
load (const char *file, gpointer data, GError **error)
{
  const Parts *parts = data;
  guint part = g_str_equal (file, "r.hea") ? 0 : g_str_has_suffix (file, ".hea") ? 1 : 2;
  (void) error;
  return g_bytes_new (parts->at[part], parts->length[part]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Parts parts = split (data, size);
  g_autoptr (GError) error = NULL;
  VigilWfdbRecord *record = vigil_wfdb_record_read ("r", load, &parts, &error);
  if ((record == NULL) != (error != NULL))
    g_error ("refused without a reason");
  for (guint i = 0; record != NULL && i < record->n_channels; i++)
    for (gsize k = 0; k < record->channels[i].n_samples; k++)
      if (isinf (record->channels[i].samples[k]))
        g_error ("an infinite sample");
  vigil_wfdb_record_free (record);
  GArray *annotations = vigil_wfdb_annotations_parse ("r", parts.at[3], parts.length[3], NULL);
  g_clear_pointer (&annotations, g_array_unref);
  return 0;
}
