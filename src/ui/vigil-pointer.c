/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-pointer.h"

#include "vigil-settings.h"

gboolean
vigil_pointer_is_finger (GdkEvent *event)
{
  if (event == NULL)
    return TRUE;
  GdkEventType type = gdk_event_get_event_type (event);
  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_TOUCH_END
      || type == GDK_TOUCH_CANCEL)
    return TRUE;
  if (vigil_settings_get_boolean (gdk_event_get_display (event), VIGIL_SETTING_POINTER_IS_FINGER))
    return TRUE;
  GdkDevice *device = gdk_event_get_device (event);
  GdkInputSource source = device != NULL ? gdk_device_get_source (device) : GDK_SOURCE_MOUSE;
  return source == GDK_SOURCE_TOUCHSCREEN || source == GDK_SOURCE_PEN;
}
