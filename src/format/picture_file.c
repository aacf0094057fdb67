#include "format/picture_file.h"

enum { BRAND_AT = 4, BRAND_END = 12, RIFF_HEAD = 12, RIFF_CHUNK = 8, PNG_HEAD = 8, PNG_CHUNK = 12 };
enum { TIFF_HEAD = 8, TIFF_ENTRY = 12, TIFF_SHORT = 3, TAG_ORIENTATION = 0x0112 };
enum { M_SOF0 = 0xC0, M_DHT = 0xC4, M_RST0 = 0xD0, M_RST7 = 0xD7, M_EOI = 0xD9, M_SOS = 0xDA };
enum { M_DQT = 0xDB, M_APP0 = 0xE0, M_APP1 = 0xE1, JFIF_SEGMENT = 16 };

static const struct {
    enum picture_kind kind;
    size_t at; // byte where it stands
    str with;
} SIGNS[] = {
    { PICTURE_JPEG, 0, STR_INIT("\xFF\xD8\xFF") },
    { PICTURE_PNG, 0, STR_INIT("\x89PNG\r\n\x1A\n") },
    { PICTURE_WEBP, 8, STR_INIT("WEBP") },
    { PICTURE_HEIC, BRAND_AT, STR_INIT("ftyphei") },
    { PICTURE_HEIC, BRAND_AT, STR_INIT("ftyphev") },
    { PICTURE_HEIC, BRAND_AT, STR_INIT("ftypmif1") },
    { PICTURE_HEIC, BRAND_AT, STR_INIT("ftypmsf1") },
    { PICTURE_AVIF, BRAND_AT, STR_INIT("ftypavi") },
    { PICTURE_FILM, BRAND_AT, STR_INIT("ftyp") },
    { PICTURE_FILM, 0, STR_INIT("\x1A\x45\xDF\xA3") },
    { PICTURE_GIF, 0, STR_INIT("GIF8") },
    { PICTURE_TIFF, 0, STR_INIT("II*\0") },
    { PICTURE_TIFF, 0, STR_INIT("MM\0*") },
    { PICTURE_BMP, 0, STR_INIT("BM") },
    { PICTURE_PDF, 0, STR_INIT("%PDF") },
    { PICTURE_SVG, 0, STR_INIT("<svg") },
    { PICTURE_SVG, 0, STR_INIT("<?xml") },
};

#define SEND_JPEG "send it as JPEG, PNG or WebP"

static const char *const REFUSALS[PICTURE_KINDS] = {
    [PICTURE_EMPTY] = "the file is empty: choose the photograph again",
    [PICTURE_HEIC] =
        "this is a HEIC photograph, which many browsers can't show: send it as JPEG. On an iPhone or iPad choose "
        "Settings, Camera, Formats, Most Compatible, and take it again; or open it, choose Share, Options, Most "
        "Compatible, and save it",
    [PICTURE_AVIF] = "this is an AVIF picture, which is not taken here: " SEND_JPEG,
    [PICTURE_GIF] = "this is a GIF picture, which is not taken here: " SEND_JPEG,
    [PICTURE_TIFF] = "this is a TIFF picture or a camera's raw file, which is not taken here: " SEND_JPEG,
    [PICTURE_BMP] = "this is a BMP picture, which is not taken here: " SEND_JPEG,
    [PICTURE_SVG] = "this is a drawing or a page, not a photograph: " SEND_JPEG,
    [PICTURE_PDF] =
        "this is a PDF, not a photograph: send the photographs that are in it as JPEG, PNG or WebP",
    [PICTURE_FILM] = "this is a film, which is not taken here: send a photograph, as JPEG, PNG or WebP",
    [PICTURE_OTHER] = "this is no photograph that can be read here: " SEND_JPEG,
};

static bool stands_at(str file, size_t at, str what)
{
    return file.n >= at && str_starts(str_from_byte(file, at), what);
}

enum picture_kind picture_kind_of(str file)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (stands_at(file, SIGNS[i].at, SIGNS[i].with) &&
            (SIGNS[i].kind != PICTURE_WEBP || str_starts(file, STR("RIFF"))))
            return SIGNS[i].kind;
    return file.n ? PICTURE_OTHER : PICTURE_EMPTY;
}

const char *picture_refusal(enum picture_kind kind)
{
    return REFUSALS[kind];
}

// A number of `bytes` bytes; the caller has seen that they are there.
static uint32_t number(str s, size_t at, size_t bytes, bool is_little)
{
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        size_t from = is_little ? bytes - 1 - i : i;
        value = value << 8 | (unsigned char)s.at[at + from];
    }
    return value;
}

// Of the first directory only, and without following any pointer but the one to it: there is nothing to go round in.
static int tiff_orientation(str tiff)
{
    bool is_little = str_starts(tiff, STR("II*\0"));
    if (tiff.n < TIFF_HEAD || !(is_little || str_starts(tiff, STR("MM\0*"))))
        return ORIENTATION_UPRIGHT;
    size_t at = number(tiff, 4, 4, is_little);
    if (at > tiff.n || tiff.n - at < 2)
        return ORIENTATION_UPRIGHT;
    size_t entries = number(tiff, at, 2, is_little);
    at += 2;
    for (size_t i = 0; i < entries && tiff.n - at >= TIFF_ENTRY; i++, at += TIFF_ENTRY) {
        if (number(tiff, at, 2, is_little) != TAG_ORIENTATION)
            continue;
        uint32_t value = number(tiff, at + 8, 2, is_little);
        bool is_good = number(tiff, at + 2, 2, is_little) == TIFF_SHORT && value >= 1 &&
            value <= ORIENTATIONS;
        return is_good ? (int)value : ORIENTATION_UPRIGHT;
    }
    return ORIENTATION_UPRIGHT;
}

// What stands between the marker at *at and the next, which *at moves to; false at the picture itself and at the end.
static bool segment_next(str file, size_t *at, int *marker, str *inside)
{
    while (*at + 1 < file.n && (unsigned char)file.at[*at] == 0xFF && (unsigned char)file.at[*at + 1] == 0xFF)
        ++*at; // a marker may have several before it
    if (*at + 4 > file.n || (unsigned char)file.at[*at] != 0xFF)
        return false;
    size_t length = number(file, *at + 2, 2, false);
    *marker = (unsigned char)file.at[*at + 1];
    if (*marker == M_EOI || length < 2 || length > file.n - *at - 2)
        return false;
    *inside = str_slice(file, *at + 4, *at + 2 + length);
    *at += 2 + length;
    return true;
}

static str jpeg_exif(str file)
{
    size_t at = 2;
    int marker;
    str inside;
    while (segment_next(file, &at, &marker, &inside) && marker != M_SOS)
        if (marker == M_APP1 && str_starts(inside, STR("Exif\0\0")))
            return str_from_byte(inside, 6);
    return (str){ 0 };
}

static str png_exif(str file)
{
    for (size_t at = PNG_HEAD; at <= file.n && file.n - at >= PNG_CHUNK;) {
        size_t length = number(file, at, 4, false);
        if (length > file.n - at - PNG_CHUNK)
            break;
        if (stands_at(file, at + 4, STR("eXIf")))
            return str_slice(file, at + 8, at + 8 + length);
        at += PNG_CHUNK + length;
    }
    return (str){ 0 };
}

static str webp_exif(str file)
{
    for (size_t at = RIFF_HEAD; at <= file.n && file.n - at >= RIFF_CHUNK;) {
        size_t length = number(file, at + 4, 4, true);
        if (length > file.n - at - RIFF_CHUNK)
            break;
        str inside = str_slice(file, at + RIFF_CHUNK, at + RIFF_CHUNK + length);
        if (stands_at(file, at, STR("EXIF")))
            return str_starts(inside, STR("Exif\0\0")) ? str_from_byte(inside, 6) : inside;
        at += RIFF_CHUNK + length + (length & 1);
    }
    return (str){ 0 };
}

int picture_orientation(str file)
{
    switch (picture_kind_of(file)) {
    case PICTURE_JPEG:
        return tiff_orientation(jpeg_exif(file));
    case PICTURE_PNG:
        return tiff_orientation(png_exif(file));
    case PICTURE_WEBP:
        return tiff_orientation(webp_exif(file));
    default:
        return ORIENTATION_UPRIGHT;
    }
}

// Behind the head of the scan: only its own bytes, then the end of the picture, which is the end of the file.
static bool is_scan_to_the_end(str file, size_t at)
{
    for (; at + 1 < file.n; at++) {
        int next = (unsigned char)file.at[at + 1];
        if ((unsigned char)file.at[at] != 0xFF || next == 0 || (next >= M_RST0 && next <= M_RST7))
            continue;
        return next == M_EOI && at + 2 == file.n;
    }
    return false;
}

bool jpeg_is_bare(str file)
{
    size_t at = 2;
    int marker;
    str inside;
    if (!str_starts(file, STR("\xFF\xD8")))
        return false;
    while (segment_next(file, &at, &marker, &inside)) {
        bool is_jfif = marker == M_APP0 && str_starts(inside, STR("JFIF\0")) && inside.n + 2 == JFIF_SEGMENT;
        if (marker == M_SOS)
            return is_scan_to_the_end(file, at);
        if (!is_jfif && marker != M_DQT && marker != M_DHT && marker != M_SOF0)
            return false;
    }
    return false;
}
