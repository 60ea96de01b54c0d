/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of the configuration that have a file of their own; vigil_config_load() calls them. */

#include "vigil-config-reader.h"
#include "vigil-config.h"

G_BEGIN_DECLS

void vigil_config_read_beds (VigilConfigReader *reader, VigilConfig *config);
/* After the beds, whose places in the order it needs. */
void vigil_config_read_sectors (VigilConfigReader *reader, VigilConfig *config);
void vigil_config_read_limits (VigilConfigReader *reader, VigilConfig *config);

G_END_DECLS
