// Pollable streams in, pollable streams out, counted on the way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-metered-stream.h"

struct _FinMeteredStream {
  GIOStream parent_instance;
  GIOStream *base;
  GInputStream *input;
  GOutputStream *output;
  guint64 written;
  guint64 read;
  gsize left;
};

G_DEFINE_FINAL_TYPE (FinMeteredStream, fin_metered_stream, G_TYPE_IO_STREAM)

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

  if (whole->left == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "too much at once");
    return -1;
  }

  read = g_pollable_input_stream_read_nonblocking (input_base (stream), buffer,
                                                   MIN (size, whole->left), NULL, error);
  if (read > 0) {
    whole->left -= read;
    whole->read += read;
  }

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
    FIN_METERED_OUTPUT (stream)->whole->written += written;

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
}
