/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a test wrote to disk. Any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* Removes @folder and what is in it; links are not followed. Nothing where there is none. */
void vigil_test_folder_remove (const char *folder);

G_END_DECLS
