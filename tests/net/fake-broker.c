/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-broker.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define PACKET_MAX 1024
#define LEVEL_V5 5

struct _FakeBroker {
  FakeKind kind;
  int listener;
  int stop_fd;
  guint port;
  gint n_connections;
  GThread *thread;
};

/* FALSE: the broker is to stop, or the peer has gone. */
static gboolean
await_readable (FakeBroker *fake, int fd)
{
  struct pollfd fds[] = { { .fd = fake->stop_fd, .events = POLLIN },
                          { .fd = fd, .events = POLLIN } };
  poll (fds, 2, -1);
  return fds[0].revents == 0;
}

/* One whole packet; its first byte, 0 at the end. */
static guint8
read_packet (FakeBroker *fake, int fd, guint8 *body, gsize *length)
{
  guint8 head[2];
  if (!await_readable (fake, fd) || recv (fd, head, 2, MSG_WAITALL) != 2)
    return 0;
  gsize rest = head[1] & 0x7F;
  if ((head[1] & 0x80) != 0) {
    guint8 more;
    g_assert_cmpint (recv (fd, &more, 1, MSG_WAITALL), ==, 1);
    rest |= (gsize) more << 7;
  }
  g_assert_cmpuint (rest, <=, PACKET_MAX);
  *length = rest;
  return recv (fd, body, rest, MSG_WAITALL) == (gssize) rest ? head[0] : 0;
}

static void
say (int fd, const guint8 *bytes, gsize length)
{
  g_assert_cmpint (send (fd, bytes, length, MSG_NOSIGNAL), ==, (gssize) length);
}

#define SAY(fd, ...)                                                                               \
  say (fd, (const guint8[]){ __VA_ARGS__ }, sizeof ((const guint8[]){ __VA_ARGS__ }))

/* FALSE: refused. */
static gboolean
answer_connect (FakeBroker *fake, int fd, guint8 level)
{
  if (level != LEVEL_V5) {
    SAY (fd, 0x20, 2, 0, 0);
    return TRUE;
  }
  if (fake->kind == FAKE_OLD) {
    SAY (fd, 0x20, 2, 0, 1);
    return FALSE;
  }
  SAY (fd, 0x20, 3, 0, 0, 0);
  return TRUE;
}

static void
answer_subscribe (FakeBroker *fake, int fd, const guint8 *body)
{
  if (fake->kind == FAKE_NO_SUBSCRIBE)
    SAY (fd, 0x90, 4, body[0], body[1], 0, 0x87);
  else if (fake->kind == FAKE_OLD)
    SAY (fd, 0x90, 3, body[0], body[1], 1);
  else
    SAY (fd, 0x90, 4, body[0], body[1], 0, 1);
  if (fake->kind == FAKE_TAKES_OVER)
    SAY (fd, 0xE0, 1, 0x8E);
  if (fake->kind == FAKE_GARBAGE)
    SAY (fd, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x30);
}

static void
serve (FakeBroker *fake, int fd)
{
  guint8 body[PACKET_MAX];
  gsize length = 0;
  for (guint8 kind; (kind = read_packet (fake, fd, body, &length)) != 0;) {
    if (fake->kind == FAKE_SILENT)
      continue;
    /* CONNECT: the level follows the name "MQTT" and its length. */
    if (kind >> 4 == 1 && !answer_connect (fake, fd, body[6]))
      return;
    if (kind >> 4 == 8)
      answer_subscribe (fake, fd, body);
    if (kind >> 4 == 12)
      SAY (fd, 0xD0, 0);
  }
}

static gpointer
run (gpointer data)
{
  FakeBroker *fake = data;
  while (await_readable (fake, fake->listener)) {
    int fd = accept (fake->listener, NULL, NULL);
    g_atomic_int_inc (&fake->n_connections);
    serve (fake, fd);
    close (fd);
  }
  return NULL;
}

FakeBroker *
fake_broker_new (FakeKind kind)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  FakeBroker *fake = g_new0 (FakeBroker, 1);
  fake->kind = kind;
  fake->stop_fd = eventfd (0, EFD_CLOEXEC);
  fake->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fake->listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (fake->listener, 8), ==, 0);
  g_assert_cmpint (getsockname (fake->listener, (struct sockaddr *) &address, &size), ==, 0);
  fake->port = ntohs (address.sin_port);
  fake->thread = g_thread_new ("fake-broker", run, fake);
  return fake;
}

void
fake_broker_free (FakeBroker *fake)
{
  eventfd_write (fake->stop_fd, 1);
  g_thread_join (fake->thread);
  close (fake->listener);
  close (fake->stop_fd);
  g_free (fake);
}

guint
fake_broker_get_port (const FakeBroker *fake)
{
  return fake->port;
}

guint
fake_broker_get_n_connections (FakeBroker *fake)
{
  return (guint) g_atomic_int_get (&fake->n_connections);
}
