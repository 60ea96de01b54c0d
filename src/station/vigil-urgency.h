/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The station asks the system for more than its even share of the processor, so that a busy
 * machine does not make an alarm late. May be refused; then everything runs as before. Linux. */

#include <glib.h>

G_BEGIN_DECLS

/* As sound servers ask for: eleven steps of nice are more than ten times the share. */
#define VIGIL_URGENCY_NICE (-11)

/* For the main thread and the threads it starts from now on: before there are any. FALSE: the
 * system refuses it (RLIMIT_NICE). Main thread. */
gboolean vigil_urgency_ask (void);

/* Asks rtkit by D-Bus for the same, for main and every thread of this process whose name begins
 * with "vigil-", once those run. Returns at once and nothing waits for the answer; a refusal goes
 * to the log. A thread that starts later stays as it is. Main thread. */
void vigil_urgency_ask_broker (void);

/* What the main thread has now: nice, −20 to 19. Any thread. */
int vigil_urgency_get_nice (void);

G_END_DECLS
