// Photographs made clean in a process of their own: what comes out, what is refused and with which words, and that the
// process can do nothing else. This program is its own image child, and its own probe of the sandbox.
#include "format/picture_file.h"
#include "gateway/image.h"
#include "gateway/image_internal.h"

#include "samples.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARENA_BYTES = 64 << 20 };

// What the image child does instead of its work, where a test asks for that: named by the file below.
static const char *pretence_path(void)
{
    static char path[100];
    snprintf(path, sizeof path, "/tmp/wardmote-image-test-%d", (int)getppid());
    return path;
}

static struct ctx ctx;
static struct image_pool *pool;

static int setup(void **state)
{
    (void)state;
    ctx = (struct ctx){ .arena = arena_open(ARENA_BYTES) };
    pool = image_pool_open(ctx.arena, 1);
    return pool ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    image_pool_close(pool);
    arena_close(ctx.arena);
    return 0;
}

static result make(str bytes, struct picture *picture)
{
    return image_make(&ctx, pool, &(struct picture_asked){ .bytes = bytes }, picture);
}

static void refused(struct sample s, result wanted, const char *words)
{
    struct picture picture = { .width = 0 };
    ctx.error = (struct error){ .code = OK };
    result e = make(sample_str(&s), &picture);
    assert_string_equal(ctx.error.text, words);
    assert_int_equal(e, wanted);
    assert_int_equal(picture.large.n, 0);
    sample_free(&s);
}

// The colour in the middle of each quarter, as a letter, by a decoder that knows nothing of ours.
static void quarters(str jpeg, int size[2], char letters[5])
{
    struct jpeg_decompress_struct d;
    struct jpeg_error_mgr errors;
    d.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, (const unsigned char *)jpeg.at, jpeg.n);
    jpeg_read_header(&d, TRUE);
    d.out_color_space = JCS_RGB;
    jpeg_start_decompress(&d);
    size[0] = (int)d.output_width;
    size[1] = (int)d.output_height;
    unsigned char *row = malloc((size_t)size[0] * 3);
    for (int y = 0; y < size[1]; y++) {
        jpeg_read_scanlines(&d, &row, 1);
        for (int q = 0; q < 4; q++) {
            const unsigned char *p = row + 3 * (size[0] * (q % 2 ? 3 : 1) / 4);
            if (y == size[1] * (q / 2 ? 3 : 1) / 4)
                letters[q] = p[0] > 150 && p[1] > 150 && p[2] > 150 ? 'w'
                    : p[0] > 150                                    ? 'r'
                    : p[1] > 150                                    ? 'g'
                    : p[2] > 150                                    ? 'b'
                                                                    : 'k';
        }
    }
    letters[4] = 0;
    free(row);
    jpeg_finish_decompress(&d);
    jpeg_destroy_decompress(&d);
}

// It is taken, and becomes that: "rgbw 320x240, small 320x240".
static void taken(struct sample s, const char *wanted)
{
    struct picture p;
    char large[5] = "", small[5] = "", got[100];
    int size[2], small_size[2];
    ctx.error = (struct error){ .code = OK };
    result e = make(sample_str(&s), &p);
    assert_string_equal(ctx.error.text, "");
    assert_int_equal(e, OK);
    quarters(p.large, size, large);
    quarters(p.small, small_size, small);
    snprintf(got, sizeof got, "%s %dx%d, small %dx%d", large, size[0], size[1], small_size[0], small_size[1]);
    assert_string_equal(got, wanted);
    assert_string_equal(small, large);
    assert_int_equal(p.width, size[0]);
    assert_int_equal(p.height, size[1]);
    assert_int_equal(p.small_width, small_size[0]);
    assert_int_equal(p.small_height, small_size[1]);
    sample_free(&s);
}

static void test_forms(void **state)
{
    (void)state;
    taken(sample_jpeg((struct sample_jpeg){ .width = 640, .height = 480 }), "rgbw 640x480, small 320x240");
    taken(sample_jpeg((struct sample_jpeg){ .width = 640, .height = 480, .is_progressive = true }),
          "rgbw 640x480, small 320x240");
    taken(sample_jpeg((struct sample_jpeg){ .width = 300, .height = 200, .is_cmyk = true }),
          "rgbw 300x200, small 300x200");
    taken(sample_png((struct sample_png){ .width = 641, .height = 479 }), "rgbw 641x479, small 320x239");
    taken(sample_png((struct sample_png){ .width = 640, .height = 480, .is_interlaced = true }),
          "rgbw 640x480, small 320x240");
    taken(sample_png((struct sample_png){ .width = 640, .height = 480, .is_16 = true }),
          "rgbw 640x480, small 320x240");
    taken(sample_png((struct sample_png){ .width = 640, .height = 480, .is_palette = true }),
          "rgbw 640x480, small 320x240");
    taken(sample_png((struct sample_png){ .width = 640, .height = 480, .has_alpha = true }),
          "rwbw 640x480, small 320x240"); // what can be seen through is white
    taken(sample_png((struct sample_png){ .width = 640, .height = 480, .has_alpha = true, .is_16 = true }),
          "rwbw 640x480, small 320x240");
    taken(sample_webp(640, 480, 0, false), "rgbw 640x480, small 320x240");
    taken(sample_webp(640, 480, 0, true), "rgbw 640x480, small 320x240");
}

static void test_sizes(void **state)
{
    (void)state;
    taken(sample_jpeg((struct sample_jpeg){ .width = 3000, .height = 1000 }), "rgbw 1600x533, small 320x107");
    taken(sample_jpeg((struct sample_jpeg){ .width = 900, .height = 3200 }), "rgbw 450x1600, small 320x1138");
    taken(sample_png((struct sample_png){ .width = 1601, .height = 80 }), "rgbw 1600x80, small 320x16");
    taken(sample_webp(2400, 1800, 0, false), "rgbw 1600x1200, small 320x240");
    taken(sample_png((struct sample_png){ .width = 32, .height = 16 }), "rgbw 32x16, small 32x16");
}

static void test_orientations(void **state)
{
    static const char *const upright[] = {
        "", "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"
    };
    (void)state;
    for (int o = 1; o <= ORIENTATIONS; o++) {
        char wanted[100];
        snprintf(wanted, sizeof wanted, "%s %s", upright[o],
                 o > 4 ? "240x400, small 240x400" : "400x240, small 320x192");
        taken(sample_jpeg((struct sample_jpeg){ .width = 400, .height = 240, .orientation = o }), wanted);
        taken(sample_png((struct sample_png){ .width = 400, .height = 240, .orientation = o }), wanted);
        taken(sample_webp(400, 240, o, false), wanted);
    }
    taken(sample_jpeg((struct sample_jpeg){ .width = 400, .height = 240, .orientation = 9 }),
          "rgbw 400x240, small 320x192"); // there is no ninth
}

static bool holds(str bytes, const char *what)
{
    return str_find(bytes, str_from(what)) < bytes.n;
}

// As exiftool would look: every segment up to the picture is named, and nothing that was put in is left anywhere.
static void metadata_absent(str jpeg)
{
    static const char *const traces[] = { "Exif",   "CAMERA", "GPS",       "adobe",  "xmp",    "8BIM",
                                          "SECRET", "ICC_",   "Photoshop", "PK\3\4", "<script" };
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        if (holds(jpeg, traces[i]))
            fail_msg("'%s' is still in it", traces[i]);
    for (size_t at = 2; (unsigned char)jpeg.at[at + 1] != 0xDA;) {
        unsigned marker = (unsigned char)jpeg.at[at + 1];
        if (marker != 0xE0 && marker != 0xDB && marker != 0xC0 && marker != 0xC4)
            fail_msg("a segment %02X is in it", marker);
        at += 2 + ((size_t)(unsigned char)jpeg.at[at + 2] << 8 | (unsigned char)jpeg.at[at + 3]);
    }
    assert_true(jpeg_is_bare(jpeg));
}

static void test_metadata(void **state)
{
    struct sample all[] = {
        sample_jpeg(
            (struct sample_jpeg){ .width = 64, .height = 48, .orientation = 1, .has_everything = true }),
        sample_png((struct sample_png){ .width = 64, .height = 48, .orientation = 1, .has_words = true }),
        sample_webp(64, 48, 1, false),
    };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct picture p;
        SAMPLE_TEXT(&all[i], "PK\3\4<script>alert(1)</script>"); // also another sort of file, or a page
        assert_false(jpeg_is_bare(sample_str(&all[i])));
        assert_int_equal(make(sample_str(&all[i]), &p), OK);
        metadata_absent(p.large);
        metadata_absent(p.small);
        sample_free(&all[i]);
    }
}

static void test_covers(void **state)
{
    const struct picture_cover covers[] = { { 0, 0, 200, 150 },
                                            { 300, 200, 5000, 5000 },
                                            { -50, -50, 10, 10 } };
    struct sample s = sample_jpeg((struct sample_jpeg){ .width = 400, .height = 300, .orientation = 3 });
    struct picture p;
    char letters[5];
    int size[2];
    (void)state;
    assert_int_equal(image_make(&ctx, pool, &(struct picture_asked){ sample_str(&s), covers, 3 }, &p), OK);
    quarters(p.large, size, letters);
    assert_string_equal(letters, "kbgk"); // upside down, so wbgr without the covers
    quarters(p.small, size, letters);
    assert_string_equal(letters, "kbgk");
    sample_free(&s);
}

static struct sample bytes_of(const char *text, size_t n)
{
    struct sample s = sample_open();
    sample_add(&s, text, n);
    return s;
}
#define BYTES(text) bytes_of((text), sizeof(text) - 1)

static void test_other_files(void **state)
{
    (void)state;
    refused(BYTES(""), ERR_INPUT, "the file is empty: choose the photograph again");
    refused(
        BYTES("\0\0\0\x18"
              "ftypheic"),
        ERR_INPUT,
        "this is a HEIC photograph, which many browsers can't show: send it as JPEG. On an iPhone or iPad choose "
        "Settings, Camera, Formats, Most Compatible, and take it again; or open it, choose Share, Options, Most "
        "Compatible, and save it");
    refused(BYTES("\0\0\0\x18"
                  "ftypavif"),
            ERR_INPUT, "this is an AVIF picture, which is not taken here: send it as JPEG, PNG or WebP");
    refused(BYTES("\0\0\0\x18"
                  "ftypmp42"),
            ERR_INPUT, "this is a film, which is not taken here: send a photograph, as JPEG, PNG or WebP");
    refused(BYTES("GIF89a"), ERR_INPUT,
            "this is a GIF picture, which is not taken here: send it as JPEG, PNG or WebP");
    refused(BYTES("%PDF-1.7"), ERR_INPUT,
            "this is a PDF, not a photograph: send the photographs that are in it as JPEG, PNG or WebP");
    refused(BYTES("<svg xmlns"), ERR_INPUT,
            "this is a drawing or a page, not a photograph: send it as JPEG, PNG or WebP");
    refused(BYTES("hello"), ERR_INPUT,
            "this is no photograph that can be read here: send it as JPEG, PNG or WebP");
    refused(sample_webp_moving(), ERR_INPUT, "this is a moving picture: send one that stands still");
}

#define DAMAGED                                                                                              \
    "the photograph is damaged: open it on your device to see whether it is whole, and send it again or "    \
    "send another"
#define CUT_OFF "the photograph is cut off: not all of it has arrived, send it again"

static struct sample cut(struct sample s, size_t keep_of_100)
{
    s.n = s.n * keep_of_100 / 100;
    return s;
}

static void test_damaged(void **state)
{
    struct sample jpeg = sample_jpeg((struct sample_jpeg){ .width = 640, .height = 480 });
    struct sample png = sample_png((struct sample_png){ .width = 640, .height = 480 });
    (void)state;
    refused(BYTES("\xFF\xD8\xFF"), ERR_INPUT, CUT_OFF);
    refused(BYTES("\xFF\xD8\xFF\xE0\xFF\xFF"
                  "JFIF"),
            ERR_INPUT, CUT_OFF);
    refused(BYTES("\xFF\xD8\xFF\xC0\x00\x02\x08\0\x10\0\x10\x03\1\x11\0\2\x11\0\3\x11\0\xFF\xD9"), ERR_INPUT,
            DAMAGED); // a frame of no length
    refused(cut(jpeg, 60), ERR_INPUT, CUT_OFF);
    refused(cut(png, 60), ERR_INPUT, CUT_OFF);
    refused(cut(sample_webp(640, 480, 0, false), 60), ERR_INPUT, CUT_OFF);
    refused(cut(sample_webp(640, 480, 0, true), 60), ERR_INPUT, CUT_OFF);
    png = sample_png((struct sample_png){ .width = 640, .height = 480 });
    png.at[33] = 0x7F; // the next chunk has two thousand million bytes
    refused(png, ERR_INPUT, DAMAGED);
    png = sample_png((struct sample_png){ .width = 640, .height = 480 });
    png.at[png.n / 2] ^= 0xFF;
    refused(png, ERR_INPUT, DAMAGED);
    refused(BYTES("RIFF\xFF\xFF\xFF\xFFWEBPVP8 \xFF\xFF\xFF\xFF"), ERR_INPUT, DAMAGED);
}

#define TOO_MANY(w, h)                                                                                       \
    "the photograph says it has " #w " by " #h                                                               \
    " pixels, and at most 60 million are taken, at most 30000 on a "                                         \
    "side: send it smaller: most phones offer a size when a photograph is shared"

static void test_bombs(void **state)
{
    struct sample jpeg = sample_jpeg((struct sample_jpeg){ .width = 64, .height = 64 });
    struct sample heavy = sample_jpeg((struct sample_jpeg){ .width = 64, .height = 64 });
    struct sample zeros = { calloc(1, 13 << 20), 13 << 20, 13 << 20 };
    (void)state;
    sample_jpeg_size(&jpeg, 65500, 65500);
    refused(jpeg, ERR_INPUT, TOO_MANY(65500, 65500));
    refused(sample_png_bomb(100000, 100000, 1 << 20), ERR_INPUT, TOO_MANY(100000, 100000));
    refused(sample_png_bomb(60000001, 1, 1 << 20), ERR_INPUT, TOO_MANY(60000001, 1));
    refused(sample_png_bomb(7747, 7746, 1 << 20), ERR_INPUT,
            TOO_MANY(7747, 7746));                                     // the first beyond 60 million
    refused(sample_png_bomb(4000, 3000, 1 << 20), ERR_INPUT, DAMAGED); // not as many rows as it says
    sample_add(&heavy, zeros.at, zeros.n);
    sample_free(&zeros);
    refused(
        heavy, ERR_INPUT,
        "the photograph has 13.0 MB, and at most 12 are taken: send it smaller: most phones offer a size when a "
        "photograph is shared");
    taken(sample_png_text_bomb(200 << 20), "rgbw 40x30, small 40x30"); // words that nobody unpacks
}

// A JPEG that asks for the same small picture to be gone over again and again.
static void test_scans(void **state)
{
    struct sample s = sample_jpeg((struct sample_jpeg){ .width = 64, .height = 64, .is_progressive = true });
    size_t scan = 0, end = s.n - 2;
    struct sample many = sample_open();
    (void)state;
    for (size_t i = 2; i + 1 < s.n; i++)
        if (s.at[i] == 0xFF && s.at[i + 1] == 0xDA)
            scan = i; // the last
    sample_add(&many, s.at, end);
    for (int i = 0; i < 2000; i++)
        sample_add(&many, s.at + scan, end - scan);
    SAMPLE_TEXT(&many, "\xFF\xD9");
    sample_free(&s);
    refused(many, ERR_INPUT, DAMAGED);
}

// Whatever byte is missing or wrong, there is an answer.
static void test_every_byte(void **state)
{
    struct sample all[] = {
        sample_jpeg((struct sample_jpeg){ .width = 24, .height = 16, .orientation = 6 }),
        sample_png((struct sample_png){ .width = 24, .height = 16, .orientation = 6 }),
        sample_webp(24, 16, 6, false),
    };
    (void)state;
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < all[k].n; i++) {
            struct ctx own = { .arena = arena_open(32 << 20) };
            struct image_made made;
            unsigned char was = all[k].at[i];
            struct image_asked asked = { .bytes = { (const char *)all[k].at, i }, .pixels_max = 1 << 20 };
            assert_in_range(image_work(&own, &asked, &made), IMAGE_MADE, IMAGE_NO_MEMORY);
            all[k].at[i] = (unsigned char)(was ^ 0xFF);
            asked.bytes = sample_str(&all[k]);
            enum image_answer answer = image_work(&own, &asked, &made);
            assert_true(answer != IMAGE_MADE || (jpeg_is_bare(made.large) && jpeg_is_bare(made.small)));
            all[k].at[i] = was;
            arena_close(own.arena);
        }
    for (size_t k = 0; k < 3; k++)
        sample_free(&all[k]);
}

// The child's own arena without room, at every place.
static void test_no_memory(void **state)
{
    struct sample s = sample_jpeg((struct sample_jpeg){ .width = 200, .height = 100, .orientation = 6 });
    struct image_asked asked = { .bytes = sample_str(&s), .pixels_max = 1 << 20 };
    enum image_answer answer = IMAGE_NO_MEMORY;
    int64_t n = 1;
    (void)state;
    for (; answer == IMAGE_NO_MEMORY; n++) {
        struct ctx own = { .arena = arena_open(32 << 20) };
        struct image_made made;
        memory_fail_after(n);
        answer = image_work(&own, &asked, &made);
        memory_fail_after(0);
        arena_close(own.arena);
    }
    assert_int_equal(answer, IMAGE_MADE);
    assert_in_range(n, 8, 30);
    struct picture p;
    ctx.error = (struct error){ .code = OK };
    memory_fail_after(1); // its parent's, for what comes back
    assert_int_equal(make(sample_str(&s), &p), ERR_LIMIT);
    memory_fail_after(0);
    sample_free(&s);
}

// What a child says that a photograph has taken over, or that somebody has killed.
static const struct {
    const char *pretence, *words;
} PRETENCES[] = {
    { "killed",
      "the photograph took too long to open: send it smaller: most phones offer a size when a "
      "photograph is shared" },
    { "slow",
      "the photograph took too long to open: send it smaller: most phones offer a size when a "
      "photograph is shared" },
    { "deaf",
      "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that" },
    { "silent",
      "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that" },
    { "half",
      "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that" },
    { "huge",
      "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that" },
    { "exif",
      "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that" },
};

static void reply_send(uint32_t large, struct sample bytes)
{
    struct image_reply reply = { IMAGE_MAGIC, IMAGE_MADE, 64, 48, 64, 48, 64, 48, large, 0 };
    if (write(STDOUT_FILENO, &reply, sizeof reply) < 0 || write(STDOUT_FILENO, bytes.at, bytes.n) < 0)
        _exit(5);
}

static void pretend(const char *what)
{
    struct sample with_exif = sample_jpeg(
        (struct sample_jpeg){ .width = 64, .height = 48, .orientation = 1 });
    char head[20];
    if (strcmp(what, "deaf") && read(STDIN_FILENO, head, sizeof head) < 0)
        _exit(5);
    if (!strcmp(what, "killed"))
        raise(SIGKILL);
    if (!strcmp(what, "slow"))
        raise(SIGXCPU);
    if (!strcmp(what, "half"))
        reply_send((uint32_t)with_exif.n * 2, with_exif);
    if (!strcmp(what, "huge"))
        reply_send(0xFFFFFFFF, with_exif);
    if (!strcmp(what, "exif"))
        reply_send((uint32_t)with_exif.n, with_exif);
    _exit(0);
}

static void test_children(void **state)
{
    char path[100];
    (void)state;
    snprintf(path, sizeof path, "/tmp/wardmote-image-test-%d", (int)getpid());
    for (size_t i = 0; i < sizeof PRETENCES / sizeof *PRETENCES; i++) {
        FILE *file = fopen(path, "w");
        fputs(PRETENCES[i].pretence, file);
        fclose(file);
        refused(sample_jpeg((struct sample_jpeg){ .width = 2000, .height = 1500 }), ERR_INPUT,
                PRETENCES[i].words);
    }
    unlink(path);
    taken(sample_jpeg((struct sample_jpeg){ .width = 64, .height = 48 }), "rgbw 64x48, small 64x48");
}

// Three at once: two run, one waits; the fourth is told to come again.
static _Atomic int n_over;

static void *make_slowly(void *with)
{
    struct ctx own = { .arena = arena_open(ARENA_BYTES) };
    struct picture picture;
    result *e = with;
    struct sample s = sample_jpeg((struct sample_jpeg){ .width = 64, .height = 48 });
    *e = image_make(&own, pool, &(struct picture_asked){ .bytes = sample_str(&s) }, &picture);
    sample_free(&s);
    arena_close(own.arena);
    atomic_fetch_add(&n_over, 1);
    return NULL;
}

static void test_turns(void **state)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    result results[THREADS];
    int busy = 0, made = 0;
    char path[100];
    (void)state;
    snprintf(path, sizeof path, "/tmp/wardmote-image-test-%d", (int)getpid());
    FILE *file = fopen(path, "w");
    fputs("waiting", file); // each child until this file is gone
    fclose(file);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, make_slowly, &results[i]), 0);
    while (!atomic_load(&n_over)) // the one that is told to come again
        sched_yield();
    unlink(path);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        busy += results[i] == ERR_BUSY;
        made += results[i] == OK;
    }
    assert_int_equal(busy, 1);
    assert_int_equal(made, 3);
}

static int probe(const char *what)
{
    struct ctx own = { .arena = arena_open(1 << 20) };
    char byte = 0;
    if (image_sandbox(&own))
        return 3;
    if (!strcmp(what, "open"))
        open("/etc/passwd", O_RDONLY);
    if (!strcmp(what, "socket"))
        socket(AF_INET, SOCK_STREAM, 0);
    if (!strcmp(what, "fork"))
        fork();
    if (!strcmp(what, "exec"))
        execl("/bin/true", "true", NULL);
    if (!strcmp(what, "kill"))
        kill(getpid(), SIGTERM);
    if (!strcmp(what, "unlink"))
        unlink("/tmp/nothing");
    if (!strcmp(what, "run"))
        mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!strcmp(what, "make runnable"))
        mprotect(own.arena, 4096, PROT_READ | PROT_EXEC);
    if (!strcmp(what, "read elsewhere") && read(5, &byte, 1))
        return 1;
    if (!strcmp(what, "write elsewhere") && write(5, &byte, 1))
        return 1;
    if (!strcmp(what, "clock"))
        alarm(0);
    if (!strcmp(what, "limits"))
        setrlimit(RLIMIT_CPU, &(struct rlimit){ 1, 1 });
    _exit(!strcmp(what, "nothing") ? 0 : 1);
}

static int probe_status(const char *what)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "probe", "probe", what, NULL);
        _exit(9);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_sandbox(void **state)
{
    static const char *const killed[] = {
        "open",           "socket",          "fork",  "exec",   "kill", "unlink", "run", "make runnable",
        "read elsewhere", "write elsewhere", "clock", "limits",
    };
    (void)state;
    int status = probe_status("nothing");
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (size_t i = 0; i < sizeof killed / sizeof *killed; i++) {
        status = probe_status(killed[i]);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
            fail_msg("'%s' ended with status %x and not by SIGSYS", killed[i], (unsigned)status);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_orientations, setup, teardown),
        cmocka_unit_test_setup_teardown(test_metadata, setup, teardown),
        cmocka_unit_test_setup_teardown(test_covers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bombs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_scans, setup, teardown),
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test_setup_teardown(test_no_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_children, setup, teardown),
        cmocka_unit_test_setup_teardown(test_turns, setup, teardown),
        cmocka_unit_test(test_sandbox),
    };
    if (argc == 3 && strcmp(argv[1], "probe") == 0)
        return probe(argv[2]);
    if (argc == 2 && strcmp(argv[1], IMAGE_CHILD_WORD) == 0) {
        char what[20] = "";
        FILE *file = fopen(pretence_path(), "r");
        if (file && fgets(what, sizeof what, file) && strcmp(what, "waiting"))
            pretend(what);
        while (file && access(pretence_path(), F_OK) == 0)
            usleep(1000);
        image_child();
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
