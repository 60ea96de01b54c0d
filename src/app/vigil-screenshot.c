/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-screenshot.h"

gboolean
vigil_screenshot_save (GtkWindow *window, const char *path, GError **error)
{
  g_return_val_if_fail (GTK_IS_WINDOW (window) && path != NULL, FALSE);
  GtkWidget *widget = GTK_WIDGET (window);
  int scale = gtk_widget_get_scale_factor (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  if (node == NULL || renderer == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "nothing is drawn yet");
    return FALSE;
  }
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, NULL);
  if (!gdk_texture_save_to_png (texture, path)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: cannot be written", path);
    return FALSE;
  }
  return TRUE;
}
