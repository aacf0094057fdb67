// Files of pictures, as far as they are looked into without decoding: what kind they are, how the camera was held, and
// whether a JPEG holds nothing but a picture. Pure; any bytes do.
#pragma once

#include "base/str.h"

enum picture_kind {
    PICTURE_JPEG,
    PICTURE_PNG,
    PICTURE_WEBP,
    PICTURE_KINDS_TAKEN, // those above are taken, those below are told apart only to say what to do
    PICTURE_EMPTY = PICTURE_KINDS_TAKEN,
    PICTURE_HEIC,
    PICTURE_AVIF,
    PICTURE_GIF,
    PICTURE_TIFF,
    PICTURE_BMP,
    PICTURE_SVG,
    PICTURE_PDF,
    PICTURE_FILM,
    PICTURE_OTHER,
    PICTURE_KINDS
};

enum picture_kind picture_kind_of(str file); // by its first bytes, whatever its name and declared type
// A sentence for whoever sent it: what it is and what to send instead. NULL for a kind that is taken.
const char *picture_refusal(enum picture_kind kind);

// EXIF's orientation of a file that is taken, 1 to 8 as the standard numbers them; 1 if it says none or nonsense.
enum { ORIENTATION_UPRIGHT = 1, ORIENTATIONS = 8 };
int picture_orientation(str file);

// Whether it is a baseline JPEG of what decoding needs (JFIF header, tables, frame, one scan) from its first to its
// last byte: no EXIF, XMP, IPTC, comment or colour profile, nothing behind its end.
bool jpeg_is_bare(str file);
