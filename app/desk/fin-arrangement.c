// The best of a few divisions: those in front share the main part, the others a strip beside or
// below it. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-arrangement.h"

/* Of oneself in the corner of a single other. */
#define SELF_SHARE  4
#define SELF_MIN    64
#define SELF_MAX    144
#define SELF_MARGIN 10

#define MAX_SEATS 8
/* What a picture counts: those in front, beside them, and oneself. */
#define BESIDE   0.5
#define ONESELF  0.1
#define SMALLEST 40 /* pixels: less is no face */
/* Of `shares`, from which on there is room for a face that is looked at. */
#define LEAST_BESIDE 2

typedef struct {
  const FinSeat *seats;
  guint n;
  gboolean front[MAX_SEATS];
  guint n_front;
  int gap;
} Seating;

/* Signers stand in front where room is divided unevenly, or among so many that an even share would
 * be less than theirs. */
static void
choose_front (Seating *self)
{
  guint others = 0;
  gboolean pinned = FALSE, signer = FALSE;

  for (guint i = 0; i < self->n; i++) {
    others += (self->seats[i] & FIN_SEAT_SELF) == 0;
    pinned = pinned || (self->seats[i] & FIN_SEAT_PINNED) != 0;
    signer = signer || (self->seats[i] & FIN_SEAT_SIGNER) != 0;
  }
  for (guint i = 0; i < self->n; i++) {
    self->front[i] = self->seats[i] != FIN_SEAT_SELF &&
                     (self->seats[i] != FIN_SEAT_OTHER || !(pinned || (signer && others > 2)));
    self->n_front += self->front[i];
  }
}

/* Those that are @front, in rows of @columns within @room. */
static void
place_grid (const Seating *self,
            gboolean front,
            guint columns,
            const GdkRectangle *room,
            GdkRectangle *places)
{
  guint count = front ? self->n_front : self->n - self->n_front;
  guint rows = (count + columns - 1) / columns;
  int width = (room->width - self->gap * ((int)columns - 1)) / (int)columns;
  int height = (room->height - self->gap * ((int)rows - 1)) / (int)rows;
  guint next = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->front[i] == front) {
      places[i] =
          (GdkRectangle){ room->x + (int)(next % columns) * (width + self->gap),
                          room->y + (int)(next / columns) * (height + self->gap), width, height };
      next++;
    }
}

static double
picture_of (const GdkRectangle *place)
{
  double width = MIN (place->width, place->height * 4.0 / 3);

  return width > 0 ? width * width * 3 / 4 : 0;
}

/* How good it is; negative when it breaks a promise, the less the better it still is. */
static double
score (const Seating *self, const GdkRectangle *places)
{
  double sum = 0, total = 0, least_front = G_MAXDOUBLE, most_beside = 0;
  gboolean kept = TRUE;

  for (guint i = 0; i < self->n; i++) {
    double area = (double)places[i].width * places[i].height;
    double counts = self->front[i] ? 1 : self->seats[i] == FIN_SEAT_SELF ? ONESELF : BESIDE;

    sum += counts * picture_of (&places[i]);
    if (self->seats[i] != FIN_SEAT_SELF)
      total += area;
    if (self->front[i])
      least_front = MIN (least_front, area);
    else
      most_beside = MAX (most_beside, area);
    kept = kept && places[i].width >= SMALLEST && places[i].height >= SMALLEST;
  }
  for (guint i = 0; i < self->n; i++)
    kept = kept && ((self->seats[i] & FIN_SEAT_SIGNER) == 0 ||
                    3.0 * (places[i].width + 1) * (places[i].height + 1) >= total);

  return kept && most_beside < least_front ? sum : sum / 1e9 - 1;
}

static void
try_columns (const Seating *self,
             const GdkRectangle *main,
             const GdkRectangle *strip,
             GdkRectangle *best,
             double *best_score)
{
  guint beside = self->n - self->n_front;
  GdkRectangle places[MAX_SEATS];

  for (guint columns = 1; columns <= self->n_front; columns++)
    for (guint more = MIN (1, beside); more <= beside; more++) {
      double now;

      place_grid (self, TRUE, columns, main, places);
      if (more > 0)
        place_grid (self, FALSE, more, strip, places);
      now = score (self, places);
      if (*best_score == 0 || now > *best_score) {
        *best_score = now;
        memcpy (best, places, self->n * sizeof *places);
      }
      if (more == 0)
        break;
    }
}

static void
place_two (const FinSeat *seats, int width, int height, GdkRectangle *places)
{
  int self_width = CLAMP (width / SELF_SHARE, SELF_MIN, SELF_MAX);

  for (guint i = 0; i < 2; i++)
    places[i] = seats[i] == FIN_SEAT_SELF
                    ? (GdkRectangle){ width - SELF_MARGIN - self_width, SELF_MARGIN, self_width,
                                      self_width * 3 / 4 }
                    : (GdkRectangle){ 0, 0, width, height };
}

/* To the size of the picture, in the corner: oneself needs no more. */
static void
shrink (GdkRectangle *place)
{
  int width = MIN (place->width, place->height * 4 / 3);

  place->x += place->width - width;
  place->width = width;
  place->height = MIN (place->height, width * 3 / 4);
}

void
fin_arrange (const FinSeat *seats, guint n, int width, int height, int gap, GdkRectangle *places)
{
  static const double shares[] = { 0.14, 0.18, 0.22, 0.26, 0.3, 0.34, 0.4 };
  Seating seating = { .seats = seats, .n = n, .gap = gap };
  double best = 0;
  gboolean alone; /* nobody is beside those in front but oneself */

  g_return_if_fail (n <= MAX_SEATS);

  if (n == 0)
    return;
  if (n == 2 && (seats[0] == FIN_SEAT_SELF) != (seats[1] == FIN_SEAT_SELF)) {
    place_two (seats, width, height, places);
    return;
  }
  choose_front (&seating);
  if (seating.n_front == 0 || seating.n_front == n) {
    for (guint i = 0; i < n; i++)
      seating.front[i] = TRUE;
    seating.n_front = n;
    try_columns (&seating, &(GdkRectangle){ 0, 0, width, height }, NULL, places, &best);
    return;
  }

  alone = n - seating.n_front == 1;
  for (guint i = 0; i < n; i++)
    alone = alone && (seating.front[i] || seats[i] == FIN_SEAT_SELF);
  for (guint i = alone ? 0 : LEAST_BESIDE; i < G_N_ELEMENTS (shares); i++) {
    int across = (int)(width * shares[i]), down = (int)(height * shares[i]);

    try_columns (&seating, &(GdkRectangle){ 0, 0, width - across - gap, height },
                 &(GdkRectangle){ width - across, 0, across, height }, places, &best);
    try_columns (&seating, &(GdkRectangle){ 0, 0, width, height - down - gap },
                 &(GdkRectangle){ 0, height - down, width, down }, places, &best);
  }
  for (guint i = 0; alone && i < n; i++)
    if (seats[i] == FIN_SEAT_SELF)
      shrink (&places[i]);
}
