/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The sink of the fuzz targets: every frame that is committed must be one that the ward can
 * believe; the first that is not aborts. */

#include <stddef.h>
#include <stdint.h>

#include "vigil-wire.h"

G_BEGIN_DECLS

#define FUZZ_ROOT "vigil/v1/north/w3"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Decodes @payload on FUZZ_ROOT/@topic and checks all that comes of it. */
void fuzz_decode (const char *topic, const guint8 *payload, gsize length);
void fuzz_check_action (const VigilAction *action);

G_END_DECLS
