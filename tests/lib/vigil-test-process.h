/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Programs that a test starts and ends by their process ids; they do not outlive the test. */

#include <glib.h>

G_BEGIN_DECLS

/* Fails the test if it cannot be started. Its output goes nowhere. */
GPid vigil_test_process_start (const char *const *arguments) G_GNUC_WARN_UNUSED_RESULT;
/* Sends @signal, wakes a stopped one, waits for its end, clears @pid. 0: nothing to end. */
void vigil_test_process_end (GPid *pid, int signal);
/* Runs a command line to its end; TRUE: status 0. */
gboolean vigil_test_process_run (const char *command);
/* Runs it over and over; FALSE: it did not succeed within 4 s. */
gboolean vigil_test_process_wait_for (const char *command) G_GNUC_WARN_UNUSED_RESULT;
/* All of them can be found. */
gboolean vigil_test_process_are_installed (const char *const *programs);

G_END_DECLS
