/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the sound server says of a sink, as facts. Pure; any thread. */

#include <pulse/introspect.h>

#include "vigil-sink-facts.h"

G_BEGIN_DECLS

/* Fills what @facts says of the default sink and leaves the rest. */
void vigil_sink_info_note (const pa_sink_info *info, VigilSinkFacts *facts);
/* There is none. */
void vigil_sink_info_note_none (VigilSinkFacts *facts);

G_END_DECLS
