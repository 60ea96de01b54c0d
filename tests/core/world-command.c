/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the nurse does to a world, and what happens to its clocks: each is recorded. */

#include "ward-world.h"

static const char *
name_of (const World *world, guint bed)
{
  return bed < world->n_beds ? world->beds[bed].id : "-";
}

gboolean
world_touch (World *world, guint bed, VigilTouch *touch)
{
  world_record_command (world->record, "touch %s", name_of (world, bed));
  return vigil_ward_touch (world->ward, bed, world->now, touch);
}

guint
world_release (World *world, const VigilTouch *touch, VigilAction *actions)
{
  world_record_command (world->record, "release");
  return vigil_ward_silence (world->ward, touch, "Test", world_make_id, world, world->now, actions);
}

guint
world_silence (World *world, guint bed, VigilAction *actions)
{
  VigilTouch touch;
  return world_touch (world, bed, &touch) ? world_release (world, &touch, actions) : 0;
}

void
world_apply (World *world, const VigilAction *action)
{
  world_record_action (world->record, "action", action);
  vigil_ward_apply_action (world->ward, action, world->now);
}

void
world_identity (World *world, guint bed, const char *encounter)
{
  VigilIdentity identity = { .age_days = -1,
                             .as_of_ms = world->now.wall_ms,
                             .is_occupied = encounter != NULL };
  if (encounter != NULL)
    vigil_text_copy (identity.encounter, sizeof identity.encounter, encounter);
  world_record_command (world->record, "identity %s %s", name_of (world, bed),
                        encounter != NULL ? encounter : "-");
  vigil_ward_set_identity (world->ward, bed, &identity, world->now);
}

VigilRefusal
world_suspend (World *world, guint bed, VigilSuspensionMode mode, gint64 length_ms)
{
  world_record_command (world->record, "suspend %s %d %" G_GINT64_FORMAT, name_of (world, bed),
                        mode, length_ms);
  VigilSuspensionOrder order = { .mode = mode, .reason = "Test", .length_ms = length_ms };
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  VigilAction action;
  return vigil_ward_suspend (world->ward, bed, &order, "Test", id, world->now, &action);
}

VigilRefusal
world_discharge (World *world, guint bed, VigilAction *action)
{
  world_record_command (world->record, "discharge %s", name_of (world, bed));
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  return vigil_ward_discharge (world->ward, bed, "Test", id, world->now, action);
}

void
world_jump_wall (World *world, gint64 ms)
{
  world_record_command (world->record, "wall %" G_GINT64_FORMAT, ms);
  world->now.wall_ms += ms;
}

void
world_sleep (World *world, gint64 ms)
{
  world_record_command (world->record, "sleep %" G_GINT64_FORMAT, ms);
  world->now.mono_us += ms * 1000;
  world->now.wall_ms += ms;
}
