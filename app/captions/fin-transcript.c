// What was said and written, in the order of time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-line.h"
#include "fin-t140.h"
#include "fin-utterance.h"

#define LOST      "\xEF\xBF\xBD"
#define LINES_MAX 5000 /* the oldest go: nobody may fill the memory by pressing Enter */

/* One participant's stream. */
typedef struct {
  FinTranscript *transcript;
  char *from;
  FinT140Decoder decoder;
  guint next_number[3]; /* by origin */
  gboolean fed;         /* since the last loss */
  FinLine *mark;        /* a loss that is a line of its own, or NULL; unowned */
  FinLine *line;        /* while a message is decoded: the open line, and its text as it changes */
  GString *text;
  glong characters;
} Stream;

struct _FinTranscript {
  GObject parent_instance;

  GPtrArray *lines;
  GHashTable *streams; /* participant id → Stream */
  gint64 ahead;        /* of g_get_monotonic_time(): the office's clock, µs */
};

static void fin_transcript_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinTranscript,
                               fin_transcript,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_transcript_list_model_init))

static void
stream_free (Stream *stream)
{
  g_free (stream->from);
  g_free (stream);
}

static Stream *
stream_of (FinTranscript *self, const char *from)
{
  Stream *stream = g_hash_table_lookup (self->streams, from);

  g_assert (FIN_IS_TRANSCRIPT (self));

  if (stream == NULL) {
    stream = g_new0 (Stream, 1);
    stream->transcript = self;
    stream->from = g_strdup (from);
    g_hash_table_insert (self->streams, stream->from, stream);
  }

  return stream;
}

static void
forget (FinTranscript *self, guint i)
{
  Stream *stream = stream_of (self, fin_line_from (self->lines->pdata[i]));

  g_assert (FIN_IS_TRANSCRIPT (self));

  if (stream->mark == self->lines->pdata[i])
    stream->mark = NULL;
  g_ptr_array_remove_index (self->lines, i);
  g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
}

/* Clocks differ between here and the office, but everybody's own lines keep their order. */
static gboolean
goes_before (FinLine *other, Stream *stream, FinOrigin origin, guint number, GDateTime *at)
{
  if (fin_line_origin (other) == origin && g_str_equal (fin_line_from (other), stream->from))
    return number < fin_line_number (other);

  return g_date_time_compare (fin_line_at (other), at) > 0;
}

/* Puts it in after those that began before or with it. */
static FinLine *
insert (FinTranscript *self, Stream *stream, FinLine *line)
{
  FinOrigin origin = fin_line_origin (line);
  guint number = fin_line_number (line);
  g_autoptr (GDateTime) now = NULL;
  guint i;

  g_assert (FIN_IS_TRANSCRIPT (self));

  if (self->lines->len == LINES_MAX)
    forget (self, 0);
  /* The office's clock may have been put forward since it told. */
  now = fin_transcript_now (self);
  if (g_date_time_compare (fin_line_at (line), now) > 0)
    fin_transcript_set_now (self, fin_line_at (line));
  stream->next_number[origin] = MAX (stream->next_number[origin], number + 1);
  i = self->lines->len;
  while (i > 0 &&
         goes_before (self->lines->pdata[i - 1], stream, origin, number, fin_line_at (line)))
    i--;
  g_ptr_array_insert (self->lines, i, line);
  g_list_model_items_changed (G_LIST_MODEL (self), i, 0, 1);

  return line;
}

static FinLine *
add_line (FinTranscript *self,
          Stream *stream,
          guint number,
          const char *text,
          gboolean done,
          GDateTime *at)
{
  FinLine *line = _fin_line_new (stream->from, FIN_ORIGIN_TYPED, number, at);

  g_assert (FIN_IS_TRANSCRIPT (self));

  _fin_line_set (line, text, done);

  return insert (self, stream, line);
}

/* Line @number as the office has it: is there anything where a loss was only feared? */
static void
settle_mark (FinTranscript *self, Stream *stream, guint number, gboolean empty)
{
  FinLine *mark = stream->mark;
  guint i;

  g_assert (FIN_IS_TRANSCRIPT (self));

  /* Who says again by the office what went into a channel has found it closed before this side did.
   */
  stream->fed = FALSE;
  if (mark == NULL)
    return;

  stream->mark = NULL;
  if (number > fin_line_number (mark))
    _fin_line_set (mark, LOST, TRUE); /* they are further than what we have */
  else if ((number < fin_line_number (mark) || empty) && g_ptr_array_find (self->lines, mark, &i)) {
    stream->next_number[FIN_ORIGIN_TYPED] = fin_line_number (mark);
    forget (self, i);
  }
}

/* What was decoded so far becomes what is seen. */
static void
settle (Stream *stream, gboolean done)
{
  if (stream->line != NULL)
    _fin_line_set (stream->line, stream->text->str, done);
  else if (stream->text->len > 0) {
    g_autoptr (GDateTime) now = fin_transcript_now (stream->transcript);

    add_line (stream->transcript, stream, stream->next_number[FIN_ORIGIN_TYPED], stream->text->str,
              done, now);
  }

  if (done) {
    stream->line = NULL;
    stream->characters = 0;
    g_string_truncate (stream->text, 0);
  }
}

static void
event_cb (FinT140Event event, gunichar character, gpointer data)
{
  Stream *stream = data;

  switch (event) {
  case FIN_T140_TEXT:
    if (stream->characters < FIN_T140_LINE_MAX) {
      g_string_append_unichar (stream->text, character);
      stream->characters++;
    }
    break;
  case FIN_T140_ERASED:
    g_string_truncate (stream->text, fin_t140_last_cluster (stream->text->str));
    stream->characters = g_utf8_strlen (stream->text->str, -1);
    break;
  case FIN_T140_ENDED:
    settle (stream, TRUE);
    break;
  }
}

static GType
fin_transcript_get_item_type (GListModel *model)
{
  return FIN_TYPE_LINE;
}

static guint
fin_transcript_get_n_items (GListModel *model)
{
  return FIN_TRANSCRIPT (model)->lines->len;
}

static gpointer
fin_transcript_get_item (GListModel *model, guint i)
{
  FinTranscript *self = FIN_TRANSCRIPT (model);

  return i < self->lines->len ? g_object_ref (self->lines->pdata[i]) : NULL;
}

static void
fin_transcript_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_transcript_get_item_type;
  iface->get_n_items = fin_transcript_get_n_items;
  iface->get_item = fin_transcript_get_item;
}

static void
fin_transcript_finalize (GObject *object)
{
  FinTranscript *self = FIN_TRANSCRIPT (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->streams, g_hash_table_unref);

  G_OBJECT_CLASS (fin_transcript_parent_class)->finalize (object);
}

static void
fin_transcript_class_init (FinTranscriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_transcript_finalize;
}

static void
fin_transcript_init (FinTranscript *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->streams =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)stream_free);
  self->ahead = g_get_real_time () - g_get_monotonic_time ();
}

FinTranscript *
fin_transcript_new (void)
{
  return g_object_new (FIN_TYPE_TRANSCRIPT, NULL);
}

GDateTime *
fin_transcript_now (FinTranscript *self)
{
  g_autoptr (GDateTime) epoch = NULL;

  g_return_val_if_fail (FIN_IS_TRANSCRIPT (self), NULL);

  epoch = g_date_time_new_from_unix_utc (0);

  return g_date_time_add (epoch, g_get_monotonic_time () + self->ahead);
}

void
fin_transcript_set_now (FinTranscript *self, GDateTime *now)
{
  g_return_if_fail (FIN_IS_TRANSCRIPT (self));
  g_return_if_fail (now != NULL);

  self->ahead = g_date_time_to_unix (now) * G_USEC_PER_SEC + g_date_time_get_microsecond (now) -
                g_get_monotonic_time ();
}

void
fin_transcript_set_line (FinTranscript *self,
                         const char *from,
                         guint number,
                         const char *text,
                         gboolean done,
                         GDateTime *at)
{
  g_autoptr (GDateTime) began = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *bounded = NULL;
  Stream *stream;
  FinLine *line;

  g_return_if_fail (FIN_IS_TRANSCRIPT (self));
  g_return_if_fail (from != NULL && text != NULL);

  stream = stream_of (self, from);
  settle_mark (self, stream, number, text[0] == '\0');
  valid = g_utf8_make_valid (text, -1);
  bounded = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), FIN_T140_LINE_MAX));
  line = fin_transcript_line (self, from, FIN_ORIGIN_TYPED, number);
  if (line == NULL && text[0] == '\0' && !done)
    stream->next_number[FIN_ORIGIN_TYPED] = MAX (stream->next_number[FIN_ORIGIN_TYPED], number);
  else if (line == NULL) {
    began = at != NULL ? g_date_time_ref (at) : fin_transcript_now (self);
    add_line (self, stream, number, bounded, done, began);
  } else if (done || !fin_line_done (line))
    _fin_line_set (line, bounded, done);
}

FinLine *
fin_transcript_line (FinTranscript *self, const char *from, FinOrigin origin, guint number)
{
  g_return_val_if_fail (FIN_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (from != NULL, NULL);

  for (guint i = self->lines->len; i > 0; i--) {
    FinLine *line = self->lines->pdata[i - 1];

    if (fin_line_number (line) == number && fin_line_origin (line) == origin &&
        g_str_equal (fin_line_from (line), from))
      return line;
  }

  return NULL;
}

FinLine *
fin_transcript_set_caption (FinTranscript *self,
                            const char *from,
                            const FinCaption *caption,
                            GDateTime *at)
{
  g_autofree char *text = NULL;
  FinCaption clean;
  FinLine *line;

  g_return_val_if_fail (FIN_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (from != NULL && caption != NULL && at != NULL, NULL);
  g_return_val_if_fail (caption->origin != FIN_ORIGIN_TYPED, NULL);

  text = fin_utterance_clean (caption->text);
  clean = *caption;
  clean.text = text;
  line = fin_transcript_line (self, from, caption->origin, caption->number);
  if (line == NULL) {
    line = _fin_line_new (from, caption->origin, caption->number, at);
    _fin_line_hear (line, &clean);
    return insert (self, stream_of (self, from), line);
  }
  /* What somebody put right stands against what a machine made of it, also when that comes later.
   */
  if ((caption->done || !fin_line_done (line)) && (caption->mended || !fin_line_mended (line)))
    _fin_line_hear (line, &clean);

  return line;
}

void
fin_transcript_set_translation (
    FinTranscript *self, FinLine *line, const char *language, const char *text, gboolean draft)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (FIN_IS_TRANSCRIPT (self));
  g_return_if_fail (FIN_IS_LINE (line));
  g_return_if_fail (language != NULL && text != NULL);

  clean = fin_utterance_clean (text);
  _fin_line_translate (line, language, clean, draft);
}

void
fin_transcript_feed (FinTranscript *self, const char *from, const char *t140, gsize length)
{
  g_autoptr (GString) text = NULL;
  Stream *stream;

  g_return_if_fail (FIN_IS_TRANSCRIPT (self));
  g_return_if_fail (from != NULL && (t140 != NULL || length == 0));

  stream = stream_of (self, from);
  stream->fed = TRUE;
  stream->mark = NULL; /* it goes on as the beginning of what comes now */
  stream->line = fin_transcript_open_line (self, from);
  text = g_string_new (stream->line != NULL ? fin_line_text (stream->line) : NULL);
  stream->text = text;
  stream->characters = g_utf8_strlen (text->str, -1);

  fin_t140_decode (&stream->decoder, t140, length, event_cb, stream);
  settle (stream, FALSE);

  stream->text = NULL;
  stream->line = NULL;
}

void
fin_transcript_mark_loss (FinTranscript *self, const char *from)
{
  g_autofree char *text = NULL;
  gboolean fed;
  Stream *stream;
  FinLine *line;

  g_return_if_fail (FIN_IS_TRANSCRIPT (self));
  g_return_if_fail (from != NULL);

  stream = stream_of (self, from);
  fed = stream->fed;
  stream->fed = FALSE;
  /* The rest of a character that was cut does not come any more. */
  stream->decoder = (FinT140Decoder){ 0 };
  line = fin_transcript_open_line (self, from);
  if (line == NULL) {
    g_autoptr (GDateTime) now = fin_transcript_now (self);

    if (fed)
      stream->mark =
          add_line (self, stream, stream->next_number[FIN_ORIGIN_TYPED], LOST, FALSE, now);
    return;
  }
  if (g_str_has_suffix (fin_line_text (line), LOST))
    return;

  text = g_strconcat (fin_line_text (line), LOST, NULL);
  _fin_line_set (line, text, FALSE);
}

FinLine *
fin_transcript_open_line (FinTranscript *self, const char *from)
{
  g_return_val_if_fail (FIN_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (from != NULL, NULL);

  for (guint i = self->lines->len; i > 0; i--) {
    FinLine *line = self->lines->pdata[i - 1];

    if (!fin_line_done (line) && fin_line_origin (line) == FIN_ORIGIN_TYPED &&
        g_str_equal (fin_line_from (line), from))
      return line;
  }

  return NULL;
}

guint
fin_transcript_next_number (FinTranscript *self, const char *from, FinOrigin origin)
{
  g_return_val_if_fail (FIN_IS_TRANSCRIPT (self), 0);
  g_return_val_if_fail (from != NULL, 0);

  return stream_of (self, from)->next_number[origin];
}
