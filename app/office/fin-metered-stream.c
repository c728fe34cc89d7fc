// Pollable streams in, pollable streams out, counted on the way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-metered-stream.h"

/* libsoup handles all that can be read at once, small frames slower the more there is of them. */
#define PORTION   (16 * 1024)
#define MAX_PONGS 128

/* Where in a WebSocket's frames (RFC 6455, 5.2) a direction is. */
typedef struct {
  guint8 head[14]; /* of the frame now going by, as far as it is here */
  guint have;
  guint64 payload; /* of it, still to come */
  gboolean inside; /* its head is whole */
} Frames;

#define OPCODE(head) ((head)[0] & 0x0f)
#define PING         0x9
#define PONG         0xa
#define CONTROL      0x8 /* this bit and those above */

struct _FinMeteredStream {
  GIOStream parent_instance;
  GIOStream *base;
  GInputStream *input;
  GOutputStream *output;
  guint64 written;
  guint64 read;
  gsize left;
  gsize portion; /* left of what may be read before others have their turn */
  guint pongs;   /* owed for what was read and not yet written */
  Frames in;
  Frames out;
};

G_DEFINE_FINAL_TYPE (FinMeteredStream, fin_metered_stream, G_TYPE_IO_STREAM)

static guint
head_size (const Frames *frames)
{
  guint length = frames->have > 1 ? frames->head[1] & 0x7f : 0;

  return 2 +
         (length == 126   ? 2
          : length == 127 ? 8
                          : 0) +
         (frames->have > 1 && frames->head[1] & 0x80 ? 4 : 0);
}

static guint64
payload_size (const Frames *frames)
{
  guint length = frames->head[1] & 0x7f;
  guint bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
  guint64 size = bytes == 0 ? length : 0;

  for (guint i = 0; i < bytes; i++)
    size = size << 8 | frames->head[2 + i];

  return size;
}

/* Goes on to the end of what is in @size bytes at @data or of the frame, whichever comes first:
 * returns how much that was. */
static gsize
follow (Frames *frames, const guint8 *data, gsize size, gboolean *ended)
{
  gsize used = 0;

  while (!frames->inside && used < size) {
    frames->head[frames->have++] = data[used++];
    if (frames->have >= 2 && frames->have == head_size (frames)) {
      frames->inside = TRUE;
      frames->payload = payload_size (frames);
    }
  }
  if (frames->inside) {
    guint64 part = MIN (frames->payload, size - used);

    frames->payload -= part;
    used += part;
  }

  *ended = frames->inside && frames->payload == 0;
  if (*ended) {
    frames->inside = FALSE;
    frames->have = 0;
  }

  return used;
}

static void
count_read (FinMeteredStream *self, const guint8 *data, gsize size)
{
  gboolean ended;

  self->read += size;
  self->left -= size;
  self->portion -= size;
  for (gsize at = 0; at < size;) {
    at += follow (&self->in, data + at, size - at, &ended);
    if (ended && OPCODE (self->in.head) == PING)
      self->pongs++;
  }
}

static void
count_written (FinMeteredStream *self, const guint8 *data, gsize size)
{
  gboolean ended;

  for (gsize at = 0; at < size;) {
    gsize used = follow (&self->out, data + at, size - at, &ended);

    /* Its first byte is here by now, whatever part of it this is. */
    if ((OPCODE (self->out.head) & CONTROL) == 0)
      self->written += used;
    else if (ended && OPCODE (self->out.head) == PONG && self->pongs > 0)
      self->pongs--;
    at += used;
  }
}

/* The two halves. Each knows its whole without owning it: the whole owns them. */

#define FIN_TYPE_METERED_INPUT (fin_metered_input_get_type ())
G_DECLARE_FINAL_TYPE (FinMeteredInput, fin_metered_input, FIN, METERED_INPUT, GFilterInputStream)

struct _FinMeteredInput {
  GFilterInputStream parent_instance;
  FinMeteredStream *whole;
};

#define FIN_TYPE_METERED_OUTPUT (fin_metered_output_get_type ())
G_DECLARE_FINAL_TYPE (
    FinMeteredOutput, fin_metered_output, FIN, METERED_OUTPUT, GFilterOutputStream)

struct _FinMeteredOutput {
  GFilterOutputStream parent_instance;
  FinMeteredStream *whole;
};

static GPollableInputStream *
input_base (GPollableInputStream *stream)
{
  return G_POLLABLE_INPUT_STREAM (
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream)));
}

static gssize
input_read (GPollableInputStream *stream, void *buffer, gsize size, GError **error)
{
  FinMeteredStream *whole = FIN_METERED_INPUT (stream)->whole;
  gssize read;

  if (whole->left == 0 || whole->pongs > MAX_PONGS) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "too much at once");
    return -1;
  }

  if (whole->portion == 0) {
    whole->portion = PORTION;
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "others first");
    return -1;
  }

  read = g_pollable_input_stream_read_nonblocking (
      input_base (stream), buffer, MIN (size, MIN (whole->left, whole->portion)), NULL, error);
  if (read > 0)
    count_read (whole, buffer, read);
  else
    whole->portion = PORTION;

  return read;
}

static gboolean
input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (input_base (stream));
}

static GSource *
input_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base =
      g_pollable_input_stream_create_source (input_base (stream), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static void
input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = input_is_readable;
  iface->create_source = input_source;
  iface->read_nonblocking = input_read;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FinMeteredInput,
                               fin_metered_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      input_pollable_init))

static void
fin_metered_input_class_init (FinMeteredInputClass *klass)
{
}

static void
fin_metered_input_init (FinMeteredInput *self)
{
}

static GPollableOutputStream *
output_base (GPollableOutputStream *stream)
{
  return G_POLLABLE_OUTPUT_STREAM (
      g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (stream)));
}

static gssize
output_write (GPollableOutputStream *stream, const void *buffer, gsize size, GError **error)
{
  gssize written =
      g_pollable_output_stream_write_nonblocking (output_base (stream), buffer, size, NULL, error);

  if (written > 0)
    count_written (FIN_METERED_OUTPUT (stream)->whole, buffer, written);

  return written;
}

static gboolean
output_is_writable (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_is_writable (output_base (stream));
}

static GSource *
output_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base =
      g_pollable_output_stream_create_source (output_base (stream), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static void
output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = output_is_writable;
  iface->create_source = output_source;
  iface->write_nonblocking = output_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FinMeteredOutput,
                               fin_metered_output,
                               G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      output_pollable_init))

static void
fin_metered_output_class_init (FinMeteredOutputClass *klass)
{
}

static void
fin_metered_output_init (FinMeteredOutput *self)
{
}

GIOStream *
fin_metered_stream_new (GIOStream *base)
{
  FinMeteredStream *self = g_object_new (FIN_TYPE_METERED_STREAM, NULL);
  FinMeteredInput *input =
      g_object_new (FIN_TYPE_METERED_INPUT, "base-stream", g_io_stream_get_input_stream (base),
                    "close-base-stream", FALSE, NULL);
  FinMeteredOutput *output =
      g_object_new (FIN_TYPE_METERED_OUTPUT, "base-stream", g_io_stream_get_output_stream (base),
                    "close-base-stream", FALSE, NULL);

  self->base = g_object_ref (base);
  input->whole = self;
  self->input = G_INPUT_STREAM (input);
  output->whole = self;
  self->output = G_OUTPUT_STREAM (output);

  return G_IO_STREAM (self);
}

guint64
fin_metered_stream_written (FinMeteredStream *self)
{
  g_return_val_if_fail (FIN_IS_METERED_STREAM (self), 0);

  return self->written;
}

guint64
fin_metered_stream_read (FinMeteredStream *self)
{
  g_return_val_if_fail (FIN_IS_METERED_STREAM (self), 0);

  return self->read;
}

void
fin_metered_stream_allow (FinMeteredStream *self, gsize allowance)
{
  g_return_if_fail (FIN_IS_METERED_STREAM (self));

  self->left = allowance;
}

static GInputStream *
fin_metered_stream_get_input_stream (GIOStream *stream)
{
  return FIN_METERED_STREAM (stream)->input;
}

static GOutputStream *
fin_metered_stream_get_output_stream (GIOStream *stream)
{
  return FIN_METERED_STREAM (stream)->output;
}

static gboolean
fin_metered_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (FIN_METERED_STREAM (stream)->base, cancellable, error);
}

static void
fin_metered_stream_finalize (GObject *object)
{
  FinMeteredStream *self = FIN_METERED_STREAM (object);

  g_object_unref (self->input);
  g_object_unref (self->output);
  g_object_unref (self->base);

  G_OBJECT_CLASS (fin_metered_stream_parent_class)->finalize (object);
}

static void
fin_metered_stream_class_init (FinMeteredStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_metered_stream_finalize;
  stream_class->get_input_stream = fin_metered_stream_get_input_stream;
  stream_class->get_output_stream = fin_metered_stream_get_output_stream;
  stream_class->close_fn = fin_metered_stream_close;
}

static void
fin_metered_stream_init (FinMeteredStream *self)
{
  self->left = G_MAXSIZE;
  self->portion = PORTION;
}
