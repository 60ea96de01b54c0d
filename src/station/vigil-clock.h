/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one place where the station reads its clocks. Any thread. */

#include "vigil-types.h"

G_BEGIN_DECLS

/* mono: CLOCK_BOOTTIME, which goes on in suspend; wall: CLOCK_REALTIME. */
VigilNow vigil_clock_now (void);

G_END_DECLS
