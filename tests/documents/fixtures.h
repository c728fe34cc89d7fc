// Documents to try the box with, made afresh: none is kept in the repository.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* An A4 page for each, saying "Page N" at its top and "needle" on the ninth, with a red square in
 * its top left corner. (transfer full) */
GBytes *fixture_pdf (guint n_pages);
/* A table of three rows, a line of Arabic, and a last line in Catalan.
 * (transfer full) */
GBytes *fixture_table_pdf (void);
/* One page whose catalog, page and annotations do everything a document should not: scripts, links,
 * forms that are sent, an attached file, a file to launch, a picture elsewhere; all at @url.
 * (transfer full) */
GBytes *fixture_evil_pdf (const char *url);
/* A document of pages all alike, quick to make with thousands. (transfer full) */
GBytes *fixture_long_pdf (guint n_pages);
/* A document that hurts who reads it: "kids" (the pages are their own parent), "count" (it says it has two
 * thousand million pages), "itself" (a drawing that draws itself), "stream" (a page of 100 MB in a
 * hundredth of that), "side" (a page of 350 kilometres), "deep" (a million lists in each other), "image" and
 * "bilevel" (pictures that say they are of thousands of millions of pixels, by Flate and by JBIG2), "group"
 * (see-through, and larger than the world), "notes" (the same one fifty thousand times). (transfer full) */
GBytes *fixture_hurting_pdf (const char *how);
/* A page turned by @rotation, with a crop box and a unit of its own, that says "Visible", "Neighbour",
 * "Typedname" (in a form) and "Annotated", and has words where nobody sees them: FIXTURE_SECRETS.
 * (transfer full) */
GBytes *fixture_secretive_pdf (guint rotation);
#define FIXTURE_SECRETS                                                                             \
  "Ghostword", "Whiteword", "Covered", "Offpage", "Cropped", "Layered", "Hiddennote", "Metaword",  \
      "Attachedword", "Thumbword"
/* (transfer full) */
GBytes *fixture_encrypted_pdf (void);

/* 400 by 300, left half red, right half blue, saved as @type ("jpeg", "png", "webp", "heic").
 * (transfer full) */
GBytes *fixture_picture (const char *type);
/* The JPEG as a telephone held upright saves it, EXIF telling to turn it, with a remark that says
 * "Remarkword" and a whole picture of its own in EXIF's place for one. (transfer full) */
GBytes *fixture_turned_jpeg (void);
/* A small file that says it is @width by @height. (transfer full) */
GBytes *fixture_png_bomb (guint32 width, guint32 height);

/* The first @length bytes. (transfer full) */
GBytes *fixture_cut (GBytes *whole, gsize length);

G_END_DECLS
