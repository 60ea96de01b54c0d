/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A desk's place in real time: a line on stdout for what is done at it, for whoever has the real
 * station's window. What it then shows is seen there. */

#include "virtual-desk.h"

#include <stdio.h>

struct _VirtualDesk {
  char *id;
};

VirtualDesk *
virtual_desk_new (const VirtualDeskConfig *config, VirtualBroker *broker, const VirtualLog *log)
{
  (void) broker;
  (void) log;
  VirtualDesk *desk = g_new0 (VirtualDesk, 1);
  desk->id = g_strdup (config->station);
  return desk;
}

void
virtual_desk_free (VirtualDesk *desk)
{
  g_free (desk->id);
  g_free (desk);
}

const char *
virtual_desk_get_id (const VirtualDesk *desk)
{
  return desk->id;
}

void
virtual_desk_set_time (VirtualDesk *desk, gint64 t_ms)
{
  (void) desk;
  (void) t_ms;
}

void
virtual_desk_tick (VirtualDesk *desk)
{
  (void) desk;
}

void
virtual_desk_look (VirtualDesk *desk)
{
  (void) desk;
}

void
virtual_desk_start (VirtualDesk *desk)
{
  printf ("start %s\n", desk->id);
}

void
virtual_desk_stop (VirtualDesk *desk)
{
  printf ("stop %s\n", desk->id);
}

void
virtual_desk_cut (VirtualDesk *desk)
{
  printf ("cut %s\n", desk->id);
}

void
virtual_desk_mend (VirtualDesk *desk)
{
  printf ("mend %s\n", desk->id);
}

void
virtual_desk_set_deaf (VirtualDesk *desk, gboolean is_deaf)
{
  printf ("%s %s\n", is_deaf ? "deaf" : "hear", desk->id);
}

void
virtual_desk_set_sound (VirtualDesk *desk, gboolean works)
{
  printf ("sound %s %s\n", desk->id, works ? "works" : "broken");
}

void
virtual_desk_set_server (VirtualDesk *desk, gboolean is_reachable)
{
  printf ("server %s %s\n", desk->id, is_reachable ? "reachable" : "unreachable");
}

gboolean
virtual_desk_silence (VirtualDesk *desk, const char *bed)
{
  printf ("silence %s %s\n", desk->id, bed[0] != '\0' ? bed : "-");
  return TRUE;
}

/* Of the bedside's own or the server's hand; nobody at the window does it. */
gboolean
virtual_desk_reset (VirtualDesk *desk, const char *bed)
{
  (void) desk;
  (void) bed;
  return FALSE;
}

gboolean
virtual_desk_identify (VirtualDesk *desk, const char *bed, gboolean is_occupied, gint age_days)
{
  (void) desk;
  (void) bed;
  (void) is_occupied;
  (void) age_days;
  return FALSE;
}
