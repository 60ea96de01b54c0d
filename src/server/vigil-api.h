/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The HTTP half of the contract (docs/contract/openapi.yaml): which requests there are, who may
 * make them, and what they do. What can be refused is refused when the headers are there, before a
 * body is kept. Main thread. */

#include <libsoup/soup.h>

#include "vigil-database.h"
#include "vigil-tokens.h"
#include "vigil-ward-file.h"

G_BEGIN_DECLS

#define VIGIL_API_BODY_MAX (64 * 1024)

typedef struct _VigilApi VigilApi;
/* Called for each request that came in whole. */
typedef void (*VigilApiWhole) (SoupServerMessage *message, gpointer data);

/* Lends @database and @tokens for its life; reads @ward_file and again when it changes. */
VigilApi *vigil_api_new (VigilDatabase *database,
                         VigilTokens *tokens,
                         const char *ward_file,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_api_free (VigilApi *api);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilApi, vigil_api_free)

/* Answers what comes to @server, which must not live longer. */
void vigil_api_serve (VigilApi *api, SoupServer *server, VigilApiWhole whole, gpointer data);

G_END_DECLS
