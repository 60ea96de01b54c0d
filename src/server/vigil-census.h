/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The census: who lies in which bed. It is counted from the beginning each time, from the stays of
 * the ward file and all changes by (t, id), so that the order in which changes arrived never
 * matters. Whoever is put into a taken bed displaces the one before, who is nowhere until moved; a
 * bed that was left is empty and never goes back to an earlier name. A plain value; main thread. */

#include "vigil-change.h"
#include "vigil-ward-file.h"

G_BEGIN_DECLS

typedef struct _VigilCensus VigilCensus;

VigilCensus *vigil_census_count (VigilDatabase *database,
                                 const VigilWardFile *file,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_census_free (VigilCensus *census);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilCensus, vigil_census_free)

/* NULL: the bed is empty. A stay with family "": somebody of whom no identity was told. */
const VigilStay *vigil_census_find (const VigilCensus *census, const char *bed);

G_END_DECLS
